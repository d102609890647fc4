/** Flows added up over dates, agents and bonds: what each kind of institution did in each market, and how much of it was forced. */
import type { Currency, Market } from '../units/quantity.ts';
import { toPlaces } from './rounding.ts';
import type { FlowLine } from './tables/flow-table.ts';

/** Values of a basis point in the market's currency; of several currencies (pairs) the sum would mean nothing: one each. */
export interface FlowTotal {
  readonly agent_kind: string;
  readonly market: Market;
  readonly currency: Currency;
  readonly buy_dv01: number;
  readonly sell_dv01: number;
  readonly net_dv01: number;
  readonly forced_sell_dv01: number;
  /** Forced sales over all sales; null where nothing was sold. */
  readonly forced_share: number | null;
}

/** By kind, market and currency, in that order; `kinds` says which kind comes first. */
export function totalFlows(
  lines: readonly FlowLine[],
  currencyOf: (bond: string) => Currency,
  kinds: readonly string[],
): FlowTotal[] {
  const sums = new Map<string, FlowTotal>();
  for (const line of lines) {
    const currency = currencyOf(line.bond);
    const key = `${line.agent_kind} ${line.market} ${currency}`;
    const sum = sums.get(key);
    const buy = (sum?.buy_dv01 ?? 0) + line.buy_dv01;
    const sell = (sum?.sell_dv01 ?? 0) + line.sell_dv01;
    const forced = (sum?.forced_sell_dv01 ?? 0) + line.forced_sell_dv01;
    sums.set(key, {
      agent_kind: line.agent_kind,
      market: line.market,
      currency,
      buy_dv01: toPlaces(buy, 2),
      sell_dv01: toPlaces(sell, 2),
      net_dv01: toPlaces(buy - sell, 2),
      forced_sell_dv01: toPlaces(forced, 2),
      forced_share: sell === 0 ? null : toPlaces(forced / sell, 4),
    });
  }
  const rank = (kind: string): number => (kinds.includes(kind) ? kinds.indexOf(kind) : kinds.length);
  return [...sums.values()].sort(
    (a, b) =>
      rank(a.agent_kind) - rank(b.agent_kind) ||
      order(a.agent_kind, b.agent_kind) ||
      order(a.market, b.market) ||
      order(a.currency, b.currency),
  );
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
