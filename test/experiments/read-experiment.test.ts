/** Experiment files: everything that is wrong at once, each fault in its place; what a good one means. */
import { describe, expect, test } from 'vitest';
import { settingText } from '../../src/experiments/file/setting-text.ts';
import { planOf, runsOf } from '../../src/experiments/plan.ts';
import { RunOutcomes } from '../../src/experiments/run-outcomes.ts';
import { runSeed } from '../../src/experiments/run-seed.ts';
import { experimentOf, read } from './make-results.ts';

const GOOD = `schemaVersion: 1
id: mine
title: mine
kind: ablation
scenario: small
seeds: 1-3
loops: [L2]
outcomes:
  ten: { measure: change, bond: JGB-10Y, date: 2026-01-20 }
`;

function faults(text: string): string[] {
  const result = read(text);
  return result.ok ? [] : result.errors.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

test('every fault is told at once, in its place, with the nearest name', () => {
  const bad = GOOD.replace('seeds: 1-3', 'seeds: 3-1\ncolor: red')
    .replace('[L2]', '[L2]\nset: { loops.L21: off }\narms: [{ id: base, set: { agents.value.elasticity: 5bp } }]')
    .replace('bond: JGB-10Y', 'bond: JGB-10')
    .replace('date: 2026-01-20 }', 'date: 2026-01-20 }\n  seed: { measure: peek, bond: JGB-10Y }\nanswers: [then]');
  expect(faults(bad)).toEqual([
    '6:8 expected seeds, such as 1001-1200 or 1,5,9-12, found "3-1"',
    '7:1 unknown key "color"',
    '9:8 nothing is called "L21" here; did you mean "L1"?',
    '10:14 "base" is the name of another arm',
    expect.stringMatching(/^10:52 expected a share/),
    '12:33 the scenario has no line "JGB-10"; did you mean "JGB-10Y"?',
    expect.stringContaining('13:20 expected one of: change, peak'),
    '14:11 no outcome is called "then"; did you mean "ten"?',
  ]);
});

test.each([
  ['kind: ablation', 'kind: ablatoin', '4:7', 'did you mean "ablation"?'],
  ['scenario: small', 'scenario: smal', '5:11', 'there is no scenario "smal"'],
  ['seeds: 1-3', '', '1:1', 'on which seeds?'],
  ['seeds: 1-3', 'seeds: 1-3\nreplicates: 3', '7:1', 'both say how many'],
  ['seeds: 1-3', 'seeds: 1-3\nluck: independent', '6:8', 'needs seeds that follow from the settings'],
  ['seeds: 1-3', 'seeds: 1-3\nuntil: 2026-03-01T00:00Z', '7:8', 'after the end of the scenario'],
  ['loops: [L2]', 'loops: []', '7:8', 'nothing is left out'],
  ['date: 2026-01-20', 'since: 2026-01-20, to: 2026-01-19', '9:65', 'is not after 2026-01-20'],
  ['date: 2026-01-20', 'date: 2026-02-20', '9:48', 'lies outside the scenario'],
  ['date: 2026-01-20', '', '9:3', 'over which dates?'],
  ['ten:', 'seed:', '9:3', 'is a column of every table of runs'],
  ['ten:', 'Ten:', '9:3', 'lower-case words joined by underscores'],
])('%s → %s is refused', (from, to, where, said) => {
  const told = faults(GOOD.replace(from, to));
  expect(
    told.some((each) => each.startsWith(`${where} `) && each.includes(said)),
    told.join('\n'),
  ).toBe(true);
});

const VARIED = (rest: string): string =>
  GOOD.replace('kind: ablation', 'kind: sobol').replace('loops: [L2]', `parameters:\n  a: ${rest}`);

test.each([
  ['{ path: agents.value.mandate.elasticity, low: 10.0%, high: 5.0% }', 'is not above the lower bound'],
  ['{ path: agents.value.mandate.elasticity, low: 10.0%, high: 30.0bp }', 'has the unit "…bp"'],
  ['{ path: agents.value.mandate.elasticity, low: 10%, high: 20% }', 'only 10 steps'],
  ['{ path: agents.value.mandate.elasticty, low: 10.0%, high: 20.0% }', 'did you mean "elasticity"?'],
  ['{ path: agents.value.mandate.elasticity, low: 10.00%, high: 20.00% }', 'finer than a tenth of a percent'],
  ['{ path: loops.L2, low: many, high: more }', 'expected a number with its unit'],
])('a parameter %s is refused', (entry, said) => {
  expect(faults(VARIED(entry)).join('\n')).toContain(said);
});

test('a branch is located in its own entries, its settings in their keys', () => {
  const text = GOOD.replace('kind: ablation', 'kind: policy').replace(
    'loops: [L2]',
    'at: 2026-01-20T08:00+09:00\nbranches:\n  - { id: buy, interventions: [{ id: b, bond: JGB-44Y, format: boj_purchase, amount: ¥1tn }] }\n  - { id: off, set: { loops.L33: off } }',
  );
  expect(faults(text)).toEqual([
    '9:47 no instrument "JGB-44Y" is stated; did you mean "JGB-10Y"?',
    '10:23 no feedback loop is called "L33"',
  ]);
});

describe('a seed', () => {
  const rule = { kind: 'derived', root: 1, replicates: 9 } as const;

  test('is the same in every arm under common luck, and another for other settings under independent luck', () => {
    expect(runSeed(rule, 3, 'common', ['a=1'])).toBe(runSeed(rule, 3, 'common', ['b=2']));
    expect(runSeed(rule, 3, 'independent', ['a=1', 'b=2'])).toBe(runSeed(rule, 3, 'independent', ['b=2', 'a=1']));
    expect(runSeed(rule, 3, 'independent', ['a=1'])).not.toBe(runSeed(rule, 3, 'independent', ['a=2']));
    expect(runSeed(rule, 3, 'common', [])).not.toBe(runSeed({ ...rule, root: 2 }, 3, 'common', []));
  });

  test('is a whole number that a command takes', () => {
    for (let replicate = 0; replicate < 50; replicate++)
      expect(Number.isSafeInteger(runSeed(rule, replicate, 'common', []))).toBe(true);
  });

  test('of a point does not change where another point is added', () => {
    const grid = (values: string): string =>
      GOOD.replace('kind: ablation', 'kind: grid')
        .replace('seeds: 1-3', 'replicates: 2\nluck: independent')
        .replace('loops: [L2]', `parameters:\n  a: { path: agents.value.mandate.elasticity, values: ${values} }`);
    const seedsOf = (values: string): Map<string, number[]> => {
      const experiment = experimentOf(grid(values));
      const points = planOf(experiment).next(new RunOutcomes(1)) ?? [];
      const runs = runsOf(experiment, points, 0);
      return new Map(
        points.map(({ point, values: { a = '' } }) => [
          a,
          runs.filter((run) => run.point === point).map(({ seed }) => seed),
        ]),
      );
    };
    const [few, more] = [seedsOf('[10%, 20%]'), seedsOf('[5%, 10%, 15%, 20%]')];
    expect(more.get('20%')).toEqual(few.get('20%'));
    expect(more.get('10%')).toEqual(few.get('10%'));
    expect(more.get('5%')).not.toEqual(few.get('10%'));
  });
});

test.each([
  ['off', 'off'],
  ['¥30tn', '¥30tn'],
  ['5', '"5"'],
  ['a: b', '"a: b"'],
  [5, '5'],
  [true, 'true'],
  [{ evenlyFrom: '1bp' }, '{"evenlyFrom":"1bp"}'],
])('a value %j is set as %s', (value, text) => expect(settingText(value)).toBe(text));

test('what only explains leaves the digest as it is, what decides does not', () => {
  const digest = (text: string): string => experimentOf(text).digest;
  expect(digest(GOOD.replace('title: mine', 'title: yours'))).toBe(digest(GOOD));
  expect(digest(GOOD.replace('2026-01-20 }', '2026-01-20, what: the ten-year }'))).toBe(digest(GOOD));
  expect(digest(GOOD.replace('1-3', '1-4'))).not.toBe(digest(GOOD));
  expect(digest(GOOD.replace('[L2]', '[L3]'))).not.toBe(digest(GOOD));
});
