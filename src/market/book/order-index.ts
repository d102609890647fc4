/**
 * Order number → slot of the resting order: open addressing with linear probing over one `Int32Array` of slots.
 *
 * A `Map` costs three times the whole matching step. A cell holds the slot alone and the number is read from the order
 * itself, which every caller touches next anyway; so the table stays small enough for the cache. Deletion shifts the
 * probe chain back instead of leaving tombstones (Knuth, The Art of Computer Programming 3, §6.4, algorithm R), so a
 * lookup does not slow down over a long run. Slot 0 marks a free cell and "not found". Reads are in bounds by the mask
 * and because slots are, hence the casts.
 */
import { assert } from '../../units/assert.ts';
import { Slot } from './book-layout.ts';

const ORDER = Slot.order;

export class OrderIndex {
  readonly cells: Int32Array;
  /** The slots of the book that this indexes. */
  readonly orders: Int32Array;
  readonly mask: number;
  readonly shift: number;

  /** Room for `capacity` orders at a load of at most three quarters. */
  constructor(orders: Int32Array, capacity: number) {
    const bits = Math.max(1, 32 - Math.clz32(Math.ceil((capacity * 4) / 3) - 1));
    this.orders = orders;
    this.cells = new Int32Array(1 << bits);
    this.mask = (1 << bits) - 1;
    this.shift = 32 - bits;
  }

  /** The slot of a resting order; 0 where no such order rests. */
  find(order: number): number {
    const { cells, orders, mask } = this;
    let cell = homeOf(order, this.shift);
    let slot = cells[cell] as number;
    while (slot !== 0 && orders[slot + ORDER] !== order) {
      cell = (cell + 1) & mask;
      slot = cells[cell] as number;
    }
    return slot;
  }

  insert(order: number, slot: number): void {
    const { cells, orders, mask } = this;
    let cell = homeOf(order, this.shift);
    for (let there = cells[cell] as number; there !== 0; there = cells[cell] as number) {
      if (orders[there + ORDER] === order) assert(false, `order ${order} rests already`);
      cell = (cell + 1) & mask;
    }
    cells[cell] = slot;
  }

  /** Forgets an order that is in the index; its slot must still hold its number. */
  remove(order: number, slot: number): void {
    const { cells, orders, mask, shift } = this;
    let hole = homeOf(order, shift);
    while (cells[hole] !== slot) {
      if (cells[hole] === 0) assert(false, `order ${order} is not in the index`);
      hole = (hole + 1) & mask;
    }
    let cell = (hole + 1) & mask;
    for (let moved = cells[cell] as number; moved !== 0; moved = cells[cell] as number) {
      // An entry may move back as long as it does not pass its home.
      if (((cell - homeOf(orders[moved + ORDER] as number, shift)) & mask) >= ((cell - hole) & mask)) {
        cells[hole] = moved;
        hole = cell;
      }
      cell = (cell + 1) & mask;
    }
    cells[hole] = 0;
  }

  /** Entries held; a full walk, for audits. */
  count(): number {
    let entries = 0;
    for (const slot of this.cells) if (slot !== 0) entries++;
    return entries;
  }
}

/** Fibonacci hashing: consecutive order numbers land far apart, so that runs of live orders do not cluster. */
const homeOf = (order: number, shift: number): number => Math.imul(order, 0x9e3779b1) >>> shift;
