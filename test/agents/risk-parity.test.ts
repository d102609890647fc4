/** Risk parity and volatility control: fixed risk weights, leverage that follows realised volatility. */
import { describe, expect, test } from 'vitest';
import type { Instrument } from '../../src/agents/contract.ts';
import { riskParity, targetLeverage } from '../../src/agents/risk-parity.ts';
import type { SimTime } from '../../src/units/quantity.ts';
import { DAY_MS, parseIsoTime, TICK_MS } from '../../src/units/time.ts';
import {
  declarations,
  declared,
  type Employed,
  employ,
  evenLuck,
  luckOf,
  netTaken,
  takes,
  uniformLuck,
} from './employed.ts';
import { bond, type FakeLine, GILT_10Y, JGB_10Y, KTB_10Y, USDJPY, UST_10Y, UST_30Y } from './fake-lines.ts';
import { type FakeView, seenBy } from './fake-view.ts';
import { clockTick, close } from './published.ts';

type Mandate = Parameters<typeof riskParity.decide>[0]['self']['mandate'];
type Memory = Parameters<typeof riskParity.decide>[1];
type Fund = Employed<Mandate, Memory>;

/** Five legs, as in the worked table of the model; the last to close is the UST. */
const LEGS: readonly FakeLine[] = [JGB_10Y, KTB_10Y, GILT_10Y, bond('GILT-20Y', 12, { ...GILT_10Y }), UST_10Y];

/** A fund whose legs each carry this many dollars of calm daily risk. */
function fundWith(
  legs: readonly FakeLine[],
  dollarsOfRisk: readonly number[],
  facts: Partial<Mandate> = {},
  luck = evenLuck,
): Fund {
  const mandate: Mandate = { sleeves: legs.map(({ id }) => id), decay: 0.94, leverageCap: 1, ...facts };
  const view: FakeView<Mandate> = seenBy<Mandate>('fund', 'riskParity', mandate, legs);
  for (const [at, line] of legs.entries())
    view.holding(line, Math.round((dollarsOfRisk[at] as number) / dollarsPerLot(line)));
  return employ(riskParity, view, luck);
}

/** Written out here, and not taken from the fund: yen and won have no cents, dollars and pounds have. */
function dollarsPerLot(line: FakeLine): number {
  const unitsPerDollar = { USD: 1, JPY: 158, GBP: 0.75, KRW: 1475 }[line.currency];
  return ((line.pointsPerBp / 100) * line.lotFace * line.calmSigmaBp) / unitsPerDollar;
}

const EQUAL = [1e8, 1e8, 1e8, 1e8, 1e8];
/** The JGB leg that the futures market could hold: 18 % of an equal-risk one. */
const FEASIBLE = [0.18e8, 1e8, 1e8, 1e8, 1e8];

/** The line's estimated volatility is so many times calm, its correlations as at rest. */
function wild(fund: Fund, line: Instrument, times: number): Fund {
  const { covariance } = fund.memory;
  for (const key of Object.keys(covariance)) {
    const [a, b] = key.split('|');
    if (a === line.id) covariance[key] = (covariance[key] as number) * times;
    if (b === line.id) covariance[key] = (covariance[key] as number) * times;
  }
  return fund;
}

/** With even luck it looks at 17:00 UTC. */
const ITS_HOUR = parseIsoTime('2026-01-20T17:00:00Z') as SimTime;

function reviews(fund: Fund) {
  return riskParity.decide(fund.view.on(ITS_HOUR), fund.memory, clockTick(), () => {
    throw new Error('a volatility rule draws no luck');
  });
}

/** The leverage it aims at, read off what it would do from twice of the calm one: a trade of 35 % of the gap. */
function aim(fund: Fund): number {
  fund.memory.leverage = 2;
  return 2 + (declared(reviews(fund), 'LeverageAdjusted').to / 1000 - 2) / 0.35;
}

