import { describe, expect, test } from 'vitest';
import {
  fortyYearAuctionPrice,
  priceAtSimpleYield,
  priceChangePerSimpleBp,
  printedYieldPct,
  simpleYield,
} from '../../src/bonds/jgb.ts';
import { cleanPriceOf, quotedYieldOf, riskAt, settledBond } from '../../src/bonds/quote.ts';
import { yieldOf } from '../../src/bonds/solve-yield.ts';
import { longFirstPrice, shortFirstPrice } from '../../src/bonds/ust.ts';
import { type DayNumber, parseIsoDate } from '../../src/units/civil-date.ts';

const day = (text: string): DayNumber => parseIsoDate(text) as DayNumber;
const bondOf = (convention: Parameters<typeof settledBond>[0]['convention'], couponPct: number, maturity: string) => ({
  convention,
  couponPct,
  maturity: day(maturity),
  isMonthEnd: false,
});

describe('31 CFR 356 Appendix B §II', () => {
  test('8¾ % of May 2020 at 8.84 % costs 99.057893 on its issue date', () => {
    const bond = settledBond(bondOf('ustTreasury', 8.75, '2020-05-15'), day('1990-05-15'));
    expect(cleanPriceOf(bond, 8.84)).toBeCloseTo(99.057893, 6);
  });

  test('8½ % with a short first coupon at 8.59 % costs 99.838183', () => {
    const issue = { ...bondOf('ustTreasury', 8.5, '1992-03-31'), isMonthEnd: true, datedDate: day('1990-04-02') };
    expect(shortFirstPrice(issue, day('1990-04-02'), 'ustTreasury', 8.59).clean).toBeCloseTo(99.838183, 6);
  });

  test('8½ % with a long first coupon at 8.53 % costs 99.805118 on its issue date', () => {
    const issue = { ...bondOf('ustTreasury', 8.5, '1995-05-15'), datedDate: day('1990-03-01') };
    const { clean, accrued, firstCoupon } = longFirstPrice(issue, day('1990-03-01'), 'ustTreasury', 8.53);
    expect(clean).toBeCloseTo(99.805118, 6);
    expect(accrued).toBe(0);
    // 75 of 181 days, then a whole half-year.
    expect(firstCoupon).toBeCloseTo(4.25 + (4.25 * 75) / 181, 12);
  });

  test('10¾ % reopened in the regular part of its long first period costs 102.214586 and 3.672798 of accrued interest', () => {
    const issue = { ...bondOf('ustTreasury', 10.75, '2005-08-15'), datedDate: day('1985-07-02') };
    const { clean, accrued } = longFirstPrice(issue, day('1985-11-04'), 'ustTreasury', 10.47);
    expect(clean).toBeCloseTo(102.214586, 6);
    expect(accrued).toBeCloseTo(3.672798, 6);
  });

  test('a long first period is priced without a step where its fractional part ends', () => {
    const issue = { ...bondOf('ustTreasury', 10.75, '2005-08-15'), datedDate: day('1985-07-02') };
    for (const method of ['ustTreasury', 'ustStreet'] as const) {
      const [before, on] = [
        longFirstPrice(issue, day('1985-08-14'), method, 10.47),
        longFirstPrice(issue, day('1985-08-15'), method, 10.47),
      ];
      const aDay = (before.clean + before.accrued) * (0.1047 / 365);
      expect(on.clean + on.accrued - before.clean - before.accrued).toBeCloseTo(aDay, 2);
      expect(on.accrued - before.accrued).toBeCloseTo(10.75 / 2 / 181, 12);
    }
  });

  test('9½ % of November 1995 reopened at 9.54 % costs 99.730918 and 0.367403 of accrued interest; the street says 99.738573', () => {
    const bond = settledBond(bondOf('ustTreasury', 9.5, '1995-11-15'), day('1985-11-29'));
    expect(bond.accrued).toBeCloseTo(0.367403, 6);
    expect(cleanPriceOf(bond, 9.54)).toBeCloseTo(99.730918, 6);
    expect(cleanPriceOf(settledBond(bondOf('ustStreet', 9.5, '1995-11-15'), day('1985-11-29')), 9.54)).toBeCloseTo(
      99.738573,
      6,
    );
  });
});

