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
import { SLOT_WORDS, Slot, Who } from './book-layout.ts';

const [ORDER, WHO, WORDS, MAY_SHARE] = [Slot.order, Slot.who, SLOT_WORDS, Who.mayShareCell];

export class OrderIndex {
  /** The slot of the latest order at home in the cell; negative where `links` says which one was there before. */
  declare readonly cells: Int32Array;
  /** By place of a slot, the same again: which order was at home in its cell before; not read of a positive slot. */
  declare readonly links: Int32Array;
  /** The slots of the book that this indexes. */
  declare readonly orders: Int32Array;
  declare readonly mask: number;
  declare readonly shift: number;

  /** At least four cells for three of `capacity` orders. */
  constructor(orders: Int32Array, capacity: number) {
    const bits = Math.max(1, 32 - Math.clz32(Math.ceil((capacity * 4) / 3) - 1));
    this.orders = orders;
    this.cells = new Int32Array(1 << bits);
    this.links = new Int32Array(capacity + 1);
    this.mask = (1 << bits) - 1;
    this.shift = bits;
  }

  /** The slot of a resting order; 0 where no such order rests: slot 0 holds no order's number. */
  find(order: number): number {
    const entry = this.cells[homeOf(order, this.shift, this.mask)] as number;
    if (entry < 0) return this.findBehind(order, entry);
    return this.orders[entry + ORDER] === order ? entry : 0;
  }

  insert(order: number, slot: number): void {
    const cell = homeOf(order, this.shift, this.mask);
    if (this.cells[cell] === 0) this.cells[cell] = slot;
    else this.chain(order, slot, cell);
  }

  /** Forgets an order that is in the index. A cell that it has alone is not read: in a deep book it lies far away. */
  remove(order: number, slot: number): void {
    const cell = homeOf(order, this.shift, this.mask);
    if (((this.orders[slot + WHO] as number) & MAY_SHARE) === 0) this.cells[cell] = 0;
    else this.unchain(order, slot, cell);
  }

  // What is rare stands apart, so that the compiler takes the rest into whoever calls it.

  private findBehind(order: number, first: number): number {
    let entry = first;
    for (; entry < 0; entry = this.before(-entry)) if (this.orders[ORDER - entry] === order) return -entry;
    return entry !== 0 && this.orders[entry + ORDER] === order ? entry : 0;
  }

  private chain(order: number, slot: number, cell: number): void {
    if (this.find(order) !== 0) assert(false, `order ${order} rests already`);
    const before = this.cells[cell] as number;
    this.links[placeOf(slot)] = before;
    this.cells[cell] = -slot;
    this.markShared(slot);
    if (before > 0) this.markShared(before);
  }

  private markShared(slot: number): void {
    this.orders[slot + WHO] = (this.orders[slot + WHO] as number) | MAY_SHARE;
  }

  private unchain(order: number, slot: number, cell: number): void {
    const first = this.cells[cell] as number;
    if (first === slot) this.cells[cell] = 0;
    else if (first === -slot) this.cells[cell] = this.before(slot);
    else this.unlink(order, slot, first);
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
    const { cells } = this;
    let entries = 0;
    // Not for … of: audits are too rare to be compiled, and each cell would be an object.
    for (let cell = 0; cell < cells.length; cell++) {
      let entry = cells[cell] as number;
      for (; entry < 0; entry = this.before(-entry)) entries++;
      if (entry !== 0) entries++;
    }
    return entries;
  }

  private before(slot: number): number {
    return this.links[placeOf(slot)] as number;
  }
}

const placeOf = (slot: number): number => (slot / WORDS) | 0;

/** Each lap of the table is turned by 33 cells against the one before, so that numbers in equal steps do not share theirs. */
const homeOf = (order: number, shift: number, mask: number): number =>
  (order + (order >>> shift) + ((order >>> shift) << 5)) & mask;
