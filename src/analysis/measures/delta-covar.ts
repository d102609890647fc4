/**
 * How much worse the bad days of the whole are when one part has its own: Adrian and Brunnermeier, "CoVaR", American Economic Review
 * 106(7), 2016, definition 1 and equations (5)–(7).
 *
 * ΔCoVaR_q = CoVaR_q(whole | part at its VaR_q) − CoVaR_q(whole | part at its median) = β_q · (VaR_q − VaR_½), where β_q is the slope of
 * the q-quantile regression of the whole's loss on the part's. Co-movement in the tail, not cause.
 */
import { quantileRegression, sampleQuantile } from './quantile-regression.ts';

export interface DeltaCoVar {
  /** Of the part, in its unit. */
  readonly valueAtRisk: number;
  /** Of the whole when the part stands at its own VaR and at its median. */
  readonly atValueAtRisk: number;
  readonly atMedian: number;
  readonly delta: number;
}

/**
 * @param part Losses a period, positive is worse; any unit. @param whole Losses of the same periods.
 * @param level 0.95 or 0.99. Null where fewer than five periods lie beyond it.
 */
export function deltaCoVar(part: readonly number[], whole: readonly number[], level: number): DeltaCoVar | null {
  const line = quantileRegression(part, whole, level);
  if (line === null) return null;
  const valueAtRisk = sampleQuantile(part, level);
  const atValueAtRisk = line.constant + line.slope * valueAtRisk;
  const atMedian = line.constant + line.slope * sampleQuantile(part, 0.5);
  return { valueAtRisk, atValueAtRisk, atMedian, delta: atValueAtRisk - atMedian };
}
