/** Banks, insurers and pension funds at auctions: their rule says what they want, the auction is another way to it. */
import { describe, expect, test } from 'vitest';
import { settleWish } from '../../src/agents/auction-wishes.ts';
import { ldi } from '../../src/agents/ldi.ts';
import { lifeInsurer } from '../../src/agents/life-insurer.ts';
import { megabank } from '../../src/agents/megabank.ts';
import { regionalBank } from '../../src/agents/regional-bank.ts';
import { minor, type SimTime, seq } from '../../src/units/quantity.ts';
import { DAY_MS } from '../../src/units/time.ts';
import { bids, employ, netTaken } from './employed.ts';
import { auctionOf } from './fake-auctions.ts';
import { GILT_30Y, JGB_10Y, JGB_20Y, JGB_30Y, JGB_40Y, UST_10Y } from './fake-lines.ts';
import { seenBy, TUESDAY_NOON } from './fake-view.ts';
import { allotted, auctionAnnounced, bidsInvited, clockTick, published } from './published.ts';

describe('a megabank that builds its book', () => {
  const tenYears = auctionOf('jgb_price_conventional', { id: 'ten', instruments: ['JGB-10Y'], bidStepMilli: 10 });
  const twenty = auctionOf('jgb_price_conventional', { id: 'twenty' });
  const purchase = auctionOf('boj_purchase', { id: 'purchase', instruments: ['JGB-10Y'] });
  const bank = () => {
    const view = seenBy(
      'smfg',
      'megabank',
      { market: 'jgb', target: 1e13, fair10y: 220, varLimit: 1e15, tier1: 0 } as const,
      [JGB_10Y, JGB_20Y, JGB_30Y],
    );
    for (const auction of [tenYears, twenty, purchase]) view.beforeAuction(auction);
    return employ(megabank, view.holding(JGB_10Y, 1000));
  };
  /** As after a close at which it decided. */
  const wants = (lots: number) => {
    const himself = bank();
    himself.memory.wanted['JGB-10Y'] = lots;
    himself.memory.because = seq(77);
    return himself;
  };

  test('bids at the ten-year auction for what its rule has still to buy, at the market, and says why', () => {
    expect(bids(wants(1040).acts(bidsInvited(tenYears)))).toEqual([
      {
        type: 'Bid',
        auction: 'ten',
        book: 'competitive',
        instrument: 'JGB-10Y',
        bidMilli: 100_000,
        face: 4e9,
        because: 77,
      },
    ]);
  });

  test('bids for nothing that it does not want', () => {
    expect(wants(1000).acts(bidsInvited(tenYears))).toEqual([]);
    expect(wants(1040).acts(bidsInvited(twenty))).toEqual([]);
    expect(bank().acts(bidsInvited(tenYears))).toEqual([]);
  });

  test('that has to cut offers what must go where the central bank buys, and does not bid', () => {
    const [offer, ...more] = bids(wants(900).acts(bidsInvited(purchase)));
    expect(more).toEqual([]);
    expect(offer).toMatchObject({ instrument: 'JGB-10Y', face: 10e9, because: 77 });
    // Half-spreads of 0.5 bp and a tenth of 2.5 bp beyond the market.
    expect(offer?.bidMilli).toBe(10);
    expect(wants(900).acts(bidsInvited(tenYears))).toEqual([]);
  });

  test('after an award keeps what it got and buys no more', () => {
    const himself = wants(1040);
    himself.view.holding(JGB_10Y, 1060);
    himself.hears(allotted('smfg', 'JGB-10Y', 4e9));
    expect(himself.memory.wanted['JGB-10Y']).toBe(1060);
    expect(netTaken(himself.acts(clockTick()))).toEqual({});
  });

  test('waits for super-long auctions of its market, not for bills of others or operations', () => {
    const heard = (...args: Parameters<typeof auctionAnnounced>): number =>
      bank().hears(auctionAnnounced(...args)).memory.catalysts.length;
    const soon = (TUESDAY_NOON + DAY_MS) as SimTime;
    expect(heard('JGB-20Y', soon)).toBe(1);
    expect(heard('JGB-10Y', soon)).toBe(0);
    expect(heard('JGB-30Y', soon, 'boj_purchase')).toBe(0);
    expect(heard('JGB-30Y', soon, 'jgb_lea')).toBe(0);
  });
});

