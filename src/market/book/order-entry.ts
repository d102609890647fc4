/**
 * The door of the book: new orders, cancels and amends, and how the market answers them.
 *
 * What the market refuses becomes a `rejected` record with a reason; what no honest caller sends (no lots, an owner who
 * does not exist) is an assertion. Everything that changes the book is written to the log in the same call. The rules
 * of types and of losing one's place follow Harris, Trading and Exchanges (2003), ch. 4 and 6.
 */
import { BUY, Field, Reason, RecordKind, SELL, type SideBit, typeIndex } from '../../events/records.ts';
import { assert } from '../../units/assert.ts';
import { type Book, LOTS_MAX } from './book.ts';
import { List, Slot } from './book-layout.ts';
import { reduce } from './book-reduce.ts';
import { matchWithinBand } from './halts.ts';
import { canFillWhole, match, reachOf, wouldCross } from './match.ts';
import type { OrderForm } from './order-form.ts';
import {
  writeAccepted,
  writeCancelled,
  writeQueuedAnew,
  writeReduced,
  writeRejected,
  writeRemainderExpired,
  writeRestingExpired,
  writeUnknown,
} from './order-records.ts';
import type { RecordLog } from './record-log.ts';
import { endStop, enterStop, releaseStop } from './stop-entry.ts';

// Constants of this file, see book-layout.ts; functions of the hot path likewise.
const [writeNew, writeEnd, reachOfLimit] = [writeAccepted, writeCancelled, reachOf];
const PRICE = Slot.priceTicks;
const [RESTING, RECORD_CAUSE] = [Field.resting, Field.cause];
const LIMIT = typeIndex('limit');
const MARKET = typeIndex('market');
const IOC = typeIndex('ioc');
const FOK = typeIndex('fok');
const POST_ONLY = typeIndex('postOnly');
const ICEBERG = typeIndex('iceberg');
const STOP = typeIndex('stop');
const PLAIN_TYPES = (1 << LIMIT) | (1 << MARKET) | (1 << IOC) | (1 << FOK) | (1 << POST_ONLY);
/** Types of which a remainder rests. */
const PATIENT_TYPES = (1 << LIMIT) | (1 << POST_ONLY) | (1 << ICEBERG);

/** Whose orders on which side, and the seq that leads to their end. */
export interface OwnersSide {
  readonly owner: number;
  readonly side: SideBit;
  readonly cause: number;
}

/**
 * Matches a new order and rests what a limit, iceberg or post-only order leaves. Returns the lots filled.
 *
 * Writes `accepted` and then its fills (with `replenished` for icebergs and `cancelled` for own orders in the way), or
 * `rejected`; then `expired` for what a market or IOC order leaves, or any that its owner's resting order has ended. The price of a market order is not read and recorded as 0.
 */
export function submit(book: Book, log: RecordLog, order: OrderForm): number {
  checkForm(book, order);
  const { terms, priceTicks, quantity } = order;
  if (book.watch !== 0 || ((terms >> 1) & 15) !== LIMIT) return submitUncommon(book, log, order);
  if (!book.inWindow(priceTicks)) {
    writeRejected(log, book, order, Reason.outsidePriceLimits);
    return 0;
  }
  const side = (terms & 1) as SideBit;
  const reach = reachOfLimit(book, side, priceTicks);
  const accepted = writeNew(log, book, order);
  if ((book.best[side ^ 1] as number) <= reach) return take(book, log, order, reach, accepted);
  log.words[accepted + RESTING] = quantity;
  book.expectRoom();
  book.enqueue(order, quantity, 0);
  if (order.goodTillSecond !== 0) remind(book, order);
  return 0;
}

function take(book: Book, log: RecordLog, order: OrderForm, reach: number, entered: number): number {
  const left = match(book, log, order, reach);
  if (left > 0) settleRest(book, log, order, entered, left);
  return order.quantity - left;
}

