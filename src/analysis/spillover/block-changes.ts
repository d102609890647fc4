/**
 * Changes of several lines over blocks of hours, side by side, for a decomposition within one run.
 *
 * Markets are closed at different hours: a closed one does not move, and its first open block carries the night. Blocks in
 * which all are closed are left out.
 */
import { HOUR_MS } from '../../units/time.ts';
import type { GridLine } from '../level-grid.ts';

/** One row a block, one value a line, in basis points of level. */
export function blockChanges(lines: readonly GridLine[], hours: number): number[][] {
  const length = hours * HOUR_MS;
  const blocks = new Set<number>();
  const ends = lines.map((line) => {
    const lastOf = new Map<number, number>();
    for (const { at, levelBp } of line.sessions.flat()) lastOf.set(Math.floor(at / length), levelBp);
    for (const block of lastOf.keys()) blocks.add(block);
    return lastOf;
  });
  const levels = lines.map(({ openLevelBp }) => openLevelBp);
  return [...blocks]
    .sort((a, b) => a - b)
    .map((block) =>
      ends.map((lastOf, at) => {
        const before = levels[at] as number;
        const now = lastOf.get(block) ?? before;
        levels[at] = now;
        return now - before;
      }),
    );
}
