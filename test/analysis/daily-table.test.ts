/** The daily table: what a row says about a business date, against tapes written by hand. */
import { describe, expect, test } from 'vitest';
import type { BookSides } from '../../src/analysis/liquidity-gauge.ts';
import { RunSummary } from '../../src/analysis/run-summary.ts';
import type { DailyRow } from '../../src/analysis/tables/daily-table.ts';
import { BUY } from '../../src/events/records.ts';
import { MONDAY, Tape, TUESDAY } from './one-bond.ts';

const rowsOf = (write: (tape: Tape) => void, book?: BookSides): readonly DailyRow[] => {
  const summary = new RunSummary({ books: () => (book === undefined ? undefined : [book]) });
  write(new Tape(summary));
  return summary.report().daily;
};

const trade = { taker: 0, takerSells: false, flag: 'voluntary', maker: 2, makerOrder: 1, lots: 3 } as const;

test('a market that did not open has no row', () => {
  expect(rowsOf((tape) => tape.tick(9920, 9930))).toEqual([]);
});

test('two sessions of one business date are one row', () => {
  const rows = rowsOf((tape) => tape.open(MONDAY).close(MONDAY).clock('2026-01-19T03:25:00Z').open(MONDAY));
  expect(rows.map(({ date, bond }) => `${date} ${bond}`)).toEqual(['2026-01-19 JGB-10Y']);
});

test('open, high and low run over trades and middles; a high yield is a low price', () => {
  const [row] = rowsOf((tape) =>
    tape
      .open(MONDAY)
      .tick(9920, 9930)
      .fill({ ...trade, ticks: 9900 })
      .tick(9940, 9951)
      .mark(MONDAY, 2 * 9930, 1234),
  ) as [DailyRow];
  const yields = [row.low_yield_pct, row.close_yield_pct, row.open_yield_pct, row.high_yield_pct] as number[];
  expect(yields).toEqual([...yields].sort((a, b) => a - b));
  // Simple yield by hand: (coupon + (100 − price) / years) / price, ten years less a month to 20 December 2035.
  const years = 9 + 334 / 365;
  expect(row.high_yield_pct).toBeCloseTo((100 * (2.1 + (100 - 99.0) / years)) / 99.0, 3);
  expect(row.close_price).toBe(99.3);
});

test('a one-sided quote has no middle', () => {
  const [row] = rowsOf((tape) => tape.open(MONDAY).tick(9920, 0).tick(0, 9950));
  expect(row).toMatchObject({ open_yield_pct: null, high_yield_pct: null, low_yield_pct: null });
});

test('a date under way has no close', () => {
  const [row] = rowsOf((tape) => tape.open(MONDAY).tick(9920, 9930));
  expect(row).toMatchObject({ close_yield_pct: null, close_price: null, change_bp: null });
  expect(row?.open_yield_pct).toBeGreaterThan(2);
});

test('the change is that of the official close, one decimal, and never minus zero', () => {
  const rows = rowsOf((tape) =>
    tape
      .open(MONDAY)
      .mark(MONDAY, 19840, 1249)
      .close(MONDAY)
      .clock('2026-01-19T23:40:00Z')
      .open(TUESDAY)
      .mark(TUESDAY, 19840, -3),
  );
  expect(rows.map(({ change_bp }) => change_bp)).toEqual([1.2, 0]);
  expect(Object.is(rows[1]?.change_bp, -0)).toBe(false);
});

test('each fill counts once, in face and in trades', () => {
  const [row] = rowsOf((tape) =>
    tape
      .open(MONDAY)
      .fill({ ...trade, ticks: 9900 })
      .fill({ ...trade, ticks: 9901, lots: 4 }),
  );
  expect(row).toMatchObject({ trades: 2, volume_face: 700_000_000 });
  expect(row?.volume_dv01).toBeGreaterThan(0);
});

describe('liquidity', () => {
  /** 99.20 bid, 99.24 offered; ten lots at each price on both sides. */
  const book: BookSides = {
    bestBidTicks: () => 9920,
    bestOfferTicks: () => 9924,
    lotsToPrice: (side, limit) => 10 * (side === BUY ? 9920 - limit + 1 : limit - 9924 + 1),
  };

  test('spread and depth are weighted by the time that sessions are open', () => {
    const [row] = rowsOf((tape) => {
      tape.open(MONDAY).touch().clock('2026-01-19T02:00:00Z').close(MONDAY);
      tape.clock('2026-01-19T05:00:00Z').touch();
    }, book) as [DailyRow];
    // A basis point of a ten-year JGB is about 0.08 per 100: four ticks are half a basis point, eight ticks within reach.
    expect(row.spread_bp).toBeGreaterThan(0.45);
    expect(row.spread_bp).toBeLessThan(0.55);
    expect(row.depth_dv01).toBeGreaterThan(0);
  });

  test('before anybody quotes the book has no depth, and that time counts', () => {
    const quoted = (from: string) =>
      rowsOf((tape) => tape.open(MONDAY).clock(from).touch().clock('2026-01-19T02:00:00Z').close(MONDAY), book)[0];
    const [whole, half] = [quoted('2026-01-19T00:00:00Z'), quoted('2026-01-19T01:00:00Z')];
    expect(half?.spread_bp).toBe(whole?.spread_bp);
    expect((half?.depth_dv01 as number) / (whole?.depth_dv01 as number)).toBeCloseTo(0.5, 6);
  });

  test('a book with one side has neither spread nor depth', () => {
    const oneSided = { ...book, bestOfferTicks: () => 0 };
    const [row] = rowsOf((tape) => tape.open(MONDAY).touch().clock('2026-01-19T02:00:00Z').close(MONDAY), oneSided);
    expect(row).toMatchObject({ spread_bp: null, depth_dv01: 0 });
  });
});
