/** Diebold and Yılmaz against values worked by hand, and on series of which the truth is known. */
import { expect, test } from 'vitest';
import { solve } from '../../../src/analysis/spillover/linear-solve.ts';
import { decomposition, varianceShares } from '../../../src/analysis/spillover/variance-shares.ts';
import { drawsOf, streamKey } from '../../../src/math/draws.ts';
import { normalQuantile } from '../../../src/math/normal.ts';

const IDENTITY = [
  [1, 0],
  [0, 1],
];

test('yesterday’s shock abroad, at half weight, is a fifth of the variance two steps ahead', () => {
  // y1 = ½ y2(−1) + e1, y2 = e2, Σ = 1, H = 2: numerators 1 and ¼, denominator 1 + ¼.
  const lagged = [
    [
      [0, 0.5],
      [0, 0],
    ],
  ];
  const [first, second] = decomposition({ lagged, residual: IDENTITY }, 2);
  expect(first?.[0]).toBeCloseTo(80, 10);
  expect(first?.[1]).toBeCloseTo(20, 10);
  expect(second).toEqual([0, 100]);
});

test('shocks that strike together are counted on both sides, whatever the order', () => {
  // Without dynamics θ_ij = ρ²; with ρ = ½ and rows divided by 1¼, others have a fifth.
  const residual = [
    [4, 1],
    [1, 1],
  ];
  for (const horizon of [1, 7])
    for (const row of decomposition({ lagged: [], residual }, horizon).entries()) {
      const [at, shares] = row;
      expect(shares[at]).toBeCloseTo(80, 10);
      expect(shares[1 - at]).toBeCloseTo(20, 10);
    }
});

function luck(count: number, seed: number): number[] {
  const draws = drawsOf(streamKey({ seed, purpose: 'test', agent: 'variance', instant: 0 }));
  return Array.from({ length: count }, () => normalQuantile(draws.uniform()));
}

test('a market that follows another the day after is found to receive, the other to give', () => {
  const [leader, own] = [luck(2001, 7), luck(2001, 8)];
  const rows = own.slice(1).map((noise, at) => [leader[at + 1] as number, (leader[at] as number) + noise]);
  const found = varianceShares([rows.slice(0, 700), rows.slice(700)], { lags: 1, horizon: 5 });
  expect(found?.observations).toBe(1998);
  expect(found?.from[1]).toBeGreaterThan(45);
  expect(found?.from[1]).toBeLessThan(55);
  expect(found?.from[0]).toBeLessThan(2);
  expect((found?.net[0] ?? 0) + (found?.net[1] ?? 0)).toBeCloseTo(0, 9);
  expect(found?.total).toBeCloseTo(((found?.from[0] ?? 0) + (found?.from[1] ?? 0)) / 2, 9);
  for (const row of found?.shares ?? []) expect(row.reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 9);
});

test('too few days, a market that never moves and two that are one say nothing', () => {
  const [a, b] = [luck(60, 1), luck(60, 2)];
  const options = { lags: 1, horizon: 5 };
  expect(varianceShares([a.slice(0, 12).map((x, at) => [x, b[at] as number])], options)).toBeUndefined();
  expect(varianceShares([a.map((x) => [x, 0])], options)).toBeUndefined();
  expect(varianceShares([a.map((x) => [x, 2 * x])], options)).toBeUndefined();
  expect(varianceShares([a.map((x) => [x])], options)).toBeUndefined();
});

test('a system of equations by hand', () => {
  expect(
    solve(
      [
        [0, 2],
        [1, 1],
      ],
      [[4], [5]],
    ),
  ).toEqual([[3], [2]]);
  expect(
    solve(
      [
        [1, 2],
        [2, 4],
      ],
      [[1], [1]],
    ),
  ).toBeUndefined();
});
