/** Bond vigilantes: short while yields pay too little, out when they pay enough or the loss is too large. */
import { describe, expect, test } from 'vitest';
import { vigilante } from '../../src/agents/vigilante.ts';
import { face } from '../../src/units/quantity.ts';
import { declarations, declared, type Employed, employ, luckOf, netTaken, takes } from './employed.ts';
import { auctionOf } from './fake-auctions.ts';
import { JGB_10Y, JGB_20Y, JGB_30Y, JGB_40Y } from './fake-lines.ts';
import { type FakeView, seenBy } from './fake-view.ts';
import { clockTick, fiscalShock, words } from './published.ts';

type Mandate = Parameters<typeof vigilante.decide>[0]['self']['mandate'];
type Memory = Parameters<typeof vigilante.decide>[1];
const CAPACITY = 0.13;
const market = (crowding = 0): FakeView<Mandate> =>
  seenBy<Mandate>('fund', 'vigilante', { market: 'jgb', capacity: CAPACITY, stopLossSigmas: 10, crowding }, [
    JGB_10Y,
    JGB_20Y,
    JGB_30Y,
    JGB_40Y,
  ]);

/** A fund that has heard of a lasting measure of so many per cent of output. */
function worried(view = market(), gdpPct = 1): Employed<Mandate, Memory> {
  const fund = employ(vigilante, view);
  fund.acts(fiscalShock({ gdpPct }));
  return fund;
}
const isShort = (fund: Employed<Mandate, Memory>): boolean => fund.memory.conviction > 0;

/** Every order fills, for so many ticks. */
function trades(fund: Employed<Mandate, Memory>, ticks: number): void {
  for (let tick = 0; tick < ticks; tick++) {
    for (const [id, lots] of Object.entries(netTaken(fund.acts(clockTick())))) {
      const line = fund.view.instrument(id);
      fund.view.holding(line, fund.view.position(line) + lots);
    }
    fund.view.later(1);
  }
}

describe('in', () => {
  test('without news he does nothing, whatever yields do', () => {
    for (const move of [0, 30, -5]) {
      const fund = employ(vigilante, market().moved(JGB_30Y, move).moved(JGB_40Y, move).stretched(JGB_30Y, move));
      if (move >= 0) expect(fund.acts(clockTick())).toEqual([]);
    }
  });

  test('on an unfunded budget that yields do not show he goes short, and states the numbers of his rule', () => {
    const fund = worried();
    const decision = declared(fund.acts(clockTick()), 'DecisionTaken');
    expect(decision).toMatchObject({
      agent: 'fund',
      rule: 'vigilante.signal',
      terms: ['conviction', 'believedBp', 'pricedBp'],
    });
    expect(decision.milliValues[0]).toBeGreaterThan(500);
    expect(decision.milliValues[2]).toBe(0);
    expect(isShort(fund)).toBe(true);
  });

  test('a small measure is not worth a position', () => {
    const fund = worried(market(), 0.05);
    expect(fund.acts(clockTick())).toEqual([]);
  });

  test('where yields show the premium already he stays out', () => {
    const fund = worried();
    fund.view.moved(JGB_30Y, (fund.memory.belief.targetBp + 1) * JGB_30Y.premiumLoading);
    expect(fund.acts(clockTick())).toEqual([]);
  });

  test('he is surer the more is missing, and smaller the wilder the market', () => {
    const conviction = (gdpPct: number, timesCalm = 1): number => {
      const fund = worried(market().withVolatility(JGB_30Y, timesCalm), gdpPct);
      fund.acts(clockTick());
      return fund.memory.conviction;
    };
    expect(conviction(1)).toBeGreaterThan(conviction(0.15));
    expect(conviction(1, 2.5)).toBeLessThan(0.75 * conviction(1));
    expect(conviction(20)).toBeLessThanOrEqual(1);
  });

  test('the fifteen funds do not enter at one point', () => {
    const entries = Array.from(
      { length: 15 },
      (_, n) => employ(vigilante, market(), luckOf(3, `fund-${n}`)).memory.entrySignal,
    );
    expect(new Set(entries).size).toBe(15);
    expect(Math.min(...entries)).toBeGreaterThanOrEqual(0.5);
    expect(Math.max(...entries)).toBeLessThanOrEqual(1.5);
  });

  test('given crowding, when news comes, then signals stand so much closer together; at 100 % all funds are one, and beyond it no more', () => {
    const spread = (crowding: number): number[] => {
      const funds = Array.from({ length: 15 }, (_, n) => employ(vigilante, market(crowding), luckOf(3, `fund-${n}`)));
      const width = (of: (fund: (typeof funds)[number]) => number): number =>
        Math.max(...funds.map(of)) - Math.min(...funds.map(of));
      return [
        width(({ memory }) => memory.entrySignal),
        width(({ memory }) => memory.belief.persistence),
        width(({ memory }) => memory.belief.trustInWords),
      ];
    };
    const apart = spread(0);
    for (const [n, width] of spread(0.7).entries()) expect(width).toBeCloseTo(0.3 * (apart[n] ?? 0), 9);
    for (const width of [...spread(1), ...spread(3)]) expect(width).toBeCloseTo(0, 9);
  });
});

