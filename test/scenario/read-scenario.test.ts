import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { canonicalJson } from '../../src/scenario/canonical-json.ts';
import { isoTime } from '../../src/units/time.ts';
import { changed, read, SMALL, scenarioOf } from './small-scenario.ts';

const digestText = (text: string): string => {
  const result = read(text);
  if (!result.ok) throw new Error(JSON.stringify(result.errors, null, 1));
  return result.digestText;
};

describe('a scenario', () => {
  const scenario = scenarioOf(SMALL);

  it('counts in ticks, lots and the smallest unit of money', () => {
    const ten = scenario.instruments.find((line) => line.id === 'JGB-10Y');
    expect(ten).toMatchObject({
      market: 'jgb',
      currency: 'JPY',
      ticksPerPoint: 100,
      tickValue: 10_000,
      lotFace: 100_000_000,
      openLevel: 218_000,
      outstanding: 4_200_000,
      calmDailyLots: 90_000,
      calmSigma: 2_500,
      calmHalfSpread: 550,
      premiumLoadingMilli: 1_000,
      bond: { convention: 'jgbSimple', couponMilliPct: 2_100, tenorMilliYears: 10_000, issuer: 'mof' },
    });
    expect(scenario.instruments.find((line) => line.id === 'FX-USDJPY')).toMatchObject({
      base: 'USD',
      currency: 'JPY',
      tickValue: 10_000,
      openPricePoints: 158.16,
      outstanding: 0,
      calmDailyLots: 190_000,
    });
  });

  it('states a fiscal shock as a share of output', () => {
    expect(scenario.announcements[0]?.event).toMatchObject({
      amount: 5_000_000_000_000,
      gdpShare: 78_125,
      durationMilliYears: 2_000,
      likelihood: 350,
    });
  });

  it('holds its auction on the Tokyo clock unless told otherwise', () => {
    const auction = scenario.auctions[0];
    expect(auction).toMatchObject({
      instruments: ['JGB-10Y'],
      counterparty: 'mof',
      offered: 2_600_000_000_000,
      dealersCeiling: 520_000_000_000,
      nonCompetitive: 0,
    });
    expect(
      [auction?.announcedAt, auction?.bidsCloseAt, auction?.resultAt].map((at) => isoTime(at ?? (0 as never))),
    ).toEqual(['2026-01-20T01:30:00Z', '2026-01-20T02:50:00Z', '2026-01-20T03:35:00Z']);
  });

  it('gives what nobody named to nobody by name', () => {
    expect(scenario.residual).toEqual({ 'JGB-10Y': 4_200_000 - 106_000 });
  });

  it('switches off the loops that it names and no other', () => {
    expect(Object.entries(scenario.loops).filter(([, on]) => !on)).toEqual([['L2', false]]);
  });

  it('lets a currency position have another side without a name', () => {
    const carried = changed(
      '    cash: { JPY: ¥1.3tn }',
      '    cash: { JPY: ¥1.3tn }\n',
      changed('JGB-10Y: ¥10.6tn', 'JGB-10Y: ¥10.6tn, FX-USDJPY: $250bn'),
    );
    expect(scenarioOf(carried).residual['FX-USDJPY']).toBe(-250_000);
  });

  it('values a step of a short Treasury in whole cents, on lots of $2m', () => {
    const market = '  ust: { policyRate: 3.625%, gdp: $30tn, debtToGdp: 120%, issuer: treasury }\ninstruments:';
    const line =
      '  UST-2Y: { coupon: 3.5%, maturity: 2027-12-31, openYield: 3.59%, outstanding: $12tn, calmTurnover: $300bn, calmVolatility: 4bp, calmHalfSpread: 0.3bp, premiumLoading: 0.7 }\nagents:\n  treasury: { kind: debtOffice, mandate: { market: ust } }\n  value-ust: { kind: fundamental, mandate: { market: ust } }';
    const text = changed('agents:', line, changed('instruments:', market));
    expect(scenarioOf(text).instruments.find((each) => each.id === 'UST-2Y')).toMatchObject({
      ticksPerPoint: 128,
      lotFace: 2_000_000,
      tickValue: 15_625,
    });
    const broken = changed('premiumLoading: 0.7', 'premiumLoading: 0.7, lot: $1m', text);
    expect(read(broken)).toMatchObject({
      ok: false,
      errors: [{ path: 'instruments.UST-2Y.lot', message: expect.stringContaining('7812.5') }],
    });
  });
});

