/**
 * Looking a whole book over: the soundness walk, the state hash, and its orders as plain objects.
 *
 * None of this is for the hot path. The hash runs over what the rules define (orders in queue order, last trade,
 * causes, turnover) and not over slots or layout, so that any other implementation of the same rules can be compared.
 */
import { BUY, SELL, type SideBit } from '../../events/records.ts';
import { assert } from '../../units/assert.ts';
import type { Book } from './book.ts';
import { List, SLOT_WORDS, Slot } from './book-layout.ts';
import { NO_OWNER } from './order-form.ts';
import { STOP_WORDS } from './stop-orders.ts';

export interface RestingOrder {
  readonly order: number;
  readonly owner: number;
  readonly terms: number;
  readonly priceTicks: number;
  /** Lots shown in the queue. */
  readonly lots: number;
  readonly cause: number;
  /** Of an iceberg: lots not shown, and lots shown at a time. */
  readonly hidden: number;
  readonly display: number;
}

/** A side's orders in the order in which they would trade. Allocates. */
export function restingOrders(book: Book, side: SideBit): RestingOrder[] {
  const found: RestingOrder[] = [];
  visitSide(book, side, (slot) => {
    const word = (field: number): number => book.orders[slot + field] as number;
    found.push({
      order: word(Slot.order),
      owner: book.ownerOf(slot),
      terms: book.termsOf(slot),
      priceTicks: word(Slot.priceTicks),
      lots: word(Slot.lots),
      cause: word(Slot.cause),
      hidden: book.hiddenOf(slot),
      display: book.displayOf(slot),
    });
  });
  return found;
}

/** 32 bits over the state: for each order of the bids and then of the offers, in queue order, its words; then waiting stops; then the rest. */
export function stateHash(book: Book): number {
  let hash = 0;
  for (const side of [BUY, SELL] as const) {
    visitSide(book, side, (slot) => {
      const [number, price] = [book.orders[slot + Slot.order] as number, book.orders[slot + Slot.priceTicks] as number];
      hash = foldWord(foldWord(hash, number), book.ownerOf(slot));
      hash = foldWord(foldWord(hash, book.termsOf(slot)), price);
      hash = foldWord(hash, book.orders[slot + Slot.lots] as number);
      hash = foldWord(hash, book.orders[slot + Slot.cause] as number);
      if (book.displayOf(slot) === 0) return;
      hash = foldWord(foldWord(hash, book.hiddenOf(slot)), book.displayOf(slot));
    });
  }
  for (const side of [BUY, SELL] as const) {
    const words = (book.stops.counts[side] as number) * STOP_WORDS;
    for (let at = 0; at < words; at++) hash = foldWord(hash, book.stops.rows[side][at] as number);
  }
  hash = foldWord(foldWord(hash, book.bidCause), book.offerCause);
  hash = foldWord(foldWord(hash, book.lastTradeTicks), book.tradeCause);
  return foldWord(foldWord(hash, book.turnoverLots | 0), Math.floor(book.turnoverLots / 2 ** 32));
}

/** One round of the MurmurHash3 body (Appleby, MurmurHash3.cpp, x86_32). */
export function foldWord(hash: number, word: number): number {
  const mixed = Math.imul(word, 0xcc9e2d51);
  const turned = hash ^ Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
  return (Math.imul((turned << 13) | (turned >>> 19), 5) + 0xe6546b64) | 0;
}

/**
 * Walks everything and asserts that the book is sound: best bid below best offer; each level's sums are those of its
 * orders; lists linked both ways; bitmaps, best keys, owners' lists and index agree with the orders; limits respected.
 */
export function validateBook(book: Book): void {
  const bid = book.bestBidTicks();
  const offer = book.bestOfferTicks();
  assert(
    book.isCollecting || bid === 0 || offer === 0 || bid < offer,
    `the book is crossed: bid ${bid}, offer ${offer}`,
  );
  const orders = validateSide(book, BUY) + validateSide(book, SELL);
  assert(orders === book.restingOrders, `${orders} orders rest, the count says ${book.restingOrders}`);
  assert(orders <= book.orderCapacity, `${orders} orders rest, the limit is ${book.orderCapacity}`);
  assert(book.index.count() === orders, `the index holds ${book.index.count()} of ${orders} orders`);
  let listed = 0;
  for (let owner = NO_OWNER; owner < book.ownerCapacity; owner++) {
    listed += validateOwner(book, owner, BUY) + validateOwner(book, owner, SELL);
  }
  assert(listed === orders, `owners list ${listed} of ${orders} orders`);
}

