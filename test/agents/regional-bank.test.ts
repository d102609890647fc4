/** Regional banks: one rule, one side. */
import { expect, test } from 'vitest';
import { regionalBank } from '../../src/agents/regional-bank.ts';
import { declared, type Employed, employ, netTaken, takes } from './employed.ts';
import { JGB_10Y, JGB_20Y, JGB_30Y } from './fake-lines.ts';
import { type FakeView, seenBy } from './fake-view.ts';
import { clockTick, close } from './published.ts';

type Mandate = Parameters<typeof regionalBank.decide>[0]['self']['mandate'];
type Bank = Employed<Mandate, Parameters<typeof regionalBank.decide>[1]>;

/** ¥2 tn of tens and ¥1 tn of twenties: value at risk of about ¥61 bn on a calm day. */
function bank(timesCalm: number, varLimit = 100e9): Bank {
  const view: FakeView<Mandate> = seenBy<Mandate>('regional', 'regionalBank', { market: 'jgb', varLimit }, [
    JGB_10Y,
    JGB_20Y,
    JGB_30Y,
  ]);
  view.holding(JGB_10Y, 20_000).holding(JGB_20Y, 10_000);
  for (const line of [JGB_10Y, JGB_20Y, JGB_30Y]) view.withVolatility(line, timesCalm);
  return employ(regionalBank, view);
}

test('calm or merely volatile within its limit, it does nothing at all', () => {
  for (const timesCalm of [1, 1.5]) {
    expect(bank(timesCalm).acts(close('JGB-30Y'))).toEqual([]);
    expect(bank(timesCalm).acts(clockTick())).toEqual([]);
  }
});

test('when volatility doubles the same bonds breach the limit, and it sells pro rata over its lines', () => {
  const self = bank(2);
  const { utilisation } = declared(self.acts(close('JGB-30Y')), 'RiskLimitBreached');
  expect(utilisation).toBeGreaterThan(1000);
  const kept = [JGB_10Y, JGB_20Y].map((line) => (self.memory.wanted[line.id] as number) / self.view.position(line));
  expect(kept[0]).toBeCloseTo(kept[1] as number, 3);
  expect((utilisation / 1000) * (kept[0] as number)).toBeCloseTo(0.9, 2);
  for (const order of takes(self.acts(clockTick())))
    expect(order).toMatchObject({ side: 'sell', flag: 'riskLimit', because: self.memory.because });
  expect(Object.keys(netTaken(self.acts(clockTick())))).toEqual(['JGB-10Y', 'JGB-20Y']);
});

test('it judges once a day, at the close of the longest line', () => {
  expect(bank(2).acts(close('JGB-10Y'))).toEqual([]);
});

test('once it has sold enough it stops, and it never buys back', () => {
  const self = bank(2);
  self.acts(close('JGB-30Y'));
  for (const line of [JGB_10Y, JGB_20Y]) self.view.holding(line, self.memory.wanted[line.id] as number);
  expect(self.acts(clockTick())).toEqual([]);
  for (const line of [JGB_10Y, JGB_20Y]) self.view.holding(line, 100);
  expect(self.acts(clockTick())).toEqual([]);
});

test('a bank far inside its limit has room, one at twice its limit has none, an empty one needs none', () => {
  expect(bank(1, 1e12).headroomBp()).toBeGreaterThan(100);
  expect(bank(2, 50e9).headroomBp()).toBeLessThan(0);
  const empty = bank(1);
  empty.view.holding(JGB_10Y, 0).holding(JGB_20Y, 0);
  expect(regionalBank.headroom(empty.view, empty.memory)).toEqual([]);
});
