/** Measures of a calm run: what a day moves, what the spread is, whether anything drifts or dies. */
import { correlation } from './correlation.ts';
import type { ExtractedDay, RunExtract } from './run-extract.ts';

/** Root mean square of daily changes: no mean is taken out of so few days. */
export function dailyDeviation(run: RunExtract, bond: string): number | null {
  const changes = rowsOf(run, bond).flatMap(({ change_bp }) => change_bp ?? []);
  if (changes.length === 0) return null;
  return Math.sqrt(changes.reduce((sum, each) => sum + each * each, 0) / changes.length);
}

/** Mean over days of the time-weighted best bid to best offer. */
export function meanSpread(run: RunExtract, bond: string): number | null {
  const spreads = rowsOf(run, bond).flatMap(({ spread_bp }) => spread_bp ?? []);
  return spreads.length === 0 ? null : spreads.reduce((sum, each) => sum + each, 0) / spreads.length;
}

/** Days on which a line moved by more, either way. */
export const daysBeyond = (run: RunExtract, bond: string, moveBp: number): number =>
  rowsOf(run, bond).filter(({ change_bp }) => Math.abs(change_bp ?? 0) > moveBp).length;

/** From the opening to the last close. */
export const totalChange = (run: RunExtract, bond: string): number =>
  rowsOf(run, bond).reduce((sum, { change_bp }) => sum + (change_bp ?? 0), 0);

/** Days of lines that closed without a trade or without ever showing both sides; none is wanted. */
export const deadDays = (run: RunExtract): number =>
  run.daily.filter((row) => row.change_bp !== null && (row.trades === 0 || row.spread_bp === null)).length;

/** Spread of a date over the mean of the run's first days before it. */
export function spreadAgainst(
  [run, calm]: readonly [RunExtract, RunExtract],
  bond: string,
  date: string,
): number | null {
  const spread = rowsOf(run, bond).find((row) => row.date === date)?.spread_bp;
  const quiet = meanSpread(calm, bond);
  return spread === undefined || spread === null || quiet === null || quiet === 0 ? null : spread / quiet;
}

/** Fewer days say nothing. */
const LEAST_DAYS = 5;

/** Of daily changes on the dates that both lines closed; null where they are too few. */
export function correlationOfDays(run: RunExtract, one: string, other: string): number | null {
  const theirs = new Map(rowsOf(run, other).map(({ date, change_bp }) => [date, change_bp]));
  const pairs = rowsOf(run, one).flatMap(({ date, change_bp }) => {
    const second = theirs.get(date);
    return change_bp === null || second === undefined || second === null ? [] : [[change_bp, second] as const];
  });
  if (pairs.length < LEAST_DAYS) return null;
  return correlation(
    pairs.map(([a]) => a),
    pairs.map(([, b]) => b),
  );
}

const rowsOf = (run: RunExtract, bond: string): ExtractedDay[] => run.daily.filter((row) => row.bond === bond);
