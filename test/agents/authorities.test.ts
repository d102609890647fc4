/** Central banks and debt offices: disorder for two days, then a hazard; never a date. */
import { describe, expect, test } from 'vitest';
import { centralBank } from '../../src/agents/central-bank.ts';
import type { AgentKind } from '../../src/agents/contract.ts';
import { debtOffice } from '../../src/agents/debt-office.ts';
import { countDisorder, DAYS_BEFORE_ACTION, HAZARD_PER_DAY, watchedLine } from '../../src/agents/disorder.ts';
import type { AgentKindName } from '../../src/agents/kind-names.ts';
import { declarations, declared, type Employed, employ, netTaken, takes, uniformLuck } from './employed.ts';
import { GILT_10Y, GILT_30Y, JGB_10Y, JGB_20Y, JGB_30Y, JGB_40Y, USDJPY } from './fake-lines.ts';
import { seenBy } from './fake-view.ts';
import { clockTick, close } from './published.ts';

const DISORDERLY_BP = 4 * JGB_30Y.calmSigmaBp + 1;
const lucky = uniformLuck(0.999);
const unlucky = uniformLuck(0.001);

describe('disorder', () => {
  const days = (...moves: readonly number[]): number => {
    const memory = { disorderlyDays: 0 };
    for (const move of moves) countDisorder(memory, close('JGB-30Y', move), JGB_30Y);
    return memory.disorderlyDays;
  };

  test('is a day of more than four calm ones, up or down; an orderly day starts the count again', () => {
    expect(days(DISORDERLY_BP, -DISORDERLY_BP)).toBe(2);
    expect(days(DISORDERLY_BP, 5, DISORDERLY_BP)).toBe(1);
    expect(days(4 * JGB_30Y.calmSigmaBp)).toBe(0);
  });

  test('is judged on the longest bond up to thirty years, and on no other line', () => {
    const view = seenBy('boj', 'centralBank', {}, [JGB_10Y, JGB_30Y, JGB_40Y, USDJPY]);
    expect(watchedLine(view, 'jgb')?.id).toBe('JGB-30Y');
    expect(watchedLine(view, 'fx')).toBeUndefined();
    const memory = { disorderlyDays: 0 };
    countDisorder(memory, close('JGB-40Y', 50), JGB_30Y);
    expect(memory.disorderlyDays).toBe(0);
  });
});

interface Authority {
  readonly name: string;
  readonly kind: AgentKindName;
  employed(readiness: number, market?: 'jgb' | 'gilt'): Employed<unknown, { disorderlyDays: number }>;
  readonly operation: string;
  /** Of the long line’s turnover. */
  readonly size: number;
}

const engaged = (
  kind: unknown,
  mandate: object,
  name: AgentKindName,
): Employed<unknown, { disorderlyDays: number }> => {
  const view = seenBy<unknown>('authority', name, mandate, [GILT_10Y, GILT_30Y, JGB_10Y, JGB_20Y, JGB_30Y, JGB_40Y]);
  return employ(kind as AgentKind<unknown, { disorderlyDays: number }>, view);
};

const AUTHORITIES: readonly Authority[] = [
  {
    name: 'a central bank',
    kind: 'centralBank',
    employed: (readiness, market = 'jgb') => engaged(centralBank, { market, readiness, purchase: 1 }, 'centralBank'),
    operation: 'unscheduledPurchase',
    size: 1,
  },
  {
    name: 'a debt office',
    kind: 'debtOffice',
    employed: (readiness, market = 'jgb') => engaged(debtOffice, { market, readiness, buyback: 0.3 }, 'debtOffice'),
    operation: 'buyback',
    size: 0.3,
  },
];

