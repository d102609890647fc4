/**
 * What the six conventions must have in common, and where they must part: on any bond and any day, not only on those of the
 * tables. Each holds by algebra, so that a convention of the wrong market cannot keep all of them.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { YieldConvention } from '../../src/bonds/bond.ts';
import { residualYears } from '../../src/bonds/jgb.ts';
import { cleanPriceOf, quotedYieldOf, type SettledBond, settledBond } from '../../src/bonds/quote.ts';
import { couponDatesAfter, isLastOfMonth, scheduledDate } from '../../src/bonds/schedule.ts';
import { addDays, type DayNumber, dayNumber, isoDate } from '../../src/units/civil-date.ts';

const COMPOUND: readonly YieldConvention[] = ['jgbCompound', 'ustStreet', 'ustTreasury', 'giltDmo', 'ktbCustomary'];
const ALL: readonly YieldConvention[] = ['jgbSimple', ...COMPOUND];
const RUNS = { numRuns: 400 };
const FIRST_DAY = dayNumber(2015, 1, 5);

interface Drawn {
  readonly couponPct: number;
  readonly maturity: DayNumber;
  readonly isMonthEnd: boolean;
  readonly settlement: DayNumber;
  readonly yieldPct: number;
}

const drawn: fc.Arbitrary<Drawn> = fc
  .record({
    couponPct: fc.integer({ min: 0, max: 120 }).map((eighths) => eighths / 8),
    settlement: fc.integer({ min: 0, max: 8_000 }).map((days) => addDays(FIRST_DAY, days)),
    days: fc.oneof(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 18_000 })),
    yieldPct: fc.double({ min: -4, max: 40, noNaN: true }),
  })
  .map(({ couponPct, settlement, days, yieldPct }) => {
    const maturity = addDays(settlement, days);
    return { couponPct, maturity, isMonthEnd: isLastOfMonth(maturity), settlement, yieldPct };
  });

const bondOf = (convention: YieldConvention, { couponPct, maturity, isMonthEnd }: Drawn, at: DayNumber): SettledBond =>
  settledBond({ convention, couponPct, maturity, isMonthEnd }, at);
const dirtyOf = (bond: SettledBond, yieldPct: number): number => cleanPriceOf(bond, yieldPct) + bond.accrued;
const same = (a: number, b: number, what: string): void =>
  expect(Math.abs(a - b), `${what}: ${a} and ${b}`).toBeLessThan(1e-11 * (1 + Math.abs(a)));
const holds = (check: (drawn: Drawn) => void): void => fc.assert(fc.property(drawn, check), RUNS);

/** A coupon date before settlement, where there is a whole number of periods to go: at least two. */
const couponDate = (bond: Drawn): DayNumber => scheduledDate(bond, couponDatesAfter(bond, bond.settlement).length + 1);

describe('on a coupon date', () => {
  test('nothing has accrued and every compound convention gives the same price', () => {
    holds((bond) => {
      const prices = COMPOUND.map((convention) => {
        const settled = bondOf(convention, bond, couponDate(bond));
        expect(settled.accrued).toBe(0);
        return cleanPriceOf(settled, bond.yieldPct);
      });
      for (const price of prices) same(price, prices[0] as number, `${isoDate(couponDate(bond))}`);
    });
  });

  test('a bond whose coupon is its yield costs 100, and one with the higher coupon more', () => {
    holds((bond) => {
      for (const convention of ALL) {
        const settled = bondOf(convention, bond, couponDate(bond));
        same(cleanPriceOf(settled, bond.couponPct), 100, convention);
        expect(cleanPriceOf(settled, bond.couponPct - 0.1)).toBeGreaterThan(100);
      }
    });
  });

  test('the price is what is left of yesterday’s when the coupon is paid: a compound dirty price grows by its yield', () => {
    holds((bond) => {
      const { next, previous } = bondOf('giltDmo', bond, bond.settlement).period;
      const growth = 1 + bond.yieldPct / 200;
      for (const convention of ['jgbCompound', 'giltDmo'] as const) {
        const onDate = dirtyOf(bondOf(convention, bond, previous), bond.yieldPct);
        const left = (next - bond.settlement) / (next - previous);
        const today = dirtyOf(bondOf(convention, bond, bond.settlement), bond.yieldPct);
        same(onDate * growth ** (1 - left), today, convention);
      }
    });
  });
});