describe('the order of a file', () => {
  it('means nothing: reversed sections, entries and keys give the same scenario', () => {
    const reversed = (value: unknown): unknown => {
      if (Array.isArray(value)) return [...value].reverse().map(reversed);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, item]) => [key, reversed(item)]),
      );
    };
    // JSON is YAML: the same data in the opposite order
    const data: unknown = parse(SMALL);
    expect(digestText(JSON.stringify(reversed(data)))).toBe(digestText(SMALL));
  });

  it('counts where it is said: a changed number changes the digest text', () => {
    expect(digestText(changed('0.75%', '0.751%'))).not.toBe(digestText(SMALL));
    expect(digestText(changed('L2: off', 'L2: on'))).not.toBe(digestText(SMALL));
  });

  it('sources, notes and comments change nothing', () => {
    const noted = changed(
      'gdp: { value: ¥640tn, source: S0 }',
      'gdp: ¥640tn # from S0',
      changed('coupon: 2.1%', 'note: the benchmark\n    coupon: { value: 2.1%, assumed: true }'),
    );
    expect(digestText(noted)).toBe(digestText(SMALL));
  });
});

describe('several versions of a number', () => {
  const versions =
    'amount: { versions: [{ value: ¥5tn, source: S2 }, { value: $135 trillion, source: S4 }], ruling: ¥5tn, why: S4 is off by a thousand }';

  it('keep what was printed, and count as the ruling', () => {
    expect(digestText(changed('amount: ¥5tn', versions))).toBe(digestText(SMALL));
  });

  it('need a ruling that is itself possible', () => {
    const text = changed('amount: ¥5tn', versions.replace('ruling: ¥5tn', 'ruling: $135tn'));
    const column = 1 + (text.split('\n')[44] as string).indexOf('$135tn');
    expect(read(text)).toMatchObject({
      ok: false,
      errors: [{ line: 45, column, nearest: '$135bn', path: 'announcements.pledges.amount.ruling' }],
    });
    const without = read(changed('amount: ¥5tn', versions.replace(', ruling: ¥5tn', '')));
    expect(without).toMatchObject({
      ok: false,
      errors: [{ message: 'versions need a ruling: the value that counts' }],
    });
  });
});

describe('the resolved file', () => {
  it('reads back to the same scenario, and resolves to itself', () => {
    const once = read(SMALL);
    if (!once.ok) throw new Error('the small scenario is broken');
    const twice = read(once.resolved);
    expect(twice.ok && twice.digestText).toBe(once.digestText);
    expect(twice.ok && twice.resolved).toBe(once.resolved);
  });

  it('shows members of groups, defaults and what others hold', () => {
    const result = read(SMALL);
    const text = result.ok ? result.resolved : '';
    expect(text).toContain('  vigilantes-02:\n    kind: vigilante\n');
    expect(text).toContain('  L1: on\n  L2: off\n');
    expect(text).toContain('lot: ¥100m');
    expect(text).toContain('#   JGB-10Y: ¥409.4tn');
  });
});

describe('canonical JSON', () => {
  it('orders keys by code unit and refuses what JSON cannot say', () => {
    expect(canonicalJson({ b: [1, -0, null], a: { é: 'x', Z: true }, c: undefined })).toBe(
      '{"a":{"Z":true,"é":"x"},"b":[1,0,null]}',
    );
    expect(() => canonicalJson({ a: Number.NaN })).toThrow('no such number');
  });
});
