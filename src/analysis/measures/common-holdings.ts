/**
 * Who is in the same boat as everybody: eigenvector centrality on the network of common holdings, O = M·diag(illiquidity)·Mᵀ, without
 * what each shares with itself (`model.md` §5; Bonacich, "Power and Centrality", American Journal of Sociology 92(5), 1987).
 */
import type { Matrix } from '../spillover/linear-solve.ts';

const ROUNDS = 500;

/**
 * @param weights Row: holder; column: asset; shares of its assets. @param illiquidity By asset; 1 counts all alike.
 * Shares of centrality that add up to 1, or nothing but zeros where nobody holds what another holds.
 */
export function commonHoldings(weights: Matrix, illiquidity: readonly number[]): number[] {
  const overlap = weights.map((row, n) =>
    weights.map((other, m) =>
      n === m ? 0 : row.reduce((sum, weight, k) => sum + weight * (other[k] as number) * (illiquidity[k] as number), 0),
    ),
  );
  const most = Math.max(0, ...overlap.flat());
  if (most === 0) return weights.map(() => 0);
  let vector = weights.map(() => 1 / weights.length);
  for (let round = 0; round < ROUNDS; round++) {
    // Half of what was: without it two camps that hold only each other's assets would swap for ever.
    const next = overlap.map(
      (row, n) => row.reduce((sum, each, m) => sum + each * (vector[m] as number), 0) + most * (vector[n] as number),
    );
    const whole = next.reduce((sum, each) => sum + each, 0);
    vector = next.map((each) => each / whole);
  }
  return vector;
}
