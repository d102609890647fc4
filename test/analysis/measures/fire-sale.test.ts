/** Greenwood, Landier and Thesmar's linear model on two holders and two bonds, worked by hand. */
import { expect, test } from 'vitest';
import { fireSale } from '../../../src/analysis/measures/fire-sale.ts';

// A bank of 100 on equity of 10, four fifths in the first bond, and one of 50 on 10, half and half. The first bond falls by 1 %.
const MARKET = {
  assets: [100, 50],
  equity: [10, 10],
  leverage: [9, 4],
  weights: [
    [0.8, 0.2],
    [0.5, 0.5],
  ],
  impact: [0.001, 0.002],
};

test('two banks sell 8.2 of two bonds to hold their leverage, and lose 0.83 by it', () => {
  const { sold, fall, losses, aggregate, systemic, indirect } = fireSale(MARKET, [0.01, 0]);
  // 9 · 100 · 0.8 % = 7.2 and 4 · 50 · 0.5 % = 1.
  expectClose(sold, [0.8 * 7.2 + 0.5, 0.2 * 7.2 + 0.5]);
  expectClose(fall, [0.00626, 0.00388]);
  expectClose(losses, [0.5784, 0.2535]);
  expect(aggregate).toBeCloseTo(0.8319 / 20, 12);
  expectClose(systemic, [0.7344 / 20, 0.0975 / 20]);
  expectClose(indirect, [0.05784, 0.02535]);
});

test('who has no debt sells nothing, and still loses by the sales of others', () => {
  const { systemic, indirect } = fireSale({ ...MARKET, leverage: [9, 0] }, [0.01, 0]);
  expect(systemic[1]).toBe(0);
  expect(indirect[1]).toBeCloseTo(0.216 / 10, 12);
});

function expectClose(found: readonly number[], wanted: readonly number[]): void {
  expect(found).toHaveLength(wanted.length);
  for (const [at, value] of wanted.entries()) expect(found[at]).toBeCloseTo(value, 12);
}
