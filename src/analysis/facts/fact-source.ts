/** What facts are taken of: the grid and the closes of one run, and what is remembered of its orders and its news. */
import type { GridLine } from '../level-grid.ts';
import type { DailyRow } from '../tables/daily-table.ts';

/** Statistics by name; null: the run cannot say. */
export type FactSheet = Readonly<Record<string, number | null>>;

export interface FactSource {
  readonly grid: readonly GridLine[];
  readonly daily: readonly DailyRow[];
  /** Of orders that took liquidity in `BOND_FUTURE`. */
  readonly signs: readonly number[];
  /** When something was said about the home market or an auction in it came out, milliseconds. */
  readonly newsAt: readonly number[];
  /** Dates on which a dealer of the home market was beyond its risk limit. */
  readonly strainedDates: ReadonlySet<string>;
}

/** Stands for the future of its market: the scenarios count futures into the turnover of the ten-year line. */
export const BOND_FUTURE = 'JGB-10Y';
export const SUPER_LONG = 'JGB-30Y';
/** Of which depth and impact are known best (W90 W125). */
export const DEEP = 'UST-10Y';

export const lineOf = ({ grid }: FactSource, name: string): GridLine | undefined =>
  grid.find(({ listing }) => listing.instrument === name);

export const rowsOf = ({ daily }: FactSource, bond: string): DailyRow[] => daily.filter((row) => row.bond === bond);

export const dailyChanges = (source: FactSource, bond: string): number[] =>
  rowsOf(source, bond).flatMap(({ change_bp }) => change_bp ?? []);

export const lessOrNull = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? null : a - b;
