/** Dealers at auctions: what duty makes them bid in each format, what they take at the average, and where they stop. */
import { describe, expect, test } from 'vitest';
import { dealer } from '../../src/agents/dealer/dealer.ts';
import type { DealerMandate } from '../../src/agents/dealer/dealer-mandate.ts';
import { FORMAT_TERMS, HELD_FORMATS, type HeldFormat } from '../../src/events/auction-terms.ts';
import { bids, employ, evenLuck, faceOf, luckOf } from './employed.ts';
import { auctionOf } from './fake-auctions.ts';
import { GILT_10Y, JGB_10Y, JGB_20Y, JGB_30Y, JGB_40Y, KTB_10Y, UST_10Y } from './fake-lines.ts';
import { type FakeView, seenBy } from './fake-view.ts';
import { bidsInvited } from './published.ts';

/** A 20-year lot costs ¥120,000 a basis point, and the 20-year is the middle line: 1,000 lots use 120 % of this limit. */
const MANDATE: DealerMandate = { market: 'jgb', riskLimit: 100_000_000, quoteShare: 0.008, primaryDealers: 8 };
const calm = (changed: Partial<DealerMandate> = {}): FakeView<DealerMandate> =>
  seenBy('d1', 'dealer', { ...MANDATE, ...changed }, [JGB_10Y, JGB_20Y, JGB_30Y]);
const lotsAt = (used: number): number => Math.round((used * MANDATE.riskLimit) / 120_000);

/** A dealer who opened flat and stands at this use of his limit now. */
function dealerAt(used: number, view = calm()) {
  const himself = employ(dealer, view);
  himself.view.holding(JGB_20Y, lotsAt(used));
  return himself;
}

const auction = auctionOf('jgb_price_conventional');
const bidding = (used: number, timesCalm = 1) =>
  bids(dealerAt(used, calm().withVolatility(JGB_20Y, timesCalm).beforeAuction(auction)).acts(bidsInvited(auction)));
const competitive = (used: number, timesCalm = 1) =>
  bidding(used, timesCalm).filter(({ book }) => book === 'competitive');
const best = (used: number, timesCalm = 1): number =>
  Math.max(...competitive(used, timesCalm).map((bid) => bid.bidMilli));
const worst = (used: number, timesCalm = 1): number =>
  Math.min(...competitive(used, timesCalm).map((bid) => bid.bidMilli));

