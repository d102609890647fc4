/** Awards, money and printed numbers of every format, against worked examples, published prices and the issuers' rules. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { allot } from '../../../src/engine/allotment/allot.ts';
import type { AuctionCase, Outcome } from '../../../src/engine/allotment/outcome.ts';
import type { HeldFormat } from '../../../src/events/auction-terms.ts';
import { awardStepFace } from '../../../src/market/auctions/bid-rules.ts';
import { type BondMarket, face, milliBp } from '../../../src/units/quantity.ts';
import {
  day,
  GILT_8,
  GILT_AT_PAR,
  JGB_20Y,
  JGB_40Y,
  KTB_AT_PAR,
  type LineWords,
  lineOf,
  UST_9_HALF,
} from '../auction-fixture.ts';

interface Words {
  readonly offered: number;
  readonly dealersCeiling?: number;
  readonly nonCompetitive?: number;
  readonly spread?: number;
  readonly whenIssued?: number;
  /** Reference level by line, bp. */
  readonly references?: Readonly<Record<string, number>>;
  /** `[thousandths, award steps, line]`; each by a bidder of its own. */
  readonly bids: readonly (readonly [number, number, string?])[];
  readonly claims?: readonly number[];
}

/** Amounts in award steps. */
function caseOf(format: HeldFormat, lines: readonly LineWords[], words: Words): AuctionCase {
  const first = lines[0] as LineWords;
  const step = awardStepFace(format, first.market as BondMarket);
  return {
    format,
    offered: face(words.offered * step),
    step,
    dealersCeiling: face((words.dealersCeiling ?? 0) * step),
    nonCompetitive: face((words.nonCompetitive ?? 0) * step),
    spreadMilli: words.spread,
    bandMilli: 30,
    lines: new Map(lines.map((line) => [line.id, lineOf(line)])),
    references: new Map(lines.map(({ id }) => [id, words.references?.[id] ?? 300])),
    whenIssued: milliBp(words.whenIssued ?? 0),
    netLong: new Map(),
    bids: words.bids.map(([bidMilli, count, line], bidder) => ({
      bidder,
      instrument: line ?? first.id,
      bidMilli,
      face: face(count * step),
    })),
    claims: (words.claims ?? []).map((count, at) => ({
      bidder: words.bids.length + at,
      instrument: first.id,
      bidMilli: 0,
      face: face(count * step),
    })),
  };
}

const stepsOf = ({ step }: AuctionCase, { awards }: Outcome): number[] => awards.map((award) => award.face / step);

const ORACLES = JSON.parse(readFileSync(new URL('../../oracles/auctions.json', import.meta.url), 'utf8')) as readonly {
  readonly id: string;
  readonly expect: { readonly awards: Readonly<Record<string, number>> };
}[];
const expectedAwards = (id: string): number[] =>
  Object.values(ORACLES.find((oracle) => oracle.id === id)?.expect.awards ?? {});

