/** What results teach (L8): wider than usual costs, by sector and state, bounded; better than usual gives half of it back. */
import { describe, expect, test } from 'vitest';
import {
  type AuctionMemory,
  auctionPremiumBp,
  digestResults,
  hearResult,
  restingAuctionMemory,
} from '../../src/agents/auction-memory.ts';
import { face } from '../../src/units/quantity.ts';
import { JGB_10Y, JGB_20Y, JGB_30Y } from './fake-lines.ts';
import { seenBy } from './fake-view.ts';
import { tailPublished } from './published.ts';

const market = () => seenBy('v1', 'fundamental', { market: 'jgb' as const }, [JGB_10Y, JGB_20Y, JGB_30Y]);
const CALM = { doubtBp: 0, strain: 0 };

function hearing(tailBp: number, state = CALM, view = market()): AuctionMemory {
  const memory = restingAuctionMemory('jgb', view);
  hearResult(memory, tailPublished('JGB-20Y', tailBp), view, state);
  return memory;
}
const target = (memory: AuctionMemory, line = JGB_20Y): number => memory.target[line.id] ?? 0;

describe('a result', () => {
  test('as usual says little, wider costs, tighter gives back less than that', () => {
    const usual = 0.4 * JGB_20Y.calmSigmaBp;
    expect(Math.abs(target(hearing(usual)))).toBeLessThan(0.01);
    expect(target(hearing(usual + 2))).toBeGreaterThan(1);
    expect(target(hearing(usual - 2))).toBeLessThan(0);
    expect(-target(hearing(usual - 2))).toBeCloseTo(0.5 * target(hearing(usual + 2)), 9);
  });

  test('however wide, it costs a calm day or so, and no more in a calm market than doubt and full limits make of it', () => {
    expect(target(hearing(100))).toBeLessThanOrEqual(1.2 * JGB_20Y.calmSigmaBp + 1e-9);
    expect(target(hearing(100, { doubtBp: 50, strain: 1 }))).toBeCloseTo(1.8 * target(hearing(100)), 6);
  });

  test('of the 20-year reaches the 30-year before the ten-year, in their own days', () => {
    const memory = hearing(9);
    const days = (line: typeof JGB_20Y): number => target(memory, line) / line.calmSigmaBp;
    expect(days(JGB_20Y)).toBeGreaterThan(days(JGB_30Y));
    expect(days(JGB_30Y)).toBeGreaterThan(days(JGB_10Y));
    expect(days(JGB_10Y)).toBeGreaterThan(0);
  });

  test('is compared with the last ones: after wide tails a wide one is no news', () => {
    const memory = restingAuctionMemory('jgb', market());
    const first = (() => {
      hearResult(memory, tailPublished('JGB-20Y', 5), market(), CALM);
      return target(memory);
    })();
    for (let n = 0; n < 6; n++) hearResult(memory, tailPublished('JGB-20Y', 5), market(), CALM);
    const before = target(memory);
    hearResult(memory, tailPublished('JGB-20Y', 5), market(), CALM);
    expect(target(memory) - before).toBeLessThan(0.5 * first);
    expect(memory.tails['JGB-20Y']?.length).toBe(6);
  });

  test('of a sale at which nothing was sold is no good news', () => {
    const memory = restingAuctionMemory('jgb', market());
    hearResult(memory, { ...tailPublished('JGB-20Y', 0), accepted: face(0) }, market(), CALM);
    expect(target(memory)).toBe(0);
    expect(memory.tails['JGB-20Y']).toEqual([]);
  });

  test('with L8 off it is remembered and costs nothing', () => {
    const memory = hearing(9, CALM, market().without('L8'));
    expect(target(memory)).toBe(0);
    expect(memory.tails['JGB-20Y']).toEqual([9]);
  });
});

test('it is in prices within the day, and fades over weeks', () => {
  const memory = hearing(9);
  const said = target(memory);
  expect(auctionPremiumBp(memory, JGB_20Y)).toBe(0);
  for (let tick = 0; tick < 48; tick++) digestResults(memory);
  expect(auctionPremiumBp(memory, JGB_20Y)).toBeGreaterThan(0.9 * said);
  for (let tick = 0; tick < 40 * 96; tick++) digestResults(memory);
  expect(auctionPremiumBp(memory, JGB_20Y)).toBeLessThan(0.1 * said);
});

test('tails that the scenario states count as heard', () => {
  const known = { ...JGB_20Y, recentTailsBp: [6, 6, 6, 6, 6, 6] };
  const view = seenBy('v1', 'fundamental', { market: 'jgb' as const }, [JGB_10Y, known, JGB_30Y]);
  expect(target(hearing(6, CALM, view))).toBeLessThan(0.5 * target(hearing(6)));
});
