/** What would crash or mean nothing in a run is refused when it is read, where it stands. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AGENT_KINDS } from '../../src/agents/kinds.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import { changed, errorsOf, faultsOf, SMALL, scenarioOf } from './small-scenario.ts';

const WITH_TIMES = (times: string): string => changed('    date: 2026-01-20\n', `    ${times}\n`);

describe('a short at the opening', () => {
  it('is for those who borrow bonds for a living', () => {
    expect(faultsOf(changed('JGB-10Y: ¥10.6tn', 'JGB-10Y: -¥10.6tn'))).toEqual([
      '32:26: an agent of kind megabank may not be short of JGB-10Y; who may: vigilante, dealer, carry, curveRv, globalRv, noise',
    ]);
    const short = changed('    count: 3\n', '    count: 3\n    holdings: { JGB-10Y: -¥3tn }\n');
    expect(scenarioOf(short).agents.find(({ id }) => id === 'vigilantes-01')?.holdings['JGB-10Y']).toBe(-10_000);
  });

  it('of a currency is for anybody', () => {
    const short = scenarioOf(changed('JGB-10Y: ¥10.6tn', 'FX-USDJPY: -$10bn'));
    expect(short.agents.find(({ id }) => id === 'smfg')?.holdings).toEqual({ 'FX-USDJPY': -10_000 });
  });

  it('cannot go beyond what is outstanding', () => {
    const short = (face: string): string[] =>
      faultsOf(changed('    count: 3\n', `    count: 3\n    holdings: { JGB-10Y: -${face} }\n`));
    expect(short('¥420tn')).toEqual([]);
    expect(short('¥420.3tn')).toEqual(['37:26: shorts of JGB-10Y add up to ¥420.3tn, but only ¥420tn is outstanding']);
  });

  it('or a long of the issuer in its own line makes no sense', () => {
    for (const face of ['¥1tn', '-¥1tn'])
      expect(faultsOf(changed('market: jgb } }\n', `market: jgb }, holdings: { JGB-10Y: ${face} } }\n`))).toEqual([
        '28:75: mof owes JGB-10Y and cannot hold it: state what is outstanding without it',
      ]);
  });
});

describe('a correlation at the opening', () => {
  const states = (jgb: string, ust = ''): string =>
    changed('    issuer: mof\n', `    issuer: mof\n    openCorrelations: ${jgb}\n${ust}`);
  const UST = '  ust: { policyRate: 3.6%, gdp: $30tn, debtToGdp: 120%, issuer: treasury';

  it('is with another market, whether or not the file lists it', () => {
    expect(faultsOf(states('{ jgb: 50% }'))).toEqual(['12:30: a market has no correlation with itself to state']);
    expect(faultsOf(states('{ ust: 34% }'))).toEqual([]);
  });

  it('is stated once for a pair', () => {
    const both = states('{ ust: 34% }', `${UST}, openCorrelations: { jgb: 40% } }\n`);
    expect(faultsOf(both)).toContainEqual(expect.stringContaining('jgb states the same pair'));
  });
});

describe('an amount in a mandate that something is divided by', () => {
  it.each([
    ['varLimit: ¥60bn', 'varLimit: ¥0bn', 'an amount above zero', '¥0bn'],
    ['varLimit: ¥60bn', 'varLimit: -¥60bn', 'an amount above zero', '-¥60bn'],
    ['riskLimit: ¥1000m/bp', 'riskLimit: ¥0m/bp', 'money per basis point above zero, such as ¥450m/bp', '¥0m/bp'],
    ['riskLimit: ¥1000m/bp', 'riskLimit: -¥5m/bp', 'money per basis point above zero, such as ¥450m/bp', '-¥5m/bp'],
  ])('%s → %s is refused', (from, to, form, found) => {
    const errors = errorsOf(changed(from, to));
    expect(errors.map(({ message }) => message)).toEqual([
      `expected ${form}, found "${found}": must be more than zero`,
    ]);
    expect(errors[0]?.found).toBe(found);
  });

  it('may be nothing where it is a wish', () => {
    expect(faultsOf(changed('target: ¥21.2tn', 'target: ¥0tn'))).toEqual([]);
  });

  it('is no negative share either', () => {
    expect(faultsOf(changed('evenlyFrom: 8%, evenlyTo: 18%', 'evenlyFrom: -8%, evenlyTo: -8%'))).toEqual([
      '37:29: expected a share in percent, not negative, such as 85%, found "-8%": negative',
    ]);
  });
});

describe('a bond that is redeemed', () => {
  const maturing = (day: string): string[] => faultsOf(changed('maturity: 2035-12-20', `maturity: ${day}`));

  it('may be so inside the run, but not before it', () => {
    for (const day of ['2026-01-25', '2026-02-10']) expect(maturing(day)).toEqual([]);
    expect(maturing('2025-12-20')).toEqual(['15:15: already redeemed at the opening']);
  });
});

describe('an auction on a closed day', () => {
  it.each([
    ['2026-01-24', 'a Saturday'],
    ['2026-01-25', 'a Sunday'],
  ])('%s is refused as %s, with the next business day', (day, what) => {
    const errors = errorsOf(changed('date: 2026-01-20', `date: ${day}`));
    expect(errors.map(({ line, message, nearest }) => [line, message, nearest])).toEqual([
      [64, `${day} is ${what}: the jgb market is closed; did you mean 2026-01-26?`, '2026-01-26'],
    ]);
  });

  it('is refused as a holiday of the calendar, or of the scenario', () => {
    const later = changed('ends: 2026-01-30T22:00Z', 'ends: 2026-02-27T22:00Z');
    expect(faultsOf(changed('date: 2026-01-20', 'date: 2026-02-11', later))).toEqual([
      '64:11: 2026-02-11 is a holiday of the jgb market’s calendar: the jgb market is closed; did you mean 2026-02-12?',
    ]);
    const shut = changed('    issuer: mof\n', '    issuer: mof\n    extraHolidays: [2026-01-20]\n');
    expect(faultsOf(shut)).toEqual([
      '65:11: 2026-01-20 is one of the scenario’s extraHolidays: the jgb market is closed; did you mean 2026-01-21?',
    ]);
  });

  it('is refused where its times say so, in Tokyo’s date', () => {
    const times = (bids: string, result: string): string[] =>
      faultsOf(WITH_TIMES(`announced: 2026-01-19T10:30+09:00\n    bidsClose: ${bids}\n    result: ${result}`));
    expect(times('2026-01-24T11:50+09:00', '2026-01-24T12:35+09:00')).toEqual([
      '65:16: 2026-01-24 is a Saturday: the jgb market is closed; did you mean 2026-01-26?',
    ]);
    expect(times('2026-01-23T14:00Z', '2026-01-23T15:30Z')).toEqual([
      '66:13: 2026-01-24 is a Saturday: the jgb market is closed; did you mean 2026-01-26?',
    ]);
    expect(times('2026-01-23T11:50+09:00', '2026-01-23T12:35+09:00')).toEqual([]);
  });

  it('is refused where its times lie on another day than its date', () => {
    expect(faultsOf(WITH_TIMES('date: 2026-01-20\n    result: 2026-01-21T12:35+09:00'))).toEqual([
      '65:13: 2026-01-21 in Tokyo is not the date of the auction, 2026-01-20',
    ]);
    expect(faultsOf(WITH_TIMES('date: 2026-01-20\n    announced: 2026-01-13T10:30+09:00'))).toEqual([]);
  });

  it('may be announced on one, and the run may open on one', () => {
    expect(faultsOf(WITH_TIMES('date: 2026-01-20\n    announced: 2026-01-18T10:30+09:00'))).toEqual([]);
    expect(faultsOf(changed('opens: 2026-01-16T15:00+09:00', 'opens: 2026-01-17T15:00+09:00'))).toEqual([]);
  });
});

describe('numbers that no market has', () => {
  it.each([
    ['calmTurnover: ¥9tn', 'calmTurnover: ¥0tn', '18:19: less than 10 lots of ¥100m a day', 'at least ¥1bn'],
    ['calmTurnover: ¥9tn', 'calmTurnover: ¥949m', '18:19: less than 10 lots of ¥100m a day', 'at least ¥1bn'],
    ['calmTurnover: $190bn', 'calmTurnover: $9m', '24:19: less than 10 lots of $1m a day', 'at least $10m'],
    ['calmVolatility: 2.5bp', 'calmVolatility: 2.5%', '19:21: 250bp lies outside 0.1bp … 50bp', '0.1bp … 50bp'],
    ['calmVolatility: 2.5bp', 'calmVolatility: 0bp', '19:21: 0bp lies outside 0.1bp … 300bp', '0.1bp … 300bp'],
    ['calmVolatility: 55bp', 'calmVolatility: 55%', '25:21: 55% lies outside 0.1bp … 300bp', '0.1bp … 300bp'],
    ['calmHalfSpread: 0.55bp', 'calmHalfSpread: 55bp', '20:21: 55bp lies outside 0.01bp … 25bp', '0.01bp … 25bp'],
    ['calmHalfSpread: 0.55bp', 'calmHalfSpread: 0bp', '20:21: 0bp lies outside 0.01bp … 25bp', '0.01bp … 25bp'],
    ['premiumLoading: 1', 'premiumLoading: -3', '21:21: -3 lies outside 0 … 10', '0 … 10'],
    ['premiumLoading: 1', 'premiumLoading: 11', '21:21: 11 lies outside 0 … 10', '0 … 10'],
    ['nonPriceCeiling: 20%', 'nonPriceCeiling: 60%', '63:22: 60% lies outside 0% … 50%', '0% … 50%'],
  ])('%s → %s', (from, to, complaint, expected) => {
    const errors = errorsOf(changed(from, to));
    expect(errors.map(({ line, column, message }) => `${line}:${column}: ${message}`)).toEqual([complaint]);
    expect(errors[0]?.expected).toBe(expected);
  });
});

describe('a plain number or word out of its form', () => {
  it.each([
    ['count: 3', 'count: 0', '36:12: expected a whole number from 1 to 999, found 0'],
    ['count: 3', 'count: 10000', '36:12: expected a whole number from 1 to 999, found 10000'],
    ['count: 3', 'count: 1.5', '36:12: expected a whole number from 1 to 999, found 1.5'],
    ['count: 3', 'count: "3"', '36:12: expected a whole number from 1 to 999, found "3"'],
    ['evenlyTo: 18% }', 'evenlyTo: 18% }, stopLossSigmas: 0', '37:90: expected a number from 1 to 50, found 0'],
    [
      'duration: 2y',
      'duration: 2w',
      '46:15: expected permanent or a length of time with its unit, such as 2y, 6mo or 120d, found "2w"',
    ],
    ['duration: 2y', 'duration: 200y', '46:15: 200y lies outside 0 … 100y'],
    ['L2: off', 'L2: no', '65:14: write on or off, not "no"; did you mean "off"?'],
    ['L2: off', 'L2: yes', '65:14: write on or off, not "yes"; did you mean "on"?'],
    ['L2: off', 'L2: "true"', '65:14: write on or off, not "true"; did you mean "on"?'],
    ['L2: off', 'L2: "False"', '65:14: write on or off, not "False"; did you mean "off"?'],
    ['L2: off', 'L2: of', '65:14: expected on or off, found "of"; did you mean "off"?'],
  ])('%s → %s is refused in our words', (from, to, complaint) => {
    expect(faultsOf(changed(from, to))).toEqual([complaint]);
  });

  it('above a bound that is not part of it is told so, of a kind of the reader’s own', () => {
    const mandate = z.strictObject({ share: z.number().gt(0).max(1) });
    const kinds = { ...AGENT_KINDS, noise: { ...AGENT_KINDS.noise, mandate } };
    const text = changed('announcements:', '  own: { kind: noise, mandate: { share: 0 } }\nannouncements:');
    const read = readScenario(text, 'own.yaml', kinds);
    expect(read.ok ? [] : read.errors.map(({ found, expected }) => ({ found, expected }))).toContainEqual({
      found: '0',
      expected: 'a number above 0 and at most 1',
    });
  });

  it('never reaches the author in the words of a library', () => {
    const bad = ['count: 3', 'largestOverSmallest: 0.5', 'largestOverSmallest: 1e9', 'count: []', 'count: 1e30'];
    for (const value of bad)
      expect(faultsOf(changed('count: 3', value)).join(), value).not.toMatch(/number to be|Invalid|received/);
  });
});

describe('holdings beyond what exists', () => {
  it('are complained of at the largest holder, groups counted whole', () => {
    const group = '  vigilantes:\n    holdings: { JGB-10Y: ¥415tn }\n';
    expect(faultsOf(changed('  vigilantes:\n', group))).toEqual([
      '35:26: holdings of JGB-10Y add up to ¥425.6tn, but only ¥420tn is outstanding',
    ]);
    const one = changed('JGB-10Y: ¥10.6tn', 'JGB-10Y: ¥200tn');
    const split = '  vigilantes:\n    holdings: { JGB-10Y: ¥230tn }\n';
    expect(faultsOf(changed('  vigilantes:\n', split, one))).toEqual([
      '35:26: holdings of JGB-10Y add up to ¥430tn, but only ¥420tn is outstanding',
    ]);
  });
});

describe('a market in which nobody quotes', () => {
  it('is refused at its first line', () => {
    const silent = changed('  dealers: { kind: dealer, mandate: { market: jgb, riskLimit: ¥1000m/bp } }\n', '');
    expect(faultsOf(silent)).toEqual([
      '13:3: nobody quotes JGB-10Y: no dealer and no fundamental has market jgb in its mandate',
    ]);
    expect(
      faultsOf(
        SMALL.split('\n')
          .filter((line) => !line.includes('dealers-fx'))
          .join('\n'),
      ),
    ).toEqual(['22:3: nobody quotes FX-USDJPY: no dealer and no fundamental has market fx in its mandate']);
  });

  it('is good where value traders quote', () => {
    const value = changed(
      'kind: dealer, mandate: { market: jgb, riskLimit: ¥1000m/bp }',
      'kind: fundamental, mandate: { market: jgb }',
    );
    expect(faultsOf(value)).toEqual([]);
  });
});
