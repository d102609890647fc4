/**
 * Fewer lots, or other ones shown, of an order that goes on resting.
 *
 * Functions beside the book, since they are no part of its hot path. Reads are in bounds because slots are, hence the casts.
 */
import type { SideBit } from '../../events/records.ts';
import type { Book } from './book.ts';
import { List, Slot, TIP_SHIFT, Tip } from './book-layout.ts';

// Constants of this file, see book-layout.ts.
const [NEXT, PREV, LOTS, PRICE, HIDDEN, TIP_BITS] = [
  Slot.next,
  Slot.prev,
  Slot.lots,
  Slot.priceTicks,
  Tip.hidden,
  TIP_SHIFT,
];
const [HEAD, TAIL, LIST_LOTS, LIST_HIDDEN] = [List.head, List.tail, List.lots, List.hidden];

/** Takes `lots` off a resting order that keeps its place, hidden ones first; some must remain. */
export function reduce(book: Book, slot: number, lots: number): void {
  takeOff(book, slot, Math.max(0, lots - book.hiddenOf(slot)), lots);
}

/** Takes traded `lots` off what an order shows; an iceberg may then show nothing until it is replenished. */
export function reduceShown(book: Book, slot: number, lots: number): void {
  takeOff(book, slot, lots, lots);
}

function takeOff(book: Book, slot: number, shown: number, lots: number): void {
  const { orders, levels, tips } = book;
  const { heads } = book.owners;
  const side = (book.termsOf(slot) & 1) as SideBit;
  const level = book.levelOf(side, book.keyOf(side, orders[slot + PRICE] as number));
  const list = book.ownerListOf(book.ownerOf(slot), side);
  orders[slot + LOTS] = (orders[slot + LOTS] as number) - shown;
  levels[level + LIST_LOTS] = (levels[level + LIST_LOTS] as number) - shown;
  heads[list + LIST_LOTS] = (heads[list + LIST_LOTS] as number) - lots;
  if (lots === shown) return;
  tips[(slot >> TIP_BITS) + HIDDEN] = (tips[(slot >> TIP_BITS) + HIDDEN] as number) - (lots - shown);
  levels[level + LIST_HIDDEN] = (levels[level + LIST_HIDDEN] as number) - (lots - shown);
}

/** An iceberg that shows nothing any more shows `lots` of what it hid, at the back of its level. */
export function replenish(book: Book, slot: number, lots: number): void {
  const { orders, levels, tips } = book;
  const side = (book.termsOf(slot) & 1) as SideBit;
  const level = book.levelOf(side, book.keyOf(side, orders[slot + PRICE] as number));
  orders[slot + LOTS] = lots;
  tips[(slot >> TIP_BITS) + HIDDEN] = (tips[(slot >> TIP_BITS) + HIDDEN] as number) - lots;
  levels[level + LIST_LOTS] = (levels[level + LIST_LOTS] as number) + lots;
  levels[level + LIST_HIDDEN] = (levels[level + LIST_HIDDEN] as number) - lots;
  const next = orders[slot + NEXT] as number;
  if (next === 0) return;
  const prev = orders[slot + PREV] as number;
  if (prev === 0) levels[level + HEAD] = next;
  else orders[prev + NEXT] = next;
  orders[next + PREV] = prev;
  const tail = levels[level + TAIL] as number;
  orders[tail + NEXT] = slot;
  orders[slot + PREV] = tail;
  orders[slot + NEXT] = 0;
  levels[level + TAIL] = slot;
}
