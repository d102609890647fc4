/**
 * Least squares in a few parameters by damped Gauss–Newton steps; a step that does not help is never taken.
 *
 * Marquardt, "An Algorithm for Least-Squares Estimation of Nonlinear Parameters", J. SIAM 11(2), 1963, with the damping
 * scaled by the diagonal, so that parameters of different size are damped alike. Sums run in one fixed order.
 *
 * Typed arrays are read with `as number`: all loops stay within shapes set up here.
 */

/** A trial, the errors there, and their slopes: row by row, one row an error, one column a parameter. */
export interface Point {
  readonly parameters: readonly number[];
  readonly residuals: Float64Array;
  readonly jacobian: Float64Array;
  /** Sum of squared errors; not finite where the trial is absurd. */
  readonly cost: number;
}

export interface LeastSquares {
  at(parameters: readonly number[]): Point;
}

export interface Effort {
  /** The first so many parameters move, the others stay. */
  readonly free: number;
  /** Trials at most. */
  readonly steps: number;
}

const DAMPING_AT_START = 1e-3;
const DAMPING_LEAST = 1e-15;
const DAMPING_MOST = 1e12;
/** A gain below this share of the cost is the end: nothing in a price shows it. */
const LAST_GAIN = 1e-7;
/** Errors of this size are rounding. */
const COST_OF_ROUNDING = 1e-26;

/** From `start` downhill; ends where nothing is gained any more or the effort is spent. */
export function minimise(problem: LeastSquares, start: Point, { free, steps }: Effort): Point {
  const normal = new Float64Array(free * free);
  const gradient = new Float64Array(free);
  const work = new Float64Array(free * free);
  let best = start;
  let damping = DAMPING_AT_START;
  normalEquations(best, normal, gradient);
  for (let step = 0; step < steps && best.cost > COST_OF_ROUNDING * best.residuals.length; step++) {
    const move = solveDamped(normal, gradient, damping, work);
    const trial = move && problem.at(best.parameters.map((value, i) => value - (move[i] ?? 0)));
    if (trial !== undefined && trial.cost < best.cost) {
      const gain = (best.cost - trial.cost) / best.cost;
      best = trial;
      if (gain < LAST_GAIN) break;
      damping = Math.max(DAMPING_LEAST, damping / 8);
      normalEquations(best, normal, gradient);
    } else {
      damping *= 6;
      if (damping > DAMPING_MOST) break;
    }
  }
  return best;
}

/** JᵀJ and Jᵀr over the free parameters. */
function normalEquations(
  { jacobian, residuals, parameters }: Point,
  normal: Float64Array,
  gradient: Float64Array,
): void {
  const free = gradient.length;
  const width = parameters.length;
  normal.fill(0);
  gradient.fill(0);
  for (let row = 0; row < residuals.length; row++) {
    const at = row * width;
    for (let i = 0; i < free; i++) {
      const slope = jacobian[at + i] as number;
      gradient[i] = (gradient[i] as number) + slope * (residuals[row] as number);
      for (let j = 0; j <= i; j++) {
        normal[i * free + j] = (normal[i * free + j] as number) + slope * (jacobian[at + j] as number);
      }
    }
  }
}

/** (N + damping·diag N)·x = g by Cholesky's factors, N's lower half given; undefined where N is singular all the same. */
function solveDamped(
  normal: Float64Array,
  gradient: Float64Array,
  damping: number,
  factor: Float64Array,
): Float64Array | undefined {
  const size = gradient.length;
  const x = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = normal[i * size + j] as number;
      if (i === j) sum += damping * sum;
      for (let k = 0; k < j; k++) sum -= (factor[i * size + k] as number) * (factor[j * size + k] as number);
      if (i === j && !(sum > 0)) return undefined;
      factor[i * size + j] = i === j ? Math.sqrt(sum) : sum / (factor[j * size + j] as number);
    }
  }
  for (let i = 0; i < size; i++) {
    let sum = gradient[i] as number;
    for (let k = 0; k < i; k++) sum -= (factor[i * size + k] as number) * (x[k] as number);
    x[i] = sum / (factor[i * size + i] as number);
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = x[i] as number;
    for (let k = i + 1; k < size; k++) sum -= (factor[k * size + i] as number) * (x[k] as number);
    x[i] = sum / (factor[i * size + i] as number);
  }
  return x;
}
