/** A book as plain data: what is saved comes back as it was, in a copy that goes on as the original would. */
import { deserialize, serialize } from 'node:v8';
import { describe, expect, test } from 'vitest';
import { BUY, SELL } from '../../../src/events/records.ts';
import { Book, type BookOptions } from '../../../src/market/book/book.ts';
import { stateHash, validateBook } from '../../../src/market/book/book-audit.ts';
import { recentre } from '../../../src/market/book/book-recentre.ts';
import { type BookState, restoreBook, saveBook } from '../../../src/market/book/book-state.ts';
import { FastBook, SMALL_WINDOW } from './book-model.ts';
import { drawBook, placePicture, redraw, sentence } from './book-picture.ts';
import { driveRestored, metNothing, restored } from './restored-book.ts';

const [A, B] = [0, 1];
const FIRST_SEED = 20_260_120;

function pictured(picture: string): FastBook {
  const fast = new FastBook();
  placePicture(fast, picture);
  return fast;
}

const copyOf = (fast: FastBook): FastBook => restored(fast, SMALL_WINDOW);

describe('a restored book', () => {
  test('has the same queues', () => {
    const picture = `
                  | 103 | 9a 2+6b
                  | 102 | 7a 2c 5a
      4a 3+9b 1a  | 100 |
              8c  |  99 |`;
    const copy = copyOf(pictured(picture));
    expect(drawBook(copy)).toBe(redraw(picture, new FastBook()));
    expect(copy.hash()).toBe(pictured(picture).hash());
    validateBook(copy.book);
  });

  test.each(['3c | 99 |', '1a | 99 |\n | 98 | 1b'])('has none of the orders of a run that is over: %s', (left) => {
    const book = pictured(left).book;
    const state = saveBook(pictured('4a 3a 2b | 100 |').book);
    restoreBook(book, state);
    expect(stateHash(book)).toBe(pictured('4a 3a 2b | 100 |').hash());
    expect(saveBook(book)).toEqual(state);
    validateBook(book);
  });

  test('cancels an owner’s orders oldest first, where one of them has gone to the back of its queue', () => {
    const fast = pictured(`
         | 101 | 2+6a 3a
      1b | 100 |`);
    const sweep = { order: 9, owner: B, side: BUY, type: 'ioc', ticks: 101, lots: 2, cause: 2 } as const;
    fast.submit(sweep);
    const copy = copyOf(fast);
    expect(drawBook(copy)).toBe('1b | 100 |\n   | 101 | 3a 2+4a'.split('\n').reverse().join('\n'));
    expect(copy.massCancel(A, 3).map(sentence)).toEqual(['a cancels 6 at 101', 'a cancels 3 at 101']);
  });

  test('of a halt may be crossed, and its call trades', () => {
    const fast = new FastBook();
    fast.halt(1);
    placePicture(
      fast,
      `
      4a | 103 |
         | 101 | 3b`,
    );
    const copy = copyOf(fast);
    expect(copy.isCollecting).toBe(true);
    expect([copy.bestTicks(BUY), copy.bestTicks(SELL)]).toEqual([103, 101]);
    expect(copy.call(102, 5)).toEqual(fast.call(102, 5));
    expect(copy.hash()).toBe(fast.hash());
    expect(drawBook(copy)).toBe('1a | 103 |');
  });

  test('lets its stops loose in their order', () => {
    const fast = pictured('   | 110 | 9b');
    const stop = { owner: A, side: BUY, type: 'stop', ticks: 0, lots: 1, cause: 1, trigger: 110 } as const;
    for (const order of [10, 11, 12]) fast.submit({ ...stop, order, trigger: order === 12 ? 109 : 110 });
    const copy = copyOf(fast);
    expect(copy.waiting()).toEqual(fast.waiting());
    const taker = { order: 20, owner: 2, side: BUY, type: 'ioc', ticks: 110, lots: 1, cause: 4 } as const;
    const said = copy.submit(taker);
    expect(said.filter((row) => row[2] !== 20).map((row) => row[2])).toEqual([12, 12, 10, 10, 11, 11]);
    expect(said).toEqual(fast.submit(taker));
  });

  test('ends orders at their second', () => {
    const fast = new FastBook();
    const order = { owner: A, side: SELL, type: 'limit', ticks: 110, lots: 1, cause: 1 } as const;
    for (const [number, goodTill] of [
      [1, 60],
      [2, 30],
      [3, 90],
    ] as const)
      fast.submit({ ...order, order: number, goodTill });
    fast.cancel(2, 2);
    const copy = copyOf(fast);
    expect(copy.book.deadlines.length).toBe(3);
    expect(copy.expireUntil(60, 3).map((row) => row[2])).toEqual([1]);
    expect(copy.book.deadlines.firstSecond).toBe(90);
  });

  test('keeps the rules of its day and the window where it was moved', () => {
    const fast = pictured('3a | 110 |');
    const { book } = fast;
    recentre(book, 100);
    book.setDailyLimits(104, 120);
    book.bandTicks = 5;
    book.referenceTicks = 111;
    const copy = copyOf(fast).book;
    expect(copy.baseTicks).toBe(100);
    expect([copy.mayRestAt(103), copy.mayRestAt(104), copy.mayRestAt(121)]).toEqual([false, true, false]);
    expect([copy.bandTicks, copy.referenceTicks, copy.watch]).toEqual([5, 111, book.watch]);
    expect(copy.bestBidTicks()).toBe(110);
  });

  test('knows its last trade, its turnover and what led to its best prices', () => {
    const fast = pictured(`
         | 101 | 3b
      2a | 100 |`);
    fast.submit({ order: 7, owner: 2, side: BUY, type: 'limit', ticks: 101, lots: 3, cause: 5 });
    fast.book.turnoverLots = 2 ** 40 + 1;
    const { book } = copyOf(fast);
    expect([book.lastTradeTicks, book.tradeCause, book.bidCause, book.offerCause]).toEqual([101, 5, 1, 5]);
    expect(book.turnoverLots).toBe(2 ** 40 + 1);
  });

  test('has no part in what happens to the original', () => {
    const fast = pictured('4a | 100 |');
    const state = saveBook(fast.book);
    const before = structuredClone(state);
    fast.massCancel(A, 2);
    expect(state).toEqual(before);
    const copy = new FastBook();
    restoreBook(copy.book, state);
    copy.massCancel(A, 2);
    expect(state).toEqual(before);
  });
});

