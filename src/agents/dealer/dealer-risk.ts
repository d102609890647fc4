/**
 * A dealer's inventory as risk: how much of the limit it uses, and how that skews what it asks (loop L6).
 *
 * The limit is a value-at-risk limit: it counts volatility slowly, over a week, not as quotes do.
 * What a fuller limit multiplies — skew, spread, what a trade teaches — is bounded: an unbounded 1/(1−u)² has no fixed
 * point above a use of about 0.9 and makes calm markets run away.
 */
import type { Instrument, View } from '../contract.ts';
import { dailyRisk, type LineRisk, lineRisk, totalDv01 } from '../curve-risk.ts';
import { effectiveSigmaBp } from '../volatility.ts';
import type { DealerMandate, DealerMemory } from './dealer-mandate.ts';

/** Utilisation is not counted beyond this, so that 1/(1−u) stays finite. */
const UTILISATION_CAP = 0.97;
/** Use of the limit on an ordinary day, at which risk is asked for at its calm price. */
const CALM_USE = 0.36;
/** Most by which a full limit multiplies the calm price of risk. */
const STRAIN_CAP = 5;
/** Weights of volatilities in what the limit counts: together about as slow as a RiskMetrics decay of 0.90 a day. */
const LIMIT_MIX = { slow: 0.8, medium: 0.2 } as const;
/** Volatility that the limit counts, in calm days. */
const LIMIT_SIGMA_BOUNDS = [0.8, 2.7] as const;
const SKEW = 0.6;
/** Risk of other lines that a line's skew counts: nearly all of it can be traded against each other. */
const SKEW_OTHER_LINES = 0.6;
const SKEW_CAP_SIGMAS = 1;

type Own = View<DealerMandate>;

export function openBook(view: Own, memory: DealerMemory): LineRisk[] {
  return view.instruments(view.self.mandate.market).map((line) => {
    const sigma = view.loop('L6') ? effectiveSigmaBp(view, line, memory.belief.fear) : line.calmSigmaBp;
    return lineRisk(view, line, view.position(line) - (memory.flatLots[line.id] ?? 0), sigma);
  });
}

/** bp a day, as the limit counts them. */
export function limitSigmaBp(view: View, line: Instrument): number {
  const [least, most] = LIMIT_SIGMA_BOUNDS;
  const { slow, medium } = LIMIT_MIX;
  const realised = slow * view.volatilityBp(line, 'slow') + medium * view.volatilityBp(line, 'medium');
  const inCalmDays = realised / line.calmSigmaBp;
  return line.calmSigmaBp * Math.min(most, Math.max(least, inCalmDays));
}

/** Share of the risk limit in use; the limit is parallel DV01 of lines as volatile as the market's middle one on a calm day. */
export function utilisation(view: Own, book: readonly LineRisk[]): number {
  const middle = book[Math.floor(book.length / 2)];
  if (middle === undefined || !view.loop('L6')) return 0;
  const counted = book.map((risk) => ({ ...risk, sigmaBp: limitSigmaBp(view, risk.instrument) }));
  return Math.min(UTILISATION_CAP, dailyRisk(counted) / (view.self.mandate.riskLimit * middle.instrument.calmSigmaBp));
}

/** What a unit of risk costs against an ordinary day: below 1 with an empty book, at most `STRAIN_CAP`. */
export function strain(used: number): number {
  const relative = (1 - CALM_USE) / (1 - used);
  return Math.min(STRAIN_CAP, relative * relative);
}

/** DV01 of the line with what of the other lines moves along: positive where more of the line adds risk. */
export function leaningDv01(book: readonly LineRisk[], risk: LineRisk): number {
  return risk.dv01 + SKEW_OTHER_LINES * (totalDv01(book) - risk.dv01);
}

/** Positive when long: a dealer with too much asks for less and pays less. */
export function skewBp(view: Own, book: readonly LineRisk[], risk: LineRisk, used: number): number {
  const skew = (SKEW * risk.sigmaBp * leaningDv01(book, risk) * strain(used)) / view.self.mandate.riskLimit;
  const cap = SKEW_CAP_SIGMAS * risk.sigmaBp;
  return Math.max(-cap, Math.min(cap, skew));
}
