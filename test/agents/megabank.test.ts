/** Megabanks: watch, test near fair value, build once it is quiet; sell only when value at risk says so. */
import { describe, expect, test } from 'vitest';
import { megabank } from '../../src/agents/megabank.ts';
import type { SimTime } from '../../src/units/quantity.ts';
import { DAY_MS } from '../../src/units/time.ts';
import { declared, type Employed, employ, netTaken, takes } from './employed.ts';
import { JGB_10Y, JGB_20Y, JGB_30Y } from './fake-lines.ts';
import { type FakeView, seenBy, TUESDAY_NOON } from './fake-view.ts';
import { auctionAnnounced, clockTick, close, published } from './published.ts';

type Mandate = Parameters<typeof megabank.decide>[0]['self']['mandate'];
type Bank = Employed<Mandate, Parameters<typeof megabank.decide>[1]>;
const TARGET_YEN = 21.2e12;

function smfg(tenYearBp: number, facts: Partial<Mandate> = {}): Bank {
  const mandate: Mandate = { market: 'jgb', target: TARGET_YEN, fair10y: 275, varLimit: 1e12, tier1: 0, ...facts };
  const view: FakeView<Mandate> = seenBy<Mandate>('smfg', 'megabank', mandate, [JGB_10Y, JGB_20Y, JGB_30Y]);
  return employ(megabank, view.holding(JGB_10Y, 106_000).atLevel(JGB_10Y, tenYearBp));
}
/** A wild long end, as on 20 January. */
const rout = (bank: Bank): Bank => {
  bank.view.withVolatility(JGB_30Y, 2).stretched(JGB_30Y, 25);
  return bank;
};
const quiet = (bank: Bank): Bank => {
  bank.view.withVolatility(JGB_30Y, 1).stretched(JGB_30Y, -1);
  return bank;
};
const evening = (bank: Bank) => bank.acts(close('JGB-30Y'));

describe('stages', () => {
  test('far below fair it watches and says nothing, calm or not', () => {
    expect(evening(quiet(smfg(220)))).toEqual([]);
    expect(evening(rout(smfg(220)))).toEqual([]);
  });

  test('SMFG tests near fair, builds only when volatility has fallen and nothing is pending', () => {
    const bank = rout(smfg(265));
    evening(bank);
    expect(bank.memory.stage).toBe('test');
    quiet(bank);
    bank.hears(auctionAnnounced('JGB-20Y', (TUESDAY_NOON + 4 * DAY_MS) as SimTime));
    evening(bank);
    expect(bank.memory.stage).toBe('test');
    bank.view.on((TUESDAY_NOON + 5 * DAY_MS) as SimTime);
    evening(bank);
    expect(bank.memory.stage).toBe('build');
  });

  test('what is over is forgotten: its calendar does not grow with the year', () => {
    const bank = smfg(265);
    for (let week = 0; week < 50; week++) {
      const at = (TUESDAY_NOON + 7 * week * DAY_MS) as SimTime;
      bank.view.on(at);
      bank.hears(auctionAnnounced('JGB-20Y', (at + 4 * DAY_MS) as SimTime));
    }
    expect(bank.memory.catalysts.length).toBe(1);
  });

  test('it does not build while yields still rise, however calmly', () => {
    const bank = quiet(smfg(265));
    bank.view.stretched(JGB_30Y, 2);
    evening(bank);
    expect(bank.memory.stage).toBe('test');
  });

  test('an election within days is a reason to wait, one next month is not', () => {
    const called = (inDays: number): Bank => {
      const bank = quiet(smfg(265));
      const date = Math.floor(TUESDAY_NOON / DAY_MS) + inDays;
      bank.hears(
        published<'ElectionCalled'>({
          type: 'ElectionCalled',
          market: 'jgb',
          date: date as never,
          headline: 'an election',
        }),
      );
      evening(bank);
      return bank;
    };
    expect(called(4).memory.stage).toBe('test');
    expect(called(30).memory.stage).toBe('build');
  });

  test('it does not stop building for every ripple, but does for a rout, and for a fall below fair', () => {
    const bank = quiet(smfg(265));
    evening(bank);
    bank.view.withVolatility(JGB_30Y, 1.08);
    evening(bank);
    expect(bank.memory.stage).toBe('build');
    evening(rout(bank));
    expect(bank.memory.stage).toBe('test');
    bank.view.atLevel(JGB_10Y, 240);
    evening(bank);
    expect(bank.memory.stage).toBe('watch');
  });

  test('decides once a day, at the close of the longest line, and states the rule’s numbers', () => {
    const bank = quiet(smfg(265));
    expect(bank.acts(close('JGB-10Y'))).toEqual([]);
    expect(declared(evening(bank), 'DecisionTaken')).toMatchObject({
      agent: 'smfg',
      rule: 'megabank.stage',
      terms: ['stage', 'lotsPerDay', 'distanceToFairBp', 'volatilityOverCalm'],
      milliValues: [2000, expect.any(Number), -10_000, 1000],
    });
  });

  test('with B1 off it adds nothing', () => {
    const bank = quiet(smfg(300));
    bank.view.without('B1');
    expect(evening(bank)).toEqual([]);
  });
});

