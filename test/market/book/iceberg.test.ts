/** Icebergs: what is shown queues, what is hidden comes later, at the back; held to the fast and the naive book. */
import { describe, expect, test } from 'vitest';
import { BUY, RecordKind, SELL } from '../../../src/events/records.ts';
import { validateBook } from '../../../src/market/book/book-audit.ts';
import { applyRecord } from '../../../src/market/book/book-evolve.ts';
import { List, TIP_SHIFT, Tip } from '../../../src/market/book/book-layout.ts';
import { recentre } from '../../../src/market/book/book-recentre.ts';
import { FastBook } from './book-model.ts';
import { drawBook, placePicture } from './book-picture.ts';
import { A, B, BOOKS, C, CAUSE, checkRule, order } from './rule-check.ts';

describe.each(BOOKS)('%s', (_name, make) => {
  test('an iceberg rests with its first tip shown', () => {
    checkRule(make, {
      before: `| 101 | 2a`,
      when: (book) => book.submit(order(B, SELL, 9, 101, { type: 'iceberg', display: 3 })),
      says: ['b iceberg sell 9 at 101: 9 rest'],
      after: `| 101 | 2a 3+6b`,
    });
  });

  test('what an iceberg’s owner takes at once is not shown first', () => {
    checkRule(make, {
      before: `
        | 102 | 5a
        | 101 | 5a`,
      when: (book) => book.submit(order(B, BUY, 12, 101, { type: 'iceberg', display: 3 })),
      says: ['b iceberg buy 12 at 101: 7 rest', 'b trades 5 at 101 with a: none rests'],
      after: `
             | 102 | 5a
        3+4b | 101 |`,
    });
  });

  test('a part of the tip keeps its place; a whole tip goes and the next comes at the back', () => {
    const when = (lots: number) => checkRuleOf(lots);
    const checkRuleOf = (lots: number) => ({
      before: `| 101 | 3+4a 2b`,
      when: (book: Parameters<Parameters<typeof checkRule>[1]['when']>[0]) => book.submit(order(C, BUY, lots, 101)),
    });
    checkRule(make, {
      ...when(2),
      says: ['c limit buy 2 at 101: none rests', 'c trades 2 at 101 with a: 5 rest'],
      after: `| 101 | 1+4a 2b`,
    });
    checkRule(make, {
      ...when(3),
      says: ['c limit buy 3 at 101: none rests', 'c trades 3 at 101 with a: 4 rest', 'a shows 3 more at 101: 4 rest'],
      after: `| 101 | 2b 3+1a`,
    });
  });

  test('a large taker comes round to the iceberg again, between the others at its price', () => {
    checkRule(make, {
      before: `
        | 102 | 9c
        | 101 | 3+4a 2b 1+1c`,
      when: (book) => book.submit(order(3, BUY, 12, 102)),
      says: [
        'd limit buy 12 at 102: none rests',
        'd trades 3 at 101 with a: 4 rest',
        'a shows 3 more at 101: 4 rest',
        'd trades 2 at 101 with b: none rests',
        'd trades 1 at 101 with c: 1 rest',
        'c shows 1 more at 101: 1 rest',
        'd trades 3 at 101 with a: 1 rest',
        'a shows 1 more at 101: 1 rest',
        'd trades 1 at 101 with c: none rests',
        'd trades 1 at 101 with a: none rests',
        'd trades 1 at 102 with c: 8 rest',
      ],
      after: `| 102 | 8c`,
    });
  });

  test('a FOK order counts what is hidden', () => {
    const before = `
      | 102 | 1b
      | 101 | 2+7a`;
    checkRule(make, {
      before,
      when: (book) => book.submit(order(C, BUY, 10, 101, { type: 'fok' })),
      says: ['c fok buy 10 at 101 refused: cannotFill'],
      after: before,
    });
    checkRule(make, {
      before: `| 101 | 5+4a`,
      when: (book) => book.submit(order(C, BUY, 9, 101, { type: 'fok' })),
      says: [
        'c fok buy 9 at 101: none rests',
        'c trades 5 at 101 with a: 4 rest',
        'a shows 4 more at 101: 4 rest',
        'c trades 4 at 101 with a: none rests',
      ],
      after: '',
    });
  });

  test('fewer lots come off the hidden part first and keep the place', () => {
    checkRule(make, {
      before: `| 101 | 3+6a 2b`,
      when: (book) => [
        ...book.amend({ order: 1, ticks: 101, lots: 5, cause: CAUSE }),
        ...book.amend({ order: 1, ticks: 101, lots: 2, cause: CAUSE }),
      ],
      says: ['a takes 4 off at 101: 5 rest', 'a takes 3 off at 101: 2 rest'],
      after: `| 101 | 2a 2b`,
    });
  });

  test('more lots or another price queue anew, with the same tip', () => {
    checkRule(make, {
      before: `| 101 | 3+1a 2b`,
      when: (book) => book.amend({ order: 1, ticks: 101, lots: 9, cause: CAUSE }),
      says: ['a queues anew at 101: 9 rest'],
      after: `| 101 | 2b 3+6a`,
    });
    checkRule(make, {
      before: `| 101 | 3+1a 2b`,
      when: (book) => book.amend({ order: 1, ticks: 102, lots: 4, cause: CAUSE }),
      says: ['a queues anew at 102: 4 rest'],
      after: `
        | 102 | 3+1a
        | 101 | 2b`,
    });
  });

  test('a cancel takes the hidden part, too', () => {
    checkRule(make, {
      before: `| 101 | 3+6a 2b`,
      when: (book) => book.cancel(1, CAUSE),
      says: ['a cancels 9 at 101'],
      after: `| 101 | 2b`,
    });
  });

  test('a post-only order may be an iceberg', () => {
    checkRule(make, {
      before: `| 102 | 3a`,
      when: (book) => [
        ...book.submit(order(B, BUY, 8, 101, { type: 'postOnly', display: 2 })),
        ...book.submit(order(C, SELL, 3, 101, { order: 101 })),
      ],
      says: [
        'b postOnly buy 8 at 101: 8 rest',
        'c limit sell 3 at 101: none rests',
        'c trades 2 at 101 with b: 6 rest',
        'b shows 2 more at 101: 6 rest',
        'c trades 1 at 101 with b: 5 rest',
      ],
      after: `
             | 102 | 3a
        1+4b | 101 |`,
    });
  });

  test('a quote of the owner counts all lots of his iceberg', () => {
    checkRule(make, {
      before: `2+5a 1b | 100 |`,
      when: (book) => book.quote({ owner: A, side: BUY, levels: [[100, 6]], cause: CAUSE }, { next: 100 }),
      says: ['a takes 1 off at 100: 6 rest'],
      after: `2+4a 1b | 100 |`,
    });
  });
});

