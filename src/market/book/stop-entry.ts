/**
 * Stop orders at the door: they wait outside the queues until a trade at their trigger price or beyond, then enter as a
 * limit or market order under the same number.
 *
 * The record that takes a stop in is `accepted` with type `stop` (`resting` what waits, `counterOrder` the trigger); the one
 * that lets it loose is `amended`, under its new type and with the cause of the trade that reached it. A waiting stop
 * can be cancelled and can expire; it cannot be amended.
 */
import { Field, Reason, type RecordKind, typeIndex } from '../../events/records.ts';
import { assert } from '../../units/assert.ts';
import type { Book } from './book.ts';
import type { OrderForm } from './order-form.ts';
import { writeAccepted, writeOfForm, writeRejected } from './order-records.ts';
import type { RecordLog } from './record-log.ts';

const [LIMIT, MARKET, TYPE_BITS] = [typeIndex('limit'), typeIndex('market'), 15 << 1];

/** Takes a stop in; where the last trade has reached it already it is elected at once, or when a halt is over. */
export function enterStop(book: Book, log: RecordLog, order: OrderForm): void {
  const { triggerTicks, priceTicks } = order;
  assert(triggerTicks > 0 && (triggerTicks | 0) === triggerTicks, `a stop needs a trigger price, got ${triggerTicks}`);
  if (priceTicks !== 0 && !book.mayRestAt(priceTicks)) {
    writeRejected(log, book, order, Reason.outsidePriceLimits);
    return;
  }
  const at = writeAccepted(log, book, order);
  log.words[at + Field.resting] = order.quantity;
  log.words[at + Field.counterOrder] = triggerTicks;
  book.stops.park(order);
  book.deadlines.remember(order.goodTillSecond, order.order, book.isAlive);
  if (book.lastTradeTicks !== 0 && !book.isCollecting) book.stops.elect(book.lastTradeTicks);
}

/** An elected stop as the order that it becomes, on its form. */
export function releaseStop(book: Book, form: OrderForm): void {
  form.terms = (form.terms & ~TYPE_BITS) | ((form.priceTicks === 0 ? MARKET : LIMIT) << 1);
  form.cause = book.tradeCause;
}

/** Ends a waiting stop, as cancelled or expired. False where no such stop waits. */
export function endStop(book: Book, log: RecordLog, order: number, cause: number, kind: RecordKind): boolean {
  const form = book.stopForm;
  if (book.stops.parked === 0 || !book.stops.take(order, form)) return false;
  form.cause = cause;
  log.words[writeOfForm(log, book, form, kind) + Field.resting] = 0;
  return true;
}

/** Keeps the stop that an `accepted` record states, in replay. */
export function parkRecorded(book: Book, words: Int32Array, at: number): void {
  const form = book.stopForm;
  form.order = words[at + Field.order] as number;
  form.owner = words[at + Field.owner] as number;
  form.terms = words[at + Field.terms] as number;
  form.priceTicks = words[at + Field.priceTicks] as number;
  form.quantity = words[at + Field.resting] as number;
  form.triggerTicks = words[at + Field.counterOrder] as number;
  form.cause = words[at + Field.cause] as number;
  book.stops.park(form);
  book.deadlines.remember(words[at + Field.counterCause] as number, form.order, book.isAlive);
}
