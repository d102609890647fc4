/**
 * Good-till-time: an order may carry the second at which it ends. The book reads no clock; whoever drives it says how far
 * time has come, and the orders whose second is reached expire, the earliest first.
 */
import { RecordKind } from '../../events/records.ts';
import type { Book } from './book.ts';
import { writeRestingExpired } from './order-records.ts';
import type { RecordLog } from './record-log.ts';
import { endStop } from './stop-entry.ts';

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
