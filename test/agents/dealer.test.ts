/** Dealers: what they show on a calm day, how inventory and news change it, and when they must sell. */
import { describe, expect, test } from 'vitest';
import type { Command } from '../../src/agents/contract.ts';
import { dealer } from '../../src/agents/dealer/dealer.ts';
import type { DealerMandate } from '../../src/agents/dealer/dealer-mandate.ts';
import { declarations, declared, employ, luckOf, netTaken, quotes, sideOf, takes, uniformLuck } from './employed.ts';
import { JGB_10Y, JGB_20Y, JGB_30Y } from './fake-lines.ts';
import { type FakeView, seenBy } from './fake-view.ts';
import { allotted, clockTick, fiscalShock, geopoliticalShock, priceTick, words } from './published.ts';

/** A 20-year lot costs ¥120,000 a basis point, and the 20-year is the middle line: 1,000 lots use 120 % of this limit. */
const MANDATE: DealerMandate = { market: 'jgb', riskLimit: 100_000_000, quoteShare: 0.008, primaryDealers: 8 };
const calm = (): FakeView<DealerMandate> => seenBy('d1', 'dealer', MANDATE, [JGB_10Y, JGB_20Y, JGB_30Y]);
/** Lots of the 20-year that use this share of the limit on a calm day. */
const lotsAt = (used: number): number => Math.round((used * MANDATE.riskLimit) / 120_000);

/** A dealer who opened flat and stands at this use of his limit now; nobody sold it to his quotes. */
function dealerAt(used: number, view = calm()) {
  const himself = employ(dealer, view);
  himself.view.holding(JGB_20Y, lotsAt(used));
  return himself;
}

const forced = (commands: readonly Command[]) => takes(commands).filter(({ flag }) => flag === 'riskLimit');
const spreadTicks = (commands: readonly Command[], line = JGB_20Y): number =>
  (sideOf(commands, line.id, 'sell').prices[0] ?? 0) - (sideOf(commands, line.id, 'buy').prices[0] ?? 0);
const shown = (commands: readonly Command[], line = JGB_20Y): number => sideOf(commands, line.id, 'buy').sizes[0] ?? 0;
const midTicks = (commands: readonly Command[], line = JGB_20Y): number =>
  ((sideOf(commands, line.id, 'sell').prices[0] ?? 0) + (sideOf(commands, line.id, 'buy').prices[0] ?? 0)) / 2;

describe('on a calm day', () => {
  test('he quotes both sides of every line around the mid, and trades nothing himself', () => {
    const commands = dealerAt(0).acts(clockTick());
    expect(quotes(commands).map(({ instrument, side }) => `${instrument.id} ${side}`)).toEqual(
      ['JGB-10Y', 'JGB-20Y', 'JGB-30Y'].flatMap((id) => [`${id} buy`, `${id} sell`]),
    );
    expect(takes(commands)).toEqual([]);
    for (const line of [JGB_10Y, JGB_20Y, JGB_30Y]) expect(Math.abs(midTicks(commands, line) - 10_000)).toBeLessThan(3);
  });

  test('his spread is twice his half-spread, to a tick a side', () => {
    const halfTicks = JGB_20Y.calmHalfSpreadBp * 0.12 * 100;
    expect(spreadTicks(dealerAt(0).acts(clockTick()))).toBeGreaterThanOrEqual(2 * halfTicks);
    expect(spreadTicks(dealerAt(0).acts(clockTick()))).toBeLessThanOrEqual(2 * halfTicks + 2);
  });

  test('he shows his share of the day’s turnover, never a fraction of a lot', () => {
    expect(shown(dealerAt(0).acts(clockTick()))).toBe(Math.floor(0.008 * JGB_20Y.calmDailyLots));
    const small = employ(dealer, seenBy('d1', 'dealer', { ...MANDATE, quoteShare: 0.00001 }, [JGB_20Y]));
    expect(shown(small.acts(clockTick()))).toBe(1);
  });

  test('prices of one side are distinct, best first, and no size goes without its price', () => {
    for (const { side, prices, sizes } of quotes(dealerAt(0.5).acts(clockTick()))) {
      expect([...prices].sort((a, b) => (side === 'buy' ? b - a : a - b))).toEqual(prices);
      expect(new Set(prices).size).toBe(prices.length);
      expect(sizes).toHaveLength(prices.length);
    }
  });

  test('dealers disagree by less than their half-spread', () => {
    const mids = Array.from({ length: 100 }, (_, n) => midTicks(dealerAt(0).acts(clockTick(), luckOf(n, `d${n}`))));
    const halfTicks = JGB_20Y.calmHalfSpreadBp * 12;
    expect(new Set(mids).size).toBeGreaterThan(1);
    expect(Math.max(...mids) - Math.min(...mids)).toBeLessThan(2 * halfTicks);
  });

  test('he quotes nothing while his market is closed', () => {
    expect(dealerAt(0, calm().whileClosed('jgb')).acts(clockTick())).toEqual([]);
  });
});

