/**
 * The order book of one instrument: resting orders by price, then time, on integer ticks and lots.
 *
 * Typed arrays only and nothing allocated per operation: a ladder of levels, one bitmap a side for the best price,
 * intrusive FIFO lists, a LIFO free list of order slots. Both sides share one code path: a bid is filed under the
 * mirrored key, so that on either side the best price is the least key. The book keeps orders and never decides who
 * trades; `match.ts` and `order-entry.ts` do. The layout follows OrderBookDirectImpl of exchange-core (lists and
 * pools) with a ladder in place of its tree. Reads are in bounds because keys and slots are, hence the casts.
 */
import { BUY, SELL, type SideBit } from '../events/records.ts';
import { assert } from '../units/assert.ts';
import { KeyBitmap } from './bitmap.ts';
import { Level, LEVEL_WORDS, OWNER_WORDS, OwnerList, SLOT_WORDS, Slot } from './book-layout.ts';
import { NO_OWNER } from './order-form.ts';
import { OrderIndex } from './order-index.ts';

/** Default width of the price window, ticks. */
export const LADDER_TICKS = 65_536;
/** Default limit of resting orders. */
export const ORDER_CAPACITY = 8_192;
/** Lots that may rest on one side, and the largest order: sums of a level or an owner stay in 32 bits. */
export const SIDE_LOTS_MAX = 2 ** 31 - 1;

export interface BookOptions {
  /** The instrument's index, written into every record. */
  readonly instrument: number;
  /** Owners are 0 … `ownerCapacity` − 1. */
  readonly ownerCapacity: number;
  /** Width of the price window; a multiple of 32. */
  readonly ladderTicks?: number;
  /** Lowest price of the window. Price 0 is never tradable: it means "no price". */
  readonly baseTicks?: number;
  readonly orderCapacity?: number;
}

export class Book {
  readonly instrument: number;
  readonly ladderTicks: number;
  readonly orderCapacity: number;
  readonly ownerCapacity: number;
  /** Lowest price of the window; changed by `recentre` only. */
  baseTicks: number;

  /** Ticks of the last trade; 0 before the first. */
  lastTradeTicks = 0;
  /** Seq that led to the last trade (its taker's cause). */
  tradeCause = 0;
  /** Lots traded since the engine last set this to 0; each fill once. */
  turnoverLots = 0;
  restingOrders = 0;

  // The layout. Only the files that keep or audit the book (book*, match, order-entry, quote-entry) read it.
  readonly orders: Int32Array;
  readonly levels: Int32Array;
  readonly owners: Int32Array;
  readonly bidKeys: KeyBitmap;
  readonly offerKeys: KeyBitmap;
  readonly index: OrderIndex;
  /** By side: the best key (`ladderTicks` where empty), the cause of its last change, the lots resting. */
  readonly best: Int32Array;
  readonly bestCauses: Int32Array;
  readonly sideLots: Int32Array;
  private freeSlot = 0;
  private unusedSlot = SLOT_WORDS;

  constructor(options: BookOptions) {
    this.instrument = options.instrument;
    this.ladderTicks = options.ladderTicks ?? LADDER_TICKS;
    this.orderCapacity = options.orderCapacity ?? ORDER_CAPACITY;
    this.ownerCapacity = options.ownerCapacity;
    this.baseTicks = options.baseTicks ?? 0;
    assert(this.baseTicks >= 0, `the ladder's base must not be negative, got ${this.baseTicks}`);
    assert(this.orderCapacity > 0, `a book must hold at least one order, got ${this.orderCapacity}`);
    assert(this.ownerCapacity >= 0, `a count of owners must not be negative, got ${this.ownerCapacity}`);
    this.bidKeys = new KeyBitmap(this.ladderTicks);
    this.offerKeys = new KeyBitmap(this.ladderTicks);
    this.levels = new Int32Array(2 * this.ladderTicks * LEVEL_WORDS);
    // Beside slot 0 one spare: a replayed taker rests before its fills have freed what they take.
    this.orders = new Int32Array((this.orderCapacity + 2) * SLOT_WORDS);
    this.index = new OrderIndex(this.orderCapacity + 1);
    // Orders of nobody have a list of their own in front.
    this.owners = new Int32Array((this.ownerCapacity + 1) * 2 * OWNER_WORDS);
    this.best = new Int32Array(2).fill(this.ladderTicks);
    this.bestCauses = new Int32Array(2);
    this.sideLots = new Int32Array(2);
  }

  /** Seq that led to the last change of the best bid's price (a side that empties has changed). */
  get bidCause(): number {
    return this.bestCauses[BUY] as number;
  }

  get offerCause(): number {
    return this.bestCauses[SELL] as number;
  }

  /** Best bid in ticks; 0 where there is none. */
  bestBidTicks(): number {
    return this.bestTicks(BUY);
  }

  bestOfferTicks(): number {
    return this.bestTicks(SELL);
  }

