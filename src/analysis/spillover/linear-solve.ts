/** Systems of a few linear equations: Gaussian elimination with partial pivoting (Golub and Van Loan, "Matrix Computations", §3.4). */

export type Matrix = readonly (readonly number[])[];

/** Relative to the largest entry: smaller pivots mean that the equations do not determine an answer. */
const LEAST_PIVOT = 1e-12;

/** X of A·X = B; undefined where A is singular. */
export function solve(a: Matrix, b: Matrix): number[][] | undefined {
  const n = a.length;
  const rows = a.map((row, at) => [...row, ...(b[at] as readonly number[])]);
  const scale = Math.max(...a.flat().map(Math.abs), 0);
  for (let column = 0; column < n; column++) {
    const pivot = pivotRow(rows, column);
    if (Math.abs(at(rows, pivot, column)) <= LEAST_PIVOT * scale) return undefined;
    [rows[column], rows[pivot]] = [rows[pivot] as number[], rows[column] as number[]];
    eliminate(rows, column);
  }
  return rows.map((row, index) => row.slice(n).map((value) => value / (row[index] as number)));
}

const at = (rows: Matrix, row: number, column: number): number => rows[row]?.[column] as number;

function pivotRow(rows: Matrix, column: number): number {
  let best = column;
  for (let row = column + 1; row < rows.length; row++) {
    if (Math.abs(at(rows, row, column)) > Math.abs(at(rows, best, column))) best = row;
  }
  return best;
}

/** Below and above the pivot, so that nothing is left to substitute. */
function eliminate(rows: number[][], column: number): void {
  const pivot = rows[column] as number[];
  for (const [index, row] of rows.entries()) {
    if (index === column) continue;
    const factor = (row[column] as number) / (pivot[column] as number);
    if (factor !== 0)
      for (let k = column; k < row.length; k++) row[k] = (row[k] as number) - factor * (pivot[k] as number);
  }
}

export const product = (a: Matrix, b: Matrix): number[][] =>
  a.map((row) => (b[0] ?? []).map((_, column) => row.reduce((sum, value, k) => sum + value * at(b, k, column), 0)));

export const transposed = (a: Matrix): number[][] =>
  (a[0] ?? []).map((_, column) => a.map((row) => row[column] as number));