describe('stress', () => {
  test('volatility and the use of his limit widen the spread and thin the size', () => {
    const quiet = dealerAt(0).acts(clockTick());
    const wild = dealerAt(0, calm().withVolatility(JGB_20Y, 2)).acts(clockTick());
    const full = dealerAt(0.8).acts(clockTick());
    for (const stressed of [wild, full]) {
      expect(spreadTicks(stressed)).toBeGreaterThan(spreadTicks(quiet) + 2);
      expect(shown(stressed)).toBeLessThan(0.5 * shown(quiet));
    }
  });

  test('however wild the day, a quote stays a quote: no spread beyond thirty calm ones, no size below a lot', () => {
    const worst = dealerAt(5, calm().withVolatility(JGB_20Y, 50).withVolatility(JGB_10Y, 50)).acts(clockTick());
    const offer = sideOf(worst, 'JGB-20Y', 'sell');
    expect(offer.sizes.every((size) => size >= 1)).toBe(true);
    expect((offer.prices[1] ?? 0) - (offer.prices[0] ?? 0)).toBeLessThan(30 * 2 * JGB_20Y.calmHalfSpreadBp * 12);
  });

  test('an announcement about his market widens him at once, and he narrows again within days', () => {
    const himself = dealerAt(0);
    const before = spreadTicks(himself.acts(clockTick()));
    himself.hears(fiscalShock());
    const first = spreadTicks(himself.acts(clockTick()));
    for (let tick = 0; tick < 4 * 96; tick++) himself.hears(clockTick());
    expect(first).toBeGreaterThan(before + 5);
    expect(spreadTicks(himself.acts(clockTick()))).toBeLessThanOrEqual(before + 2);
  });

  test('news of another market does not widen him', () => {
    const himself = dealerAt(0);
    himself.hears(fiscalShock({ market: 'ust' }), words('calming', 1, 'ust'), geopoliticalShock(0, 'ust'));
    expect(spreadTicks(himself.acts(clockTick()))).toBe(spreadTicks(dealerAt(0).acts(clockTick())));
  });
});