/** The same for other types than limit orders. */
function submitUncommon(book: Book, log: RecordLog, order: OrderForm): number {
  const side = (order.terms & 1) as SideBit;
  const type = (order.terms >> 1) & 15;
  if (type === MARKET) order.priceTicks = 0;
  if (book.watch !== 0) return submitWatched(book, log, order);
  const reason = type === MARKET || type === IOC ? 0 : reasonToRefuse(book, order, type);
  if (reason !== 0) {
    writeRejected(log, book, order, reason);
    return 0;
  }
  const accepted = writeAccepted(log, book, order);
  return take(book, log, order, type === MARKET ? book.ladderTicks : reachOf(book, side, order.priceTicks), accepted);
}

/** The same for a book with stops, limits, a band or a halt. */
function submitWatched(book: Book, log: RecordLog, order: OrderForm): number {
  const type = (order.terms >> 1) & 15;
  if (type === STOP) {
    enterStop(book, log, order);
    runElected(book, log);
    return 0;
  }
  const reason = reasonToRefuseWatched(book, order, type);
  if (reason !== 0) {
    writeRejected(log, book, order, reason);
    return 0;
  }
  const accepted = writeAccepted(log, book, order);
  const reach = type === MARKET ? book.ladderTicks : reachOf(book, (order.terms & 1) as SideBit, order.priceTicks);
  const filled = takeWatched(book, log, order, reach, accepted);
  runElected(book, log);
  return filled;
}

/** Matches an order that entered by the record at `entered`, and settles what is left. Returns the lots filled. */
function takeWatched(book: Book, log: RecordLog, order: OrderForm, reach: number, entered: number): number {
  const left = matchWatched(book, log, order, reach);
  if (left > 0) settleRest(book, log, order, entered, left);
  return order.quantity - left;
}

function matchWatched(book: Book, log: RecordLog, order: OrderForm, reach: number): number {
  if (book.isCollecting) return order.quantity;
  return book.bandTicks === 0 ? match(book, log, order, reach) : matchWithinBand(book, log, order, reach);
}

/** Lets the stops loose that trades have elected, one after the other; called once the order that traded is done. */
export function runElected(book: Book, log: RecordLog): void {
  const order = book.stopForm;
  while (book.stops.nextElected(order)) {
    // A halt on the way: the others wait again, in the order in which they waited.
    if (book.isCollecting) {
      book.stops.park(order);
      continue;
    }
    releaseStop(book, order);
    const entered = writeQueuedAnew(log, book, order);
    const side = (order.terms & 1) as SideBit;
    const reach = order.priceTicks === 0 ? book.ladderTicks : reachOf(book, side, order.priceTicks);
    takeWatched(book, log, order, reach, entered);
  }
}

/** What an order that entered by the record at `entered` leaves after matching rests or vanishes. */
function settleRest(book: Book, log: RecordLog, order: OrderForm, entered: number, left: number): void {
  if (((PATIENT_TYPES >> ((order.terms >> 1) & 15)) & 1) === 1 && !order.isBarred) {
    log.words[entered + RESTING] = left;
    rest(book, order, left);
    return;
  }
  writeRemainderExpired(log, book, order, left, order.isBarred ? Reason.selfTrade : 0);
  order.isBarred = false;
}

/** Cancels a resting order or a waiting stop by number. False, and a rejection on record, where no such order rests. */
export function cancel(book: Book, log: RecordLog, order: number, cause: number): boolean {
  const slot = book.index.find(order);
  if (slot !== 0) {
    writeEnd(log, book, slot, cause);
    book.remove(slot, cause);
    return true;
  }
  if (endStop(book, log, order, cause, RecordKind.cancelled)) return true;
  writeUnknown(log, book, order, cause);
  return false;
}

