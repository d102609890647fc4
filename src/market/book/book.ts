/**
 * The order book of one instrument: resting orders by price, then time, on integer ticks and lots.
 *
 * Typed arrays only and nothing allocated per operation: a ladder of levels, one bitmap a side for the best price,
 * intrusive FIFO lists, a LIFO free list of order slots. Both sides share one code path: a bid is filed under the
 * mirrored key, so that on either side the best price is the least key. The book keeps orders and never decides who
 * trades; `match.ts` and `order-entry.ts` do. The layout follows OrderBookDirectImpl of exchange-core (lists and
 * pools) with a ladder in place of its tree. Reads are in bounds because keys and slots are, hence the casts.
 *
 * Fields that the constructor sets are only declared: one that begins as `undefined` costs a check of its type at every use.
 */
import { BUY, SELL, type SideBit } from '../../events/records.ts';
import { assert } from '../../units/assert.ts';
import { KeyBitmap } from './bitmap.ts';
import {
  alignedWords,
  INDEX_MASK,
  LIST_WORDS,
  List,
  OWNERS_MAX,
  SLOT_WORDS,
  Slot,
  TIP_SHIFT,
  Tip,
  Who,
} from './book-layout.ts';
import { Deadlines } from './deadlines.ts';
import { NO_OWNER, OrderForm } from './order-form.ts';
import { OrderIndex } from './order-index.ts';
import { OwnerLists } from './owner-lists.ts';
import { SelfTrade, type SelfTradeRule } from './self-trade.ts';
import { StopOrders } from './stop-orders.ts';

/** Default width of the price window, ticks. */
export const LADDER_TICKS = 65_536;
/** Default limit of resting orders. */
export const ORDER_CAPACITY = 8_192;
/** The largest order, and the most that may rest at one price or belong to one owner on one side. */
export const LOTS_MAX = 2 ** 31 - 1;

// Constants of this file, see book-layout.ts.
const [NEXT, PREV, ORDER, LOTS, PRICE] = [Slot.next, Slot.prev, Slot.order, Slot.lots, Slot.priceTicks];
const [WHO, CAUSE, PLACE, WORDS] = [Slot.who, Slot.cause, Slot.place, SLOT_WORDS];
const [TERMS, HAS_TIP, OWNER_SHIFT] = [Who.terms, Who.hasTip, Who.ownerShift];
const [HIDDEN, DISPLAY, TIP_BITS] = [Tip.hidden, Tip.display, TIP_SHIFT];
const [HEAD, TAIL, LIST_LOTS, LIST_HIDDEN] = [List.head, List.tail, List.lots, List.hidden];
const LIST_BITS = 31 - Math.clz32(LIST_WORDS);
const MASK = INDEX_MASK;
const NOBODY = NO_OWNER;

/** Rules that a book need not have: one look at all of them keeps the plain path plain. */
const Watch = { collecting: 1, band: 2, limits: 4, stops: 8 } as const;

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
  /** What happens between orders of one owner; by default the resting one is cancelled. */
  readonly selfTrade?: SelfTradeRule;
  /** Most stop orders that wait, and most orders with a good-till time; by default the book takes none. */
  readonly stopCapacity?: number;
  readonly goodTillCapacity?: number;
}

export class Book {
  declare readonly instrument: number;
  declare readonly ladderTicks: number;
  declare readonly orderCapacity: number;
  declare readonly ownerCapacity: number;
  /** One of `SelfTrade`. */
  declare readonly selfTrade: number;
  /** Lowest price of the window; changed by `recentre` only. */
  declare baseTicks: number;

  /** Ticks of the last trade; 0 before the first. */
  lastTradeTicks = 0;
  /** Seq that led to the last trade (its taker's cause). */
  tradeCause = 0;
  /** Lots traded since the engine last set this to 0; each fill once. */
  turnoverLots = 0;
  restingOrders = 0;

