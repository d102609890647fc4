/** Dealers where bonds are bought, and what they do with the options that follow an auction. */
import { describe, expect, test } from 'vitest';
import { dealer } from '../../src/agents/dealer/dealer.ts';
import type { DealerMandate } from '../../src/agents/dealer/dealer-mandate.ts';
import type { HeldFormat } from '../../src/events/auction-terms.ts';
import type { SimTime } from '../../src/units/quantity.ts';
import { DAY_MS, later, parseIsoTime, TICK_MS } from '../../src/units/time.ts';
import { bids, employ, evenLuck, faceOf, luckOf } from './employed.ts';
import { auctionOf } from './fake-auctions.ts';
import { type FakeLine, GILT_30Y, JGB_10Y, JGB_20Y, JGB_30Y } from './fake-lines.ts';
import { type FakeView, seenBy, TUESDAY_NOON } from './fake-view.ts';
import { allotted, bidsInvited, clockTick, optionInvited } from './published.ts';

/** 1,000 lots of the 20-year, ¥120,000 a basis point each, use 12 % of this limit. */
const MANDATE: DealerMandate = { market: 'jgb', riskLimit: 1_000_000_000, quoteShare: 0.008, primaryDealers: 8 };
const calm = (): FakeView<DealerMandate> => seenBy('d1', 'dealer', MANDATE, [JGB_10Y, JGB_20Y, JGB_30Y]);

/** A dealer with so many lots of stock on the first day and so many more now. */
function holding(line: FakeLine, stock: number, extra: number, view = calm()) {
  const himself = employ(dealer, view.holding(line, stock));
  himself.view.holding(line, stock + extra);
  return himself;
}

const offersAt = (format: HeldFormat, himself: ReturnType<typeof holding>, luck = evenLuck) => {
  const operation = auctionOf(format);
  himself.view.beforeAuction(operation);
  return bids(himself.acts(bidsInvited(operation), luck));
};

describe('a purchase by the Bank of Japan', () => {
  test('what he is long of he offers at about the market, his stock a little dearer', () => {
    const [long, ...stock] = offersAt('boj_purchase', holding(JGB_20Y, 1000, 300));
    expect(long).toMatchObject({ book: 'competitive', instrument: 'JGB-20Y', face: 30e9 });
    expect(long?.bidMilli).toBeLessThanOrEqual(0);
    expect(stock.length).toBeGreaterThan(0);
    for (const { bidMilli } of stock) expect(bidMilli).toBeLessThan(long?.bidMilli ?? 0);
    // A pro-rata share of ¥160bn.
    expect(faceOf(stock)).toBeLessThanOrEqual(20e9);
    expect(faceOf(stock)).toBeGreaterThan(19e9);
  });

  test('never more than he holds and has not on offer already', () => {
    const himself = holding(JGB_20Y, 100, 20);
    himself.view.resting(JGB_20Y, 'sell', 50);
    expect(faceOf(offersAt('boj_purchase', himself))).toBe(70 * JGB_20Y.lotFace);
    for (let seed = 0; seed < 60; seed++) {
      const [stock, extra, resting] = [17 * seed, 31 * (seed % 7) - 60, 5 * seed];
      const other = holding(JGB_20Y, stock, extra);
      other.view.resting(JGB_20Y, 'sell', resting);
      const most = Math.max(0, stock + extra - resting) * JGB_20Y.lotFace;
      expect(faceOf(offersAt('boj_purchase', other, luckOf(seed, 'd1'))), `seed ${seed}`).toBeLessThanOrEqual(most);
    }
  });

  test('a dealer who is short, or has all of it on offer, has nothing to sell', () => {
    expect(offersAt('boj_purchase', holding(JGB_20Y, 0, -200))).toEqual([]);
    const himself = holding(JGB_20Y, 300, 0);
    himself.view.resting(JGB_20Y, 'sell', 300);
    expect(offersAt('boj_purchase', himself)).toEqual([]);
  });

  test('never more than is wanted, however much he is long', () => {
    const [long] = offersAt('boj_purchase', holding(JGB_20Y, 0, 5000));
    expect(long?.face).toBe(160e9);
  });

  test('one who must shrink offers more cheaply than the market', () => {
    const best = (extra: number): number =>
      Math.max(...offersAt('boj_purchase', holding(JGB_20Y, 0, extra)).map(({ bidMilli }) => bidMilli));
    expect(best(2000)).toBeLessThanOrEqual(0);
    // 7,500 lots are 90 % of his limit.
    expect(best(7500)).toBeGreaterThan(0);
  });

  test('one whose limit is full asks no fortune for his stock either', () => {
    const made = offersAt('boj_purchase', holding(JGB_20Y, 1000, 9000));
    // Within three calm days of the market.
    for (const { bidMilli } of made) expect(bidMilli).toBeGreaterThan(-3 * 10 * JGB_20Y.calmSigmaBp);
  });

  test('he offers only in his own market', () => {
    const view = seenBy('d1', 'dealer', { ...MANDATE, market: 'gilt' as const }, [JGB_20Y, GILT_30Y]);
    expect(offersAt('boj_purchase', holding(JGB_20Y, 1000, 300, view))).toEqual([]);
  });
});