describe('at a conventional JGB auction', () => {
  test('he bids for 100/n percent of the offering, rounded up to a whole percent, however stretched he is', () => {
    for (const used of [0, 0.5, 0.96]) expect(faceOf(competitive(used))).toBeGreaterThanOrEqual(0.13 * 600e9);
    const nineteen = calm({ primaryDealers: 19, riskLimit: 1 }).beforeAuction(auction);
    // 100/19 is 5.26, so 6 %.
    expect(faceOf(bids(employ(dealer, nineteen).acts(bidsInvited(auction))).slice(0, -1))).toBe(0.06 * 600e9);
  });

  test('he claims a pro-rata share at the average', () => {
    expect(bidding(0.5).filter(({ book }) => book === 'nonPriceI')).toMatchObject([{ bidMilli: 0, face: 75e9 }]);
  });

  test('he claims nothing where nothing is set aside', () => {
    const none = auctionOf('jgb_price_conventional', { dealersCeiling: 0 });
    const made = bids(dealerAt(0, calm().beforeAuction(none)).acts(bidsInvited(none)));
    expect(made.filter(({ book }) => book !== 'competitive')).toEqual([]);
  });

  test('he never bids for more than half of what is offered, not even as one of two', () => {
    expect(faceOf(competitive(0))).toBeLessThan(0.5 * 600e9);
    const pair = calm({ primaryDealers: 2, riskLimit: 1e12 }).beforeAuction(auction);
    const made = bids(employ(dealer, pair).acts(bidsInvited(auction))).filter(({ book }) => book === 'competitive');
    expect(faceOf(made)).toBeLessThanOrEqual(0.5 * 600e9);
  });

  test('every bid stands on the grid and below the market: warehousing costs', () => {
    for (const { bidMilli } of competitive(0.3)) {
      expect(bidMilli % 50).toBe(0);
      expect(bidMilli).toBeLessThan(100_000);
    }
  });

  test('a stretched dealer bids for less of his own, lower, and wider apart', () => {
    const own = (used: number): number => faceOf(competitive(used)) - 75e9;
    expect(own(0.7)).toBeLessThan(0.5 * own(0));
    expect(best(0.7)).toBeLessThan(best(0));
    expect(best(0.7) - worst(0.7)).toBeGreaterThan(2 * (best(0) - worst(0)));
  });

  test('his own bids end where his limit would, the duty to bid does not', () => {
    const total = (riskLimit: number): number =>
      faceOf(
        bids(employ(dealer, calm({ riskLimit }).beforeAuction(auction)).acts(bidsInvited(auction))).filter(
          ({ book }) => book === 'competitive',
        ),
      );
    // A pro-rata share of 750 lots costs ¥90 m a basis point.
    expect(total(90_000_000)).toBeGreaterThan(0.85 * total(1e9));
    expect(total(9_000_000)).toBeLessThan(75e9 + 0.3 * (total(1e9) - 75e9));
    expect(total(9_000_000)).toBeGreaterThanOrEqual(75e9);
  });

  test('volatility alone widens his bids', () => {
    expect(best(0.3, 2) - worst(0.3, 2)).toBeGreaterThan(best(0.3) - worst(0.3));
  });

  test('however stretched, volatile or large it is, his worst bid is a reasonable price: a few days’ moves off', () => {
    const moves = (price: number): number => (100_000 - price) / 1000 / JGB_20Y.pointsPerBp / JGB_20Y.calmSigmaBp;
    expect(moves(worst(0.96))).toBeGreaterThan(2);
    expect(moves(worst(0.96))).toBeLessThan(9);
    expect(moves(worst(0.96, 2))).toBeLessThan(2 * 9);
    const monster = auctionOf('jgb_price_conventional', { offered: 600e12 });
    const made = bids(employ(dealer, calm().beforeAuction(monster)).acts(bidsInvited(monster)));
    const prices = made.filter(({ book }) => book === 'competitive').map(({ bidMilli }) => moves(bidMilli));
    // More than he could ever carry costs more than a usual share, and still not a fortune.
    for (const off of prices) expect(off).toBeGreaterThan(0.9);
    for (const off of prices) expect(off).toBeLessThan(9);
  });

  test('dealers disagree: no two bid alike', () => {
    const first = (seed: number): number =>
      bids(
        dealerAt(0, calm().withVolatility(JGB_20Y, 2).beforeAuction(auction)).acts(
          bidsInvited(auction),
          luckOf(seed, 'd1'),
        ),
      )[0]?.bidMilli ?? 0;
    expect(new Set(Array.from({ length: 20 }, (_, seed) => first(seed))).size).toBeGreaterThan(2);
  });

  test('he bids only in his own market', () => {
    const view = seenBy('d1', 'dealer', { ...MANDATE, market: 'ust' as const }, [UST_10Y, JGB_20Y]);
    expect(employ(dealer, view.beforeAuction(auction)).acts(bidsInvited(auction), evenLuck)).toEqual([]);
  });
});

