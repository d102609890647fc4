/** Carry traders: the yen ends them, a fiscal shock does not. */
import { describe, expect, test } from 'vitest';
import { carry } from '../../src/agents/carry.ts';
import { declared, type Employed, employ, netTaken, takes } from './employed.ts';
import { JGB_30Y, USDJPY, UST_10Y } from './fake-lines.ts';
import { type FakeView, seenBy } from './fake-view.ts';
import { clockTick, close, fiscalShock, published } from './published.ts';

type Mandate = Parameters<typeof carry.decide>[0]['self']['mandate'];
type Trader = Employed<Mandate, Parameters<typeof carry.decide>[1]>;

function trader(lots = 25_000): Trader {
  const view: FakeView<Mandate> = seenBy<Mandate>('fund', 'carry', { capacity: 25e9 }, [USDJPY, JGB_30Y]);
  return employ(carry, view.holding(USDJPY, lots));
}
const evening = (self: Trader) => self.acts(close('FX-USDJPY'));

describe('the stop', () => {
  test('carry stops when the yen rises by three volatilities, and does nothing on a fiscal shock', () => {
    const self = trader();
    expect(self.acts(fiscalShock({ gdpPct: 3 }))).toEqual([]);
    self.view.moved(JGB_30Y, 40).withVolatility(JGB_30Y, 3);
    expect(evening(self)).toEqual([]);
    self.view.stretched(USDJPY, 2.9 * USDJPY.calmSigmaBp);
    expect(evening(self)).toEqual([]);
    self.view.stretched(USDJPY, 3.1 * USDJPY.calmSigmaBp);
    expect(declared(evening(self), 'StopLossTriggered')).toMatchObject({
      agent: 'fund',
      instrument: 'FX-USDJPY',
      loss: 3100,
      threshold: 3000,
    });
  });

  test('a fall of the yen as large stops nobody', () => {
    const self = trader();
    self.view.stretched(USDJPY, -6 * USDJPY.calmSigmaBp);
    expect(evening(self)).toEqual([]);
  });

  test('stopped out he sells his dollars at a share of turnover, as stop-loss, and stays out', () => {
    const self = trader();
    self.view.stretched(USDJPY, 4 * USDJPY.calmSigmaBp);
    evening(self);
    const [order] = takes(self.acts(clockTick()));
    expect(order).toMatchObject({ side: 'sell', flag: 'stopLoss', because: self.memory.because });
    expect(order?.quantity).toBeLessThanOrEqual((0.1 * USDJPY.calmDailyLots) / 288);
    self.view.stretched(USDJPY, 0).withPolicyRate('ust', 800);
    expect(evening(self)).toEqual([]);
    expect(netTaken(self.acts(clockTick()))['FX-USDJPY']).toBeLessThan(0);
  });

  test('his headroom is what the yen may still rise, and none is stated once he is out', () => {
    const self = trader();
    self.view.stretched(USDJPY, 65);
    expect(self.headroomBp()).toBeCloseTo(3 * 55 - 65, 9);
    self.view.stretched(USDJPY, 300);
    evening(self);
    expect(carry.headroom(self.view, self.memory)).toEqual([]);
  });
});

test('a greater carry buys more dollars, up to his capacity and no further', () => {
  const self = trader(20_000).hears(clockTick());
  self.view.withPolicyRate('ust', 600);
  evening(self);
  expect(self.memory.share).toBeGreaterThan(1.25);
  for (let tick = 0; tick < 3000; tick++) {
    const bought = netTaken(self.acts(clockTick()))['FX-USDJPY'] ?? 0;
    self.view.holding(USDJPY, self.view.position(USDJPY) + bought).later(1);
  }
  expect(self.view.position(USDJPY)).toBe(25_000);
});

