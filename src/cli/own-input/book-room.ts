/**
 * What a book that strangers fill has room for, counted exactly: for when a quick upper bound says that it may not fit.
 *
 * An amended order makes room for itself: what it holds now does not stand in its way. Nothing here changes the book.
 */
import { BUY, SELL, type SideBit } from '../../events/records.ts';
import type { Book } from '../../market/book/book.ts';
import { restingOrders } from '../../market/book/book-audit.ts';
import { Slot } from '../../market/book/book-layout.ts';
import { NO_OWNER } from '../../market/book/order-form.ts';

/** Parts that all icebergs together may have left to show: one order may sweep them, and each part is two records. */
export const PARTS_MAX = 2 ** 21;

/** An order that wants to rest; `number` 0 for a new one, whose side it then is. */
export interface Comer {
  readonly number: number;
  readonly side: SideBit;
  readonly owner: number;
  readonly priceTicks: number;
}

/** The most lots that rest beside it, at its price or of its owner on its side. */
export function lotsBeside(book: Book, { number, side: newSide, owner, priceTicks }: Comer): number {
  const slot = number === 0 ? 0 : book.index.find(number);
  const side = slot === 0 ? newSide : ((book.termsOf(slot) & 1) as SideBit);
  const own = slot === 0 ? 0 : book.lotsOf(slot);
  const isThere = slot !== 0 && book.orders[slot + Slot.priceTicks] === priceTicks;
  const atPrice = book.lotsAt(side, priceTicks) + book.hiddenAt(side, priceTicks) - (isThere ? own : 0);
  return owner === NO_OWNER ? atPrice : Math.max(atPrice, book.restingLots(owner, side) - own);
}

/** Lots that a resting order shows at a time; 0 where it shows all, or does not rest. */
export function displayOf(book: Book, number: number): number {
  const slot = book.index.find(number);
  return slot === 0 ? 0 : book.displayOf(slot);
}

/** Walks the whole book. */
export function partsLeft(book: Book): number {
  let parts = 0;
  for (const side of [BUY, SELL] as const) {
    for (const { lots, hidden, display } of restingOrders(book, side)) {
      if (display > 0) parts += Math.ceil((lots + hidden) / display);
    }
  }
  return parts;
}