/** Cancels all that an owner has resting on a side, oldest first. Returns the number of orders. */
export function cancelAll(book: Book, log: RecordLog, whose: OwnersSide): number {
  let cancelled = 0;
  let slot = book.firstOf(whose.owner, whose.side);
  for (; slot !== 0; slot = book.firstOf(whose.owner, whose.side)) {
    cancelSlot(book, log, slot, whose.cause);
    cancelled++;
  }
  return cancelled;
}

/** Cancels all of an owner: its bids and its offers, oldest first, then its waiting stops. Returns the number of orders. */
export function massCancel(book: Book, log: RecordLog, owner: number, cause: number): number {
  let cancelled =
    cancelAll(book, log, { owner, side: BUY, cause }) + cancelAll(book, log, { owner, side: SELL, cause });
  for (const side of [BUY, SELL] as const) {
    let stop = book.stops.nextOf(side, owner);
    for (; stop !== 0; stop = book.stops.nextOf(side, owner)) {
      endStop(book, log, stop, cause, RecordKind.cancelled);
      cancelled++;
    }
  }
  return cancelled;
}

/**
 * Ends every resting order, as at the close of a session: bids, then offers, best first, then waiting stops. Returns the
 * number of orders.
 */
export function expireAll(book: Book, log: RecordLog, cause: number): number {
  const before = book.restingOrders + book.stops.parked;
  for (const side of [BUY, SELL] as const) {
    while ((book.best[side] as number) < book.ladderTicks) {
      const slot = book.levels[book.levelOf(side, book.best[side] as number) + List.head] as number;
      writeRestingExpired(log, book, slot, cause);
      book.remove(slot, cause);
    }
  }
  for (const side of [BUY, SELL] as const) {
    for (let stop = book.stops.nextOf(side); stop !== 0; stop = book.stops.nextOf(side)) {
      endStop(book, log, stop, cause, RecordKind.expired);
    }
  }
  return before;
}

/**
 * Lowers a resting order to fewer lots, at least one; it keeps its place. False where no such order rests. An iceberg
 * gives up hidden lots first.
 *
 * Reads `order`, `quantity` (what shall remain) and `cause` of the form.
 */
export function amendDown(book: Book, log: RecordLog, order: OrderForm): boolean {
  const slot = book.index.find(order.order);
  if (slot === 0) {
    writeUnknown(log, book, order.order, order.cause);
    return false;
  }
  const off = book.lotsOf(slot) - order.quantity;
  if (order.quantity <= 0 || off <= 0) {
    assert(false, `amending down leaves fewer lots and at least one, not ${order.quantity} of ${order.quantity + off}`);
  }
  log.words[writeReduced(log, book, slot, off) + RECORD_CAUSE] = order.cause;
  reduce(book, slot, off);
  return true;
}

/**
 * Gives a resting order a new price and a new total of remaining lots. Returns the lots filled.
 *
 * Only fewer lots at the same price keep the place; anything else queues anew and may trade. Reads `order`,
 * `priceTicks`, `quantity` and `cause` of the form and completes owner, terms and display from the resting order. A refused
 * amend (unknown order, price outside the window, a post-only order that would cross) leaves the order as it was.
 */
export function amend(book: Book, log: RecordLog, order: OrderForm): number {
  const slot = book.index.find(order.order);
  if (slot === 0) {
    writeUnknown(log, book, order.order, order.cause);
    return 0;
  }
  const resting = book.lotsOf(slot);
  order.owner = book.ownerOf(slot);
  order.terms = book.termsOf(slot);
  order.display = book.displayOf(slot);
  order.goodTillSecond = 0;
  checkForm(book, order);
  if (order.priceTicks === book.orders[slot + PRICE] && order.quantity < resting) {
    amendDown(book, log, order);
    return 0;
  }
  const type = (order.terms >> 1) & 15;
  const reason = book.watch === 0 ? reasonToRefuse(book, order, type) : reasonToRefuseWatched(book, order, type);
  if (reason !== 0) {
    log.words[writeRejected(log, book, order, reason) + RESTING] = resting;
    return 0;
  }
  return queueAnew(book, log, order, slot);
}

