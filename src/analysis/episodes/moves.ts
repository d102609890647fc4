/** Measures of yields in one run: changes, peaks, what is given back, the order of a day. Null where the run cannot say. */
import type { LevelMark } from './level-path.ts';
import type { ExtractedDay, RunExtract } from './run-extract.ts';

/** Of the official close on the date, basis points. */
export function changeOn(run: RunExtract, bond: string, date: string): number | null {
  return rowsOf(run, bond).find((row) => row.date === date)?.change_bp ?? null;
}

/** From the close of `since` to that of `to`. */
export function changeOver(run: RunExtract, bond: string, since: string, to: string): number | null {
  const rows = rowsOf(run, bond).filter(({ date }) => date > since && date <= to);
  if (rows.at(-1)?.date !== to) return null;
  return sumOf(rows.map(({ change_bp }) => change_bp));
}

/** Highest close after `since`, up to `to`, as a change from the close of `since`. */
export function peakOver(run: RunExtract, bond: string, since: string, to: string): number | null {
  const dates = rowsOf(run, bond).map(({ date }) => date);
  const changes = dates
    .filter((date) => date > since && date <= to)
    .map((date) => changeOver(run, bond, since, date))
    .filter((change) => change !== null);
  return changes.length === 0 ? null : Math.max(...changes);
}

/** Change of one line less that of another on the date. */
export function slopeChangeOn(run: RunExtract, long: string, short: string, date: string): number | null {
  return lessOrNull(changeOn(run, long, date), changeOn(run, short, date));
}

/** Share of the move from `since` to `peak` that was given back by `to`; null where there was hardly a move. */
export function givenBack(
  run: RunExtract,
  bond: string,
  { since, peak, to }: { readonly since: string; readonly peak: string; readonly to: string },
): number | null {
  const up = changeOver(run, bond, since, peak);
  const after = changeOver(run, bond, peak, to);
  return up === null || after === null || up < LEAST_MOVE_BP ? null : -after / up;
}

/** Days after its highest close (up to `to`) by which a line's return is judged: `model.md` §5, reversal ratio. */
const REVERSAL_DAYS = 2;
/** What moved by less has no meaningful ratio. */
const LEAST_MOVE_BP = 3;

/** Share given back two days after the highest close of the days up to `to`. */
export function reversal(run: RunExtract, bond: string, since: string, to: string): number | null {
  const dates = rowsOf(run, bond)
    .map(({ date }) => date)
    .filter((date) => date > since);
  const upTo = dates.filter((date) => date <= to);
  const heights = upTo.map((date) => changeOver(run, bond, since, date) ?? Number.NEGATIVE_INFINITY);
  const peak = heights.indexOf(Math.max(...heights));
  const later = dates[peak + REVERSAL_DAYS];
  const peakDate = upTo[peak];
  if (later === undefined || peakDate === undefined) return null;
  return givenBack(run, bond, { since, peak: peakDate, to: later });
}

export const closeOn = (run: RunExtract, bond: string, date: string): number | null =>
  rowsOf(run, bond).find((row) => row.date === date)?.close_yield_pct ?? null;

/** What of the day's move stood in the book when the bids closed or the result came; null where the day hardly moved. */
export function shareOfDayBefore(
  run: RunExtract,
  bond: string,
  { what, date }: { readonly what: LevelMark['what']; readonly date: string },
): number | null {
  const change = changeOn(run, bond, date);
  const close = closeOn(run, bond, date);
  const mark = run.marks.find((each) => each.what === what && each.time.startsWith(date));
  const level = mark?.levels[bond];
  if (change === null || close === null || level === undefined || Math.abs(change) < LEAST_MOVE_BP) return null;
  const before = 100 * close - change;
  return (level - before) / change;
}

/** Change of one line over that of another. */
export function ratioOn(run: RunExtract, bond: string, to: string, date: string): number | null {
  const change = changeOn(run, bond, date);
  const base = changeOn(run, to, date);
  return change === null || base === null || base < LEAST_MOVE_BP ? null : change / base;
}

/** What of a line's change since a date is not in another run on the same luck, per basis point that the source has more. */
export function attributableRatio(
  [run, without]: readonly [RunExtract, RunExtract],
  bond: string,
  { source, since, to }: { readonly source: string; readonly since: string; readonly to: string },
): number | null {
  const move = lessOrNull(changeOver(run, bond, since, to), changeOver(without, bond, since, to));
  const base = lessOrNull(changeOver(run, source, since, to), changeOver(without, source, since, to));
  return move === null || base === null || base < LEAST_MOVE_BP ? null : move / base;
}

export const lessOrNull = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? null : a - b;

const rowsOf = (run: RunExtract, bond: string): ExtractedDay[] => run.daily.filter((row) => row.bond === bond);

/** The first date of a market may have no change. */
const sumOf = (values: readonly (number | null)[]): number =>
  values.reduce<number>((sum, each) => sum + (each ?? 0), 0);
