import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Bid } from '../../../src/market/auctions/auction.ts';
import { floorOfProduct, LADDER_TICKS_MAX } from '../../../src/market/auctions/auction.ts';
import { priceMilliOf } from '../../../src/market/auctions/auction-decimals.ts';
import { type JgbConventionalCase, printJgbConventional } from '../../../src/market/auctions/auction-jgb-case.ts';
import {
  allotCompetitive,
  allotJgbConventional,
  type JgbConventionalAuction,
} from '../../../src/market/auctions/auction-jgb-conventional.ts';
import { Bug } from '../../../src/units/assert.ts';
import { lots, priceTicks } from '../../../src/units/quantity.ts';
import { type SeededDraws, seededDraws } from '../seeded-draws.ts';

interface OracleCase {
  readonly id: string;
  readonly type: string;
  readonly input: unknown;
  readonly expect: unknown;
}

const ORACLE: readonly OracleCase[] = JSON.parse(
  readFileSync(new URL('../../oracles/auctions.json', import.meta.url), 'utf8'),
);

const bid = (bidder: number, price: number, quantity: number): Bid => ({
  bidder,
  priceTicks: priceTicks(price),
  quantity: lots(quantity),
});

/** Bids at 99.40, 99.35, 99.30, twice 99.10 and 98.90 in ticks of 0.01. */
const WORKED = [
  bid(0, 9940, 300),
  bid(1, 9935, 250),
  bid(2, 9930, 100),
  bid(3, 9910, 220),
  bid(4, 9910, 180),
  bid(5, 9890, 400),
];

const auction = (over: Partial<JgbConventionalAuction>): JgbConventionalAuction => ({
  offered: lots(1000),
  nonPriceILimit: lots(200),
  nonPriceIClaims: [{ bidder: 0, quantity: lots(200) }],
  bids: WORKED,
  ...over,
});

describe('a price-competitive JGB auction against the reference cases', () => {
  const cases = ORACLE.filter(({ type }) => type === 'jgb_price_conventional');

  test('there are reference cases to agree with', () => {
    expect(cases).toHaveLength(3);
  });

  test.each(cases.map((one) => [one.id, one] as const))('%s is printed field by field as expected', (_id, one) => {
    const printed = printJgbConventional(one.input as JgbConventionalCase);
    expect(printed).toEqual(one.expect);
    expect(Object.keys(printed).sort()).toEqual(Object.keys(one.expect as object).sort());
  });

  test('the worked example agrees in the integers that events carry', () => {
    const result = allotJgbConventional(auction({}));
    expect(result).toMatchObject({
      target: 800,
      lowestTicks: 9910,
      leftAtLowest: 150,
      bidsAtLowest: 400,
      prorataTenThousandthsPct: 375_000,
      awards: [300, 250, 100, 82, 67, 0],
      accepted: 799,
      bidTotal: 1450,
      averageMilliTicks: 9_931_589,
      coverPermille: 1814,
      undersubscribedBy: 0,
      nonPriceI: 200,
      nonPriceIAwards: [200],
    });
  });
});

