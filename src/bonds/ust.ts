/**
 * US Treasury notes and bonds: new issues, and prices as the market shows them.
 *
 * Formulas: 31 CFR 356 Appendix B §II (prices from auction yields, short first coupons) and §356.20(b) (the coupon of a
 * new issue). The Treasury discounts the part period by simple interest always; the street only in the last period.
 */
import type { DayNumber } from '../units/civil-date.ts';
import type { CouponTerms } from './bond.ts';
import { type CouponStream, dirtyAt } from './coupon-stream.ts';
import { couponPeriodAt } from './schedule.ts';

/** A new issue whose first coupon is short: interest runs from the dated date. Settlement lies in the first period. */
export interface ShortFirstIssue extends CouponTerms {
  readonly datedDate: DayNumber;
}

export interface NewIssuePrice {
  readonly firstCoupon: number;
  readonly accrued: number;
  readonly clean: number;
}

export function shortFirstPrice(
  issue: ShortFirstIssue,
  settlement: DayNumber,
  method: 'ustTreasury' | 'ustStreet',
  yieldPct: number,
): NewIssuePrice {
  const period = couponPeriodAt(issue, settlement);
  const daysInPeriod = period.next - period.previous;
  const halfCoupon = issue.couponPct / 2;
  const firstCoupon = (halfCoupon * (period.next - issue.datedDate)) / daysInPeriod;
  const stream: CouponStream = {
    partPeriod: (period.next - settlement) / daysInPeriod,
    isPartSimple: method === 'ustTreasury' || period.couponsLeft === 1,
    firstCoupon,
    halfCoupon,
    fullPeriods: period.couponsLeft - 1,
  };
  const accrued = (halfCoupon * (settlement - issue.datedDate)) / daysInPeriod;
  return { firstCoupon, accrued, clean: dirtyAt(stream, yieldPct / 200) - accrued };
}

/** A new issue that pays nothing on the first scheduled date after its dated date, and for the whole time on the second. */
export interface LongFirstIssue extends CouponTerms {
  readonly datedDate: DayNumber;
}

/**
 * §II.C: until the first scheduled date interest is counted in days of that fractional period, after it as in any other.
 * `firstCoupon` is the whole first payment. Settlement lies before it is paid: in the fractional period or in the full one
 * (a reopening, §II.E).
 */
export function longFirstPrice(
  issue: LongFirstIssue,
  settlement: DayNumber,
  method: 'ustTreasury' | 'ustStreet',
  yieldPct: number,
): NewIssuePrice {
  const fractional = couponPeriodAt(issue, issue.datedDate);
  const period = couponPeriodAt(issue, settlement);
  const isFractional = period.next === fractional.next;
  const halfCoupon = issue.couponPct / 2;
  const daysInFractional = fractional.next - fractional.previous;
  const extra = (halfCoupon * (fractional.next - issue.datedDate)) / daysInFractional;
  const daysInPeriod = period.next - period.previous;
  const stream: CouponStream = {
    partPeriod: (period.next - settlement) / daysInPeriod,
    isPartSimple: method === 'ustTreasury' || period.couponsLeft === 1,
    firstCoupon: isFractional ? 0 : halfCoupon + extra,
    halfCoupon,
    fullPeriods: period.couponsLeft - 1,
  };
  const accrued = isFractional
    ? (halfCoupon * (settlement - issue.datedDate)) / daysInFractional
    : extra + (halfCoupon * (settlement - period.previous)) / daysInPeriod;
  const dirty = dirtyAt(stream, yieldPct / 200) + (isFractional ? extraAt(stream, yieldPct / 200, extra) : 0);
  return { firstCoupon: halfCoupon + extra, accrued, clean: dirty - accrued };
}

/** Value of an amount paid one period after the next scheduled date. */
const extraAt = (stream: CouponStream, h: number, amount: number): number =>
  (amount / 100) * dirtyAt({ ...stream, firstCoupon: 0, halfCoupon: 0, fullPeriods: 1 }, h);

/** Price per 100 on a coupon date, where both methods agree: whole periods only. */
export function priceOnCouponDate(couponPct: number, halfYears: number, yieldPct: number): number {
  const stream: CouponStream = {
    partPeriod: 1,
    isPartSimple: true,
    firstCoupon: couponPct / 2,
    halfCoupon: couponPct / 2,
    fullPeriods: halfYears - 1,
  };
  return dirtyAt(stream, yieldPct / 200);
}

/**
 * Coupon of a new issue settled on its dated date: the highest eighth of a percent, at least 0.125, whose price at the
 * auction's high yield is not above par. At a whole number of periods par means coupon = yield.
 */
export const couponOfNewIssue = (highYieldPct: number): number => Math.max(1, Math.floor(highYieldPct * 8 + 1e-9)) / 8;

/** Nearest 1/256 of a point, ties upward. */
export const nearest256th = (price: number): number => Math.floor(price * 256 + 0.5) / 256;

/** `98-25 5/8`: whole points, 32nds, and the rest of a 256th in lowest terms. */
export function thirtySeconds(price: number): string {
  const in256ths = Math.floor(price * 256 + 0.5);
  const points = Math.floor(in256ths / 256);
  const ofPoint = in256ths - points * 256;
  const eighths = ofPoint % 8;
  const fractions = ['', ' 1/8', ' 1/4', ' 3/8', ' 1/2', ' 5/8', ' 3/4', ' 7/8'];
  return `${points}-${String(Math.floor(ofPoint / 8)).padStart(2, '0')}${fractions[eighths] as string}`;
}
