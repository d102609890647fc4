/**
 * Good-till-time: an order may carry the second at which it ends. The book reads no clock; whoever drives it says how far
 * time has come, and the orders whose second is reached expire, the earliest first.
 */
import { RecordKind } from '../events/records.ts';
import { assert } from '../units/assert.ts';
import type { Book } from './book.ts';
import { GOOD_TILL_MAX } from './deadlines.ts';
import { writeRestingExpired } from './order-records.ts';
import type { RecordLog } from './record-log.ts';
import { endStop } from './stop-entry.ts';

/** Keeps the second until which an order stands; 0 means for good. */
export function rememberDeadline(book: Book, second: number, order: number): void {
  if (second === 0) return;
  if (!(Number.isInteger(second) && second > 0 && second <= GOOD_TILL_MAX)) {
    assert(false, `a good-till time is a second from 1 to ${GOOD_TILL_MAX}, got ${second}`);
  }
  book.deadlines.add(second, order, book.isAlive);
}

/** Ends every order that stands until `second` or earlier. Returns their number. */
export function expireUntil(book: Book, log: RecordLog, second: number, cause: number): number {
  const { deadlines } = book;
  let expired = 0;
  while (deadlines.length > 0 && deadlines.firstSecond <= second) {
    const order = deadlines.take();
    const slot = book.index.find(order);
    if (slot !== 0) {
      writeRestingExpired(log, book, slot, cause);
      book.remove(slot, cause);
      expired++;
    } else if (endStop(book, log, order, cause, RecordKind.expired)) {
      expired++;
    }
  }
  return expired;
}