/** Rests `lots` of an order at its limit, at the back of the queue; an iceberg shows some of them. */
export function rest(book: Book, order: OrderForm, lots: number): void {
  book.expectRoom();
  book.place(order, lots);
  if (order.goodTillSecond !== 0) remind(book, order);
}

function remind(book: Book, order: OrderForm): void {
  book.deadlines.remember(order.goodTillSecond, order.order, book.isAlive);
}

export function cancelSlot(book: Book, log: RecordLog, slot: number, cause: number): void {
  writeCancelled(log, book, slot, cause);
  book.remove(slot, cause);
}

function queueAnew(book: Book, log: RecordLog, order: OrderForm, slot: number): number {
  const amended = writeQueuedAnew(log, book, order);
  book.remove(slot, order.cause);
  const reach = reachOf(book, (order.terms & 1) as SideBit, order.priceTicks);
  if (book.watch !== 0) {
    const filled = takeWatched(book, log, order, reach, amended);
    runElected(book, log);
    return filled;
  }
  return take(book, log, order, reach, amended);
}

/** Why the market will not take this order; 0 where it will. */
function reasonToRefuse(book: Book, order: OrderForm, type: number): Reason | 0 {
  if (type === FOK) {
    return canFillWhole(book, order) ? 0 : Reason.cannotFill;
  }
  if (!book.inWindow(order.priceTicks)) return Reason.outsidePriceLimits;
  const side = (order.terms & 1) as SideBit;
  return type === POST_ONLY && wouldCross(book, side, order.priceTicks) ? Reason.wouldCross : 0;
}

/** The same for a book with limits or halts. What only queues cannot cross. */
function reasonToRefuseWatched(book: Book, order: OrderForm, type: number): Reason | 0 {
  const isPatient = ((PATIENT_TYPES >> type) & 1) === 1;
  if (isPatient && !book.mayRestAt(order.priceTicks)) return Reason.outsidePriceLimits;
  if (book.isCollecting) return isPatient ? 0 : Reason.halted;
  return type === MARKET || type === IOC ? 0 : reasonToRefuse(book, order, type);
}

/** One look on the hot path; what is wrong is found when it has failed. */
function checkForm(book: Book, order: OrderForm): void {
  const { quantity, priceTicks, terms } = order;
  const whole = (quantity | 0) === quantity && (priceTicks | 0) === priceTicks;
  if (!(whole && quantity > 0 && order.order > 0 && book.knows(order.owner))) refuseForm(book, order, whole);
  if (((PLAIN_TYPES >> ((terms >> 1) & 15)) & 1) === 0 || order.display !== 0) checkUncommon(book, order);
}

function refuseForm(book: Book, order: OrderForm, whole: boolean): void {
  assert(book.knows(order.owner), `owner ${order.owner} is not one of the book's ${book.ownerCapacity}`);
  assert(order.order > 0, `an order number is positive, got ${order.order}`);
  assert(order.quantity > 0, `an order has at least one lot, got ${order.quantity}`);
  assert(whole, `ticks and lots are integers up to ${LOTS_MAX}, got ${order.priceTicks} and ${order.quantity}`);
}

function checkUncommon(book: Book, { terms, display }: OrderForm): void {
  const type = (terms >> 1) & 15;
  const isKnown = ((PLAIN_TYPES >> type) & 1) === 1 || type === ICEBERG || type === STOP;
  if (!isKnown) assert(false, `this book takes no orders of type index ${type}`);
  if (type === STOP && book.stops.capacity === 0)
    assert(false, 'this book keeps no stop orders: its stopCapacity is 0');
  const mayShow = type === ICEBERG || type === POST_ONLY;
  const isRight = type === ICEBERG ? display > 0 : display >= 0;
  if (isRight && (display | 0) === display && (mayShow || display === 0)) return;
  assert(false, `an iceberg (or post-only order) shows at least one lot, got ${display} for type index ${type}`);
}
