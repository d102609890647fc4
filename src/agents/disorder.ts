/**
 * When an authority steps in: disorder is judged at the close, from the market, never from a date.
 *
 * A day of more than 20 bp counts as disorderly for a long line; after two in a row an unscheduled operation becomes
 * likely, with a hazard a day (`docs/odd.md` §7.15: trigger > 20 bp a day for two days, hazard 0.2–0.5).
 */
import type { EventOf } from '../events/vocabulary.ts';
import type { Instrument, View } from './contract.ts';

const DISORDERLY_CALM_DAYS = 4;
export const DAYS_BEFORE_ACTION = 2;
export const HAZARD_PER_DAY = 0.35;

export interface DisorderMemory {
  disorderlyDays: number;
}

/** The market's longest bond up to thirty years: where disorder shows. Of several the benchmark, which has the plain name. */
export function watchedLine(view: View, market: Instrument['market']): Instrument | undefined {
  const bonds = view.instruments(market).filter((line) => line.isBond && line.tenorYears <= 30);
  const longest = bonds.at(-1)?.tenorYears;
  return bonds.filter((line) => line.tenorYears === longest).sort((a, b) => (a.id < b.id ? -1 : 1))[0];
}

export function countDisorder(memory: DisorderMemory, event: EventOf<'CloseMarked'>, line: Instrument): void {
  if (event.instrument !== line.id) return;
  const move = Math.abs(event.change / 1000);
  memory.disorderlyDays = move > DISORDERLY_CALM_DAYS * line.calmSigmaBp ? memory.disorderlyDays + 1 : 0;
}
