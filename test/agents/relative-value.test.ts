/** Relative value: along the curve, and across markets. */
import { describe, expect, test } from 'vitest';
import { curveMisfits, curveRv } from '../../src/agents/curve-rv.ts';
import { globalRv } from '../../src/agents/global-rv.ts';
import { employ, netTaken, takes } from './employed.ts';
import { bond, type FakeLine, JGB_10Y, JGB_20Y, JGB_30Y, JGB_40Y, UST_10Y, UST_30Y } from './fake-lines.ts';
import { type FakeView, seenBy } from './fake-view.ts';
import { clockTick } from './published.ts';

const CURVE = [JGB_10Y, JGB_20Y, JGB_30Y, JGB_40Y];

/** Trades for so many ticks; every order fills. */
function trades<M>(self: ReturnType<typeof employ<M, unknown>>, ticks: number): void {
  for (let tick = 0; tick < ticks; tick++) {
    for (const [id, lots] of Object.entries(netTaken(self.acts(clockTick())))) {
      const line = self.view.instrument(id);
      self.view.holding(line, self.view.position(line) + lots);
    }
    self.view.later(1);
  }
}

describe('curveRv', () => {
  type Mandate = Parameters<typeof curveRv.decide>[0]['self']['mandate'];
  const market = (): FakeView<Mandate> => seenBy<Mandate>('desk', 'curveRv', { market: 'jgb', capacity: 0.2 }, CURVE);
  const misfits = (view: FakeView<Mandate>): number[] => curveMisfits(view, view.instruments('jgb'));

  test('a curve that moves by its loadings fits: news and premium alike leave nothing to trade', () => {
    const shifted = market();
    for (const line of CURVE) shifted.movedForGoodReason(line, 7).moved(line, 10 * line.premiumLoading);
    for (const misfit of misfits(shifted)) expect(misfit).toBeCloseTo(0, 9);
    expect(employ(curveRv, shifted).acts(clockTick())).toEqual([]);
  });

  test('one cheap line is bought and its neighbours are sold', () => {
    const self = employ(curveRv, market().moved(JGB_20Y, 8));
    expect(misfits(self.view)[1]).toBeGreaterThan(0);
    const net = netTaken(self.acts(clockTick()));
    expect(net['JGB-20Y']).toBeGreaterThan(0);
    expect(net['JGB-10Y'] ?? 0).toBeLessThanOrEqual(0);
    expect(net['JGB-30Y'] ?? 0).toBeLessThan(0);
  });

  test('a misfit within a quarter of a calm day is left alone', () => {
    expect(employ(curveRv, market().moved(JGB_20Y, 0.5)).acts(clockTick())).toEqual([]);
  });

  test('however wide the misfit, no more than the desk’s capacity in a line', () => {
    const self = employ(curveRv, market().moved(JGB_20Y, 300));
    trades(self as never, 2 * 96);
    expect(self.view.position(JGB_20Y)).toBeLessThanOrEqual(0.2 * JGB_20Y.calmDailyLots);
    expect(self.view.position(JGB_20Y)).toBeGreaterThan(0.85 * 0.2 * JGB_20Y.calmDailyLots);
    expect(Math.abs(self.view.position(JGB_30Y))).toBeLessThanOrEqual(0.2 * JGB_30Y.calmDailyLots);
  });

  test('in the ten-year, whose futures trade five times the risk of its neighbours, no more than both of these together', () => {
    const five = bond('JGB-5Y', 0, { ...JGB_10Y, calmDailyLots: 10_000, premiumLoading: 0.5 });
    const view = seenBy<Mandate>('desk', 'curveRv', { market: 'jgb', capacity: 0.2 }, [five, JGB_10Y, JGB_20Y]);
    const self = employ(curveRv, view.moved(JGB_10Y, 300));
    trades(self as never, 2 * 96);
    const wings = five.calmDailyLots * view.dv01(five) + JGB_20Y.calmDailyLots * view.dv01(JGB_20Y);
    expect(self.view.position(JGB_10Y)).toBeGreaterThan(0);
    expect(self.view.position(JGB_10Y) * view.dv01(JGB_10Y)).toBeLessThanOrEqual(0.2 * wings);
    expect(self.view.position(JGB_10Y)).toBeLessThan(0.1 * JGB_10Y.calmDailyLots);
  });

  test('less than a tenth of its capacity is not worth a trade', () => {
    const self = employ(curveRv, market());
    self.view.holding(JGB_20Y, Math.floor(0.09 * 0.2 * JGB_20Y.calmDailyLots));
    expect(self.acts(clockTick())).toEqual([]);
    self.view.holding(JGB_20Y, Math.ceil(0.11 * 0.2 * JGB_20Y.calmDailyLots));
    expect(netTaken(self.acts(clockTick()))['JGB-20Y']).toBeLessThan(0);
  });

  test('once the line fits again it goes home, to within a tenth of its capacity', () => {
    const self = employ(curveRv, market().moved(JGB_20Y, 300));
    trades(self as never, 2 * 96);
    self.view.moved(JGB_20Y, -300);
    trades(self as never, 2 * 96);
    for (const line of CURVE) expect(Math.abs(self.view.position(line))).toBeLessThan(0.1 * 0.2 * line.calmDailyLots);
  });

  test('what it held on the first day is flat', () => {
    expect(employ(curveRv, market().holding(JGB_20Y, 500)).acts(clockTick())).toEqual([]);
  });

  test('a market of one or two lines has no curve, and lines of one loading still compare', () => {
    expect(curveMisfits(seenBy('desk', 'curveRv', {}, [JGB_20Y]), [JGB_20Y])).toEqual([0]);
    expect(
      curveMisfits(seenBy('desk', 'curveRv', {}, [JGB_20Y, JGB_30Y]).moved(JGB_20Y, 9), [JGB_20Y, JGB_30Y]),
    ).toEqual([0, 0]);
    const flat: FakeLine[] = ['JGB-10Y', 'JGB-20Y', 'JGB-30Y'].map((id, at) =>
      bond(id, at, { ...JGB_20Y, premiumLoading: 1 }),
    );
    const [, middle] = curveMisfits(seenBy('desk', 'curveRv', {}, flat).moved(flat[1] as FakeLine, 6), flat);
    expect(middle).toBeCloseTo(6, 9);
  });

  test('it rests while the market is closed', () => {
    expect(employ(curveRv, market().moved(JGB_20Y, 8).whileClosed('jgb')).acts(clockTick())).toEqual([]);
  });
});

