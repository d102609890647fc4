/**
 * Writes the records of what happens to orders, straight into the record log.
 *
 * Each writer sets all words, since the log's memory is used again and again, and most return the record's offset so that
 * the caller can complete it. They read the book and are called before it changes. A record
 * states its effect on the queue:
 * - accepted: `resting` is what rests once the fills that follow it are done, and `counterOrder` how many lots an
 *   iceberg shows at a time; of a stop `resting` is what waits and `counterOrder` the trigger; `counterCause` is the
 *   second until which the order stands;
 * - amended: `quantity` lots came off (in a call auction, if `counterOrder` says so) and the order kept its place; `quantity` 0 says that it queued anew, at the back
 *   of `priceTicks` with `resting` lots, after the fills that follow (`counterOrder` as in accepted);
 * - filled: `resting` is what is left of the maker, hidden lots included;
 * - replenished: an iceberg shows `quantity` lots anew at the back of its level, `resting` lots in all;
 * - cancelled and expired: `quantity` lots vanished; `counterOrder` holds the market's `Reason`, 0 = asked for or the
 *   order's own terms. What expires for `selfTrade` is left of an incoming order and has never rested.
 */
import { Field, Reason, RecordKind } from '../../events/records.ts';
import type { Book } from './book.ts';
import { INDEX_MASK, Slot, Who } from './book-layout.ts';
import { NO_OWNER, type OrderForm } from './order-form.ts';
import type { RecordLog } from './record-log.ts';

// Constants of this file, see book-layout.ts.
const [KIND, INSTRUMENT, ORDER, OWNER, TERMS] = [Field.kind, Field.instrument, Field.order, Field.owner, Field.terms];
const [PRICE_TICKS, QUANTITY, RESTING, CAUSE] = [Field.priceTicks, Field.quantity, Field.resting, Field.cause];
const [COUNTER_ORDER, COUNTER_OWNER, COUNTER_CAUSE] = [Field.counterOrder, Field.counterOwner, Field.counterCause];
const [SLOT_ORDER, SLOT_WHO, SLOT_CAUSE, SLOT_PRICE] = [Slot.order, Slot.who, Slot.cause, Slot.priceTicks];
const [SLOT_LOTS, SLOT_TERMS, HAS_TIP, OWNER_SHIFT] = [Slot.lots, Who.terms, Who.hasTip, Who.ownerShift];
const [NOBODY, MASK] = [NO_OWNER, INDEX_MASK];
const { accepted: ACCEPTED, amended: AMENDED, cancelled: CANCELLED, filled: FILLED } = RecordKind;

/** Returns the record's word offset: the caller sets `resting` when matching is done. */
export function writeAccepted(log: RecordLog, book: Book, order: OrderForm): number {
  return writeOfForm(log, book, order, ACCEPTED);
}

/** Returns the word offset, as `writeAccepted`. */
export function writeQueuedAnew(log: RecordLog, book: Book, order: OrderForm): number {
  const at = writeOfForm(log, book, order, AMENDED);
  log.words[at + QUANTITY] = 0;
  return at;
}

/** What an incoming order could not fill vanishes without having rested; `reason` 0 where its own terms say so. */
export function writeRemainderExpired(
  log: RecordLog,
  book: Book,
  order: OrderForm,
  lots: number,
  reason: Reason | 0,
): void {
  const at = writeOfForm(log, book, order, RecordKind.expired);
  log.words[at + QUANTITY] = lots;
  log.words[at + COUNTER_ORDER] = reason;
}

/** A refused amend leaves the order as it was: the caller sets `resting` at the returned offset. */
export function writeRejected(log: RecordLog, book: Book, order: OrderForm, reason: Reason): number {
  const at = writeOfForm(log, book, order, RecordKind.rejected);
  log.words[at + COUNTER_ORDER] = reason;
  return at;
}

/** Cancel or amend of an order that does not rest here: nobody's, on no side. */
export function writeUnknown(log: RecordLog, book: Book, order: number, cause: number): void {
  const at = log.claim() & MASK;
  const words = log.words;
  words.fill(0, at, log.length);
  words[at + KIND] = RecordKind.rejected;
  words[at + INSTRUMENT] = book.instrument;
  words[at + ORDER] = order;
  words[at + OWNER] = NO_OWNER;
  words[at + COUNTER_ORDER] = Reason.unknownOrder;
  words[at + CAUSE] = cause;
}

