/** Value traders: a ladder around their own value, dearer for every lot they took, and patience while yields run. */
import { describe, expect, test } from 'vitest';
import type { AuctionView, Command } from '../../src/agents/contract.ts';
import { fundamental } from '../../src/agents/fundamental.ts';
import { face } from '../../src/units/quantity.ts';
import { bids, declared, employ, luckOf, quotes, sideOf, takes } from './employed.ts';
import { auctionOf } from './fake-auctions.ts';
import { type FakeLine, GILT_10Y, JGB_20Y, JGB_30Y, UST_10Y } from './fake-lines.ts';
import { type FakeView, seenBy } from './fake-view.ts';
import { bidsInvited, clockTick, fiscalShock, words } from './published.ts';

const MANDATE = { market: 'jgb', elasticity: 0.08 } as const;
type Mandate = Parameters<typeof fundamental.decide>[0]['self']['mandate'];
const calm = (): FakeView<Mandate> => seenBy<Mandate>('v1', 'fundamental', MANDATE, [JGB_20Y, JGB_30Y]);
/** κ: lots of the 30-year that a calm day's cheapening makes him buy. */
const KAPPA_LOTS = MANDATE.elasticity * JGB_30Y.calmDailyLots;

/** It is his turn at noon; whoever has other luck looks five or ten minutes later. */
const trader = (view = calm()) => employ(fundamental, view);
const levelOf = (ticks: number, line: FakeLine): number => line.openLevelBp + (10_000 - ticks) / 100 / line.pointsPerBp;
const bestBp = (commands: readonly Command[], side: 'buy' | 'sell', line = JGB_30Y): number =>
  levelOf(sideOf(commands, line.id, side).prices[0] ?? 0, line);
/** Level halfway between his best bid and his best offer. */
const centreBp = (commands: readonly Command[], line = JGB_30Y): number =>
  (bestBp(commands, 'buy', line) + bestBp(commands, 'sell', line)) / 2;
const centreOf = (view: FakeView<Mandate>): number => centreBp(trader(view).acts(clockTick()));

describe('the ladder', () => {
  test('stands around fair value on a calm day, a few rungs a side, and nothing crosses', () => {
    const commands = trader().acts(clockTick());
    expect(centreBp(commands)).toBeCloseTo(JGB_30Y.openLevelBp, 0);
    expect(takes(commands)).toEqual([]);
    for (const { side, prices, sizes } of quotes(commands)) {
      expect(prices.length).toBeGreaterThan(1);
      expect(sizes).toHaveLength(prices.length);
      expect([...prices].sort((a, b) => (side === 'buy' ? b - a : a - b))).toEqual(prices);
    }
  });

  test('a value trader asks more for every lot he took', () => {
    const himself = trader();
    const asks = [0, 0.5, 1, 2, 4].map((kappas) => {
      himself.view.holding(JGB_30Y, Math.round(kappas * KAPPA_LOTS));
      return centreBp(himself.acts(clockTick()));
    });
    expect([...asks].sort((a, b) => a - b)).toEqual(asks);
    const [firstTwo, nextTwo] = [(asks[3] as number) - (asks[0] as number), (asks[4] as number) - (asks[3] as number)];
    expect(nextTwo).toBeGreaterThan(1.5 * firstTwo);
  });

  test('what he held from the first day costs nothing: he is flat with it', () => {
    expect(centreOf(calm().holding(JGB_30Y, 50_000))).toBe(centreOf(calm()));
  });

  test('with B3 off he asks twice as much for what he took', () => {
    const rise = (view: FakeView<Mandate>): number => {
      const himself = trader(view);
      himself.view.holding(JGB_30Y, KAPPA_LOTS);
      return centreBp(himself.acts(clockTick())) - JGB_30Y.openLevelBp;
    };
    expect(rise(calm().without('B3')) / rise(calm())).toBeGreaterThan(1.8);
    expect(rise(calm().without('B3')) / rise(calm())).toBeLessThan(2.2);
  });

  test('and with B3 off he shows half as much at every price', () => {
    const shown = (view: FakeView<Mandate>): number =>
      quotes(trader(view).acts(clockTick()))
        .flatMap(({ sizes }) => sizes)
        .reduce((sum, size) => sum + size, 0);
    expect(shown(calm().without('B3')) / shown(calm())).toBeCloseTo(0.5, 1);
  });

  test('he looks at it every third tick', () => {
    const himself = trader();
    const looked = Array.from({ length: 9 }, () => himself.view.later(1) && himself.acts(clockTick()).length > 0);
    expect(looked.filter(Boolean)).toHaveLength(3);
    expect(looked[2]).toBe(true);
  });

  test('while the market is closed there is none', () => {
    expect(trader(calm().whileClosed('jgb')).acts(clockTick())).toEqual([]);
  });

  test('a wild market makes it wider and keeps its lots', () => {
    const width = (view: FakeView<Mandate>): number => {
      const commands = trader(view).acts(clockTick());
      return (sideOf(commands, 'JGB-30Y', 'sell').prices[0] ?? 0) - (sideOf(commands, 'JGB-30Y', 'buy').prices[0] ?? 0);
    };
    expect(width(calm().withVolatility(JGB_30Y, 2))).toBeGreaterThan(1.8 * width(calm()));
  });
});

