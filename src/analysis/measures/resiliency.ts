/**
 * How soon a spread is itself again after a large trade: Large, "Measuring the Resiliency of an Electronic Limit Order Book", Journal of
 * Financial Markets 10(1), 2007, in the simple form of `model.md` §5: the half-life of the spread's excess.
 *
 * After each trade of at least one standard deviation of size, the excess of the spread over its mean is followed; of all pairs of
 * neighbouring instants φ = Σ e_{t+1}·e_t ÷ Σ e_t², and the half-life is ln ½ ÷ ln φ steps.
 */
import { log } from '../../math/log.ts';

export interface SpreadPoint {
  readonly spreadBp: number;
  /** Taken in the step that ends here, either way, DV01. */
  readonly takenDv01: number;
}

/** Steps that a trade is followed for, unless another comes. */
const FOLLOWED = 12;
const EVENTS_LEAST = 5;

/**
 * @param stretches Points at equal steps, a list a session. Steps to half; 0 where the spread is back at once; null where there are
 * fewer than five large trades, or the spread does not come back.
 */
export function spreadHalfLife(stretches: readonly (readonly SpreadPoint[])[]): number | null {
  const points = stretches.flat();
  if (points.length === 0) return null;
  const mean = points.reduce((sum, { spreadBp }) => sum + spreadBp, 0) / points.length;
  const large = Math.sqrt(points.reduce((sum, { takenDv01 }) => sum + takenDv01 ** 2, 0) / points.length);
  let [events, products, squares] = [0, 0, 0];
  for (const stretch of stretches) {
    for (const [at, { takenDv01 }] of stretch.entries()) {
      if (large === 0 || takenDv01 < large) continue;
      events += 1;
      const excess = stretch.slice(at, at + FOLLOWED + 1).map(({ spreadBp }) => spreadBp - mean);
      for (const [step, each] of excess.slice(0, -1).entries()) {
        products += (excess[step + 1] as number) * each;
        squares += each * each;
      }
    }
  }
  if (events < EVENTS_LEAST || squares === 0) return null;
  const kept = products / squares;
  if (kept <= 0) return 0;
  return kept >= 1 ? null : log(0.5) / log(kept);
}