describe('leverage', () => {
  test('on a calm day it is the calm one, and nothing is sold', () => {
    expect(aim(fundWith(LEGS, EQUAL))).toBeCloseTo(1, 2);
    expect(reviews(fundWith(LEGS, EQUAL))).toEqual([]);
  });

  test('risk parity with JGB volatility alone ×1.7 cuts less than 3 % with a leg that the futures market can hold', () => {
    const cut = 1 - aim(wild(fundWith(LEGS, FEASIBLE), JGB_10Y, 1.7));
    expect(cut).toBeGreaterThan(0);
    expect(cut).toBeLessThan(0.03);
    expect(reviews(wild(fundWith(LEGS, FEASIBLE), JGB_10Y, 1.7))).toEqual([]);
  });

  test('with a full leg in JGBs it would cut five times as much: 12 % with all correlations at 0.4 and two gilts at 0.9', () => {
    const cut = 1 - aim(wild(fundWith(LEGS, EQUAL), JGB_10Y, 1.7));
    // √(14 ÷ 18.13): calm 5 + 0.8·9 pairs + 1.8; then 1.7² + 4 + 0.8·(4·1.7 + 5) + 1.8.
    expect(cut).toBeCloseTo(1 - Math.sqrt(14 / 18.13), 2);
    expect(declared(reviews(wild(fundWith(LEGS, EQUAL), JGB_10Y, 1.7)), 'LeverageAdjusted').to).toBeLessThan(970);
  });

  test('the shipped strict risk-parity fund has three legs and would cut a fifth, 4 % of all US bonds in such funds', () => {
    const cut = 1 - aim(wild(fundWith([JGB_10Y, GILT_10Y, UST_10Y], [1e8, 1e8, 1e8]), JGB_10Y, 1.7));
    expect(cut).toBeCloseTo(1 - Math.sqrt(5.4 / 8.41), 2);
    expect((cut * 72) / 390).toBeLessThan(0.04);
  });

  test('a smaller JGB leg cuts less, a wilder JGB more', () => {
    const cut = (leg: number, times: number): number =>
      1 - aim(wild(fundWith(LEGS, [leg * 1e8, 1e8, 1e8, 1e8, 1e8]), JGB_10Y, times));
    expect(cut(0, 2)).toBeCloseTo(0, 2);
    expect(cut(0.5, 1.7)).toBeGreaterThan(cut(0.18, 1.7));
    expect(cut(1, 2)).toBeGreaterThan(cut(1, 1.7));
  });

  test('a yen leg and a dollar leg of the same risk weigh the same', () => {
    const legs = [JGB_10Y, UST_10Y];
    const yenWild = aim(wild(fundWith(legs, [1e8, 1e8]), JGB_10Y, 1.7));
    const dollarWild = aim(wild(fundWith(legs, [1e8, 1e8]), UST_10Y, 1.7));
    expect(yenWild).toBeCloseTo(dollarWild, 2);
    expect(yenWild).toBeLessThan(0.85);
  });

  test('calmer than calm it buys nothing: leverage sits at its cap', () => {
    expect(reviews(wild(fundWith(LEGS, EQUAL), UST_10Y, 0.5))).toEqual([]);
    expect(aim(wild(fundWith(LEGS, EQUAL), UST_10Y, 0.5))).toBeCloseTo(1, 2);
  });

  test('at its cap with 15 % slack no sale until portfolio volatility is up 17.6 %', () => {
    const capped = (portfolioTimes: number): Fund => {
      const fund = fundWith([UST_10Y], [1e8], { leverageCap: 0.85 });
      return wild(fund, UST_10Y, portfolioTimes);
    };
    expect(reviews(capped(1))).toEqual([]);
    expect(aim(capped(1.17))).toBeCloseTo(0.85, 2);
    expect(aim(capped(1.19))).toBeLessThan(0.845);
    expect(reviews(capped(1.176))).toEqual([]);
    expect(declared(reviews(capped(1.35)), 'LeverageAdjusted').from).toBe(850);
  });

  test('within five per cent of its aim it does not move; beyond it goes a third of the way', () => {
    const fund = (times: number): Fund => wild(fundWith([UST_10Y], [1e8]), UST_10Y, times);
    expect(reviews(fund(1 / 0.96))).toEqual([]);
    const { from, to } = declared(reviews(fund(2)), 'LeverageAdjusted');
    expect(from).toBe(1000);
    expect(to).toBe(825);
  });

  test('a fund that holds nothing has nothing to scale', () => {
    expect(reviews(wild(fundWith([UST_10Y], [0]), UST_10Y, 3))).toEqual([]);
  });

  test('with L2 off volatility cuts nothing', () => {
    const fund = wild(fundWith(LEGS, EQUAL), JGB_10Y, 3);
    fund.view.without('L2');
    expect(reviews(fund)).toEqual([]);
  });

  test('it judges once a day, at an hour of its own, and not where everything is shut', () => {
    const fund = wild(fundWith(LEGS, EQUAL), UST_10Y, 3);
    expect(reviews(fund)).toHaveLength(1);
    expect(fund.acts(clockTick())).toHaveLength(1);
    expect(declarations(fund.view.later(1) && fund.acts(clockTick()))).toEqual([]);
    fund.view.whileClosed('jgb', 'ktb', 'gilt', 'ust');
    expect(reviews(fund)).toEqual([]);
  });

  test('of many funds some stand so near the edge of their band that a bad day makes them sell at once', () => {
    const sells = (seed: number, sigmas: number): boolean => {
      const fund = fundWith([UST_10Y], [1e8], {}, luckOf(seed, 'fund'));
      fund.view.moved(UST_10Y, sigmas * UST_10Y.calmSigmaBp);
      fund.view.on((ITS_HOUR - (ITS_HOUR % DAY_MS) + fund.memory.looksAt * TICK_MS) as SimTime);
      return declarations(fund.acts(clockTick())).length > 0;
    };
    const count = (sigmas: number): number =>
      Array.from({ length: 40 }, (_, n) => sells(n, sigmas)).filter(Boolean).length;
    expect(count(0)).toBe(0);
    expect(count(1.5)).toBeGreaterThan(5);
    expect(count(1.5)).toBeLessThan(35);
    expect(count(5)).toBe(40);
  });

  test('a day that is not over counts where it moved more than was estimated, and a quiet morning does not', () => {
    const aimAfter = (sigmas: number): number => {
      const fund = fundWith([UST_10Y], [1e8]);
      fund.view.moved(UST_10Y, sigmas * UST_10Y.calmSigmaBp);
      return aim(fund);
    };
    expect(aimAfter(0.5)).toBeCloseTo(1, 2);
    expect(aimAfter(-3)).toBeCloseTo(1 / Math.sqrt(1 + 0.06 * 8), 2);
    expect(aimAfter(3)).toBeCloseTo(aimAfter(-3), 2);
  });

  test('who opens at the upper edge of its band holds more than it aims at, at the lower edge less', () => {
    const leverage = (value: number): number => fundWith([UST_10Y], [1e8], {}, uniformLuck(value)).memory.leverage;
    expect(leverage(0)).toBeGreaterThan(1.04);
    expect(leverage(0.999)).toBeLessThan(0.96);
  });
});