describe('a market away from his price', () => {
  test('his bids wait beside the dealers’, never nearer to the middle than they leave room', () => {
    const [near, far] = [0, 30].map((bp) => trader(calm().moved(JGB_30Y, bp)).acts(clockTick()));
    const distance = bestBp(far as Command[], 'buy') - (JGB_30Y.openLevelBp + 30);
    expect(distance).toBeGreaterThan(0.3 * JGB_30Y.calmHalfSpreadBp);
    expect(distance).toBeLessThan(0.5 * JGB_30Y.calmHalfSpreadBp);
    const lots = (commands: readonly Command[]): number =>
      sideOf(commands, 'JGB-30Y', 'buy').sizes.reduce((sum, each) => sum + each, 0);
    expect(lots(far as Command[])).toBe(lots(near as Command[]));
  });

  test('and farther away after news of the budget', () => {
    const himself = trader(calm().moved(JGB_30Y, 30));
    const before = bestBp(himself.acts(clockTick()), 'buy');
    himself.hears(fiscalShock());
    expect(bestBp(himself.acts(clockTick()), 'buy')).toBeGreaterThan(before + JGB_30Y.calmHalfSpreadBp / 2);
  });

  test('where it is cheap beyond his first rung he buys a little at once, where dear he sells', () => {
    const cheap = takes(trader(calm().moved(JGB_30Y, 8)).acts(clockTick()));
    const dear = takes(trader(calm().moved(JGB_30Y, -8)).acts(clockTick()));
    expect(cheap).toMatchObject([{ side: 'buy', flag: 'voluntary' }]);
    expect(dear).toMatchObject([{ side: 'sell', flag: 'voluntary' }]);
  });

  test('never more than half a per cent of a day’s turnover in one look, however cheap', () => {
    const [take] = takes(trader(calm().moved(JGB_30Y, 200)).acts(clockTick()));
    expect(take?.quantity).toBe(0.005 * JGB_30Y.calmDailyLots);
  });

  test('his limit is his own first rung, not the market', () => {
    const [take] = takes(trader(calm().moved(JGB_30Y, 8)).acts(clockTick()));
    const firstRung = 10_000 - 0.25 * JGB_30Y.calmSigmaBp * JGB_30Y.pointsPerBp * 100;
    expect(Math.abs((take?.limit ?? 0) - firstRung)).toBeLessThan(12);
  });
});

