/** The JGB future and the index-linked gilt in a scenario file: their keys, what they are in a run, and what is refused. */
import { describe, expect, test } from 'vitest';
import type { InstrumentFacts } from '../../src/scenario/scenario.ts';
import { isoDate } from '../../src/units/civil-date.ts';
import { changed, errorsOf, read, SMALL, scenarioOf } from './small-scenario.ts';

const CALM = 'calmTurnover: ¥4tn, calmVolatility: 2.4bp, calmHalfSpread: 0.3bp';
const FUTURE = `  JGB-10Y-F: { maturity: 2026-03-13, openPrice: 125.42, ${CALM}, premiumLoading: 0.9 }\n`;
const LINKER =
  '  GILT-30Y-IL: { coupon: 1.25%, maturity: 2055-11-22, openYield: 2.1%, indexRatio: 1.35, inflation: 3%, outstanding: £60bn, calmTurnover: £1bn, calmVolatility: 5bp, calmHalfSpread: 1bp, premiumLoading: 0.8 }\n';
const GILTS = '  gilt: { policyRate: 3.75%, gdp: £3tn, debtToGdp: 95%, issuer: dmo }\n';
const AGENTS =
  '  dmo: { kind: debtOffice, mandate: { market: gilt } }\n  gemm: { kind: dealer, mandate: { market: gilt, riskLimit: £100m/bp } }\n';

const withFuture = (entry = FUTURE): string => changed('  FX-USDJPY:\n', `${entry}  FX-USDJPY:\n`);
const withLinker = (entry = LINKER): string =>
  changed('agents:\n', `agents:\n${AGENTS}`, changed('instruments:\n', `${GILTS}instruments:\n${entry}`));
const lineOf = (text: string, id: string): InstrumentFacts =>
  scenarioOf(text).instruments.find((line) => line.id === id) as InstrumentFacts;
const messages = (text: string): string[] => errorsOf(text).map(({ message }) => message);

describe('a sleeve', () => {
  const sleeve = (facts: string): string =>
    changed(
      '  FX-USDJPY:\n',
      `  GOLD-F: { ${facts} }\n  FX-USDJPY:\n`,
      changed('agents:\n', 'agents:\n  gold: { kind: dealer, mandate: { market: gold, riskLimit: $3m/bp } }\n'),
    );
  const CALM_GOLD = 'calmTurnover: $150bn, calmVolatility: 100bp, calmHalfSpread: 1bp';

  test('of gold: $1m a lot at a price of 100, a step of 0.005 worth $50, no bond and no last trading day', () => {
    const line = lineOf(sleeve(`openPrice: 100, ${CALM_GOLD}`), 'GOLD-F');
    expect(line).toMatchObject({
      market: 'gold',
      currency: 'USD',
      lotFace: 1_000_000,
      tickValue: 5000,
      outstanding: 0,
    });
    expect([line.bond, line.future, line.base, line.openPricePoints]).toEqual([undefined, undefined, undefined, 100]);
  });

  test('has a price and neither coupon nor yield', () => {
    expect(messages(sleeve(CALM_GOLD))).toEqual([expect.stringContaining('a sleeve needs it')]);
    expect(messages(sleeve(`openPrice: 100, openYield: 2%, ${CALM_GOLD}`))).toEqual(['a sleeve has no openYield']);
  });
});