describe('inventory', () => {
  test('a long dealer pays less and asks less than a flat one, a short one more, and the neighbours move along', () => {
    for (const line of [JGB_20Y, JGB_30Y]) {
      const [long, flat, short] = [0.5, 0, -0.5].map((used) => midTicks(dealerAt(used).acts(clockTick()), line));
      expect(long).toBeLessThan(flat as number);
      expect(short).toBeGreaterThan(flat as number);
    }
  });

  test('the skew is bounded: twice as much inventory beyond the limit asks for no more', () => {
    expect(midTicks(dealerAt(8).acts(clockTick()))).toBe(midTicks(dealerAt(4).acts(clockTick())));
  });

  test('a dealer above 85 % of his limit sells, and says why', () => {
    const commands = dealerAt(0.87).acts(clockTick());
    const breach = declared(commands, 'RiskLimitBreached');
    expect(breach).toMatchObject({ agent: 'd1', measure: 'dailyRisk', limit: 850 });
    expect(breach.utilisation).toBeGreaterThan(850);
    expect(forced(commands).length).toBeGreaterThan(0);
    for (const take of forced(commands)) expect(take.side).toBe('sell');
    const why = commands.findIndex(({ type }) => type === 'Declare');
    expect(why).toBeLessThan(commands.indexOf(forced(commands)[0] as Command));
  });

  test('below it nothing is forced', () => {
    const commands = dealerAt(0.83).acts(clockTick());
    expect(declarations(commands)).toEqual([]);
    expect(forced(commands)).toEqual([]);
  });

  test('he sheds about two per cent of his risk a tick, part of it where it sells more easily', () => {
    const sold = netTaken(forced(dealerAt(0.87).acts(clockTick())));
    const view = calm();
    const shed = [JGB_20Y, JGB_30Y].reduce((sum, line) => sum - (sold[line.id] ?? 0) * view.dv01(line), 0);
    const held = lotsAt(0.87) * 120_000;
    expect(shed / held).toBeGreaterThan(0.012);
    expect(shed / held).toBeLessThanOrEqual(0.02);
    expect(sold['JGB-30Y']).toBeLessThan(0);
    expect(sold['JGB-10Y']).toBeUndefined();
    expect(sold['JGB-20Y']).toBeLessThan(0);
  });

  test('he says so once, and again only after he has been well below', () => {
    const himself = dealerAt(0.87);
    const says = (): number => declarations(himself.acts(clockTick())).length;
    expect([says(), says()]).toEqual([1, 0]);
    himself.view.holding(JGB_20Y, lotsAt(0.8));
    himself.hears(clockTick());
    himself.view.holding(JGB_20Y, lotsAt(0.87));
    expect(says()).toBe(0);
    himself.view.holding(JGB_20Y, lotsAt(0.7));
    himself.hears(clockTick());
    himself.view.holding(JGB_20Y, lotsAt(0.87));
    expect(says()).toBe(1);
  });

  test('on the ticks after, his sales still name the breach and not the clock', () => {
    const himself = dealerAt(0.87);
    himself.acts(clockTick());
    const after = forced(himself.acts(clockTick()));
    expect(after.length).toBeGreaterThan(0);
    for (const take of after) expect(take.because).toBeGreaterThan(0);
  });

  test('stuck inventory: a dealer at 95 % pulls the bid only, and one as short pulls the offer only', () => {
    const long = dealerAt(0.95).acts(clockTick());
    const short = dealerAt(-0.95).acts(clockTick());
    for (const { side, prices } of quotes(long)) expect(prices.length > 0).toBe(side === 'sell');
    for (const { side, prices } of quotes(short)) expect(prices.length > 0).toBe(side === 'buy');
    for (const take of forced(short)) expect(take.side).toBe('buy');
  });

  test('that he quotes one side only is told once, of the line that weighs most, and once more when he is back', () => {
    const himself = dealerAt(0.95);
    expect(declared(himself.acts(clockTick()), 'QuotesWithdrawn')).toMatchObject({
      agent: 'd1',
      instrument: 'JGB-20Y',
      side: 'buy',
    });
    expect(declarations(himself.acts(clockTick()))).toEqual([]);
    himself.view.holding(JGB_20Y, lotsAt(0.5));
    expect(declared(himself.acts(clockTick()), 'QuotesRestored').side).toBe('buy');
    expect(declarations(himself.acts(clockTick()))).toEqual([]);
  });

  test('what he holds elsewhere he lays off in the ten-year, a little each tick, and stops short of all of it', () => {
    const himself = dealerAt(0.6);
    const [hedge, ...more] = takes(himself.acts(clockTick()));
    expect(more).toEqual([]);
    expect(hedge).toMatchObject({ side: 'sell', flag: 'marketMaking' });
    expect(hedge?.instrument.id).toBe('JGB-10Y');
    const risk20 = lotsAt(0.6) * 120_000 * (JGB_20Y.calmSigmaBp / JGB_10Y.calmSigmaBp);
    expect((hedge?.quantity ?? 0) * himself.view.dv01(JGB_10Y)).toBeLessThan(0.2 * risk20);
    himself.view.holding(JGB_10Y, -Math.round((0.8 * risk20) / himself.view.dv01(JGB_10Y)));
    expect(takes(himself.acts(clockTick()))).toEqual([]);
  });

  test('hedged he uses less of his limit than open', () => {
    const open = dealerAt(0.6).headroomBp();
    const hedged = dealerAt(0.6, calm().holding(JGB_10Y, 0));
    hedged.view.holding(JGB_10Y, -lotsAt(0.6));
    expect(hedged.headroomBp()).toBeGreaterThan(open);
  });

  test('what he would be rid of he shows inside his own quotes, the other side not', () => {
    const long = dealerAt(0.3).acts(clockTick());
    expect(sideOf(long, 'JGB-20Y', 'sell').prices.length).toBeGreaterThan(sideOf(long, 'JGB-20Y', 'buy').prices.length);
  });

  test('now and then he passes a clip on through a broker, to whoever shows a price inside, and never when flat', () => {
    const luck = uniformLuck(0.01);
    const passed = (used: number) =>
      takes(dealerAt(used).acts(clockTick(), luck)).filter(({ instrument }) => instrument.id === 'JGB-20Y');
    expect(passed(0.3)).toMatchObject([{ side: 'sell', flag: 'marketMaking' }]);
    expect(passed(-0.3)).toMatchObject([{ side: 'buy', flag: 'marketMaking' }]);
    expect(passed(0)).toEqual([]);
  });

  test('calls to the broker grow rare when his limit fills and nobody knows what it is worth', () => {
    const calls = (used: number, timesCalm: number): number =>
      Array.from({ length: 100 }, (_, n) =>
        dealerAt(used, calm().withVolatility(JGB_20Y, timesCalm)).acts(clockTick(), uniformLuck(n / 400)),
      ).filter((made) => takes(made).some(({ instrument }) => instrument.id === 'JGB-20Y')).length;
    expect(calls(0.2, 2)).toBeLessThan(0.7 * calls(0.2, 1));
    expect(calls(0.4, 2)).toBeGreaterThan(0);
  });

  test('with L6 off the same dealer quotes as on a calm day', () => {
    const view = calm().without('L6').withVolatility(JGB_20Y, 2.5);
    const unburdened = dealerAt(0.95, view).acts(clockTick());
    const flat = dealerAt(0).acts(clockTick());
    expect(declarations(unburdened)).toEqual([]);
    expect(forced(unburdened)).toEqual([]);
    expect(shown(unburdened)).toBe(shown(flat));
    expect(Math.abs(spreadTicks(unburdened) - spreadTicks(flat))).toBeLessThanOrEqual(1);
    expect(quotes(unburdened).every(({ prices }) => prices.length > 0)).toBe(true);
  });

  test('his headroom shrinks as he fills up, is none when he must sell, and none is stated while he is flat', () => {
    const [some, little, none] = [0.3, 0.7, 0.9].map((used) => dealerAt(used).headroomBp());
    expect(some).toBeGreaterThan(little as number);
    expect(little).toBeGreaterThan(0);
    expect(none).toBe(0);
    expect(dealer.headroom(calm(), dealerAt(0).memory)).toEqual([]);
  });
});