describe('the edges of a price-competitive auction', () => {
  test('an uncovered auction stops at the worst bid, awards everything and says what is missing', () => {
    const printed = printJgbConventional({
      offering: 500,
      npi: 0,
      nc: 20,
      bids: [
        { id: 'A', price: '99.40', amount: 100 },
        { id: 'B', price: '98.005', amount: 200 },
      ],
    });
    expect(printed).toEqual({
      competitive_target: 480,
      lowest_accepted_price: '98.005',
      prorata_pct_at_lowest: '100.0000',
      awards: { A: 100, B: 200 },
      competitive_accepted: 300,
      weighted_average_price_exact: '98.47000000',
      tail_yen_exact: '0.46500000',
      bid_to_cover: '1.0000',
      undersubscribed_by: 180,
    });
  });

  test('an auction without bids sells nothing and has no prices', () => {
    expect(printJgbConventional({ offering: 500, npi: 0, nc: 0, bids: [] })).toEqual({
      competitive_target: 500,
      lowest_accepted_price: null,
      prorata_pct_at_lowest: null,
      awards: {},
      competitive_accepted: 0,
      weighted_average_price_exact: null,
      tail_yen_exact: null,
      bid_to_cover: null,
      undersubscribed_by: 500,
    });
  });

  test('bids that exactly fill the target stop there, at one hundred percent', () => {
    const result = allotCompetitive(WORKED, lots(650));
    expect(result).toMatchObject({
      lowestTicks: 9930,
      prorataTenThousandthsPct: 1_000_000,
      accepted: 650,
      awards: [300, 250, 100, 0, 0, 0],
    });
  });

  test('nothing is left for competitive bids when all is set aside', () => {
    expect(allotCompetitive(WORKED, lots(0))).toMatchObject({ accepted: 0, lowestTicks: 0, coverPermille: 0 });
  });

  test('a share too small for a lot awards nothing at the lowest price, which still stands', () => {
    const result = allotCompetitive([bid(0, 9900, 10), bid(1, 9890, 1), bid(2, 9890, 1)], lots(11));
    expect(result).toMatchObject({ awards: [10, 0, 0], accepted: 10, lowestTicks: 9890, leftAtLowest: 1 });
  });

  test('Non-Price I claims beyond the limit are cut in proportion, rounded down', () => {
    const claims = [70, 70, 70].map((quantity, bidder) => ({ bidder, quantity: lots(quantity) }));
    const result = allotJgbConventional(auction({ nonPriceIClaims: claims }));
    expect(result.nonPriceIAwards).toEqual([66, 66, 66]);
    expect(result.target).toBe(1000 - 198);
  });

  test('Non-Price I claims within the limit leave the rest of it to competitive bids', () => {
    const result = allotJgbConventional(auction({ nonPriceIClaims: [{ bidder: 3, quantity: lots(50) }] }));
    expect(result).toMatchObject({ nonPriceI: 50, target: 950 });
  });

  test('non-competitive awards come off the target', () => {
    expect(allotJgbConventional(auction({ nonCompetitive: lots(30) })).target).toBe(770);
  });

  test('without an accepted price Non-Price I gets nothing', () => {
    const result = allotJgbConventional(auction({ bids: [] }));
    expect(result).toMatchObject({ nonPriceI: 0, nonPriceIAwards: [0], accepted: 0, averageMilliTicks: 0 });
  });

  test('more set aside than offered is our bug', () => {
    expect(() => allotJgbConventional(auction({ nonCompetitive: lots(900) }))).toThrow(Bug);
  });

  test.each([
    ['no price', [bid(0, 0, 5)]],
    ['no amount', [bid(0, 9900, 0)]],
    ['a negative amount', [bid(0, 9900, -5)]],
    ['prices a world apart', [bid(0, 1, 5), bid(0, LADDER_TICKS_MAX + 1, 5)]],
  ])('a bid with %s never reaches an allotment', (_what, bids) => {
    expect(() => allotCompetitive(bids, lots(10))).toThrow(Bug);
  });
});

describe('the arithmetic of shares', () => {
  test('a share of a product is exact where the product itself passes 2^53', () => {
    const draws = seededDraws(5);
    for (let round = 0; round < 4_000; round += 1) {
      const bits = draws.pick([20, 30, 40, 52, 53]);
      const divisor = draws.whole(1, 2 ** bits - 1);
      const [a, b] = [draws.whole(0, 2 ** draws.pick([20, 53]) - 1), draws.whole(0, divisor)];
      expect(floorOfProduct(a, b, divisor), `${a} × ${b} ÷ ${divisor}`).toBe(
        Number((BigInt(a) * BigInt(b)) / BigInt(divisor)),
      );
    }
  });

  test('a share that no integer can hold is refused', () => {
    expect(() => floorOfProduct(2 ** 30, 2 ** 30, 2 ** 6)).toThrow(Bug);
  });
});

