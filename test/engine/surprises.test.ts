/** What figures, decisions and plans are worth to everybody at once. */
import { describe, expect, test } from 'vitest';
import { surpriseShifts } from '../../src/engine/surprises.ts';
import type { MarketEvent } from '../../src/events/vocabulary.ts';
import { EVERY_LINE, GILT_30Y, JGB_10Y, JGB_30Y, USDJPY, UST_10Y, UST_30Y } from '../agents/fake-lines.ts';

const outstanding = EVERY_LINE.map(() => 0);
for (const line of EVERY_LINE) outstanding[line.index] = 1e15;

function shiftBp(event: object, line: (typeof EVERY_LINE)[number]): number {
  return surpriseShifts(event as MarketEvent, { instruments: EVERY_LINE, outstanding }).get(line.index) ?? 0;
}

describe('a figure', () => {
  const payrolls = (surprise: number) => ({
    type: 'MacroReleased',
    market: 'ust',
    surpriseMilliSigma: 1000 * surprise,
  });

  test('two forecast errors below what was expected lowers yields by two calm days, and not at all where it was expected', () => {
    expect(shiftBp(payrolls(-2), UST_10Y)).toBeCloseTo(-2 * UST_10Y.calmSigmaBp, 9);
    expect(shiftBp(payrolls(0), UST_10Y)).toBe(0);
  });

  test('is felt in London nearly as in New York, in Tokyo by a third, and the yen rises as the gap of yields closes', () => {
    const days = (line: (typeof EVERY_LINE)[number]): number => shiftBp(payrolls(-2), line) / line.calmSigmaBp;
    expect(days(GILT_30Y)).toBeLessThan(-1.2);
    expect(days(JGB_10Y)).toBeLessThan(0);
    expect(days(JGB_10Y)).toBeGreaterThan(days(GILT_30Y) / 2);
    // Up is a cheaper dollar.
    expect(shiftBp(payrolls(-2), USDJPY)).toBeGreaterThan(0);
  });
});

describe('a decision', () => {
  const hike = (expectedBp: number) => ({
    type: 'PolicyRateSet',
    market: 'ust',
    rate: 25_000,
    expected: 1000 * expectedBp,
  });

  test('moves yields by what was not expected, short ones most', () => {
    expect(shiftBp(hike(25), UST_10Y)).toBe(0);
    expect(shiftBp(hike(0), UST_10Y)).toBeGreaterThan(shiftBp(hike(0), UST_30Y));
    expect(shiftBp(hike(0), UST_30Y)).toBeGreaterThan(0);
    expect(shiftBp(hike(0), UST_10Y)).toBeLessThan(15);
  });
});

describe('a plan of holdings', () => {
  const plan = (amount: number) => ({
    type: 'BalanceSheetPlanRevised',
    market: 'jgb',
    fromTenorMilliYears: 20_000,
    toTenorMilliYears: 40_000,
    amount,
  });

  test('to hold less raises yields where it would have bought, and a little elsewhere', () => {
    expect(shiftBp(plan(-3e13), JGB_30Y)).toBeCloseTo(6.7, 6);
    expect(shiftBp(plan(-3e13), JGB_10Y)).toBeGreaterThan(0);
    expect(shiftBp(plan(-3e13), JGB_10Y)).toBeLessThan(shiftBp(plan(-3e13), JGB_30Y));
    expect(shiftBp(plan(3e13), JGB_30Y)).toBeCloseTo(-6.7, 6);
  });
});

describe('a plan of sales', () => {
  const plan = (amount: number, [from, to] = [20_000, 40_000]) => ({
    type: 'IssuancePlanRevised',
    market: 'jgb',
    fromTenorMilliYears: from,
    toTenorMilliYears: to,
    amount,
  });

  test('given fewer super-longs at the same total, when it is told, then they fall and the ten-year, of which more is sold, rises', () => {
    expect(shiftBp(plan(-1e13), JGB_30Y)).toBeLessThan(-0.5);
    expect(shiftBp(plan(-1e13), JGB_10Y)).toBeGreaterThan(0);
    expect(shiftBp(plan(1e13), JGB_30Y)).toBeCloseTo(-shiftBp(plan(-1e13), JGB_30Y), 9);
  });

  test('given a plan for every tenor, when it is told, then no line is worth more than another: the total is in the premium', () => {
    expect(shiftBp(plan(1e13, [1000, 40_000]), JGB_30Y)).toBe(0);
  });

  test('given any size, then it moves no line by more than 15 bp', () => {
    expect(shiftBp(plan(-9e15), JGB_30Y)).toBe(-15);
    expect(shiftBp(plan(9e15), JGB_30Y)).toBe(15);
  });
});