describe('the position', () => {
  test('is short the two longest lines and half hedged in the ten-year, and every order names the decision', () => {
    const fund = worried();
    fund.acts(clockTick());
    const orders = takes(fund.acts(clockTick()));
    expect(orders.map(({ instrument, side }) => `${side} ${instrument.id}`)).toEqual([
      'sell JGB-30Y',
      'sell JGB-40Y',
      'buy JGB-10Y',
    ]);
    for (const order of orders) expect(order).toMatchObject({ flag: 'voluntary', because: fund.memory.because });
  });

  test('grows within a share of turnover and ends at its capacity', () => {
    const fund = worried();
    trades(fund, 2 * 96);
    const { conviction } = fund.memory;
    const wanted = (line: typeof JGB_30Y): number => -Math.round(conviction * CAPACITY * line.calmDailyLots);
    expect(fund.view.position(JGB_30Y)).toBe(wanted(JGB_30Y));
    expect(fund.view.position(JGB_40Y)).toBe(wanted(JGB_40Y));
    expect(fund.view.position(JGB_20Y)).toBe(0);
    const shortDv01 = -[JGB_30Y, JGB_40Y].reduce(
      (sum, line) => sum + fund.view.position(line) * fund.view.dv01(line),
      0,
    );
    expect((fund.view.position(JGB_10Y) * fund.view.dv01(JGB_10Y)) / shortDv01).toBeCloseTo(0.5, 1);
  });

  test('rests while the market is closed', () => {
    const fund = worried();
    fund.acts(clockTick());
    fund.view.whileClosed('jgb');
    expect(fund.acts(clockTick())).toEqual([]);
  });
});

