/** Central banks and debt offices: disorder for two days, then a hazard; never a date. */
import { describe, expect, test } from 'vitest';
import { centralBank } from '../../src/agents/central-bank.ts';
import type { AgentKind } from '../../src/agents/contract.ts';
import { debtOffice } from '../../src/agents/debt-office.ts';
import { countDisorder, DAYS_BEFORE_ACTION, HAZARD_PER_DAY, watchedLine } from '../../src/agents/disorder.ts';
import type { AgentKindName } from '../../src/agents/kind-names.ts';
import { type Employed, employ, operations, uniformLuck } from './employed.ts';
import {
  bond,
  GILT_10Y,
  GILT_30Y,
  JGB_10Y,
  JGB_20Y,
  JGB_30Y,
  JGB_40Y,
  KTB_10Y,
  KTB_30Y,
  USDJPY,
  UST_10Y,
  UST_30Y,
} from './fake-lines.ts';
import { seenBy } from './fake-view.ts';
import { clockTick, close, resultPublished } from './published.ts';

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
  });

  test('is judged on the benchmark, not on a linker or an old line of the same tenor', () => {
    for (const other of ['GILT-30Y-IL', 'GILT-30Y-205512']) {
      const lines = [bond(other, 12, GILT_30Y), GILT_30Y, GILT_10Y];
      expect(watchedLine(seenBy('boe', 'centralBank', {}, lines), 'gilt')?.id).toBe('GILT-30Y');
    }
  });

  test('is nothing that another line shows', () => {
    const memory = { disorderlyDays: 0 };
    countDisorder(memory, close('JGB-40Y', 50), JGB_30Y);
    expect(memory.disorderlyDays).toBe(0);
  });
});

type Market = 'jgb' | 'ust' | 'gilt' | 'ktb';

interface Authority {
  readonly name: string;
  employed(readiness: number, market?: Market, more?: object): Employed<unknown, { disorderlyDays: number }>;
  readonly operation: string;
  /** Of the long line’s turnover. */
  readonly size: number;
}

const WORLD = [GILT_10Y, GILT_30Y, JGB_10Y, JGB_20Y, JGB_30Y, JGB_40Y, UST_10Y, UST_30Y, KTB_10Y, KTB_30Y];

const engaged = (
  kind: AgentKind<never, never>,
  mandate: object,
  name: AgentKindName,
): Employed<unknown, { disorderlyDays: number }> => {
  const view = seenBy<unknown>('authority', name, kind.mandate.parse(mandate), WORLD);
  return employ(kind as unknown as AgentKind<unknown, { disorderlyDays: number }>, view);
};

const AUTHORITIES: readonly Authority[] = [
  {
    name: 'a central bank',
    employed: (readiness, market = 'jgb', more = {}) =>
      engaged(centralBank as never, { market, readiness: `${100 * readiness}%`, ...more }, 'centralBank'),
    operation: 'unscheduledPurchase',
    size: 1,
  },
  {
    name: 'a debt office',
    employed: (readiness, market = 'jgb', more = {}) =>
      engaged(debtOffice as never, { market, readiness: `${100 * readiness}%`, ...more }, 'debtOffice'),
    operation: 'buyback',
    size: 0.3,
  },
];
const [CENTRAL_BANK, DEBT_OFFICE] = AUTHORITIES as readonly [Authority, Authority];

