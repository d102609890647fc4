/** A run beside published numbers: each measure from the tables of a run, misses with their sign, and reasons where there is none. */
import { describe, expect, test } from 'vitest';
import { comparePublished } from '../../../src/analysis/published/compare-published.ts';
import type { ComparedRun } from '../../../src/analysis/published/model-value.ts';
import { OBSERVATIONS, type Observation, type PublishedRow } from '../../../src/analysis/published/published-row.ts';
import type { AuctionRow } from '../../../src/analysis/tables/auction-table.ts';
import type { DailyRow } from '../../../src/analysis/tables/daily-table.ts';

const DAYS = ['2026-01-19', '2026-01-20', '2026-01-21', '2026-01-22', '2026-01-23'];
const CHANGES: Readonly<Record<string, readonly number[]>> = {
  'JGB-30Y': [10, 30, -10, 2, -2],
  'JGB-10Y': [5, 10, -5, 1, -1],
};

const daily: DailyRow[] = Object.entries(CHANGES).flatMap(([bond, changes]) =>
  DAYS.map((date, at) => ({
    date,
    market: 'jgb' as const,
    bond,
    tenor_years: 30,
    open_yield_pct: null,
    high_yield_pct: 3.6 + at / 10,
    low_yield_pct: null,
    close_yield_pct: 3.5 + at / 10,
    change_bp: changes[at] as number,
    volume_face: 100 + at,
    volume_dv01: 0,
    trades: 1,
    spread_bp: 1.5,
    depth_dv01: null,
    close_price: 98 - at,
    currency: 'JPY' as const,
  })),
);
const AUCTION: AuctionRow = {
  time: '2026-01-20T03:35:00Z',
  market: 'jgb',
  bond: 'JGB-30Y',
  format: 'jgb_price_conventional',
  offered: 100,
  bids: 300,
  accepted: 80,
  cover: 3.75,
  average_price: 99.35,
  stop_price: 99.1,
  average_yield_pct: 3.253,
  stop_yield_pct: 3.274,
  tail: 0.25,
  tail_unit: 'yen',
  dealer_share: 0.5,
};
const RUN: ComparedRun = {
  from: '2026-01-16T06:00:00Z',
  to: '2026-01-23T22:00:00Z',
  daily,
  auctions: [AUCTION],
  operations: [
    { ...AUCTION, time: '2026-01-20T02:00:00Z', bond: 'JGB-10Y+JGB-30Y', accepted: 7 },
    { ...AUCTION, time: '2026-01-22T02:00:00Z', bond: 'JGB-10Y', accepted: 5 },
  ],
  interdealer: [
    {
      date: '2026-01-20',
      market: 'jgb',
      bond: 'JGB-30Y',
      currency: 'JPY',
      volume_face: 27,
      volume_dv01: 1,
      trades: 2,
    },
  ],
};

const ROW: PublishedRow = {
  episode: 'mine',
  date: '2026-01-20',
  since: null,
  time: null,
  observation: 'close',
  subject: 'JGB-30Y',
  against: null,
  relation: 'is',
  value: 3.5,
  valueTo: null,
  unit: 'pct',
  status: 'published',
  source: 'W10',
  page: 'a page',
  note: '',
};
const modelOf = (change: Partial<PublishedRow>): unknown => {
  const { compared, not_compared } = comparePublished('mine', [{ ...ROW, ...change }], RUN);
  return compared[0]?.model ?? not_compared[0]?.why;
};

const SINCE = { since: '2026-01-16', unit: 'bp' };
test.each<[string, Partial<PublishedRow>, number]>([
  ['a close', {}, 3.6],
  ['a close of a price', { unit: 'price' }, 97],
  ['a high of the day', { observation: 'high' }, 3.7],
  ['the highest of several days', { observation: 'high', date: '2026-01-22', since: '2026-01-19' }, 3.9],
  ['a change on the day', { observation: 'change', unit: 'bp' }, 30],
  ['a change since the opening', { observation: 'change', ...SINCE }, 40],
  ['a change since a close', { observation: 'change', unit: 'bp', since: '2026-01-19', date: '2026-01-21' }, 20],
  ['a change of price', { observation: 'change_price', unit: 'price' }, -1],
  ['a change in percent', { observation: 'change_pct' }, 0.3],
  ['a slope', { observation: 'slope_change', against: 'JGB-10Y', unit: 'bp' }, 20],
  ['a ratio of moves', { observation: 'ratio', against: 'JGB-10Y', unit: 'times' }, 3],
  ['what was given back', { observation: 'retraced', date: '2026-01-21', ...SINCE, unit: 'share' }, 0.25],
  ['an average yield', { observation: 'average_yield' }, 3.253],
  ['a worst yield', { observation: 'stop_yield' }, 3.274],
  ['an average price', { observation: 'average_price', unit: 'price' }, 99.35],
  ['a lowest price', { observation: 'stop_price', unit: 'price' }, 99.1],
  ['a tail', { observation: 'tail', unit: 'yen' }, 0.25],
  ['a cover', { observation: 'cover', unit: 'times' }, 3.75],
  ['covers of the whole run', { observation: 'cover', unit: 'times', date: null }, 3.75],
  ['purchases of a market', { observation: 'purchased', subject: 'jgb', unit: 'JPY', since: '2026-01-19' }, 7],
  ['purchases in several days', { observation: 'purchased', subject: 'jgb', unit: 'JPY', date: null }, 12],
  ['purchases of a line', { observation: 'purchased', unit: 'JPY', date: null }, 7],
  ['the turnover of a line a day', { observation: 'turnover', unit: 'JPY', date: null }, 102],
  ['the turnover of a market a day', { observation: 'turnover', subject: 'jgb', unit: 'JPY', date: null }, 204],
  ['what dealers traded with each other', { observation: 'interdealer_turnover', unit: 'JPY' }, 27],
  ['a spread', { observation: 'spread', unit: 'bp' }, 1.5],
  ['a volatility', { observation: 'volatility', unit: 'bp', date: null }, 15.23],
  ['a correlation', { observation: 'correlation', against: 'JGB-10Y', unit: 'times', date: null }, 0.983],
])('%s', (_, change, expected) => {
  expect(modelOf(change)).toBe(expected);
});