describe('out', () => {
  function short(): Employed<Mandate, Memory> {
    const fund = worried();
    trades(fund, 2 * 96);
    return fund;
  }

  test('between entry and exit he keeps what he has; when nothing is missing any more he covers', () => {
    const fund = short();
    const missing = fund.memory.belief.targetBp * JGB_30Y.premiumLoading;
    fund.view.moved(JGB_30Y, missing - 0.4 * JGB_30Y.calmSigmaBp);
    trades(fund, 1);
    expect(isShort(fund)).toBe(true);
    fund.view.moved(JGB_30Y, 0.3 * JGB_30Y.calmSigmaBp);
    expect(declared(fund.acts(clockTick()), 'DecisionTaken').milliValues[0]).toBe(0);
    trades(fund, 2 * 96);
    for (const line of [JGB_10Y, JGB_30Y, JGB_40Y]) expect(fund.view.position(line)).toBe(0);
  });

  test('momentum keeps him in while yields run, unless L1 is off or he was reassured', () => {
    const stays = (...without: readonly 'L1'[]): boolean => {
      const fund = short();
      fund.view.without(...without).moved(JGB_30Y, (fund.memory.belief.targetBp + 2) * JGB_30Y.premiumLoading);
      fund.view.stretched(JGB_30Y, 25);
      trades(fund, 1);
      return isShort(fund);
    };
    expect(stays()).toBe(true);
    expect(stays('L1')).toBe(false);
    const reassured = short();
    reassured.acts(words('calming', 1));
    reassured.view
      .moved(JGB_30Y, (reassured.memory.belief.targetBp + 2) * JGB_30Y.premiumLoading)
      .stretched(JGB_30Y, 25);
    trades(reassured, 1);
    expect(isShort(reassured)).toBe(false);
  });

  test('a fall of yields to half of his stop cuts him in half, one beyond it closes him, until the next fiscal news', () => {
    const fund = short();
    const { conviction } = fund.memory;
    fund.view.moved(JGB_40Y, -5.5 * JGB_40Y.calmSigmaBp);
    const half = declared(fund.acts(clockTick()), 'StopLossTriggered');
    expect(half).toMatchObject({ agent: 'fund', instrument: 'JGB-40Y', loss: 5_500, threshold: 5_000 });
    expect(fund.memory.conviction).toBeCloseTo(conviction / 2, 6);
    fund.view.moved(JGB_40Y, -5 * JGB_40Y.calmSigmaBp);
    const stop = declared(fund.acts(clockTick()), 'StopLossTriggered');
    expect(stop).toMatchObject({ loss: 10_500, threshold: 10_000 });
    const covering = takes(fund.acts(clockTick()));
    expect(covering.length).toBeGreaterThan(0);
    for (const order of covering) expect(order.flag).toBe('stopLoss');
    trades(fund, 3 * 96);
    expect(fund.view.position(JGB_30Y)).toBe(0);
    expect(declarations(fund.acts(clockTick()))).toEqual([]);
    fund.acts(fiscalShock());
    fund.acts(clockTick());
    expect(isShort(fund)).toBe(true);
  });

  test('losses in a wild market eat the cash that its margin needs: he covers what it does not fund, not so with L3 off', () => {
    const called = (...without: readonly 'L3'[]) => {
      const fund = worried(market(), 3);
      trades(fund, 2 * 96);
      fund.view
        .without(...without)
        .withVolatility(JGB_40Y, 2.7)
        .withVolatility(JGB_30Y, 2.7);
      fund.view.moved(JGB_40Y, -4.9 * JGB_40Y.calmSigmaBp);
      return declared(fund.acts(clockTick()), 'DecisionTaken');
    };
    const { rule, milliValues } = called();
    expect(rule).toBe('vigilante.margin');
    expect(milliValues[0]).toBeLessThan(1000);
    expect(called('L3').rule).toBe('vigilante.signal');
  });

  test('a profit is taken once the market has turned, not while it runs', () => {
    const fund = short();
    fund.view.moved(JGB_30Y, (fund.memory.belief.targetBp + 2) * JGB_30Y.premiumLoading).without('L1');
    fund.view.stretched(JGB_30Y, 3).rising(JGB_30Y, 2);
    trades(fund, 1);
    expect(isShort(fund)).toBe(true);
    fund.view.rising(JGB_30Y, -1);
    trades(fund, 1);
    expect(isShort(fund)).toBe(false);
  });

  test('he does not buy from who is seen to be forced, unless a backstop will, or without L6', () => {
    const covered = (setUp: (view: FakeView<Mandate>) => unknown): boolean => {
      const fund = short();
      fund.view.moved(JGB_30Y, (fund.memory.belief.targetBp + 2) * JGB_30Y.premiumLoading).without('L1');
      fund.view.rising(JGB_30Y, -1);
      setUp(fund.view);
      trades(fund, 1);
      return !isShort(fund);
    };
    const aTenth = 0.1 * JGB_30Y.calmDailyLots;
    expect(covered((view) => view.withForcedSelling(JGB_30Y, 0.4 * aTenth))).toBe(true);
    expect(covered((view) => view.withForcedSelling(JGB_30Y, aTenth))).toBe(false);
    expect(covered((view) => view.withForcedSelling(JGB_30Y, aTenth).without('L6'))).toBe(true);
    const purchases = { ...auctionOf('boj_purchase'), instruments: ['JGB-30Y'], offered: face(1e15) };
    expect(covered((view) => view.withForcedSelling(JGB_30Y, aTenth).beforeAuction(purchases))).toBe(true);
  });

  test('on a debt of two years of output he asks more as yields rise: it must be refinanced (L1)', () => {
    const pressed = (debt: number): number => {
      const fund = worried(market().believing({ debt }), 0.4);
      fund.view.moved(JGB_30Y, 15);
      fund.acts(clockTick());
      return fund.memory.conviction;
    };
    expect(pressed(2.3)).toBeGreaterThan(pressed(0));
  });

  test('his stop lies below the market, nearer the more it has fallen', () => {
    const fund = short();
    const before = fund.headroomBp();
    fund.view.moved(JGB_40Y, -20);
    expect(before).toBeCloseTo(-10 * JGB_40Y.calmSigmaBp, 9);
    expect(fund.headroomBp()).toBeCloseTo(before + 20, 9);
    expect(vigilante.headroom(market(), employ(vigilante, market()).memory)).toEqual([]);
  });
});

