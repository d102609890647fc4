import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accruedGilt, accruedIsma, accruedJgb, isExDividend } from '../../src/bonds/accrued.ts';
import {
  couponDatesAfter,
  couponPeriodAt,
  isLastOfMonth,
  leapDaysBetween,
  scheduledDate,
  yearsLater,
} from '../../src/bonds/schedule.ts';
import { addDays, type DayNumber, dayNumber, isoDate, parseIsoDate } from '../../src/units/civil-date.ts';

const day = (text: string): DayNumber => parseIsoDate(text) as DayNumber;
const datesOf = (maturity: string, isMonthEnd: boolean, settlement: string): string[] =>
  couponDatesAfter({ couponPct: 1, maturity: day(maturity), isMonthEnd }, day(settlement)).map(isoDate);

describe('coupon dates', () => {
  test('roll back from maturity by six months', () => {
    expect(datesOf('2027-09-20', false, '2026-01-21')).toEqual([
      '2026-03-20',
      '2026-09-20',
      '2027-03-20',
      '2027-09-20',
    ]);
  });

  test('a 31st survives a February', () => {
    expect(datesOf('2029-08-31', false, '2027-09-01')).toEqual([
      '2028-02-29',
      '2028-08-31',
      '2029-02-28',
      '2029-08-31',
    ]);
  });

  test('a month-end bond pays on month ends, one that only happens to mature on a 30th does not', () => {
    expect(datesOf('2027-06-30', true, '2026-06-30')).toEqual(['2026-12-31', '2027-06-30']);
    expect(datesOf('2027-06-30', false, '2026-06-30')).toEqual(['2026-12-30', '2027-06-30']);
  });

  test('settlement on a coupon date belongs to the new period', () => {
    const terms = { couponPct: 1, maturity: day('2030-03-20'), isMonthEnd: false };
    const period = couponPeriodAt(terms, day('2026-03-20'));
    expect([isoDate(period.previous), isoDate(period.next), period.couponsLeft]).toEqual([
      '2026-03-20',
      '2026-09-20',
      8,
    ]);
    expect(accruedIsma(1, period, day('2026-03-20'))).toBe(0);
  });

  test('settlement on or after maturity is our bug', () => {
    const terms = { couponPct: 1, maturity: day('2030-03-20'), isMonthEnd: false };
    expect(() => couponPeriodAt(terms, day('2030-03-20'))).toThrow(/not before maturity/);
  });

  test('for any bond and day: the period holds the day, is half a year long, and the list ends at maturity', () => {
    const bond = fc.record({
      maturity: fc.integer({ min: dayNumber(1990, 1, 1), max: dayNumber(2080, 12, 31) }),
      isMonthEnd: fc.boolean(),
    });
    fc.assert(
      fc.property(bond, fc.integer({ min: 1, max: 20_000 }), ({ maturity, isMonthEnd }, daysBefore) => {
        const atEnd = maturity as DayNumber;
        const terms = { couponPct: 1, maturity: atEnd, isMonthEnd: isMonthEnd && isLastOfMonth(atEnd) };
        const settlement = addDays(atEnd, -daysBefore);
        const { previous, next, couponsLeft } = couponPeriodAt(terms, settlement);
        expect(previous <= settlement && settlement < next).toBe(true);
        expect(next - previous).toBeGreaterThanOrEqual(181 - 3);
        expect(next - previous).toBeLessThanOrEqual(184);
        const dates = couponDatesAfter(terms, settlement);
        expect(dates.length).toBe(couponsLeft);
        expect(dates[0]).toBe(next);
        expect(dates.at(-1)).toBe(atEnd);
        expect(previous).toBe(scheduledDate(terms, couponsLeft));
        if (terms.isMonthEnd) expect(dates.every(isLastOfMonth)).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });
});

describe('the calendar of residual years', () => {
  test('counts 29 Februaries after the first day, up to and with the last', () => {
    expect(leapDaysBetween(day('2024-02-29'), day('2028-02-29'))).toBe(1);
    expect(leapDaysBetween(day('2024-02-28'), day('2028-02-28'))).toBe(1);
    expect(leapDaysBetween(day('2025-03-01'), day('2027-12-31'))).toBe(0);
    expect(leapDaysBetween(day('2096-03-01'), day('2104-02-28'))).toBe(0);
  });

  test('a year after 29 February is 28 February', () => {
    expect(isoDate(yearsLater(day('2024-02-29'), 1))).toBe('2025-02-28');
    expect(isoDate(yearsLater(day('2024-02-29'), 4))).toBe('2028-02-29');
  });
});

describe('accrued interest', () => {
  const terms = { couponPct: 2, maturity: day('2040-03-20'), isMonthEnd: false };

  test('in Japan grows by 1/365 of the coupon a day, 29 February included, and stops at half the coupon on day 183', () => {
    const period = couponPeriodAt(terms, day('2028-02-29'));
    const on = (date: string): number => accruedJgb(2, period, day(date));
    expect(on('2028-02-29') - on('2028-02-28')).toBeCloseTo(2 / 365, 14);
    expect(on('2028-03-01') - on('2028-02-29')).toBeCloseTo(2 / 365, 14);
    const summer = couponPeriodAt(terms, day('2028-09-18'));
    expect(accruedJgb(2, summer, day('2028-09-18'))).toBe((2 * 182) / 365);
    expect(accruedJgb(2, summer, day('2028-09-19'))).toBe(1);
  });

  test('of a gilt turns negative the day after the ex-dividend date', () => {
    const exDate = day('2028-09-11');
    const period = couponPeriodAt(terms, exDate);
    const on = (date: DayNumber): number => accruedGilt(2, period, date, isExDividend(date, exDate));
    expect(on(exDate)).toBeCloseTo(175 / 184, 14);
    expect(on(addDays(exDate, 1))).toBeCloseTo(176 / 184 - 1, 14);
    expect(isExDividend(exDate, undefined)).toBe(false);
  });
});