describe('the DMO’s worked example, 8 % 2015 at 4.445 %', () => {
  test.each([
    ['1999-05-24', 145.012268],
    ['1999-05-26', 145.047301],
    ['1999-05-27', 141.070132],
    ['1999-06-07', 141.257676],
  ])('costs on %s, dirty, %d: cum on the ex-dividend date itself, ex the day after', (settlement, dirty) => {
    const terms = { ...bondOf('giltDmo', 8, '2015-12-07'), exDividendDate: day('1999-05-26') };
    const onDay = settledBond(terms, day(settlement));
    // On 7 June the next ex-dividend date lies in November.
    const bond =
      settlement === '1999-06-07'
        ? settledBond({ ...terms, exDividendDate: day('1999-11-26') }, day(settlement))
        : onDay;
    expect(cleanPriceOf(bond, 4.445) + bond.accrued).toBeCloseTo(dirty, 6);
  });
});

describe('Bloomberg’s values of an ex-dividend gilt', () => {
  const terms = { ...bondOf('giltDmo', 8, '2021-06-07'), exDividendDate: day('2013-05-29') };
  test.each([
    ['2013-05-29', 3.8021978, 5.676044458, 42.15314859, 7.495180593],
    ['2013-05-30', -0.1758242, 5.892816328, 43.75621862, 7.496183543],
  ])('settled %s: accrued, duration and convexity', (settlement, accrued, duration, convexity, yieldPct) => {
    const bond = settledBond(terms, day(settlement));
    expect(bond.accrued).toBeCloseTo(accrued, 6);
    const risk = riskAt(bond, yieldPct);
    expect(risk.modifiedDuration).toBeCloseTo(duration, 6);
    expect(risk.convexity).toBeCloseTo(convexity, 5);
    expect(cleanPriceOf(bond, yieldPct)).toBeCloseTo(103, 6);
  });
});