describe('against a ceiling', () => {
  const heldDown = { ...JGB_10Y, heldDownBp: 20, openConsensusBp: JGB_10Y.openLevelBp + 20 };
  const pinned = (credibility: number): FakeView<Mandate> => {
    const view = seenBy<Mandate>(
      'fund',
      'vigilante',
      { market: 'jgb', capacity: CAPACITY, stopLossSigmas: 10, crowding: 0 },
      [heldDown, JGB_20Y, JGB_30Y, JGB_40Y],
    );
    return view.believing({ credibility }).underCeiling(heldDown, heldDown.openLevelBp);
  };
  const attack = (view: FakeView<Mandate>): number => {
    const fund = employ(vigilante, view);
    trades(fund, 96);
    return Math.abs(fund.view.position(heldDown));
  };

  test('he sells what the bank buys where he doubts that it lasts, and nothing else', () => {
    const view = pinned(0.6);
    expect(attack(view)).toBeGreaterThan(0.5 * CAPACITY * heldDown.calmDailyLots);
    for (const line of [JGB_20Y, JGB_30Y, JGB_40Y]) expect(view.position(line)).toBe(0);
  });

  test('the more it is believed the less he sells, and a bank that nobody doubts is not attacked', () => {
    expect(attack(pinned(1))).toBe(0);
    expect(attack(pinned(0.96))).toBeLessThan(attack(pinned(0.5)));
  });

  test('where no bid of the bank stands: another line that is held down takes the whole bet, until it is bid for too', () => {
    const other = { ...heldDown, id: 'JGB-7Y', tenorYears: 7, heldDownBp: 15 };
    const beside = (isBidFor: boolean): FakeView<Mandate> => {
      const mandate = { market: 'jgb', capacity: CAPACITY, stopLossSigmas: 10, crowding: 0 } as const;
      const view = seenBy<Mandate>('fund', 'vigilante', mandate, [heldDown, other, JGB_30Y, JGB_40Y]);
      view.believing({ credibility: 0.6 }).underCeiling(heldDown, heldDown.openLevelBp);
      return isBidFor ? view.underCeiling(other, other.openLevelBp + 10) : view;
    };
    const view = beside(false);
    trades(employ(vigilante, view), 192);
    expect(view.position(heldDown)).toBe(0);
    expect(-view.position(other)).toBeGreaterThan(CAPACITY * other.calmDailyLots);
    const late = beside(true);
    attack(late);
    expect(late.position(other)).toBe(0);
  });

  test('without distance between what is fair and the ceiling, or without a ceiling, there is nothing to gain', () => {
    expect(attack(pinned(0.5).underCeiling(heldDown, undefined))).toBe(0);
    expect(attack(pinned(0.5).movedForGoodReason(heldDown, -20).moved(heldDown, 20))).toBe(0);
  });
});