describe('other purchases', () => {
  test('at a fixed rate he sells where it pays more than he asks, and nothing where it does not', () => {
    const at = (fixedSpreadMilli: number) => {
      const operation = auctionOf('boj_fixed_rate', { fixedSpreadMilli });
      const himself = holding(JGB_20Y, 1000, 300, calm().beforeAuction(operation));
      return bids(himself.acts(bidsInvited(operation)));
    };
    const taken = at(-50);
    expect(faceOf(taken)).toBe(30e9 + 3 * Math.floor(200 / 3) * 1e8);
    for (const { bidMilli } of taken) expect(bidMilli).toBe(-50);
    expect(at(+20)).toEqual([]);
  });

  test('the ministry’s buy-back is offered at prices over the last close, on two of its lines', () => {
    const himself = holding(JGB_20Y, 1000, 0);
    himself.view.holding(JGB_30Y, 1000);
    const made = offersAt('mof_buyback', himself);
    expect(new Set(made.map(({ instrument }) => instrument))).toEqual(new Set(['JGB-20Y', 'JGB-30Y']));
    for (const { bidMilli } of made) {
      expect(bidMilli % 10).toBe(0);
      expect(bidMilli).toBeGreaterThanOrEqual(-10);
    }
  });

  test('the Bank of England is offered at least £5m at a time, in whole millions', () => {
    const view = seenBy('d1', 'dealer', { ...MANDATE, market: 'gilt' as const, riskLimit: 1e9 }, [GILT_30Y]);
    const made = offersAt('boe_reverse', holding(GILT_30Y, 400, 120, view));
    expect(faceOf(made)).toBeGreaterThan(120e6);
    for (const { face } of made) {
      expect(face).toBeGreaterThanOrEqual(5e6);
      expect(face % 1e6).toBe(0);
    }
    const little = seenBy('d1', 'dealer', { ...MANDATE, market: 'gilt' as const, riskLimit: 1e9 }, [GILT_30Y]);
    expect(offersAt('boe_reverse', holding(GILT_30Y, 0, 4, little))).toEqual([]);
  });
});

describe('awards', () => {
  test('what he sold into a purchase is no client’s buying, and what he won no client’s selling', () => {
    const himself = holding(JGB_20Y, 1000, 0);
    himself.view.holding(JGB_20Y, 800);
    himself.hears(allotted('d1', 'JGB-20Y', 20e9, { side: 'sell' }), clockTick());
    expect(himself.memory.drift['JGB-20Y']).toBeCloseTo(0, 1);
    const client = holding(JGB_20Y, 1000, 0);
    client.view.soldTo(JGB_20Y, -200);
    client.hears(clockTick());
    expect(client.memory.drift['JGB-20Y']).toBeLessThan((himself.memory.drift['JGB-20Y'] ?? 0) - 0.01);
  });
});

