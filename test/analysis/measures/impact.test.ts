/** What trading moves and how long it is felt: Amihud, Kyle, resiliency, the spread at a size. */
import { expect, test } from 'vitest';
import { lotsNearMiddle } from '../../../src/analysis/liquidity-gauge.ts';
import { amihud } from '../../../src/analysis/measures/amihud.ts';
import { kyleLambda } from '../../../src/analysis/measures/kyle-lambda.ts';
import { leastSquaresLine } from '../../../src/analysis/measures/least-squares-line.ts';
import { spreadHalfLife } from '../../../src/analysis/measures/resiliency.ts';
import { spreadAtSize } from '../../../src/analysis/measures/spread-at-size.ts';
import { BUY } from '../../../src/events/records.ts';
import { drawsOf, streamKey } from '../../../src/math/draws.ts';
import { normalQuantile } from '../../../src/math/normal.ts';

test('20 January: 26.5 bp on $170m between dealers are 0.16 bp a million; a day without trading does not count', () => {
  const day = { changeBp: 26.5, volume: 170 };
  expect(amihud([day])).toBeCloseTo(0.156, 3);
  expect(amihud([day, { changeBp: -3, volume: 0 }, { changeBp: -17, volume: 170 }])).toBeCloseTo((0.1559 + 0.1) / 2, 3);
  expect(amihud([{ changeBp: 1, volume: 0 }])).toBeNull();
});

test('in Kyle’s market, with news and noise of one size each, λ is a half', () => {
  // The informed take (v − p)·σ_u/σ_v, noise u; λ = σ_v / 2σ_u (1985, theorem 1).
  const draws = drawsOf(streamKey({ seed: 5, purpose: 'test', agent: 'kyle', instant: 0 }));
  const normal = (): number => normalQuantile(draws.uniform());
  const intervals = Array.from({ length: 4000 }, () => {
    const news = normal();
    return { changeBp: news, soldDv01: news + normal() };
  });
  const fitted = kyleLambda(intervals);
  expect(fitted?.slope).toBeGreaterThan(0.48);
  expect(fitted?.slope).toBeLessThan(0.52);
  expect(fitted?.rSquared).toBeCloseTo(0.5, 1);
});

test('a line through (1, 2), (2, 3), (3, 7): slope 2½, error √(1.5/2)', () => {
  const line = leastSquaresLine([
    [1, 2],
    [2, 3],
    [3, 7],
  ]);
  expect(line?.slope).toBeCloseTo(2.5, 12);
  expect(line?.constant).toBeCloseTo(-1, 12);
  expect(line?.error).toBeCloseTo(Math.sqrt(1.5 / 2), 12);
  expect(
    leastSquaresLine([
      [1, 1],
      [1, 2],
      [1, 3],
    ]),
  ).toBeNull();
});

test('a spread that halves with each step after a large trade has a half-life of one step', () => {
  const stretch = Array.from({ length: 500 }, (_, at) => ({
    spreadBp: 1 + 4 * 0.5 ** (at % 50),
    takenDv01: at % 50 === 0 ? 100 : 1,
  }));
  const found = spreadHalfLife([stretch]);
  expect(found).toBeGreaterThan(0.9);
  expect(found).toBeLessThan(1.05);
  expect(spreadHalfLife([stretch.slice(0, 100)])).toBeNull();
});

/** Two lots a tick on each side, from 100 down and from 103 up. */
const BOOK = {
  bestBidTicks: () => 100,
  bestOfferTicks: () => 103,
  lotsToPrice: (side: number, limit: number) => 2 * Math.max(0, side === BUY ? 101 - limit : limit - 102),
};

test('four lots cost half a tick more on each side than one does', () => {
  expect(spreadAtSize(BOOK, 1, 10)).toBeCloseTo(0.3, 12);
  // Sold at 100, 100, 99, 99; bought at 103, 103, 104, 104.
  expect(spreadAtSize(BOOK, 4, 10)).toBeCloseTo(0.4, 12);
  expect(spreadAtSize({ ...BOOK, bestOfferTicks: () => 0 }, 1, 10)).toBeNull();
});

test('depth counts what rests within so many basis points of the middle', () => {
  expect(lotsNearMiddle(BOOK, { ticksPerBp: 2 }, 1)).toBe(2 + 2);
  expect(lotsNearMiddle(BOOK, { ticksPerBp: 2 }, 5)).toBe(2 * 2 * 9);
});
