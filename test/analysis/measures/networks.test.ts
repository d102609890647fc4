/** DebtRank and common holdings on networks small enough to work by hand. */
import { expect, test } from 'vitest';
import { commonHoldings } from '../../../src/analysis/measures/common-holdings.ts';
import { debtRank } from '../../../src/analysis/measures/debt-rank.ts';

// The first owes the second half of its equity, the second the third half, the third the first a fifth.
const RING = {
  owed: [
    [0, 50, 0],
    [0, 0, 30],
    [20, 0, 0],
  ],
  equity: [100, 100, 60],
};

test('a default goes round a ring once: half, then a quarter, and does not come back', () => {
  const { rank, distress } = debtRank(RING, [1, 0, 0]);
  expect(distress).toEqual([1, 0.5, 0.25]);
  expect(rank).toBeCloseTo((0.5 * 50 + 0.25 * 30) / 100, 12);
});

test('who is owed more than its equity is gone with its debtor, and no more than gone', () => {
  const { distress } = debtRank({ ...RING, equity: [100, 40, 10] }, [1, 0, 0]);
  expect(distress).toEqual([1, 1, 1]);
});

test('nothing begins where nobody is in distress', () => {
  expect(debtRank(RING, [0, 0, 0]).rank).toBe(0);
});

test('of three holders the one that shares a bond with both others is the most central', () => {
  // Overlaps ½ and ½ on a path: the vector of (0 1 0; 1 0 1; 0 1 0) is (1, √2, 1).
  const weights = [
    [1, 0],
    [0.5, 0.5],
    [0, 1],
  ];
  const [end, middle, other] = commonHoldings(weights, [1, 1]);
  expect(middle).toBeCloseTo(Math.SQRT2 / (2 + Math.SQRT2), 9);
  expect(end).toBeCloseTo(other as number, 9);
  expect(commonHoldings(weights, [4, 1])[0]).toBeGreaterThan(commonHoldings(weights, [4, 1])[2] as number);
});

test('holders with nothing in common have no centre', () => {
  expect(
    commonHoldings(
      [
        [1, 0],
        [0, 1],
      ],
      [1, 1],
    ),
  ).toEqual([0, 0]);
});
