/**
 * The curve of Nelson and Siegel as extended by Svensson: six numbers give every zero rate, forward rate and discount factor.
 *
 * z(t) = β0 + β1·f(t/τ1) + β2·[f(t/τ1) − e^(−t/τ1)] + β3·[f(t/τ2) − e^(−t/τ2)], f(x) = (1 − e^(−x))/x, continuously
 * compounded. Svensson, "Estimating and Interpreting Forward Interest Rates: Sweden 1992–1994", NBER WP 4871, 1994, (5)–(8).
 */
import { exp, expm1 } from '../math/exp.ts';

export interface NssCurve {
  /** Percent: the long rate, the slope (short rate = β0 + β1) and two humps. */
  readonly beta0Pct: number;
  readonly beta1Pct: number;
  readonly beta2Pct: number;
  readonly beta3Pct: number;
  /** Years, positive: where the slope and the first hump, and the second hump, fade. */
  readonly tau1Years: number;
  readonly tau2Years: number;
}

/** f(x) = (1 − e^(−x))/x: 1 at zero, falling. */
export const slopeLoading = (x: number): number => (x === 0 ? 1 : -expm1(-x) / x);

/** f(x) − e^(−x): a hump that begins and ends at zero. */
export const humpLoading = (x: number): number => slopeLoading(x) - exp(-x);

/** Continuously compounded, percent; years ≥ 0 (at zero the instantaneous short rate). */
export function nssZeroPct(curve: NssCurve, years: number): number {
  const x1 = years / curve.tau1Years;
  const slope = slopeLoading(x1);
  return (
    curve.beta0Pct +
    curve.beta1Pct * slope +
    curve.beta2Pct * (slope - exp(-x1)) +
    curve.beta3Pct * humpLoading(years / curve.tau2Years)
  );
}

/** Instantaneous, continuously compounded, percent. */
export function nssForwardPct(curve: NssCurve, years: number): number {
  const x1 = years / curve.tau1Years;
  const x2 = years / curve.tau2Years;
  return curve.beta0Pct + (curve.beta1Pct + curve.beta2Pct * x1) * exp(-x1) + curve.beta3Pct * x2 * exp(-x2);
}

export const nssDiscount = (curve: NssCurve, years: number): number => exp((-nssZeroPct(curve, years) * years) / 100);
