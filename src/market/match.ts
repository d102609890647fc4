/**
 * The matching loop: an incoming order takes the other side's resting orders, best price first, then oldest first.
 *
 * A fill happens at the resting order's price. Where both orders have one owner the resting one is cancelled and
 * matching goes on (the rule usually called "cancel resting" or "cancel oldest"). Both sides run the same code: on the
 * mirrored ladder the best price is the least key on either side. Word reads are in bounds, hence the casts.
 */
import { Field, Reason, type SideBit } from '../events/records.ts';
import type { Book } from './book.ts';
import { List, Slot } from './book-layout.ts';
import { NO_OWNER, type OrderForm } from './order-form.ts';
import { writeCancelled, writeFilled } from './order-records.ts';
import type { RecordLog } from './record-log.ts';

// Constants of this file, see book-layout.ts.
const [NEXT, PREV, LOTS, PRICE, OWNER, OWNER_NEXT] = [
  Slot.next,
  Slot.prev,
  Slot.lots,
  Slot.priceTicks,
  Slot.owner,
  Slot.ownerNext,
];
const [HEAD, TAIL, LIST_LOTS] = [List.head, List.tail, List.lots];
const [QUANTITY, RESTING, COUNTER_ORDER, SELF_TRADE] = [
  Field.quantity,
  Field.resting,
  Field.counterOrder,
  Reason.selfTrade,
];
const NOBODY = NO_OWNER;
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
  const best = book.best;
  const against = ((order.terms & 1) ^ 1) as SideBit;
  const lastKey = Math.min(reach, book.ladderTicks - 1);
  let left = order.quantity;
  while (left > 0 && (best[against] as number) <= lastKey) left = matchLevel(book, log, order, left);
  return left;
}

/** Trades up to `left` lots at the other side's best price; the level's words are written once, at the end. */
function matchLevel(book: Book, log: RecordLog, order: OrderForm, left: number): number {
  const { orders, levels, owners } = book;
  const against = ((order.terms & 1) ^ 1) as SideBit;
  const key = book.best[against] as number;
  const level = book.levelOf(against, key);
  const self = order.owner === NOBODY ? NO_SELF : order.owner;
  let slot = levels[level + HEAD] as number;
  let wanted = left;
  let gone = 0;
  const ticks = orders[slot + PRICE] as number;
  while (wanted > 0 && slot !== 0) {
    const resting = orders[slot + LOTS] as number;
    if (orders[slot + OWNER] === self) {
      log.words[writeCancelled(log, book, slot, order.cause) + COUNTER_ORDER] = SELF_TRADE;
      gone += resting;
    } else {
      const lots = Math.min(wanted, resting);
      const filled = writeFilled(log, book, order, slot);
      log.words[filled + QUANTITY] = lots;
      log.words[filled + RESTING] = resting - lots;
      wanted -= lots;
      gone += lots;
      if (lots < resting) {
        orders[slot + LOTS] = resting - lots;
        const list = book.ownerListOf(orders[slot + OWNER] as number, against);
        owners[list + LIST_LOTS] = (owners[list + LIST_LOTS] as number) - lots;
        break;
      }
    }
    const next = orders[slot + NEXT] as number;
    book.release(slot, against);
    slot = next;
  }
  levels[level + HEAD] = slot;
  levels[level + LIST_LOTS] = (levels[level + LIST_LOTS] as number) - gone;
  if (slot === 0) {
    levels[level + TAIL] = 0;
    book.closeLevel(against, key, order.cause);
  } else {
    orders[slot + PREV] = 0;
  }
  if (wanted < left) book.noteTrade(ticks, left - wanted, order.cause);
  return wanted;
}

/** Lots that `order` could trade at `ticks` or better: its owner's own orders would be cancelled, not filled. */
export function fillableLots(book: Book, order: OrderForm, ticks: number): number {
  const side = (order.terms & 1) as SideBit;
  const against = (side ^ 1) as SideBit;
  const reach = reachOf(book, side, ticks);
  let lots = book.lotsToPrice(against, ticks);
  if (order.owner === NOBODY) return lots;
  for (let slot = book.firstOf(order.owner, against); slot !== 0; slot = book.orders[slot + OWNER_NEXT] as number) {
    if (book.keyOf(against, book.orders[slot + PRICE] as number) <= reach) lots -= book.orders[slot + LOTS] as number;
  }
  return lots;
}
