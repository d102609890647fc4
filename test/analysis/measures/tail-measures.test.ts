/** Quantile regression, ΔCoVaR and k-sigma: against every line through two points, a straight relation, and the sigmas of January 2026. */
import { describe, expect, test } from 'vitest';
import { deltaCoVar } from '../../../src/analysis/measures/delta-covar.ts';
import { K_SIGMA_GRID, kSigma } from '../../../src/analysis/measures/k-sigma.ts';
import { quantileRegression, sampleQuantile } from '../../../src/analysis/measures/quantile-regression.ts';
import { drawsOf, streamKey } from '../../../src/math/draws.ts';
import { normalQuantile } from '../../../src/math/normal.ts';

function luck(count: number, seed: number): number[] {
  const draws = drawsOf(streamKey({ seed, purpose: 'test', agent: 'tails', instant: 0 }));
  return Array.from({ length: count }, () => normalQuantile(draws.uniform()));
}

const loss = (x: readonly number[], y: readonly number[], share: number, [a, b]: readonly [number, number]): number =>
  y.reduce((sum, value, at) => {
    const left = value - a - b * (x[at] as number);
    return sum + left * (left >= 0 ? share : share - 1);
  }, 0);

test.each([0.5, 0.9])(
  'a quantile line at %s loses no more than the best of all lines through two observations',
  (share) => {
    const [x, noise] = [luck(60, 1), luck(60, 2)];
    const y = x.map((value, at) => 0.7 * value + (1 + 0.4 * value) * (noise[at] as number));
    const best = Math.min(
      ...x.flatMap((xi, i) =>
        x.slice(0, i).map((xj, j) => {
          const slope = ((y[i] as number) - (y[j] as number)) / (xi - xj);
          return loss(x, y, share, [(y[i] as number) - slope * xi, slope]);
        }),
      ),
    );
    const line = quantileRegression(x, y, share);
    expect(loss(x, y, share, [line?.constant ?? 0, line?.slope ?? 0])).toBeCloseTo(best, 6);
  },
);

test('the 95 % quantile of 1 to 100 is 95', () => {
  expect(
    sampleQuantile(
      Array.from({ length: 100 }, (_, at) => at + 1),
      0.95,
    ),
  ).toBe(95);
});

describe('ΔCoVaR', () => {
  const part = Array.from({ length: 100 }, (_, at) => at + 1);

  test('of a whole that loses 3 and twice what the part loses is twice the way from median to VaR', () => {
    const found = deltaCoVar(
      part,
      part.map((each) => 3 + 2 * each),
      0.95,
    );
    expect(found?.valueAtRisk).toBe(95);
    expect(found?.atMedian).toBeCloseTo(103, 6);
    expect(found?.delta).toBeCloseTo(90, 6);
  });

  test('of a whole that has nothing to do with the part is about nothing, with correlation ½ about ½·1.645', () => {
    const [a, b] = [luck(1500, 3), luck(1500, 4)];
    expect(Math.abs(deltaCoVar(a, b, 0.95)?.delta ?? 9)).toBeLessThan(0.35);
    const mixed = b.map((each, at) => 0.5 * (a[at] as number) + Math.sqrt(0.75) * each);
    expect(Math.abs((deltaCoVar(a, mixed, 0.95)?.delta ?? 9) - 0.5 * 1.645)).toBeLessThan(0.35);
  });

  test('says nothing of forty days at 95 %: two lie beyond', () => {
    expect(deltaCoVar(luck(40, 1), luck(40, 2), 0.95)).toBeNull();
  });
});

describe('k-sigma', () => {
  const quiet = (days: number, size: number): number[] =>
    Array.from({ length: days }, (_, at) => (at % 2 ? size : -size));

  test('the two days of January 2026 are six sigma of the 30-year at 4.77 bp a day', () => {
    const found = kSigma([...quiet(20, 4.773), 14, 26.5], { tenor: 30, horizon: 2, lookBack: 20 });
    expect(found?.z).toBeCloseTo(6, 2);
    expect(found).toMatchObject({ tenor: 30, horizon: 2, lookBack: 20, moveBp: 40.5 });
  });

  test('the same day is another number of sigmas for each look-back and weighting', () => {
    const changes = [...quiet(230, 2), ...quiet(20, 6), 12];
    const z = K_SIGMA_GRID.slice(0, 2).map((terms) => kSigma(changes, { tenor: 10, ...terms })?.z);
    expect(z[0]).toBeCloseTo(2, 9);
    // √((230 · 4 + 20 · 36) / 250) = 2.56
    expect(z[1]).toBeCloseTo(12 / Math.sqrt(6.56), 9);
    const weighted = kSigma(changes, { tenor: 10, horizon: 1, lookBack: 250, decay: 0.5 });
    expect(weighted?.sigmaBp).toBeCloseTo(6, 3);
  });

  test('is not told where the look-back is longer than the past, or the past stood still', () => {
    expect(kSigma(quiet(20, 1), { tenor: 10, horizon: 1, lookBack: 20 })).toBeNull();
    expect(kSigma([...quiet(20, 0), 1], { tenor: 10, horizon: 1, lookBack: 20 })).toBeNull();
  });
});
