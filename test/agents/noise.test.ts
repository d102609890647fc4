/** Clients without an opinion: calm turnover comes from them, and each line has its own luck. */
import { describe, expect, test } from 'vitest';
import type { Command } from '../../src/agents/contract.ts';
import { noise } from '../../src/agents/noise.ts';
import { declarations, employ, evenLuck, luckOf, netTaken, takes } from './employed.ts';
import { bond, type FakeLine, JGB_10Y, JGB_20Y, JGB_30Y } from './fake-lines.ts';
import { type FakeView, seenBy } from './fake-view.ts';
import { clockTick, published } from './published.ts';

type Mandate = Parameters<typeof noise.decide>[0]['self']['mandate'];
const LINES = [JGB_10Y, JGB_20Y, JGB_30Y];
const clients = (lines: readonly FakeLine[] = LINES) =>
  employ(noise, seenBy<Mandate>('clients', 'noise', { market: 'jgb', turnover: 0.9 }, lines));

/** One day of ticks, each with its own luck. */
function day(seed: number, lines: readonly FakeLine[] = LINES): Command[] {
  const pool = clients(lines);
  return Array.from({ length: 96 }, (_, tick) => pool.acts(clockTick(), luckOf(seed, 'clients', tick))).flat();
}
const ordersOf = (commands: readonly Command[], line: string) =>
  takes(commands)
    .filter(({ instrument }) => instrument.id === line)
    .map(({ side, quantity }) => `${side} ${quantity}`);
const traded = (commands: readonly Command[], line: string): number =>
  takes(commands)
    .filter(({ instrument }) => instrument.id === line)
    .reduce((sum, { quantity }) => sum + quantity, 0);

describe('flow', () => {
  test('on a calm day it trades its share of each line’s turnover, one day with another', () => {
    const days = Array.from({ length: 20 }, (_, seed) => day(seed));
    for (const { id, calmDailyLots } of LINES) {
      const mean = days.reduce((sum, commands) => sum + traded(commands, id), 0) / days.length;
      expect(mean / (0.9 * calmDailyLots), id).toBeGreaterThan(0.95);
      expect(mean / (0.9 * calmDailyLots), id).toBeLessThan(1.05);
    }
  });

  test('a line that trades two lots a day still trades two lots a day', () => {
    const thin = bond('JGB-40Y', 5, { ...JGB_20Y, calmDailyLots: 2 });
    const total = Array.from({ length: 200 }, (_, seed) => traded(day(seed, [thin]), 'JGB-40Y')).reduce(
      (a, b) => a + b,
      0,
    );
    expect(total / 200).toBeGreaterThan(0.9 * 2 * 0.85);
    expect(total / 200).toBeLessThan(0.9 * 2 * 1.15);
  });

  test('draws of one line do not shift another’s', () => {
    const busier = bond('JGB-20Y', 3, { ...JGB_20Y, calmDailyLots: 5 * JGB_20Y.calmDailyLots });
    for (let seed = 0; seed < 5; seed++) {
      const before = day(seed);
      const after = day(seed, [JGB_10Y, busier, JGB_30Y]);
      expect(ordersOf(after, 'JGB-20Y'), `seed ${seed}`).not.toEqual(ordersOf(before, 'JGB-20Y'));
      for (const line of ['JGB-10Y', 'JGB-30Y'])
        expect(ordersOf(after, line), `seed ${seed}`).toEqual(ordersOf(before, line));
    }
  });

  test('buyers and sellers balance over time', () => {
    const net = Array.from({ length: 30 }, (_, seed) => netTaken(day(seed))['JGB-30Y'] ?? 0);
    const mean = net.reduce((a, b) => a + b, 0) / net.length;
    expect(Math.abs(mean)).toBeLessThan(0.06 * JGB_30Y.calmDailyLots);
    expect(net.some((lots) => lots > 0) && net.some((lots) => lots < 0)).toBe(true);
  });

  test('after an hour of buying the next tick leans to buying, by less than a third', () => {
    const lean = (sign: number): number => {
      const pool = clients();
      for (let tick = 0; tick < 12; tick++)
        pool.hears(
          published<'NoiseDrawn'>({ type: 'NoiseDrawn', agent: 'clients', instrument: 'JGB-30Y', lots: sign as never }),
        );
      return netTaken(pool.acts(clockTick()))['JGB-30Y'] ?? 0;
    };
    const perTick = (0.9 * JGB_30Y.calmDailyLots) / 96;
    expect(lean(1)).toBeGreaterThan(0);
    expect(lean(-1)).toBeLessThan(0);
    expect(lean(1)).toBeLessThan(perTick / 3);
  });
});

describe('orders', () => {
  test('each line’s luck is stated before its orders, which follow from it', () => {
    const commands = clients().acts(clockTick(), luckOf(1, 'clients'));
    expect(commands[0]?.type).toBe('Declare');
    for (const { event } of declarations(commands)) {
      if (event.type !== 'NoiseDrawn') throw new Error(event.type);
      expect(event.lots).toBe(netTaken(commands)[event.instrument]);
    }
    for (const take of takes(commands)) expect(take.flag).toBe('voluntary');
  });

  test('they refuse prices far from the mid, on both sides alike', () => {
    const orders = takes(clients().acts(clockTick(), evenLuck)).filter(({ instrument }) => instrument.id === 'JGB-30Y');
    const [buy, sell] = ['buy', 'sell'].map((side) => orders.find((order) => order.side === side)?.limit ?? 0) as [
      number,
      number,
    ];
    expect(buy + sell).toBe(20_000);
    const patienceBp = (buy - 10_000) / 14;
    expect(patienceBp).toBeGreaterThan(2 * JGB_30Y.calmHalfSpreadBp);
    expect(patienceBp).toBeLessThan(2 * JGB_30Y.calmSigmaBp);
  });

  test('their patience does not grow with the crisis: it is stated in calm spreads', () => {
    const limits = (view: FakeView<Mandate>) => takes(employ(noise, view).acts(clockTick())).map(({ limit }) => limit);
    const calm = clients().view;
    const before = limits(calm);
    expect(limits(calm.withVolatility(JGB_30Y, 5).withVolatility(JGB_20Y, 5))).toEqual(before);
  });

  test('no clients come while the market is closed, nor between ticks', () => {
    const pool = clients();
    pool.view.whileClosed('jgb');
    expect(pool.acts(clockTick())).toEqual([]);
  });
});
