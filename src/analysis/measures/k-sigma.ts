/**
 * How many standard deviations a move was, with all that decides the number: tenor, horizon, look-back and weighting (`model.md` §5).
 *
 * z = Δ_h y ÷ (σ̂_L · √h), σ̂_L of the L daily changes before the move, with no mean taken out: of so few days it is noise. With a decay the
 * look-back is weighted exponentially (RiskMetrics Technical Document, 4th ed., 1996, §5.2). "Six sigma" without these says nothing.
 */

export interface KSigma {
  /** Years. */
  readonly tenor: number;
  /** Days of the move. */
  readonly horizon: number;
  /** Days before it. */
  readonly lookBack: number;
  /** Undefined: all days count alike. */
  readonly decay?: number;
  readonly moveBp: number;
  /** Of a day. */
  readonly sigmaBp: number;
  readonly z: number;
}

export interface KSigmaOptions extends Pick<KSigma, 'tenor' | 'horizon' | 'lookBack'> {
  readonly decay?: number;
}

/** @param changes Daily, basis points, the latest last. Null where there are too few, or nothing moved before. */
export function kSigma(changes: readonly number[], { tenor, horizon, lookBack, decay }: KSigmaOptions): KSigma | null {
  const before = changes.slice(-(horizon + lookBack), -horizon);
  if (before.length < lookBack) return null;
  const sigmaBp = Math.sqrt(meanSquare(before, decay ?? 1));
  if (sigmaBp === 0) return null;
  const moveBp = changes.slice(-horizon).reduce((sum, each) => sum + each, 0);
  const terms = { tenor, horizon, lookBack, ...(decay === undefined ? {} : { decay }) };
  return { ...terms, moveBp, sigmaBp, z: moveBp / (sigmaBp * Math.sqrt(horizon)) };
}

/** The grid that is printed together, so that nobody picks the largest: one and two days against 20 and 250. */
export const K_SIGMA_GRID = [
  { horizon: 1, lookBack: 20 },
  { horizon: 1, lookBack: 250 },
  { horizon: 2, lookBack: 20 },
  { horizon: 2, lookBack: 250 },
] as const;

/** The latest weighs most; weights add up to one. */
function meanSquare(changes: readonly number[], decay: number): number {
  let [weight, weights, squares] = [1, 0, 0];
  for (const change of changes.toReversed()) {
    squares += weight * change * change;
    weights += weight;
    weight *= decay;
  }
  return squares / weights;
}