describe('waiting', () => {
  const running = (): FakeView<Mandate> => calm().moved(JGB_30Y, 30).stretched(JGB_30Y, 25);
  /** His offers say where he stands while the market lies far beyond his bids. */
  const offersAt = (himself: ReturnType<typeof trader>): number => bestBp(himself.acts(clockTick()), 'sell');

  test('while yields run away he waits, and less once fear is calmed', () => {
    const rested = offersAt(trader());
    const waiting = trader(running());
    const afraid = offersAt(waiting);
    waiting.acts(words('calming', 1));
    const calmed = offersAt(waiting);
    expect(afraid).toBeGreaterThan(rested + 5);
    expect(calmed).toBeLessThan(rested + 2);
  });

  test('who was calmed stays calm while a backstop stands, and not for long without one', () => {
    const fearAfterDays = (view: FakeView<Mandate>): number => {
      const himself = trader(view);
      himself.acts(words('calming', 1));
      for (let tick = 0; tick < 3 * 96; tick++) himself.hears(clockTick());
      return himself.memory.belief.fear;
    };
    const offered = face(5 * JGB_30Y.calmDailyLots * JGB_30Y.lotFace);
    const backstop = { ...auctionOf('boj_purchase'), instruments: ['JGB-30Y'], offered };
    expect(fearAfterDays(calm())).toBeGreaterThan(0.4);
    expect(fearAfterDays(calm().beforeAuction(backstop))).toBeLessThan(0.1);
  });

  test('with B2 off words do not shorten it', () => {
    const waiting = trader(running().without('B2'));
    const before = offersAt(waiting);
    waiting.acts(words('calming', 1));
    expect(offersAt(waiting)).toBeCloseTo(before, 0);
  });

  test('once the average has caught up the bids come back', () => {
    expect(offersAt(trader(calm().moved(JGB_30Y, 30).stretched(JGB_30Y, 3)))).toBe(offersAt(trader()));
  });

  test('no two are equally reluctant', () => {
    const reluctances = Array.from(
      { length: 200 },
      (_, n) => employ(fundamental, calm(), luckOf(11, `v${n}`)).memory.reluctance,
    );
    expect(Math.min(...reluctances)).toBeGreaterThan(0.3);
    expect(Math.max(...reluctances)).toBeLessThan(0.88);
    expect(Math.max(...reluctances) - Math.min(...reluctances)).toBeGreaterThan(0.2);
  });
});

describe('visible forced selling', () => {
  test('a little of it is lost in the day’s flow, much of it makes him ask for more', () => {
    const share = (of: number): number => centreOf(calm().withForcedSelling(JGB_30Y, of * JGB_30Y.calmDailyLots));
    expect(share(0.04)).toBe(share(0));
    expect(share(0.5)).toBeGreaterThan(share(0) + 1);
    expect(share(1)).toBeGreaterThan(share(0.5));
  });

  test('a backstop that will take it makes him ask less for it, the more of it the less', () => {
    const behind = (turnovers: number): number => {
      const view = calm().withForcedSelling(JGB_30Y, 0.3 * JGB_30Y.calmDailyLots);
      const offered = turnovers * JGB_30Y.calmDailyLots * JGB_30Y.lotFace;
      return centreOf(
        view.beforeAuction({ ...auctionOf('boj_purchase'), instruments: ['JGB-30Y'], offered: face(offered) }),
      );
    };
    const alone = centreOf(calm().withForcedSelling(JGB_30Y, 0.3 * JGB_30Y.calmDailyLots));
    expect(behind(2)).toBeLessThan(alone - 1);
    expect(behind(5)).toBeLessThan(behind(2) - 1);
    expect(behind(5)).toBe(centreOf(calm()));
  });

  test('forced buying lowers what he asks as much', () => {
    const centre = (lotsForced: number): number => centreOf(calm().withForcedSelling(JGB_30Y, lotsForced));
    expect(Math.abs(centre(-6000) + centre(6000) - 2 * centre(0))).toBeLessThan(1.5);
    expect(centre(-6000)).toBeLessThan(centre(0) - 1);
  });
});

