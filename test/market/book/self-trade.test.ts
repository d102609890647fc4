/** What happens between orders of one owner: each of the four rules, held to the fast and the naive book. */
import { describe, expect, test } from 'vitest';
import { BUY, SELL } from '../../../src/events/records.ts';
import type { SelfTradeRule } from '../../../src/market/book/self-trade.ts';
import { A, B, BOOKS, C, CAUSE, checkRule, order } from './rule-check.ts';

const BEFORE = `
     | 102 | 3c
     | 101 | 2b 4a 1c
  5a | 100 |`;

describe.each(BOOKS)('%s', (_name, makeBook) => {
  const under = (selfTrade: SelfTradeRule) => () => makeBook({ selfTrade });

  test('cancel resting: the order in the way goes and matching goes on', () => {
    checkRule(under('cancelResting'), {
      before: BEFORE,
      when: (book) => book.submit(order(A, BUY, 4, 101)),
      says: [
        'a limit buy 4 at 101: 1 rest',
        'a trades 2 at 101 with b: none rests',
        'a cancels 4 at 101 (selfTrade)',
        'a trades 1 at 101 with c: none rests',
      ],
      after: `
           | 102 | 3c
        1a | 101 |
        5a | 100 |`,
    });
  });

  test('cancel incoming: the new order ends where it meets its owner’s', () => {
    checkRule(under('cancelIncoming'), {
      before: BEFORE,
      when: (book) => book.submit(order(A, BUY, 6, 102)),
      says: [
        'a limit buy 6 at 102: none rests',
        'a trades 2 at 101 with b: none rests',
        '4 of a at 102 expire (selfTrade)',
      ],
      after: `
           | 102 | 3c
           | 101 | 4a 1c
        5a | 100 |`,
    });
  });

  test('cancel both: neither is left', () => {
    checkRule(under('cancelBoth'), {
      before: BEFORE,
      when: (book) => book.submit(order(A, BUY, 6, 102)),
      says: [
        'a limit buy 6 at 102: none rests',
        'a trades 2 at 101 with b: none rests',
        'a cancels 4 at 101 (selfTrade)',
        '4 of a at 102 expire (selfTrade)',
      ],
      after: `
           | 102 | 3c
           | 101 | 1c
        5a | 100 |`,
    });
  });

  test('allow: an owner trades with himself like with anybody', () => {
    checkRule(under('allow'), {
      before: BEFORE,
      when: (book) => book.submit(order(A, BUY, 4, 101)),
      says: [
        'a limit buy 4 at 101: none rests',
        'a trades 2 at 101 with b: none rests',
        'a trades 2 at 101 with a: 2 rest',
      ],
      after: `
           | 102 | 3c
           | 101 | 2a 1c
        5a | 100 |`,
    });
  });

  test('an amended order that is ended is gone, and the next one is none the worse', () => {
    checkRule(under('cancelIncoming'), {
      before: `
           | 101 | 4a
        5a | 100 |`,
      when: (book) => [
        ...book.amend({ order: 2, ticks: 101, lots: 5, cause: CAUSE }),
        ...book.submit(order(B, BUY, 6, 101)),
      ],
      says: [
        'a queues anew at 101: none rests',
        '5 of a at 101 expire (selfTrade)',
        'b limit buy 6 at 101: 2 rest',
        'b trades 4 at 101 with a: none rests',
      ],
      after: `2b | 101 |`,
    });
  });

  test.each([
    ['cancelResting', 6, 7],
    ['cancelIncoming', 2, 3],
    ['cancelBoth', 2, 3],
    ['allow', 10, 11],
  ] as const)('under %s a FOK order of the owner gets %i lots and not %i', (selfTrade, most, toomany) => {
    const book = under(selfTrade)();
    for (const [at, owner, lots, ticks] of [
      [1, B, 2, 101],
      [2, A, 4, 101],
      [3, C, 1, 101],
      [4, C, 3, 102],
    ] as const)
      book.submit(order(owner, SELL, lots, ticks, { order: at }));
    expect(book.submit(order(A, BUY, toomany, 102, { type: 'fok' }))[0]?.[0]).toBe(2);
    const rows = book.submit(order(A, BUY, most, 102, { type: 'fok', order: 101 }));
    expect(rows[0]?.[0]).toBe(1);
    expect(rows.reduce((lots, row) => lots + (row[0] === 5 ? (row[6] as number) : 0), 0)).toBe(most);
  });

  test('hidden lots ahead of the owner’s order at its price come too late for a FOK order that it would end', () => {
    const book = under('cancelIncoming')();
    book.submit(order(B, SELL, 9, 101, { order: 1, type: 'iceberg', display: 2 }));
    book.submit(order(A, SELL, 1, 101, { order: 2 }));
    expect(book.submit(order(A, BUY, 3, 101, { type: 'fok' }))[0]?.[0]).toBe(2);
    expect(book.submit(order(A, BUY, 2, 101, { type: 'fok', order: 101 }))).toHaveLength(3);
  });
});
