/**
 * Order number → slot of the resting order: open addressing with linear probing over one `Int32Array`.
 *
 * A `Map` costs three times the whole matching step. Deletion shifts the probe chain back instead of leaving
 * tombstones (Knuth, The Art of Computer Programming 3, §6.4, algorithm R), so a lookup does not slow down over a long
 * run. Numbers are positive; 0 marks a free cell and "not found". Reads are in bounds by the mask, hence the casts.
 */
import { assert } from '../units/assert.ts';

export class OrderIndex {
  /** Cells of two words: order number, slot. */
  readonly cells: Int32Array;
  readonly mask: number;
  readonly shift: number;

  /** Room for `capacity` orders at a load of at most one half. */
  constructor(capacity: number) {
    const bits = 32 - Math.clz32(Math.max(1, 2 * capacity - 1));
    this.cells = new Int32Array(2 << bits);
    this.mask = (1 << bits) - 1;
    this.shift = 32 - bits;
  }

  /** The slot of a resting order; 0 where no such order rests. */
  find(order: number): number {
    const cells = this.cells;
    for (let cell = this.home(order); ; cell = (cell + 1) & this.mask) {
      const there = cells[2 * cell] as number;
      if (there === order) return cells[2 * cell + 1] as number;
      if (there === 0) return 0;
    }
  }

  insert(order: number, slot: number): void {
    const cells = this.cells;
    let cell = this.home(order);
    for (; cells[2 * cell] !== 0; cell = (cell + 1) & this.mask) {
      if (cells[2 * cell] === order) assert(false, `order ${order} rests already`);
    }
    cells[2 * cell] = order;
    cells[2 * cell + 1] = slot;
  }

  remove(order: number): void {
    const { cells, mask } = this;
    let hole = this.home(order);
    for (; cells[2 * hole] !== order; hole = (hole + 1) & mask) {
      if (cells[2 * hole] === 0) assert(false, `order ${order} is not in the index`);
    }
    for (let cell = (hole + 1) & mask; cells[2 * cell] !== 0; cell = (cell + 1) & mask) {
      const moved = cells[2 * cell] as number;
      // An entry may move back as long as it does not pass its home.
      if (((cell - this.home(moved)) & mask) < ((cell - hole) & mask)) continue;
      cells[2 * hole] = moved;
      cells[2 * hole + 1] = cells[2 * cell + 1] as number;
      hole = cell;
    }
    cells[2 * hole] = 0;
    cells[2 * hole + 1] = 0;
  }

  /** Entries held; a full walk, for audits. */
  count(): number {
    let entries = 0;
    for (let cell = 0; cell <= this.mask; cell++) if (this.cells[2 * cell] !== 0) entries++;
    return entries;
  }

  // Fibonacci hashing: consecutive order numbers land far apart, so that runs of live orders do not cluster.
  private home(order: number): number {
    return Math.imul(order, 0x9e3779b1) >>> this.shift;
  }
}
