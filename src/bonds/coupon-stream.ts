/**
 * The cash flows of a bond as seen on one settlement date, and their value at a semiannually compounded yield.
 *
 * Every compound convention here is one formula: dirty = D(w, h) · [first + half·Σ vᵏ + 100 vⁿ], k = 1 … n, where h is
 * half the yield, v = 1/(1+h), w the part of the period that is left, and D is vʷ (street, gilt, compound JGB) or
 * 1/(1 + w·h) (31 CFR 356 App. B §II, KTB, and the last period of a Treasury on the street).
 *
 * The sums over coupons are never looped over: a sum of 2m terms is the sum of m terms times 1 + vᵐ, so that n costs log₂ n
 * steps. Unlike the textbook annuity (1 − vⁿ)/h this loses nothing at or near a yield of zero.
 */
import { exp } from '../math/exp.ts';
import { log1p } from '../math/log.ts';

export interface CouponStream {
  /** Days to the next coupon over days in that period: (0, 1]. */
  readonly partPeriod: number;
  /** Discount the part period by simple interest. */
  readonly isPartSimple: boolean;
  /** Paid at the next coupon date: half the coupon, less in a short first period, nothing ex dividend. */
  readonly firstCoupon: number;
  readonly halfCoupon: number;
  /** Full periods from the next coupon date to maturity. */
  readonly fullPeriods: number;
}

/** Value and its first two derivatives by yield as a decimal. */
export interface Valuation {
  readonly dirty: number;
  readonly slope: number;
  readonly curvature: number;
}

/** Present value per 100 face of what is left, at half the annual yield as a decimal (h > −1). */
export function dirtyAt(stream: CouponStream, h: number): number {
  const v = 1 / (1 + h);
  const n = stream.fullPeriods;
  let sum = 0;
  let power = 1;
  for (let bit = highestBit(n); bit !== 0; bit >>= 1) {
    sum += power * sum;
    power *= power;
    if ((n & bit) !== 0) {
      sum += power;
      power *= v;
    }
  }
  const w = stream.partPeriod;
  const part = stream.isPartSimple ? 1 / (1 + w * h) : exp(-w * log1p(h));
  return part * (stream.firstCoupon + stream.halfCoupon * v * sum + 100 * power);
}

/** −d dirty / d yield, yield as a decimal: positive wherever money is still to come. */
export function fallAt(stream: CouponStream, h: number): number {
  const v = 1 / (1 + h);
  const n = stream.fullPeriods;
  let sum = 0;
  let weighted = 0;
  let power = 1;
  let count = 0;
  for (let bit = highestBit(n); bit !== 0; bit >>= 1) {
    weighted += power * (weighted + count * sum);
    sum += power * sum;
    power *= power;
    count += count;
    if ((n & bit) !== 0) {
      weighted += count * power;
      sum += power;
      power *= v;
      count++;
    }
  }
  const w = stream.partPeriod;
  const atNext = stream.firstCoupon + stream.halfCoupon * v * sum + 100 * power;
  const atNextFall = v * (stream.halfCoupon * v * (weighted + sum) + 100 * n * power);
  const part = stream.isPartSimple ? 1 / (1 + w * h) : exp(-w * log1p(h));
  const partFall = stream.isPartSimple ? w * part : w * v;
  return 0.5 * part * (atNextFall + partFall * atNext);
}

/** For analysis: walks the coupons, plainly, and so also checks the doubling above. */
export function valuationAt(stream: CouponStream, h: number): Valuation {
  const { partPeriod: w, fullPeriods: n, isPartSimple } = stream;
  const v = 1 / (1 + h);
  let value = 0;
  let slope = 0;
  let curvature = 0;
  let discount = 1;
  for (let k = 0; k <= n; k++, discount *= v) {
    const flow = discount * ((k === 0 ? stream.firstCoupon : stream.halfCoupon) + (k === n ? 100 : 0));
    value += flow;
    slope -= k * v * flow;
    curvature += k * (k + 1) * v * v * flow;
  }
  const part = isPartSimple ? 1 / (1 + w * h) : exp(-w * log1p(h));
  const partSlope = isPartSimple ? -w * part * part : -w * v * part;
  const partCurvature = isPartSimple ? 2 * w * w * part * part * part : w * (w + 1) * v * v * part;
  return {
    dirty: part * value,
    slope: 0.5 * (part * slope + partSlope * value),
    curvature: 0.25 * (part * curvature + 2 * partSlope * slope + partCurvature * value),
  };
}

/** The largest power of two in n; 0 for 0. */
export const highestBit = (n: number): number => (n === 0 ? 0 : 1 << (31 - Math.clz32(n)));
