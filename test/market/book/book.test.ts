/** What a book answers, where it stops, and that its audit has teeth. */
import { describe, expect, test } from 'vitest';
import { BUY, SELL } from '../../../src/events/records.ts';
import { Book, LADDER_TICKS, LOTS_MAX, ORDER_CAPACITY } from '../../../src/market/book/book.ts';
import { restingOrders, stateHash, validateBook } from '../../../src/market/book/book-audit.ts';
import { LIST_WORDS, List, Slot, Who } from '../../../src/market/book/book-layout.ts';
import { recentre } from '../../../src/market/book/book-recentre.ts';
import { submit } from '../../../src/market/book/order-entry.ts';
import { QUOTE_LEVELS_MAX } from '../../../src/market/book/order-form.ts';
import { quote } from '../../../src/market/book/quote-entry.ts';
import { FastBook, type Order, SMALL_WINDOW } from './book-model.ts';
import { drawBook, placePicture } from './book-picture.ts';

const PICTURE = `
        | 104 | 1b
        | 102 | 7a 2c
  4a 3b | 100 |
     5a |  97 |`;

function pictured(): FastBook {
  const fast = new FastBook();
  placePicture(fast, PICTURE);
  return fast;
}

const order = (number: number, more: Partial<Order>): Order => ({
  order: number,
  owner: 0,
  side: BUY,
  type: 'limit',
  ticks: 100,
  lots: 1,
  cause: 9,
  ...more,
});

describe('a book answers', () => {
  const { book } = pictured();

  test('the best prices, and 0 for an empty side', () => {
    expect([book.bestBidTicks(), book.bestOfferTicks()]).toEqual([100, 102]);
    const empty = new Book({ instrument: 0, ownerCapacity: 1 });
    expect([empty.bestBidTicks(), empty.bestOfferTicks(), empty.depth(BUY, 9), empty.ladderTicks]).toEqual([
      0,
      0,
      0,
      LADDER_TICKS,
    ]);
  });

  test('lots at a price, by order and by owner', () => {
    expect([book.lotsAt(SELL, 102), book.lotsAt(BUY, 102), book.lotsAt(SELL, 103), book.lotsAt(SELL, 5_000)]).toEqual([
      9, 0, 0, 0,
    ]);
    expect([book.restingLots(0, BUY), book.restingLots(0, SELL), book.restingLots(3, SELL)]).toEqual([9, 7, 0]);
    expect([book.lotsOfOrder(2), book.lotsOfOrder(77)]).toEqual([7, 0]);
  });

  test('depth within some ticks of the best, and up to a price', () => {
    expect([0, 1, 2, 3, 9_999].map((ticks) => book.depth(SELL, ticks))).toEqual([9, 9, 10, 10, 10]);
    expect([0, 2, 3].map((ticks) => book.depth(BUY, ticks))).toEqual([7, 7, 12]);
    expect([101, 102, 104].map((ticks) => book.lotsToPrice(SELL, ticks))).toEqual([0, 9, 10]);
    expect([101, 100, 1].map((ticks) => book.lotsToPrice(BUY, ticks))).toEqual([0, 7, 12]);
  });

  test('last trade, its cause and the turnover, each fill once', () => {
    const fast = pictured();
    fast.submit(order(50, { owner: 3, ticks: 104, lots: 10, cause: 77 }));
    expect([fast.book.lastTradeTicks, fast.book.tradeCause, fast.book.turnoverLots]).toEqual([104, 77, 10]);
    expect([fast.book.bidCause, fast.book.offerCause]).toEqual([1, 77]);
  });

  test('what led to the last change of each best price', () => {
    const fast = pictured();
    fast.submit(order(50, { ticks: 99, cause: 60 }));
    expect(fast.book.bidCause).toBe(1);
    fast.submit(order(51, { ticks: 101, cause: 61 }));
    expect(fast.book.bidCause).toBe(61);
    fast.cancel(51, 62);
    expect([fast.book.bidCause, fast.book.offerCause]).toEqual([62, 1]);
  });
});

