/** Two runs on the same luck, side by side: closes by bond and date, and what each kind of institution traded. */
import { log } from '../../math/log.ts';
import type { Market } from '../../units/quantity.ts';
import { toPlaces } from '../rounding.ts';
import type { DailyRow } from '../tables/daily-table.ts';
import type { FlowRow } from '../tables/flow-table.ts';

export interface CloseDifference {
  readonly date: string;
  readonly market: Market;
  readonly bond: string;
  /** Yield in percent; the price where there is no yield. */
  readonly close: number;
  readonly close_without: number;
  /** What the first has more than the second: of a yield in bp, of a price in bp of its logarithm. */
  readonly difference_bp: number;
}

export interface FlowDifference {
  readonly agent_kind: string;
  readonly market: Market;
  readonly bond: string;
  /** Over all dates, in the currency of the bond. */
  readonly net_dv01: number;
  readonly net_dv01_without: number;
  readonly difference_dv01: number;
}

/** Rows that both runs have, the largest difference first. */
export function closeDifferences(base: readonly DailyRow[], without: readonly DailyRow[]): CloseDifference[] {
  const others = new Map(without.map((row) => [`${row.date} ${row.bond}`, row]));
  const rows = base.flatMap((row): CloseDifference[] => {
    const other = others.get(`${row.date} ${row.bond}`);
    if (other === undefined) return [];
    const { date, market, bond } = row;
    const place = { date, market, bond };
    if (row.close_yield_pct !== null && other.close_yield_pct !== null) {
      const [close, close_without] = [row.close_yield_pct, other.close_yield_pct];
      return [{ ...place, close, close_without, difference_bp: toPlaces(100 * (close - close_without), 2) }];
    }
    if (row.close_price === null || other.close_price === null) return [];
    const [close, close_without] = [row.close_price, other.close_price];
    return [{ ...place, close, close_without, difference_bp: toPlaces(10_000 * log(close / close_without), 2) }];
  });
  return rows.sort(
    (a, b) => Math.abs(b.difference_bp) - Math.abs(a.difference_bp) || order(a.date, b.date) || order(a.bond, b.bond),
  );
}

/** By market, since values of a basis point in two currencies do not compare; in each the largest difference first. */
export function flowDifferences(base: readonly FlowRow[], without: readonly FlowRow[]): FlowDifference[] {
  const sums = new Map<string, FlowDifference>();
  const add = (row: FlowRow, isBase: boolean): void => {
    const { agent_kind, market, bond, net_dv01 } = row;
    const key = `${agent_kind} ${bond}`;
    const sum = sums.get(key) ?? { agent_kind, market, bond, net_dv01: 0, net_dv01_without: 0, difference_dv01: 0 };
    const first = toPlaces(sum.net_dv01 + (isBase ? net_dv01 : 0), 2);
    const second = toPlaces(sum.net_dv01_without + (isBase ? 0 : net_dv01), 2);
    const difference_dv01 = toPlaces(first - second, 2);
    sums.set(key, { ...sum, net_dv01: first, net_dv01_without: second, difference_dv01 });
  };
  for (const row of base) add(row, true);
  for (const row of without) add(row, false);
  return [...sums.values()].sort(
    (a, b) =>
      order(a.market, b.market) ||
      Math.abs(b.difference_dv01) - Math.abs(a.difference_dv01) ||
      order(a.agent_kind, b.agent_kind) ||
      order(a.bond, b.bond),
  );
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
