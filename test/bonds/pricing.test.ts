import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BondConvention } from '../../src/bonds/bond.ts';
import { type CouponStream, dirtyAt, fallAt, valuationAt } from '../../src/bonds/coupon-stream.ts';
import { priceChangePerSimpleBp, residualYears } from '../../src/bonds/jgb.ts';
import { pricingOn } from '../../src/bonds/pricing.ts';
import { cleanPriceOf, quotedYieldOf, riskAt, settledBond } from '../../src/bonds/quote.ts';
import { HIGHEST_YIELD_PCT, LOWEST_YIELD_PCT, yieldOf, yieldPctOrNaN } from '../../src/bonds/solve-yield.ts';
import { addDays, dayNumber } from '../../src/units/civil-date.ts';

const RUNS = { numRuns: 1500 };
const settlement = dayNumber(2026, 1, 21);

const stream: fc.Arbitrary<CouponStream> = fc
  .record({
    days: fc.integer({ min: 1, max: 184 }),
    coupon: fc.integer({ min: 0, max: 150 }),
    fullPeriods: fc.integer({ min: 0, max: 100 }),
    isPartSimple: fc.boolean(),
    isExDividend: fc.boolean(),
  })
  .map(({ days, coupon, fullPeriods, isPartSimple, isExDividend }) => ({
    partPeriod: days / 184,
    isPartSimple,
    firstCoupon: isExDividend ? 0 : coupon / 20,
    halfCoupon: coupon / 20,
    fullPeriods,
  }));
const yieldPct = fc.double({ min: -5, max: 60, noNaN: true });

const bond = fc.record({
  convention: fc.constantFrom<BondConvention>('jgbSimple', 'ustStreet', 'giltDmo', 'ktbCustomary'),
  couponPct: fc.integer({ min: 0, max: 80 }).map((eighths) => eighths / 8),
  maturity: fc.integer({ min: 200, max: 16_000 }).map((days) => addDays(settlement, days)),
  isMonthEnd: fc.constant(false),
});

describe('the sums by doubling', () => {
  test('equal a walk over the coupons: value and fall', () => {
    fc.assert(
      fc.property(stream, yieldPct, (flows, y) => {
        const walked = valuationAt(flows, y / 200);
        expect(Math.abs(dirtyAt(flows, y / 200) / walked.dirty - 1)).toBeLessThan(1e-13);
        expect(Math.abs(fallAt(flows, y / 200) / -walked.slope - 1)).toBeLessThan(1e-12);
      }),
      RUNS,
    );
  });

  test('lose nothing at and near a yield of zero', () => {
    const flows = { partPeriod: 0.5, isPartSimple: false, firstCoupon: 1, halfCoupon: 1, fullPeriods: 79 };
    expect(dirtyAt(flows, 0)).toBe(180);
    for (const h of [1e-3, 1e-6, 1e-9, 1e-12, 1e-15]) {
      // To first order the price falls by h times the coupon-weighted time.
      const slope = 79 * 100 + (79 * 80) / 2 + 0.5 * 180;
      expect(Math.abs(dirtyAt(flows, h) - (180 - h * slope))).toBeLessThan(3e-12 + 5e5 * h * h);
    }
  });

  test('slope and curvature are those of the price itself', () => {
    fc.assert(
      fc.property(stream, fc.double({ min: -2, max: 20, noNaN: true }), (flows, y) => {
        const h = y / 200;
        const step = 1e-4;
        const { dirty, slope, curvature } = valuationAt(flows, h);
        const [up, down] = [dirtyAt(flows, h + step / 2), dirtyAt(flows, h - step / 2)];
        const scale = dirty * (1 + flows.fullPeriods) ** 2;
        expect(Math.abs((up - down) / (2 * step) - slope) / scale).toBeLessThan(1e-5);
        expect(Math.abs((up - 2 * dirty + down) / (step * step) - curvature) / scale).toBeLessThan(1e-5);
      }),
      RUNS,
    );
  });
});

describe('a price', () => {
  test('falls when the yield rises', () => {
    fc.assert(
      fc.property(stream, yieldPct, (flows, y) => {
        expect(dirtyAt(flows, (y + 0.01) / 200)).toBeLessThan(dirtyAt(flows, y / 200));
      }),
      RUNS,
    );
  });

  test('of any yield from −5 % to 60 % gives that yield back', () => {
    fc.assert(
      fc.property(stream, yieldPct, (flows, y) => {
        const result = yieldOf(flows, dirtyAt(flows, y / 200));
        // A price holds its yield to its own rounding over its fall per point.
        const resolution = (100 * 4e-14 * dirtyAt(flows, y / 200)) / fallAt(flows, y / 200);
        expect(result.ok && Math.abs(result.yieldPct - y)).toBeLessThan(1e-11 + resolution);
      }),
      RUNS,
    );
  });

  test('from 1 to 400 has a yield that reprices it, or else lies beyond what the range of yields can reach', () => {
    fc.assert(
      fc.property(stream, fc.double({ min: 1, max: 400, noNaN: true }), (flows, price) => {
        const result = yieldOf(flows, price);
        const [dearest, cheapest] = [dirtyAt(flows, LOWEST_YIELD_PCT / 200), dirtyAt(flows, HIGHEST_YIELD_PCT / 200)];
        if (result.ok) expect(Math.abs(dirtyAt(flows, result.yieldPct / 200) / price - 1)).toBeLessThan(1e-11);
        else
          expect(result.reason).toBe(
            price >= dearest ? 'yieldBelowRange' : price <= cheapest ? 'yieldAboveRange' : 'none',
          );
      }),
      RUNS,
    );
  });

  test('that no yield can give is refused with the reason, not thrown', () => {
    const nearMaturity = { partPeriod: 2 / 184, isPartSimple: true, firstCoupon: 1, halfCoupon: 1, fullPeriods: 0 };
    expect(yieldOf(nearMaturity, 250)).toEqual({ ok: false, reason: 'yieldBelowRange' });
    expect(yieldOf(nearMaturity, 20)).toEqual({ ok: false, reason: 'yieldAboveRange' });
    for (const price of [0, -1, Number.NaN])
      expect(yieldOf(nearMaturity, price)).toEqual({ ok: false, reason: 'priceNotPositive' });
    expect(yieldPctOrNaN(nearMaturity, 250)).toBeNaN();
  });
});