describe.each(AUTHORITIES)('$name', ({ employed, operation, size }) => {
  const wildDay = (self: ReturnType<typeof employed>, luck = unlucky) =>
    self.acts(close('JGB-30Y', DISORDERLY_BP), luck);

  test('acts only after two disorderly days, and by hazard', () => {
    const self = employed(1);
    expect(wildDay(self)).toEqual([]);
    expect(declared(wildDay(self), 'OperationAnnounced').operation).toBe(operation);
    const spared = employed(1);
    wildDay(spared, lucky);
    for (let more = 0; more < 5; more++) expect(wildDay(spared, lucky)).toEqual([]);
  });

  test('the hazard is about a third a day at full readiness, in proportion below, and none at none', () => {
    const share = (readiness: number): number => {
      const acted = Array.from({ length: 200 }, (_, n) => {
        const self = employed(readiness);
        for (let day = 1; day < DAYS_BEFORE_ACTION; day++) wildDay(self);
        return wildDay(self, uniformLuck((n + 0.5) / 200)).length;
      });
      return acted.reduce((a, b) => a + b, 0) / 200;
    };
    expect(share(1)).toBeCloseTo(HAZARD_PER_DAY, 2);
    expect(share(0.5)).toBeCloseTo(HAZARD_PER_DAY / 2, 2);
    expect(share(0)).toBe(0);
    expect(HAZARD_PER_DAY).toBeGreaterThanOrEqual(0.2);
    expect(HAZARD_PER_DAY).toBeLessThanOrEqual(0.5);
  });

  test('says what it will buy, in the smallest unit of its currency', () => {
    const yen = employed(1);
    wildDay(yen);
    expect(declared(wildDay(yen), 'OperationAnnounced')).toMatchObject({
      agent: 'authority',
      market: 'jgb',
      instrument: 'JGB-30Y',
      amount: size * JGB_30Y.calmDailyLots * JGB_30Y.lotFace,
    });
    const sterling = employed(1, 'gilt');
    sterling.acts(close('GILT-30Y', 50), unlucky);
    const { amount } = declared(sterling.acts(close('GILT-30Y', 50), unlucky), 'OperationAnnounced');
    expect(amount).toBe(size * GILT_30Y.calmDailyLots * GILT_30Y.lotFace * 100); // pence
  });

  test('buys what it announced over the following ticks, as policy, not a lot more, and never sells it back', () => {
    const self = employed(1);
    wildDay(self);
    wildDay(self);
    expect(takes(self.acts(clockTick()))[0]).toMatchObject({
      side: 'buy',
      flag: 'policy',
      instrument: { id: 'JGB-30Y' },
    });
    for (let tick = 0; tick < 3 * 96; tick++) {
      const bought = netTaken(self.acts(clockTick()))['JGB-30Y'] ?? 0;
      self.view.holding(JGB_30Y, self.view.position(JGB_30Y) + bought).later(1);
    }
    expect(self.view.position(JGB_30Y)).toBe(size * JGB_30Y.calmDailyLots);
    self.view.holding(JGB_30Y, self.view.position(JGB_30Y) + 500);
    expect(self.acts(clockTick())).toEqual([]);
  });

  test('a disorderly ten-year, or a wild market abroad, is no reason', () => {
    const self = employed(1);
    for (let day = 0; day < 4; day++) {
      expect(self.acts(close('JGB-10Y', 60), unlucky)).toEqual([]);
      expect(self.acts(close('GILT-30Y', 60), unlucky)).toEqual([]);
    }
  });

  test('before that it trades nothing', () => {
    const self = employed(1);
    expect(self.acts(clockTick())).toEqual([]);
    expect(declarations(wildDay(self))).toEqual([]);
  });
});

test('a central bank’s headroom counts down with the days of disorder', () => {
  const boj = (AUTHORITIES[0] as Authority).employed(1);
  const before = boj.headroomBp();
  boj.acts(close('JGB-30Y', DISORDERLY_BP), lucky);
  expect(boj.headroomBp()).toBe(before / 2);
  boj.acts(close('JGB-30Y', DISORDERLY_BP), lucky);
  expect(boj.headroomBp()).toBe(0);
});

test('a debt office remembers how its last auction was covered', () => {
  const mof = (AUTHORITIES[1] as Authority).employed(1);
  expect(mof.memory).toMatchObject({ lastCoverPermille: 0 });
});
