/** From results of runs to a record and from the record to pages: pairs, frozen twins, failures, and how a miss is said. */
import { describe, expect, test } from 'vitest';
import { changeOn } from '../../src/analysis/episodes/moves.ts';
import type { RunExtract } from '../../src/analysis/episodes/run-extract.ts';
import type { MeasuredTarget, Target } from '../../src/analysis/episodes/target.ts';
import type { Arm } from '../../src/experiments/arm.ts';
import type { JobResult } from '../../src/experiments/job.ts';
import { pagesOf } from '../../src/experiments/validation/pages.ts';
import { recordOf } from '../../src/experiments/validation/record.ts';
import { bandText } from '../../src/experiments/validation/record-text.ts';
import { days, extract } from '../analysis/episodes/hand-extract.ts';

const SEEDS = [201, 202, 203];
const arm = (name: string): Arm => ({
  name,
  scenario: 'japan-2026',
  settings: [],
  what: `what ${name} is`,
  seconds: 1,
});
const moved = (change: number): RunExtract => extract({ digest: `d${change}`, daily: days('JGB-30Y', [change]) });

const jump = (id: string, rest: Partial<MeasuredTarget> = {}): MeasuredTarget => ({
  kind: 'measured',
  page: 'japan-2026',
  id,
  what: 'the jump',
  unit: 'bp',
  arms: ['full'],
  measure: (run) => (run === undefined ? null : changeOn(run, 'JGB-30Y', '2026-01-19')),
  band: { from: 20, to: 32 },
  statistic: 'median',
  source: 'model §4 A',
  ...rest,
});

/** Runs of an arm, one a seed; null: it failed. */
const runs = (name: string, changes: readonly (number | null)[]): JobResult[] =>
  changes.map((change, at) => {
    const job = { key: `${name} ${at}`, arm: arm(name), seed: SEEDS[at] as number };
    if (change !== null) return { ok: true, job, extract: moved(change) };
    return { ok: false, job, message: 'our bug', attempts: 2, replay: 'node bin/spillover.js run japan-2026' };
  });

function recorded(targets: readonly Target[], results: readonly JobResult[], seeds = SEEDS) {
  const names = [...new Set(results.map(({ job }) => job.arm.name))];
  const arms = names.map((name) => ({ arm: arm(name), digest: 'a'.repeat(32) }));
  return recordOf({ engine: { version: '1', code: 'c' }, seeds, arms, results, targets });
}

describe('a record', () => {
  test('has the digest of every run and the value of every target on every seed', () => {
    const record = recorded([jump('A1')], runs('full', [40, 30, 20]));
    expect(record.arms).toMatchObject([{ name: 'full', until: null, digests: ['d40', 'd30', 'd20'] }]);
    expect(record.targets).toMatchObject([
      { id: 'A1', values: [40, 30, 20], value: 30, mark: 'met', inside: 2, frozen: null },
    ]);
  });

  test('has beside a level the frozen one on the same luck, and the median of their ratios', () => {
    const results = [...runs('full', [40, 30, 20]), ...runs('full/frozen', [20, 20, 20])];
    const [target] = recorded([jump('A1', { isLevel: true })], results).targets;
    expect(target?.frozen).toEqual({ values: [20, 20, 20], value: 20, ratio: 1.5 });
  });

  test('pairs arms seed by seed', () => {
    const measure: MeasuredTarget['measure'] = (off, full) =>
      (changeOn(off as RunExtract, 'JGB-30Y', '2026-01-19') ?? 0) -
      (changeOn(full as RunExtract, 'JGB-30Y', '2026-01-19') ?? 0);
    const paired = jump('L6-off', { arms: ['off', 'full'], measure, band: { to: 0 }, signShare: 0.8 });
    const results = [...runs('full', [40, 30, 20]), ...runs('off', [30, 29, 25])];
    const [target] = recorded([paired], results).targets;
    expect(target).toMatchObject({ values: [-10, -1, 5], value: -1, mark: 'sign not stable' });
  });

  test('has no number where a run failed, and says how to repeat it', () => {
    const record = recorded([jump('A1')], runs('full', [40, null, 30]));
    expect(record.targets).toMatchObject([{ values: [40, null, 30], without: 1, value: 35 }]);
    expect(record.failures).toMatchObject([{ arm: 'full', seed: 202, message: 'our bug' }]);
    expect(pagesOf(record, [jump('A1')])['README.md']).toContain('**Failed**: full, seed 202: our bug');
  });

  test('leaves out what was not run', () => {
    expect(recorded([jump('A1'), jump('A2', { arms: ['other'] })], runs('full', [1, 2, 3])).targets).toHaveLength(1);
  });
});

describe('a page', () => {
  const targets: readonly Target[] = [
    jump('A1', { isLevel: true }),
    jump('A2', { band: { from: 34 } }),
    {
      kind: 'open',
      page: 'japan-2026',
      id: 'A9',
      what: 'an index',
      wanted: '≥ 1.5',
      why: 'six lines',
      source: 'model',
    },
  ];
  const results = [...runs('full', [26, 27, 28]), ...runs('full/frozen', [13, 13.5, 14])];
  const pages = pagesOf(recorded(targets, results), targets);

  test('has number, spread, seeds inside, verdict, frozen and ratio in a row', () => {
    expect(pages['japan-2026.md']).toContain(
      '| A1 | the jump | bp | 20 to 32 | **27.0** [26.2, 27.8] | 3/3 | met | 13.5 | 2.00 | model §4 A |',
    );
  });

  test('says a miss plainly, here and at the front, and what is not measured with the reason', () => {
    expect(pages['japan-2026.md']).toContain('| missed by 7.0 |');
    expect(pages['README.md']).toContain('**1 of 2 targets with a band are met, 1 missed');
    expect(pages['README.md']).toContain('- **A2** the jump: 27.0 bp, wanted ≥ 34 (missed by 7.0)');
    expect(pages['japan-2026.md']).toContain('| A9 | an index | ≥ 1.5 | six lines | model |');
  });

  test('marks what other seeds could turn', () => {
    const page = pagesOf(recorded([jump('A1')], runs('full', [21, 31, 45])), [jump('A1')])['japan-2026.md'];
    expect(page).toContain('| ≈ met |');
  });

  test('says whether its seeds took part in the fit', () => {
    expect(pages['README.md']).toContain('Seeds 201 to 203: none of them took part');
    const fitted = pagesOf({ ...recorded([jump('A1')], runs('full', [26, 27, 28])), seeds: [101, 201] }, targets);
    expect(fitted['README.md']).toContain('Seeds 101, 201: **1 of 2 took part in choosing parameters');
  });
});

test('bands read as people write them', () => {
  expect([{ to: -40 }, { from: 0 }, { from: -8, to: -2 }, {}].map(bandText)).toEqual(['≤ −40', '≥ 0', '−8 to −2', '']);
});
