/** What shocks of world politics and unexplained moves abroad do to an institution's idea of fair yields. */
import { describe, expect, test } from 'vitest';
import { homeMadeBp, ownTemper, type WorldBelief, worldBp } from '../../src/agents/world-belief.ts';
import { drawsOf } from '../../src/math/draws.ts';
import { JGB_30Y, UST_10Y } from './fake-lines.ts';
import { seenBy } from './fake-view.ts';

const calm: WorldBelief = { attention: 1, gravity: 1 };
const view = () => seenBy('fund', 'fundamental', {});

test('what it heard and what it fears add up, each by its own temper', () => {
  const troubled = view().hearing(UST_10Y, 4).troubled(UST_10Y, 3);
  expect(worldBp(calm, troubled, UST_10Y)).toBe(7);
  expect(worldBp({ attention: 0.5, gravity: 1 }, troubled, UST_10Y)).toBe(5);
  expect(worldBp({ attention: 1, gravity: 0.5 }, troubled, UST_10Y)).toBe(5.5);
  expect(worldBp(calm, view(), UST_10Y)).toBe(0);
});

test('tempers lie around one: some hear half more than others, nobody nothing', () => {
  const tempers = Array.from({ length: 200 }, (_, n) => ownTemper(drawsOf(`temper ${n}`)));
  const attention = tempers.map((temper) => temper.attention);
  const gravity = tempers.map((temper) => temper.gravity);
  expect([Math.min(...attention) >= 0.6, Math.max(...attention) <= 1.4]).toEqual([true, true]);
  expect([Math.min(...gravity) >= 0.7, Math.max(...gravity) <= 1.3]).toEqual([true, true]);
  expect(attention.reduce((a, b) => a + b, 0) / 200).toBeCloseTo(1, 1);
});

describe('what a government is held to account for', () => {
  test('is what neither news nor the world explains', () => {
    const moved = view().movedForGoodReason(JGB_30Y, 5).moved(JGB_30Y, 9).hearing(JGB_30Y, 2).troubled(JGB_30Y, 1);
    expect(homeMadeBp(moved, JGB_30Y)).toBeCloseTo(6, 9);
  });
});