describe('duty in the other formats', () => {
  /** Bids of one of eight dealers for whom the limit leaves no room of his own, in this format. */
  function dutiful(format: HeldFormat, market: DealerMandate['market'], changed: Partial<DealerMandate> = {}) {
    const held = auctionOf(format);
    const view = seenBy<DealerMandate>('d1', 'dealer', { ...MANDATE, market, riskLimit: 1, ...changed });
    return bids(employ(dealer, view.beforeAuction(held)).acts(bidsInvited(held)));
  }

  test('the 40-year by yield: 100/n percent, each bid a yield above the market, on 0.005', () => {
    const made = dutiful('jgb_yield_dutch', 'jgb', { riskLimit: 1e9 });
    expect(faceOf(made)).toBeGreaterThanOrEqual(0.13 * 400e9);
    for (const { bidMilli, instrument } of made) {
      expect(instrument).toBe(JGB_40Y.id);
      expect(bidMilli).toBeGreaterThanOrEqual(3800);
      expect(bidMilli % 5).toBe(0);
    }
    expect(faceOf(dutiful('jgb_yield_dutch', 'jgb'))).toBe(0.13 * 400e9);
  });

  test('Treasuries: pro rata, so that the dealers alone cover the offering', () => {
    const [bid, ...more] = dutiful('ust_single_price', 'ust');
    expect(more).toEqual([]);
    expect(bid).toMatchObject({ book: 'competitive', instrument: UST_10Y.id, face: 5e9 });
    expect(8 * (bid?.face ?? 0)).toBe(40e9);
    const odd = dutiful('ust_single_price', 'ust', { primaryDealers: 7 });
    expect(7 * faceOf(odd)).toBeGreaterThanOrEqual(40e9);
    expect(7 * faceOf(odd)).toBeLessThan(40e9 + 7 * 100);
  });

  test('abroad bids for his own book fulfil the duty, in Japan he bids for his share besides', () => {
    const shares = (format: HeldFormat, market: DealerMandate['market']) =>
      dutiful(format, market, { riskLimit: 1e12 }).filter(({ book }) => book === 'competitive').length;
    expect([shares('ust_single_price', 'ust'), shares('ktb_differential', 'ktb')]).toEqual([3, 3]);
    expect(shares('jgb_price_conventional', 'jgb')).toBe(4);
    expect(faceOf(dutiful('ust_single_price', 'ust', { riskLimit: 1e12 }))).toBeGreaterThanOrEqual(5e9);
  });

  test('gilts: he takes part in every auction with two percent and takes his part of what is set aside', () => {
    expect(dutiful('dmo_multiple_price', 'gilt')).toMatchObject([
      { book: 'competitive', instrument: GILT_10Y.id, face: 80e6 },
      { book: 'nonCompetitive', bidMilli: 0, face: 75e6 },
    ]);
  });

  test('gilts: never more than a quarter of the offering, however free his limit', () => {
    const made = dutiful('dmo_multiple_price', 'gilt', { riskLimit: 1e12, primaryDealers: 2 }).filter(
      ({ book }) => book === 'competitive',
    );
    expect(faceOf(made)).toBeLessThanOrEqual(1e9);
    expect(faceOf(made)).toBeGreaterThan(0.8e9);
  });

  test('Korea: ten percent, by yields on 0.005', () => {
    const made = dutiful('ktb_differential', 'ktb');
    expect(made).toMatchObject([{ book: 'competitive', instrument: KTB_10Y.id, face: 200e9 }]);
    expect((made[0]?.bidMilli ?? 1) % 5).toBe(0);
  });

  test('enhanced liquidity is a right: who has no room does not come', () => {
    expect(dutiful('jgb_lea', 'jgb')).toEqual([]);
  });
});