describe('the fast door', () => {
  test('is the analysis, bit for bit in price and yield', () => {
    fc.assert(
      fc.property(bond, fc.double({ min: -1, max: 20, noNaN: true }), (definition, y) => {
        const fast = pricingOn(definition, settlement);
        const plain = settledBond(definition, settlement);
        const clean = fast.cleanPriceAt(y);
        expect(fast.accruedPer100).toBe(plain.accrued);
        expect(clean).toBe(cleanPriceOf(plain, y));
        const result = quotedYieldOf(plain, clean);
        expect(result.ok ? result.yieldPct : Number.NaN).toBe(fast.yieldPctOf(clean));
        expect(Math.abs(fast.yieldPctOf(clean) - y)).toBeLessThan(1e-9);
      }),
      RUNS,
    );
  });

  test('gives the DV01 of the quoted yield: simple basis points for a JGB, compound ones elsewhere', () => {
    fc.assert(
      fc.property(bond, fc.double({ min: -1, max: 20, noNaN: true }), (definition, y) => {
        const fast = pricingOn(definition, settlement);
        const dv01 = fast.dv01Per100(y);
        const byRevaluation = (fast.cleanPriceAt(y - 0.005) - fast.cleanPriceAt(y + 0.005)) / 1;
        expect(Math.abs(dv01 / byRevaluation - 1)).toBeLessThan(1e-4);
        const exact =
          definition.convention === 'jgbSimple'
            ? -priceChangePerSimpleBp(definition.couponPct, residualYears(settlement, definition.maturity), y)
            : riskAt(settledBond(definition, settlement), y).dv01;
        expect(Math.abs(dv01 / exact - 1)).toBeLessThan(1e-12);
      }),
      RUNS,
    );
  });

  test('answers alike whatever was asked before', () => {
    const definition = {
      convention: 'giltDmo',
      couponPct: 4.25,
      maturity: dayNumber(2055, 12, 7),
      isMonthEnd: false,
    } as const;
    const used = pricingOn(definition, settlement);
    for (let price = 1; price < 400; price += 7) used.yieldPctOf(price);
    expect(used.yieldPctOf(88.125)).toBe(pricingOn(definition, settlement).yieldPctOf(88.125));
  });

  test('knows an ex-dividend gilt', () => {
    const definition = {
      convention: 'giltDmo',
      couponPct: 8,
      maturity: dayNumber(2015, 12, 7),
      isMonthEnd: false,
    } as const;
    const exDate = dayNumber(1999, 5, 26);
    const cum = pricingOn(definition, exDate, exDate);
    const ex = pricingOn(definition, addDays(exDate, 1), exDate);
    expect(cum.cleanPriceAt(4.445) + cum.accruedPer100).toBeCloseTo(145.047301, 6);
    expect(ex.cleanPriceAt(4.445) + ex.accruedPer100).toBeCloseTo(141.070132, 6);
  });

  test('prices the 20-year of 20 January 2026 as the Ministry did', () => {
    const definition = {
      convention: 'jgbSimple',
      couponPct: 3.2,
      maturity: dayNumber(2045, 12, 20),
      isMonthEnd: false,
    } as const;
    const pricing = pricingOn(definition, settlement);
    expect(pricing.yieldPctOf(99.35)).toBeCloseTo(3.25379, 4);
    expect(pricing.yieldPctOf(99.1)).toBeCloseTo(3.27467, 4);
    expect(pricing.dv01Per100(3.253)).toBeCloseTo(0.12, 3);
  });

  test('refuses a price that is not positive with NaN, and a matured bond as our bug', () => {
    for (const convention of ['jgbSimple', 'ustStreet'] as const) {
      const definition = { convention, couponPct: 1, maturity: dayNumber(2030, 3, 20), isMonthEnd: false };
      expect(pricingOn(definition, settlement).yieldPctOf(0)).toBeNaN();
      expect(() => pricingOn(definition, dayNumber(2030, 3, 20))).toThrow(/maturity/);
    }
  });
});