  /** Bits of `Watch`: what the door must look at beyond the plain rules. 0 for a book that has none of it. */
  watch = 0;
  /** Daily price limits, see `setDailyLimits`. */
  lowestTicks = 1;
  highestTicks = LOTS_MAX;
  /** Reference of the dynamic breaker where it is not the last trade; 0 where it is. */
  referenceTicks = 0;
  private band = 0;
  declare readonly stops: StopOrders;
  declare readonly deadlines: Deadlines;
  /** Scratch of orders that the book itself brings on their way. */
  readonly stopForm = new OrderForm();

  // The layout. Only the files that keep or audit the book (book*, match, order-*, quote-entry) read it.
  declare readonly orders: Int32Array;
  declare readonly tips: Int32Array;
  declare readonly levels: Int32Array;
  declare readonly owners: OwnerLists;
  declare readonly keys: readonly [KeyBitmap, KeyBitmap];
  declare readonly index: OrderIndex;
  /** By side: the best key (`ladderTicks` where empty) and the cause of its last change. */
  declare readonly best: Int32Array;
  declare readonly bestCauses: Int32Array;
  private freeSlot = 0;
  private unusedSlot = SLOT_WORDS;

  constructor(options: BookOptions) {
    this.instrument = options.instrument;
    this.ladderTicks = options.ladderTicks ?? LADDER_TICKS;
    this.orderCapacity = options.orderCapacity ?? ORDER_CAPACITY;
    this.ownerCapacity = options.ownerCapacity;
    this.selfTrade = SelfTrade[options.selfTrade ?? 'cancelResting'];
    this.baseTicks = options.baseTicks ?? 0;
    assert(this.baseTicks >= 0, `the ladder's base must not be negative, got ${this.baseTicks}`);
    assert(this.orderCapacity > 0, `a book must hold at least one order, got ${this.orderCapacity}`);
    const mayOwn = this.ownerCapacity >= 0 && this.ownerCapacity <= OWNERS_MAX;
    assert(mayOwn, `a count of owners lies in 0 … ${OWNERS_MAX}, got ${this.ownerCapacity}`);
    this.stops = new StopOrders(options.stopCapacity ?? 0);
    this.deadlines = new Deadlines(options.goodTillCapacity ?? 0);
    if (this.stops.capacity > 0) this.watch = Watch.stops;
    this.keys = [new KeyBitmap(this.ladderTicks), new KeyBitmap(this.ladderTicks)];
    this.levels = new Int32Array(2 * this.ladderTicks * LIST_WORDS);
    // Beside slot 0 one spare: a replayed taker rests before its fills have freed what they take.
    this.orders = alignedWords((this.orderCapacity + 2) * SLOT_WORDS);
    this.tips = new Int32Array((this.orders.length >> TIP_SHIFT) + 2);
    this.index = new OrderIndex(this.orders, this.orderCapacity + 1);
    // Orders of nobody have a list of their own in front.
    this.owners = new OwnerLists(this.orders, (this.ownerCapacity + 1) * 2);
    this.best = new Int32Array(2).fill(this.ladderTicks);
    this.bestCauses = new Int32Array(2);
  }

  /** True in a halt and before the opening call: orders queue, nothing trades, bids may stand above offers. */
  get isCollecting(): boolean {
    return (this.watch & Watch.collecting) !== 0;
  }

  set isCollecting(collects: boolean) {
    this.watchFor(Watch.collecting, collects);
  }

  /** The dynamic breaker: trades stay within this many ticks of the reference; 0 where there is none. */
  get bandTicks(): number {
    return this.band;
  }

  set bandTicks(ticks: number) {
    this.band = ticks;
    this.watchFor(Watch.band, ticks !== 0);
  }

  /** From now on no order comes to rest beyond these prices. Whoever sets them cancels what lies outside. */
  setDailyLimits(lowestTicks: number, highestTicks: number): void {
    this.lowestTicks = lowestTicks;
    this.highestTicks = highestTicks;
    this.watchFor(Watch.limits, true);
  }