describe('what he learns', () => {
  const roomy = () => seenBy('d1', 'dealer', { ...MANDATE, riskLimit: 1e12 }, [JGB_10Y, JGB_20Y, JGB_30Y]);

  /** His mid once he holds half a day's turnover more: from clients, from an auction, or by his own trades. */
  function midWith(lotsFrom: 'clients' | 'auction' | 'himself'): number {
    const himself = employ(dealer, roomy());
    if (lotsFrom === 'clients') himself.view.soldTo(JGB_20Y, 6000);
    else himself.view.holding(JGB_20Y, 6000);
    if (lotsFrom === 'auction') himself.hears(allotted('d1', 'JGB-20Y', 6000 * JGB_20Y.lotFace));
    return midTicks(himself.acts(clockTick()));
  }

  test('clients who sell to him teach him that it is worth less; an award or a trade of his own teaches nothing', () => {
    expect(midWith('clients')).toBeLessThan(midWith('himself') - 5);
    expect(midWith('auction')).toBe(midWith('himself'));
  });

  test('a market that stands elsewhere draws him there in an hour or so, not at once', () => {
    const himself = dealerAt(0, calm().moved(JGB_20Y, 10));
    const first = midTicks(himself.acts(clockTick()));
    for (let tick = 0; tick < 24; tick++) himself.hears(clockTick());
    const later = midTicks(himself.acts(clockTick()));
    expect(first).toBeGreaterThan(10_000 - 0.25 * 120);
    expect(later).toBeLessThan(10_000 - 0.5 * 120);
  });

  test('macro news moves his quotes at once and in full', () => {
    const moved = dealerAt(0, calm().movedForGoodReason(JGB_20Y, 10)).acts(clockTick());
    expect(midTicks(moved)).toBeCloseTo(10_000 - 120, -1);
  });

  test('an unfunded budget is in his quotes within a day, at the long end most, without a trade', () => {
    const himself = dealerAt(0);
    const revised = declared(himself.acts(fiscalShock()), 'BeliefRevised');
    // He is the market: its level is the middle of his own quotes.
    for (let tick = 0; tick < 96; tick++) {
      const commands = himself.acts(clockTick());
      expect(takes(commands)).toEqual([]);
      for (const line of [JGB_10Y, JGB_20Y, JGB_30Y])
        himself.view.atLevel(line, himself.view.levelAt(line, midTicks(commands, line) / 100));
    }
    const risenBp = (line: typeof JGB_10Y): number => himself.view.levelBp(line) - line.openLevelBp;
    expect(risenBp(JGB_10Y)).toBeGreaterThan(0.4 * (revised.premium / 1000));
    expect(risenBp(JGB_30Y)).toBeGreaterThan(2 * risenBp(JGB_10Y));
  });

  test('a belief that nobody shares is in his quotes for an hour only: the market teaches him otherwise', () => {
    const himself = dealerAt(0);
    himself.acts(fiscalShock());
    for (let tick = 0; tick < 192; tick++) himself.hears(clockTick());
    expect(10_000 - midTicks(himself.acts(clockTick()))).toBeLessThan(
      0.2 * (himself.memory.belief.premiumBp * 1.6 * 12),
    );
  });

  test('he takes note of his own revisions only where they say something new', () => {
    expect(dealerAt(0).acts(words('calming', 1))).toEqual([]);
    expect(dealerAt(0).acts(fiscalShock({ market: 'gilt' }))).toEqual([]);
    expect(dealerAt(0).acts(priceTick('JGB-20Y'))).toEqual([]);
  });
});