describe('at an auction for enhanced liquidity', () => {
  const many = auctionOf('jgb_lea');
  const bid = (view: FakeView<DealerMandate>) => {
    const himself = employ(dealer, view.beforeAuction(many));
    return { himself, made: () => bids(himself.acts(bidsInvited(many))) };
  };
  const wide = (): FakeView<DealerMandate> =>
    seenBy<DealerMandate>('d1', 'dealer', { ...MANDATE, riskLimit: 1e9 }, [JGB_10Y, JGB_20Y, JGB_30Y, JGB_40Y]);

  test('he bids for three of the lines, spreads not below his own price, for less than two pro-rata shares', () => {
    const { made } = bid(wide());
    const lines = new Set(made().map(({ instrument }) => instrument));
    expect(lines.size).toBe(3);
    for (const { bidMilli, book } of made()) {
      expect(book).toBe('competitive');
      expect(bidMilli).toBeGreaterThan(0);
    }
    expect(faceOf(made()) / 60e9).toBeGreaterThan(1.5);
    expect(faceOf(made()) / 60e9).toBeLessThanOrEqual(2);
  });

  test('the line he is short of comes first, one that stuffs him is left to others', () => {
    const { himself, made } = bid(wide());
    himself.view.holding(JGB_30Y, -3000);
    himself.view.holding(JGB_10Y, 3000);
    const asked = made().map(({ instrument }) => instrument);
    expect(asked[0]).toBe(JGB_30Y.id);
    expect(asked).not.toContain(JGB_10Y.id);
  });

  test('a line that fell since the close is bid at its spread over that close', () => {
    const { made } = bid(wide().movedForGoodReason(JGB_30Y, -4));
    const thirty = made().filter(({ instrument }) => instrument === JGB_30Y.id);
    expect(thirty.length).toBeGreaterThan(0);
    for (const { bidMilli } of thirty) expect(bidMilli).toBeLessThan(0);
  });
});

test('whatever the day: at least his duty, at most the limit, on the grid, whole steps, nothing he has not got', () => {
  const dutyPct = { jgb_price_conventional: 13, jgb_yield_dutch: 13, ust_single_price: 12.5, dmo_multiple_price: 2 };
  const duties: Partial<Record<HeldFormat, number>> = { ...dutyPct, ktb_differential: 10 };
  const limits: Partial<Record<HeldFormat, number>> = { dmo_multiple_price: 25, ust_single_price: 100 };
  for (let seed = 0; seed < 400; seed++) {
    const draws = luckOf(seed, 'day')('test');
    const format = HELD_FORMATS[seed % HELD_FORMATS.length] as HeldFormat;
    const held = auctionOf(format);
    const market = held.instruments[0]?.split('-')[0]?.toLowerCase() as DealerMandate['market'];
    const view = seenBy<DealerMandate>('d1', 'dealer', {
      ...MANDATE,
      market,
      riskLimit: 10 ** (6 + 4 * draws.uniform()),
    });
    const himself = employ(dealer, view.beforeAuction(held));
    for (const line of view.instruments(market))
      view
        .holding(line, Math.round(3000 * draws.normal()))
        .resting(line, 'sell', Math.round(800 * draws.uniform()))
        .moved(line, 15 * draws.normal())
        .withVolatility(line, 0.5 + 4 * draws.uniform());
    const made = bids(himself.acts(bidsInvited(held), luckOf(seed, 'd1')));
    const where = `seed ${seed}, ${format}`;
    for (const { bidMilli, face, book } of made) {
      expect(face % held.faceStep, where).toBe(0);
      expect(face, where).toBeGreaterThanOrEqual(held.leastFace);
      expect(Math.abs(bidMilli % held.bidStepMilli), where).toBe(0);
      if (book !== 'competitive') expect(bidMilli, where).toBe(0);
    }
    const competing = made.filter(({ book }) => book === 'competitive');
    if (FORMAT_TERMS[format].direction === 'issue') {
      expect(faceOf(competing), where).toBeGreaterThanOrEqual(((duties[format] ?? 0) * held.offered) / 100);
      expect(faceOf(competing), where).toBeLessThanOrEqual(((limits[format] ?? 50) * held.offered) / 100);
    } else {
      for (const id of held.instruments) {
        const line = view.instrument(id);
        const free = Math.max(0, view.position(line) - view.restingLots(line, 'sell'));
        expect(faceOf(competing, id), where).toBeLessThanOrEqual(free * line.lotFace);
      }
    }
  }
});
