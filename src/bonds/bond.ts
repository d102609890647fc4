/**
 * What a fixed-coupon sovereign bond is, and the ways its yield is quoted.
 *
 * Coupons are half the annual coupon on dates rolled back from maturity by six months and never moved for weekends:
 * the yield formulas of all four issuers work on such scheduled dates.
 */
import type { DayNumber } from '../units/civil-date.ts';

/** How each market quotes yields day by day. */
export type BondConvention = 'jgbSimple' | 'ustStreet' | 'giltDmo' | 'ktbCustomary';

/** With the two used elsewhere: 40-year JGB auctions and foreign desks; the US Treasury's own auction prices. */
export type YieldConvention = BondConvention | 'jgbCompound' | 'ustTreasury';

export interface CouponTerms {
  /** Annual coupon, percent of face, paid in two halves. */
  readonly couponPct: number;
  readonly maturity: DayNumber;
  /** Coupons fall on the last day of the month because maturity does. */
  readonly isMonthEnd: boolean;
}

export interface BondDefinition extends CouponTerms {
  readonly convention: BondConvention;
}
