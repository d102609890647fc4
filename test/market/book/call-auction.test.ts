/** The call auction: its price against every tick looked at, its fills as pictures, its records replayed. */
import { describe, expect, test } from 'vitest';
import { BUY, Field, RecordKind, SELL } from '../../../src/events/records.ts';
import { stateHash, validateBook } from '../../../src/market/book/book-audit.ts';
import { applyRecord } from '../../../src/market/book/book-evolve.ts';
import { type CalledLevel, callPrice, uncross } from '../../../src/market/book/call-auction.ts';
import { HaltCause, halt, resume } from '../../../src/market/book/halts.ts';
import { seededDraws } from '../seeded-draws.ts';
import { FastBook, type Row, SMALL_WINDOW } from './book-model.ts';
import { OperationSource, perform } from './book-operations.ts';
import { drawBook, placePicture, redraw, sentence } from './book-picture.ts';
import { A, C, D, order } from './rule-check.ts';

const level = (ticks: number, lots: number): CalledLevel => ({ ticks, lots });

describe('the price of a call', () => {
  test.each([
    ['most lots', [level(102, 5), level(101, 5)], [level(100, 8), level(102, 9)], 0, [101, 8, 2]],
    ['then the least surplus', [level(105, 10), level(100, 5)], [level(95, 10)], 98, [101, 10, 0]],
    ['then the nearest to the reference', [level(105, 10)], [level(95, 10)], 98, [98, 10, 0]],
    ['a reference above all', [level(105, 10)], [level(95, 10)], 120, [105, 10, 0]],
    ['a reference below all', [level(105, 10)], [level(95, 10)], 90, [95, 10, 0]],
    ['the higher one without a reference', [level(105, 10)], [level(95, 10)], 0, [105, 10, 0]],
    ['prices that just meet', [level(100, 3)], [level(100, 7)], 99, [100, 3, -4]],
  ] as const)('%s', (_rule, bids, offers, reference, [ticks, lots, surplus]) => {
    expect(callPrice(bids, offers, reference)).toEqual({ ticks, lots, surplus });
  });

  test.each([
    [[level(99, 1)], [level(100, 1)]],
    [[], [level(100, 1)]],
    [[level(99, 1)], []],
    [[], []],
  ])('is none where nothing crosses', (bids, offers) => {
    expect(callPrice(bids, offers, 99)).toBeUndefined();
  });

  test('is the best of all ticks, looked at one by one', () => {
    for (let seed = 1; seed <= 3_000; seed++) {
      const draws = seededDraws(seed);
      const side = (): CalledLevel[] =>
        Array.from({ length: draws.whole(0, 5) }, () => level(draws.whole(90, 110), draws.whole(1, 6)));
      const [bids, offers, reference] = [side(), side(), draws.whole(85, 115)];
      let best: { key: number[]; ticks: number; lots: number } | undefined;
      for (let ticks = 90; ticks <= 110; ticks++) {
        const wanted = bids.reduce((sum, one) => sum + (one.ticks >= ticks ? one.lots : 0), 0);
        const offered = offers.reduce((sum, one) => sum + (one.ticks <= ticks ? one.lots : 0), 0);
        const lots = Math.min(wanted, offered);
        if (lots === 0) continue;
        const key = [-lots, Math.abs(wanted - offered), Math.abs(ticks - reference), -ticks];
        const at = key.findIndex((value, index) => value !== best?.key[index]);
        if (best === undefined || (key[at] as number) < (best.key[at] as number)) best = { key, ticks, lots };
      }
      const found = callPrice(bids, offers, reference);
      expect([found?.ticks, found?.lots], `seed ${seed}`).toEqual([best?.ticks, best?.lots]);
    }
  });
});

function collected(picture: string): FastBook {
  const fast = new FastBook();
  halt(fast.book, fast.log, { ticks: 100, why: HaltCause.asked, cause: 1 });
  placePicture(fast, picture);
  fast.rows();
  return fast;
}

const called = (fast: FastBook, reference: number): Row[] => {
  uncross(fast.book, fast.log, reference, 50);
  validateBook(fast.book);
  return fast.rows();
};