describe('an iceberg in the fast book', () => {
  const pictured = (): FastBook => {
    const fast = new FastBook();
    placePicture(fast, `| 101 | 3+6a 2b`);
    return fast;
  };

  test('answers with what is shown, and apart from it with what is hidden', () => {
    const { book } = pictured();
    expect([book.lotsAt(SELL, 101), book.depth(SELL, 5), book.lotsToPrice(SELL, 101)]).toEqual([5, 5, 5]);
    expect([book.hiddenAt(SELL, 101), book.hiddenAt(SELL, 100)]).toEqual([6, 0]);
    expect([book.lotsOfOrder(1), book.restingLots(A, SELL)]).toEqual([9, 9]);
  });

  test('keeps its hidden lots when the window moves', () => {
    const fast = pictured();
    const picture = drawBook(fast);
    recentre(fast.book, 80);
    expect(drawBook(fast)).toBe(picture);
    validateBook(fast.book);
  });

  test.each([
    ['a tip of no lots', { type: 'iceberg', display: 0 }, /shows at least one lot, got 0 for type index 6/],
    ['a negative tip', { type: 'iceberg', display: -1 }, /shows at least one lot, got -1/],
    ['half a lot', { type: 'iceberg', display: 0.5 }, /shows at least one lot, got 0.5/],
    ['a limit order with a tip', { type: 'limit', display: 2 }, /shows at least one lot, got 2 for type index 0/],
  ] as const)('is not entered with %s', (_what, more, says) => {
    expect(() => new FastBook().submit(order(A, SELL, 5, 101, more))).toThrow(says);
  });

  test('shown and hidden lots together must fit', () => {
    const fast = new FastBook();
    fast.submit(order(A, SELL, 2 ** 31 - 1, 101, { type: 'iceberg', display: 1 }));
    expect(() => fast.submit(order(B, SELL, 1, 101, { order: 101 }))).toThrow(/more than LOTS_MAX/);
  });

  test.each([
    [
      'a wrong sum of hidden lots',
      (book: FastBook['book'], level: number): void => {
        book.levels[level + List.hidden] = 5;
      },
      /6 hidden lots at 101/,
    ],
    [
      'a tip larger than allowed',
      (book: FastBook['book'], level: number): void => {
        book.tips[((book.levels[level + List.head] as number) >> TIP_SHIFT) + Tip.display] = 2;
      },
      /shows 3 lots, at most 2 at a time/,
    ],
    [
      'hidden lots of an order without a tip',
      (book: FastBook['book'], level: number): void => {
        book.tips[((book.levels[level + List.head] as number) >> TIP_SHIFT) + Tip.display] = 0;
      },
      /order 1 hides 6 lots/,
    ],
  ] as const)('the audit finds %s', (_what, plant, says) => {
    const { book } = pictured();
    plant(book, book.levelOf(SELL, book.keyOf(SELL, 101)));
    expect(() => validateBook(book)).toThrow(says);
  });

  const { filled, replenished } = RecordKind;
  const iceberg = 1 | (6 << 1);
  test.each([
    ['more lots than are shown', [[filled, 7, 3, 2, 0, 101, 4, 5, 1, 0, 9, 1]], /4 lots trade where 3 are shown/],
    [
      'a tip before the last one is gone',
      [[replenished, 7, 1, 0, iceberg, 101, 3, 6, 0, 0, 9, 0]],
      /shows 3 lots and hides 6/,
    ],
    [
      'a tip of another size than is hidden',
      [
        [filled, 7, 3, 2, 0, 101, 3, 6, 1, 0, 9, 1],
        [replenished, 7, 1, 0, iceberg, 101, 7, 6, 0, 0, 9, 0],
      ],
      /cannot show 7 more/,
    ],
  ])('a log with %s is broken', (_what, rows, says) => {
    const { book } = pictured();
    expect(() => {
      for (const row of rows) applyRecord(book, Int32Array.from(row), 0);
    }).toThrow(says);
  });

  test('the best price is not touched while the next tip comes', () => {
    const fast = new FastBook();
    fast.submit(order(A, SELL, 6, 101, { type: 'iceberg', display: 3, cause: 5 }));
    fast.submit(order(B, BUY, 3, 101, { order: 101, cause: 6 }));
    expect([fast.book.bestOfferTicks(), fast.book.offerCause]).toEqual([101, 5]);
  });
});
