/**
 * The two saturating curves of the behavioural equations: the logistic function and tanh.
 *
 * Both through our own exponential, so that every engine gives the same bits. Error below 2 ulp, for tanh 4.
 */
import { exp, expm1 } from './exp.ts';

/** 1/(1 + e^−x): a share between 0 and 1. */
export const logistic = (x: number): number => {
  if (x >= 0) return 1 / (1 + exp(-x));
  const grown = exp(x);
  return grown / (1 + grown);
};

/** Hyperbolic tangent: odd, between −1 and 1. */
export function tanh(x: number): number {
  if (!(Math.abs(x) < 22)) return x > 0 ? 1 : x < 0 ? -1 : Number.NaN;
  if (x < 0) return -tanh(-x);
  if (x < 1) {
    const fallen = expm1(-2 * x);
    return -fallen / (fallen + 2);
  }
  return 1 - 2 / (expm1(2 * x) + 2);
}