describe('globalRv', () => {
  type Mandate = Parameters<typeof globalRv.decide>[0]['self']['mandate'];
  const newYork = (): FakeView<Mandate> =>
    seenBy<Mandate>('desk', 'globalRv', { market: 'ust', capacity: 0.1 }, [JGB_30Y, UST_10Y, UST_30Y]);
  const act = (view: FakeView<Mandate>) => netTaken(employ(globalRv, view).acts(clockTick()));

  test('when markets abroad fall without a reason it sells the longest line at home, when they rise it buys', () => {
    expect(Object.keys(act(newYork().hearing(UST_30Y, 7)))).toEqual(['UST-30Y']);
    expect(act(newYork().hearing(UST_30Y, 7))['UST-30Y']).toBeLessThan(0);
    expect(act(newYork().hearing(UST_30Y, -7))['UST-30Y']).toBeGreaterThan(0);
  });

  test('hears less than it expects, and nothing more once its market has followed', () => {
    expect(act(newYork().hearing(UST_30Y, 7).moved(UST_30Y, 10.5))).toEqual({});
    expect(act(newYork())).toEqual({});
  });

  test('leaves alone what its market does for reasons of its own', () => {
    expect(act(newYork().moved(UST_30Y, 40))).toEqual({});
    expect(act(newYork().hearing(UST_30Y, 7).moved(UST_30Y, 40))).toEqual({});
  });

  test('its capital is small: a tenth of a day’s turnover and no more', () => {
    const self = employ(globalRv, newYork().hearing(UST_30Y, 90));
    trades(self as never, 276);
    expect(self.view.position(UST_30Y)).toBeGreaterThanOrEqual(-0.1 * UST_30Y.calmDailyLots);
    expect(self.view.position(UST_30Y)).toBeLessThan(-0.8 * 0.1 * UST_30Y.calmDailyLots);
  });

  test('its orders are voluntary and follow from the clock', () => {
    const [order] = takes(employ(globalRv, newYork().hearing(UST_30Y, 7)).acts(clockTick()));
    expect(order?.flag).toBe('voluntary');
    expect(order).not.toHaveProperty('because');
  });

  test('it trades in its own hours, and Tokyo hears others too', () => {
    expect(act(newYork().hearing(UST_30Y, 7).whileClosed('ust'))).toEqual({});
    const tokyo = seenBy<Mandate>('desk', 'globalRv', { market: 'jgb', capacity: 0.1 }, CURVE).hearing(JGB_40Y, 5);
    expect(netTaken(employ(globalRv, tokyo).acts(clockTick()))['JGB-40Y']).toBeLessThan(0);
  });
});
