/** Stop orders, good-till-time and mass cancel: held to the fast and the naive book. */
import { describe, expect, test } from 'vitest';
import { BUY, SELL } from '../../../src/events/records.ts';
import { Book } from '../../../src/market/book/book.ts';
import { recentre } from '../../../src/market/book/book-recentre.ts';
import { Deadlines, GOOD_TILL_MAX } from '../../../src/market/book/deadlines.ts';
import { submit } from '../../../src/market/book/order-entry.ts';
import { OrderForm } from '../../../src/market/book/order-form.ts';
import { RecordLog } from '../../../src/market/book/record-log.ts';
import { seededDraws } from '../seeded-draws.ts';
import { FastBook, SMALL_WINDOW, termsOf } from './book-model.ts';
import { placePicture, sentence } from './book-picture.ts';
import { A, B, BOOKS, C, CAUSE, checkRule, D, order } from './rule-check.ts';

const stop = (owner: number, side: 0 | 1, lots: number, trigger: number, more = {}) =>
  order(owner, side, lots, 0, { type: 'stop', trigger, ...more });

describe.each(BOOKS)('%s', (_name, make) => {
  test('a stop waits for a trade at its trigger and then takes what there is', () => {
    checkRule(make, {
      before: `
        3a | 100 |
        5b |  99 |`,
      when: (book) => [...book.submit(stop(C, SELL, 4, 100)), ...book.submit(order(D, SELL, 3, 100, { order: 101 }))],
      says: [
        'c stop sell 4 at the market waits for 100',
        'd limit sell 3 at 100: none rests',
        'd trades 3 at 100 with a: none rests',
        'c queues anew at the market: none rests',
        'c trades 4 at 99 with b: 1 rest',
      ],
      after: `1b | 99 |`,
    });
  });

  test.each([
    [BUY, 102, '| 101 | 1a', '3c | 101 |'],
    [SELL, 100, '1a | 101 |', '| 101 | 3c'],
  ] as const)('a trade one tick short of its trigger leaves a stop waiting', (side, trigger, before, after) => {
    checkRule(make, {
      before,
      when: (book) => {
        const rows = [
          ...book.submit(stop(C, side, 2, trigger)),
          ...book.submit(order(D, side, 1, 101, { order: 101 })),
          ...book.submit(order(C, side, 3, 101, { order: 102 })),
        ];
        expect(book.waiting()).toHaveLength(1);
        return rows;
      },
      says: [
        `c stop ${side === BUY ? 'buy' : 'sell'} 2 at the market waits for ${trigger}`,
        `d limit ${side === BUY ? 'buy' : 'sell'} 1 at 101: none rests`,
        'd trades 1 at 101 with a: none rests',
        `c limit ${side === BUY ? 'buy' : 'sell'} 3 at 101: 3 rest`,
      ],
      after,
    });
  });

  test('a stop with a limit rests at it', () => {
    checkRule(make, {
      before: `
        | 101 | 1a
        | 104 | 9b`,
      when: (book) => [
        ...book.submit(stop(C, BUY, 4, 101, { ticks: 102 })),
        ...book.submit(order(D, BUY, 1, 101, { order: 101 })),
      ],
      says: [
        'c stop buy 4 at 102 waits for 101',
        'd limit buy 1 at 101: none rests',
        'd trades 1 at 101 with a: none rests',
        'c queues anew at 102: 4 rest',
      ],
      after: `
           | 104 | 9b
        4c | 102 |`,
    });
  });

  test('stops set each other off, the nearest first and then the oldest', () => {
    checkRule(make, {
      before: `
        1a | 100 |
        1a |  99 |
        1a |  98 |
        9b |  97 |`,
      when: (book) =>
        [
          ...book.submit(stop(C, SELL, 1, 99, { order: 50 })),
          ...book.submit(stop(D, SELL, 1, 100, { order: 51 })),
          ...book.submit(stop(C, SELL, 1, 100, { order: 52 })),
          ...book.submit(order(D, SELL, 1, 100, { order: 101 })),
        ].slice(3),
      says: [
        'd limit sell 1 at 100: none rests',
        'd trades 1 at 100 with a: none rests',
        'd queues anew at the market: none rests',
        'd trades 1 at 99 with a: none rests',
        'c queues anew at the market: none rests',
        'c trades 1 at 98 with a: none rests',
        'c queues anew at the market: none rests',
        'c trades 1 at 97 with b: 8 rest',
      ],
      after: `8b | 97 |`,
    });
  });

  test('a stop that the last trade has passed already goes at once', () => {
    checkRule(make, {
      before: `
        | 101 | 1a
        | 102 | 9b`,
      when: (book) =>
        [...book.submit(order(D, BUY, 1, 101, { order: 101 })), ...book.submit(stop(C, BUY, 2, 100))].slice(2),
      says: [
        'c stop buy 2 at the market waits for 100',
        'c queues anew at the market: none rests',
        'c trades 2 at 102 with b: 7 rest',
      ],
      after: `| 102 | 7b`,
    });
  });

  test('a waiting stop can be cancelled and cannot be amended', () => {
    const book = make();
    book.submit(stop(C, BUY, 2, 101));
    expect(book.amend({ order: 100, ticks: 101, lots: 1, cause: CAUSE }).map(sentence)[0]).toMatch(/unknownOrder/);
    expect(book.waiting()).toEqual([100]);
    expect(book.cancel(100, CAUSE).map(sentence)).toEqual(['c cancels 2 at the market']);
    expect(book.waiting()).toEqual([]);
    expect(book.cancel(100, CAUSE).map(sentence)[0]).toMatch(/unknownOrder/);
  });

  test('a stop whose limit lies outside the window is refused', () => {
    expect(
      make()
        .submit(stop(C, BUY, 2, 101, { ticks: 500 }))
        .map(sentence),
    ).toEqual(['c stop buy 2 at 500 refused: outsidePriceLimits']);
  });

  test('orders end when their time is reached, the earliest first, and no sooner', () => {
    const book = make();
    book.submit(order(A, BUY, 1, 100, { order: 1, goodTill: 900 }));
    book.submit(order(B, BUY, 2, 101, { order: 2, goodTill: 800 }));
    book.submit(stop(C, BUY, 3, 120, { order: 3, goodTill: 800 }));
    book.submit(order(D, BUY, 4, 99, { order: 4 }));
    expect(book.expireUntil(799, CAUSE)).toEqual([]);
    expect(book.expireUntil(899, CAUSE).map(sentence)).toEqual(['2 of b at 101 expire', '3 of c at the market expire']);
    expect(book.expireUntil(900, CAUSE).map(sentence)).toEqual(['1 of a at 100 expire']);
    expect(book.expireUntil(GOOD_TILL_MAX, CAUSE)).toEqual([]);
    expect(book.count()).toBe(1);
  });

  test('an amended order keeps its time', () => {
    const book = make();
    book.submit(order(A, BUY, 1, 100, { order: 1, goodTill: 900 }));
    book.amend({ order: 1, ticks: 101, lots: 5, cause: CAUSE });
    expect(book.expireUntil(900, CAUSE).map(sentence)).toEqual(['5 of a at 101 expire']);
  });

  test('a mass cancel takes all of an owner: bids, offers and stops', () => {
    checkRule(make, {
      before: `
              | 102 | 1a
              | 101 | 2b 3a
        4a 1b | 100 |`,
      when: (book) => {
        book.submit(stop(A, SELL, 7, 98, { order: 90 }));
        book.submit(stop(B, SELL, 7, 98, { order: 91 }));
        return book.massCancel(A, CAUSE);
      },
      says: ['a cancels 4 at 100', 'a cancels 1 at 102', 'a cancels 3 at 101', 'a cancels 7 at the market'],
      after: `
           | 101 | 2b
        1b | 100 |`,
    });
  });
});