describe('between coupon dates', () => {
  test('Korea’s price is the Treasury’s', () => {
    holds((bond) => {
      const [ktb, ust] = (['ktbCustomary', 'ustTreasury'] as const).map((convention) =>
        cleanPriceOf(bondOf(convention, bond, bond.settlement), bond.yieldPct),
      ) as [number, number];
      same(ktb, ust, 'customary and Treasury');
    });
  });

  test('the street and the gilt part only in the last period, the street and the Treasury only before it', () => {
    holds((bond) => {
      const [street, treasury, dmo] = (['ustStreet', 'ustTreasury', 'giltDmo'] as const).map((convention) =>
        dirtyOf(bondOf(convention, bond, bond.settlement), bond.yieldPct),
      ) as [number, number, number];
      const { period } = bondOf('ustStreet', bond, bond.settlement);
      const isLast = period.couponsLeft === 1;
      same(street, isLast ? treasury : dmo, isLast ? 'last period' : 'before it');
      // 1 + w·h ≥ (1 + h)ʷ: simple interest discounts the part period by more.
      expect(treasury).toBeLessThanOrEqual(dmo * (1 + 1e-13));
      const isPart = period.previous !== bond.settlement && Math.abs(bond.yieldPct) > 1;
      if (isPart && period.next - bond.settlement > 0) expect(treasury).toBeLessThan(dmo);
    });
  });

  test('at a yield of nothing a dirty price is the sum of what is still paid', () => {
    holds((bond) => {
      const { couponsLeft } = bondOf('giltDmo', bond, bond.settlement).period;
      const paid = 100 + (couponsLeft * bond.couponPct) / 2;
      for (const convention of COMPOUND) same(dirtyOf(bondOf(convention, bond, bond.settlement), 0), paid, convention);
      const years = residualYears(bond.settlement, bond.maturity);
      const simple = cleanPriceOf(bondOf('jgbSimple', bond, bond.settlement), 0);
      same(simple, 100 + bond.couponPct * years, 'simple');
    });
  });

  test('a simple yield equals the coupon at 100 on any day', () => {
    holds((bond) => {
      const settled = bondOf('jgbSimple', bond, bond.settlement);
      same(cleanPriceOf(settled, bond.couponPct), 100, 'par');
      const result = quotedYieldOf(settled, 100);
      same(result.ok ? result.yieldPct : Number.NaN, bond.couponPct, 'yield at par');
    });
  });
});

describe('ex dividend', () => {
  test('the price falls by the coupon discounted to its date, the accrued interest by the whole coupon', () => {
    holds((bond) => {
      const { couponPct, maturity, isMonthEnd, settlement, yieldPct } = bond;
      const terms = { convention: 'giltDmo', couponPct, maturity, isMonthEnd } as const;
      const cum = settledBond({ ...terms, exDividendDate: settlement }, settlement);
      const ex = settledBond({ ...terms, exDividendDate: addDays(settlement, -1) }, settlement);
      expect([cum.isExDividend, ex.isExDividend]).toEqual([false, true]);
      same(cum.accrued - ex.accrued, couponPct / 2, 'accrued');
      const { next, previous } = cum.period;
      const discount = (1 + yieldPct / 200) ** -((next - settlement) / (next - previous));
      same(dirtyOf(cum, yieldPct) - dirtyOf(ex, yieldPct), (couponPct / 2) * discount, 'price');
      expect(ex.accrued).toBeLessThanOrEqual(0);
    });
  });
});

describe('accrued interest', () => {
  test('grows every day by the same: by C/2 over the days of the period, in Japan by C/365 but for day 183', () => {
    holds((bond) => {
      const { previous, next } = bondOf('giltDmo', bond, bond.settlement).period;
      const today = bond.settlement;
      if (today + 1 >= next) return;
      const step = (convention: YieldConvention): number =>
        bondOf(convention, bond, addDays(today, 1)).accrued - bondOf(convention, bond, today).accrued;
      for (const convention of ['ustStreet', 'giltDmo', 'ktbCustomary'] as const) {
        same(step(convention), bond.couponPct / 2 / (next - previous), convention);
      }
      const [from, to] = [today - previous, today + 1 - previous].map((days) =>
        days === 183 ? bond.couponPct / 2 : (bond.couponPct * days) / 365,
      ) as [number, number];
      same(step('jgbSimple'), to - from, 'JGB');
    });
  });
});
