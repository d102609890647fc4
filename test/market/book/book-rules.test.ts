/** The rules of the order book as pictures, held to both the fast book and the naive one. */
import { describe, expect, test } from 'vitest';
import { BUY, SELL, type SideBit } from '../../../src/events/records.ts';
import { type BookModel, FastBook, type Order, type Row, type TypeName } from './book-model.ts';
import { drawBook, placePicture, redraw, sentence } from './book-picture.ts';
import { NaiveBook } from './naive-book.ts';

const [A, B, C, D, NOBODY] = [0, 1, 2, 3, -1];
const CAUSE = 50;

interface Case {
  readonly before: string;
  readonly when: (book: BookModel) => Row[];
  readonly says: readonly string[];
  readonly after: string;
}

const BOOKS = [
  ['the fast book', () => new FastBook()],
  ['the naive book', () => new NaiveBook()],
] as const;

const order = (owner: number, side: SideBit, lots: number, ticks: number, type: TypeName = 'limit'): Order => ({
  order: 100,
  owner,
  side,
  type,
  ticks,
  lots,
  cause: CAUSE,
});

const quoted =
  (owner: number, side: SideBit, ...levels: [number, number][]) =>
  (book: BookModel): Row[] =>
    book.quote({ owner, side, levels, cause: CAUSE }, { next: 100 });