test('an order is some tens of bytes, and room for more of them nothing', () => {
  const bytes = (options: Partial<BookOptions>, orders: number): number => {
    const fast = new FastBook();
    for (let order = 1; order <= orders; order++)
      fast.submit({
        order,
        owner: order % 20,
        side: SELL,
        type: 'limit',
        ticks: 100 + (order % 20),
        lots: 1,
        cause: 1,
      });
    const larger = new Book({ instrument: 7, ownerCapacity: 26, ...options });
    const state = { ...saveBook(fast.book), made: saveBook(larger).made, baseTicks: 96 };
    restoreBook(larger, state);
    return serialize(saveBook(larger)).length;
  };
  const room = { stopCapacity: 5_000, goodTillCapacity: 5_000, orderCapacity: 30_000 };
  expect(bytes(room, 0)).toBeLessThan(1_000);
  expect(Math.abs(bytes(room, 0) - bytes({}, 0))).toBeLessThan(20);
  expect(bytes({}, 200) - bytes({}, 0)).toBeLessThan(200 * 40);
});

test('what was written as bytes is read back as it was', () => {
  const { book } = pictured('4a 3+9b | 100 |');
  const state = saveBook(book);
  expect(deserialize(serialize(state))).toEqual(state);
  expect(structuredClone(state)).toEqual(state);
});

describe('a state is refused', () => {
  const options = { instrument: 7, baseTicks: 96, ladderTicks: 32, ownerCapacity: 26, orderCapacity: 256 };
  const made = { stopCapacity: 256, goodTillCapacity: 256 };
  const state = (): BookState => saveBook(pictured('4a 3a 2b | 100 |').book);

  test.each([
    ['instrument', 8],
    ['ladderTicks', 64],
    ['ownerCapacity', 25],
    ['orderCapacity', 255],
    ['selfTrade', 'allow'],
    ['stopCapacity', 0],
    ['goodTillCapacity', 255],
  ])('by a book made with another %s', (name, value) => {
    const other = new Book({ ...options, ...made, [name]: value } as BookOptions);
    expect(() => restoreBook(other, state())).toThrow(new RegExp(`made with ${name}`));
  });

  const broken: [what: string, change: (state: BookState) => Partial<BookState>, says: RegExp][] = [
    ['that lists an order twice', () => ({ listed: Int32Array.of(1, 1, 3) }), /order 1 is listed twice/],
    ['that lists an order that does not queue', () => ({ listed: Int32Array.of(1, 2, 9) }), /order 9 is/],
    ['that does not list them all', () => ({ listed: Int32Array.of(1, 2) }), /list 2 of 3/],
    ['that breaks off', ({ orders }) => ({ orders: orders.slice(0, -1) }), /do not fit/],
    ['with a price outside the window', () => ({ baseTicks: 101 }), /cannot have an order at 100/],
    ['with half a stop', () => ({ stops: [new Int32Array(3), new Int32Array(0)] }), /stops do not fit/],
    [
      'with deadlines of nobody',
      () => ({ deadlines: { seconds: new Int32Array(1), orders: new Int32Array(0) } }),
      /deadlines of 0 orders/,
    ],
  ];
  test.each(broken)('%s', (_what, change, says) => {
    const whole = state();
    expect(() => restoreBook(new FastBook().book, { ...whole, ...change(whole) })).toThrow(says);
  });
});

test('saved and restored at any moment of a random history, a book goes on as if nothing had been', () => {
  const met = metNothing();
  for (let seed = FIRST_SEED; seed < FIRST_SEED + 24; seed++) driveRestored(seed, 600, met);
  for (const [what, times] of Object.entries(met)) expect(times, what).toBeGreaterThan(20);
});

/** Planted losses: the comparison must see each, or it proves nothing. */
test.each<[string, (state: BookState) => Partial<BookState>]>([
  ['an owner’s list in the order of the queue', ({ listed }) => ({ listed: listed.toSorted() })],
  ['the last trade', () => ({ lastTradeTicks: 0 })],
  ['the halt', ({ watch }) => ({ watch: watch & ~1 })],
])('a book restored without %s is told apart', (_what, change) => {
  const fast = new FastBook();
  fast.submit({ order: 1, owner: A, side: BUY, type: 'limit', ticks: 100, lots: 2, cause: 1 });
  fast.submit({ order: 2, owner: A, side: BUY, type: 'limit', ticks: 99, lots: 2, cause: 1 });
  fast.amend({ order: 1, ticks: 100, lots: 3, cause: 2 });
  fast.submit({ order: 3, owner: B, side: SELL, type: 'ioc', ticks: 100, lots: 1, cause: 3 });
  fast.halt(4);
  const copy = new FastBook();
  const state = saveBook(fast.book);
  restoreBook(copy.book, { ...state, ...change(state) });
  const hash = stateHash(copy.book);
  const isSame = hash === fast.hash() && copy.isCollecting === fast.isCollecting;
  const [said, expected] = [copy.massCancel(A, 5), fast.massCancel(A, 5)];
  expect(isSame && JSON.stringify(said) === JSON.stringify(expected)).toBe(false);
});