describe('purchases', () => {
  const boughtInADay = (bank: Bank): number => {
    evening(bank);
    const before = bank.view.position(JGB_10Y);
    for (let tick = 0; tick < 96; tick++) {
      const bought = netTaken(bank.acts(clockTick()))['JGB-10Y'] ?? 0;
      bank.view.holding(JGB_10Y, bank.view.position(JGB_10Y) + bought).later(1);
    }
    return bank.view.position(JGB_10Y) - before;
  };

  test('testing it buys ¥50–100 bn a week of a gap of ¥10.6 tn, building it closes the gap in about a year', () => {
    const test_ = boughtInADay(rout(smfg(265))) * 5 * JGB_10Y.lotFace;
    expect(test_).toBeGreaterThan(50e9);
    expect(test_).toBeLessThan(100e9);
    const yearly = boughtInADay(quiet(smfg(265))) * 252 * JGB_10Y.lotFace;
    expect(yearly).toBeGreaterThan(0.9 * 10.6e12);
    expect(yearly).toBeLessThan(1.1 * 10.6e12);
  });

  test('with Tier 1 of ¥13tn its soft limit is ¥5.85bn a basis point: ¥21.2tn may be 2.76 years long, no more', () => {
    const yearsLong = (years: number): number => {
      const bank = quiet(smfg(265, { tier1: 13e12 }));
      const dv01 = TARGET_YEN * years * 1e-4;
      bank.view.holding(JGB_10Y, Math.round(dv01 / bank.view.dv01(JGB_10Y)));
      return boughtInADay(bank);
    };
    expect(yearsLong(2.75)).toBeGreaterThan(0);
    expect(yearsLong(2.77)).toBe(0);
  });

  test('a bank at its target buys nothing', () => {
    const bank = quiet(smfg(265));
    bank.view.holding(JGB_10Y, TARGET_YEN / JGB_10Y.lotFace);
    expect(boughtInADay(bank)).toBe(0);
  });

  test('orders are voluntary and name the decision', () => {
    const bank = quiet(smfg(265));
    evening(bank);
    expect(takes(bank.acts(clockTick()))[0]).toMatchObject({
      side: 'buy',
      flag: 'voluntary',
      because: bank.memory.because,
    });
  });
});

describe('its limit', () => {
  const tight = (): Bank => {
    const bank = smfg(220, { varLimit: 100e9 });
    bank.view.withVolatility(JGB_10Y, 1);
    return bank;
  };

  test('far inside it a volatile week sells nothing', () => {
    const bank = rout(smfg(220));
    bank.view.withVolatility(JGB_10Y, 2);
    expect(evening(bank)).toEqual([]);
  });

  test('beyond it the bank declares the breach and sells back to nine tenths, as forced', () => {
    const bank = tight();
    const breach = declared(evening(bank), 'RiskLimitBreached');
    expect(breach.utilisation).toBeGreaterThan(1000);
    const wanted = bank.memory.wanted['JGB-10Y'] as number;
    expect((breach.utilisation / 1000) * (wanted / 106_000)).toBeCloseTo(0.9, 2);
    expect(takes(bank.acts(clockTick()))[0]).toMatchObject({
      side: 'sell',
      flag: 'riskLimit',
      because: bank.memory.because,
    });
  });

  test('its headroom is large while the limit is far, and negative beyond', () => {
    expect(smfg(220).headroomBp()).toBeGreaterThan(0);
    expect(tight().headroomBp()).toBeLessThan(0);
  });
});

describe('interest-rate risk in the banking book', () => {
  test('it adds no more than keeps a loss on 100 bp within three tenths of the outlier limit of its Tier 1', () => {
    const lotsADay = (tier1: number): number => {
      const bank = quiet(smfg(280, { tier1 }));
      return (declared(evening(bank), 'DecisionTaken').milliValues[1] ?? 0) / 1000;
    };
    const unlimited = lotsADay(0);
    expect(unlimited).toBeGreaterThan(0);
    const held = 106_000 * smfg(280).view.dv01(JGB_10Y);
    // As much Tier 1 as lets it hold what it has and three lots more.
    const enough = ((held + 3 * smfg(280).view.dv01(JGB_10Y)) * 100) / (0.3 * 0.15);
    expect(lotsADay(enough)).toBeCloseTo(3, 3);
    expect(lotsADay(10 * enough)).toBeCloseTo(unlimited, 6);
  });

  test('it stops building on an evening on which volatility has risen, however far from a rout', () => {
    const bank = quiet(smfg(265));
    evening(bank);
    expect(bank.memory.stage).toBe('build');
    bank.view.withVolatility(JGB_30Y, 1.2);
    evening(bank);
    expect(bank.memory.stage).toBe('test');
  });
});
