/**
 * Japanese government bonds: the simple yield that the domestic market quotes, and how the Ministry of Finance prints it.
 *
 * Simple yield = (coupon + (100 − price)/years) / price, on clean prices. Years are days/365 without the 29 Februaries,
 * except that the last year counts every day. Yields are decimals unless named otherwise; the ministry cuts (floors)
 * printed yields to three decimals and does not round them.
 */
import type { DayNumber } from '../units/civil-date.ts';
import { accruedIsma } from './accrued.ts';
import type { CouponTerms } from './bond.ts';
import { type CouponStream, dirtyAt } from './coupon-stream.ts';
import { couponPeriodAt, leapDaysBetween, yearsLater } from './schedule.ts';

/** Residual years as the simple yield counts them. */
export function residualYears(settlement: DayNumber, maturity: DayNumber): number {
  const days = maturity - settlement;
  const isLastYear = maturity < yearsLater(settlement, 1);
  return (isLastYear ? days : days - leapDaysBetween(settlement, maturity)) / 365;
}

export const simpleYield = (couponPct: number, years: number, cleanPrice: number): number =>
  (couponPct + (100 - cleanPrice) / years) / cleanPrice;

export const priceAtSimpleYield = (couponPct: number, years: number, yieldPct: number): number =>
  (100 + couponPct * years) / (1 + (yieldPct / 100) * years);

/** Change of the clean price for +1 bp of simple yield: negative. */
export const priceChangePerSimpleBp = (couponPct: number, years: number, yieldPct: number): number =>
  (-years * priceAtSimpleYield(couponPct, years, yieldPct) * 1e-4) / (1 + (yieldPct / 100) * years);

/**
 * A yield in percent as the ministry prints it: floored to three decimals, towards minus infinity. Yields of prices on
 * a 0.001 grid that are not themselves on the printed grid differ from it by more than the allowance for rounding.
 */
export const printedYieldPct = (yieldPct: number): number => Math.floor(yieldPct * 1000 + 1e-10) / 1000;

/** The bond seen by a compounding investor: the part period compounded too. */
export function compoundStream(terms: CouponTerms, settlement: DayNumber): CouponStream {
  const period = couponPeriodAt(terms, settlement);
  return {
    partPeriod: (period.next - settlement) / (period.next - period.previous),
    isPartSimple: false,
    firstCoupon: terms.couponPct / 2,
    halfCoupon: terms.couponPct / 2,
    fullPeriods: period.couponsLeft - 1,
  };
}

/**
 * Price of a 40-year auction's stop-out yield (compound): less accrued interest by Act/Act and not by the Act/365 of
 * settlement, rounded to 0.01. Reproduces every published pair of yield and price (e.g. 3.555 % → 90.40).
 */
export function fortyYearAuctionPrice(terms: CouponTerms, settlement: DayNumber, compoundYieldPct: number): number {
  const dirty = dirtyAt(compoundStream(terms, settlement), compoundYieldPct / 200);
  const clean = dirty - accruedIsma(terms.couponPct, couponPeriodAt(terms, settlement), settlement);
  return Math.floor(clean * 100 + 0.5) / 100;
}
