/**
 * How far bonds trade off a smooth curve, which arbitrage would hold them on if it had the capital: Hu, Pan and Wang, "Noise as
 * Information for Illiquidity", Journal of Finance 68(6), 2013, (3).
 *
 * Noise = √(1/N · Σ (y_i − ŷ(T_i))²), basis points of compound yield (quoted simple yields would measure coupons, `calibration.md` §1.1), ŷ on the
 * Svensson curve fitted to the same prices. The curve has six numbers, so six lines lie on it whatever their prices: with fewer than
 * `LINES_LEAST` there is no answer. Of the shipped scenarios the JGB curve has six lines and no index.
 */
import { nssDiscount } from '../../bonds/nelson-siegel-svensson.ts';
import { fitNss } from '../../bonds/nss-fit.ts';
import type { FitBond } from '../../bonds/nss-prices.ts';

export interface QuotedBond extends FitBond {
  /** Money per 100 of face for a basis point of compound yield. */
  readonly dv01: number;
}

/** `model.md` §5: fifteen bonds with those off the run. */
export const LINES_LEAST = 15;

/** Basis points; null with too few lines. */
export function fitErrorBp(bonds: readonly QuotedBond[]): number | null {
  if (bonds.length < LINES_LEAST) return null;
  const { curve } = fitNss(bonds.map((bond) => ({ ...bond, weight: 1 / bond.dv01 ** 2 })));
  const squares = bonds.map(({ flows, dirtyPrice, dv01 }) => {
    const fair = flows.reduce((sum, { years, amount }) => sum + amount * nssDiscount(curve, years), 0);
    return ((fair - dirtyPrice) / dv01) ** 2;
  });
  return Math.sqrt(squares.reduce((sum, each) => sum + each, 0) / bonds.length);
}
