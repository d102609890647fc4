/** Present risk, and the reluctance to buy into a move. */
import { describe, expect, test } from 'vitest';
import { effectiveSigmaBp, waitingBp } from '../../src/agents/volatility.ts';
import { JGB_30Y } from './fake-lines.ts';
import { seenBy } from './fake-view.ts';

const CALM_BP = JGB_30Y.calmSigmaBp;
const sigma = (timesCalm: number, fear = 1): number =>
  effectiveSigmaBp(seenBy('fund', 'fundamental', {}).withVolatility(JGB_30Y, timesCalm), JGB_30Y, fear);
const waiting = (stretchBp: number, fear = 1, reluctance = 0.6): number =>
  waitingBp(seenBy('fund', 'fundamental', {}).stretched(JGB_30Y, stretchBp), JGB_30Y, fear, reluctance);

describe('effective volatility', () => {
  test('is the calm one on a calm day', () => expect(sigma(1)).toBeCloseTo(CALM_BP, 12));

  test('rises with what was realised, up to a cap that no crisis passes', () => {
    expect(sigma(2)).toBeCloseTo(2 * CALM_BP, 12);
    expect(sigma(4)).toBe(sigma(400));
    expect(sigma(400)).toBeLessThan(3 * CALM_BP);
  });

  test('a dead market is not riskless', () => {
    expect(sigma(0)).toBe(sigma(0.1));
    expect(sigma(0)).toBeGreaterThan(0.5 * CALM_BP);
  });

  test('without fear one trusts that calm returns, with half of it one goes half of the way', () => {
    expect(sigma(2, 0)).toBe(CALM_BP);
    expect(sigma(2, 0.5)).toBeCloseTo(1.5 * CALM_BP, 12);
  });
});

describe('waiting', () => {
  test('nobody waits for a move within the daily noise', () => {
    expect(waiting(1.1 * CALM_BP)).toBe(0);
    expect(Math.abs(waiting(-1.1 * CALM_BP))).toBe(0);
  });

  test('nobody waits for a move that news explains, however large', () => {
    const view = seenBy('fund', 'fundamental', {}).stretched(JGB_30Y, 40).stretchExplained(JGB_30Y);
    expect(waitingBp(view, JGB_30Y, 1, 0.6)).toBe(0);
  });

  test('beyond it a buyer asks for part of what yields ran away, and a seller for the same the other way', () => {
    expect(waiting(20)).toBeGreaterThan(0);
    expect(waiting(20)).toBeLessThan(20);
    expect(waiting(-20)).toBe(-waiting(20));
  });

  test('never all of it, however reluctant he is: with all of it prices would have no floor', () => {
    const beyond = waiting(25, 1, 5) - waiting(15, 1, 5);
    expect(beyond).toBeLessThan(0.9 * 10);
  });

  test('nor for more than six calm days of it: by then the price is below anybody’s value', () => {
    expect(waiting(6 * CALM_BP)).toBe(waiting(20 * CALM_BP));
    expect(waiting(5.9 * CALM_BP)).toBeLessThan(waiting(6 * CALM_BP));
  });

  test('whoever was reassured waits less, whoever fears nothing not at all', () => {
    expect(waiting(20, 0.5)).toBeCloseTo(0.5 * waiting(20), 12);
    expect(waiting(20, 0)).toBe(0);
  });
});