describe('with L6 off he stands back for nothing', () => {
  const off = (view: FakeView<Mandate>): number => centreOf(view.without('L6'));

  test('neither while yields run nor while others must sell', () => {
    expect(off(calm().stretched(JGB_30Y, 25))).toBe(centreOf(calm()));
    expect(off(calm().withForcedSelling(JGB_30Y, JGB_30Y.calmDailyLots))).toBe(centreOf(calm()));
  });

  test('and asks for inventory what he asks on a calm day, however wild the market is', () => {
    const taken = (view: FakeView<Mandate>): number => {
      const himself = trader(view);
      himself.view.holding(JGB_30Y, Math.round(2 * KAPPA_LOTS));
      return centreBp(himself.acts(clockTick()));
    };
    expect(taken(calm().without('L6').withVolatility(JGB_30Y, 2.5))).toBe(taken(calm()));
    expect(taken(calm().withVolatility(JGB_30Y, 2.5))).toBeGreaterThan(taken(calm()) + 5);
  });
});

describe('news', () => {
  const afterDay = (view: FakeView<Mandate>, ...news: Parameters<ReturnType<typeof trader>['acts']>[0][]): number => {
    const himself = trader(view);
    for (const event of news) himself.acts(event);
    for (let tick = 0; tick < 96; tick++) himself.hears(clockTick());
    return centreBp(himself.acts(clockTick()));
  };

  test('an unfunded budget lifts his ladder without a trade, and his orders say by which belief', () => {
    const himself = trader();
    expect(declared(himself.acts(fiscalShock()), 'BeliefRevised').premium).toBeGreaterThan(0);
    expect(afterDay(calm(), fiscalShock())).toBeGreaterThan(JGB_30Y.openLevelBp + 20);
    for (let tick = 0; tick < 96; tick++) himself.hears(clockTick());
    for (const quote of quotes(himself.acts(clockTick()))) expect(quote.because).toBe(himself.memory.belief.because);
  });

  test('credible words bring it down again', () => {
    expect(afterDay(calm(), fiscalShock(), words('calming', 1))).toBeLessThan(afterDay(calm(), fiscalShock()) - 5);
  });

  test('a shock of world politics lifts it', () => {
    expect(afterDay(calm().troubled(JGB_30Y, 10))).toBeGreaterThan(JGB_30Y.openLevelBp + 5);
  });

  test('in New York he adds what is heard from abroad, which is not all that moves there', () => {
    const abroad = (): FakeView<Mandate> =>
      seenBy<Mandate>('v2', 'fundamental', { market: 'ust', elasticity: 0.08 }, [UST_10Y, JGB_30Y]);
    const centre = (view: FakeView<Mandate>): number => {
      const himself = employ(fundamental, view);
      for (let tick = 0; tick < 138; tick++) himself.hears(clockTick());
      return centreBp(himself.acts(clockTick()), UST_10Y);
    };
    const rest = centre(abroad());
    expect(centre(abroad().hearing(UST_10Y, 8))).toBeGreaterThan(rest + 3);
    expect(centre(abroad().moved(JGB_30Y, 40))).toBe(rest);
  });

  test('with L1 off rising yields teach him nothing; with it they confirm his doubt', () => {
    const view = (): FakeView<Mandate> => calm().moved(JGB_30Y, 200);
    expect(afterDay(view(), fiscalShock())).toBeGreaterThan(afterDay(view().without('L1'), fiscalShock()));
    expect(afterDay(view())).toBe(afterDay(view().without('L1')));
  });
});

