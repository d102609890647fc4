/** A line's days out of its five-minute grid: where the sessions of a date began and ended, and how much it moved within them. */
import { isoTime } from '../../units/time.ts';
import type { GridLine, GridPoint } from '../level-grid.ts';

export interface LineDay {
  /** UTC date on which the date's last session ends: of all four markets the business date. */
  readonly date: string;
  readonly firstBp: number;
  readonly lastBp: number;
  /** Last point, milliseconds. */
  readonly endsAt: number;
  /** Root mean square of half-hour changes within sessions; null where there is none. */
  readonly realisedBp: number | null;
}

/** Five-minute points to half an hour. */
const HALF_HOUR = 6;

export function lineDays({ sessions }: GridLine): LineDay[] {
  const byDate = new Map<string, (readonly GridPoint[])[]>();
  for (const points of sessions) {
    const last = points.at(-1);
    if (last === undefined) continue;
    const date = isoTime(last.at).slice(0, 10);
    byDate.set(date, [...(byDate.get(date) ?? []), points]);
  }
  return [...byDate].map(([date, own]) => {
    const points = own.flat();
    const [first, last] = [points[0] as GridPoint, points.at(-1) as GridPoint];
    const changes = own.flatMap(halfHours);
    const squares = changes.reduce((sum, each) => sum + each * each, 0);
    return {
      date,
      firstBp: first.levelBp,
      lastBp: last.levelBp,
      endsAt: last.at,
      realisedBp: changes.length === 0 ? null : Math.sqrt(squares / changes.length),
    };
  });
}

function halfHours(points: readonly GridPoint[]): number[] {
  const levels = points.filter((_, at) => at % HALF_HOUR === 0).map(({ levelBp }) => levelBp);
  return levels.slice(1).map((level, at) => level - (levels[at] as number));
}

/** Level of a line at the last point up to a moment; its opening where there is none. */
export function levelAt({ openLevelBp, sessions }: GridLine, at: number): number {
  const session = sessions.findLast((points) => (points[0]?.at ?? Number.POSITIVE_INFINITY) <= at);
  return session?.findLast((point) => point.at <= at)?.levelBp ?? openLevelBp;
}
