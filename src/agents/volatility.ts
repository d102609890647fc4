/**
 * What institutions take for the present risk of a line, and their reluctance to buy into a move.
 *
 * Both are bounded: an unbounded chain volatility → price → volatility has no fixed point above a utilisation of about
 * 0.9. The cap of 2.7 calm days and the weights and half-lives of the mix are those with which a crisis emerged and
 * stayed finite in trial runs with real order books.
 */
import type { Instrument, View } from './contract.ts';

const CAP_IN_CALM_DAYS = 2.7;
const MIX = { fast: 0.4, medium: 0.3, slow: 0.3 } as const;
/** Unexplained moves within this many calm days of their average are not taken for a run. */
const DEAD_BAND_IN_CALM_DAYS = 1.2;
/** Beyond this many calm days nobody waits for more. */
const MOST_WAITING_IN_CALM_DAYS = 6;

/**
 * bp a day. What can be explained is routine, however far it moved: only the rest says that risk has changed. `fear` 1 = judges
 * by what was realised, 0 = trusts that calm returns.
 */
export function effectiveSigmaBp(view: View, instrument: Instrument, fear: number): number {
  const realised =
    MIX.fast * view.unrestBp(instrument, 'fast') +
    MIX.medium * view.unrestBp(instrument, 'medium') +
    MIX.slow * view.unrestBp(instrument, 'slow');
  const calm = instrument.calmSigmaBp;
  const bounded = Math.min(CAP_IN_CALM_DAYS * calm, Math.max(0.7 * calm, realised));
  return calm + fear * (bounded - calm);
}

/**
 * bp by which a buyer asks more while yields run away (and a seller while they fall). A move that news explains is no run:
 * everybody knows where it ends.
 */
export function waitingBp(view: View, instrument: Instrument, fear: number, reluctance: number): number {
  const run = view.runBp(instrument);
  const calmDays = Math.min(MOST_WAITING_IN_CALM_DAYS, Math.abs(run) / instrument.calmSigmaBp);
  const beyond = Math.sign(run) * Math.max(0, calmDays - DEAD_BAND_IN_CALM_DAYS) * instrument.calmSigmaBp;
  return fear * Math.min(0.88, reluctance) * beyond;
}
