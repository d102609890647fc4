/** What a shock of world politics is worth, where and for how long. */
import { expect, test } from 'vitest';
import { ticksPerDay } from '../../src/agents/trading-day.ts';
import { WorldPolitics } from '../../src/engine/world-politics.ts';
import type { Market } from '../../src/units/quantity.ts';
import {
  EVERY_LINE,
  type FakeLine,
  GILT_30Y,
  JGB_10Y,
  JGB_30Y,
  USDJPY,
  UST_10Y,
  UST_30Y,
} from '../agents/fake-lines.ts';
import { geopoliticalShock } from '../agents/published.ts';

function premium(
  line: FakeLine,
  { severity, struck, days }: { severity: number; struck: Market; days: number },
): number {
  const politics = new WorldPolitics(EVERY_LINE);
  politics.hear(geopoliticalShock(severity, struck));
  for (let tick = 0; tick < days * ticksPerDay(line.venue); tick++) politics.tick(line.market);
  return politics.premiumBp(line);
}

test('the market that was struck pays most, whoever shares its news nearly as much, Tokyo little', () => {
  const shock = { severity: 0.2, struck: 'ust', days: 1 } as const;
  const inSigmas = (line: FakeLine): number => premium(line, shock) / line.calmSigmaBp;
  expect(inSigmas(UST_30Y)).toBeGreaterThan(inSigmas(GILT_30Y));
  expect(inSigmas(GILT_30Y)).toBeGreaterThan(2 * inSigmas(JGB_30Y));
  expect(inSigmas(JGB_30Y)).toBeGreaterThan(0.1 * inSigmas(UST_30Y));
  expect(premium(JGB_30Y, { ...shock, struck: 'jgb' })).toBeGreaterThan(premium(JGB_30Y, shock));
});

test('it is asked for within hours of trading and fades over days', () => {
  const after = (days: number): number => premium(UST_10Y, { severity: 1, struck: 'ust', days });
  const full = after(0.6);
  expect(after(0)).toBe(0);
  expect(after(0.1)).toBeGreaterThan(0.4 * full);
  expect(full).toBeGreaterThan(4 * UST_10Y.calmSigmaBp);
  expect(after(10)).toBeLessThan(0.3 * full);
});

test('a future pays what the bonds pay that it is on', () => {
  const politics = new WorldPolitics(EVERY_LINE);
  politics.hear(geopoliticalShock(1, 'jgb'));
  politics.tick('jgb');
  const future = { ...JGB_10Y, id: 'JGB-10Y-F', isBond: false };
  expect(politics.premiumBp(future)).toBeGreaterThan(0);
  expect(politics.premiumBp(future)).toBe(politics.premiumBp(JGB_10Y));
});

test('a graver shock costs in proportion, none costs nothing, and currencies carry no premium', () => {
  const after = (severity: number, line = UST_10Y): number => premium(line, { severity, struck: 'ust', days: 1 });
  expect(after(1)).toBeCloseTo(2 * after(0.5), 9);
  expect(after(0)).toBe(0);
  expect(after(1, USDJPY)).toBe(0);
});