describe.each(BOOKS)('%s', (_name, make) => {
  function check({ before, when, says, after }: Case): BookModel {
    const book = make();
    placePicture(book, before);
    expect(when(book).map(sentence)).toEqual(says);
    expect(drawBook(book)).toBe(redraw(after, make()));
    return book;
  }

  test('a limit order that does not cross rests behind the orders at its price', () => {
    check({
      before: `
           | 101 | 5b
        4a | 100 |`,
      when: (book) => book.submit(order(C, BUY, 3, 100)),
      says: ['c limit buy 3 at 100: 3 rest'],
      after: `
              | 101 | 5b
        4a 3c | 100 |`,
    });
  });

  test('a buyer pays the offers’ prices, best first and oldest first', () => {
    check({
      before: `
           | 102 | 9a
           | 101 | 2b 5a
        4a | 100 |`,
      when: (book) => book.submit(order(C, BUY, 8, 102)),
      says: [
        'c limit buy 8 at 102: none rests',
        'c trades 2 at 101 with b: none rests',
        'c trades 5 at 101 with a: none rests',
        'c trades 1 at 102 with a: 8 rest',
      ],
      after: `
           | 102 | 8a
        4a | 100 |`,
    });
  });

  test('a seller gets the bids’ prices, and what is left rests at his limit', () => {
    check({
      before: `
        4a 1b | 100 |
           2c |  99 |
           2c |  98 |`,
      when: (book) => book.submit(order(D, SELL, 9, 99)),
      says: [
        'd limit sell 9 at 99: 2 rest',
        'd trades 4 at 100 with a: none rests',
        'd trades 1 at 100 with b: none rests',
        'd trades 2 at 99 with c: none rests',
      ],
      after: `
           | 99 | 2d
        2c | 98 |`,
    });
  });

  test('a partly filled order keeps its place in the queue', () => {
    check({
      before: `| 101 | 5a 5b`,
      when: (book) => [...book.submit(order(C, BUY, 2, 101)), ...book.submit({ ...order(C, BUY, 4, 101), order: 101 })],
      says: [
        'c limit buy 2 at 101: none rests',
        'c trades 2 at 101 with a: 3 rest',
        'c limit buy 4 at 101: none rests',
        'c trades 3 at 101 with a: none rests',
        'c trades 1 at 101 with b: 4 rest',
      ],
      after: `| 101 | 4b`,
    });
  });

  test('what an IOC order cannot fill vanishes', () => {
    check({
      before: `
        | 102 | 4a
        | 101 | 4a`,
      when: (book) => book.submit(order(B, BUY, 6, 101, 'ioc')),
      says: ['b ioc buy 6 at 101: none rests', 'b trades 4 at 101 with a: none rests', '2 of b at 101 expire'],
      after: `| 102 | 4a`,
    });
  });

  test('an IOC order may name a price outside the window', () => {
    check({
      before: `| 101 | 4a`,
      when: (book) => [
        ...book.submit(order(B, BUY, 1, 9_999, 'ioc')),
        ...book.submit({ ...order(B, BUY, 1, 3, 'ioc'), order: 101 }),
      ],
      says: [
        'b ioc buy 1 at 9999: none rests',
        'b trades 1 at 101 with a: 3 rest',
        'b ioc buy 1 at 3: none rests',
        '1 of b at 3 expire',
      ],
      after: `| 101 | 3a`,
    });
  });

  test('a market order takes what there is, to the last level of the window', () => {
    check({
      before: `
        4a | 100 |
        4b |  96 |`,
      when: (book) => book.submit(order(C, SELL, 9, 77, 'market')),
      says: [
        'c market sell 9 at the market: none rests',
        'c trades 4 at 100 with a: none rests',
        'c trades 4 at 96 with b: none rests',
        '1 of c at the market expire',
      ],
      after: '',
    });
  });

  test('a FOK order that cannot fill whole leaves nothing', () => {
    check({
      before: `
        | 102 | 4a
        | 101 | 4a`,
      when: (book) => book.submit(order(B, BUY, 5, 101, 'fok')),
      says: ['b fok buy 5 at 101 refused: cannotFill'],
      after: `
        | 102 | 4a
        | 101 | 4a`,
    });
  });

  test('a FOK order does not count its owner’s own orders', () => {
    const before = `
      | 102 | 4a
      | 101 | 4b 3c`;
    check({
      before,
      when: (book) => book.submit(order(B, BUY, 8, 102, 'fok')),
      says: ['b fok buy 8 at 102 refused: cannotFill'],
      after: before,
    });
    check({
      before,
      when: (book) => book.submit(order(B, BUY, 7, 102, 'fok')),
      says: [
        'b fok buy 7 at 102: none rests',
        'b cancels 4 at 101 (selfTrade)',
        'b trades 3 at 101 with c: none rests',
        'b trades 4 at 102 with a: none rests',
      ],
      after: '',
    });
  });

  test('a post-only order that would cross leaves nothing', () => {
    check({
      before: `| 101 | 4a`,
      when: (book) => [
        ...book.submit(order(B, BUY, 1, 101, 'postOnly')),
        ...book.submit({ ...order(B, BUY, 1, 100, 'postOnly'), order: 101 }),
      ],
      says: ['b postOnly buy 1 at 101 refused: wouldCross', 'b postOnly buy 1 at 100: 1 rest'],
      after: `
           | 101 | 4a
        1b | 100 |`,
    });
  });

  test('a limit outside the price window is refused', () => {
    check({
      before: '',
      when: (book) => [
        ...book.submit(order(A, BUY, 1, 95)),
        ...book.submit({ ...order(A, SELL, 1, 128), order: 101 }),
        ...book.submit({ ...order(A, BUY, 1, 96), order: 102 }),
        ...book.submit({ ...order(A, SELL, 1, 127), order: 103 }),
      ],
      says: [
        'a limit buy 1 at 95 refused: outsidePriceLimits',
        'a limit sell 1 at 128 refused: outsidePriceLimits',
        'a limit buy 1 at 96: 1 rest',
        'a limit sell 1 at 127: 1 rest',
      ],
      after: `
           | 127 | 1a
        1a |  96 |`,
    });
  });

  test('nobody trades with himself: the resting order goes and matching goes on', () => {
    check({
      before: `
        | 102 | 3a
        | 101 | 2b 4a 1b`,
      when: (book) => book.submit(order(A, BUY, 9, 102)),
      says: [
        'a limit buy 9 at 102: 6 rest',
        'a trades 2 at 101 with b: none rests',
        'a cancels 4 at 101 (selfTrade)',
        'a trades 1 at 101 with b: none rests',
        'a cancels 3 at 102 (selfTrade)',
      ],
      after: `6a | 102 |`,
    });
  });

  test('orders that belong to nobody trade with each other', () => {
    const book = make();
    book.submit({ ...order(NOBODY, SELL, 5, 101), order: 1 });
    expect(book.submit(order(NOBODY, BUY, 2, 101)).map(sentence)).toEqual([
      '- limit buy 2 at 101: none rests',
      '- trades 2 at 101 with -: 3 rest',
    ]);
  });

  test('a cancelled order leaves its neighbours in their places', () => {
    check({
      before: `| 101 | 1a 2b 3c`,
      when: (book) => book.cancel(2, CAUSE),
      says: ['b cancels 2 at 101'],
      after: `| 101 | 1a 3c`,
    });
  });

  test('cancelling or amending an unknown order is refused', () => {
    check({
      before: `| 101 | 1a`,
      when: (book) => [...book.cancel(9, CAUSE), ...book.amend({ order: 9, ticks: 101, lots: 1, cause: CAUSE })],
      says: Array<string>(2).fill('- limit buy 0 at the market refused: unknownOrder'),
      after: `| 101 | 1a`,
    });
  });

  test('a mass cancel takes one side of one owner, oldest first', () => {
    check({
      before: `
              | 102 | 1a
              | 101 | 2b 3a
        4a 1b | 100 |`,
      when: (book) => book.cancelAll(A, SELL, CAUSE),
      says: ['a cancels 1 at 102', 'a cancels 3 at 101'],
      after: `
              | 101 | 2b
        4a 1b | 100 |`,
    });
  });

  test('fewer lots at the same price keep the place', () => {
    check({
      before: `| 101 | 5a 2b`,
      when: (book) => book.amend({ order: 1, ticks: 101, lots: 3, cause: CAUSE }),
      says: ['a takes 2 off at 101: 3 rest'],
      after: `| 101 | 3a 2b`,
    });
  });

  test.each([6, 5])('%i lots where 5 rest lose the place', (lots) => {
    check({
      before: `| 101 | 5a 2b`,
      when: (book) => book.amend({ order: 1, ticks: 101, lots, cause: CAUSE }),
      says: [`a queues anew at 101: ${lots} rest`],
      after: `| 101 | 2b ${lots}a`,
    });
  });

  test('an order amended through the other side trades there first', () => {
    check({
      before: `
              | 101 | 3b
        5a 2c | 100 |`,
      when: (book) => book.amend({ order: 2, ticks: 101, lots: 4, cause: CAUSE }),
      says: ['a queues anew at 101: 1 rest', 'a trades 3 at 101 with b: none rests'],
      after: `
        1a | 101 |
        2c | 100 |`,
    });
  });

  test('a refused amend leaves the order as it was', () => {
    const book = check({
      before: `
           | 101 | 3b
        5a | 100 |`,
      when: (book) => book.amend({ order: 2, ticks: 90, lots: 9, cause: CAUSE }),
      says: ['a limit buy 9 at 90 refused: outsidePriceLimits'],
      after: `
           | 101 | 3b
        5a | 100 |`,
    });
    book.submit({ ...order(C, BUY, 4, 99, 'postOnly'), order: 3 });
    expect(book.amend({ order: 3, ticks: 101, lots: 4, cause: CAUSE }).map(sentence)).toEqual([
      'c postOnly buy 4 at 101 refused: wouldCross',
    ]);
  });

  test('a quote that repeats itself changes nothing', () => {
    check({
      before: `
        4a 1b | 100 |
           2a |  99 |`,
      when: quoted(A, BUY, [100, 4], [99, 2]),
      says: [],
      after: `
        4a 1b | 100 |
           2a |  99 |`,
    });
  });

  test('a quote shrinks in place, replaces what is too small and cancels what is not wanted', () => {
    check({
      before: `
        4a 1b | 100 |
        2a 1b |  99 |
           3a |  98 |`,
      when: quoted(A, BUY, [100, 3], [99, 5], [97, 1]),
      says: [
        'a takes 1 off at 100: 3 rest',
        'a cancels 2 at 99',
        'a cancels 3 at 98',
        'a limit buy 5 at 99: 5 rest',
        'a limit buy 1 at 97: 1 rest',
      ],
      after: `
        3a 1b | 100 |
        1b 5a |  99 |
           1a |  97 |`,
    });
  });

  test('an empty quote withdraws from one side only', () => {
    check({
      before: `
           | 101 | 1a
        4a | 100 |`,
      when: quoted(A, BUY),
      says: ['a cancels 4 at 100'],
      after: `| 101 | 1a`,
    });
  });

  test('a quote that would cross joins the best of its own side', () => {
    check({
      before: `
           | 101 | 1b
        4c | 100 |`,
      when: quoted(A, BUY, [102, 2], [101, 3], [100, 1], [99, 1]),
      says: ['a limit buy 6 at 100: 6 rest', 'a limit buy 1 at 99: 1 rest'],
      after: `
              | 101 | 1b
        4c 6a | 100 |
           1a |  99 |`,
    });
  });

  test('a quote joins its own best, too, even if nobody else is there', () => {
    check({
      before: `
           | 107 | 1a
        4a | 105 |`,
      when: quoted(A, SELL, [104, 2]),
      says: ['a cancels 1 at 107', 'a limit sell 2 at 107: 2 rest'],
      after: `
           | 107 | 2a
        4a | 105 |`,
    });
  });

  test('a quote that would cross is refused where its own side is empty', () => {
    check({
      before: `| 101 | 1b`,
      when: quoted(A, BUY, [101, 2], [100, 1]),
      says: ['a limit buy 2 at 101 refused: wouldCross', 'a limit buy 1 at 100: 1 rest'],
      after: `
           | 101 | 1b
        1a | 100 |`,
    });
  });

  test('the close of a session ends every order', () => {
    check({
      before: `
           | 101 | 1b 2c
        4a | 100 |`,
      when: (book) => book.expireAll(CAUSE),
      says: ['4 of a at 100 expire', '1 of b at 101 expire', '2 of c at 101 expire'],
      after: '',
    });
  });
});
