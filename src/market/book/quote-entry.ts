/**
 * Quotes: an owner states how one side of its resting orders should look, and the book changes only what differs.
 *
 * An order that is as wanted keeps its place, one that is too large is amended down in place, the rest is cancelled and
 * what is missing is placed anew: a dealer who repeats himself costs no record. A quote never trades: a price that
 * would cross joins the best of its own side instead, as both stood before the quote, or is rejected where that side is
 * empty. The owner's own orders on the other side count like anybody's. While a book collects nothing trades, and a quote
 * queues at its own price.
 */
import { Field, Reason, type SideBit, typeIndex } from '../../events/records.ts';
import { assert } from '../../units/assert.ts';
import type { Book } from './book.ts';
import { Slot } from './book-layout.ts';
import { reduce } from './book-reduce.ts';
import { wouldCross } from './match.ts';
import { cancelSlot, rest } from './order-entry.ts';
import { NO_OWNER, type OrderForm, type OrderNumbers, QUOTE_LEVELS_MAX, type QuoteForm } from './order-form.ts';
import { writeAccepted, writeReduced, writeRejected } from './order-records.ts';
import type { RecordLog } from './record-log.ts';

const LIMIT = typeIndex('limit');

/** Makes the owner's side look as the form says. Rejections come first, then what goes or shrinks, then what is new. */
export function quote(book: Book, log: RecordLog, form: QuoteForm, numbers: OrderNumbers): void {
  checkQuote(book, form);
  settleWanted(book, log, form, numbers);
  keepOrCancel(book, log, form);
  for (let level = 0; level < form.wantedCount; level++) {
    const lots = form.wantedLots[level] as number;
    if (lots === 0) continue;
    const order = nextOrder(form, numbers, form.wantedTicks[level] as number, lots);
    log.words[writeAccepted(log, book, order) + Field.resting] = lots;
    rest(book, order, lots);
  }
}

/** Desired levels → distinct ticks at which they may rest, in the order stated; levels that meet are merged. */
function settleWanted(book: Book, log: RecordLog, form: QuoteForm, numbers: OrderNumbers): void {
  const side = (form.terms & 1) as SideBit;
  const joinTicks = book.bestTicks(side);
  form.wantedCount = 0;
  for (let level = 0; level < form.count; level++) {
    const ticks = form.prices[level] as number;
    const lots = form.sizes[level] as number;
    const crosses = !book.isCollecting && wouldCross(book, side, ticks);
    if (crosses && joinTicks === 0) {
      writeRejected(log, book, nextOrder(form, numbers, ticks, lots), Reason.wouldCross);
    } else if (!crosses && !book.mayRestAt(ticks)) {
      writeRejected(log, book, nextOrder(form, numbers, ticks, lots), Reason.outsidePriceLimits);
    } else {
      want(form, crosses ? joinTicks : ticks, lots);
    }
  }
}

function want(form: QuoteForm, ticks: number, lots: number): void {
  for (let level = 0; level < form.wantedCount; level++) {
    if (form.wantedTicks[level] !== ticks) continue;
    form.wantedLots[level] = (form.wantedLots[level] as number) + lots;
    return;
  }
  form.wantedTicks[form.wantedCount] = ticks;
  form.wantedLots[form.wantedCount] = lots;
  form.wantedCount++;
}

/** Goes through what rests, oldest first; leaves in `wantedLots` only what must be placed. */
function keepOrCancel(book: Book, log: RecordLog, form: QuoteForm): void {
  const { owners } = book;
  const list = book.ownerListOf(form.owner, (form.terms & 1) as SideBit);
  owners.tidy(list);
  let next = 0;
  for (let slot = owners.first(list); slot !== 0; slot = next) {
    next = owners.after(slot);
    const lots = book.lotsOf(slot);
    const level = wantedLevel(form, book.orders[slot + Slot.priceTicks] as number);
    const wanted = level < 0 ? 0 : (form.wantedLots[level] as number);
    if (wanted === 0 || lots < wanted) {
      cancelSlot(book, log, slot, form.cause);
      continue;
    }
    if (lots > wanted) {
      log.words[writeReduced(log, book, slot, lots - wanted) + Field.cause] = form.cause;
      reduce(book, slot, lots - wanted);
    }
    form.wantedLots[level] = 0;
  }
}

function wantedLevel(form: QuoteForm, ticks: number): number {
  for (let level = 0; level < form.wantedCount; level++) if (form.wantedTicks[level] === ticks) return level;
  return -1;
}

function nextOrder(form: QuoteForm, numbers: OrderNumbers, ticks: number, lots: number): OrderForm {
  const order = form.order;
  order.order = numbers.next++;
  order.owner = form.owner;
  order.terms = form.terms;
  order.priceTicks = ticks;
  order.quantity = lots;
  order.cause = form.cause;
  return order;
}

function checkQuote(book: Book, form: QuoteForm): void {
  const known = form.owner > NO_OWNER && form.owner < book.ownerCapacity;
  if (!known) assert(false, `a quote needs an owner among the book's ${book.ownerCapacity}, got ${form.owner}`);
  if (((form.terms >> 1) & 15) !== LIMIT) assert(false, 'quotes are limit orders');
  if (form.count < 0 || form.count > QUOTE_LEVELS_MAX) {
    assert(false, `a quote has at most QUOTE_LEVELS_MAX = ${QUOTE_LEVELS_MAX} levels, got ${form.count}`);
  }
  for (let level = 0; level < form.count; level++) {
    const lots = form.sizes[level] as number;
    if (lots <= 0) assert(false, `a quoted level has at least one lot, got ${lots}`);
  }
}
