/** Risk of a set of positions in one market, and a bank's value-at-risk limit on it. */
import { describe, expect, test } from 'vitest';
import { bankBook, cutForLimit, declareBreach, valueAtRisk } from '../../src/agents/bank-book.ts';
import { dailyRisk, type LineRisk, lineRisk, totalDv01 } from '../../src/agents/curve-risk.ts';
import { JGB_10Y, JGB_20Y, JGB_30Y } from './fake-lines.ts';
import { seenBy } from './fake-view.ts';

const view = () => seenBy('bank', 'regionalBank', {});
const risk = (lots: number, sigmaBp: number, line = JGB_20Y): LineRisk => lineRisk(view(), line, lots, sigmaBp);

describe('curve risk', () => {
  test('one line is its DV01 times its volatility', () => {
    expect(dailyRisk([risk(100, 4)])).toBeCloseTo(100 * 120_000 * 4, 6);
    expect(totalDv01([risk(100, 4)])).toBe(12_000_000);
  });

  test('two lines diversify a little, a hedge removes most but not all', () => {
    const one = dailyRisk([risk(100, 4)]);
    const both = dailyRisk([risk(100, 4), risk(100, 4)]);
    const hedged = dailyRisk([risk(100, 4), risk(-100, 4)]);
    expect(both).toBeLessThan(2 * one);
    expect(both).toBeGreaterThan(1.8 * one);
    expect(hedged).toBeGreaterThan(0);
    expect(hedged).toBeLessThan(0.7 * one);
  });

  test('is never negative, whichever way one stands, and nothing for nothing', () => {
    expect(dailyRisk([risk(-100, 4)])).toBe(dailyRisk([risk(100, 4)]));
    expect(dailyRisk([])).toBe(0);
    expect(totalDv01([])).toBe(0);
  });
});

describe('a bank’s limit', () => {
  test('99 % over ten days is 2.33 times the root of ten of a day’s risk, by the slow volatility', () => {
    const held = view().holding(JGB_20Y, 100).withVolatility(JGB_20Y, 2);
    expect(valueAtRisk(bankBook(held, [JGB_20Y]))).toBeCloseTo(2.33 * Math.sqrt(10) * 100 * 120_000 * 8, 3);
  });

  test('a book within its limit sells nothing; one beyond sells back to nine tenths of it', () => {
    expect(cutForLimit(99, 100)).toBe(0);
    expect(cutForLimit(100, 100)).toBe(0);
    expect(cutForLimit(150, 100)).toBeCloseTo(0.4, 12);
    expect(150 * (1 - cutForLimit(150, 100))).toBeCloseTo(90, 9);
  });

  test('volatility alone takes a book over its limit: the same bonds, twice the risk', () => {
    const book = (timesCalm: number) => {
      const held = view();
      for (const line of [JGB_10Y, JGB_20Y, JGB_30Y]) held.holding(line, 1000).withVolatility(line, timesCalm);
      return valueAtRisk(bankBook(held, [JGB_10Y, JGB_20Y, JGB_30Y]));
    };
    expect(book(2)).toBeCloseTo(2 * book(1), 3);
  });

  test('a breach is declared with how far it goes', () => {
    expect(declareBreach('bank', 'valueAtRisk', 1.2345)).toEqual({
      type: 'Declare',
      event: { type: 'RiskLimitBreached', agent: 'bank', measure: 'valueAtRisk', utilisation: 1235, limit: 1000 },
    });
  });
});