describe('a life insurer on its way into super-longs', () => {
  const forty = auctionOf('jgb_yield_dutch');
  const thirty = auctionOf('jgb_price_conventional', { id: 'thirty', instruments: ['JGB-30Y'] });
  const ten = auctionOf('jgb_price_conventional', { id: 'ten', instruments: ['JGB-10Y'], bidStepMilli: 10 });
  const treasuries = auctionOf('boj_purchase', { id: 'fed', instruments: ['UST-10Y'], faceStep: 100, leastFace: 100 });
  const insurer = (wanted: Record<string, number>) => {
    const view = seenBy('life', 'lifeInsurer', { hedgedForeign: 1e12, dipBudget: 1e12, floor30y: 345, durationGap: 0 });
    for (const auction of [forty, thirty, ten, treasuries]) view.beforeAuction(auction);
    const himself = employ(lifeInsurer, view.holding(JGB_30Y, 500).holding(UST_10Y, 900));
    Object.assign(himself.memory.wanted, wanted);
    himself.memory.because = seq(91);
    return himself;
  };

  test('bids for what is left of the day’s wish in whatever super-long line is sold', () => {
    const himself = insurer({ 'JGB-30Y': 520 });
    expect(bids(himself.acts(bidsInvited(thirty)))).toMatchObject([{ instrument: 'JGB-30Y', face: 2e9, because: 91 }]);
    expect(bids(himself.acts(bidsInvited(forty)))).toMatchObject([
      { instrument: 'JGB-40Y', face: 2e9, bidMilli: 3800 },
    ]);
    expect(himself.acts(bidsInvited(ten))).toEqual([]);
  });

  test('wants none while its rule buys none', () => {
    expect(insurer({}).acts(bidsInvited(thirty))).toEqual([]);
    expect(insurer({ 'JGB-30Y': 480 }).acts(bidsInvited(thirty))).toEqual([]);
  });

  test('counts an award of the forty-year as bought', () => {
    const himself = insurer({ 'JGB-30Y': 520 });
    himself.view.holding(JGB_40Y, 15);
    himself.hears(allotted('life', 'JGB-40Y', 1.5e9));
    expect(himself.memory.wanted['JGB-30Y']).toBe(505);
    himself.hears(allotted('life', 'JGB-40Y', 1.5e9));
    expect(himself.memory.wanted['JGB-30Y']).toBe(500);
  });

  test('offers the foreign bonds that it brings home where somebody buys them', () => {
    const [offer] = bids(insurer({ 'UST-10Y': 850 }).acts(bidsInvited(treasuries)));
    expect(offer).toMatchObject({ instrument: 'UST-10Y', face: 50 * UST_10Y.lotFace });
  });
});

describe('those who must sell', () => {
  test('a pension fund under a margin call offers its gilts to the Bank of England, and more cheaply than the market', () => {
    const operation = auctionOf('boe_reverse');
    const mandate = { market: 'gilt', buffer: 150, trigger: 50, sponsors: 'pooled' } as const;
    const fund = employ(ldi, seenBy('ldi', 'ldi', mandate, [GILT_30Y]).holding(GILT_30Y, 1000));
    fund.view.beforeAuction(operation);
    expect(fund.acts(bidsInvited(operation))).toEqual([]);
    fund.view.moved(GILT_30Y, 120);
    fund.hears(published<'MarginCalled'>({ type: 'MarginCalled', agent: 'ldi', currency: 'GBP', amount: minor(1e9) }));
    const [offer, ...more] = bids(fund.acts(bidsInvited(operation)));
    expect(more).toEqual([]);
    // A call cuts at most a fifth of the book.
    expect(offer).toMatchObject({ instrument: 'GILT-30Y', face: 200e6, because: fund.memory.because });
    // Half-spreads of 2 bp and sigma of 8 bp: 1.5 · 2 + 0.5 · 8 bp over a market that stands 120 bp over its last close.
    expect(offer?.bidMilli).toBe(1270);
    fund.view.resting(GILT_30Y, 'sell', 950);
    expect(bids(fund.acts(bidsInvited(operation)))).toMatchObject([{ face: 50e6 }]);
    expect(fund.view.without('L3') && fund.acts(bidsInvited(operation))).toEqual([]);
  });

  test('a regional bank over its limit offers its cut, and bids for nothing', () => {
    const [operation, issue] = [auctionOf('boj_purchase'), auctionOf('jgb_price_conventional')];
    const view = seenBy('bank', 'regionalBank', { market: 'jgb', varLimit: 1e12 } as const, [JGB_20Y]);
    const bank = employ(regionalBank, view.holding(JGB_20Y, 400).beforeAuction(operation).beforeAuction(issue));
    expect(bank.acts(bidsInvited(operation))).toEqual([]);
    bank.memory.because = seq(5);
    bank.memory.wanted['JGB-20Y'] = 390;
    expect(bids(bank.acts(bidsInvited(operation)))).toMatchObject([{ face: 1e9, because: 5 }]);
    bank.memory.wanted['JGB-20Y'] = 410;
    expect(bank.acts(bidsInvited(issue))).toEqual([]);
    expect(bank.acts(bidsInvited(operation))).toEqual([]);
  });
});

test('a wish that an award met is not undone, and one that nobody has is not made', () => {
  const view = seenBy('fund', 'megabank', {}).holding(JGB_20Y, 100);
  const after = (wish: number, side: 'buy' | 'sell'): number | undefined => {
    const wanted: Record<string, number> = { 'JGB-20Y': wish };
    settleWish(wanted, allotted('fund', 'JGB-20Y', 1e9, { side }), view);
    return wanted['JGB-20Y'];
  };
  expect([after(90, 'buy'), after(110, 'buy'), after(90, 'sell'), after(110, 'sell')]).toEqual([100, 110, 90, 100]);
  const none: Record<string, number> = {};
  settleWish(none, allotted('fund', 'JGB-20Y', 1e9), view);
  expect(none).toEqual({});
});