/** The resting order in `slot` trades `lots` with `order`; `resting` of it is left. */
export function writeFilled(
  log: RecordLog,
  book: Book,
  order: OrderForm,
  slot: number,
  lots: number,
  resting: number,
): number {
  const at = log.claim() & MASK;
  const words = log.words;
  const orders = book.orders;
  words[at + KIND] = FILLED;
  words[at + INSTRUMENT] = book.instrument;
  words[at + ORDER] = order.order;
  words[at + OWNER] = order.owner;
  words[at + TERMS] = order.terms;
  words[at + PRICE_TICKS] = orders[slot + SLOT_PRICE] as number;
  words[at + QUANTITY] = lots;
  words[at + RESTING] = resting;
  words[at + COUNTER_ORDER] = orders[slot + SLOT_ORDER] as number;
  words[at + COUNTER_OWNER] = ((orders[slot + SLOT_WHO] as number) >> OWNER_SHIFT) + NOBODY;
  words[at + CAUSE] = order.cause;
  words[at + COUNTER_CAUSE] = orders[slot + SLOT_CAUSE] as number;
  return at;
}

/** The whole resting order goes. Where the market cancels, the caller sets its reason at the returned offset. */
export function writeCancelled(log: RecordLog, book: Book, slot: number, cause: number): number {
  return writeGone(log, book, slot, CANCELLED, cause);
}

export function writeRestingExpired(log: RecordLog, book: Book, slot: number, cause: number): void {
  writeGone(log, book, slot, RecordKind.expired, cause);
}

/** `lots` come off and the order keeps its place: called before the book changes; the caller sets `cause`. */
export function writeReduced(log: RecordLog, book: Book, slot: number, lots: number): number {
  return writeResting(log, book, slot, AMENDED, lots, book.lotsOf(slot) - lots);
}

/** The iceberg in `slot`, of which nothing is shown any more, will show `lots` of its `hidden` ones. */
export function writeReplenished(
  log: RecordLog,
  book: Book,
  slot: number,
  lots: number,
  hidden: number,
  cause: number,
): void {
  const at = writeResting(log, book, slot, RecordKind.replenished, lots, hidden);
  log.words[at + CAUSE] = cause;
}

/** A record about an order on its form, nothing of it resting. */
export function writeOfForm(log: RecordLog, book: Book, order: OrderForm, kind: RecordKind): number {
  const at = log.claim() & MASK;
  const words = log.words;
  words[at + KIND] = kind;
  words[at + INSTRUMENT] = book.instrument;
  words[at + ORDER] = order.order;
  words[at + OWNER] = order.owner;
  words[at + TERMS] = order.terms;
  words[at + PRICE_TICKS] = order.priceTicks;
  words[at + QUANTITY] = order.quantity;
  words[at + RESTING] = 0;
  words[at + COUNTER_ORDER] = order.display;
  words[at + COUNTER_OWNER] = 0;
  words[at + CAUSE] = order.cause;
  words[at + COUNTER_CAUSE] = order.goodTillSecond;
  return at;
}

/** The whole resting order goes, for no reason but the cause. */
function writeGone(log: RecordLog, book: Book, position: number, kind: RecordKind, cause: number): number {
  const at = log.claim() & MASK;
  const slot = position & MASK;
  const words = log.words;
  const orders = book.orders;
  const who = orders[slot + SLOT_WHO] as number;
  words[at + KIND] = kind;
  words[at + INSTRUMENT] = book.instrument;
  words[at + ORDER] = orders[slot + SLOT_ORDER] as number;
  words[at + OWNER] = (who >> OWNER_SHIFT) + NOBODY;
  words[at + TERMS] = who & SLOT_TERMS;
  words[at + PRICE_TICKS] = orders[slot + SLOT_PRICE] as number;
  words[at + QUANTITY] = (who & HAS_TIP) === 0 ? (orders[slot + SLOT_LOTS] as number) : book.lotsOf(slot);
  words[at + RESTING] = 0;
  words[at + COUNTER_ORDER] = 0;
  words[at + COUNTER_OWNER] = 0;
  words[at + CAUSE] = cause;
  words[at + COUNTER_CAUSE] = 0;
  return at;
}

/** A record about a resting order, of reason and cause 0. */
function writeResting(
  log: RecordLog,
  book: Book,
  slot: number,
  kind: RecordKind,
  quantity: number,
  resting: number,
): number {
  const at = log.claim() & MASK;
  const words = log.words;
  const orders = book.orders;
  words[at + KIND] = kind;
  words[at + INSTRUMENT] = book.instrument;
  words[at + ORDER] = orders[slot + SLOT_ORDER] as number;
  const who = orders[slot + SLOT_WHO] as number;
  words[at + OWNER] = (who >> OWNER_SHIFT) + NOBODY;
  words[at + TERMS] = who & SLOT_TERMS;
  words[at + PRICE_TICKS] = orders[slot + SLOT_PRICE] as number;
  words[at + QUANTITY] = quantity;
  words[at + RESTING] = resting;
  words[at + COUNTER_ORDER] = 0;
  words[at + COUNTER_OWNER] = 0;
  words[at + CAUSE] = 0;
  words[at + COUNTER_CAUSE] = 0;
  return at;
}