describe('the table of five equal legs, JGB, UST, gilt, equity and gold', () => {
  const sleeve = (id: string): FakeLine => ({ ...USDJPY, id, market: 'equity', venue: 'equity', currency: 'USD' });
  const [EQUITY, GOLD] = [sleeve('EQ'), sleeve('XAU')];
  const legs = [JGB_10Y, UST_10Y, GILT_10Y, EQUITY, GOLD];

  /** Cut of leverage for multiples of volatility and correlations of bonds and of others. */
  function cut(jgbLeg: number, times: readonly number[], [ofBonds, ofOthers]: readonly [number, number]): number {
    const mandate: Mandate = { sleeves: legs.map(({ id }) => id), decay: 0.94, leverageCap: 1 };
    const view = seenBy<Mandate>('fund', 'riskParity', mandate, legs);
    for (const line of legs) {
      const unit = (view.dv01(line) / { USD: 100, GBP: 100, JPY: 1, KRW: 1 }[line.currency]) * line.calmSigmaBp;
      view.holding(
        line,
        Math.round(((line === JGB_10Y ? jgbLeg : 1) * 1e10) / (unit * view.fxRate(line.currency, 'USD'))),
      );
    }
    const fund = employ(riskParity, view);
    for (const [n, a] of legs.entries())
      for (const [m, b] of legs.entries()) {
        const together = a === b ? 1 : a.isBond && b.isBond ? ofBonds : ofOthers;
        if (a.id <= b.id)
          fund.memory.covariance[`${a.id}|${b.id}`] = together * (times[n] as number) * (times[m] as number);
      }
    return 100 * (1 - targetLeverage(fund.view, fund.memory));
  }

  test.each([
    [
      [1.7, 1, 1, 1, 1],
      [0.4, 0.05],
      [15.1, 1.3, 0],
    ],
    [
      [1.7, 1, 1, 1, 1],
      [0.7, 0.1],
      [25.8, 11.3, 9.0],
    ],
    [
      [1.7, 1.15, 1.15, 1.1, 1],
      [0.7, 0.1],
      [30.9, 19.8, 18.1],
    ],
    [
      [1.7, 1.3, 1.3, 1.2, 1.1],
      [0.7, 0.1],
      [35.9, 28.0, 26.7],
    ],
    [
      [2, 1.3, 1.3, 1.3, 1.2],
      [0.8, 0.3],
      [47.5, 39.9, 38.6],
    ],
  ] as const)(
    'volatilities ×%j with correlations %j cut %j % with a full JGB leg, a tenth of one, none',
    (times, correlations, cuts) => {
      for (const [at, leg] of [1, 0.1, 0].entries())
        expect(Math.abs(cut(leg, times, correlations) - (cuts[at] as number))).toBeLessThan(0.1);
    },
  );

  test('JGB volatility ×1.7 alone costs 2.5 % with the leg that the futures market can hold', () => {
    expect(Math.abs(cut(0.18, [1.7, 1, 1, 1, 1], [0.4, 0.05]) - 2.5)).toBeLessThan(0.1);
  });
});

