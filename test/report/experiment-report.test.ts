/** Reports of experiments, from planted results: the answer first, blocks where they apply, numbers behind every figure. */
import { describe, expect, test } from 'vitest';
import { outcomeDifferences } from '../../src/report/experiment/compare-block.ts';
import { experimentReport } from '../../src/report/experiment/experiment-report.ts';
import { inUnit } from '../../src/report/experiment/outcome-words.ts';
import { experimentVariance } from '../../src/report/experiment/spillover-block.ts';
import { ablation, EVERY_KIND, ensemble } from './planted-experiment.ts';
import { answersOf, downloads, idsOf, strangers, tableRows } from './read-report.ts';

const MOST_BYTES = 1_500_000;
const whole = experimentReport(ablation());

test('an ablation names for New York, London and Seoul the loop with the largest paired effect, its interval, and where none is clear', () => {
  const [newYork, london, seoul] = answersOf(whole);
  expect(newYork).toMatch(
    /New York: the largest effect is that of switching off L2 \(volatility targeting\), −4\.\d+ bp \[−4\.\d+, −3\.\d+\], from .*; 16 pairs\. Next \w+-off, −\d\.\d+ bp\.$/,
  );
  expect(london).toMatch(
    /London: the largest effect is that of switching off L6 \(liquidity\), −\d\.\d+ bp \[−\d\.\d+, −\d\.\d+\]/,
  );
  expect(seoul).toMatch(/Seoul: .*The interval holds zero: no arm stands out\.$/);
  expect(whole.blocks[0]).toBe('answer');
});

test('a level has the digits that it is quoted in, a change three', () => {
  const told = [
    ['JPY', 155.2291],
    ['USD', 1.34123],
    ['%', 3.7651],
    ['per 100', 99.1],
    ['bp', 12.34],
    ['bp', 155.2],
  ] as const;
  expect(told.map(([unit, value]) => inUnit(unit, value))).toEqual([
    '155.23',
    '1.3412',
    '3.765',
    '99.100',
    '12.3',
    '155',
  ]);
});

/** A block that does not apply is absent. */
const BLOCKS: Readonly<Record<keyof typeof EVERY_KIND, readonly string[]>> = {
  ablation: ['answer', 'fans', 'responses', 'distributions', 'spillover', 'facts', 'limits'],
  ensemble: ['answer', 'fans', 'distributions', 'spillover', 'facts', 'limits'],
  policy: ['answer', 'policy', 'fans', 'responses', 'distributions', 'spillover', 'facts', 'limits'],
  morris: ['answer', 'sensitivity', 'limits'],
  sobol: ['answer', 'sensitivity', 'limits'],
  grid: ['answer', 'sensitivity', 'limits'],
  calibrate: ['answer', 'calibration', 'limits'],
};

