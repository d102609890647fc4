/** Auctions small enough to allot on paper: ties, cuts, reserves, options and everything that is not covered. */
import { describe, expect, test } from 'vitest';
import { type AuctionInputs, printAuction } from '../../../src/market/auctions/auction-formats.ts';
import { allotJgbDutch } from '../../../src/market/auctions/auction-jgb-dutch.ts';
import { allotKtb } from '../../../src/market/auctions/auction-ktb.ts';
import { allotUst, cutToLimit } from '../../../src/market/auctions/auction-ust.ts';
import { allotBoeReverse } from '../../../src/market/auctions/operation-boe-reverse.ts';
import { Bug } from '../../../src/units/assert.ts';
import { lots } from '../../../src/units/quantity.ts';

const print = <F extends keyof AuctionInputs>(type: F, input: AuctionInputs[F]) =>
  printAuction({ id: 'hand', type, input } as never);

const yieldBid = (bidder: number, yieldMilliPct: number, quantity: number) => ({
  bidder,
  yieldMilliPct,
  quantity: lots(quantity),
});

describe('the same tie at the stop, three issuers', () => {
  // 100 wanted, 30 taken by the best; 70 left for 40 + 60 + 5: shares 26.67, 40 and 3.33.
  const rows = [
    { id: 'A', issue: 'x', spread: '0.010', amount: 30 },
    { id: 'B', issue: 'x', spread: '0.005', amount: 40 },
    { id: 'C', issue: 'x', spread: '0.005', amount: 60 },
    { id: 'D', issue: 'x', spread: '0.005', amount: 5 },
  ];

  test('the BOJ rounds every share up and buys one too many', () => {
    expect(print('boj_purchase', { amount: 100, bench: { x: '1.000' }, offers: rows })).toMatchObject({
      awards: { A: 30, B: 27, C: 40, D: 4 },
      accepted: 101,
      prorata_pct: '66.6',
    });
  });

  test('the Bank of England rounds every share down and buys one too few', () => {
    const offers = rows.map((row) => ({ ...row, amount: row.amount * 10 }));
    const input = { amount: 1000, market: { x: '4.500' }, reserve_spread: '-1.000', offers };
    expect(print('boe_reverse', input)).toMatchObject({ awards: { A: 300, B: 266, C: 400, D: 33 }, accepted: 999 });
  });

  test('the Treasury rounds the percentage up, then every award', () => {
    const bids = rows.map(({ id, spread, amount }, index) => {
      const rate = spread === '0.010' ? '4.100' : '4.105';
      return { id, bidder: String(index), class: 'direct' as const, yield: rate, amount: amount * 100 };
    });
    // Half of 20,000 is non-competitive, so that nobody's bid passes 35 % of the offering.
    const result = print('ust_single_price', { offering: 20_000, noncomp: 10_000, bids });
    expect(result).toMatchObject({
      alloc_pct_at_high: '66.67',
      awards: { A: 3000, B: 2667, C: 4001, D: 334 },
      competitive_awarded: 10_002,
      total_awarded: 20_002,
      tail_bp: null,
      cap_35pct_binds: false,
    });
  });

  test('a share of less than a step is nothing where shares are rounded down', () => {
    const bids = [1, 1, 1].map((amount, index) => ({ id: `b${index}`, yield: '3.000', amount }));
    expect(print('jgb_yield_dutch', { offering: 2, bids })).toEqual({
      highest_accepted_yield: null,
      prorata_pct_at_highest: null,
      awards: { b0: 0, b1: 0, b2: 0 },
      accepted: 0,
      bid_to_cover: null,
      undersubscribed_by: 0,
    });
  });
});

