/**
 * Order number → slot of the resting order: a hash table with chains, in two `Int32Array`s.
 *
 * A `Map` costs three times the whole matching step. Numbers are handed out in sequence and orders come in sequence, so
 * consecutive numbers get neighbouring cells: what comes in finds its cell in the cache, and two orders meet in one only
 * when they lie whole laps of the table apart, which most orders do not live to see. A cell holds the slot alone, and the
 * number is read from the order itself, which every caller touches next anyway. Slot 0 marks a free cell and "not found".
 * Reads are in bounds by the mask and because slots are, hence the casts.
 */
import { assert } from '../../units/assert.ts';
import { SLOT_WORDS, Slot } from './book-layout.ts';

const [ORDER, WORDS] = [Slot.order, SLOT_WORDS];

/** Odd, and far from a multiple of any table's size. */
const LAP_TURN = 0x9e3779b1;

export class OrderIndex {
  /** The slot of the latest order at home in the cell; negative where `links` says which one was there before. */
  readonly cells: Int32Array;
  /** By place of a slot, the same again: which order was at home in its cell before; not read of a positive slot. */
  readonly links: Int32Array;
  /** The slots of the book that this indexes. */
  readonly orders: Int32Array;
  readonly mask: number;
  readonly shift: number;

  /** At least four cells for three of `capacity` orders. */
  constructor(orders: Int32Array, capacity: number) {
    const bits = Math.max(1, 32 - Math.clz32(Math.ceil((capacity * 4) / 3) - 1));
    this.orders = orders;
    this.cells = new Int32Array(1 << bits);
    this.links = new Int32Array(capacity + 1);
    this.mask = (1 << bits) - 1;
    this.shift = bits;
  }

  /** The slot of a resting order; 0 where no such order rests. */
  find(order: number): number {
    const { cells, orders } = this;
    let entry = cells[this.homeOf(order)] as number;
    while (entry < 0) {
      if (orders[ORDER - entry] === order) return -entry;
      entry = this.before(-entry);
    }
    return entry !== 0 && orders[entry + ORDER] === order ? entry : 0;
  }

  insert(order: number, slot: number): void {
    const { cells } = this;
    const cell = this.homeOf(order);
    const there = cells[cell] as number;
    if (there === 0) {
      cells[cell] = slot;
      return;
    }
    if (this.find(order) !== 0) assert(false, `order ${order} rests already`);
    this.links[placeOf(slot)] = there;
    cells[cell] = -slot;
  }

  /** Forgets an order that is in the index. */
  remove(order: number, slot: number): void {
    const { cells } = this;
    const cell = this.homeOf(order);
    const there = cells[cell] as number;
    if (there === slot) cells[cell] = 0;
    else if (there === -slot) cells[cell] = this.before(slot);
    else this.unlink(order, slot, there);
  }

  /** Takes a slot out of the chain that starts with `entry`, of which it is not the first. */
  private unlink(order: number, slot: number, entry: number): void {
    const { links } = this;
    for (let at = entry; at < 0; at = this.before(-at)) {
      const before = this.before(-at);
      if (before !== slot && before !== -slot) continue;
      links[placeOf(-at)] = before === slot ? 0 : this.before(slot);
      return;
    }
    assert(false, `order ${order} is not in the index`);
  }

  /** Entries held; a full walk, for audits. */
  count(): number {
    let entries = 0;
    for (const first of this.cells) {
      let entry = first;
      for (; entry < 0; entry = this.before(-entry)) entries++;
      if (entry !== 0) entries++;
    }
    return entries;
  }

  private before(slot: number): number {
    return this.links[placeOf(slot)] as number;
  }

  /** Each lap of the table is turned against the one before, so that numbers in equal steps do not share their cells. */
  private homeOf(order: number): number {
    return (order + Math.imul(order >>> this.shift, LAP_TURN)) & this.mask;
  }
}

const placeOf = (slot: number): number => (slot / WORDS) | 0;