describe('a future', () => {
  test('opens at a price: ¥100m a lot, steps of 0.01 worth ¥10,000, nothing outstanding', () => {
    const line = lineOf(withFuture(), 'JGB-10Y-F');
    expect([line.market, line.currency, line.lotFace, line.ticksPerPoint, line.tickValue, line.outstanding]).toEqual([
      'jgb',
      'JPY',
      100_000_000,
      100,
      10_000,
      0,
    ]);
    expect(line.bond).toBeUndefined();
    expect([isoDate(line.future?.lastTradingDay as never), line.future?.tenorMilliYears]).toEqual([
      '2026-03-13',
      10_000,
    ]);
    // (142 − 125.42)/(7·125.42) = 1.888512 %
    expect(line.openLevel).toBe(188_851);
  });

  test('or at a yield, and the resolved file reads as the same', () => {
    const text = withFuture(FUTURE.replace('openPrice: 125.42', 'openYield: 1.89%'));
    expect(lineOf(text, 'JGB-10Y-F').openLevel).toBe(189_000);
    for (const source of [text, withFuture(), withLinker()]) {
      const result = read(source);
      if (!result.ok) throw new Error('unreadable');
      expect(scenarioOf(result.resolved)).toEqual(result.scenario);
    }
  });

  test('may be held short by anybody', () => {
    const short = withFuture().replace(
      'holdings: { JGB-10Y: ¥10.6tn }',
      'holdings: { JGB-10Y: ¥10.6tn, JGB-10Y-F: -¥50bn }',
    );
    const scenario = scenarioOf(short);
    expect(scenario.agents.find(({ id }) => id === 'smfg')?.holdings['JGB-10Y-F']).toBe(-500);
    expect(scenario.residual['JGB-10Y-F']).toBe(500);
  });

  test.each([
    ['openPrice: 125.42', 'openPrice: 125.42, openYield: 2%', 'a future opens at a price or at a yield, not at both'],
    ['openPrice: 125.42, ', '', 'missing key "openPrice": a future opens at a price or at a yield'],
    ['maturity: 2026-03-13, ', '', 'missing key "maturity": a future needs it'],
    [', premiumLoading: 0.9', '', 'missing key "premiumLoading": a future needs it'],
    ['maturity: 2026-03-13', 'maturity: 2026-01-16', 'no longer traded at the opening'],
    ['maturity: 2026-03-13', 'maturity: 2027-03-13', 'a contract is not listed for more than a year'],
    ['openPrice: 125.42', 'openPrice: 125.42, coupon: 6%', 'a future has no coupon'],
    ['openPrice: 125.42', 'openPrice: 125.42, outstanding: ¥1tn', 'a future has no outstanding'],
    ['openPrice: 125.42', 'openPrice: 125.42, inflation: 2%', 'a future has no inflation'],
  ])('with %s made %s is refused: %s', (from, to, message) => {
    expect(messages(withFuture(changed(from, to, FUTURE)))).toEqual([message]);
  });

  test('only the ten-year JGB has one', () => {
    expect(messages(withFuture(FUTURE.replace('10Y-F', '20Y-F')))).toEqual(['"JGB-20Y-F" is no name of an instrument']);
  });
});

describe('an index-linked gilt', () => {
  test('is a gilt with an index ratio and a rate of inflation', () => {
    const line = lineOf(withLinker(), 'GILT-30Y-IL');
    expect([line.bond?.convention, line.bond?.tenorMilliYears, line.openLevel]).toEqual(['giltDmo', 30_000, 210_000]);
    expect(line.indexed).toEqual({ openRatioHundredThousandths: 135_000, inflation: 300_000 });
  });

  test.each([
    ['indexRatio: 1.35, ', '', 'missing key "indexRatio": an index-linked gilt needs it'],
    ['inflation: 3%, ', '', 'missing key "inflation": an index-linked gilt needs it'],
    ['indexRatio: 1.35', 'indexRatio: 1.350001', 'an index ratio has at most five decimals'],
    ['indexRatio: 1.35', 'indexRatio: 0', '0 lies outside 0.5 … 5'],
    ['GILT-30Y-IL', 'GILT-30Y', 'only an index-linked gilt has indexRatio'],
    ['GILT-30Y-IL', 'JGB-30Y-IL', '"JGB-30Y-IL" is no name of an instrument'],
  ])('with %s made %s is refused: %s', (from, to, message) => {
    expect(messages(withLinker(changed(from, to, LINKER)))).toContain(message);
  });

  test('a currency has neither', () => {
    expect(messages(changed('openPrice: 158.16', 'openPrice: 158.16\n    indexRatio: 1.2', SMALL))).toEqual([
      'a currency has no indexRatio',
    ]);
  });
});
