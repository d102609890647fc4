/**
 * Scheduled coupon dates: backward from maturity in steps of six months, never moved for weekends or holidays.
 *
 * Each date is counted from maturity itself and not from its neighbour, so that a 31st survives a February. A date of
 * settlement that is a coupon date belongs to the new period.
 */
import { assert } from '../units/assert.ts';
import { civilDate, type DayNumber, dayNumber, daysInMonth, isLeapYear } from '../units/civil-date.ts';
import type { CouponTerms } from './bond.ts';

export interface CouponPeriod {
  readonly previous: DayNumber;
  readonly next: DayNumber;
  /** Scheduled coupons after settlement, the next one and the one at maturity included. */
  readonly couponsLeft: number;
}

/** The period that holds the settlement date: previous ≤ settlement < next. Settlement lies before maturity. */
export function couponPeriodAt(terms: CouponTerms, settlement: DayNumber): CouponPeriod {
  assert(settlement < terms.maturity, `settlement day ${settlement} is not before maturity ${terms.maturity}`);
  const end = civilDate(terms.maturity);
  const start = civilDate(settlement);
  const months = 12 * (end.year - start.year) + end.month - start.month;
  let halfYears = Math.max(0, Math.floor(months / 6) - 1);
  let next = scheduledDate(terms, halfYears);
  let previous = scheduledDate(terms, halfYears + 1);
  while (previous > settlement) {
    halfYears++;
    next = previous;
    previous = scheduledDate(terms, halfYears + 1);
  }
  return { previous, next, couponsLeft: halfYears + 1 };
}

/** Coupon dates after settlement, in order; the last is maturity. */
export function couponDatesAfter(terms: CouponTerms, settlement: DayNumber): DayNumber[] {
  const { couponsLeft } = couponPeriodAt(terms, settlement);
  return Array.from({ length: couponsLeft }, (_, index) => scheduledDate(terms, couponsLeft - 1 - index));
}

/** The scheduled date a number of half-years before maturity. */
export function scheduledDate({ maturity, isMonthEnd }: CouponTerms, halfYearsBefore: number): DayNumber {
  const { year, month, day } = civilDate(maturity);
  const months = year * 12 + (month - 1) - 6 * halfYearsBefore;
  const inYear = Math.floor(months / 12);
  const inMonth = months - inYear * 12 + 1;
  const last = daysInMonth(inYear, inMonth);
  return dayNumber(inYear, inMonth, isMonthEnd ? last : Math.min(day, last));
}

export function isLastOfMonth(date: DayNumber): boolean {
  const { year, month, day } = civilDate(date);
  return day === daysInMonth(year, month);
}

/** The same day `years` later; 29 February becomes 28 where there is none. */
export function yearsLater(date: DayNumber, years: number): DayNumber {
  const { year, month, day } = civilDate(date);
  return dayNumber(year + years, month, Math.min(day, daysInMonth(year + years, month)));
}

/** 29 Februaries after the first date, up to and with the second. */
export function leapDaysBetween(after: DayNumber, upTo: DayNumber): number {
  let count = 0;
  for (let year = civilDate(after).year; year <= civilDate(upTo).year; year++) {
    if (!isLeapYear(year)) continue;
    const leapDay = dayNumber(year, 2, 29);
    if (leapDay > after && leapDay <= upTo) count++;
  }
  return count;
}
