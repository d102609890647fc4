/**
 * Powers of a non-negative base, the same bits in every engine. `Math.pow` and `**` differ between versions of Node.
 *
 * `pow` is e^(exponent · log base) with the logarithm and the product carried to about 117 bits in two parts, by Dekker's and
 * Knuth's error-free products and sums (T. J. Dekker, Numerische Mathematik 18, 1971); error below 0.6 ulp, measured
 * against 160-bit arithmetic. Discount factors with whole exponents need only `integerPower`.
 */
import { nearestExponent, powerOfTwo } from './bits.ts';
import { expOfSum } from './exp.ts';
import { LN2_HIGH, LN2_LOW, MIN_NORMAL } from './log.ts';

/** 2^27 + 1: cuts a number into two halves whose products are exact (Veltkamp). */
const SPLITTER = 134217729;
const THIRD_HIGH = 0.3333333333333333;
const THIRD_LOW = 1.850371707708594e-17;

/** base^exponent for base ≥ 0; NaN for a negative base. 0^0 = 1 and x^0 = 1, as IEEE 754 has it. */
export function pow(base: number, exponent: number): number {
  if (exponent === 0 || base === 1) return 1;
  if (!(base > 0 && base < Number.POSITIVE_INFINITY && Math.abs(exponent) < 1e300)) return atTheEdge(base, exponent);
  if (exponent === 1) return base;

  const isSubnormal = base < MIN_NORMAL;
  const normal = isSubnormal ? base * powerOfTwo(54) : base;
  const binaryExponent = nearestExponent(normal);
  const k = isSubnormal ? binaryExponent - 54 : binaryExponent;

  // s = f/(2+f) in two parts; then log(1+f) = 2s·(1 + t) with t = s²/3 + s⁴/5 + …, all but t's far terms in two parts.
  const f = normal * powerOfTwo(-binaryExponent) - 1;
  const divisor = 2 + f;
  const s = f / divisor;
  const sLow = (f - s * divisor - productError(s, divisor, s * divisor) - s * (f - (divisor - 2))) / divisor;
  const z = s * s;
  const zLow = productError(s, s, z) + 2 * s * sLow;
  const third = z * THIRD_HIGH;
  const thirdLow = productError(z, THIRD_HIGH, third) + (z * THIRD_LOW + zLow * THIRD_HIGH);
  const far = farTerms(z);
  const t = third + far;
  const tLow = third - t + far + thirdLow;
  const twice = 2 * s;
  const bend = twice * t;
  const bendLow = productError(twice, t, bend) + (twice * tLow + 2 * sLow * t);
  const logMantissa = twice + bend;
  const logMantissaLow = twice - logMantissa + bend + (2 * sLow + bendLow);

  const whole = k * LN2_HIGH;
  const logBase = whole + logMantissa;
  const shift = logBase - whole;
  const logBaseLow = whole - (logBase - shift) + (logMantissa - shift) + (logMantissaLow + k * LN2_LOW);

  return expOfProduct(exponent, logBase, logBaseLow);
}

/** base^n for an integer n by repeated squaring; a negative n gives the reciprocal. */
export function integerPower(base: number, n: number): number {
  let result = 1;
  let square = base;
  for (let left = Math.abs(n); left >= 1; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result *= square;
    square *= square;
  }
  return n < 0 ? 1 / result : result;
}

function expOfProduct(exponent: number, logBase: number, logBaseLow: number): number {
  const product = exponent * logBase;
  if (product > 800) return Number.POSITIVE_INFINITY;
  if (product < -800) return 0;
  const rest = productError(exponent, logBase, product) + exponent * logBaseLow;
  return expOfSum(product, rest);
}

/** a·b − product, exactly, where product = a·b rounded. */
function productError(a: number, b: number, product: number): number {
  const aBig = SPLITTER * a;
  const aHigh = aBig - (aBig - a);
  const aLow = a - aHigh;
  const bBig = SPLITTER * b;
  const bHigh = bBig - (bBig - b);
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

/** z²/5 + z³/7 + … for z ≤ 0.0295, to 2^−53 of itself. */
function farTerms(z: number): number {
  const w = z * z;
  const even = 1 / 5 + w * (1 / 9 + w * (1 / 13 + w * (1 / 17 + w * (1 / 21 + w * (1 / 25)))));
  const odd = 1 / 7 + w * (1 / 11 + w * (1 / 15 + w * (1 / 19 + w * (1 / 23))));
  return w * (even + z * odd);
}

function atTheEdge(base: number, exponent: number): number {
  if (!(base >= 0) || Number.isNaN(exponent)) return Number.NaN;
  // Only 0, ∞, or an exponent beyond 1e300 come here; the latter acts as an infinite one.
  return base > 1 === exponent > 0 ? Number.POSITIVE_INFINITY : 0;
}
