/**
 * How markets answer each other's moves, out of finite differences, and whether that dies out: `model.md` §5, `calibration.md` §2.
 *
 * A shock moves markets by a column of F before anybody answers (frozen) and by a column of T when all is said. With T = F + J·T
 * the matrix of answers is J = (T − F)·T⁻¹, in basis points of the row's market per basis point of the column's. Answers to
 * answers die out if and only if the spectral radius of J is below 1.
 */
import { type Matrix, product, solve, transposed } from '../spillover/linear-solve.ts';

/**
 * @param total,frozen Row: which market moves; column: which shock; basis points. As many shocks as markets. Undefined where some shock
 * is a mixture of the others.
 */
export function reactionMatrix(total: Matrix, frozen: Matrix): number[][] | undefined {
  const answers = total.map((row, i) => row.map((value, j) => value - (frozen[i]?.[j] as number)));
  // J·T = T − F, hence Tᵀ·Jᵀ = (T − F)ᵀ.
  const solved = solve(transposed(total), transposed(answers));
  return solved === undefined ? undefined : transposed(solved);
}

/** Squarings of the matrix: 2⁴⁰ steps, beyond which roots no longer move. */
const SQUARINGS = 40;

/**
 * The largest absolute eigenvalue, complex ones included: lim ‖Jⁿ‖^(1/n) (Gelfand, 1941), along n = 1, 2, 4, 8 …, rescaled on the way.
 * 0 where some power of the matrix vanishes: answers then end by themselves.
 */
export function spectralRadius(matrix: Matrix): number {
  let power = matrix;
  let radius = 1;
  for (let round = 0, root = 1; round <= SQUARINGS; round++, root /= 2) {
    const norm = largest(power);
    if (norm === 0) return 0;
    radius *= norm ** root;
    power = power.map((row) => row.map((value) => value / norm));
    power = product(power, power);
  }
  return radius;
}

const largest = (matrix: Matrix): number => Math.max(0, ...matrix.flat().map(Math.abs));