  private watchFor(bit: number, isOn: boolean): void {
    this.watch = isOn ? this.watch | bit : this.watch & ~bit;
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

  /** True for a price on the ladder. */
  inWindow(ticks: number): boolean {
    const offset = ticks - this.baseTicks;
    return ticks > 0 && offset >= 0 && offset < this.ladderTicks;
  }

  /** True where a limit order may rest at this price today. */
  mayRestAt(ticks: number): boolean {
    return ticks >= this.lowestTicks && ticks <= this.highestTicks && this.inWindow(ticks);
  }

  /** True for an order that rests or, as a stop, waits. */
  readonly isAlive = (order: number): boolean => this.index.find(order) !== 0 || this.stops.has(order);

  /** Lots shown at one price; 0 outside the window. */
  lotsAt(side: SideBit, ticks: number): number {
    return this.inWindow(ticks) ? (this.levels[this.levelOf(side, this.keyOf(side, ticks)) + LIST_LOTS] as number) : 0;
  }

  /** Lots at one price that icebergs do not show. */
  hiddenAt(side: SideBit, ticks: number): number {
    return this.inWindow(ticks)
      ? (this.levels[this.levelOf(side, this.keyOf(side, ticks)) + LIST_HIDDEN] as number)
      : 0;
  }

  /** True for an owner whom this book can hold, nobody (`NO_OWNER`) included. */
  knows(owner: number): boolean {
    return owner >= NOBODY && owner < this.ownerCapacity;
  }

  /** Lots an owner has resting on a side, hidden ones included; of nobody's orders only modulo 2^32. */
  restingLots(owner: number, side: SideBit): number {
    return this.owners.heads[this.ownerListOf(owner, side) + LIST_LOTS] as number;
  }

  /** Lots shown on a side within `ticks` of that side's best price; 0 ticks counts the best price alone. */
  depth(side: SideBit, ticks: number): number {
    const best = this.best[side] as number;
    return best === this.ladderTicks ? 0 : this.lotsToKey(side, best + ticks);
  }

  /** Lots shown on a side at `limitTicks` or better. */
  lotsToPrice(side: SideBit, limitTicks: number): number {
    return this.lotsToKey(side, this.keyOf(side, limitTicks));
  }

  /** Remaining lots of a resting order, shown and hidden; 0 where no such order rests. */
  lotsOfOrder(order: number): number {
    const slot = this.index.find(order);
    return slot === 0 ? 0 : this.lotsOf(slot);
  }

  // ── Layout ──────────────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Position of a price on a side's ladder, best first; beyond the window it is below 0 or at least `ladderTicks`.
   * Branch-free, since sides alternate at random: ~offset + ladderTicks is ladderTicks − 1 − offset. Sums that end in a bit
   * operation, here and below, are not checked for overflow.
   */
  keyOf(side: SideBit, ticks: number): number {
    const mirror = side - 1;
    return (((ticks - this.baseTicks) ^ mirror) + (this.ladderTicks & mirror)) | 0;
  }

  ticksOf(side: SideBit, key: number): number {
    const mirror = side - 1;
    return ((key ^ mirror) + (this.ladderTicks & mirror) + this.baseTicks) | 0;
  }

  levelOf(side: SideBit, key: number): number {
    return (((this.ladderTicks & -side) + key) << LIST_BITS) & MASK;
  }

  ownerListOf(owner: number, side: SideBit): number {
    return ((((owner - NOBODY) << 1) + side) << LIST_BITS) & MASK;
  }

  /** Slot of an owner's oldest order on a side; 0 where it has none. */
  firstOf(owner: number, side: SideBit): number {
    return this.owners.first(this.ownerListOf(owner, side));
  }

  /** Remaining lots of the order in a slot, shown and hidden. */
  lotsOf(slot: number): number {
    return ((this.orders[slot + LOTS] as number) + this.hiddenOf(slot)) | 0;
  }

  hiddenOf(slot: number): number {
    return this.hasTip(slot) ? (this.tips[(slot >> TIP_BITS) + HIDDEN] as number) : 0;
  }

  displayOf(slot: number): number {
    return this.hasTip(slot) ? (this.tips[(slot >> TIP_BITS) + DISPLAY] as number) : 0;
  }

  ownerOf(slot: number): number {
    return ((this.orders[slot + WHO] as number) >> OWNER_SHIFT) + NOBODY;
  }

  termsOf(slot: number): number {
    return (this.orders[slot + WHO] as number) & TERMS;
  }

  private hasTip(slot: number): boolean {
    return ((this.orders[slot + WHO] as number) & HAS_TIP) !== 0;
  }

  private lotsToKey(side: SideBit, limitKey: number): number {
    const keys = this.keys[side];
    let lots = 0;
    for (let key = this.best[side] as number; key < this.ladderTicks && key <= limitKey; key = keys.from(key + 1)) {
      lots += this.levels[this.levelOf(side, key) + LIST_LOTS] as number;
    }
    return lots;
  }

  // ── Changes: with the matching loop, the only writers of the layout ─────────────────────────────────────────────

  private claimSlot(): number {
    const slot = this.freeSlot;
    if (slot !== 0) {
      this.freeSlot = this.orders[slot + NEXT] as number;
      return slot;
    }
    const unused = this.unusedSlot;
    if (unused === this.orders.length) this.refuseAnotherOrder();
    this.unusedSlot = unused + WORDS;
    return unused;
  }

  /** Rests `lots` of an order at the back of its price's queue: as many as it displays shown and the others hidden. */
  place(form: OrderForm, lots: number): void {
    const { display } = form;
    const shown = display === 0 || lots < display ? lots : display;
    this.enqueue(form, shown, (lots - shown) | 0);
  }

  /** The same with so many lots shown and so many hidden. */
  enqueue(form: OrderForm, shownLots: number, hiddenLots: number): void {
    const { orders, levels, owners } = this;
    const { order, priceTicks, owner, terms, cause } = form;
    const lots = shownLots | 0;
    const hidden = hiddenLots | 0;
    const side = (terms & 1) as SideBit;
    const key = this.keyOf(side, priceTicks);
    const level = this.levelOf(side, key);
    const list = this.ownerListOf(owner, side);
    const levelLots = ((levels[level + LIST_LOTS] as number) + lots) | 0;
    const levelHidden = ((levels[level + LIST_HIDDEN] as number) + hidden) | 0;
    const ownerLots = ((owners.heads[list + LIST_LOTS] as number) + lots + hidden) | 0;
    // What is hidden may come to be shown: the sum of both must fit. One that does not comes out below 0.
    if ((levelLots | (levelLots + levelHidden) | ownerLots) < 0) this.expectNobodysLots(owner, levelLots, levelHidden);
    const slot = this.claimSlot() & MASK;
    orders[slot + ORDER] = order;
    orders[slot + LOTS] = lots;
    orders[slot + PRICE] = priceTicks;
    orders[slot + WHO] = ((owner - NOBODY) << OWNER_SHIFT) | (terms & TERMS);
    orders[slot + CAUSE] = cause;
    if (form.display !== 0) this.keepTip(slot, hidden, form.display);
    this.index.insert(order, slot);

    const tail = (levels[level + TAIL] as number) & MASK;
    orders[slot + NEXT] = 0;
    orders[slot + PREV] = tail;
    levels[level + TAIL] = slot;
    levels[level + LIST_LOTS] = levelLots;
    if (hidden !== 0) levels[level + LIST_HIDDEN] = levelHidden;
    if (tail === 0) {
      levels[level + HEAD] = slot;
      this.openLevel(side, key, cause);
    } else {
      orders[tail + NEXT] = slot;
    }
    owners.heads[list + LIST_LOTS] = ownerLots;
    owners.append(list, slot);
    this.restingOrders++;
  }

  private keepTip(slot: number, hidden: number, display: number): void {
    this.orders[slot + WHO] = (this.orders[slot + WHO] as number) | HAS_TIP;
    this.tips[(slot >> TIP_BITS) + HIDDEN] = hidden;
    this.tips[(slot >> TIP_BITS) + DISPLAY] = display;
  }

  /** Takes a resting order out of the book. Its slot keeps what it says of the order until the next claim. */
  remove(position: number, cause: number): void {
    const { orders, levels } = this;
    const slot = position & MASK;
    const who = orders[slot + WHO] as number;
    const next = (orders[slot + NEXT] as number) & MASK;
    const prev = (orders[slot + PREV] as number) & MASK;
    const lots = orders[slot + LOTS] as number;
    const side = (who & 1) as SideBit;
    const key = this.keyOf(side, orders[slot + PRICE] as number);
    const level = this.levelOf(side, key);
    levels[level + LIST_LOTS] = (levels[level + LIST_LOTS] as number) - lots;
    if (prev === 0) levels[level + HEAD] = next;
    else orders[prev + NEXT] = next;
    if (next === 0) levels[level + TAIL] = prev;
    else orders[next + PREV] = prev;
    if ((prev | next) === 0) this.closeLevel(side, key, cause);
    // As in `release`, which the compiler would not take into this function.
    const { heads, entries } = this.owners;
    const list = ((((who >> OWNER_SHIFT) << 1) + side) << LIST_BITS) & MASK;
    const all = (who & HAS_TIP) === 0 ? lots : this.takeHidden(slot, level);
    heads[list + LIST_LOTS] = (heads[list + LIST_LOTS] as number) - all;
    entries[orders[slot + PLACE] as number] = 0;
    this.index.remove(orders[slot + ORDER] as number, slot);
    orders[slot + NEXT] = this.freeSlot;
    this.freeSlot = slot;
    this.restingOrders--;
  }

  /** Takes an order's hidden lots off its level. Returns all its lots. */
  private takeHidden(slot: number, level: number): number {
    this.levels[level + LIST_HIDDEN] = (this.levels[level + LIST_HIDDEN] as number) - this.hiddenOf(slot);
    return this.lotsOf(slot);
  }

  /** The first order has come to this level. */
  openLevel(side: SideBit, key: number, cause: number): void {
    this.keys[side].add(key);
    if (key >= (this.best[side] as number)) return;
    this.best[side] = key;
    this.bestCauses[side] = cause;
  }

  /** The last order has left this level. */
  closeLevel(side: SideBit, key: number, cause: number): void {
    const keys = this.keys[side];
    keys.remove(key);
    if (key !== this.best[side]) return;
    this.best[side] = keys.from(key);
    this.bestCauses[side] = cause;
  }

  /** Lets go of `who`'s order of `lots` that its level has let go of: out of its list, the index, and back to the pool. */
  release(slot: number, who: number, lots: number): void {
    const { orders } = this;
    const { heads, entries } = this.owners;
    const list = ((((who >> OWNER_SHIFT) << 1) + (who & 1)) << LIST_BITS) & MASK;
    heads[list + LIST_LOTS] = (heads[list + LIST_LOTS] as number) - lots;
    entries[orders[slot + PLACE] as number] = 0;
    this.index.remove(orders[slot + ORDER] as number, slot);
    orders[slot + NEXT] = this.freeSlot;
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

  private refuseAnotherOrder(): never {
    assert(
      false,
      `instrument ${this.instrument}: the book is full, ${this.restingOrders} orders rest and orderCapacity is ${this.orderCapacity}`,
    );
  }

  /** The lots of all orders of nobody are counted modulo 2^32, since nobody asks for their sum. */
  private expectNobodysLots(owner: number, levelLots: number, levelHidden: number): void {
    const fits = levelLots >= 0 && levelHidden >= 0 && levelLots + levelHidden <= LOTS_MAX;
    assert(
      owner === NOBODY && fits,
      `instrument ${this.instrument}: more than LOTS_MAX = ${LOTS_MAX} lots at one price or for one owner`,
    );
  }
}
