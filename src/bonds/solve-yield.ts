/**
 * From a price back to its yield: Newton's method inside a bracket, which cannot fail to converge.
 *
 * It works on ln(dirty) as a function of u = ln v, v = 1/(1 + half yield). With the part period compounded, that is a
 * sum of exponentials under a logarithm: increasing and convex, so that Newton's steps approach from one side at any starting point;
 * with a simple part period it is nearly so. A step that leaves the bracket is replaced by bisection. The answer depends on
 * the price alone and not on earlier answers: there is no warm start, so a fork solves to the same bits.
 */
import { exp } from '../math/exp.ts';
import { log, log1p } from '../math/log.ts';
import { type CouponStream, dirtyAt, highestBit } from './coupon-stream.ts';

/** Yields outside this range are refused: no market quotes them, and a bond days from maturity reaches any number. */
export const LOWEST_YIELD_PCT = -100;
export const HIGHEST_YIELD_PCT = 10_000;

export type YieldResult =
  | { readonly ok: true; readonly yieldPct: number }
  | { readonly ok: false; readonly reason: 'priceNotPositive' | 'yieldBelowRange' | 'yieldAboveRange' };

/** A last step below this leaves an error of its square times a few hundred: under 1e-16 of the yield. */
const LAST_STEP = 1e-9;
const MOST_STEPS = 80;

const halfOf = (yieldPct: number): number => yieldPct / 200;
const U_AT_LOWEST = -log1p(halfOf(LOWEST_YIELD_PCT));
const U_AT_HIGHEST = -log1p(halfOf(HIGHEST_YIELD_PCT));

/** Semiannually compounded yield, percent, of a dirty price per 100; why not, where no yield in range gives it. */
export function yieldOf(stream: CouponStream, dirty: number): YieldResult {
  if (!(dirty > 0)) return { ok: false, reason: 'priceNotPositive' };
  const yieldPct = yieldPctOrNaN(stream, dirty);
  if (!Number.isNaN(yieldPct)) return { ok: true, yieldPct };
  const isDear = dirty > dirtyAt(stream, 0);
  return { ok: false, reason: isDear ? 'yieldBelowRange' : 'yieldAboveRange' };
}

/** The same without an object: NaN where `yieldOf` gives a reason. */
export function yieldPctOrNaN(stream: CouponStream, dirty: number): number {
  if (!(dirty > 0)) return Number.NaN;
  let low = U_AT_HIGHEST;
  let high = U_AT_LOWEST;
  let u = firstGuess(stream, dirty);
  for (let step = 0; step < MOST_STEPS; step++) {
    const move = newtonStep(stream, dirty, u);
    if (move > 0) low = u;
    else high = u;
    let next = u + move;
    if (Math.abs(move) < LAST_STEP) return inRange(next) ? 200 * (1 / exp(next) - 1) : Number.NaN;
    // A root beyond an end of the range draws the bracket together at that end.
    if (!(next > low && next < high)) next = 0.5 * (low + high);
    if (high - low < 1e-13) return Number.NaN;
    u = next;
  }
  return Number.NaN;
}

const inRange = (u: number): boolean => u > U_AT_HIGHEST && u < U_AT_LOWEST;

/** The bond trader's approximation (coupon plus pull to par over price), held inside the range. */
function firstGuess(stream: CouponStream, dirty: number): number {
  const periods = stream.partPeriod + stream.fullPeriods;
  const total = stream.firstCoupon + stream.halfCoupon * stream.fullPeriods + 100;
  // Undiscounted total over price, spread over the mean time of payment.
  const meanPeriods = (periods * 100 + 0.5 * periods * (total - 100)) / total;
  const u = log(dirty / total) / meanPeriods;
  return Math.min(Math.max(u, 0.9 * U_AT_HIGHEST), 0.9 * U_AT_LOWEST);
}

/** Newton's step in u for ln(dirty at u) = ln(target). */
function newtonStep(stream: CouponStream, target: number, u: number): number {
  const v = exp(u);
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
  const value = stream.firstCoupon + stream.halfCoupon * v * sum + 100 * power;
  const perValue = (stream.halfCoupon * v * (weighted + sum) + 100 * n * power) / value;
  if (stream.isPartSimple) {
    const growth = 1 - w + w / v;
    return -log(value / (growth * target)) / (perValue + w / (v * growth));
  }
  return -(log(value / target) + w * u) / (perValue + w);
}