describe('the 35 % rule', () => {
  const bid = (id: string, bidder: string, rate: string, amount: number) =>
    ({ id, bidder, class: 'primary', yield: rate, amount }) as const;

  test('keeps a bidder’s lowest yields, and of equal ones the first in the file', () => {
    const bids = [
      bid('a', 'X', '4.00', 200),
      bid('b', 'X', '4.00', 200),
      bid('c', 'X', '3.99', 100),
      bid('d', 'Y', '4.01', 900),
    ];
    // 350 for X: 100 of c, 200 of a, 50 of b. Y is cut to 350 as well.
    const result = print('ust_single_price', { offering: 1000, noncomp: 0, bids });
    expect(result).toMatchObject({
      awards: { a: 200, b: 50, c: 100, d: 350 },
      high_yield: '4.010',
      alloc_pct_at_high: '100.00',
      cap_35pct_binds: true,
      undersubscribed_by: 300,
      bid_to_cover: '2.0000',
    });
  });

  test('counts what a bidder already owns', () => {
    // The regulation's example: $10bn offered, $1bn net long, so $2.5bn at most.
    const input = {
      offering: 100,
      noncomp: 0,
      net_long: { X: 10 },
      bids: [bid('a', 'X', '4.00', 60), bid('b', 'Y', '4.01', 30)],
    };
    expect(print('ust_single_price', input)).toMatchObject({ awards: { a: 25, b: 30 }, cap_35pct_binds: true });
  });

  test('does not bind where only bids beyond the stop were cut', () => {
    const bids = [
      bid('a', 'X', '4.00', 300),
      bid('b', 'Y', '4.00', 300),
      bid('c', 'Z', '4.00', 350),
      bid('d', 'Z', '4.00', 50),
      bid('e', 'W', '4.00', 50),
    ];
    const cutAtStop = print('ust_single_price', { offering: 1000, noncomp: 0, bids });
    expect(cutAtStop.cap_35pct_binds).toBe(true);
    const worse = bids.map((one) => (one.id === 'd' ? { ...one, yield: '4.10' } : one));
    expect(print('ust_single_price', { offering: 1000, noncomp: 0, bids: worse })).toMatchObject({
      awards: { a: 300, b: 300, c: 350, d: 0, e: 50 },
      cap_35pct_binds: false,
    });
  });

  test('leaves a bidder that owns more than the limit nothing', () => {
    const bids = [yieldBid(0, 4000, 10), yieldBid(1, 4000, 10)];
    expect(cutToLimit(bids, lots(100), new Map([[0, lots(40)]]))).toEqual([
      yieldBid(0, 4000, 0),
      yieldBid(1, 4000, 10),
    ]);
  });

  test('a stop below the when-issued yield is a negative tail', () => {
    const input = {
      offering: 100,
      noncomp: 10,
      wi: '4.859',
      bids: [bid('a', 'X', '4.844', 35), bid('b', 'Y', '4.840', 35)],
    };
    expect(print('ust_single_price', input)).toMatchObject({
      tail_bp: '-1.5',
      total_awarded: 80,
      undersubscribed_by: 20,
    });
  });
});

describe('auctions that are not covered', () => {
  test('a 40-year auction stops at the worst bid and takes everything', () => {
    const bids = [
      { id: 'A', yield: '3.540', amount: 200 },
      { id: 'B', yield: '3.9', amount: 100 },
    ];
    expect(print('jgb_yield_dutch', { offering: 500, bids })).toEqual({
      highest_accepted_yield: '3.900',
      prorata_pct_at_highest: '100.0000',
      awards: { A: 200, B: 100 },
      accepted: 300,
      bid_to_cover: '1.0000',
      undersubscribed_by: 200,
    });
  });

  test('the DMO keeps what nobody bid for; the cover says so (25 March 2009: 0.93)', () => {
    const bids = [
      { id: 'A', price: '99.1', amount: 1_500_000 },
      { id: 'B', price: '98.7', amount: 127_500 },
    ];
    expect(print('dmo_multiple_price', { offering: 1_750_000, gemm_nc: 0, other_nc: 0, bids })).toMatchObject({
      cover: '0.9300',
      lowest_accepted_price: '98.700',
      prorata_pct_at_lowest: '100.0000',
      competitive_accepted: 1_627_500,
      undersubscribed_by: 122_500,
    });
  });

  test.each([
    ['jgb_lea', { offering: 9, ref: { x: '1' }, bids: [{ id: 'A', issue: 'x', spread: '-0.01', amount: 5 }] }],
    ['mof_buyback', { amount: 9, offers: [{ id: 'A', issue: 'x', spread: '-0.01', amount: 5 }] }],
    ['boj_purchase', { amount: 9, bench: { x: '1' }, offers: [{ id: 'A', issue: 'x', spread: '-0.01', amount: 5 }] }],
    ['ktb_differential', { offering: 9, band_bp: 3, partial: true, bids: [{ id: 'A', yield: '2.5', amount: 5 }] }],
  ] as const)('%s says what is missing', (type, input) => {
    expect(print(type, input as never)).toMatchObject({ awards: { A: 5 }, accepted: 5, undersubscribed_by: 4 });
  });

  test.each([
    ['jgb_lea', { offering: 9, ref: {}, bids: [] }],
    ['mof_buyback', { amount: 9, offers: [] }],
    ['boj_purchase', { amount: 9, bench: {}, offers: [] }],
    ['boe_reverse', { amount: 9, market: {}, reserve_spread: '0', offers: [] }],
    ['ust_single_price', { offering: 9, noncomp: 0, wi: '4', bids: [] }],
    ['dmo_multiple_price', { offering: 9, gemm_nc: 0, other_nc: 0, bids: [] }],
    ['ktb_differential', { offering: 9, band_bp: 3, partial: true, bids: [] }],
  ] as const)('%s without bids has no prices', (type, input) => {
    const result = print(type, input as never);
    expect(result).toMatchObject({ awards: {}, undersubscribed_by: 9 });
    expect(Object.values(result).filter((value) => value === null).length).toBeGreaterThanOrEqual(3);
  });
});