describe('the worked examples', () => {
  test('JGB by price: low 99.10, share 37.5 %, average 99.315894, tail 0.215 yen, cover 1.814', () => {
    const auction = caseOf('jgb_price_conventional', [JGB_20Y], {
      offered: 1000,
      dealersCeiling: 200,
      bids: [
        [99_400, 300],
        [99_350, 250],
        [99_300, 100],
        [99_100, 220],
        [99_100, 180],
        [98_900, 400],
      ],
      claims: [200],
    });
    const outcome = allot(auction);
    expect(stepsOf(auction, outcome)).toEqual(expectedAwards('worked-jgb_price_conventional'));
    expect(outcome.statistics).toMatchObject({
      accepted: 799e8,
      bids: 1450e8,
      nonCompetitive: 200e8,
      stopMilli: 99_100,
      stopPriceMicro: 99_100_000,
      averageMicro: 99_315_894,
      averagePriceMicro: 99_315_894,
      tailMilli: 215,
      tailUnit: 'yen',
      prorataTenThousandthsPct: 375_000,
      coverPermille: 1814,
    });
    // MoF printed 3.274 (cut) for 99.10 of #195 settled on this day.
    expect(Math.floor(outcome.statistics.stopYieldMicroPct / 1000)).toBe(3274);
    // ¥30bn at 99.40; 32 days of 3.2 % cut to 0.2805479 per 100.
    expect(outcome.awards[0]?.paid).toBe(29_820_000_000 + 84_164_370);
    // ¥20bn at the exact average, 799 lots of which cost 79,353.40 points, cut to the yen.
    const average = Number((200n * 79_353_400n * 100_000_000n) / (799n * 100_000n));
    expect(outcome.claimAwards[0]?.paid).toBe(average + 56_109_580);
  });

  test('40-year Dutch: stop 3.555 % for all, which is 90.40; 50 % at the stop, cover 1.90', () => {
    const auction = caseOf('jgb_yield_dutch', [JGB_40Y], {
      offered: 500,
      bids: [
        [3540, 200],
        [3550, 150],
        [3555, 200],
        [3555, 100],
        [3580, 300],
      ],
    });
    const outcome = allot(auction);
    expect(stepsOf(auction, outcome)).toEqual(expectedAwards('worked-jgb_yield_dutch'));
    expect(outcome.statistics).toMatchObject({
      stopMilli: 3555,
      stopPriceMicro: 90_400_000,
      averagePriceMicro: 90_400_000,
      stopYieldMicroPct: 3_555_000,
      prorataTenThousandthsPct: 500_000,
      coverPermille: 1900,
      tailUnit: 'none',
    });
    // 68 days of 3.1 %: 0.5775342 per 100, for ¥10bn.
    expect(outcome.awards[2]?.paid).toBe(9_040_000_000 + 57_753_420);
  });

  const THIRTY: LineWords = { ...JGB_20Y, id: 'JGB-30Y', coupon: 3100, maturity: '2055-12-20', years: 30 };
  const TWENTY: LineWords = { ...JGB_20Y, coupon: 2377 };
  const LEVELS = { 'JGB-30Y': 310, 'JGB-20Y': 240 };

  test('enhanced liquidity: at most −0.023, 75 % there, 299 of 300; own reference plus own spread is the price', () => {
    const auction = caseOf('jgb_lea', [THIRTY, TWENTY], {
      offered: 300,
      references: LEVELS,
      bids: [
        [-24, 120, 'JGB-30Y'],
        [-23, 150, 'JGB-20Y'],
        [-23, 90, 'JGB-30Y'],
        [-10, 200, 'JGB-20Y'],
      ],
    });
    const outcome = allot(auction);
    expect(stepsOf(auction, outcome)).toEqual(expectedAwards('worked-jgb_lea'));
    expect(outcome.statistics).toMatchObject({
      stopMilli: -23,
      averageMicro: -23_401,
      prorataTenThousandthsPct: 750_000,
      coverPermille: 1872,
      stopPriceMicro: 0,
      averageYieldMicroPct: 0,
    });
    // 2.400 − 0.023 is the coupon of the 20-year: par, and 32 days of 2.377 % = 0.2083945 per 100.
    expect(outcome.awards[1]?.paid).toBe(11_200_000_000 + 23_340_184);
  });

  test.each(['jgb_lea', 'mof_buyback', 'boj_purchase', 'boe_reverse'] as const)(
    '%s: a stop at the reference itself is nothing, and not minus nothing, which no log takes',
    (format) => {
      const line = format === 'boe_reverse' ? GILT_AT_PAR : JGB_20Y;
      const bids = [[0, 150, line.id] as const];
      const { statistics } = allot(caseOf(format, [line], { offered: 100, spread: -10, bids }));
      expect([statistics.stopMilli, statistics.averageMicro].every((number) => Object.is(number, 0))).toBe(true);
    },
  );

  test('BOJ: 0.010 with 60 of 81 rounded up, so that 101 are bought of 100', () => {
    const auction = caseOf('boj_purchase', [THIRTY, TWENTY], {
      offered: 100,
      references: { 'JGB-30Y': 150, 'JGB-20Y': 160 },
      bids: [
        [12, 40, 'JGB-30Y'],
        [10, 50, 'JGB-20Y'],
        [10, 31, 'JGB-30Y'],
        [-2, 80, 'JGB-20Y'],
      ],
    });
    const outcome = allot(auction);
    expect(stepsOf(auction, outcome)).toEqual(expectedAwards('worked-boj_purchase'));
    expect(outcome.statistics).toMatchObject({
      accepted: 101e8,
      stopMilli: 10,
      averageMicro: 10_792,
      prorataTenThousandthsPct: 740_740,
      coverPermille: 1990,
    });
  });

  test('buy-back: −0.25 yen at most, 49.7487 % there, sellers paid reference plus own spread', () => {
    // The coupon of 3.1 % stands at 3.100 %: a reference of 100.00.
    const auction = caseOf('mof_buyback', [THIRTY], {
      offered: 200,
      references: LEVELS,
      bids: [
        [-350, 60],
        [-300, 41],
        [-250, 120],
        [-250, 79],
        [-100, 300],
      ],
    });
    const outcome = allot(auction);
    expect(stepsOf(auction, outcome)).toEqual(expectedAwards('worked-mof_buyback'));
    expect(outcome.statistics).toMatchObject({
      stopMilli: -250,
      averageMicro: -290_452,
      stopPriceMicro: 99_750_000,
      averagePriceMicro: 99_709_547,
      prorataTenThousandthsPct: 497_487,
      coverPermille: 3015,
    });
    // ¥6bn at 99.65; 32 days of 3.1 % = 0.2717808 per 100.
    expect(outcome.awards[0]?.paid).toBe(5_979_000_000 + 16_306_848);
  });

  test('UST: high 4.117, 55.33 % there and rounded up, one unit over; tail 0.3 bp; cover 1.721', () => {
    const auction = caseOf('ust_single_price', [UST_9_HALF], {
      offered: 1000,
      nonCompetitive: 50,
      whenIssued: 411_400,
      bids: [
        [4105, 300],
        [4110, 250],
        [4117, 300],
        [4117, 333],
        [4117, 90],
        [4125, 400],
      ],
    });
    const outcome = allot(auction);
    expect(stepsOf(auction, outcome)).toEqual(expectedAwards('worked-ust_single_price'));
    expect(outcome.othersAward.face).toBe(5000);
    expect(outcome.statistics).toMatchObject({
      accepted: 95_100,
      nonCompetitive: 5000,
      stopMilli: 4117,
      prorataTenThousandthsPct: 553_300,
      tailMilli: 300,
      tailUnit: 'bp',
      coverPermille: 1721,
    });
  });

  test('UST: everybody pays the Treasury’s price of the high yield, 99.730918 and 0.367403 accrued; nobody gets more than 35 %', () => {
    const auction = caseOf('ust_single_price', [UST_9_HALF], {
      offered: 10_000,
      bids: [
        [9530, 5000],
        [9540, 2000],
      ],
    });
    const outcome = allot(auction);
    expect(outcome.statistics.stopPriceMicro).toBe(99_730_918);
    // $350,000: 349,058.21 and 1,285.91, in cents.
    expect(outcome.awards[0]).toEqual({ face: 350_000, paid: 34_905_821 + 128_591 });
    expect(outcome.statistics.bids).toBe(700_000);
  });

  test('gilts: low 98.301, 30 % there, average 98.495 (3 decimals) for GEMMs, cover 1.85, tail in bp of unrounded yields', () => {
    const auction = caseOf('dmo_multiple_price', [GILT_AT_PAR], {
      offered: 1000,
      dealersCeiling: 150,
      bids: [
        [98_634, 200],
        [98_550, 300],
        [98_420, 200],
        [98_301, 400],
        [98_301, 100],
        [98_200, 500],
      ],
      claims: [90, 90],
    });
    const outcome = allot(auction);
    expect(stepsOf(auction, outcome)).toEqual(expectedAwards('worked-dmo_multiple_price'));
    expect(outcome.claimAwards.map((award) => award.face)).toEqual([75_000, 75_000]);
    // £75,000 at 98.495 on a coupon date: nothing has accrued.
    expect(outcome.claimAwards[0]?.paid).toBe(7_387_125);
    expect(outcome.awards[3]?.paid).toBe(11_796_120);
    const { statistics } = outcome;
    expect(statistics).toMatchObject({
      stopPriceMicro: 98_301_000,
      averagePriceMicro: 98_495_000,
      averageMicro: 98_495_235,
      prorataTenThousandthsPct: 300_000,
      coverPermille: 1850,
      tailUnit: 'bp',
    });
    expect(statistics.tailMilli / 1000).toBeCloseTo(
      (statistics.stopYieldMicroPct - statistics.averageYieldMicroPct) / 1e4,
      2,
    );
    expect(statistics.tailMilli).toBeGreaterThan(2000);
  });

  test('KTB: groups of 3 bp from the stop-out rate; par on a coupon date at the coupon, dearer below it', () => {
    const auction = caseOf('ktb_differential', [KTB_AT_PAR], {
      offered: 80,
      bids: [
        [4990, 20],
        [5000, 20],
        [5010, 20],
        [5030, 10],
        [5050, 10],
        [5070, 20],
      ],
    });
    const outcome = allot(auction);
    expect(stepsOf(auction, outcome)).toEqual(expectedAwards('worked-ktb_differential'));
    expect(outcome.statistics).toMatchObject({
      stopMilli: 5050,
      stopPriceMicro: 100_000_000,
      averageYieldMicroPct: 5_020_000,
      averageMicro: 5_010_000,
      prorataTenThousandthsPct: 1_000_000,
      coverPermille: 1250,
    });
    expect(outcome.awards[4]?.paid).toBe(10e9);
    expect(outcome.awards[3]?.paid).toBe(10e9);
    // Both bids in the group pay its top rate, 5.020 %: the sum of twenty half-years, cut to the won per 10,000.
    let won = 0;
    for (let half = 1; half <= 20; half++) won += (252.5 + (half === 20 ? 10_000 : 0)) / 1.0251 ** half;
    expect(outcome.awards[1]?.paid).toBe(2_000_000 * Math.floor(won));
    expect(outcome.awards[2]?.paid).toBe(outcome.awards[1]?.paid);
  });
});

