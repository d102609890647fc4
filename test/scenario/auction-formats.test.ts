import { describe, expect, it } from 'vitest';
import type { AuctionFacts } from '../../src/scenario/scenario.ts';
import { isoDate } from '../../src/units/civil-date.ts';
import { isoTime } from '../../src/units/time.ts';
import { FORMATS, type Format, GOOD_ENTRIES, withEntry } from './auction-scenario.ts';
import { read, scenarioOf } from './small-scenario.ts';

const factsOf = (format: Format, entry?: string): AuctionFacts =>
  scenarioOf(withEntry(format, entry)).auctions[0] as AuctionFacts;

const changedEntry = (format: Format, from: string, to: string): AuctionFacts => {
  expect(GOOD_ENTRIES[format]).toContain(from);
  return factsOf(format, GOOD_ENTRIES[format].replace(from, to));
};

/** announced, bids close, result, settles. */
const clockOf = ({ announcedAt, bidsCloseAt, resultAt, settlement }: AuctionFacts): string[] => [
  ...[announcedAt, bidsCloseAt, resultAt].map((at) => isoTime(at).slice(5, 16)),
  isoDate(settlement),
];

describe('every format', () => {
  it.each<[Format, Partial<Record<keyof AuctionFacts, unknown>>]>([
    ['jgb_price_conventional', { counterparty: 'mof', offered: 2.6e12, dealersCeiling: 520e9, nonCompetitive: 2e9 }],
    ['jgb_yield_dutch', { counterparty: 'mof', offered: 400e9, dealersCeiling: 0, nonCompetitive: 0 }],
    ['jgb_lea', { counterparty: 'mof', instruments: ['JGB-10Y', 'JGB-20Y'], offered: 400e9 }],
    ['ust_single_price', { counterparty: 'us-treasury', offered: 39e9, nonCompetitive: 200e6, dealersCeiling: 0 }],
    ['dmo_multiple_price', { counterparty: 'dmo', offered: 4e9, dealersCeiling: 600e6, nonCompetitive: 5e6 }],
    ['ktb_differential', { counterparty: 'moef', offered: 2e12, nonCompetitive: 100e9, bandMilli: 40 }],
    ['mof_buyback', { counterparty: 'mof', instruments: ['JGB-20Y', 'JGB-40Y'], offered: 200e9 }],
    ['boj_purchase', { counterparty: 'boj', offered: 500e9 }],
    ['boj_fixed_rate', { counterparty: 'boj', offered: 100e12, spreadMilli: 5 }],
    ['boe_reverse', { counterparty: 'boe', offered: 5e9, spreadMilli: -20 }],
    ['fed_purchase', { counterparty: 'fed', offered: 8e9 }],
    ['ust_buyback', { counterparty: 'us-treasury', offered: 2e9 }],
    ['bok_purchase', { counterparty: 'bok', instruments: ['KTB-10Y', 'KTB-3Y'], offered: 3e12 }],
    ['ktb_buyback', { counterparty: 'moef', offered: 2e12 }],
  ])('%s can be stated, and its defaults are those of its market', (format, facts) => {
    expect(factsOf(format)).toMatchObject({ id: 'a', format, ...facts });
  });

  it.each<[Format, string[]]>([
    ['jgb_price_conventional', ['01-20T01:30', '01-20T02:50', '01-20T03:35', '2026-01-21']],
    ['jgb_yield_dutch', ['01-20T01:30', '01-20T02:50', '01-20T03:35', '2026-01-21']],
    ['jgb_lea', ['01-20T01:30', '01-20T02:50', '01-20T03:35', '2026-01-21']],
    ['mof_buyback', ['01-20T01:10', '01-20T02:30', '01-20T03:35', '2026-01-21']],
    ['boj_purchase', ['01-20T01:10', '01-20T01:40', '01-20T02:00', '2026-01-21']],
    ['boj_fixed_rate', ['01-20T01:10', '01-20T01:40', '01-20T02:00', '2026-01-21']],
    ['ust_single_price', ['01-20T16:00', '01-20T18:00', '01-20T18:02', '2026-02-02']],
    ['dmo_multiple_price', ['01-20T09:00', '01-20T10:00', '01-20T10:05', '2026-01-21']],
    ['boe_reverse', ['01-20T14:45', '01-20T15:15', '01-20T15:30', '2026-01-21']],
    ['ktb_differential', ['01-20T01:40', '01-20T02:00', '01-20T02:30', '2026-01-21']],
    ['fed_purchase', ['01-20T14:00', '01-20T15:30', '01-20T15:45', '2026-01-21']],
    ['ust_buyback', ['01-20T16:00', '01-20T19:00', '01-20T19:15', '2026-01-21']],
    ['bok_purchase', ['01-20T00:30', '01-20T01:10', '01-20T01:30', '2026-01-21']],
    ['ktb_buyback', ['01-20T00:30', '01-20T01:50', '01-20T02:30', '2026-01-21']],
  ])('%s keeps the clock of its city', (format, clock) => {
    expect(clockOf(factsOf(format))).toEqual(clock);
  });

  it('follows summer time where there is any', () => {
    const summer = withEntry('ust_single_price', GOOD_ENTRIES.ust_single_price.replace(/date.*}/, 'date: 2026-07-08 }'))
      .replace('opens: 2026-01-16', 'opens: 2026-07-06')
      .replace('ends: 2026-01-30', 'ends: 2026-07-17');
    expect(clockOf(scenarioOf(summer).auctions[0] as AuctionFacts)).toEqual([
      '07-08T15:00',
      '07-08T17:00',
      '07-08T17:02',
      '2026-07-09',
    ]);
  });

  it.each(FORMATS)('%s comes back from the resolved file as it was', (format) => {
    const once = read(withEntry(format));
    const twice = read(once.ok ? once.resolved : '');
    expect(twice.ok && once.ok && twice.digestText).toBe(once.ok && once.digestText);
    expect(twice.ok && once.ok && twice.resolved).toBe(once.ok && once.resolved);
  });

  it('stands in the resolved file with every default', () => {
    const result = read(withEntry('dmo_multiple_price'));
    expect(result.ok ? result.resolved : '').toContain(
      [
        'auctions:',
        '  - id: a',
        '    bond: GILT-10Y',
        '    format: dmo_multiple_price',
        '    offered: £4bn',
        '    gemmShare: 15%',
        '    nonCompetitive: £5m',
        '    option: 25%',
        '    optionCloses: 2026-01-20T13:00:00Z',
        '    optionResult: 2026-01-20T13:15:00Z',
        '    announced: 2026-01-20T09:00:00Z',
        '    bidsClose: 2026-01-20T10:00:00Z',
        '    result: 2026-01-20T10:05:00Z',
        '    settles: 2026-01-21',
      ].join('\n'),
    );
  });
});

