/**
 * Accrued interest per 100 of face, by market.
 *
 * Act/Act (ISMA) in the US, the UK and Korea; Act/365 in Japan, where 29 February counts and 183 elapsed days are exactly
 * half the coupon. The gilt rule is the DMO's ("Formulae for Calculating Gilt Prices from Yields", §1): settlement
 * strictly after the ex-dividend date gives the coupon to the seller, and accrued interest is negative.
 */
import type { DayNumber } from '../units/civil-date.ts';
import type { CouponPeriod } from './schedule.ts';

/** Half the coupon times elapsed over actual days of the period. */
export function accruedIsma(couponPct: number, period: CouponPeriod, settlement: DayNumber): number {
  return ((settlement - period.previous) / (period.next - period.previous)) * (couponPct / 2);
}

/** Unrounded. */
export function accruedJgb(couponPct: number, period: CouponPeriod, settlement: DayNumber): number {
  const days = settlement - period.previous;
  return days === 183 ? couponPct / 2 : (couponPct * days) / 365;
}

/**
 * As the market settles it: cut (not rounded) to seven decimals per 100. Exact for a coupon in thousandths of a percent,
 * since the division is of integers.
 */
export function accruedJgbCut(couponMilliPct: number, period: CouponPeriod, settlement: DayNumber): number {
  const days = settlement - period.previous;
  const tenMillionths =
    days === 183 ? Math.floor((couponMilliPct * 10_000) / 2) : Math.floor((couponMilliPct * 10_000 * days) / 365);
  return tenMillionths / 1e7;
}

export function accruedGilt(
  couponPct: number,
  period: CouponPeriod,
  settlement: DayNumber,
  isExDividend: boolean,
): number {
  const cum = accruedIsma(couponPct, period, settlement);
  return isExDividend ? cum - couponPct / 2 : cum;
}

/** Strictly after the ex-dividend date (seven business days before the coupon); on the day itself the gilt is still cum. */
export const isExDividend = (settlement: DayNumber, exDividendDate: DayNumber | undefined): boolean =>
  exDividendDate !== undefined && settlement > exDividendDate;