describe('a call', () => {
  test('collects without trading and then trades at one price, by price and time', () => {
    const fast = collected(`
      4a 2b | 102 | 1d
         5c | 101 |
         1a | 100 | 3b 4d
            |  99 | 2c`);
    expect(called(fast, 100).map(sentence)).toEqual([
      'a is drawn for 2 at 102: 2 rest',
      'a trades 2 at 101 with c: none rests',
      'a is drawn for 2 at 102: none rests',
      'a trades 2 at 101 with b: 1 rest',
      'b is drawn for 1 at 102: 1 rest',
      'b trades 1 at 101 with b: none rests',
      'b is drawn for 1 at 102: none rests',
      'b trades 1 at 101 with d: 3 rest',
      'c is drawn for 3 at 101: 2 rest',
      'c trades 3 at 101 with d: none rests',
      'trading resumes at 101',
    ]);
    expect(drawBook(fast)).toBe(
      redraw(
        `
           | 102 | 1d
        2c | 101 |
        1a | 100 |`,
        new FastBook(),
      ),
    );
    expect([fast.book.lastTradeTicks, fast.book.turnoverLots, fast.book.isCollecting]).toEqual([101, 9, false]);
  });

  test('counts and trades what icebergs hide, tip by tip on both sides', () => {
    const fast = collected(`
      2+3a 1b | 101 |
              | 100 | 1+4c 2d`);
    expect(
      called(fast, 100)
        .filter(([kind]) => kind === RecordKind.filled)
        .map(sentence),
    ).toEqual([
      'a trades 1 at 100 with c: 4 rest',
      'a trades 1 at 100 with d: 1 rest',
      'b trades 1 at 100 with d: none rests',
      'a trades 1 at 100 with c: 3 rest',
      'a trades 1 at 100 with c: 2 rest',
      'a trades 1 at 100 with c: 1 rest',
    ]);
    expect(fast.book.turnoverLots).toBe(6);
  });

  test('without a cross it only resumes', () => {
    expect(called(collected(`1a | 100 |`), 100).map(sentence)).toEqual(['trading resumes at the market']);
  });

  test('lets loose the stops that its price reaches', () => {
    const fast = collected(`
      2a | 101 |
         | 101 | 2b
         | 103 | 5c`);
    fast.submit(order(D, BUY, 1, 0, { type: 'stop', trigger: 101 }));
    expect(called(fast, 100).slice(-3).map(sentence)).toEqual([
      'trading resumes at 101',
      'd queues anew at the market: none rests',
      'd trades 1 at 103 with c: 4 rest',
    ]);
  });

  test('a stop that the last trade has passed waits for the end of the halt', () => {
    const fast = new FastBook();
    placePicture(fast, `1b | 101 |`);
    fast.submit(order(A, SELL, 1, 101));
    halt(fast.book, fast.log, { ticks: 101, why: HaltCause.asked, cause: 1 });
    fast.rows();
    expect(fast.submit(order(D, BUY, 1, 0, { order: 101, type: 'stop', trigger: 100 })).map(sentence)).toEqual([
      'd stop buy 1 at the market waits for 100',
    ]);
    expect(called(fast, 101).map(sentence)).toEqual([
      'trading resumes at the market',
      'd queues anew at the market: none rests',
      '1 of d at the market expire',
    ]);
  });

  test('refuses what cannot wait, and takes a post-only order that would cross', () => {
    const fast = collected(`| 101 | 2b`);
    for (const type of ['market', 'ioc', 'fok'] as const) {
      expect(fast.submit(order(A, BUY, 1, 101, { type })).map(sentence)[0]).toMatch(/refused: halted/);
    }
    expect(fast.submit(order(A, BUY, 1, 102, { type: 'postOnly' })).map(sentence)).toEqual([
      'a postOnly buy 1 at 102: 1 rest',
    ]);
  });

  test('a crossed book cannot resume without one', () => {
    const fast = collected(`
      1a | 102 |
         | 101 | 2b`);
    expect(() => resume(fast.book, fast.log, 0, 1)).toThrow(/crossed book cannot resume: bid 102, offer 101/);
  });

  test('sells what it buys, and its records replay to the same book', () => {
    for (let seed = 1; seed <= 150; seed++) {
      const source = new OperationSource(seed);
      const [live, replayed] = [new FastBook(SMALL_WINDOW), new FastBook(SMALL_WINDOW)];
      const replay = (rows: readonly Row[]): void => {
        for (const row of rows) applyRecord(replayed.book, Int32Array.from(row), 0);
      };
      for (let round = 0; round < 6; round++) {
        halt(live.book, live.log, { ticks: 0, why: HaltCause.asked, cause: 1 });
        replay(live.rows());
        for (let at = 0; at < 30; at++) replay(perform(live, source.next(live)));
        expect(replayed.book.isCollecting).toBe(true);
        const rows = called(live, 110);
        replay(rows);
        const drawn = rows.filter((row) => row[Field.kind] === RecordKind.amended && row[Field.quantity] !== 0);
        const sum = (some: readonly Row[]): number =>
          some.reduce((lots, row) => lots + (row[Field.quantity] as number), 0);
        const resumed = rows.findIndex((row) => row[Field.kind] === RecordKind.resumed);
        const inCall = rows.slice(0, resumed).filter((row) => row[Field.kind] === RecordKind.filled);
        expect(sum(inCall), `seed ${seed}`).toBe(sum(drawn));
        // Every other seed with a narrow band, so that the book halts by itself, in the middle of a cascade of stops, too.
        live.book.bandTicks = seed % 2 === 0 ? 2 : 0;
        for (let at = 0; at < 40; at++) {
          replay(perform(live, source.next(live)));
          if (stateHash(replayed.book) !== live.hash()) expect.unreachable(`seed ${seed}: replay differs`);
          if (live.book.isCollecting) replay(called(live, 110));
        }
        live.book.bandTicks = 0;
        if (stateHash(replayed.book) !== live.hash())
          expect.unreachable(`seed ${seed}, round ${round}: replay differs`);
      }
      validateBook(replayed.book);
    }
  });
});