function validateSide(book: Book, side: SideBit): number {
  const keys = book.keys[side];
  let orders = 0;
  for (let key = nextUsed(book, side, 0); key < book.ladderTicks; key = nextUsed(book, side, key + 1)) {
    const count = validateLevel(book, side, key);
    assert(keys.has(key) === count > 0, `bit and level disagree at ${book.ticksOf(side, key)}`);
    if (count > 0 && orders === 0)
      assert(book.best[side] === key, `the best of side ${side} is not ${book.ticksOf(side, key)}`);
    orders += count;
  }
  if (orders === 0) assert(book.best[side] === book.ladderTicks, `side ${side} is empty and has a best price`);
  return orders;
}

/** The first key from `key` on where something is, or is said to be. A function of its own: nearly all of a ladder is blank. */
function nextUsed(book: Book, side: SideBit, key: number): number {
  const { levels, ladderTicks } = book;
  const keys = book.keys[side];
  let next = key;
  while (next < ladderTicks && isBlank(levels, book.levelOf(side, next)) && !keys.has(next)) next++;
  return next;
}

/** The four words of a list, all zero. */
const isBlank = (lists: Int32Array, at: number): boolean =>
  ((lists[at] as number) | (lists[at + 1] as number) | (lists[at + 2] as number) | (lists[at + 3] as number)) === 0;

function validateLevel(book: Book, side: SideBit, key: number): number {
  const level = book.levelOf(side, key);
  const ticks = book.ticksOf(side, key);
  let [previous, count, lots, hidden] = [0, 0, 0, 0];
  for (
    let slot = book.levels[level + List.head] as number;
    slot !== 0;
    slot = book.orders[slot + Slot.next] as number
  ) {
    const order = book.orders[slot + Slot.order] as number;
    assert(slot % SLOT_WORDS === 0 && count < book.orderCapacity, `the queue at ${ticks} runs in a circle or astray`);
    assert(book.orders[slot + Slot.prev] === previous, `order ${order} is not linked back at ${ticks}`);
    assert(book.orders[slot + Slot.priceTicks] === ticks, `order ${order} rests at a foreign price, ${ticks}`);
    assert((book.termsOf(slot) & 1) === side, `order ${order} rests on the wrong side`);
    assert((book.orders[slot + Slot.lots] as number) > 0, `order ${order} rests without lots`);
    assert(book.index.find(order) === slot, `the index does not find order ${order}`);
    validateHidden(book, slot);
    hidden += book.hiddenOf(slot);
    lots += book.orders[slot + Slot.lots] as number;
    count++;
    previous = slot;
  }
  assert(book.levels[level + List.tail] === previous, `the tail at ${ticks} is not the last order`);
  assert(book.levels[level + List.lots] === lots, `${lots} lots at ${ticks}, its sum differs`);
  assert(book.levels[level + List.hidden] === hidden, `${hidden} hidden lots at ${ticks}, its sum differs`);
  return count;
}

function validateHidden(book: Book, slot: number): void {
  const order = book.orders[slot + Slot.order] as number;
  const hidden = book.hiddenOf(slot);
  const display = book.displayOf(slot);
  const shown = book.orders[slot + Slot.lots] as number;
  assert(hidden >= 0 && display >= 0 && (hidden === 0 || display > 0), `order ${order} hides ${hidden} lots`);
  assert(display === 0 || shown <= display, `order ${order} shows ${shown} lots, at most ${display} at a time`);
}

function validateOwner(book: Book, owner: number, side: SideBit): number {
  const { owners } = book;
  const list = book.ownerListOf(owner, side);
  let [count, lots] = [0, 0];
  for (let slot = owners.first(list); slot !== 0; slot = owners.after(slot)) {
    const order = book.orders[slot + Slot.order] as number;
    assert(count < book.orderCapacity, `the list of owner ${owner} runs in a circle`);
    assert(
      owners.entries[book.orders[slot + Slot.place] as number] === slot,
      `order ${order} does not say where it stands in the list of owner ${owner}`,
    );
    assert(book.ownerOf(slot) === owner, `order ${order} is in the list of owner ${owner}, who has not placed it`);
    assert((book.termsOf(slot) & 1) === side, `order ${order} is in the list of the wrong side`);
    assert(book.index.find(order) === slot, `order ${order} of owner ${owner} does not rest`);
    lots += book.lotsOf(slot);
    count++;
  }
  assert(
    book.restingLots(owner, side) === (owner === NO_OWNER ? lots | 0 : lots),
    `owner ${owner} has ${lots} lots, the sum differs`,
  );
  return count;
}

/** The slots of a side, in the order in which their orders would trade. */
export function visitSide(book: Book, side: SideBit, visit: (slot: number) => void): void {
  const keys = book.keys[side];
  for (let key = keys.from(0); key < book.ladderTicks; key = keys.from(key + 1)) {
    const head = book.levels[book.levelOf(side, key) + List.head] as number;
    for (let slot = head; slot !== 0; slot = book.orders[slot + Slot.next] as number) visit(slot);
  }
}