describe.each(AUTHORITIES)('$name', ({ employed, operation, size }) => {
  const wildDay = (self: ReturnType<typeof employed>, luck = unlucky) =>
    self.acts(close('JGB-30Y', DISORDERLY_BP), luck);

  test('acts only after two disorderly days, and by hazard', () => {
    const self = employed(1);
    expect(wildDay(self)).toEqual([]);
    expect(operations(wildDay(self))).toMatchObject([{ operation }]);
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

  test('holds an operation in the long line for its share of a day’s turnover, and posts no order', () => {
    const self = employed(1);
    wildDay(self);
    const commands = wildDay(self);
    expect(commands).toHaveLength(1);
    expect(operations(commands)).toMatchObject([
      { operation, instrument: { id: 'JGB-30Y' }, face: size * JGB_30Y.calmDailyLots * JGB_30Y.lotFace },
    ]);
    expect(self.acts(clockTick())).toEqual([]);
  });

  test('a purchase too small for a lot is none', () => {
    const self = employed(1, 'jgb', operation === 'buyback' ? { buyback: '0%' } : { purchase: '0%' });
    wildDay(self);
    expect(wildDay(self)).toEqual([]);
  });

  test('a disorderly ten-year, or a wild market abroad, is no reason', () => {
    const self = employed(1);
    for (let day = 0; day < 4; day++) {
      expect(self.acts(close('JGB-10Y', 60), unlucky)).toEqual([]);
      expect(self.acts(close('GILT-30Y', 60), unlucky)).toEqual([]);
    }
  });
});

describe('by whose rules', () => {
  const LONG: Readonly<Record<Market, string>> = { jgb: 'JGB-30Y', ust: 'UST-30Y', gilt: 'GILT-30Y', ktb: 'KTB-30Y' };
  /** The operation that this authority holds after two disorderly days. */
  function held({ employed }: Authority, market: Market, more: object = {}) {
    const self = employed(1, market, more);
    self.acts(close(LONG[market], 90), unlucky);
    const [operation] = operations(self.acts(close(LONG[market], 90), unlucky));
    if (operation === undefined) throw new Error(`no operation in ${market}`);
    return { format: operation.format, spreadMilli: operation.spreadMilli };
  }

  test('the Bank of Japan takes offers by competition, or at a rate that it states', () => {
    expect(held(CENTRAL_BANK, 'jgb')).toEqual({ format: 'boj_purchase', spreadMilli: undefined });
    expect(held(CENTRAL_BANK, 'jgb', { fixedRate: true })).toEqual({ format: 'boj_fixed_rate', spreadMilli: 0 });
    expect(held(CENTRAL_BANK, 'jgb', { fixedRate: true, fixedSpread: '2.5bp' })).toEqual({
      format: 'boj_fixed_rate',
      spreadMilli: 25,
    });
  });

  test('the Bank of England has a reserve: nothing below the market’s yield, unless a scenario says otherwise', () => {
    expect(held(CENTRAL_BANK, 'gilt')).toEqual({ format: 'boe_reverse', spreadMilli: 0 });
    expect(held(CENTRAL_BANK, 'gilt', { reserveSpread: '1bp' })).toEqual({ format: 'boe_reverse', spreadMilli: 10 });
  });

  test('the Federal Reserve and the Bank of Korea buy in competition', () => {
    expect(held(CENTRAL_BANK, 'ust')).toEqual({ format: 'fed_purchase', spreadMilli: undefined });
    expect(held(CENTRAL_BANK, 'ktb')).toEqual({ format: 'bok_purchase', spreadMilli: undefined });
  });

  test('a mandate that says what nobody would read is refused in its place', () => {
    const faults = (mandate: object): string[] =>
      (centralBank.mandate.safeParse(mandate).error?.issues ?? []).map(({ path }) => path.join('.'));
    expect(faults({ market: 'gilt', fixedRate: true })).toEqual(['fixedRate']);
    expect(faults({ market: 'jgb', reserveSpread: '1bp' })).toEqual(['reserveSpread']);
    expect(faults({ market: 'jgb', fixedSpread: '1bp' })).toEqual(['fixedSpread']);
    expect(faults({ market: 'gilt', reserveSpread: '0.25bp' })).toEqual(['reserveSpread']);
    expect(faults({ market: 'jgb', fixedRate: true, fixedSpread: '-0.1bp' })).toEqual([]);
    expect(faults({ market: 'gilt', reserveSpread: '0.3bp' })).toEqual([]);
  });

  test('a debt office buys back by the rules of its market, and of Japan where there are none', () => {
    const formats = (['jgb', 'ust', 'gilt', 'ktb'] as const).map((market) => held(DEBT_OFFICE, market).format);
    expect(formats).toEqual(['mof_buyback', 'ust_buyback', 'mof_buyback', 'ktb_buyback']);
  });
});

test('a central bank’s headroom counts down with the days of disorder', () => {
  const boj = CENTRAL_BANK.employed(1);
  const before = boj.headroomBp();
  boj.acts(close('JGB-30Y', DISORDERLY_BP), lucky);
  expect(boj.headroomBp()).toBe(before / 2);
  boj.acts(close('JGB-30Y', DISORDERLY_BP), lucky);
  expect(boj.headroomBp()).toBe(0);
});

test('a debt office remembers how its last issue was covered, not those of others nor its purchases', () => {
  const mof = DEBT_OFFICE.employed(1);
  expect(mof.memory).toMatchObject({ lastCoverPermille: 0 });
  mof.hears(resultPublished('authority', 3190, 'jgb_price_conventional'));
  mof.hears(resultPublished('another', 2400, 'ust_single_price'), resultPublished('authority', 900, 'mof_buyback'));
  expect(mof.memory).toMatchObject({ lastCoverPermille: 3190 });
});
