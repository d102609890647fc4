/** Statistics of a series of changes. Null where the series says nothing: too short, or it does not move. */
import { log } from '../../math/log.ts';
import { correlation } from '../episodes/correlation.ts';

/** Fewer observations make no statement. */
const LEAST = 20;

/** Fourth moment over the square of the second, less 3: 0 for a normal distribution. */
export function excessKurtosis(values: readonly number[]): number | null {
  if (values.length < LEAST) return null;
  const middle = meanOf(values);
  const second = meanOf(values.map((value) => (value - middle) ** 2));
  const fourth = meanOf(values.map((value) => (value - middle) ** 4));
  return second === 0 ? null : fourth / second ** 2 - 3;
}

const TAIL_SHARE = 0.05;
const TAIL_LEAST = 10;

/** Hill's estimate of the tail index, from the largest twentieth of absolute values (Hill 1975). */
export function hillIndex(values: readonly number[]): number | null {
  const sizes = values.map(Math.abs).sort((a, b) => b - a);
  const count = Math.floor(TAIL_SHARE * sizes.length);
  const threshold = sizes[count] ?? 0;
  if (count < TAIL_LEAST || threshold === 0) return null;
  const excess = sizes.slice(0, count).reduce((sum, size) => sum + log(size / threshold), 0);
  return excess === 0 ? null : count / excess;
}

/** Of changes within one session each: no pair reaches over a night. */
export function autocorrelation(stretches: readonly (readonly number[])[], lag: number): number | null {
  const pairs = stretches.flatMap((values) =>
    values.slice(lag).map((value, at) => [values[at] as number, value] as const),
  );
  if (pairs.length < LEAST) return null;
  return correlation(
    pairs.map(([before]) => before),
    pairs.map(([, now]) => now),
  );
}

export function correlationOf(pairs: readonly (readonly [number, number])[]): number | null {
  if (pairs.length < LEAST) return null;
  return correlation(
    pairs.map(([x]) => x),
    pairs.map(([, y]) => y),
  );
}

const POWER_ROUNDS = 200;

/**
 * Shares of the first principal components: eigenvalues of the covariance over their sum, the largest first (power iteration, each
 * found component taken out before the next).
 */
export function componentShares(rows: readonly (readonly number[])[], count: number): number[] | null {
  const size = rows[0]?.length ?? 0;
  if (rows.length < LEAST || size < Math.max(2, count)) return null;
  let rest = covarianceOf(rows);
  const trace = rest.reduce((sum, row, at) => sum + (row[at] as number), 0);
  if (trace === 0) return null;
  return Array.from({ length: count }, () => {
    const { value, vector } = largestComponent(rest);
    rest = rest.map((row, i) => row.map((each, j) => each - value * (vector[i] as number) * (vector[j] as number)));
    return value / trace;
  });
}

export const firstComponentShare = (rows: readonly (readonly number[])[]): number | null =>
  componentShares(rows, 1)?.[0] ?? null;

function covarianceOf(rows: readonly (readonly number[])[]): number[][] {
  const means = (rows[0] ?? []).map((_, at) => meanOf(rows.map((row) => row[at] as number)));
  return means.map((meanI, i) =>
    means.map((meanJ, j) => meanOf(rows.map((row) => ((row[i] as number) - meanI) * ((row[j] as number) - meanJ)))),
  );
}

function largestComponent(covariance: readonly (readonly number[])[]): { value: number; vector: readonly number[] } {
  // Not all alike: after the first component is out, a vector of ones may stand at right angles to the next.
  let vector: readonly number[] = covariance.map((_, at) => 1 + at);
  let value = 0;
  for (let round = 0; round < POWER_ROUNDS; round++) {
    const next = covariance.map((row) => row.reduce((sum, each, at) => sum + each * (vector[at] as number), 0));
    value = Math.sqrt(next.reduce((sum, each) => sum + each * each, 0));
    if (value === 0) return { value: 0, vector: covariance.map(() => 0) };
    vector = next.map((each) => each / value);
  }
  return { value, vector };
}

export const meanOf = (values: readonly number[]): number =>
  values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length;