describe('money', () => {
  test('a gilt settled ex dividend is paid for less the interest that the seller keeps', () => {
    const auction = caseOf('dmo_multiple_price', [GILT_8], { offered: 2000, bids: [[141_312, 1000]] });
    // £1m at 141.312; 171 of 182 days less the coupon of 4: −0.241758 per 100.
    expect(allot(auction).awards[0]?.paid).toBe(141_312_000 - 241_758);
  });

  test('an index-linked gilt costs its real price times the index ratio', () => {
    const linker: LineWords = { ...GILT_AT_PAR, id: 'GILT-30Y-IL', coupon: 1250, ratio: 137_501 };
    const auction = caseOf('dmo_multiple_price', [linker], { offered: 2000, bids: [[98_765, 1000]] });
    expect(allot(auction).awards[0]?.paid).toBe(Math.round(100_000_000 * 0.98765 * 1.37501));
  });

  test('the Bank of England pays the seller his own spread over the market, rounds shares down to £0.1m and keeps its reserve', () => {
    const auction = caseOf('boe_reverse', [GILT_AT_PAR], {
      offered: 150,
      spread: -5,
      references: { 'GILT-10Y': 425 },
      bids: [
        [4, 100],
        [0, 60],
        [0, 70],
        [-6, 500],
      ],
    });
    const outcome = allot(auction);
    // Left at 0: 50 for 130 → 23.07 and 26.9.
    expect(stepsOf(auction, outcome)).toEqual([100, 23, 26, 0]);
    expect(outcome.awards[1]?.paid).toBe(2_300_000_00);
    expect(outcome.statistics).toMatchObject({
      accepted: 14_900_000,
      bids: 73_000_000,
      stopMilli: 0,
      stopYieldMicroPct: 4_250_000,
    });
    expect(outcome.statistics.coverPermille).toBe(4899);
  });

  test('a fixed-rate purchase takes every offer at the fixed yield, which is also its stop', () => {
    const line: LineWords = { ...JGB_20Y, coupon: 2000 };
    const auction = caseOf('boj_fixed_rate', [line], {
      offered: 5,
      spread: 15,
      references: { 'JGB-20Y': 198.5 },
      bids: [
        [0, 40],
        [0, 60],
      ],
    });
    const outcome = allot(auction);
    expect(stepsOf(auction, outcome)).toEqual([40, 60]);
    expect(outcome.statistics).toMatchObject({
      accepted: 100e8,
      stopMilli: 15,
      stopPriceMicro: 100_000_000,
      stopYieldMicroPct: 2_000_000,
    });
    expect(outcome.statistics).toMatchObject({ coverPermille: 0, prorataTenThousandthsPct: 0 });
  });

  test('small bidders pay the average price, in Korea the highest accepted rate, in a single-price auction its price', () => {
    const jgb = allot(
      caseOf('jgb_price_conventional', [JGB_20Y], { offered: 100, nonCompetitive: 10, bids: [[99_400, 90]] }),
    );
    expect(jgb.othersAward).toEqual({ face: 10e8, paid: 994_000_000 + 2_805_479 });
    const ktb = allot(
      caseOf('ktb_differential', [KTB_AT_PAR], {
        offered: 100,
        nonCompetitive: 20,
        bids: [
          [4990, 60],
          [5050, 40],
        ],
      }),
    );
    expect(ktb.othersAward).toEqual({ face: 20e9, paid: 20e9 });
    const ust = allot(
      caseOf('ust_single_price', [UST_9_HALF], { offered: 15_000, nonCompetitive: 5000, bids: [[9540, 5000]] }),
    );
    expect(ust.othersAward).toEqual({ face: 500_000, paid: 49_865_459 + 183_702 });
  });

  test('Non-Price I at a Dutch auction pays its price and comes off what is competed for', () => {
    const auction = caseOf('jgb_yield_dutch', [JGB_40Y], {
      offered: 100,
      dealersCeiling: 20,
      bids: [[3555, 90]],
      claims: [20],
    });
    const outcome = allot(auction);
    expect(stepsOf(auction, outcome)).toEqual([80]);
    expect(outcome.claimAwards[0]).toEqual({ face: 20e8, paid: 1_808_000_000 + 11_550_684 });
  });
});