describe('what else the borrowed money holds', () => {
  function funds(): Trader {
    const mandate: Mandate = { capacity: 25e9, funded: [UST_10Y.id] };
    const view = seenBy<Mandate>('fund', 'carry', mandate, [USDJPY, UST_10Y]);
    return employ(carry, view.holding(USDJPY, 25_000).holding(UST_10Y, 1_000));
  }

  test('a yen shock sells it with the dollars, as stop-loss', () => {
    const self = funds();
    self.view.stretched(USDJPY, 4 * USDJPY.calmSigmaBp);
    evening(self);
    const orders = takes(self.acts(clockTick()));
    expect(orders.map(({ instrument, side, flag }) => [instrument.id, side, flag])).toEqual([
      ['FX-USDJPY', 'sell', 'stopLoss'],
      ['UST-10Y', 'sell', 'stopLoss'],
    ]);
  });

  test('a fall of it as large ends the dollars too: one account, one margin call', () => {
    const self = funds();
    self.view.stretched(UST_10Y, 2.9 * UST_10Y.calmSigmaBp);
    expect(self.acts(close('UST-10Y'))).toEqual([]);
    self.view.stretched(UST_10Y, 3.1 * UST_10Y.calmSigmaBp);
    expect(declared(self.acts(close('UST-10Y')), 'StopLossTriggered')).toMatchObject({ instrument: 'UST-10Y' });
    expect(netTaken(self.acts(clockTick()))['FX-USDJPY']).toBeLessThan(0);
  });
});

describe('the share', () => {
  /** What he holds after his review, as a share of the first day. */
  function shareWith(volatilityTimes: number, yenRateBp = 75): number {
    const self = trader().hears(clockTick());
    self.view.withVolatility(USDJPY, volatilityTimes).withPolicyRate('jgb', yenRateBp);
    evening(self);
    return self.memory.share;
  }

  test('on a calm day at the opening’s rates he keeps what he has', () => {
    expect(evening(trader())).toEqual([]);
    expect(trader().acts(clockTick())).toEqual([]);
  });

  test('volatility and a hike in Tokyo both cut it, and never below nothing', () => {
    expect(shareWith(1.5)).toBeLessThan(1);
    expect(shareWith(3)).toBeLessThan(shareWith(1.5));
    expect(shareWith(1, 175)).toBeLessThan(1);
    expect(shareWith(50)).toBeGreaterThanOrEqual(0);
  });

  test('calm and a wide rate difference add to it, within half as much again', () => {
    expect(shareWith(0.7)).toBeGreaterThanOrEqual(1);
    expect(shareWith(0.01)).toBeLessThanOrEqual(1.5);
  });

  test('he reviews at once when a central bank moves, and says by which numbers', () => {
    const self = trader().hears(clockTick());
    self.view.withPolicyRate('jgb', 175);
    const set = published<'PolicyRateSet'>({
      type: 'PolicyRateSet',
      market: 'jgb',
      rate: 175_000 as never,
      expected: 175_000 as never,
      votesFor: 9,
      votesAgainst: 0,
      guidance: 'hawkish',
      headline: 'a hike',
    });
    expect(declared(self.acts(set), 'DecisionTaken')).toMatchObject({
      rule: 'carry.share',
      terms: ['share', 'carryBp', 'volatilityBp'],
      milliValues: [expect.any(Number), 187_500, expect.any(Number)],
    });
    expect(takes(self.acts(clockTick()))[0]).toMatchObject({ side: 'sell', flag: 'voluntary' });
  });

  test('with L9 off, and where no pair is listed, he does nothing', () => {
    const off = trader();
    off.view.without('L9').stretched(USDJPY, 1000);
    expect(evening(off)).toEqual([]);
    const bare = employ(carry, seenBy<Mandate>('fund', 'carry', { capacity: 1 }, [JGB_30Y]));
    expect(bare.acts(clockTick())).toEqual([]);
    expect(carry.headroom(bare.view, bare.memory)).toEqual([]);
  });
});

test('a quiet fortnight buys no more dollars', () => {
  const self = trader();
  self.view.withVolatility(USDJPY, 0.6);
  expect(evening(self)).toEqual([]);
});