describe('Ministry of Finance auction results', () => {
  test.each([
    ['20y #195 lowest', 99.1, 3.274],
    ['20y #195 average', 99.35, 3.253],
  ])('%s price %d prints as %d %', (_, price, printed) => {
    const bond = settledBond(bondOf('jgbSimple', 3.2, '2045-12-20'), day('2026-01-21'));
    const result = quotedYieldOf(bond, price);
    expect(result.ok && printedYieldPct(result.yieldPct)).toBe(printed);
  });

  // Lowest and average price with the yields printed beside them: MINKABU PRESS on the day; 10-year #365: MoF.
  test.each([
    ['2y #476', 0.9, '2027-09-01', '2025-09-01', [100.05, 0.874], [100.072, 0.863]],
    ['2y #477', 1.0, '2027-10-01', '2025-10-01', [100.07, 0.964], [100.099, 0.949]],
    ['2y #480', 1.1, '2028-01-01', '2026-01-05', [99.92, 1.141], [99.942, 1.129]],
    ['10y #365', 0.1, '2031-12-20', '2022-03-02', [99.23, 0.179], [99.23, 0.179]],
    ['10y #379', 1.5, '2035-06-20', '2025-09-03', [98.99, 1.619], [99.05, 1.612]],
    ['10y #380', 1.7, '2035-09-20', '2025-10-03', [100.36, 1.657], [100.55, 1.635]],
    ['10y #380 again', 1.7, '2035-09-20', '2025-11-06', [100.22, 1.674], [100.35, 1.658]],
    ['10y #381', 2.1, '2035-12-20', '2026-01-07', [99.99, 2.101], [100.04, 2.095]],
    ['10y #381 again', 2.1, '2035-12-20', '2026-02-04', [98.74, 2.256], [98.79, 2.249]],
    ['10y #381 a third time', 2.1, '2035-12-20', '2026-03-04', [99.76, 2.129], [99.82, 2.122]],
    ['20y #194', 2.7, '2045-09-20', '2025-11-20', [98.3, 2.833], [98.61, 2.809]],
    ['20y #194 again', 2.7, '2045-09-20', '2025-12-12', [97.25, 2.919], [97.28, 2.916]],
    ['30y #87', 2.8, '2055-06-20', '2025-09-05', [92.8, 3.277], [92.98, 3.264]],
    ['30y #88', 3.2, '2055-09-20', '2025-10-08', [99.1, 3.259], [99.27, 3.248]],
  ] as const)(
    '%s, %d %% of %s, paid for on %s: lowest %j, average %j',
    (_, couponPct, maturity, issued, lowest, average) => {
      const bond = settledBond(bondOf('jgbSimple', couponPct, maturity), day(issued));
      for (const [price, printed] of [lowest, average]) {
        const result = quotedYieldOf(bond, price);
        expect(result.ok && printedYieldPct(result.yieldPct), `yield of ${price}`).toBe(printed);
      }
    },
  );

  test.each([
    ['2025-09-26', 3.3, 95.6],
    ['2025-11-27', 3.555, 90.4],
  ])('40y #18 settled %s: a stop-out yield of %d % is a price of %d', (settlement, yieldPct, price) => {
    expect(fortyYearAuctionPrice(bondOf('jgbCompound', 3.1, '2065-03-20'), day(settlement), yieldPct)).toBe(price);
  });

  test('the same price is 3.555 % compound and 3.699 % simple', () => {
    const bond = settledBond(bondOf('jgbSimple', 3.1, '2065-03-20'), day('2025-11-27'));
    const result = quotedYieldOf(bond, 90.4);
    expect(result.ok && printedYieldPct(result.yieldPct)).toBe(3.699);
  });

  test('a yield on the grid prints as itself and a negative one is floored away from zero', () => {
    for (let thousandths = -300; thousandths < 5000; thousandths++) {
      expect(printedYieldPct(thousandths / 1000)).toBe(thousandths / 1000);
    }
    expect(printedYieldPct(-0.0691)).toBe(-0.07);
    expect(printedYieldPct(3.27499)).toBe(3.274);
  });
});

describe('the numbers that the simulation is calibrated with', () => {
  test('30y 3.4 %: 3.61 → 3.875 simple is 96.98 → 93.41, DV01 0.140, and 20.4 bp of compound yield', () => {
    const [before, after] = [priceAtSimpleYield(3.4, 30, 3.61), priceAtSimpleYield(3.4, 30, 3.875)];
    expect(before).toBeCloseTo(96.98, 2);
    expect(after).toBeCloseTo(93.41, 2);
    expect(-priceChangePerSimpleBp(3.4, 30, 3.61)).toBeCloseTo(0.14, 3);
    const stream = { partPeriod: 1, isPartSimple: false, firstCoupon: 1.7, halfCoupon: 1.7, fullPeriods: 59 };
    const [low, high] = [yieldOf(stream, before), yieldOf(stream, after)];
    const riseBp = low.ok && high.ok ? 100 * (high.yieldPct - low.yieldPct) : Number.NaN;
    expect(Math.abs(riseBp - 20.4)).toBeLessThan(0.1);
  });

  test('¥0.25 of the 20y at 3.253 % is 2.08 simple basis points', () => {
    expect(-0.25 / priceChangePerSimpleBp(3.2, 19.9123, 3.253)).toBeCloseTo(2.08, 2);
    expect(100 * 100 * (simpleYield(3.2, 19.9123, 99.1) - simpleYield(3.2, 19.9123, 99.35))).toBeCloseTo(2.088, 2);
  });

  test('20 January 2026, 20y: 99.35 at 3.2 % and 19.9 years is 3.253 % simple and 3.245 % compound', () => {
    expect(printedYieldPct(100 * simpleYield(3.2, 19.9, 99.35))).toBe(3.253);
    const bond = settledBond(bondOf('jgbCompound', 3.2, '2045-12-20'), day('2026-01-21'));
    const result = quotedYieldOf(bond, 99.35);
    expect(result.ok && result.yieldPct).toBeCloseTo(3.245, 2);
  });
});
