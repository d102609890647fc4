/**
 * The call auction (itayose) that opens a session and ends a halt: all crossing orders trade at one price.
 *
 * The price is the one at which most lots trade; of several, the one that leaves the least surplus; of those, the nearest
 * to the reference, and the higher of two as near. Then price and time decide who trades, tip by tip for icebergs, whose
 * hidden lots count. Owners are not looked at. Rule: Osaka Exchange, "Trading methods" (itayose), with the surplus rule
 * of Euronext's and Xetra's auctions where several prices satisfy it.
 */
import { BUY, Field, Reason, SELL, type SideBit } from '../../events/records.ts';
import type { Book } from './book.ts';
import { List, Slot } from './book-layout.ts';
import { reduceShown, replenish } from './book-reduce.ts';
import { resume } from './halts.ts';
import { runElected } from './order-entry.ts';
import { writeFilled, writeReduced, writeReplenished } from './order-records.ts';
import type { RecordLog } from './record-log.ts';

/** What all orders at one price want, hidden lots included. */
export interface CalledLevel {
  readonly ticks: number;
  readonly lots: number;
}

export interface CallPrice {
  readonly ticks: number;
  /** Lots that trade. */
  readonly lots: number;
  /** Lots at that price or better that stay: of buyers positive, of sellers negative. */
  readonly surplus: number;
}

/** The price of a call auction; undefined where nothing crosses. A `referenceTicks` of 0: no reference, the higher wins. */
export function callPrice(
  bids: readonly CalledLevel[],
  offers: readonly CalledLevel[],
  referenceTicks: number,
): CallPrice | undefined {
  const buyers = [...bids].sort((a, b) => b.ticks - a.ticks);
  const sellers = [...offers].sort((a, b) => b.ticks - a.ticks);
  const [highest, lowest] = [buyers[0]?.ticks ?? 0, sellers.at(-1)?.ticks ?? Number.POSITIVE_INFINITY];
  if (highest < lowest) return undefined;
  let found: CallPrice | undefined;
  // From the highest price down: buyers come in, sellers drop out.
  let [wanted, offered, buyersIn, sellersOut] = [0, sum(sellers), 0, 0];
  for (const ticks of candidates([...bids, ...offers], lowest, highest, referenceTicks)) {
    for (let next = buyers[buyersIn]; next !== undefined && next.ticks >= ticks; next = buyers[++buyersIn])
      wanted += next.lots;
    for (let next = sellers[sellersOut]; next !== undefined && next.ticks > ticks; next = sellers[++sellersOut])
      offered -= next.lots;
    const price = { ticks, lots: Math.min(wanted, offered), surplus: wanted - offered };
    if (found === undefined || isBetter(price, found, referenceTicks)) found = price;
  }
  return found;
}

/** Prices between which nothing changes: those of orders, their neighbours, and the reference. Highest first. */
function candidates(levels: readonly CalledLevel[], lowest: number, highest: number, reference: number): number[] {
  const near = levels.flatMap(({ ticks }) => [ticks - 1, ticks, ticks + 1]);
  const inside = [...near, reference].filter((ticks) => lowest <= ticks && ticks <= highest);
  return [...new Set(inside)].sort((a, b) => b - a);
}

function isBetter(price: CallPrice, than: CallPrice, reference: number): boolean {
  if (price.lots !== than.lots) return price.lots > than.lots;
  const [surplus, other] = [Math.abs(price.surplus), Math.abs(than.surplus)];
  if (surplus !== other) return surplus < other;
  return reference !== 0 && Math.abs(price.ticks - reference) < Math.abs(than.ticks - reference);
}

const sum = (levels: readonly CalledLevel[]): number => levels.reduce((total, { lots }) => total + lots, 0);

/** The levels of a side of a book, best first. Allocates, as all of this file does: a call is a rare event. */
export function calledLevels(book: Book, side: SideBit): CalledLevel[] {
  const keys = book.keys[side];
  const levels: CalledLevel[] = [];
  for (let key = keys.from(0); key < book.ladderTicks; key = keys.from(key + 1)) {
    const ticks = book.ticksOf(side, key);
    levels.push({ ticks, lots: book.lotsAt(side, ticks) + book.hiddenAt(side, ticks) });
  }
  return levels;
}

/**
 * Ends the collecting: trades what crosses at one price and resumes. Returns the lots traded.
 *
 * In the records of a call the buyer stands as the taker. What comes off him is stated by an `amended` record whose
 * `counterOrder` is the reason `callAuction`, right before the fill.
 */
export function uncross(book: Book, log: RecordLog, referenceTicks: number, cause: number): number {
  const price = callPrice(calledLevels(book, BUY), calledLevels(book, SELL), referenceTicks);
  const total = price?.lots ?? 0;
  const form = book.stopForm;
  for (let left = total; left > 0; ) {
    const [buyer, seller] = [firstSlot(book, BUY), firstSlot(book, SELL)];
    const lots = Math.min(left, book.orders[buyer + Slot.lots] as number, book.orders[seller + Slot.lots] as number);
    const drawn = writeReduced(log, book, buyer, lots);
    log.words[drawn + Field.counterOrder] = Reason.callAuction;
    log.words[drawn + Field.cause] = cause;
    form.order = book.orders[buyer + Slot.order] as number;
    form.owner = book.ownerOf(buyer);
    form.terms = book.termsOf(buyer);
    form.cause = cause;
    const filled = writeFilled(log, book, form, seller, lots, book.lotsOf(seller) - lots);
    log.words[filled + Field.priceTicks] = price?.ticks as number;
    takeTraded(book, log, buyer, lots, cause);
    takeTraded(book, log, seller, lots, cause);
    book.noteTrade(price?.ticks as number, lots, cause);
    left -= lots;
  }
  resume(book, log, price?.ticks ?? 0, cause);
  if (book.lastTradeTicks !== 0) book.stops.elect(book.lastTradeTicks);
  runElected(book, log);
  return total;
}

function firstSlot(book: Book, side: SideBit): number {
  return book.levels[book.levelOf(side, book.best[side] as number) + List.head] as number;
}

function takeTraded(book: Book, log: RecordLog, slot: number, lots: number, cause: number): void {
  const shown = (book.orders[slot + Slot.lots] as number) - lots;
  const hidden = book.hiddenOf(slot);
  if (shown === 0 && hidden === 0) {
    book.remove(slot, cause);
    return;
  }
  reduceShown(book, slot, lots);
  if (shown > 0) return;
  const tip = Math.min(hidden, book.displayOf(slot));
  writeReplenished(log, book, slot, tip, hidden, cause);
  replenish(book, slot, tip);
}
