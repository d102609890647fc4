/**
 * The matching loop: an incoming order takes the other side's resting orders, best price first, then oldest first.
 *
 * A fill happens at the resting order's price. An iceberg whose shown lots are gone shows more at the back of its level,
 * and the taker may come round to it again. Where both orders have one owner, the book's rule (`self-trade.ts`) decides.
 * Both sides run the same code: on the mirrored ladder the best price is the least key on either side. Word reads are
 * in bounds, hence the casts.
 */
import { BUY, Field, Reason, type SideBit } from '../../events/records.ts';
import type { Book } from './book.ts';
import { INDEX_MASK, List, Slot, TIP_SHIFT, Tip, Who } from './book-layout.ts';
import { NO_OWNER, type OrderForm } from './order-form.ts';
import { writeCancelled, writeFilled, writeReplenished } from './order-records.ts';
import type { RecordLog } from './record-log.ts';
import { SelfTrade } from './self-trade.ts';

// Constants of this file, see book-layout.ts.
const [NEXT, PREV, LOTS, PRICE, WHO] = [Slot.next, Slot.prev, Slot.lots, Slot.priceTicks, Slot.who];
const [HAS_TIP, OWNER_SHIFT, MASK] = [Who.hasTip, Who.ownerShift, INDEX_MASK];
const [HIDDEN, DISPLAY, TIP_BITS] = [Tip.hidden, Tip.display, TIP_SHIFT];
const [HEAD, TAIL, LIST_LOTS, LIST_HIDDEN] = [List.head, List.tail, List.lots, List.hidden];
const [COUNTER_ORDER, SELF_TRADE] = [Field.counterOrder, Reason.selfTrade];
const { cancelResting: CANCEL_RESTING, cancelIncoming: CANCEL_INCOMING, allow: ALLOW } = SelfTrade;
const NOBODY = NO_OWNER;
const writeFill = writeFilled;
/** No owner index has this value: nobody's orders are never their own counterparty. */
const NO_SELF = NO_OWNER - 1;

/** The worst key of the other side that a limit of `ticks` reaches. */
export function reachOf(book: Book, side: SideBit, ticks: number): number {
  return book.keyOf((side ^ 1) as SideBit, ticks);
}

/** The worst key of a side at which trades may happen under the dynamic breaker; without one the end of the ladder. */
export function bandReach(book: Book, side: SideBit): number {
  const reference = book.referenceTicks === 0 ? book.lastTradeTicks : book.referenceTicks;
  if (book.bandTicks === 0 || reference === 0) return book.ladderTicks;
  return book.keyOf(side, side === BUY ? reference - book.bandTicks : reference + book.bandTicks);
}

/** True where a limit order would trade at once. */
export function wouldCross(book: Book, side: SideBit, ticks: number): boolean {
  const best = book.best[side ^ 1] as number;
  return best < book.ladderTicks && best <= reachOf(book, side, ticks);
}

/**
 * Matches `order` against levels up to key `reach` of the other side. Returns the lots left unfilled; where the form is
 * barred afterwards, they end here.
 */
export function match(book: Book, log: RecordLog, order: OrderForm, reach: number): number {
  const best = book.best;
  const against = ((order.terms & 1) ^ 1) as SideBit;
  // Comparisons in place of `Math.min`, here and below: it makes floating-point numbers of integers.
  const lastKey = reach < book.ladderTicks ? reach : book.ladderTicks - 1;
  let left = order.quantity | 0;
  while (left > 0 && (best[against] as number) <= lastKey && !order.isBarred) left = matchLevel(book, log, order, left);
  return left;
}