describe('a fixed rate', () => {
  it('may be stated as the yield itself, and comes back from the resolved file', () => {
    const entry = GOOD_ENTRIES.boj_fixed_rate.replace('fixedSpread: 0.5bp', 'fixedYield: 0.25%');
    const { fixedYieldMilli, spreadMilli } = factsOf('boj_fixed_rate', entry);
    expect([fixedYieldMilli, spreadMilli]).toEqual([250, undefined]);
    const once = read(withEntry('boj_fixed_rate', entry));
    expect(once.ok ? once.resolved : '').toContain('fixedYield: 25bp');
    expect(once.ok && once.digestText).toBe(readAgain(once.ok ? once.resolved : ''));
  });
});

const readAgain = (text: string): string | false => {
  const twice = read(text);
  return twice.ok && twice.digestText;
};

describe('the option after an auction', () => {
  const times = ({ option }: AuctionFacts): unknown =>
    option && [option.limitPct, isoTime(option.closesAt).slice(11, 16), isoTime(option.resultAt).slice(11, 16)];

  it('is Non-Price II in Tokyo and PAOF in London, by default', () => {
    expect(times(factsOf('jgb_price_conventional'))).toEqual([10, '05:30', '06:15']);
    expect(times(factsOf('jgb_yield_dutch'))).toEqual([10, '05:30', '06:15']);
    expect(times(factsOf('dmo_multiple_price'))).toEqual([25, '13:00', '13:15']);
    for (const format of ['jgb_lea', 'ust_single_price', 'ktb_differential', 'boj_purchase'] as const)
      expect(factsOf(format)).not.toHaveProperty('option');
  });

  it('can be switched off, or made as large as it was in other years', () => {
    const stated = (option: string) => changedEntry('jgb_price_conventional', 'date:', `${option}, date:`);
    expect(stated('option: off')).not.toHaveProperty('option');
    expect(stated('option: 0%')).not.toHaveProperty('option');
    expect(times(stated('option: on'))).toEqual([10, '05:30', '06:15']);
    expect(times(stated('option: 15%'))).toEqual([15, '05:30', '06:15']);
    expect(times(stated('option: 15%, optionCloses: 2026-01-20T15:00+09:00'))).toEqual([15, '06:00', '06:15']);
  });
});

