/**
 * log and log1p out of + − × ÷ alone, so that every engine gives the same bits. `Math.log` does not.
 *
 * Method (as fdlibm's e_log.c, Sun Microsystems 1993, with the plain series in place of its fitted coefficients):
 * x = 2ᵏ(1+f) with 1+f between √½ and √2; s = f/(2+f); log(1+f) = 2·atanh(s) = f − (f²/2 − s·(f²/2 + R)) where
 * R = 2s²/3 + 2s⁴/5 + …; ln2 is held in two parts, so that k·ln2 loses nothing. Error below 0.8 ulp.
 */
import { nearestExponent, powerOfTwo } from './bits.ts';

/** ln2 in two parts; the first has 32 significant bits, so that its product with any exponent is exact. */
export const LN2_HIGH = 0.6931471803691238;
export const LN2_LOW = 1.9082149292705877e-10;
export const MIN_NORMAL = 2.2250738585072014e-308;

/** Natural logarithm; −∞ at 0, NaN below. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  return x < MIN_NORMAL ? logOfNormal(x * powerOfTwo(54), -54, 0) : logOfNormal(x, 0, 0);
}

/** log(1 + x) without loss for small x; −∞ at −1, NaN below. */
export function log1p(x: number): number {
  if (x > -0.29 && x < 0.41) return Math.abs(x) < 5e-17 ? x : logOfParts(0, x, 0);
  if (!(x > -1)) return x === -1 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  const sum = 1 + x;
  const lost = x >= 1 ? 1 - (sum - x) : x - (sum - 1);
  return logOfNormal(sum, 0, lost / sum);
}

/** log(x) + k·ln2 + correction, x positive and normal. */
function logOfNormal(x: number, k: number, correction: number): number {
  const exponent = nearestExponent(x);
  return logOfParts(k + exponent, x * powerOfTwo(-exponent) - 1, correction);
}

/** k·ln2 + log(1+f) + correction. The series stops where its terms fall below 2^−60; two chains halve the waiting. */
function logOfParts(k: number, f: number, correction: number): number {
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const odd = w * (2 / 5 + w * (2 / 9 + w * (2 / 13 + w * (2 / 17 + w * (2 / 21)))));
  const even = z * (2 / 3 + w * (2 / 7 + w * (2 / 11 + w * (2 / 15 + w * (2 / 19 + w * (2 / 23))))));
  const halfSquare = 0.5 * f * f;
  return k * LN2_HIGH - (halfSquare - (s * (halfSquare + (odd + even)) + (k * LN2_LOW + correction)) - f);
}