describe.each(Object.entries(EVERY_KIND))('%s', (kind, made) => {
  const report = experimentReport(made());

  test('has its blocks and no other, an answer with a number, and ids that are there once', () => {
    expect(report.blocks).toEqual(BLOCKS[kind as keyof typeof EVERY_KIND]);
    expect(answersOf(report).length).toBeGreaterThan(0);
    for (const answer of answersOf(report)) expect(answer).toMatch(/\d/);
    const ids = idsOf(report);
    expect(new Set(ids).size).toBe(ids.length);
    expect(report.html.length).toBeLessThan(MOST_BYTES);
  });

  test('every figure has its data and its drawing, in the page and as files, the same', () => {
    const links = downloads(report);
    expect([...links.keys()]).toEqual(report.assets.map(({ name }) => name));
    for (const { name, text } of report.assets) {
      expect(links.get(name), name).toBe(text);
      if (name.endsWith('.csv'))
        expect(text.trimEnd().split('\n').length - 1, name).toBe(tableRows(report, name.slice(0, -4)));
      else expect(text).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    }
    expect(report.html).not.toMatch(/NaN|Infinity|undefined|\[object/);
  });

  test('the same results give the same bytes', () => {
    expect(experimentReport(made()).html).toBe(report.html);
  });
});

test('names of arms, outcomes and files are text, whatever they say', () => {
  const nasty = '"><script>alert(1)</script><img src=x onerror=alert(1)>';
  const plain = ablation();
  const { document } = plain;
  const report = experimentReport({
    ...plain,
    name: nasty,
    document: {
      ...document,
      title: nasty,
      id: nasty,
      outcomes: document.outcomes.map((outcome) => ({ ...outcome, what: `${outcome.what} ${nasty}`, unit: nasty })),
      arms: document.arms.map((arm) => ({ ...arm, what: nasty })),
      failures: [{ run: 3, arm: nasty, point: 0, seed: 7, message: nasty, attempts: 2, replay: nasty }],
    } as never,
  });
  expect(strangers(report)).toEqual([]);
  expect(strangers(whole)).toEqual([]);
  expect(report.html).toContain('1 run failed');
  for (const { name, text } of report.assets) if (name.endsWith('.svg')) expect(text).not.toContain('<script');
});

test('what the calendar brings to every run is no spill-over: only deviations from the mean of a date are', () => {
  const input = ensemble();
  const lines = [
    { market: 'jgb', bond: 'JGB-30Y' },
    { market: 'ust', bond: 'UST-10Y' },
  ] as const;
  const shifted = {
    ...input,
    days: input.days.map((run) => ({
      ...run,
      days: run.days.map((day) => ({ ...day, change_bp: (day.change_bp ?? 0) + (day.date === '2026-01-20' ? 50 : 0) })),
    })),
  };
  const [before, after] = [experimentVariance(input, lines), experimentVariance(shifted, lines)];
  expect(before?.observations).toBe(32);
  expect(after?.total).toBeCloseTo(before?.total ?? 0, 6);
});

describe('compared with another', () => {
  const a = ensemble();
  const more = (by: number) => ({
    ...a,
    runs: a.runs.map((run) => ({
      ...run,
      outcomes: { ...run.outcomes, new_york_10y: (run.outcomes.new_york_10y ?? 0) + by },
    })),
  });

  test('outcomes are paired on the same seeds: what was added is found exactly, on any scatter', () => {
    const [newYork, london] = outcomeDifferences(a, more(3));
    expect(newYork).toMatchObject({ pairs: 16 });
    expect(newYork?.difference).toBeCloseTo(3, 9);
    expect(newYork?.interval.from).toBeCloseTo(3, 9);
    expect(london?.difference).toBe(0);
  });

  test('on other seeds they are two groups, and the interval is wide', () => {
    const elsewhere = { ...more(3), runs: more(3).runs.map((run) => ({ ...run, seed: run.seed + 1000 })) };
    const [newYork] = outcomeDifferences(a, elsewhere);
    expect(newYork?.pairs).toBe(0);
    expect((newYork?.interval.to ?? 0) - (newYork?.interval.from ?? 0)).toBeGreaterThan(1);
  });

  test('the block stands behind the answer; the same twice is no difference', () => {
    const report = experimentReport(a, more(3));
    expect(report.blocks.slice(0, 2)).toEqual(['answer', 'compare']);
    expect(answersOf(report).join(' ')).toContain('+3.00 bp [+3.00, +3.00] in B');
    expect(answersOf(experimentReport(a, a)).join(' ')).toContain('No outcome is different beyond chance');
    expect(strangers(report)).toEqual([]);
  });
});

test('ten thousand runs make no larger a page than some hundreds', () => {
  const plain = ensemble();
  const many = {
    ...plain,
    runs: Array.from({ length: 10_000 }, (_, run) => ({
      ...(plain.runs[run % 16] as (typeof plain.runs)[number]),
      run,
    })),
  };
  const report = experimentReport(many);
  expect(report.html.length).toBeLessThan(MOST_BYTES);
  expect(report.html).toContain('n 10000');
});