describe('slow weights', () => {
  test('a wild week hardly moves them: the JGB leg is cut for leverage, the UST leg too', () => {
    const fund = fundWith([JGB_10Y, UST_10Y], [1e8, 1e8]);
    for (let day = 0; day < 5; day++)
      fund.hears(close('JGB-10Y', 3 * JGB_10Y.calmSigmaBp, day), close('UST-10Y', UST_10Y.calmSigmaBp, day));
    expect(Math.sqrt(fund.memory.slowVariance['JGB-10Y'] as number)).toBeLessThan(1.12);
    fund.hears(close('UST-10Y', UST_10Y.calmSigmaBp, 5));
    fund.view.on(ITS_HOUR);
    fund.acts(clockTick());
    expect(fund.memory.weights['UST-10Y'] as number).toBeGreaterThan(1);
    expect((fund.memory.weights['UST-10Y'] as number) * fund.memory.leverage).toBeLessThan(0.95);
  });

  test('a wild year does: capital moves from the wild leg to the calm one', () => {
    const fund = fundWith([JGB_10Y, UST_10Y], [1e8, 1e8]);
    for (let day = 0; day < 250; day++)
      fund.hears(
        close('JGB-10Y', (day % 2 === 0 ? 2 : -2) * JGB_10Y.calmSigmaBp, day),
        close('UST-10Y', (day % 4 < 2 ? 1 : -1) * UST_10Y.calmSigmaBp, day),
      );
    expect(Math.sqrt(fund.memory.slowVariance['JGB-10Y'] as number)).toBeGreaterThan(1.6);
    expect(Math.sqrt(fund.memory.slowVariance['UST-10Y'] as number)).toBeCloseTo(1, 9);
  });

  test('what a weight says is traded only once an adjustment was declared', () => {
    const fund = fundWith([JGB_10Y, UST_10Y], [1e8, 1e8]);
    for (let day = 0; day < 3; day++) fund.hears(close('JGB-10Y', 0, day), close('UST-10Y', 0, day));
    expect(fund.acts(clockTick())).toEqual([]);
  });
});

