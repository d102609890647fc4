/** The metrics table repeats what other tables say, summed and averaged, and adds nothing. */
import { expect, test } from 'vitest';
import type { AuctionRow } from '../../src/analysis/tables/auction-table.ts';
import type { DailyRow } from '../../src/analysis/tables/daily-table.ts';
import type { FlowLine } from '../../src/analysis/tables/flow-table.ts';
import { metricRows } from '../../src/analysis/tables/metric-rows.ts';

const DATE = '2026-01-20';
const daily = (row: Partial<DailyRow>): DailyRow =>
  ({
    date: DATE,
    market: 'jgb',
    trades: 0,
    volume_face: 0,
    volume_dv01: 0,
    change_bp: null,
    spread_bp: null,
    depth_dv01: null,
    ...row,
  }) as DailyRow;
const flow = (row: Partial<FlowLine>): FlowLine =>
  ({ date: DATE, market: 'jgb', sell_dv01: 0, forced_sell_dv01: 0, ...row }) as FlowLine;

const valuesOf = (rows: ReturnType<typeof metricRows>, metric: string): (number | undefined)[] =>
  rows.filter((row) => row.metric === metric).map(({ value }) => value);

test('a market’s spread is the plain mean of its lines, its depth and volume are sums', () => {
  const rows = metricRows({
    daily: [
      daily({ bond: 'JGB-10Y', spread_bp: 1, depth_dv01: 10, volume_dv01: 5, trades: 2, volume_face: 100 }),
      daily({ bond: 'JGB-20Y', spread_bp: 2, depth_dv01: 20.25, volume_dv01: 7, trades: 3, volume_face: 200 }),
      daily({ bond: 'JGB-30Y' }),
      daily({ bond: 'UST-10Y', market: 'ust', spread_bp: 9 }),
    ],
    flows: [],
    results: [],
  }).filter(({ market }) => market === 'jgb');
  expect(valuesOf(rows, 'spread_bp')).toEqual([1.5]);
  expect(valuesOf(rows, 'depth_dv01')).toEqual([30.25]);
  expect(valuesOf(rows, 'volume_dv01')).toEqual([12]);
  expect(valuesOf(rows, 'volume_face')).toEqual([300]);
  expect(valuesOf(rows, 'trades')).toEqual([5]);
});

test('each line’s change of the day is there, and a day without a close has none', () => {
  const rows = metricRows({
    daily: [daily({ bond: 'JGB-10Y', change_bp: -2.5 }), daily({ bond: 'JGB-20Y' })],
    flows: [],
    results: [],
  });
  expect(rows.filter(({ metric }) => metric === 'change_bp')).toEqual([
    { date: DATE, metric: 'change_bp', market: 'jgb', bond: 'JGB-10Y', value: -2.5, unit: 'bp' },
  ]);
});

test('the forced share is of all sales, and where nothing was sold there is none', () => {
  const sales = [flow({ sell_dv01: 30 }), flow({ sell_dv01: 10, forced_sell_dv01: 10 })];
  expect(valuesOf(metricRows({ daily: [], flows: sales, results: [] }), 'forced_share')).toEqual([0.25]);
  const none = metricRows({ daily: [], flows: [flow({})], results: [] });
  expect(valuesOf(none, 'forced_share')).toEqual([]);
  expect(valuesOf(none, 'forced_sell_dv01')).toEqual([0]);
});

test('a result has its cover, its tail in its own unit and the dealers’ share', () => {
  const result = {
    time: `${DATE}T03:35:00Z`,
    market: 'jgb',
    bond: 'JGB-20Y',
    cover: 3.19,
    tail: 0.25,
    tail_unit: 'yen',
    dealer_share: 0.4,
  };
  const rows = metricRows({
    daily: [],
    flows: [],
    results: [result as AuctionRow, { ...result, bond: 'X', tail: null } as AuctionRow],
  });
  expect(rows.filter(({ bond }) => bond === 'JGB-20Y').map(({ metric, value, unit }) => [metric, value, unit])).toEqual(
    [
      ['cover', 3.19, 'times'],
      ['dealer_share', 0.4, 'share of awards'],
      ['tail', 0.25, 'yen'],
    ],
  );
  expect(
    valuesOf(
      rows.filter(({ bond }) => bond === 'X'),
      'tail',
    ),
  ).toEqual([]);
});

test('currencies have no rows, since theirs do not add up', () => {
  expect(
    metricRows({ daily: [daily({ market: 'fx', spread_bp: 1 })], flows: [flow({ market: 'fx' })], results: [] }),
  ).toEqual([]);
});