describe('a limit that is reached is named', () => {
  test('orders that may rest', () => {
    const fast = new FastBook({ ...SMALL_WINDOW, orderCapacity: 2 });
    fast.submit(order(1, {}));
    fast.submit(order(2, {}));
    const full = 'instrument 7: the book is full, 2 orders rest and orderCapacity is 2';
    expect(() => fast.submit(order(3, {}))).toThrow(full);
    expect(ORDER_CAPACITY).toBe(8_192);
  });

  test('orders that trade and vanish need no room', () => {
    const fast = new FastBook({ ...SMALL_WINDOW, orderCapacity: 1 });
    for (let round = 0; round < 5; round++) {
      fast.submit(order(2 * round + 1, { side: SELL }));
      fast.submit(order(2 * round + 2, { owner: 1 }));
    }
    expect(fast.book.turnoverLots).toBe(5);
    validateBook(fast.book);
  });

  test.each([0, 1])('lots at one price or of one owner (owner %i)', (second) => {
    const fast = new FastBook();
    fast.submit(order(1, { lots: LOTS_MAX }));
    expect(() => fast.submit(order(2, { owner: second, ticks: 100 - (1 - second) }))).toThrow(
      /more than LOTS_MAX = 2147483647 lots/,
    );
  });

  test('orders of nobody have no limit but that of each price', () => {
    const fast = new FastBook();
    for (let at = 0; at < 3; at++) fast.submit(order(at + 1, { owner: -1, ticks: 100 - at, lots: LOTS_MAX }));
    validateBook(fast.book);
    expect(() => fast.submit(order(4, { owner: -1, ticks: 100 }))).toThrow(/more than LOTS_MAX/);
    fast.cancel(2, 1);
    fast.submit(order(5, { owner: 0, side: SELL, ticks: 98, lots: LOTS_MAX }));
    validateBook(fast.book);
  });

  test('levels of a quote', () => {
    const fast = new FastBook();
    fast.quoteForm.count = QUOTE_LEVELS_MAX + 1;
    expect(() => quote(fast.book, fast.log, fast.quoteForm, { next: 1 })).toThrow(
      'at most QUOTE_LEVELS_MAX = 64 levels, got 65',
    );
  });
});

