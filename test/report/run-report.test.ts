/** The report of a run of the small world: blocks, numbers behind figures, names that are text, two runs side by side. */
import { describe, expect, test } from 'vitest';
import { RunStudy } from '../../src/analysis/run-study.ts';
import type { RunInput } from '../../src/report/run/run-input.ts';
import { runReport } from '../../src/report/run/run-report.ts';
import { HOUR_MS, later } from '../../src/units/time.ts';
import { RecordedRun } from '../analysis/recorded-run.ts';
import { smallWorld } from '../engine/small-world.ts';
import { answersOf, downloads, idsOf, strangers, tableRows } from './read-report.ts';

const run = new RecordedRun({}, later(smallWorld().opensAt, 34 * HOUR_MS));

const study = new RunStudy({});
run.show(study);
const result = study.result(10);
const input = (change: Partial<RunInput['facts']> = {}): RunInput => {
  const facts = {
    name: 'runs/small-7',
    scenarioId: 'small-world',
    title: 'A small world',
    scenarioDigest: '00',
    seed: 7,
    engineVersion: '0.1.0',
    code: null,
    settings: [],
    patches: [],
    fork: null,
    until: null,
    digest: run.digest,
    isComplete: true,
    wallSeconds: null,
    machine: null,
    repeat: 'spillover run small.yaml --seed 7',
    scenarioFile: 'small.yaml',
  };
  return { facts: { ...facts, ...change }, study: result, published: null };
};

const whole = runReport(input());

test('what happened comes first, with bond, date and basis points; what does not apply is absent', () => {
  expect(answersOf(whole)[0]).toMatch(
    /^Largest move of yields in a day: \S+ [+−]?\d+\.\d bp in \w+( \w+)? \(\d+ Jan\)/,
  );
  expect(whole.blocks[0]).toBe('answer');
  expect(whole.blocks.at(-1)).toBe('limits');
  expect(whole.blocks).toEqual(expect.arrayContaining(['paths', 'flows', 'cascades']));
  expect(whole.blocks).not.toContain('published');
  expect(whole.html).toContain(`<code>spillover why runs/small-7 `);
});

test('every figure has its data and its drawing, and its table has the rows of its file', () => {
  const links = downloads(whole);
  expect([...links.keys()]).toEqual(whole.assets.map(({ name }) => name));
  for (const { name, text } of whole.assets) {
    expect(links.get(name), name).toBe(text);
    if (name.endsWith('.csv'))
      expect(text.trimEnd().split('\n').length - 1, name).toBe(tableRows(whole, name.slice(0, -4)));
  }
  const ids = idsOf(whole);
  expect(new Set(ids).size).toBe(ids.length);
  expect(whole.html).not.toMatch(/NaN|Infinity|undefined|\[object/);
});

test('the closes in the data are those of the tables', () => {
  const csv = downloads(whole).get('closes.csv')?.trimEnd().split('\n') ?? [];
  const [head = '', last = ''] = [csv[0], csv.at(-1)];
  const bond = head.split(',')[1]?.replace('_bp', '') ?? '';
  const closed = input().study.report.daily.filter((row) => row.bond === bond && row.change_bp !== null);
  const sum = closed.reduce((total, { change_bp }) => total + (change_bp as number), 0);
  expect(Number(last.split(',')[1])).toBeCloseTo(sum, 6);
  expect(last.split(',')[0]).toBe(closed.at(-1)?.date);
});

test('nothing comes from elsewhere, nothing runs, and the same run gives the same bytes', () => {
  expect(whole.html).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
  expect(strangers(whole)).toEqual([]);
  expect(runReport(input()).html).toBe(whole.html);
  expect(whole.html.length).toBeLessThan(1_500_000);
});

test('names of a scenario are text, whatever they say', () => {
  const nasty = `</title></style><script>alert(1)</script>" onload="alert(1)`;
  const plain = input({ title: nasty, name: nasty, scenarioId: nasty, settings: [nasty], repeat: nasty });
  const headlines = [{ time: '2026-01-19T03:00:00Z', market: 'jgb' as const, type: 'OfficialSpoke', headline: nasty }];
  const report = runReport({ ...plain, study: { ...plain.study, report: { ...plain.study.report, headlines } } });
  expect(strangers(report)).toEqual([]);
  expect(report.html).toContain('&lt;script&gt;');
});

describe('beside another run', () => {
  test('one digest is no difference', () => {
    expect(answersOf(runReport(input(), input())).at(-1)).toBe('The two runs are the same: one digest.');
  });

  test('a planted basis point is found where it was planted', () => {
    const other = input({ digest: 'ff', settings: ['loops.L6=off'] });
    const first = other.study.report.daily.find(({ bond, change_bp }) => bond === 'JGB-30Y' && change_bp !== null);
    const daily = other.study.report.daily.map((row) =>
      row === first
        ? { ...row, close_yield_pct: (row.close_yield_pct as number) + 0.25, change_bp: (row.change_bp ?? 0) + 25 }
        : row,
    );
    const report = runReport(input(), {
      ...other,
      study: { ...other.study, report: { ...other.study.report, daily } },
    });
    expect(report.blocks.slice(0, 2)).toEqual(['answer', 'compare']);
    expect(report.html).toContain('loops.L6=off');
    const told = answersOf(report).find((text) => text.startsWith('The largest difference'));
    expect(told).toContain('+25.0 bp');
    expect(told).toContain(first?.bond);
  });
});

test('a run that was stopped says so', () => {
  expect(runReport(input({ isComplete: false })).html).toContain('The run is not complete.');
});
