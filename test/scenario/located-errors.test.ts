import { describe, expect, it } from 'vitest';
import { renderError } from '../../src/scenario/located-error.ts';
import { editDistance, nearestName } from '../../src/scenario/nearest-name.ts';
import { changed, errorsOf, faultsOf, SMALL } from './small-scenario.ts';

/** One fault planted, and the one complaint it must cause. */
const FAULTS: readonly [from: string, to: string, complaint: string][] = [
  [
    'amount: ¥5tn',
    'amount: $135tn',
    '45:13: $135tn is more than the whole world produces in a year (about $115tn); did you mean $135bn?',
  ],
  [
    'amount: ¥5tn',
    'amount: $135 trillion',
    '45:13: $135 trillion is more than the whole world produces in a year (about $115tn); did you mean $135 billion?',
  ],
  [
    'amount: ¥5tn',
    'amount: ¥700tn',
    '45:13: ¥700tn is more than the country’s yearly output, ¥640tn; did you mean ¥700bn?',
  ],
  ['amount: ¥5tn', 'amount: $31.6bn', '45:13: expected an amount in JPY, found one in USD'],
  [
    'policyRate: 0.75%',
    'policyRate: 0.75',
    '8:17: expected a rate with its unit, such as 3.47% or 4bp, found 0.75: a number without a unit, not a rate',
  ],
  ['policyRate: 0.75%', 'policyRate: 75%', '8:17: 75% lies outside -5% … 50%'],
  ['policyRate: 0.75%', 'policyRate: .nan', '8:17: not a finite number'],
  ['policyRate: 0.75%', 'policyRate:', '8:5: expected a rate such as 3.47% or 4bp, found nothing'],
  ['policyRate: 0.75%', 'policyRat: 0.75%', '8:5: unknown key "policyRat"; did you mean "policyRate"?'],
  ['source: S0', 'sorce: S0', '9:27: unknown key "sorce" beside a value; did you mean "source"?'],
  ['value: ¥640tn', 'valeu: ¥640tn', '9:12: unknown key "valeu" beside a value; did you mean "value"?'],
  ['issuer: mof', 'issuer: mfo', '11:13: no agent "mfo" is stated; did you mean "mof"?'],
  ['issuer: mof', 'issuer: smfg', '11:13: "smfg" is no debt office'],
  ['  jgb:\n', '  jgp:\n', '7:3: no bond market is called "jgp"'],
  ['    coupon: 2.1%\n', '', '13:3: missing key "coupon": a bond needs it'],
  ['maturity: 2035-12-20', 'maturity: 2035-13-20', '15:15: expected a date, such as 2026-01-20, found "2035-13-20"'],
  ['maturity: 2035-12-20', 'maturity: 2025-12-20', '15:15: already redeemed at the opening'],
  ['maturity: 2035-12-20', 'maturity: 2065-12-20', '15:15: more than a year beyond the 10 years of its name'],
  ['outstanding: ¥420tn', 'outstanding: ¥4200tn', '17:18: one line cannot exceed the whole gross debt, ¥1469.44tn'],
  [
    'calmTurnover: ¥9tn',
    'calmTurnover: ¥900tn',
    '18:19: more than all that is outstanding of JGB-10Y changes hands in a day',
  ],
  ['openPrice: 158.16', 'openYield: 158.16bp', '22:3: missing key "openPrice": a currency needs it'],
  ['FX-USDJPY:', 'FX-USDJPI:', '22:3: "FX-USDJPI" is no name of an instrument'],
  [
    'kind: vigilante',
    'kind: vigilant',
    expect.stringContaining('35:11: expected one of: lifeInsurer, ') as unknown as string,
  ],
  ['target: ¥21.2tn', 'taget: ¥21.2tn', '31:29: unknown key "taget"; did you mean "target"?'],
  ['JGB-10Y: ¥10.6tn', 'JGB-10X: ¥10.6tn', '32:17: no instrument "JGB-10X" is stated; did you mean "JGB-10Y"?'],
  [
    'JGB-10Y: ¥10.6tn',
    'JGB-10Y: ¥500tn',
    '32:26: holdings of JGB-10Y add up to ¥500tn, but only ¥420tn is outstanding',
  ],
  ['JGB-10Y: ¥10.6tn', 'JGB-10Y: ¥10.60000001tn', '32:26: not a whole number of lots of ¥100m'],
  ['JPY: ¥1.3tn', 'JPY: $1.3bn', expect.stringContaining('33:18: expected an amount in JPY') as unknown as string],
  ['count: 3', 'count: 3.5', '36:12: expected a whole number from 1 to 999, found 3.5'],
  [
    'evenlyTo: 18%',
    'evenlyTo: 18bp',
    '37:67: evenlyFrom and evenlyTo must be two numbers, or two quantities of the same unit',
  ],
  [
    'at: 2026-01-18T18:00+09:00',
    'at: 2026-01-18T18:00',
    '42:9: expected a time with its zone, such as 2026-01-16T15:00+09:00, found "2026-01-18T18:00"',
  ],
  ['at: 2026-01-18T18:00+09:00', 'at: 2026-02-18T18:00Z', '42:9: 2026-02-18T18:00:00Z lies outside the run'],
  [
    'type: OfficialSpoke',
    'type: OfficialSpok',
    expect.stringContaining('did you mean "OfficialSpoke"?') as unknown as string,
  ],
  ['id: davos', 'id: pledges', '50:9: a second entry called "pledges"'],
  ['bond: JGB-10Y', 'bond: JGB-20Y', '60:11: no instrument "JGB-20Y" is stated; did you mean "JGB-10Y"?'],
  ['L2: off', 'L2: maybe', '65:14: expected on or off, found "maybe"'],
  ['title:', 'title: twice\ntitle:', '4:1: duplicate key "title"'],
  ['id: small', 'id: Small Scenario', '2:5: an id is lower-case words joined by hyphens, such as regional-banks'],
  [
    'ends: 2026-01-30T22:00Z',
    'ends: 2025-01-30T22:00Z',
    expect.stringContaining('5:7: ends before it opens') as unknown as string,
  ],
];

