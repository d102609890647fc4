/** The notional bond of the JGB future, by hand, and the curve on which it is settled last. */
import { describe, expect, test } from 'vitest';
import {
  finalSettlementYieldPct,
  futureDv01Per100,
  futurePriceAt,
  futureYieldPctOf,
} from '../../src/bonds/jgb-future.ts';

describe('the notional 7-year 6 % bond', () => {
  test('stands at par at 6 %, at 142 at nothing, and at 100·1.42/1.14 at 2 %', () => {
    expect(futurePriceAt(6)).toBeCloseTo(100, 12);
    expect(futurePriceAt(0)).toBe(142);
    expect(futurePriceAt(2)).toBeCloseTo(124.56140350877193, 10);
    expect(futurePriceAt(1.86947)).toBeCloseTo(125.5678, 4);
  });

  test('a price gives its yield back, a price that is none does not', () => {
    for (const yieldPct of [-0.4, 0, 0.012, 1.55, 2.18, 4.9]) {
      expect(futureYieldPctOf(futurePriceAt(yieldPct))).toBeCloseTo(yieldPct, 10);
    }
    // (142 − 132)/(7·132)
    expect(futureYieldPctOf(132)).toBeCloseTo(1.082251082251, 12);
    expect(futureYieldPctOf(0)).toBeNaN();
    expect(futureYieldPctOf(-1)).toBeNaN();
  });

  test('its DV01 is the fall of the price for a basis point: 7·124.56/1.14 at 2 %', () => {
    expect(futureDv01Per100(2)).toBeCloseTo((7 * 124.56140350877193) / 1.14 / 10_000, 12);
    expect(futureDv01Per100(2)).toBeCloseTo((futurePriceAt(1.995) - futurePriceAt(2.005)) / 1, 5);
  });
});

describe('the yield of the last settlement', () => {
  test('lies straight between the neighbours of seven years', () => {
    const curve = [
      { years: 2, yieldPct: 1.2 },
      { years: 5, yieldPct: 1.6 },
      { years: 10, yieldPct: 2.1 },
      { years: 30, yieldPct: 3.4 },
    ];
    // Two fifths of the way from 1.6 to 2.1.
    expect(finalSettlementYieldPct(curve)).toBeCloseTo(1.8, 12);
    expect(finalSettlementYieldPct([...curve].reverse())).toBe(finalSettlementYieldPct(curve));
  });

  test('is a line’s own where it has just seven years to run, and flat beyond the curve', () => {
    const [five, seven, ten] = [
      { years: 5, yieldPct: 1.6 },
      { years: 7, yieldPct: 1.71 },
      { years: 10, yieldPct: 2.1 },
    ];
    expect(finalSettlementYieldPct([five, seven, ten])).toBe(1.71);
    expect(finalSettlementYieldPct([ten])).toBe(2.1);
    expect(finalSettlementYieldPct([five])).toBe(1.6);
    expect(() => finalSettlementYieldPct([])).toThrow(/at least one/);
  });

  test('of two lines of one term the order does not matter', () => {
    const pair = [
      { years: 6, yieldPct: 1.7 },
      { years: 6, yieldPct: 1.5 },
      { years: 8, yieldPct: 2 },
    ];
    expect(finalSettlementYieldPct(pair)).toBeCloseTo(1.75, 12);
    expect(finalSettlementYieldPct([pair[1], pair[0], pair[2]] as typeof pair)).toBeCloseTo(1.75, 12);
  });
});
