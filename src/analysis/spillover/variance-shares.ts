/**
 * Spill-over as Diebold and Yılmaz (2012) measure it: how much of the forecast error variance of each series comes with the
 * shocks of each other one.
 *
 * A vector autoregression by least squares, its moving average, and the generalised decomposition of Pesaran and Shin (1998),
 * which does not depend on the order of the series: θ_ij(H) = σ_jj⁻¹ Σ_h (e_i'A_hΣe_j)² / Σ_h e_i'A_hΣA_h'e_i, with Σ of the residuals,
 * rows divided by their sums. Co-movement, not cause: shocks that come together are counted on both sides.
 */
import { type Matrix, product, solve, transposed } from './linear-solve.ts';

export interface VarianceShares {
  /** Row: whose variance; column: with whose shocks. Percent; a row adds up to 100. */
  readonly shares: readonly (readonly number[])[];
  /** Percent of a series' variance that comes with the others'. */
  readonly from: readonly number[];
  /** What a series gives to the others, in percent of one variance: may pass 100. */
  readonly to: readonly number[];
  /** `to` less `from`. */
  readonly net: readonly number[];
  /** Total connectedness: mean of `from`. */
  readonly total: number;
  readonly observations: number;
  readonly lags: number;
  readonly horizon: number;
}

export interface VarianceOptions {
  readonly lags: number;
  /** Steps ahead of the forecast. */
  readonly horizon: number;
}

/** As many equations as this for every coefficient of one, or nothing is said. */
const EQUATIONS_LEAST = 5;

/**
 * @param segments Stretches of observations that are not continued in the next (runs, days), each a list of rows, one value a series.
 * All share one set of coefficients. Undefined where there are too few of them, or series that are multiples of each other.
 */
export function varianceShares(
  segments: readonly Matrix[],
  { lags, horizon }: VarianceOptions,
): VarianceShares | undefined {
  const equations = segments.flatMap((rows) => equationsOf(rows, lags));
  const series = equations[0]?.now.length ?? 0;
  if (series < 2 || equations.length < EQUATIONS_LEAST * (1 + series * lags)) return undefined;
  const fitted = estimated(equations);
  if (fitted === undefined) return undefined;
  const shares = decomposition(fitted, horizon);
  if (shares.some((row) => row.some((share) => !Number.isFinite(share)))) return undefined;
  return { ...marginsOf(shares), observations: equations.length, lags, horizon };
}

interface Equation {
  readonly now: readonly number[];
  /** A one for the constant, then the values before, the latest first. */
  readonly before: readonly number[];
}

const equationsOf = (rows: Matrix, lags: number): Equation[] =>
  rows.slice(lags).map((now, at) => ({
    now,
    before: [
      1,
      ...rows
        .slice(at, at + lags)
        .toReversed()
        .flat(),
    ],
  }));

export interface Fit {
  /** By lag: series × series. */
  readonly lagged: readonly Matrix[];
  /** Covariance of residuals. */
  readonly residual: Matrix;
}

function estimated(equations: readonly Equation[]): Fit | undefined {
  const x = equations.map(({ before }) => before);
  const y = equations.map(({ now }) => now);
  const crossed = transposed(x);
  const coefficients = solve(product(crossed, x), product(crossed, y));
  if (coefficients === undefined) return undefined;
  const residuals = product(x, coefficients).map((row, at) =>
    row.map((value, column) => (y[at]?.[column] as number) - value),
  );
  const freedom = equations.length - (coefficients.length as number);
  const residual = product(transposed(residuals), residuals).map((row) => row.map((value) => value / freedom));
  const series = residual.length;
  const lags = (coefficients.length - 1) / series;
  const lagged = Array.from({ length: lags }, (_, lag) =>
    transposed(coefficients.slice(1 + lag * series, 1 + (lag + 1) * series)),
  );
  return { lagged, residual };
}

/** Shares of what a known autoregression does, in percent: rows are whose variance. */
export const decomposition = ({ lagged, residual }: Fit, horizon: number): number[][] =>
  decomposed(movingAverage(lagged, residual.length, horizon), residual);

/** A_0 = 1, A_h = Σ Φ_k A_{h−k}. */
function movingAverage(lagged: readonly Matrix[], series: number, horizon: number): Matrix[] {
  const steps: Matrix[] = [identity(series)];
  for (let step = 1; step < horizon; step++) {
    const parts = lagged.slice(0, step).map((phi, lag) => product(phi, steps[step - 1 - lag] as Matrix));
    steps.push(parts.reduce<Matrix>(sum, zeros(series)));
  }
  return steps;
}

function decomposed(steps: readonly Matrix[], residual: Matrix): number[][] {
  const series = residual.length;
  const own: number[] = new Array(series).fill(0);
  const with_ = zeros(series);
  for (const step of steps) {
    const shocked = product(step, residual);
    const spread = product(shocked, transposed(step));
    for (let i = 0; i < series; i++) {
      own[i] = (own[i] as number) + (spread[i]?.[i] as number);
      const row = with_[i] as number[];
      for (let j = 0; j < series; j++)
        row[j] = (row[j] as number) + (shocked[i]?.[j] as number) ** 2 / (residual[j]?.[j] as number);
    }
  }
  return with_.map((row, i) => {
    const parts = row.map((value) => value / (own[i] as number));
    const whole = parts.reduce((a, b) => a + b, 0);
    return parts.map((part) => (100 * part) / whole);
  });
}

/** Margins of a matrix of percent whose rows are who receives and whose columns who gives. */
export function marginsOf(shares: Matrix): Pick<VarianceShares, 'shares' | 'from' | 'to' | 'net' | 'total'> {
  const others = (values: readonly number[], own: number): number =>
    values.reduce((total, value, at) => total + (at === own ? 0 : value), 0);
  const from = shares.map(others);
  const to = transposed(shares).map(others);
  const net = to.map((given, at) => given - (from[at] as number));
  return { shares, from, to, net, total: from.reduce((a, b) => a + b, 0) / from.length };
}

const zeros = (size: number): number[][] => Array.from({ length: size }, () => new Array<number>(size).fill(0));
const identity = (size: number): number[][] =>
  zeros(size).map((row, at) => row.map((_, column) => (at === column ? 1 : 0)));
const sum = (a: Matrix, b: Matrix): number[][] =>
  a.map((row, i) => row.map((value, j) => value + (b[i]?.[j] as number)));