describe('the option after an auction', () => {
  const AFTER = parseIsoTime('2026-01-20T03:35:00Z') as SimTime;
  const CLOSES = parseIsoTime('2026-01-20T05:30:00Z') as SimTime;
  /** The 20-year is bid at 99.98. */
  const winner = (won: readonly number[] = [30e9, 10e9]) => {
    const himself = employ(dealer, calm().beforeAuction(auctionOf('jgb_price_conventional')).on(AFTER));
    const [competitive = 0, claimed = 0] = won;
    if (competitive > 0) himself.hears(allotted('d1', 'JGB-20Y', competitive, { auction: 'jgb_price_conventional' }));
    if (claimed > 0)
      himself.hears(allotted('d1', 'JGB-20Y', claimed, { auction: 'jgb_price_conventional', book: 'nonPriceI' }));
    return himself;
  };
  const invited = (price: number) => ({
    ...optionInvited('jgb_price_conventional', 'JGB-20Y', { price, limitPct: 10, closesAt: CLOSES }),
    at: AFTER,
  });

  /** What he claims, and when, from the result until half an hour after the option closed. */
  function claims(price: number, himself = winner()) {
    const event = invited(price);
    const made = bids(himself.acts(event)).map((bid) => ({ bid, at: himself.view.at as number }));
    for (himself.view.later(1); himself.view.at <= CLOSES + 6 * TICK_MS; himself.view.later(1))
      for (const bid of bids(himself.acts(clockTick()))) made.push({ bid, at: himself.view.at });
    return { made, event };
  }

  test('is taken whole, once, on the last tick, where the market bids more than the average', () => {
    const { made, event } = claims(99.9);
    expect(made).toEqual([
      {
        at: CLOSES - TICK_MS,
        bid: {
          type: 'Bid',
          auction: 'jgb_price_conventional',
          book: 'option',
          instrument: 'JGB-20Y',
          bidMilli: 0,
          face: 4e9,
          because: event.seq,
        },
      },
    ]);
  });

  test('is left where the market bids the average or less', () => {
    expect(claims(99.98).made).toEqual([]);
    expect(claims(100.5).made).toEqual([]);
  });

  test('is judged at its end: a market that fell through the average in the meantime leaves it', () => {
    const himself = winner();
    himself.acts(invited(99.9));
    himself.view.moved(JGB_20Y, 5).on((CLOSES - TICK_MS) as SimTime);
    expect(bids(himself.acts(clockTick()))).toEqual([]);
  });

  test('is left where nobody bids', () => {
    const himself = winner();
    himself.view.emptied(JGB_20Y);
    expect(claims(90, himself).made).toEqual([]);
  });

  test('is for winners only, rounded down to the award step', () => {
    expect(claims(99.9, winner([0, 0])).made).toEqual([]);
    expect(claims(99.9, winner([1.9e9, 0])).made[0]?.bid.face).toBe(1e8);
    expect(claims(99.9, winner([0.9e9, 0])).made).toEqual([]);
  });

  test('that closes before the next tick is decided on at once, and not again', () => {
    const himself = winner();
    const closesAt = later(AFTER, TICK_MS);
    const event = {
      ...optionInvited('jgb_price_conventional', 'JGB-20Y', { price: 99, limitPct: 25, closesAt }),
      at: AFTER,
    };
    expect(bids(himself.acts(event))).toMatchObject([{ book: 'option', face: 10e9 }]);
    himself.view.later(1);
    expect(bids(himself.acts(clockTick()))).toEqual([]);
  });

  test('once closed is forgotten', () => {
    const himself = winner();
    himself.hears(invited(99.9));
    himself.view.on((TUESDAY_NOON + DAY_MS) as SimTime);
    himself.hears(clockTick());
    expect(himself.memory).toMatchObject({ won: {}, options: [] });
  });

  test('what was taken under an option gives no right to another', () => {
    const himself = winner();
    himself.hears(allotted('d1', 'JGB-20Y', 4e9, { auction: 'jgb_price_conventional', book: 'option' }));
    expect(himself.memory.won).toEqual({ jgb_price_conventional: 40e9 });
  });
});