describe('a reserve that sellers do not know', () => {
  const offers = [
    { id: 'near', issue: 'g', spread: '0.020', amount: 220 },
    { id: 'far', issue: 'g', spread: '-0.001', amount: 18_780 },
  ];

  test('refuses what lies beyond it though money is left: 3 October 2022', () => {
    const input = { amount: 50_000, market: { g: '4.500' }, reserve_spread: '0.000', offers };
    expect(print('boe_reverse', input)).toEqual({
      lowest_accepted_spread: '0.020',
      prorata_pct: '100.0000',
      awards: { near: 220, far: 0 },
      accepted: 220,
      refused_by_reserve: { far: 18_780 },
      refused: 18_780,
      avg_spread_exact: '0.02000000',
      bid_to_cover: '86.3636',
      win_yield: { near: '4.520' },
      undersubscribed_by: 49_780,
    });
  });

  test('lets an offer exactly at it pass', () => {
    const spreads = offers.map(({ spread, amount }, bidder) => ({
      bidder,
      spreadMilli: Number(spread) * 1000,
      quantity: lots(amount),
    }));
    const result = allotBoeReverse({ amount: lots(50_000), reserveSpreadMilli: 20, offers: spreads });
    expect(result).toMatchObject({ isRefused: [false, true], awards: [220, 0], refused: 18_780, stopSpreadMilli: 20 });
  });
});

describe('what winners may take afterwards', () => {
  test('Non-Price-Competitive II: ten percent of what was won, rounded down', () => {
    const bids = [
      { id: 'A', won: 305, amount: 100 },
      { id: 'B', won: 250, amount: 20 },
      { id: 'C', won: 9, amount: 5 },
    ];
    expect(print('jgb_nonprice_2', { average_price: '99.31589486', bids })).toEqual({
      price: '99.31589486',
      limits: { A: 30, B: 25, C: 0 },
      awards: { A: 30, B: 20, C: 0 },
      accepted: 50,
    });
    expect(print('jgb_nonprice_2', { average_price: '99.3', limit_pct: 15, bids })).toMatchObject({
      limits: { A: 45, B: 37, C: 1 },
    });
  });

  test('the DMO’s option: a quarter, 812.5 of 3,250', () => {
    const bids = [
      { id: 'A', won: 2_000_000, amount: 600_000 },
      { id: 'B', won: 1_250_000, amount: 312_500 },
    ];
    expect(print('dmo_paof', { offering: 3_250_000, average_price: '98.495', bids })).toEqual({
      price: '98.495',
      paof_max: 812_500,
      limits: { A: 500_000, B: 312_500 },
      awards: { A: 500_000, B: 312_500 },
      accepted: 812_500,
      unused: 0,
    });
  });
});

test('a fixed-rate purchase buys every offer at benchmark plus the Bank’s spread, and nothing of what nobody offers', () => {
  const input = {
    bench: { '10y370': '0.495', '10y375': '0.500' },
    spread: { '10y370': '0.005', '10y375': '0.000' },
    offers: [
      { id: 'A', issue: '10y370', amount: 538 },
      { id: 'B', issue: '10y370', amount: 1413 },
    ],
  };
  expect(print('boj_fixed_rate', input)).toEqual({
    awards: { A: 538, B: 1413 },
    accepted: 1951,
    by_issue: { '10y370': 1951, '10y375': 0 },
    fixed_yield: { '10y370': '0.500', '10y375': '0.500' },
  });
});

describe('differential pricing', () => {
  const bids = [
    yieldBid(0, 4990, 20),
    yieldBid(1, 5000, 20),
    yieldBid(2, 5030, 10),
    yieldBid(3, 5030, 30),
    yieldBid(4, 5035, 9),
  ];
  const input = { offered: lots(50), bandMilliPct: 30, bids };

  test('cuts bids at the stop-out rate, or takes them all, as the ministry chooses', () => {
    expect(allotKtb({ ...input, partial: true })).toMatchObject({
      awards: [20, 20, 2, 7, 0],
      accepted: 49,
      stopOutMilliPct: 5030,
    });
    expect(allotKtb({ ...input, partial: false })).toMatchObject({ awards: [20, 20, 10, 30, 0], accepted: 80 });
  });

  test('pays the top of the group on the grid that hangs from the stop-out rate', () => {
    expect(allotKtb({ ...input, partial: true }).winYieldsMilliPct).toEqual([5000, 5000, 5030, 5030, 5035]);
  });

  test('a band of nothing is our bug', () => {
    expect(() => allotKtb({ ...input, bandMilliPct: 0, partial: true })).toThrow(Bug);
  });
});

describe('in the integers that a market counts in', () => {
  test('negative yields rank below positive ones and come out as they went in', () => {
    const result = allotJgbDutch([yieldBid(0, -5, 10), yieldBid(1, 5, 10), yieldBid(2, 0, 10)], lots(15));
    expect(result).toMatchObject({ awards: [10, 0, 5], highestYieldMilliPct: 0, leftAtStop: 5, bidsAtStop: 10 });
    expect(Object.is(result.highestYieldMilliPct, 0)).toBe(true);
  });

  test('amounts near 2^52 are shared exactly', () => {
    const huge = 2 ** 51 - 1;
    const result = allotJgbDutch([yieldBid(0, 3000, huge), yieldBid(1, 3000, huge)], lots(huge));
    expect(result.awards).toEqual([(huge - 1) / 2, (huge - 1) / 2]);
  });

  test('more taken without competition than is offered is our bug', () => {
    expect(() => allotUst({ offered: lots(5), nonCompetitive: lots(6), bids: [] })).toThrow(Bug);
  });
});
