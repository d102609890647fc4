/** Eigenvalues and vectors of a small symmetric matrix by cyclic Jacobi rotations: no random start, no order that depends on luck. */

export type Matrix = readonly (readonly number[])[];

export interface Eigen {
  readonly values: readonly number[];
  /** Column by column: `vectors[row][column]`. */
  readonly vectors: Matrix;
}

const SWEEPS = 60;

export function symmetricEigen(matrix: Matrix): Eigen {
  const n = matrix.length;
  const a = matrix.map((row) => [...row]);
  const v = matrix.map((_, row) => Array.from({ length: n }, (_, column) => Number(row === column)));
  for (let sweep = 0; sweep < SWEEPS && offDiagonal(a) > 0; sweep++) {
    for (let p = 0; p < n - 1; p++) for (let q = p + 1; q < n; q++) rotate(a, v, p, q);
  }
  return { values: a.map((row, at) => row[at] as number), vectors: v };
}

function offDiagonal(a: readonly (readonly number[])[]): number {
  const scale = a.reduce((sum, row, at) => sum + Math.abs(row[at] as number), 0);
  let rest = 0;
  for (const [row, cells] of a.entries())
    for (const [column, cell] of cells.entries()) if (column !== row) rest += Math.abs(cell);
  return rest <= 1e-15 * scale ? 0 : rest;
}

/** Makes a[p][q] zero (Golub and Van Loan, Matrix Computations, §8.5). */
function rotate(a: number[][], v: number[][], p: number, q: number): void {
  const [rowP, rowQ] = [a[p] as number[], a[q] as number[]];
  const apq = rowP[q] as number;
  if (apq === 0) return;
  const theta = ((rowQ[q] as number) - (rowP[p] as number)) / (2 * apq);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (const rows of [a, v]) {
    for (const row of rows) {
      const [x, y] = [row[p] as number, row[q] as number];
      row[p] = c * x - s * y;
      row[q] = s * x + c * y;
    }
  }
  for (let column = 0; column < a.length; column++) {
    const [x, y] = [rowP[column] as number, rowQ[column] as number];
    rowP[column] = c * x - s * y;
    rowQ[column] = s * x + c * y;
  }
}