  bestTicks(side: SideBit): number {
    const key = this.best[side] as number;
    return key === this.ladderTicks ? 0 : this.ticksOf(side, key);
  }

  /** True where a limit order may rest at this price. */
  inWindow(ticks: number): boolean {
    return ticks > 0 && ticks >= this.baseTicks && ticks - this.baseTicks < this.ladderTicks;
  }

  /** Lots resting at one price; 0 outside the window. */
  lotsAt(side: SideBit, ticks: number): number {
    return this.inWindow(ticks) ? (this.levels[this.levelOf(side, this.keyOf(side, ticks)) + Level.lots] as number) : 0;
  }

  /** True for an owner whom this book can hold, nobody (`NO_OWNER`) included. */
  knows(owner: number): boolean {
    return owner >= NO_OWNER && owner < this.ownerCapacity;
  }

  /** Lots an owner has resting on a side. */
  restingLots(owner: number, side: SideBit): number {
    return this.owners[this.ownerListOf(owner, side) + OwnerList.lots] as number;
  }

  /** Lots on a side within `ticks` of that side's best price; 0 ticks counts the best price alone. */
  depth(side: SideBit, ticks: number): number {
    const best = this.best[side] as number;
    return best === this.ladderTicks ? 0 : this.lotsToKey(side, best + ticks);
  }

  /** Lots on a side at `limitTicks` or better: what a taker with that limit could reach. */
  lotsToPrice(side: SideBit, limitTicks: number): number {
    return this.lotsToKey(side, this.keyOf(side, limitTicks));
  }

  /** Remaining lots of a resting order; 0 where no such order rests. */
  lotsOfOrder(order: number): number {
    const slot = this.index.find(order);
    return slot === 0 ? 0 : (this.orders[slot + Slot.lots] as number);
  }

  // ── Layout ──────────────────────────────────────────────────────────────────────────────────────────────────────

  keysOf(side: SideBit): KeyBitmap {
    return side === BUY ? this.bidKeys : this.offerKeys;
  }

  /** Position of a price on a side's ladder, best first; beyond the window it is below 0 or at least `ladderTicks`. */
  keyOf(side: SideBit, ticks: number): number {
    const offset = ticks - this.baseTicks;
    return side === BUY ? this.ladderTicks - 1 - offset : offset;
  }

  ticksOf(side: SideBit, key: number): number {
    return this.baseTicks + (side === BUY ? this.ladderTicks - 1 - key : key);
  }

  levelOf(side: SideBit, key: number): number {
    return (side * this.ladderTicks + key) * LEVEL_WORDS;
  }

  ownerListOf(owner: number, side: SideBit): number {
    return ((owner - NO_OWNER) * 2 + side) * OWNER_WORDS;
  }

  /** Slot of an owner's oldest order on a side; 0 where it has none. */
  firstOf(owner: number, side: SideBit): number {
    return this.owners[this.ownerListOf(owner, side) + OwnerList.head] as number;
  }

  private lotsToKey(side: SideBit, limitKey: number): number {
    const keys = this.keysOf(side);
    let lots = 0;
    for (let key = this.best[side] as number; key < this.ladderTicks && key <= limitKey; key = keys.from(key + 1)) {
      lots += this.levels[this.levelOf(side, key) + Level.lots] as number;
    }
    return lots;
  }

  // ── Changes: the only writers of the layout ─────────────────────────────────────────────────────────────────────

  /** A free slot; the caller fills its order, lots, price, owner, terms and cause, then calls `enqueue`. */
  claimSlot(): number {
    const slot = this.freeSlot;
    if (slot !== 0) {
      this.freeSlot = this.orders[slot + Slot.next] as number;
      return slot;
    }
    const unused = this.unusedSlot;
    if (unused === this.orders.length) this.refuseAnotherOrder();
    this.unusedSlot = unused + SLOT_WORDS;
    return unused;
  }

  /** Puts a claimed slot at the back of its price's queue. */
  enqueue(slot: number, cause: number): void {
    const { orders, levels } = this;
    const side = ((orders[slot + Slot.terms] as number) & 1) as SideBit;
    const lots = orders[slot + Slot.lots] as number;
    const key = this.keyOf(side, orders[slot + Slot.priceTicks] as number);
    const level = this.levelOf(side, key);
    const tail = levels[level + Level.tail] as number;
    this.index.insert(orders[slot + Slot.order] as number, slot);
    orders[slot + Slot.prev] = tail;
    orders[slot + Slot.next] = 0;
    if (tail === 0) {
      levels[level + Level.head] = slot;
      this.keysOf(side).add(key);
      if (key < (this.best[side] as number)) {
        this.best[side] = key;
        this.bestCauses[side] = cause;
      }
    } else {
      orders[tail + Slot.next] = slot;
    }
    levels[level + Level.tail] = slot;
    levels[level + Level.lots] = (levels[level + Level.lots] as number) + lots;
    levels[level + Level.count] = (levels[level + Level.count] as number) + 1;
    this.addToSide(side, lots);
    this.linkToOwner(slot, side, lots);
    this.restingOrders++;
  }

