/**
 * Writes the records of what happens to orders, straight into the record log.
 *
 * Each writer sets all words, since the log's memory is used again and again, and most return the record's offset so that
 * the caller can complete it. They read the book and are called before it changes. A record
 * states its effect on the queue:
 * - accepted: `resting` is what rests once the fills that follow it are done;
 * - amended: `quantity` lots came off and the order kept its place; `quantity` 0 says that it queued anew, at the back
 *   of `priceTicks` with `resting` lots, after the fills that follow;
 * - cancelled and expired: `quantity` lots vanished; `counterOrder` of a cancel holds the market's `Reason`, 0 = asked for.
 */
import { Field, Reason, RecordKind } from '../events/records.ts';
import { Slot } from './book-layout.ts';
import type { Book } from './book.ts';
import { NO_OWNER, type OrderForm } from './order-form.ts';
import type { RecordLog } from './record-log.ts';

/** Returns the record's word offset: the caller sets `resting` when matching is done. */
export function writeAccepted(log: RecordLog, book: Book, order: OrderForm): number {
  return writeForm(log, book, order, RecordKind.accepted);
}

/** Returns the word offset, as `writeAccepted`. */
export function writeQueuedAnew(log: RecordLog, book: Book, order: OrderForm): number {
  const at = writeForm(log, book, order, RecordKind.amended);
  log.words[at + Field.quantity] = 0;
  return at;
}

/** What a market or IOC order could not fill vanishes. */
export function writeRemainderExpired(log: RecordLog, book: Book, order: OrderForm, lots: number): void {
  const at = writeForm(log, book, order, RecordKind.expired);
  log.words[at + Field.quantity] = lots;
}

/** A refused amend leaves the order as it was: the caller sets `resting` at the returned offset. */
export function writeRejected(log: RecordLog, book: Book, order: OrderForm, reason: Reason): number {
  const at = writeForm(log, book, order, RecordKind.rejected);
  log.words[at + Field.counterOrder] = reason;
  return at;
}

/** Cancel or amend of an order that does not rest here: nobody's, on no side. */
export function writeUnknown(log: RecordLog, book: Book, order: number, cause: number): void {
  const at = log.claim();
  const words = log.words;
  words.fill(0, at, log.length);
  words[at + Field.kind] = RecordKind.rejected;
  words[at + Field.instrument] = book.instrument;
  words[at + Field.order] = order;
  words[at + Field.owner] = NO_OWNER;
  words[at + Field.counterOrder] = Reason.unknownOrder;
  words[at + Field.cause] = cause;
}

/** The resting order in `slot` trades with `order`: the caller sets `quantity` and `resting` at the returned offset. */
export function writeFilled(log: RecordLog, book: Book, order: OrderForm, slot: number): number {
  const at = log.claim();
  const words = log.words;
  const orders = book.orders;
  words[at + Field.kind] = RecordKind.filled;
  words[at + Field.instrument] = book.instrument;
  words[at + Field.order] = order.order;
  words[at + Field.owner] = order.owner;
  words[at + Field.terms] = order.terms;
  words[at + Field.priceTicks] = orders[slot + Slot.priceTicks] as number;
  words[at + Field.quantity] = 0;
  words[at + Field.resting] = 0;
  words[at + Field.counterOrder] = orders[slot + Slot.order] as number;
  words[at + Field.counterOwner] = orders[slot + Slot.owner] as number;
  words[at + Field.cause] = order.cause;
  words[at + Field.counterCause] = orders[slot + Slot.cause] as number;
  return at;
}

/** The whole resting order goes. Where the market cancels, the caller sets its reason at the returned offset. */
export function writeCancelled(log: RecordLog, book: Book, slot: number, cause: number): number {
  const at = writeResting(log, book, slot, RecordKind.cancelled);
  log.words[at + Field.quantity] = book.orders[slot + Slot.lots] as number;
  log.words[at + Field.cause] = cause;
  return at;
}

export function writeRestingExpired(log: RecordLog, book: Book, slot: number, cause: number): void {
  const at = writeResting(log, book, slot, RecordKind.expired);
  log.words[at + Field.quantity] = book.orders[slot + Slot.lots] as number;
  log.words[at + Field.cause] = cause;
}

/** `lots` come off and the order keeps its place: called before the book changes; the caller sets `cause`. */
export function writeReduced(log: RecordLog, book: Book, slot: number, lots: number): number {
  const at = writeResting(log, book, slot, RecordKind.amended);
  log.words[at + Field.quantity] = lots;
  log.words[at + Field.resting] = (book.orders[slot + Slot.lots] as number) - lots;
  return at;
}

/** A record about an order on its form, nothing of it resting. */
function writeForm(log: RecordLog, book: Book, order: OrderForm, kind: RecordKind): number {
  const at = log.claim();
  const words = log.words;
  words[at + Field.kind] = kind;
  words[at + Field.instrument] = book.instrument;
  words[at + Field.order] = order.order;
  words[at + Field.owner] = order.owner;
  words[at + Field.terms] = order.terms;
  words[at + Field.priceTicks] = order.priceTicks;
  words[at + Field.quantity] = order.quantity;
  words[at + Field.resting] = 0;
  words[at + Field.counterOrder] = 0;
  words[at + Field.counterOwner] = 0;
  words[at + Field.cause] = order.cause;
  words[at + Field.counterCause] = 0;
  return at;
}

/** A record about a resting order; quantity, resting, reason and cause are left at 0 for the caller. */
function writeResting(log: RecordLog, book: Book, slot: number, kind: RecordKind): number {
  const at = log.claim();
  const words = log.words;
  const orders = book.orders;
  words[at + Field.kind] = kind;
  words[at + Field.instrument] = book.instrument;
  words[at + Field.order] = orders[slot + Slot.order] as number;
  words[at + Field.owner] = orders[slot + Slot.owner] as number;
  words[at + Field.terms] = orders[slot + Slot.terms] as number;
  words[at + Field.priceTicks] = orders[slot + Slot.priceTicks] as number;
  words[at + Field.quantity] = 0;
  words[at + Field.resting] = 0;
  words[at + Field.counterOrder] = 0;
  words[at + Field.counterOwner] = 0;
  words[at + Field.cause] = 0;
  words[at + Field.counterCause] = 0;
  return at;
}
