/**
 * A book as plain data and back, for snapshots: all that can decide a later record or be read, and nothing of the layout.
 *
 * Its size follows the orders that rest, not the room that the book has. Queues and owners' lists are kept in their own
 * orders, since matching walks the former and mass cancels and quotes the latter. Which slot an order has is seen by
 * nobody and not kept. Restoring never matches: it puts orders where they stood, crossed ones of a halt included.
 */
import { BUY, SELL, type SideBit } from '../../events/records.ts';
import { assert } from '../../units/assert.ts';
import type { Book } from './book.ts';
import { restingOrders, visitSide } from './book-audit.ts';
import { Slot } from './book-layout.ts';
import type { DeadlinesState } from './deadlines.ts';
import { NO_OWNER } from './order-form.ts';

/** Words of a saved order: number, lots shown and hidden, display, price, owner, terms, cause. */
const KEPT_WORDS = 8;
const SIDES = [BUY, SELL] as const;

/** What a book was made with; only another one made with the same takes its state. */
export interface BookMake {
  readonly instrument: number;
  readonly ladderTicks: number;
  readonly orderCapacity: number;
  readonly ownerCapacity: number;
  readonly selfTrade: number;
  readonly stopCapacity: number;
  readonly goodTillCapacity: number;
}

/** Plain data: survives a structured clone. */
export interface BookState {
  readonly made: BookMake;
  readonly baseTicks: number;
  readonly lastTradeTicks: number;
  readonly tradeCause: number;
  readonly turnoverLots: number;
  readonly bidCause: number;
  readonly offerCause: number;
  readonly watch: number;
  readonly lowestTicks: number;
  readonly highestTicks: number;
  readonly referenceTicks: number;
  readonly bandTicks: number;
  /** `KEPT_WORDS` for each resting order: bids, then offers, in the order in which they would trade. */
  readonly orders: Int32Array;
  /** Their numbers again, owner by owner, bids before offers, each list in its own order. */
  readonly listed: Int32Array;
  /** Rows of waiting stops, by side. */
  readonly stops: readonly [Int32Array, Int32Array];
  readonly deadlines: DeadlinesState;
}

/** The book between two operations, as a copy that later ones leave alone. */
export function saveBook(book: Book): BookState {
  const { baseTicks, lastTradeTicks, tradeCause, turnoverLots, bidCause, offerCause } = book;
  const { watch, lowestTicks, highestTicks, referenceTicks, bandTicks } = book;
  return {
    made: makeOf(book),
    baseTicks,
    lastTradeTicks,
    tradeCause,
    turnoverLots,
    bidCause,
    offerCause,
    watch,
    lowestTicks,
    highestTicks,
    referenceTicks,
    bandTicks,
    orders: queuedOrders(book),
    listed: listedOrders(book),
    stops: book.stops.save(),
    deadlines: book.deadlines.save(),
  };
}

/**
 * Gives a book the state of another one made with the same options. Orders of a run that is over may still rest in it: they go,
 * and nothing remembers them.
 */
export function restoreBook(book: Book, state: BookState): void {
  expectSameMake(book, state.made);
  const isPlain = book.stops.parked + book.deadlines.length === 0;
  assert(isPlain, `instrument ${book.instrument}: a book with stops or good-till times is not used again`);
  for (const side of SIDES) removeAll(book, side);
  book.baseTicks = state.baseTicks;
  book.lastTradeTicks = state.lastTradeTicks;
  book.tradeCause = state.tradeCause;
  book.turnoverLots = state.turnoverLots;
  book.lowestTicks = state.lowestTicks;
  book.highestTicks = state.highestTicks;
  book.referenceTicks = state.referenceTicks;
  book.bandTicks = state.bandTicks;
  book.watch = state.watch;
  book.stops.restore(state.stops);
  book.deadlines.restore(state.deadlines);
  queueOrders(book, state.orders);
  listOrders(book, state.listed);
  book.bestCauses[BUY] = state.bidCause;
  book.bestCauses[SELL] = state.offerCause;
}

function removeAll(book: Book, side: SideBit): void {
  const slots: number[] = [];
  visitSide(book, side, (slot) => {
    slots.push(slot);
  });
  for (const slot of slots) book.remove(slot, 0);
}

function makeOf({
  instrument,
  ladderTicks,
  orderCapacity,
  ownerCapacity,
  selfTrade,
  stops,
  deadlines,
}: Book): BookMake {
  const [stopCapacity, goodTillCapacity] = [stops.capacity, deadlines.capacity];
  return { instrument, ladderTicks, orderCapacity, ownerCapacity, selfTrade, stopCapacity, goodTillCapacity };
}

function expectSameMake(book: Book, saved: BookMake): void {
  const own = makeOf(book);
  for (const name of Object.keys(own) as (keyof BookMake)[]) {
    assert(own[name] === saved[name], `a book made with ${name} ${saved[name]} cannot be restored as ${own[name]}`);
  }
}

function queuedOrders(book: Book): Int32Array {
  const kept = new Int32Array(book.restingOrders * KEPT_WORDS);
  let at = 0;
  for (const side of SIDES) {
    for (const { order, lots, hidden, display, priceTicks, owner, terms, cause } of restingOrders(book, side)) {
      kept.set([order, lots, hidden, display, priceTicks, owner, terms, cause], at);
      at += KEPT_WORDS;
    }
  }
  return kept;
}

function listedOrders(book: Book): Int32Array {
  const numbers = new Int32Array(book.restingOrders);
  let at = 0;
  for (let owner = NO_OWNER; owner < book.ownerCapacity; owner++) {
    for (const side of SIDES) {
      for (let slot = book.firstOf(owner, side); slot !== 0; slot = book.owners.after(slot)) {
        numbers[at++] = book.orders[slot + Slot.order] as number;
      }
    }
  }
  return numbers;
}

/** Queues orders at their prices and leaves them unlisted; the sums of their owners stand. */
function queueOrders(book: Book, kept: Int32Array): void {
  const count = kept.length / KEPT_WORDS;
  assert(Number.isInteger(count) && count <= book.orderCapacity, `${count} orders do not fit into the book`);
  const form = book.stopForm;
  for (let from = 0; from < kept.length; from += KEPT_WORDS) {
    const [order, lots, hidden, display, ticks, owner, terms, cause] = kept.subarray(
      from,
      from + KEPT_WORDS,
    ) as Iterable<number>;
    Object.assign(form, { order, display, priceTicks: ticks, owner, terms, cause });
    const mayRest = book.knows(form.owner) && book.inWindow(form.priceTicks);
    if (!mayRest) assert(false, `owner ${owner} cannot have an order at ${ticks} in this book`);
    book.enqueue(form, lots as number, hidden as number);
  }
  book.owners.clear();
}

/** Puts every order at the end of its owner's list, in the order of `numbers`. */
function listOrders(book: Book, numbers: Int32Array): void {
  const { orders } = book;
  assert(numbers.length === book.restingOrders, `owners list ${numbers.length} of ${book.restingOrders} saved orders`);
  for (const order of numbers) {
    const slot = book.index.find(order);
    const isUnlisted = slot !== 0 && orders[slot + Slot.place] === 0;
    if (!isUnlisted) assert(false, `order ${order} is listed twice or nowhere queued`);
    book.owners.append(book.ownerListOf(book.ownerOf(slot), (book.termsOf(slot) & 1) as SideBit), slot);
  }
}