describe('at an auction', () => {
  const thirty = (changed: Parameters<typeof auctionOf>[1] = {}) =>
    auctionOf('jgb_price_conventional', { id: 'thirty', instruments: ['JGB-30Y'], offered: 700e9, ...changed });
  const bidsAt = (auction: AuctionView, view = calm()) =>
    bids(trader(view.beforeAuction(auction)).acts(bidsInvited(auction)));
  const bid = (view: FakeView<Mandate>) => bidsAt(thirty(), view)[0];

  test('he bids once, competitively, on the grid, for about his part of the offering and no dearer than the market', () => {
    const asked = bid(calm());
    expect(asked).toMatchObject({ auction: 'thirty', book: 'competitive', instrument: 'JGB-30Y' });
    expect(asked?.face).toBeLessThanOrEqual(1.2 * KAPPA_LOTS * JGB_30Y.lotFace);
    expect(asked?.face).toBeGreaterThan(0.05 * 700e9);
    expect(asked?.face).toBeLessThan(0.1 * 700e9);
    expect((asked?.bidMilli ?? 1) % 50).toBe(0);
    expect(asked?.bidMilli).toBeLessThanOrEqual(100_000);
  });

  test('of a large offering he bids for what he can hold, not for more the more there is', () => {
    const sized = (offered: number): number => bidsAt(thirty({ offered }))[0]?.face ?? 0;
    expect(sized(14e12)).toBe(sized(7e12));
    expect(sized(7e12)).toBe(1.2 * KAPPA_LOTS * JGB_30Y.lotFace);
  });

  test('of a small offering in Tokyo he asks for a twentieth, of one that is cheap to him for a tenth', () => {
    const small = thirty({ offered: 100e9 });
    const sized = (movedBp: number): number => bidsAt(small, calm().moved(JGB_30Y, movedBp))[0]?.face ?? 0;
    expect([sized(-20), sized(20)]).toEqual([5e9, 10e9]);
    expect(sized(2)).toBeGreaterThan(5e9);
    const many = auctionOf('jgb_lea', { instruments: ['JGB-20Y', 'JGB-30Y'], offered: 50e9 });
    expect(bidsAt(many)[0]?.face).toBeLessThanOrEqual(10e9);
  });

  test('in New York, where investors bid themselves, for more of it than in Tokyo', () => {
    const small = { offered: 2e9 };
    const abroad = seenBy<Mandate>('v1', 'fundamental', { ...MANDATE, market: 'ust' }, [UST_10Y]);
    const share = (bidsAt(auctionOf('ust_single_price', small), abroad)[0]?.face ?? 0) / small.offered;
    expect(share).toBeGreaterThan(0.1);
  });

  test('on a wild day he bids for less and further from the market', () => {
    const [quiet, wild] = [1, 2].map((times) => bid(calm().withVolatility(JGB_30Y, times)));
    expect(wild?.face).toBeLessThan(0.9 * (quiet?.face ?? 0));
    expect(wild?.bidMilli).toBeLessThan((quiet?.bidMilli ?? 0) - 50);
  });

  test('in a market too dear he bids his own price, in a cheap one no more than the market', () => {
    const dear = bid(calm().moved(JGB_30Y, -20))?.bidMilli ?? 0;
    expect(Math.abs(dear - (bid(calm())?.bidMilli ?? 0))).toBeLessThanOrEqual(50);
    const cheap = bid(calm().moved(JGB_30Y, 20))?.bidMilli ?? 0;
    expect(cheap).toBeLessThan((bid(calm())?.bidMilli ?? 0) - 2000);
  });

  test('of many lines he bids for the one that is cheapest to his own value', () => {
    const many = auctionOf('jgb_lea', { instruments: ['JGB-20Y', 'JGB-30Y'] });
    expect(bidsAt(many, calm().moved(JGB_20Y, 6)).map(({ instrument }) => instrument)).toEqual(['JGB-20Y']);
    expect(bidsAt(many, calm().moved(JGB_30Y, 6)).map(({ instrument }) => instrument)).toEqual(['JGB-30Y']);
  });

  test('he bids only in his own market', () => {
    const everywhere = seenBy<Mandate>('v1', 'fundamental', MANDATE);
    expect(bidsAt(auctionOf('dmo_multiple_price'), everywhere)).toEqual([]);
  });

  test('in New York he bids a yield, in London a price', () => {
    const abroad = (market: 'ust' | 'gilt', line: FakeLine) =>
      seenBy<Mandate>('v1', 'fundamental', { ...MANDATE, market }, [line]);
    expect(bidsAt(auctionOf('ust_single_price'), abroad('ust', UST_10Y))[0]?.bidMilli).toBeGreaterThan(4250);
    expect(bidsAt(auctionOf('dmo_multiple_price'), abroad('gilt', GILT_10Y))[0]?.bidMilli).toBeLessThan(100_000);
  });
});