describe('a limit that is reached is named', () => {
  test('waiting stops', () => {
    const fast = new FastBook({ ...SMALL_WINDOW, orderCapacity: 1 });
    fast.submit(stop(A, BUY, 1, 101, { order: 1 }));
    expect(() => fast.submit(stop(A, BUY, 1, 101, { order: 2 }))).toThrow('at most stopCapacity = 1 stop orders');
  });

  test('orders with a good-till time, once none of them is stale', () => {
    const alive = new Set([1, 2, 3, 4]);
    const deadlines = new Deadlines(2);
    for (const one of [1, 2, 3, 4]) deadlines.remember(9, one, (order) => alive.has(order));
    expect(() => deadlines.remember(9, 5, (order) => alive.has(order))).toThrow('at most goodTillCapacity = 2');
    alive.delete(2);
    deadlines.remember(8, 5, (order) => alive.has(order));
    expect([deadlines.take(), deadlines.take(), deadlines.take(), deadlines.take()]).toEqual([5, 1, 3, 4]);
  });

  test.each([-1, 0.5, GOOD_TILL_MAX + 1])('%d is no second', (goodTill) => {
    expect(() => new FastBook().submit(order(A, BUY, 1, 100, { goodTill }))).toThrow(/a second from 1 to 2147483647/);
  });

  test('a book without stops', () => {
    const book = new Book({ instrument: 0, ownerCapacity: 1, ladderTicks: 32 });
    const form = Object.assign(new OrderForm(), {
      order: 1,
      quantity: 1,
      triggerTicks: 5,
      terms: termsOf(BUY, 'stop'),
    });
    expect(() => submit(book, new RecordLog(8), form)).toThrow('keeps no stop orders: its stopCapacity is 0');
  });

  test('a stop without a trigger', () => {
    expect(() => new FastBook().submit(stop(A, BUY, 1, 0))).toThrow(/a stop needs a trigger price, got 0/);
  });

  test('a window that would leave a stop’s limit outside', () => {
    const fast = new FastBook();
    placePicture(fast, '1a | 110 |');
    fast.submit(stop(A, BUY, 1, 120, { ticks: 121 }));
    expect(() => recentre(fast.book, 85)).toThrow(/a stop has its limit at 121, outside the new window/);
    recentre(fast.book, 100);
  });
});

test('deadlines come out in order, whatever was forgotten in between', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const draws = seededDraws(seed);
    const deadlines = new Deadlines(40);
    const kept: [number, number][] = [];
    for (let order = 1; order <= 80; order++) {
      const second = draws.whole(1, 30);
      deadlines.remember(second, order, () => true);
      kept.push([second, order]);
    }
    const expected = kept.sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([, order]) => order);
    expect(
      expected.map(() => deadlines.take()),
      `seed ${seed}`,
    ).toEqual(expected);
    expect([deadlines.length, deadlines.firstSecond]).toEqual([0, 0]);
  }
});
