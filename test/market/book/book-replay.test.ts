/** Replay: a book rebuilt from records alone equals the live one, and refuses records that do not fit. */
import { describe, expect, test } from 'vitest';
import { BUY, Field, RECORD_WORDS, RecordKind, SELL } from '../../../src/events/records.ts';
import type { Book } from '../../../src/market/book/book.ts';
import { stateHash, validateBook } from '../../../src/market/book/book-audit.ts';
import { applyRecord } from '../../../src/market/book/book-evolve.ts';
import { Slot } from '../../../src/market/book/book-layout.ts';
import { FastBook, type Row, SIDES, SMALL_WINDOW } from './book-model.ts';
import { OperationSource, perform } from './book-operations.ts';
import { placePicture } from './book-picture.ts';

function replay(book: Book, rows: readonly Row[]): void {
  for (const row of rows) applyRecord(book, Int32Array.from(row), 0);
}

/** Order numbers of an owner's list: part of the state, since quotes and mass cancels walk it. */
function ownList(book: Book, owner: number): number[] {
  return SIDES.flatMap((side) => {
    const numbers: number[] = [];
    for (let slot = book.firstOf(owner, side); slot !== 0; slot = book.owners.after(slot)) {
      numbers.push(book.orders[slot + Slot.order] as number);
    }
    return numbers;
  });
}

test('the replayed book equals the live one after every operation', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const source = new OperationSource(seed);
    const options = { ...SMALL_WINDOW, selfTrade: source.selfTrade };
    const live = new FastBook(options);
    const { book } = new FastBook(options);
    for (let at = 0; at < 2_000; at++) {
      const where = `seed ${seed}, operation ${at + 1}`;
      replay(book, perform(live, source.next(live)));
      if (stateHash(book) !== live.hash()) expect.unreachable(`${where}: replay and live differ`);
      if (at % 50 !== 0) continue;
      validateBook(book);
      for (let owner = -1; owner <= 3; owner++) expect(ownList(book, owner), where).toEqual(ownList(live.book, owner));
      expect([book.turnoverLots, book.tradeCause, book.bidCause, book.offerCause], where).toEqual([
        live.book.turnoverLots,
        live.book.tradeCause,
        live.book.bidCause,
        live.book.offerCause,
      ]);
    }
  }
});

test('a taker that fills a full book’s last slot can be replayed, although it rests before its fills', () => {
  const full = { ...SMALL_WINDOW, orderCapacity: 2 };
  const live = new FastBook(full);
  const { book } = new FastBook(full);
  const order = { owner: 0, type: 'limit', lots: 1, cause: 1 } as const;
  replay(book, live.submit({ ...order, order: 1, side: SELL, ticks: 101 }));
  replay(book, live.submit({ ...order, order: 2, side: SELL, ticks: 102 }));
  replay(book, live.submit({ ...order, order: 3, owner: 1, side: BUY, ticks: 101, lots: 5 }));
  expect(stateHash(book)).toBe(live.hash());
  expect(book.restingOrders).toBe(2);
  validateBook(book);
});

test('halts, resumptions and rejections leave a book as it is', () => {
  const { book } = new FastBook();
  const before = stateHash(book);
  replay(
    book,
    [RecordKind.halted, RecordKind.resumed, RecordKind.rejected].map((kind) => [
      kind,
      7,
      1,
      0,
      0,
      100,
      1,
      1,
      0,
      0,
      1,
      0,
    ]),
  );
  expect(stateHash(book)).toBe(before);
});

describe('a record that does not fit the book is a broken log', () => {
  // Order 1 is a's offer of 5 at 101; order 2 is b's bid of 4 at 100. Word order: `Field`.
  const fitting = {
    cancelled: [RecordKind.cancelled, 7, 1, 0, 1, 101, 5, 0, 0, 0, 9, 0],
    filled: [RecordKind.filled, 7, 3, 2, 0, 101, 2, 3, 1, 0, 9, 1],
    amended: [RecordKind.amended, 7, 2, 1, 0, 100, 1, 3, 0, 0, 9, 0],
    moved: [RecordKind.amended, 7, 2, 1, 0, 99, 0, 4, 0, 0, 9, 0],
    accepted: [RecordKind.accepted, 7, 3, 2, 0, 99, 2, 2, 0, 0, 9, 0],
    expired: [RecordKind.expired, 7, 2, 1, 0, 100, 4, 0, 0, 0, 9, 0],
  } as const;
  const pictured = (): Book => {
    const fast = new FastBook();
    placePicture(
      fast,
      `
         | 101 | 5a
      4b | 100 |`,
    );
    return fast.book;
  };

  test.each(Object.entries(fitting))('unharmed, %s fits', (_name, row) => {
    const book = pictured();
    replay(book, [row]);
    validateBook(book);
  });

  const planted: [name: keyof typeof fitting, field: number, value: number, says: RegExp][] = [
    ['cancelled', Field.instrument, 8, /instrument 8, the book to 7/],
    ['cancelled', Field.order, 77, /no such order rests/],
    ['cancelled', Field.owner, 3, /other terms or another owner/],
    ['cancelled', Field.terms, 0, /other terms or another owner/],
    ['cancelled', Field.priceTicks, 102, /rests at 101, not at 102/],
    ['cancelled', Field.quantity, 4, /4 off 5 lots does not leave 0/],
    ['cancelled', Field.resting, 1, /that is gone cannot rest/],
    ['expired', Field.quantity, 5, /5 off 4 lots does not leave 0/],
    ['filled', Field.counterOrder, 77, /maker 77 does not rest/],
    ['filled', Field.counterOwner, 1, /maker has another owner/],
    ['filled', Field.terms, 1, /both orders are on one side/],
    ['filled', Field.priceTicks, 100, /rests at 101, not at 100/],
    ['filled', Field.quantity, 3, /3 off 5 lots does not leave 3/],
    ['filled', Field.resting, 4, /2 off 5 lots does not leave 4/],
    ['amended', Field.quantity, 9, /9 off 4 lots does not leave 3/],
    ['amended', Field.resting, -1, /does not leave -1/],
    ['moved', Field.resting, -4, /-4 lots cannot rest/],
    ['moved', Field.priceTicks, 200, /price is outside the window/],
    ['accepted', Field.priceTicks, 200, /price is outside the window/],
    ['accepted', Field.owner, 26, /owner 26 is not one of the book's 26/],
    ['accepted', Field.order, 2, /order 2 rests already/],
    ['accepted', Field.kind, 12, /no book knows records of kind 12/],
  ];
  test.each(planted)('%s with word %i set to %i', (name, field, value, says) => {
    const row: number[] = [...fitting[name]];
    row[field] = value;
    expect(row).toHaveLength(RECORD_WORDS);
    expect(() => replay(pictured(), [row])).toThrow(says);
  });
});