describe('where bonds are bought', () => {
  const operation = (format: 'boj_purchase' | 'boj_fixed_rate' = 'boj_purchase', fixedSpreadMilli = 0) =>
    auctionOf(format, { instruments: ['JGB-30Y'], fixedSpreadMilli });
  const offers = (view: FakeView<Mandate>, auction = operation()) =>
    bids(trader(view.beforeAuction(auction)).acts(bidsInvited(auction)));

  test('he offers what the market values more than he does, a little dearer still', () => {
    const [offer, ...more] = offers(calm().holding(JGB_30Y, 5000).moved(JGB_30Y, -6));
    expect(more).toEqual([]);
    expect(offer).toMatchObject({ book: 'competitive', instrument: 'JGB-30Y', face: 0.25 * 160e9 });
    expect(offer?.bidMilli).toBeLessThanOrEqual(-60);
    expect(offer?.bidMilli).toBeGreaterThan(-100);
  });

  test('and keeps what he values more', () => {
    expect(offers(calm().holding(JGB_30Y, 5000).moved(JGB_30Y, 6))).toEqual([]);
  });

  test('no more than he holds and has not on offer, and no more than a quarter of what is wanted', () => {
    const few = calm().holding(JGB_30Y, 50).resting(JGB_30Y, 'sell', 20).moved(JGB_30Y, -6);
    expect(offers(few)[0]?.face).toBe(30 * JGB_30Y.lotFace);
    expect(offers(calm().moved(JGB_30Y, -6))).toEqual([]);
    const little = auctionOf('boj_purchase', { instruments: ['JGB-30Y'], offered: 2e9 });
    expect(offers(calm().holding(JGB_30Y, 5000).moved(JGB_30Y, -6), little)[0]?.face).toBe(5e8);
    const much = auctionOf('boj_purchase', { instruments: ['JGB-30Y'], offered: 1e12 });
    const whole = offers(calm().holding(JGB_30Y, 5000).moved(JGB_30Y, -6), much)[0]?.face;
    expect(whole).toBe(1.2 * KAPPA_LOTS * JGB_30Y.lotFace);
  });

  test('at a stated rate he sells what pays more than his value and the market, and nothing else', () => {
    const at = (spreadMilli: number, movedBp: number) =>
      offers(calm().holding(JGB_30Y, 5000).moved(JGB_30Y, movedBp), operation('boj_fixed_rate', spreadMilli)).length;
    expect([at(-50, 0), at(-200, -15), at(-100, -15), at(50, 0), at(50, 8)]).toEqual([1, 1, 0, 0, 0]);
  });

  test('at a stated rate he sells more the more is paid, up to all that he has', () => {
    const sold = (spreadMilli: number, lots = 5000): number =>
      offers(calm().holding(JGB_30Y, lots), operation('boj_fixed_rate', spreadMilli))[0]?.face ?? 0;
    expect(sold(-100)).toBeGreaterThan(1.5 * sold(-50));
    expect(sold(-500)).toBeGreaterThan(2 * sold(-100));
    expect(sold(-500, 50)).toBe(50 * JGB_30Y.lotFace);
    // Each further lot asks for more: ten times the price gives less than ten times as much.
    expect(sold(-500)).toBeLessThan(10 * sold(-50));
  });
});
