/**
 * The table `metrics`: what the other tables come to by day and market, as one long table for charts and comparisons.
 *
 * Sums, plain means and differences of cells that stand elsewhere; no measure has its own definition here. By bond where
 * `bond` says which, else of the whole bond market. Currencies have no rows: theirs are of several currencies.
 */
import { BOND_MARKETS, type Market } from '../../units/quantity.ts';
import { toPlaces } from '../rounding.ts';
import type { AuctionRow } from './auction-table.ts';
import type { DailyRow } from './daily-table.ts';
import type { FlowLine } from './flow-table.ts';

export interface MetricRow {
  readonly date: string;
  readonly metric: string;
  readonly market: Market;
  readonly bond: string | null;
  readonly value: number;
  readonly unit: string;
}

export interface MetricSources {
  readonly daily: readonly DailyRow[];
  readonly flows: readonly FlowLine[];
  /** Sales and purchases. */
  readonly results: readonly AuctionRow[];
}

const DV01_UNIT = 'local currency per bp';
const BONDS: readonly string[] = BOND_MARKETS;

/** By date, market, metric and bond. */
export function metricRows({ daily, flows, results }: MetricSources): MetricRow[] {
  const rows = [
    ...grouped(daily).flatMap(marketDay),
    ...daily.flatMap(curveChange),
    ...grouped(flows).flatMap(forcedSales),
    ...results.flatMap(resultMetrics),
  ];
  return rows
    .filter(({ market }) => BONDS.includes(market))
    .sort(
      (a, b) =>
        order(a.date, b.date) ||
        order(a.market, b.market) ||
        order(a.metric, b.metric) ||
        order(a.bond ?? '', b.bond ?? ''),
    );
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

interface Placed {
  readonly date: string;
  readonly market: Market;
}

interface Group<Row> extends Placed {
  readonly rows: readonly Row[];
}

function grouped<Row extends Placed>(rows: readonly Row[]): Group<Row>[] {
  const groups = new Map<string, Placed & { readonly rows: Row[] }>();
  for (const row of rows) {
    const key = `${row.date} ${row.market}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { date: row.date, market: row.market, rows: [row] });
    else group.rows.push(row);
  }
  return [...groups.values()];
}

/** Traded and resting amounts are summed over lines, spreads are the plain mean, as in `busiest-days.ts`. */
function marketDay({ date, market, rows }: Group<DailyRow>): MetricRow[] {
  const place = { date, market, bond: null };
  const spreads = rows.flatMap(({ spread_bp }) => spread_bp ?? []);
  const depths = rows.flatMap(({ depth_dv01 }) => depth_dv01 ?? []);
  return [
    { ...place, metric: 'trades', value: sum(rows.map(({ trades }) => trades)), unit: 'fills' },
    { ...place, metric: 'volume_face', value: sum(rows.map(({ volume_face }) => volume_face)), unit: 'local currency' },
    {
      ...place,
      metric: 'volume_dv01',
      value: toPlaces(sum(rows.map(({ volume_dv01 }) => volume_dv01)), 2),
      unit: DV01_UNIT,
    },
    ...(spreads.length === 0
      ? []
      : [{ ...place, metric: 'spread_bp', value: toPlaces(sum(spreads) / spreads.length, 4), unit: 'bp' }]),
    ...(depths.length === 0
      ? []
      : [{ ...place, metric: 'depth_dv01', value: toPlaces(sum(depths), 2), unit: DV01_UNIT }]),
  ];
}

function curveChange({ date, market, bond, change_bp }: DailyRow): MetricRow[] {
  return change_bp === null ? [] : [{ date, market, bond, metric: 'change_bp', value: change_bp, unit: 'bp' }];
}

function forcedSales({ date, market, rows }: Group<FlowLine>): MetricRow[] {
  const sold = sum(rows.map(({ sell_dv01 }) => sell_dv01));
  const forced = sum(rows.map(({ forced_sell_dv01 }) => forced_sell_dv01));
  const place = { date, market, bond: null };
  return [
    { ...place, metric: 'forced_sell_dv01', value: toPlaces(forced, 2), unit: DV01_UNIT },
    ...(sold === 0
      ? []
      : [{ ...place, metric: 'forced_share', value: toPlaces(forced / sold, 4), unit: 'share of sales' }]),
  ];
}

/** The date of a result is that of its time in UTC, which is that of its market: none publishes at night. */
function resultMetrics({ time, market, bond, cover, tail, tail_unit, dealer_share }: AuctionRow): MetricRow[] {
  const place = { date: time.slice(0, 10), market, bond };
  return [
    { ...place, metric: 'cover', value: cover, unit: 'times' },
    { ...place, metric: 'dealer_share', value: dealer_share, unit: 'share of awards' },
    ...(tail === null ? [] : [{ ...place, metric: 'tail', value: tail, unit: tail_unit }]),
  ];
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
