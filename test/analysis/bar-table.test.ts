/** Bars of five minutes, against tapes written by hand. */
import { expect, test } from 'vitest';
import { QuoteBoard } from '../../src/analysis/quote-board.ts';
import { type BarRow, BarTable } from '../../src/analysis/tables/bar-table.ts';
import { parseIsoTime } from '../../src/units/time.ts';
import { MONDAY, Tape } from './one-bond.ts';

function barsOf(write: (tape: Tape) => void): BarRow[] {
  const rows: BarRow[] = [];
  const board = new QuoteBoard();
  const bars = new BarTable(board, (row) => rows.push(row));
  const tape = new Tape({
    control: (event) => {
      board.control(event);
      bars.control(event);
    },
    batch: (batch) => bars.batch(batch),
  });
  write(tape);
  bars.finish();
  return rows;
}

const trade = { taker: 0, takerSells: false, flag: 'voluntary', maker: 2, makerOrder: 1, lots: 3 } as const;
const at = (clock: string): string => `2026-01-19T${clock}Z`;

test('a bar runs over trades and middles in the order in which they were seen', () => {
  const [bar, ...others] = barsOf((tape) =>
    tape
      .clock(at('00:00:00'))
      .open(MONDAY)
      .tick(9920, 9930)
      .clock(at('00:01:00'))
      .fill({ ...trade, ticks: 9931 })
      .clock(at('00:04:59.999'))
      .fill({ ...trade, ticks: 9915 })
      .fill({ ...trade, ticks: 9918 }),
  );
  expect(others).toEqual([]);
  expect(bar).toMatchObject({
    time: parseIsoTime(at('00:00:00')),
    market: 'jgb',
    bond: 'JGB-10Y',
    open_price: 99.25,
    high_price: 99.31,
    low_price: 99.15,
    close_price: 99.18,
    volume_lots: 9,
    trades: 3,
  });
});

test('a high yield is a low price', () => {
  const [bar] = barsOf((tape) =>
    tape
      .open(MONDAY)
      .tick(9920, 9930)
      .fill({ ...trade, ticks: 9931 })
      .fill({ ...trade, ticks: 9915 }),
  );
  const { open_yield_pct, high_yield_pct, low_yield_pct, close_yield_pct } = bar as BarRow;
  expect(high_yield_pct).toBeGreaterThan(open_yield_pct as number);
  expect(low_yield_pct).toBeLessThan(open_yield_pct as number);
  expect(close_yield_pct).toBe(high_yield_pct);
});

test('the next five minutes are the next bar, and five minutes without news have none', () => {
  const bars = barsOf((tape) =>
    tape
      .open(MONDAY)
      .clock(at('00:04:00'))
      .tick(9920, 9930)
      .clock(at('00:05:00'))
      .tick(9922, 9932)
      .clock(at('00:10:00'))
      .close(MONDAY)
      .clock(at('00:17:30'))
      .tick(9924, 9934),
  );
  expect(bars.map(({ time, close_price }) => [time, close_price])).toEqual([
    [parseIsoTime(at('00:00:00')), 99.25],
    [parseIsoTime(at('00:05:00')), 99.27],
    [parseIsoTime(at('00:15:00')), 99.29],
  ]);
});

test('the spread is that of the last tick with both sides', () => {
  const spreads = barsOf((tape) =>
    tape
      .open(MONDAY)
      .tick(9920, 9930)
      .tick(9924, 9928)
      .tick(9924, 0)
      .clock(at('00:05:00'))
      .fill({ ...trade, ticks: 9930 }),
  ).map(({ spread_bp }) => spread_bp);
  expect(spreads[0]).toBeGreaterThan(0.3);
  expect(spreads[0]).toBeLessThan(0.7);
  expect(spreads[1]).toBeNull();
});

test('nothing is told of a bond before its first session', () => {
  expect(barsOf((tape) => tape.tick(9920, 9930))).toEqual([]);
});
