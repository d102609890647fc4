/** The controls behave, and the numbers on the sheet are those of series of which they are known. */
import { expect, test } from 'vitest';
import { controlRows } from '../../src/analysis/facts/controls.ts';
import { dailyStatistics, decayOf, overlapping } from '../../src/analysis/facts/daily-statistics.ts';
import { componentShares } from '../../src/analysis/facts/moments.ts';
import { signMemory } from '../../src/analysis/facts/order-signs.ts';
import { drawsOf, streamKey } from '../../src/math/draws.ts';

test('independent normal changes fail tails and clustering, stochastic volatility passes them', () => {
  const rows = controlRows(Array.from({ length: 50 }, (_, at) => at + 1));
  expect(rows.map(({ control, fact, isMet }) => [control, fact.id, isMet])).toEqual(
    ['independent normal', 'stochastic volatility'].flatMap((control) =>
      ['F1', 'F4.1', 'F4.2', 'F4.3'].map((id) => [control, id, control === 'stochastic volatility']),
    ),
  );
  expect(rows.every(({ isRight }) => isRight)).toBe(true);
});

test('a planted power law is found, and what is not above nothing has none', () => {
  const law = [1, 2, 4, 8, 16].map((lag) => [lag, 0.3 * lag ** -0.4] as const);
  expect(decayOf(law)).toBeCloseTo(0.4, 12);
  expect(decayOf(law.map(([lag, value]) => [lag, -value] as const))).toBeNull();
});

test('changes over three days overlap, each day beginning one', () => {
  expect(overlapping([1, 2, 3, 4], 3)).toEqual([6, 9]);
});

test('a year of changes of one size says nothing of its tails', () => {
  expect(dailyStatistics(new Array(242).fill(1)).clusteringAt1).toBeNull();
});

test('three factors of 6, 3 and 1 have shares of 0.6, 0.3 and 0.1', () => {
  const rows = Array.from({ length: 24 }, (_, at) => {
    const sign = (bit: number): number => ((at >> bit) & 1 ? 1 : -1);
    return [Math.sqrt(6) * sign(0), Math.sqrt(3) * sign(1), sign(2)];
  });
  const shares = componentShares(rows, 3) ?? [];
  expect(shares.map((each) => Number(each.toFixed(6)))).toEqual([0.6, 0.3, 0.1]);
});

test('orders that come in runs whose lengths have heavy tails remember, tosses of a coin do not', () => {
  const draws = drawsOf(streamKey({ seed: 3, purpose: 'test', agent: 'signs', instant: 0 }));
  // Lengths with tail index 1.5: autocorrelation falls as lag^−½ (Lillo, Mike and Farmer 2005).
  const runs = Array.from({ length: 6000 }, () => ({ sign: draws.uniform() < 0.5 ? 1 : -1, left: draws.uniform() }));
  const signs = runs.flatMap(({ sign, left }) =>
    new Array(Math.min(400, Math.ceil((1 - left) ** (-1 / 1.5)))).fill(sign),
  );
  const memory = signMemory(signs);
  expect(memory).toBeGreaterThan(0.3);
  expect(memory).toBeLessThan(0.8);
  expect(signMemory(Array.from({ length: 5000 }, () => (draws.uniform() < 0.5 ? 1 : -1)))).toBeNull();
});
