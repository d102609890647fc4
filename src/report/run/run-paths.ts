/** Where the lines of a run stood, half-hour by half-hour and close by close, as changes since the opening in basis points. */
import type { GridLine } from '../../analysis/level-grid.ts';
import type { RunStudyResult } from '../../analysis/run-study.ts';
import { isoTime, MINUTE_MS } from '../../units/time.ts';
import type { Benchmark } from '../benchmarks.ts';

export interface PathPoint {
  readonly ms: number;
  readonly changeBp: number;
}

const EVERY_MS = 30 * MINUTE_MS;

/** One list a session, so that a drawing can leave out the night. Of bonds; levels are yields. */
export function pathOf({ openLevelBp, sessions }: GridLine): PathPoint[][] {
  return sessions.map((points) =>
    points
      .filter(({ at }, index) => at % EVERY_MS === 0 || index === 0 || index === points.length - 1)
      .map(({ at, levelBp }) => ({ ms: at, changeBp: levelBp - openLevelBp })),
  );
}

export const lineOf = ({ grid }: RunStudyResult, { bond }: Benchmark): GridLine | undefined =>
  grid.find(({ listing }) => listing.instrument === bond);

/** Dates on which anything was open, UTC. */
export function daysOf({ grid }: RunStudyResult): string[] {
  const days = new Set<string>();
  for (const { sessions } of grid)
    for (const session of sessions) for (const { at } of session) days.add(isoTime(at).slice(0, 10));
  return [...days].sort();
}

export interface CloseChange {
  readonly date: string;
  /** Since the opening. */
  readonly sinceOpeningBp: number;
  /** Since the close before. */
  readonly dayBp: number;
}

/** Official closes of a line, ascending. */
export function closesOf({ report }: RunStudyResult, bond: string): CloseChange[] {
  let sum = 0;
  return report.daily
    .filter((row) => row.bond === bond && row.change_bp !== null)
    .map(({ date, change_bp }) => {
      sum += change_bp as number;
      return { date, sinceOpeningBp: Number(sum.toFixed(1)), dayBp: change_bp as number };
    });
}

export const largestDay = (closes: readonly CloseChange[]): CloseChange | undefined =>
  closes.reduce<CloseChange | undefined>(
    (best, each) => (best === undefined || Math.abs(each.dayBp) > Math.abs(best.dayBp) ? each : best),
    undefined,
  );

export const highestClose = (closes: readonly CloseChange[]): CloseChange | undefined =>
  closes.reduce<CloseChange | undefined>(
    (best, each) => (best === undefined || each.sinceOpeningBp > best.sinceOpeningBp ? each : best),
    undefined,
  );