describe('what it learns from closes', () => {
  test('a pair is sampled once a day, by the later close, and not at all where one market rests', () => {
    const covarianceAfter = (...closes: readonly ReturnType<typeof close>[]): number => {
      const fund = fundWith([JGB_10Y, UST_10Y], [1e8, 1e8], { decay: 0.9 });
      fund.hears(...closes);
      return fund.memory.covariance['JGB-10Y|UST-10Y'] as number;
    };
    const [tokyo, newYork] = [close('JGB-10Y', JGB_10Y.calmSigmaBp), close('UST-10Y', UST_10Y.calmSigmaBp)];
    expect(covarianceAfter(tokyo, newYork)).toBeCloseTo(0.9 * 0.4 + 0.1, 9);
    expect(covarianceAfter(newYork, tokyo)).toBeCloseTo(0.9 * 0.4 + 0.1, 9);
    expect(covarianceAfter(tokyo, newYork, close('JGB-10Y', JGB_10Y.calmSigmaBp, 1))).toBeCloseTo(0.9 * 0.4 + 0.1, 9);
    expect(covarianceAfter(tokyo, close('UST-10Y', UST_10Y.calmSigmaBp, 1))).toBe(0.4);
  });

  /** `moves` in calm days, one close a day. */
  const varianceAfter = (moves: readonly number[], decay = 0.94): number => {
    const fund = fundWith([UST_10Y], [1e8], { decay });
    for (const [day, move] of moves.entries()) fund.hears(close('UST-10Y', move * UST_10Y.calmSigmaBp, day));
    return fund.memory.covariance['UST-10Y|UST-10Y'] as number;
  };

  test('calm days leave the estimate where it is, quiet ones lower it, wild ones raise it', () => {
    expect(varianceAfter([1, -1, 1, -1])).toBeCloseTo(1, 9);
    expect(varianceAfter([0, 0, 0])).toBeLessThan(1);
    expect(varianceAfter([5.6])).toBeGreaterThan(2);
  });

  test('after +14 and +26.5 bp on 4.75 a fast fund sees ×2.17, the common one ×1.80, a slow one ×1.46', () => {
    const moves = [14 / 4.75, 26.5 / 4.75];
    expect(Math.sqrt(varianceAfter(moves, 0.9))).toBeCloseTo(2.17, 2);
    expect(Math.sqrt(varianceAfter(moves, 0.94))).toBeCloseTo(1.8, 1);
    expect(Math.sqrt(varianceAfter(moves, 0.97))).toBeCloseTo(1.46, 2);
  });

  test('closes of what it does not hold teach it nothing', () => {
    const fund = fundWith([UST_10Y], [1e8]);
    fund.hears(close('UST-30Y', 50));
    expect(fund.memory.moves).toEqual({});
  });

  test('markets that fall together are riskier together', () => {
    const pair = (second: number): number => {
      const fund = fundWith([UST_10Y, UST_30Y], [1e8, 1e8]);
      for (let day = 0; day < 20; day++)
        fund.hears(
          close('UST-10Y', 1.5 * UST_10Y.calmSigmaBp, day),
          close('UST-30Y', second * UST_30Y.calmSigmaBp, day),
        );
      return aim(fund);
    };
    expect(pair(1.5)).toBeLessThan(pair(-1.5));
  });
});

describe('trading', () => {
  test('it sells every leg toward its leverage, flagged as its mandate and named by the adjustment', () => {
    const fund = wild(fundWith(LEGS, EQUAL), UST_10Y, 3);
    fund.view.on(ITS_HOUR);
    fund.acts(clockTick());
    fund.view.later(1);
    const orders = takes(fund.acts(clockTick()));
    expect(orders.map(({ instrument }) => instrument.id)).toEqual(LEGS.map(({ id }) => id));
    for (const order of orders)
      expect(order).toMatchObject({ side: 'sell', flag: 'mandate', because: fund.memory.because });
  });

  test('before its first adjustment it trades nothing', () => {
    expect(fundWith(LEGS, EQUAL).acts(clockTick())).toEqual([]);
  });

  test('a leg whose market is closed waits for its market', () => {
    const fund = wild(fundWith(LEGS, EQUAL), UST_10Y, 3);
    fund.view.whileClosed('jgb', 'ktb', 'gilt');
    fund.view.on(ITS_HOUR);
    fund.acts(clockTick());
    fund.view.later(1);
    expect(Object.keys(netTaken(fund.acts(clockTick())))).toEqual(['UST-10Y']);
  });

  test('its headroom is a number however wild the market', () => {
    for (const times of [0.2, 1, 2, 30])
      expect(Number.isFinite(wild(fundWith(LEGS, EQUAL), UST_10Y, times).headroomBp())).toBe(true);
    expect(declarations(fundWith(LEGS, EQUAL).acts(clockTick()))).toEqual([]);
  });
});