/** Trades up to `left` lots at the other side's best price; the level's words are written once, at the end. */
function matchLevel(book: Book, log: RecordLog, order: OrderForm, left: number): number {
  const { orders, levels } = book;
  const { heads } = book.owners;
  const against = ((order.terms & 1) ^ 1) as SideBit;
  const key = book.best[against] as number;
  const level = book.levelOf(against, key);
  const self = order.owner === NOBODY || book.selfTrade === ALLOW ? NO_SELF : order.owner;
  let slot = (levels[level + HEAD] as number) & MASK;
  let wanted = left | 0;
  let gone = 0;
  const ticks = orders[slot + PRICE] as number;
  let isEnded = false;
  while (wanted > 0 && slot !== 0 && !isEnded) {
    const resting = orders[slot + LOTS] as number;
    const who = orders[slot + WHO] as number;
    const hidden = (who & HAS_TIP) === 0 ? 0 : book.hiddenOf(slot);
    let next = (orders[slot + NEXT] as number) & MASK;
    if ((who >> OWNER_SHIFT) + NOBODY === self) {
      isEnded = book.selfTrade !== CANCEL_RESTING;
      order.isBarred = isEnded;
      if (book.selfTrade === CANCEL_INCOMING) break;
      log.words[writeCancelled(log, book, slot, order.cause) + COUNTER_ORDER] = SELF_TRADE;
      gone = (gone + resting) | 0;
      levels[level + LIST_HIDDEN] = (levels[level + LIST_HIDDEN] as number) - hidden;
    } else {
      const lots = wanted < resting ? wanted : resting;
      writeFill(log, book, order, slot, lots, (resting + hidden - lots) | 0);
      wanted = (wanted - lots) | 0;
      gone = (gone + lots) | 0;
      if (lots < resting || hidden !== 0) {
        orders[slot + LOTS] = resting - lots;
        const list = book.ownerListOf((who >> OWNER_SHIFT) + NOBODY, against);
        heads[list + LIST_LOTS] = (heads[list + LIST_LOTS] as number) - lots;
        if (lots < resting) break;
        gone = (gone - showMore(book, log, slot, level, order.cause)) | 0;
        if (next === 0) next = slot;
        slot = next;
        continue;
      }
    }
    book.release(slot, who, (resting + hidden) | 0);
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
  if (wanted < left) {
    book.noteTrade(ticks, (left - wanted) | 0, order.cause);
    if (book.watch !== 0) book.stops.elect(ticks);
  }
  return wanted;
}

/**
 * The iceberg at the front of a level, with nothing shown, goes to the back with what it shows next. Returns those lots.
 * The level's count of shown lots and its head are left to the caller.
 */
function showMore(book: Book, log: RecordLog, slot: number, level: number, cause: number): number {
  const { orders, levels, tips } = book;
  const hidden = book.hiddenOf(slot);
  const lots = Math.min(hidden, tips[(slot >> TIP_BITS) + DISPLAY] as number);
  writeReplenished(log, book, slot, lots, hidden, cause);
  orders[slot + LOTS] = lots;
  tips[(slot >> TIP_BITS) + HIDDEN] = hidden - lots;
  levels[level + LIST_HIDDEN] = (levels[level + LIST_HIDDEN] as number) - lots;
  const tail = levels[level + TAIL] as number;
  if (tail === slot) return lots;
  orders[tail + NEXT] = slot;
  orders[slot + PREV] = tail;
  orders[slot + NEXT] = 0;
  levels[level + TAIL] = slot;
  return lots;
}

/**
 * True where a FOK order would fill whole at its limit or better: hidden lots count, and of its owner's own orders what the
 * book's rule makes of them.
 */
export function canFillWhole(book: Book, order: OrderForm): boolean {
  const { levels, ladderTicks } = book;
  const side = (order.terms & 1) as SideBit;
  const against = (side ^ 1) as SideBit;
  const reach = Math.min(reachOf(book, side, order.priceTicks), bandReach(book, against), ladderTicks - 1);
  const keys = book.keys[against];
  const mayMeetOwn = order.owner !== NOBODY && book.selfTrade !== ALLOW && book.restingLots(order.owner, against) !== 0;
  let wanted = order.quantity;
  for (let key = book.best[against] as number; wanted > 0 && key <= reach; key = keys.from(key + 1)) {
    const level = book.levelOf(against, key);
    if (!mayMeetOwn) {
      wanted -= (levels[level + LIST_LOTS] as number) + (levels[level + LIST_HIDDEN] as number);
      continue;
    }
    const own = firstOwnAt(book, level, order.owner);
    if (own !== 0 && book.selfTrade !== CANCEL_RESTING) return wanted <= shownAhead(book, own);
    wanted -= othersLotsAt(book, level, order.owner);
  }
  return wanted <= 0;
}

function firstOwnAt(book: Book, level: number, owner: number): number {
  let slot = book.levels[level + HEAD] as number;
  while (slot !== 0 && book.ownerOf(slot) !== owner) slot = book.orders[slot + NEXT] as number;
  return slot;
}

/** What trades before the order in a slot is met: the hidden lots of those ahead come only behind it. */
function shownAhead(book: Book, slot: number): number {
  const { orders } = book;
  let lots = 0;
  for (let ahead = orders[slot + PREV] as number; ahead !== 0; ahead = orders[ahead + PREV] as number) {
    lots += orders[ahead + LOTS] as number;
  }
  return lots;
}

function othersLotsAt(book: Book, level: number, owner: number): number {
  const { orders } = book;
  let lots = 0;
  for (let slot = book.levels[level + HEAD] as number; slot !== 0; slot = orders[slot + NEXT] as number) {
    if (book.ownerOf(slot) !== owner) lots += book.lotsOf(slot);
  }
  return lots;
}
