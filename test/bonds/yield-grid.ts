/**
 * A dense grid over everything that a yield is solved for: bonds days from maturity to 55 years, without a coupon to 15 %,
 * ex dividend or not, part periods compounded or simple.
 */
import type { CouponStream } from '../../src/bonds/coupon-stream.ts';

const FULL_PERIODS = [0, 1, 2, 3, 5, 9, 19, 39, 59, 79, 99, 109];
const HALF_COUPONS = [0, 0.0625, 0.5, 1, 2.5, 7.5];
/** From a day before the coupon to the day of the last one. */
const PART_PERIODS = [1 / 184, 2 / 181, 0.1, 0.5, 183 / 184, 1];

export const YIELDS_PCT = { from: -5, to: 60 };
export const PRICES = { from: 1, to: 400 };

export function* gridStreams(): Generator<CouponStream> {
  for (const fullPeriods of FULL_PERIODS)
    for (const halfCoupon of HALF_COUPONS)
      for (const partPeriod of PART_PERIODS)
        for (const isPartSimple of [false, true])
          for (const firstCoupon of halfCoupon === 0 ? [0] : [0, halfCoupon])
            yield { partPeriod, isPartSimple, firstCoupon, halfCoupon, fullPeriods };
}

export function* stepped(
  { from, to }: { readonly from: number; readonly to: number },
  steps: number,
): Generator<number> {
  for (let k = 0; k <= steps; k++) yield from + ((to - from) * k) / steps;
}