  /** Takes `lots` off a resting order that keeps its place; some must remain. */
  reduce(slot: number, lots: number): void {
    const { orders, levels, owners } = this;
    const side = ((orders[slot + Slot.terms] as number) & 1) as SideBit;
    const level = this.levelOf(side, this.keyOf(side, orders[slot + Slot.priceTicks] as number));
    const list = this.ownerListOf(orders[slot + Slot.owner] as number, side);
    orders[slot + Slot.lots] = (orders[slot + Slot.lots] as number) - lots;
    levels[level + Level.lots] = (levels[level + Level.lots] as number) - lots;
    owners[list + OwnerList.lots] = (owners[list + OwnerList.lots] as number) - lots;
    this.sideLots[side] = (this.sideLots[side] as number) - lots;
  }

  /** Takes a resting order out of the book. Its slot keeps its words until the next claim. */
  remove(slot: number, cause: number): void {
    const { orders, levels } = this;
    const side = ((orders[slot + Slot.terms] as number) & 1) as SideBit;
    const lots = orders[slot + Slot.lots] as number;
    const key = this.keyOf(side, orders[slot + Slot.priceTicks] as number);
    const level = this.levelOf(side, key);
    const next = orders[slot + Slot.next] as number;
    const prev = orders[slot + Slot.prev] as number;
    if (prev === 0) levels[level + Level.head] = next;
    else orders[prev + Slot.next] = next;
    if (next === 0) levels[level + Level.tail] = prev;
    else orders[next + Slot.prev] = prev;
    levels[level + Level.lots] = (levels[level + Level.lots] as number) - lots;
    levels[level + Level.count] = (levels[level + Level.count] as number) - 1;
    if ((prev | next) === 0) {
      const keys = this.keysOf(side);
      keys.remove(key);
      if (key === this.best[side]) {
        this.best[side] = keys.from(key);
        this.bestCauses[side] = cause;
      }
    }
    this.sideLots[side] = (this.sideLots[side] as number) - lots;
    this.unlinkFromOwner(slot, side, lots);
    this.index.remove(orders[slot + Slot.order] as number);
    orders[slot + Slot.next] = this.freeSlot;
    this.freeSlot = slot;
    this.restingOrders--;
  }

  noteTrade(ticks: number, lots: number, cause: number): void {
    this.lastTradeTicks = ticks;
    this.tradeCause = cause;
    this.turnoverLots += lots;
  }

  /** Asserts that one more order may rest: called where orders enter, not in replay (see the spare slot). */
  expectRoom(): void {
    if (this.restingOrders >= this.orderCapacity) this.refuseAnotherOrder();
  }

  private addToSide(side: SideBit, lots: number): void {
    const total = (this.sideLots[side] as number) + lots;
    if (total > SIDE_LOTS_MAX) {
      assert(false, `instrument ${this.instrument}: more than SIDE_LOTS_MAX = ${SIDE_LOTS_MAX} lots on one side`);
    }
    this.sideLots[side] = total;
  }

  private linkToOwner(slot: number, side: SideBit, lots: number): void {
    const { orders, owners } = this;
    const list = this.ownerListOf(orders[slot + Slot.owner] as number, side);
    const tail = owners[list + OwnerList.tail] as number;
    orders[slot + Slot.ownerPrev] = tail;
    orders[slot + Slot.ownerNext] = 0;
    if (tail === 0) owners[list + OwnerList.head] = slot;
    else orders[tail + Slot.ownerNext] = slot;
    owners[list + OwnerList.tail] = slot;
    owners[list + OwnerList.lots] = (owners[list + OwnerList.lots] as number) + lots;
    owners[list + OwnerList.count] = (owners[list + OwnerList.count] as number) + 1;
  }

  private unlinkFromOwner(slot: number, side: SideBit, lots: number): void {
    const { orders, owners } = this;
    const list = this.ownerListOf(orders[slot + Slot.owner] as number, side);
    const next = orders[slot + Slot.ownerNext] as number;
    const prev = orders[slot + Slot.ownerPrev] as number;
    if (prev === 0) owners[list + OwnerList.head] = next;
    else orders[prev + Slot.ownerNext] = next;
    if (next === 0) owners[list + OwnerList.tail] = prev;
    else orders[next + Slot.ownerPrev] = prev;
    owners[list + OwnerList.lots] = (owners[list + OwnerList.lots] as number) - lots;
    owners[list + OwnerList.count] = (owners[list + OwnerList.count] as number) - 1;
  }

  private refuseAnotherOrder(): never {
    assert(
      false,
      `instrument ${this.instrument}: the book is full, ${this.restingOrders} orders rest and orderCapacity is ${this.orderCapacity}`,
    );
  }
}
