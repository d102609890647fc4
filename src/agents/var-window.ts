/**
 * Volatility as a bank's rule book may have it: the root mean square of the last so many closes, each counting the same.
 *
 * A jump enters at once in full over the length of the window, stays, and leaves in one day; an average that forgets does
 * neither. Short windows of equal weights are what made banks sell together in 2003. Days before the opening count as the
 * market's volatility of then. Source: `docs/odd.md` §7.11.
 */
import type { EventOf } from '../events/vocabulary.ts';
import type { Instrument } from './contract.ts';

export interface VarWindow {
  /** Closes that count; 0: no window, the market's slow volatility is used. */
  readonly days: number;
  /** Squares of daily changes in bp², by instrument id: the last `days`, the oldest at `next`. */
  readonly squares: Record<string, number[]>;
  readonly next: Record<string, number>;
}

export const restingWindow = (days: number): VarWindow => ({ days, squares: {}, next: {} });

/** An official close of a line that the bank may hold. */
export function hearWindowClose(window: VarWindow, event: EventOf<'CloseMarked'>, line: Instrument): void {
  if (window.days === 0) return;
  const squares = squaresOf(window, line);
  const at = window.next[line.id] ?? 0;
  const changeBp = event.change / 1000;
  squares[at] = changeBp * changeBp;
  window.next[line.id] = (at + 1) % window.days;
}

function squaresOf({ days, squares }: VarWindow, line: Instrument): number[] {
  const known = squares[line.id];
  if (known !== undefined) return known;
  const before = line.openSigmaBp ?? line.calmSigmaBp;
  const filled = new Array<number>(days).fill(before * before);
  squares[line.id] = filled;
  return filled;
}

/** bp a day; undefined where no window is kept. */
export function windowSigmaBp({ days, squares }: VarWindow, line: Instrument): number | undefined {
  if (days === 0) return undefined;
  const known = squares[line.id];
  if (known === undefined) return line.openSigmaBp ?? line.calmSigmaBp;
  let sum = 0;
  for (const square of known) sum += square;
  return Math.sqrt(sum / days);
}
