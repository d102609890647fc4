/** A rule of the book as two pictures and what is said between them, for any of the books. */
import { expect } from 'vitest';
import type { SideBit } from '../../../src/events/records.ts';
import { validateBook } from '../../../src/market/book/book-audit.ts';
import { type BookModel, FastBook, type Order, type Row, SMALL_WINDOW, type WindowOptions } from './book-model.ts';
import { drawBook, placePicture, redraw, sentence } from './book-picture.ts';
import { NaiveBook } from './naive-book.ts';

export const CAUSE = 50;
export const [A, B, C, D] = [0, 1, 2, 3] as const;

type MakeBook = (options?: Partial<WindowOptions>) => BookModel;

export const BOOKS: readonly (readonly [name: string, make: MakeBook])[] = [
  ['the fast book', (options) => new FastBook({ ...SMALL_WINDOW, ...options })],
  ['the naive book', (options) => new NaiveBook({ ...SMALL_WINDOW, ...options })],
];

export interface RuleCase {
  readonly before: string;
  readonly when: (book: BookModel) => Row[];
  readonly says: readonly string[];
  readonly after: string;
}

/** `make` gives an empty book. */
export function checkRule(make: () => BookModel, { before, when, says, after }: RuleCase): void {
  const book = make();
  placePicture(book, before);
  expect(when(book).map(sentence)).toEqual(says);
  expect(drawBook(book)).toBe(redraw(after, make()));
  if (book instanceof FastBook) validateBook(book.book);
}

/** A limit order with number 100 and cause 50. */
export const order = (owner: number, side: SideBit, lots: number, ticks: number, more: Partial<Order> = {}): Order => ({
  order: 100,
  owner,
  side,
  type: 'limit',
  ticks,
  lots,
  cause: CAUSE,
  ...more,
});
