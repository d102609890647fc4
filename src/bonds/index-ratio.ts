/**
 * The index ratio of an index-linked gilt: what one unit of its real price, coupon or redemption pays in money.
 *
 * Prices and yields are real, by the DMO's formula on real cash flows; money is real times ratio, redemption too and
 * without a floor (DMO, "Formulae for Calculating Gilt Prices from Yields", index-linked gilts). Here the index grows by a
 * constant yearly rate and has no lag of three months: the ratio of a day is that of the opening, compounded by
 * days/365, rounded to the five decimals in which the DMO publishes it.
 */
import { pow } from '../math/pow.ts';
import { assert } from '../units/assert.ts';
import { type MilliBp, roundHalfAway } from '../units/quantity.ts';

/** Hundred-thousandths: a ratio of one. */
export const RATIO_UNIT = 100_000;

export interface IndexPath {
  /** On the day of the opening. */
  readonly openRatioHundredThousandths: number;
  /** Growth of the index in a year. */
  readonly inflation: MilliBp;
}

/** Ratio of the day that lies so many days after the opening's. */
export function indexRatioAfter({ openRatioHundredThousandths, inflation }: IndexPath, days: number): number {
  const growth = pow(1 + inflation / 1e7, days / 365);
  const ratio = roundHalfAway(openRatioHundredThousandths * growth);
  assert(ratio > 0, `an index ratio is positive, got ${ratio} after ${days} days`);
  return ratio;
}
