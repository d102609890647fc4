/**
 * The matching loop: an incoming order takes the other side's resting orders, best price first, then oldest first.
 *
 * A fill happens at the resting order's price. Where both orders have one owner the resting one is cancelled and
 * matching goes on (the rule usually called "cancel resting" or "cancel oldest"). Both sides run the same code: on the
 * mirrored ladder the best price is the least key on either side. Word reads are in bounds, hence the casts.
 */
import { Field, Reason, type SideBit } from '../events/records.ts';
import { Level, Slot } from './book-layout.ts';
import type { Book } from './book.ts';
import { NO_OWNER, type OrderForm } from './order-form.ts';
import { writeCancelled, writeFilled } from './order-records.ts';
import type { RecordLog } from './record-log.ts';

/** No owner index has this value: nobody's orders are never their own counterparty. */
const NO_SELF = NO_OWNER - 1;

/** The worst key of the other side that a limit of `ticks` reaches. */
export function reachOf(book: Book, side: SideBit, ticks: number): number {
  return book.keyOf((side ^ 1) as SideBit, ticks);
}

/** True where a limit order would trade at once. */
export function wouldCross(book: Book, side: SideBit, ticks: number): boolean {
  const best = book.best[side ^ 1] as number;
  return best < book.ladderTicks && best <= reachOf(book, side, ticks);
}

/** Matches `order` against levels up to key `reach` of the other side. Returns the lots left unfilled. */
export function match(book: Book, log: RecordLog, order: OrderForm, reach: number): number {
  const { orders, best, levels } = book;
  const against = ((order.terms & 1) ^ 1) as SideBit;
  const self = order.owner === NO_OWNER ? NO_SELF : order.owner;
  const lastKey = Math.min(reach, book.ladderTicks - 1);
  const quantity = order.quantity;
  let left = quantity;
  let tradedTicks = 0;
  while (left > 0 && (best[against] as number) <= lastKey) {
    const slot = levels[book.levelOf(against, best[against] as number) + Level.head] as number;
    if (orders[slot + Slot.owner] === self) {
      const cancelled = writeCancelled(log, book, slot, order.cause);
      log.words[cancelled + Field.counterOrder] = Reason.selfTrade;
      book.remove(slot, order.cause);
      continue;
    }
    const resting = orders[slot + Slot.lots] as number;
    const lots = Math.min(left, resting);
    const filled = writeFilled(log, book, order, slot);
    log.words[filled + Field.quantity] = lots;
    log.words[filled + Field.resting] = resting - lots;
    tradedTicks = orders[slot + Slot.priceTicks] as number;
    left -= lots;
    if (lots === resting) book.remove(slot, order.cause);
    else book.reduce(slot, lots);
  }
  if (left < quantity) book.noteTrade(tradedTicks, quantity - left, order.cause);
  return left;
}

/** Lots that `order` could trade at `ticks` or better: its owner's own orders would be cancelled, not filled. */
export function fillableLots(book: Book, order: OrderForm, ticks: number): number {
  const side = (order.terms & 1) as SideBit;
  const against = (side ^ 1) as SideBit;
  const reach = reachOf(book, side, ticks);
  let lots = book.lotsToPrice(against, ticks);
  if (order.owner === NO_OWNER) return lots;
  for (let slot = book.firstOf(order.owner, against); slot !== 0; slot = book.orders[slot + Slot.ownerNext] as number) {
    if (book.keyOf(against, book.orders[slot + Slot.priceTicks] as number) <= reach) {
      lots -= book.orders[slot + Slot.lots] as number;
    }
  }
  return lots;
}