describe('what no honest caller sends is our bug', () => {
  const wrong: [what: string, change: Partial<Order>, says: RegExp][] = [
    ['no lots', { lots: 0 }, /at least one lot, got 0/],
    ['negative lots', { lots: -3 }, /at least one lot, got -3/],
    ['half a lot', { lots: 1.5 }, /integers up to 2147483647, got 100 and 1.5/],
    ['too many lots', { lots: 2 ** 31 }, /integers up to 2147483647/],
    ['not a number of lots', { lots: Number.NaN }, /at least one lot, got NaN/],
    ['infinite lots', { lots: Number.POSITIVE_INFINITY }, /integers up to/],
    ['half a tick', { ticks: 100.5 }, /integers up to 2147483647, got 100.5 and 1/],
    ['not a price', { ticks: Number.NaN }, /integers up to/],
    ['an owner who does not exist', { owner: 26 }, /owner 26 is not one of the book's 26/],
    ['an owner below nobody', { owner: -2 }, /owner -2 is not one/],
    ['no order number', { order: 0 }, /an order number is positive, got 0/],
  ];
  test.each(wrong)('%s', (_what, change, says) => {
    expect(() => new FastBook().submit(order(1, change))).toThrow(says);
  });

  test('a type that this book does not know', () => {
    const { book, log, form } = new FastBook();
    Object.assign(form, { ...order(1, {}), quantity: 1, priceTicks: 100, terms: 7 << 1 });
    expect(() => submit(book, log, form)).toThrow('this book takes no orders of type index 7');
  });

  test('an order number twice', () => {
    const fast = pictured();
    expect(() => fast.submit(order(3, { ticks: 96 }))).toThrow('order 3 rests already');
  });

  test('amending down to as much, to more or to nothing', () => {
    const fast = pictured();
    for (const lots of [7, 8, 0, -1]) expect(() => fast.amendDown(2, lots, 9)).toThrow(/fewer lots and at least one/);
    expect(() => fast.quote({ owner: 0, side: BUY, levels: [[99, 0]], cause: 9 }, { next: 90 })).toThrow(
      /at least one lot, got 0/,
    );
    expect(() => fast.quote({ owner: -1, side: BUY, levels: [], cause: 9 }, { next: 90 })).toThrow(
      /a quote needs an owner/,
    );
  });
});

describe('the audit finds a planted fault', () => {
  const bidLevel = (book: Book): number => book.levelOf(BUY, book.keyOf(BUY, 100));
  const firstBid = (book: Book): number => book.levels[bidLevel(book) + List.head] as number;
  const faults: [what: string, plant: (book: Book) => void, says: RegExp][] = [
    [
      'crossed prices',
      (book) => {
        book.best[SELL] = book.keyOf(SELL, 99);
      },
      /the book is crossed: bid 100, offer 99/,
    ],
    [
      'a wrong sum',
      (book) => {
        book.levels[bidLevel(book) + List.lots] = 8;
      },
      /7 lots at 100, its sum differs/,
    ],
    [
      'a cut link',
      (book) => {
        book.orders[firstBid(book) + Slot.next] = 0;
      },
      /the tail at 100 is not the last order/,
    ],
    [
      'a link that leads nowhere back',
      (book) => {
        book.orders[(book.orders[firstBid(book) + Slot.next] as number) + Slot.prev] = 0;
      },
      /not linked back at 100/,
    ],
    [
      'a circle',
      (book) => {
        book.orders[firstBid(book) + Slot.next] = firstBid(book);
      },
      /not linked back|runs in a circle/,
    ],
    [
      'a stale best price',
      (book) => {
        book.best[BUY] = book.keyOf(BUY, 97);
      },
      /the best of side 0 is not 100/,
    ],
    [
      'a bit without a level',
      (book) => {
        book.keys[BUY].add(book.keyOf(BUY, 99));
      },
      /bit and level disagree at 99/,
    ],
    [
      'a level without a bit',
      (book) => {
        book.keys[BUY].remove(book.keyOf(BUY, 97));
      },
      /bit and level disagree at 97/,
    ],
    [
      'an order without lots',
      (book) => {
        book.orders[firstBid(book) + Slot.lots] = 0;
      },
      /rests without lots/,
    ],
    [
      'an order at another price',
      (book) => {
        book.orders[firstBid(book) + Slot.priceTicks] = 99;
      },
      /rests at a foreign price, 100/,
    ],
    [
      'an order on the other side',
      (book) => {
        book.orders[firstBid(book) + Slot.who] = (1 << Who.ownerShift) | SELL;
      },
      /rests on the wrong side/,
    ],
    [
      'an order that the index forgot',
      (book) => {
        book.index.cells.fill(0);
      },
      /the index does not find order/,
    ],
    [
      'hidden lots at a price where nobody rests',
      (book) => {
        book.levels[book.levelOf(BUY, book.ladderTicks - 1) + List.hidden] = 3;
      },
      /0 hidden lots at \d+, its sum differs/,
    ],
    [
      'a level kept open in which nothing rests',
      (book) => {
        book.keys[SELL].add(book.ladderTicks - 1);
      },
      /bit and level disagree at \d+/,
    ],
    [
      'a miscount',
      (book) => {
        book.restingOrders++;
      },
      /6 orders rest, the count says 7/,
    ],
    [
      'an owner’s wrong sum',
      (book) => {
        book.owners.heads[book.ownerListOf(0, BUY) + List.lots] = 1;
      },
      /owner 0 has 9 lots, the sum differs/,
    ],
    [
      'an owner’s lost order',
      (book) => {
        book.owners.heads.fill(0, book.ownerListOf(2, SELL), book.ownerListOf(2, SELL) + LIST_WORDS);
      },
      /owners list 5 of 6 orders/,
    ],
    [
      'a stolen order',
      (book) => {
        book.orders[firstBid(book) + Slot.who] = 2 << Who.ownerShift;
      },
      /in the list of owner 0, who has not placed it/,
    ],
  ];
  test.each(faults)('%s', (_what, plant, says) => {
    const { book } = pictured();
    validateBook(book);
    plant(book);
    expect(() => validateBook(book)).toThrow(says);
  });
});

describe('moving the price window', () => {
  test.each([97, 80, 96])('to %i keeps every order and its place', (baseTicks) => {
    const fast = pictured();
    const [picture, hash] = [drawBook(fast), stateHash(fast.book)];
    recentre(fast.book, baseTicks);
    validateBook(fast.book);
    expect([drawBook(fast), stateHash(fast.book), fast.book.baseTicks]).toEqual([picture, hash, baseTicks]);
    fast.submit(order(50, { owner: 3, ticks: 102, lots: 8 }));
    expect(restingOrders(fast.book, SELL).map(({ lots }) => lots)).toEqual([1, 1]);
    validateBook(fast.book);
  });

  test('moves what may rest', () => {
    const fast = new FastBook();
    expect(fast.book.inWindow(96)).toBe(true);
    recentre(fast.book, 100);
    expect([99, 100, 131, 132].map((ticks) => fast.book.inWindow(ticks))).toEqual([false, true, true, false]);
  });

  test.each([98, 72])('is refused where an order would be left outside (base %i)', (baseTicks) => {
    const { book } = pictured();
    expect(() => recentre(book, baseTicks)).toThrow(/an order rests at (97|104), outside the new window of 32 ticks/);
    validateBook(book);
  });

  test.each([-1, 0.5])('a base of %d is no count of ticks', (baseTicks) => {
    expect(() => recentre(new FastBook().book, baseTicks)).toThrow(/base is a count of ticks/);
  });
});

test.each([
  [{ baseTicks: -1 }, /base must not be negative/],
  [{ orderCapacity: 0 }, /at least one order/],
  [{ ownerCapacity: -1 }, /count of owners/],
  [{ ladderTicks: 100 }, /multiple of 32/],
])('a book with %o is refused', (options, says) => {
  expect(() => new Book({ instrument: 0, ownerCapacity: 1, ...options })).toThrow(says);
});