test.each<[string, Partial<PublishedRow>, string]>([
  ['before the run', { date: '2026-01-13' }, 'before the opening of the run'],
  ['after it', { date: '2026-02-05' }, 'the run has not come to that date'],
  ['its opening', { date: '2026-01-16' }, 'the run opens with it'],
  ['a change from before it', { observation: 'change', unit: 'bp', since: '2026-01-15' }, 'begins before the opening'],
  ['a line it has not', { subject: 'BUND-10Y' }, 'no such line in the run'],
  ['a line it has not, as the other', { observation: 'ratio', against: 'BUND-10Y' }, 'no such line in the run'],
  ['a day without a close', { date: '2026-01-18' }, 'no close of it'],
  ['a day without an auction', { observation: 'cover', date: '2026-01-21' }, 'no auction of the line'],
  ['a tail in another unit', { observation: 'tail', unit: 'bp' }, 'the format of the run has no such number'],
  ['another currency', { observation: 'turnover', unit: 'USD' }, 'the run has it in JPY'],
  ['a level in the morning', { observation: 'level' }, 'of a moment of the day'],
])('%s is not compared, and it is said why', (_, change, why) => {
  expect(modelOf(change)).toContain(why);
});

test('every measure is computed for a run or says why it cannot be', () => {
  for (const [observation, terms] of Object.entries(OBSERVATIONS)) {
    const against = 'isOfTwo' in terms ? 'JGB-10Y' : null;
    const isOfAll = ['turnover', 'volatility', 'correlation'].includes(observation);
    const date = isOfAll ? null : '2026-01-21';
    const since = observation === 'retraced' ? '2026-01-16' : null;
    const unit = terms.units[0] as string;
    const value = modelOf({ observation: observation as Observation, against, date, since, unit });
    expect(value, observation).not.toBe('a run has no such number');
    if ('cannot' in terms) expect(value, observation).toBe(terms.cannot);
  }
});

describe('the difference', () => {
  const differenceOf = (change: Partial<PublishedRow>): unknown => {
    const [number] = comparePublished('mine', [{ ...ROW, ...change }], RUN).compared;
    return number === undefined ? undefined : [number.difference, number.difference_unit];
  };

  test('is the run less what was published, for levels of yields in basis points', () => {
    expect(differenceOf({ value: 3.875 })).toEqual([-27.5, 'bp']);
    expect(differenceOf({ value: 26.5, observation: 'change', unit: 'bp' })).toEqual([3.5, 'bp']);
    expect(differenceOf({ value: 3.19, observation: 'cover', unit: 'times' })).toEqual([0.56, 'times']);
  });

  test('of a range or a bound is how far the run lies outside it', () => {
    const change = { observation: 'change', unit: 'bp' } as const;
    expect(differenceOf({ ...change, relation: 'between', value: 26, valueTo: 31 })).toEqual([0, 'bp']);
    expect(differenceOf({ ...change, relation: 'between', value: 31, valueTo: 35 })).toEqual([-1, 'bp']);
    expect(differenceOf({ ...change, relation: 'between', value: 20, valueTo: 28 })).toEqual([2, 'bp']);
    expect(differenceOf({ ...change, relation: 'above', value: 25 })).toEqual([0, 'bp']);
    expect(differenceOf({ ...change, relation: 'above', value: 35 })).toEqual([-5, 'bp']);
    expect(differenceOf({ ...change, relation: 'below', value: 25 })).toEqual([5, 'bp']);
  });
});