describe('the dynamic breaker', () => {
  const banded = (picture: string, lastTrade: number): FastBook => {
    const fast = new FastBook();
    placePicture(fast, picture);
    fast.book.bandTicks = 2;
    fast.book.referenceTicks = lastTrade;
    return fast;
  };
  const BOOK = `
    | 104 | 5d
    | 103 | 5b
    | 102 | 5a`;

  test('an order trades within the band, halts the book at its edge and waits', () => {
    const fast = banded(BOOK, 101);
    expect(fast.submit(order(C, BUY, 12, 104)).map(sentence)).toEqual([
      'c limit buy 12 at 104: 2 rest',
      'c trades 5 at 102 with a: none rests',
      'c trades 5 at 103 with b: none rests',
      'trading halts at 104',
    ]);
    expect([fast.book.isCollecting, fast.book.bestBidTicks(), fast.book.bestOfferTicks()]).toEqual([true, 104, 104]);
    expect(called(fast, 103).map(sentence)).toEqual([
      'c is drawn for 2 at 104: none rests',
      'c trades 2 at 104 with d: 3 rest',
      'trading resumes at 104',
    ]);
  });

  test('what an IOC order would trade beyond the band vanishes, and the book halts', () => {
    const rows = banded(BOOK, 101).submit(order(C, BUY, 12, 104, { type: 'ioc' }));
    expect(rows.slice(-2).map(sentence)).toEqual(['trading halts at 104', '2 of c at 104 expire']);
  });

  test('a limit inside the band is no reason to halt', () => {
    const fast = banded(BOOK, 101);
    fast.submit(order(C, BUY, 12, 103));
    expect(fast.book.isCollecting).toBe(false);
  });

  test('a FOK order counts only what lies within the band', () => {
    const fast = banded(BOOK, 101);
    expect(fast.submit(order(C, BUY, 11, 104, { type: 'fok' })).map(sentence)).toEqual([
      'c fok buy 11 at 104 refused: cannotFill',
    ]);
    expect(fast.book.isCollecting).toBe(false);
  });

  test('sellers meet it, too, and without a reference the last trade is one', () => {
    const fast = banded(
      `
      5a | 100 |
      5b |  97 |`,
      0,
    );
    fast.submit(order(C, SELL, 1, 100));
    expect(fast.submit(order(C, SELL, 9, 97, { order: 101 })).map(sentence)).toEqual([
      'c limit sell 9 at 97: 5 rest',
      'c trades 4 at 100 with a: none rests',
      'trading halts at 97',
    ]);
    expect(fast.book.isCollecting).toBe(true);
  });
});

test('while a book collects, quotes queue at their own prices, crossing ones too, and trade in the call', () => {
  const fast = collected('2a | 100 |');
  const said = fast.quote(
    {
      owner: C,
      side: SELL,
      levels: [
        [99, 1],
        [100, 4],
      ],
      cause: 50,
    },
    { next: 200 },
  );
  expect(said.map(sentence)).toEqual(['c limit sell 1 at 99: 1 rest', 'c limit sell 4 at 100: 4 rest']);
  expect([fast.book.bestBidTicks(), fast.book.bestOfferTicks()]).toEqual([100, 99]);
  expect(called(fast, 100).filter(([kind]) => kind === RecordKind.filled).length).toBe(2);
});
