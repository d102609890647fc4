/**
 * One reading of a run: everything that a frame shows, at one tick of five minutes, in three typed arrays.
 *
 * Forks share the rows of their parents, so a row never changes once it is read.
 */

/** Bins of the book on each side of the mid, of a line with depth. */
export const BINS_A_SIDE = 24;
const BINS = 2 * BINS_A_SIDE;
/** Numbers of a limit: institution, limit, line, distance, used. */
export const LIMIT_NUMBERS = 5;

export interface RowShape {
  readonly lines: number;
  readonly kinds: number;
  readonly markets: number;
}

export interface TickRow {
  readonly at: number;
  readonly seq: number;
  readonly digest: string;
  /** By line: level. By kind and market: seq of the control event behind most of the forced trades of these five minutes. */
  readonly exact: Float64Array;
  /** The parts that `RowLayout` says where. */
  readonly parts: Float32Array;
  /** `LIMIT_NUMBERS` each. */
  readonly limits: Float32Array;
  /** Institutions that traded because of a limit in these five minutes. */
  readonly acting: readonly number[];
}

/** Where each part of a row lies. */
export class RowLayout {
  readonly shape: RowShape;
  readonly cells: number;
  readonly exactLength: number;
  readonly partsLength: number;
  readonly depth: number;
  readonly isOpen: number;
  readonly forced: number;
  readonly policy: number;
  readonly all: number;
  /** Of the largest forced trade of a cell: its risk, and its flag. */
  readonly largest: number;
  readonly because: number;
  readonly bins: number;

  constructor(shape: RowShape) {
    const { lines, kinds, markets } = shape;
    this.shape = shape;
    this.cells = kinds * markets;
    this.exactLength = lines + this.cells;
    this.depth = lines;
    this.isOpen = 2 * lines;
    this.forced = 3 * lines;
    this.policy = this.forced + this.cells;
    this.all = this.policy + this.cells;
    this.largest = this.all + this.cells;
    this.because = this.largest + this.cells;
    this.bins = this.because + this.cells;
    this.partsLength = this.bins + lines * BINS;
  }

  blank(): { readonly exact: Float64Array; readonly parts: Float32Array } {
    return { exact: new Float64Array(this.exactLength), parts: new Float32Array(this.partsLength) };
  }

  /** Offset of a line's bins: buyers outward from the mid, then sellers. */
  binsOf(line: number): number {
    return this.bins + line * BINS;
  }
}

/** Index of the last row at or before a time; −1: none. Rows ascend. */
export function lastRowAt(rows: readonly { readonly at: number }[], at: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle] as { readonly at: number }).at <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