describe('a planted fault', () => {
  it.each(FAULTS)('%s → %s is found where it stands, and complained of once', (from, to, complaint) => {
    const faults = faultsOf(changed(from, to));
    expect(faults).toContainEqual(complaint);
    if (typeof complaint === 'string' && !from.startsWith('open') && !from.startsWith('FX') && !from.startsWith('ends'))
      expect(faults).toHaveLength(1);
  });

  it('names what was found, what was expected and the nearest name', () => {
    expect(errorsOf(changed('target: ¥21.2tn', 'taget: ¥21.2tn'))).toEqual([
      {
        file: 'small.yaml',
        line: 31,
        column: 29,
        path: 'agents.smfg.mandate.taget',
        found: 'taget',
        expected: 'one of: market, target, fair10y, varLimit, tier1, varWindow',
        nearest: 'target',
        message: 'unknown key "taget"; did you mean "target"?',
      },
    ]);
  });

  it('is shown with its line and a caret', () => {
    const text = changed('amount: ¥5tn', 'amount: $135tn');
    expect(errorsOf(text).map((error) => renderError(error, text))).toEqual([
      [
        'small.yaml:45:13: $135tn is more than the whole world produces in a year (about $115tn); did you mean $135bn?',
        '   45 |     amount: $135tn',
        '      |             ^^^^^^',
      ].join('\n'),
    ]);
  });
});

describe('many faults', () => {
  it('come all at once, in the order of the file', () => {
    const planted: [string, string][] = [
      ['policyRate: 0.75%', 'policyRate: high'],
      ['coupon: 2.1%', 'cupon: 2.1%'],
      ['calmVolatility: 55bp', 'calmVolatility: 55'],
      ['kind: megabank', 'kind: megabnk'],
      ['amount: ¥5tn', 'amount: $135tn'],
      ['credibility: 75%', 'credibility: 175%'],
      ['format: jgb_price_conventional', 'format: dutch'],
      ['L2: off', 'L22: off'],
    ];
    const text = planted.reduce((so, [from, to]) => changed(from, to, so), SMALL);
    expect(errorsOf(text).map((error) => error.line)).toEqual([8, 14, 25, 30, 45, 56, 61, 65]);
  });

  it('of an entry are not repeated for whoever refers to it', () => {
    expect(faultsOf(changed('markets:', 'market:'))).toEqual(['6:1: unknown key "market"; did you mean "markets"?']);
    expect(faultsOf(changed('instruments:', 'instrumants:'))).toEqual([
      '12:1: unknown key "instrumants"; did you mean "instruments"?',
    ]);
    expect(faultsOf(changed('openYield: 2.18%', 'openYield: 2.18'))).toHaveLength(1);
  });

  it('beyond a hundred are counted, not listed', () => {
    const errors = errorsOf(
      changed('loops: { L2: off }', Array.from({ length: 300 }, (_, i) => `extra${i}: 1`).join('\n')),
    );
    expect(errors).toHaveLength(100);
    expect(errors.at(-1)?.message).toMatch(/and 200 more faults/);
  });
});

describe('the nearest name', () => {
  it('allows a third of the letters to be wrong, and swapped neighbours', () => {
    const known = ['leverage', 'credibility', 'JGB-30Y'];
    expect(['leverge', 'levreage', 'credability', 'jgb-30y', 'zebra'].map((name) => nearestName(name, known))).toEqual([
      'leverage',
      'leverage',
      'credibility',
      'JGB-30Y',
      undefined,
    ]);
    expect([editDistance('abc', 'acb'), editDistance('', 'ab'), editDistance('kitten', 'sitting')]).toEqual([1, 2, 3]);
  });
});