describe('a format', () => {
  const LINES: Readonly<Record<HeldFormat, LineWords>> = {
    jgb_price_conventional: JGB_20Y,
    jgb_yield_dutch: JGB_40Y,
    jgb_lea: JGB_20Y,
    mof_buyback: JGB_20Y,
    boj_purchase: JGB_20Y,
    boj_fixed_rate: JGB_20Y,
    boe_reverse: GILT_AT_PAR,
    ust_single_price: UST_9_HALF,
    dmo_multiple_price: GILT_AT_PAR,
    ktb_differential: KTB_AT_PAR,
    fed_purchase: UST_9_HALF,
    ust_buyback: UST_9_HALF,
    bok_purchase: KTB_AT_PAR,
    ktb_buyback: KTB_AT_PAR,
  };

  test.each(Object.keys(LINES) as HeldFormat[])('%s without bids sells nothing and says so', (format) => {
    const words = { offered: 100, nonCompetitive: 10, spread: 0, bids: [], claims: [] };
    const { awards, othersAward, statistics, averagePrice } = allot(caseOf(format, [LINES[format]], words));
    expect(awards).toEqual([]);
    expect(othersAward.face).toBe(0);
    expect(averagePrice).toBeUndefined();
    expect(statistics).toMatchObject({ bids: 0, accepted: 0, nonCompetitive: 0, stopPriceMicro: 0 });
  });

  test('a claim finds no average where nothing competed', () => {
    const outcome = allot(
      caseOf('jgb_price_conventional', [JGB_20Y], { offered: 10, dealersCeiling: 2, bids: [], claims: [2] }),
    );
    expect(outcome.claimAwards).toEqual([{ face: 0, paid: 0 }]);
  });

  test('the settlement of an auction is its own', () => {
    expect(day('2026-01-21')).toBe(day('2026-01-20') + 1);
    const later = lineOf({ ...JGB_20Y, settlement: '2026-01-22' });
    expect(later.accruedTenMillionths()).toBe(Math.floor((3200 * 33 * 10_000) / 365));
  });
});
