/**
 * The line that a given share of observations lies below: Koenker and Bassett, "Regression Quantiles", Econometrica 46(1), 1978, (2.1).
 *
 * One regressor and a constant. For a given slope the best constant is a quantile of what is left, and the loss left over is
 * convex in the slope, so a golden section finds it; the answer is then set on the two observations that the line passes.
 */
import { assert } from '../../units/assert.ts';

export interface Line {
  readonly constant: number;
  readonly slope: number;
}

/** Fewer observations on the thin side of the quantile than this determine no line. */
const THIN_SIDE_LEAST = 5;

/** @param share Of observations below the line. Null where there are too few beyond it, or the regressor does not move. */
export function quantileRegression(x: readonly number[], y: readonly number[], share: number): Line | null {
  assert(share > 0 && share < 1, `a quantile lies between 0 and 1, got ${share}`);
  assert(x.length === y.length, `as many values of one as of the other: ${x.length} and ${y.length}`);
  const spread = Math.max(...x) - Math.min(...x);
  if (x.length * Math.min(share, 1 - share) < THIN_SIDE_LEAST || !(spread > 0)) return null;
  const steepest = (Math.max(...y) - Math.min(...y)) / smallestGap(x);
  const slope = goldenSection((each) => lossAt(x, y, share, each), -steepest, steepest);
  return { constant: constantAt(x, y, share, slope), slope };
}

/** The value that the share of values does not pass: the lower one where two would do. */
export function sampleQuantile(values: readonly number[], share: number): number {
  assert(values.length > 0, 'a quantile is of something');
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length - TOLERANCE) - 1)] as number;
}

/** So that 0.95 · 100 is 95. */
const TOLERANCE = 1e-9;

const constantAt = (x: readonly number[], y: readonly number[], share: number, slope: number): number =>
  sampleQuantile(residuals(x, y, slope), share);

const residuals = (x: readonly number[], y: readonly number[], slope: number): number[] =>
  y.map((value, at) => value - slope * (x[at] as number));

/** Koenker and Bassett's check function, summed. */
function lossAt(x: readonly number[], y: readonly number[], share: number, slope: number): number {
  const left = residuals(x, y, slope);
  const constant = sampleQuantile(left, share);
  return left.reduce((sum, each) => sum + (each - constant) * (each >= constant ? share : share - 1), 0);
}

const GOLDEN = (Math.sqrt(5) - 1) / 2;
/** The bracket shrinks by 10⁻²¹. */
const ROUNDS = 100;

function goldenSection(f: (x: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  let [a, b] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
  let [fa, fb] = [f(a), f(b)];
  for (let round = 0; round < ROUNDS; round++) {
    if (fa <= fb) {
      [high, b, fb] = [b, a, fa];
      a = high - GOLDEN * (high - low);
      fa = f(a);
    } else {
      [low, a, fa] = [a, b, fb];
      b = low + GOLDEN * (high - low);
      fb = f(b);
    }
  }
  return (low + high) / 2;
}

/** Of values that differ: no line through two observations is steeper than their whole range over it. */
function smallestGap(x: readonly number[]): number {
  const sorted = x.toSorted((a, b) => a - b);
  let least = Number.POSITIVE_INFINITY;
  for (const [at, value] of sorted.entries()) {
    const gap = value - (sorted[at - 1] ?? Number.NEGATIVE_INFINITY);
    if (gap > 0 && gap < least) least = gap;
  }
  return least;
}