describe('twenty thousand random auctions', () => {
  const ROUNDS = 20_000;
  const SEED = 20_260_120;

  test('agree with a model that looks at one bid at a time', () => {
    each((bids, target, where) => {
      const result = allotCompetitive(bids, target);
      const model = modelAwards(bids, target);
      if (model.some((award, index) => award !== result.awards[index])) {
        expect(result.awards, where).toEqual(model);
      }
      expectSame(result.bidTotal, total(bids), where);
      expectSame(
        result.accepted,
        model.reduce((sum, award) => sum + award, 0),
        where,
      );
      expectSame(result.undersubscribedBy, Math.max(0, target - total(bids)), where);
    });
  });

  test('never award more than the target, and leave no bid above the lowest price short', () => {
    let cutShort = 0;
    each((bids, target, where) => {
      const { awards, accepted, lowestTicks } = allotCompetitive(bids, target);
      if (accepted > target) expect(accepted, where).toBeLessThanOrEqual(target);
      if (accepted < Math.min(target, total(bids))) cutShort += 1;
      bids.forEach(({ priceTicks: price, quantity }, index) => {
        if (price > lowestTicks && target > 0) expectSame(awards[index] as number, quantity, where);
        if (price < lowestTicks) expectSame(awards[index] as number, 0, where);
      });
    });
    expect(cutShort, 'no auction met the rounding at all').toBeGreaterThan(1000);
  });

  test('do not depend on the order in which bids came', () => {
    each((bids, target, where, draws) => {
      const order = draws.shuffled(bids.map((_, index) => index));
      const straight = allotCompetitive(bids, target);
      const { awards, ...statistics } = allotCompetitive(
        order.map((index) => bids[index] as Bid),
        target,
      );
      order.forEach((index, place) => {
        expectSame(awards[place] as number, straight.awards[index] as number, where);
      });
      const { awards: _, ...expected } = straight;
      if (JSON.stringify(statistics) !== JSON.stringify(expected)) expect(statistics, where).toEqual(expected);
    });
  });

  function each(
    check: (bids: Bid[], target: ReturnType<typeof lots>, where: string, draws: SeededDraws) => void,
  ): void {
    for (let round = 0; round < ROUNDS; round += 1) {
      const draws = seededDraws(SEED + round);
      const ticks = draws.pick([1, 3, 8, 40]);
      const bids = Array.from({ length: draws.whole(1, 14) }, (_, bidder) =>
        bid(bidder, 9800 + draws.whole(0, ticks), draws.whole(1, draws.pick([3, 50, 900]))),
      );
      check(bids, lots(draws.whole(0, Math.ceil(total(bids) * 1.2))), `seed ${SEED + round}`, draws);
    }
  }
});

test.each([
  ['99.4', 99_400],
  ['99.405', 99_405],
  ['100', 100_000],
  ['99.4051', undefined],
  ['99.4050', 99_405],
  ['0.000', undefined],
  ['99999999', undefined],
  ['-1.00', undefined],
  ['', undefined],
  ['99.', undefined],
  ['1e2', undefined],
])('the price "%s" reads as %s thousandths', (text, expected) => {
  expect(priceMilliOf(text)).toBe(expected);
});

const total = (bids: readonly Bid[]): number => bids.reduce((sum, { quantity }) => sum + quantity, 0);

/** `expect` costs microseconds; this is called a million times. */
function expectSame(actual: number, expected: number, where: string): void {
  if (actual !== expected) expect(actual, where).toBe(expected);
}

/** Each bid on its own: what better bids leave, and its share of that among its equals. No ladder, no sorting. */
function modelAwards(bids: readonly Bid[], target: number): number[] {
  return bids.map(({ priceTicks: price, quantity }) => {
    const better = total(bids.filter((other) => other.priceTicks > price));
    const equal = total(bids.filter((other) => other.priceTicks === price));
    const left = Math.max(0, target - better);
    return left >= equal ? quantity : Number((BigInt(quantity) * BigInt(left)) / BigInt(equal));
  });
}