describe('what a file need not say', () => {
  it('a band is 3 bp up to five years and 4 bp beyond', () => {
    expect(changedEntry('ktb_differential', 'KTB-10Y', 'KTB-3Y').bandMilli).toBe(30);
    expect(changedEntry('ktb_differential', 'date:', 'band: 5bp, date:').bandMilli).toBe(50);
  });

  it('a ceiling that is no whole award step is rounded down to one', () => {
    expect(changedEntry('jgb_price_conventional', '20%', '33.3%').dealersCeiling).toBe(865_800_000_000);
    expect(
      changedEntry('jgb_price_conventional', '¥2600bn, nonPriceCeiling: 20%', '¥2600.3bn, nonPriceCeiling: 33.3%')
        .dealersCeiling,
    ).toBe(865_800_000_000);
    expect(changedEntry('dmo_multiple_price', '£4bn', '£3.333333bn').dealersCeiling).toBe(499_999_000);
  });

  it('the day of the auction, where its times are stated', () => {
    const times =
      'announced: 2026-01-13T10:30+09:00, bidsClose: 2026-01-22T11:50+09:00, result: 2026-01-22T12:35+09:00';
    const facts = changedEntry('jgb_price_conventional', 'date: 2026-01-20', times);
    expect(clockOf(facts)).toEqual(['01-13T01:30', '01-22T02:50', '01-22T03:35', '2026-01-23']);
    expect(isoTime(facts.option?.closesAt ?? (0 as never))).toBe('2026-01-22T05:30:00Z');
  });

  it('the day of settlement: the market’s next, over weekends and holidays', () => {
    expect(isoDate(changedEntry('jgb_yield_dutch', '2026-01-20', '2026-01-23').settlement)).toBe('2026-01-26');
    const shut = withEntry('jgb_yield_dutch').replace('issuer: mof }', 'issuer: mof, extraHolidays: [2026-01-21] }');
    expect(isoDate((scenarioOf(shut).auctions[0] as AuctionFacts).settlement)).toBe('2026-01-22');
  });
});

describe('the order of auctions and operations', () => {
  it('means nothing: entries, sections, lines of an entry', () => {
    const auctions = FORMATS.map((format, i) => GOOD_ENTRIES[format].replace('id: a', `id: a${i}`));
    const lines = (formats: readonly string[]): string => formats.map((entry) => `  - ${entry}\n`).join('');
    const head = withEntry('jgb_lea').split('auctions:')[0] as string;
    const text = (issues: string[], purchases: string[]): string =>
      `${head}auctions:\n${lines(issues)}operations:\n${lines(purchases)}`;
    const digest = (file: string): unknown => {
      const result = read(file);
      return result.ok ? result.digestText : result.errors;
    };
    const [issues, purchases] = [auctions.slice(0, 6), auctions.slice(6)];
    const straight = digest(text(issues, purchases));
    expect(straight).toEqual(expect.any(String));
    expect(digest(text(issues.toReversed(), purchases.toReversed()))).toBe(straight);
    const turned = [...issues].map((entry) => entry.replace('[JGB-10Y, JGB-20Y]', '[JGB-20Y, JGB-10Y]'));
    expect(digest(text(turned, purchases))).toBe(straight);
    const operationsFirst = `${head}operations:\n${lines(purchases)}auctions:\n${lines(issues)}`;
    expect(digest(operationsFirst)).toBe(straight);
  });
});
