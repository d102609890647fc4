/** What is made of many runs: the same bytes on any number of threads, killed or not, with runs that fail among them. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { experimentOf, hashesOf, makeResults } from './make-results.ts';

const place = mkdtempSync(join(tmpdir(), 'experiment-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));
const folder = (name: string): string => join(place, name);

const head = (kind: string, rest = 'seeds: 1-60'): string => `
schemaVersion: 1
id: mine
title: mine
kind: ${kind}
scenario: small
${rest}
tables: [daily, metrics]
outcomes:
  ten: { measure: change, bond: JGB-10Y, date: 2026-01-20, what: "Tokyo: 10-year" }
  more: { measure: change, bond: JGB-20Y, date: 2026-01-20 }
`;
const ABLATION = `${head('ablation', 'seeds: 1-130')}
armSeeds: 1-40
loops: [L2]
arms: [{ id: no-surprise, set: { announcements: [] } }]
answers: [ten]
`;
const parameter = (name: string, agents: string, key: string): string =>
  `  ${name}: { path: agents.${agents}.mandate.${key}, low: 0.0%, high: 100.0% }\n`;
const two = `parameters:\n${parameter('a', 'value', 'elasticity')}${parameter('b', 'vigilantes', 'capacity')}`;
const three = `${two}${parameter('c', 'curve', 'capacity')}`;

describe('an ablation', () => {
  const experiment = experimentOf(ABLATION);

  test('is the same bytes on one, two and four threads, and killed and resumed; all that is there is listed', async () => {
    const one = await makeResults(experiment, { folder: folder('one'), workers: 1, csv: true });
    const expected = hashesOf(folder('one'));
    await makeResults(experiment, { folder: folder('four'), workers: 4, csv: true });
    expect(hashesOf(folder('four'))).toEqual(expected);
    for (const until of [3, 101, 40]) {
      expect(await makeResults(experiment, { folder: folder('killed'), until, csv: true })).toBeUndefined();
    }
    await makeResults(experiment, { folder: folder('killed'), csv: true });
    expect(hashesOf(folder('killed'))).toEqual(expected);
    const parts = Object.values(one.tables).flatMap(
      (table) => (table as { parts: { file: string; sha256: string }[] }).parts,
    );
    expect(parts.map(({ file }) => file)).toContain('runs/arm=base/part-00001.parquet');
    for (const { file, sha256 } of parts) expect(expected[file], file).toBe(sha256);
    expect(Object.keys(expected).filter((name) => name.startsWith('state'))).toEqual([]);
  });

  test('answers with the arm that matters most, paired by seed, and its interval', async () => {
    const { answers, effects, arms } = JSON.parse(readFileSync(join(folder('one'), 'experiment.json'), 'utf8'));
    expect(answers).toMatchObject([
      {
        outcome: 'ten',
        what: 'Tokyo: 10-year',
        largest: { arm: 'L2-off', pairs: 40, is_clear: true, interval: { level: 0.95 } },
      },
    ]);
    expect(answers[0].largest.mean).toBeGreaterThan(2);
    expect(answers[0].largest.mean).toBeLessThan(2.1);
    expect(answers[0].ranking).toEqual(['L2-off', 'no-surprise']);
    expect(effects[2]).toMatchObject({ arm: 'no-surprise', mean: 0, interval: { from: 0, to: 0 } });
    expect(arms.map((arm: { runs: number }) => arm.runs)).toEqual([130, 40, 40]);
    expect(arms[1].digests[3]).toBe('loops.L2=off 4');
  });

  test('is in CSV on request, one file a table with the arm in front', () => {
    const [first, second] = readFileSync(join(folder('one'), 'csv/runs.csv'), 'utf8').split('\r\n');
    expect(first).toBe(
      'arm,run,point,replicate,seed,status,digest,scenario_digest,from_time,to_time,events,orders,fills,ten,more,message,replay',
    );
    expect(second).toMatch(/^base,0,0,0,1,ok, 1,"",2026-01-19T00:00:00.000Z,/);
    expect(readFileSync(join(folder('one'), 'csv/daily.csv'), 'utf8').split('\r\n')).toHaveLength(212);
  });
});

test('a run that fails, dies or hangs is recorded with the command that repeats it, and the others are all there', async () => {
  const experiment = { ...experimentOf(head('ensemble', 'seeds: 660-670')), timeLimitMs: 1500 };
  const { failures, statistics, arms } = await makeResults(experiment, { folder: folder('failed') });
  expect(failures.map(({ seed, message, attempts }: Record<string, unknown>) => [seed, message, attempts])).toEqual([
    [666, 'no luck · at all', 2],
    [667, 'its thread ended with code 9', 2],
    [668, 'took longer than 1.5 s', 2],
  ]);
  expect(failures[0].replay).toBe('node bin/spillover.js run scenarios/small.yaml --seed 666');
  expect(arms[0]).toMatchObject({ runs: 11, failed: 3 });
  expect(statistics[0]).toMatchObject({ runs: 8, without: 3 });
});

test('independent luck compares arms apart', async () => {
  const text = ABLATION.replace('seeds: 1-130', 'replicates: 30\nluck: independent').replace('armSeeds: 1-40\n', '');
  const { effects, arms } = await makeResults(experimentOf(text), { folder: folder('apart') });
  expect(effects[0]).toMatchObject({ arm: 'L2-off', pairs: null });
  expect(effects[0].interval.from).toBeLessThan(effects[0].mean);
  expect(arms[0].seeds[0]).not.toBe(arms[1].seeds[0]);
});

test("Ishigami's indices, through files and threads, lie in the printed intervals", async () => {
  const text = `${head('sobol', 'seeds: 1')}set: { title: ishigami }\nbaseSamples: 128\n${three}`;
  const { results } = await makeResults(experimentOf(text), { folder: folder('sobol') });
  const [a, , c] = results.indices;
  expect(a.first_interval.from).toBeLessThan(0.3139);
  expect(a.first_interval.to).toBeGreaterThan(0.3139);
  expect(c.total_interval.from).toBeLessThan(0.2437);
  expect(c.total_interval.to).toBeGreaterThan(0.2437);
  expect(results.hint).toContain('128 base samples');
});

test('Morris finds what a line is made of', async () => {
  const { results } = await makeResults(
    experimentOf(`${head('morris', 'seeds: 1-3')}set: { title: bowl }\ntrajectories: 4\n${two}`),
    { folder: folder('morris') },
  );
  const [a, b] = results.effects;
  expect([a.mu, b.mu].map((value: number) => value.toFixed(6))).toEqual(['10.000000', '-4.000000']);
});

test('a grid has a cell for every combination of values', async () => {
  const text = `${head('grid', 'seeds: 1-4')}set: { title: bowl }
parameters:
  a: { path: agents.value.mandate.elasticity, values: [10%, 20%] }
  b: { path: agents.vigilantes.mandate.capacity, values: [0%, 50%, 100%] }
`;
  const { results, points } = await makeResults(experimentOf(text), { folder: folder('grid') });
  expect(results.axes).toMatchObject([{ values: ['10%', '20%'] }, { values: ['0%', '50%', '100%'] }]);
  expect(points[4].values).toEqual({ a: '20%', b: '50%' });
  expect(results.cells.filter((cell: { outcome: string }) => cell.outcome === 'ten')).toHaveLength(6);
});

test('a calibration finds what was planted, reports what it was not fitted to, and is the same after a kill', async () => {
  const text = `${head('calibrate', 'seeds: 1-3')}set: { title: bowl }
evaluations: 130
${two}
moments:
  level: { outcome: ten, target: 2.2, tolerance: 0.05 }
  spread: { outcome: ten, statistic: sd, target: 0.03, tolerance: 0.05, heldOut: true }
`;
  const experiment = experimentOf(text);
  const document = await makeResults(experiment, { folder: folder('fit') });
  const { parameters, moments, loss, trace } = document.results;
  expect(loss).toBeLessThan(0.05);
  expect((10 * parameters[0].value) / 1000 - (4 * parameters[1].value) / 1000).toBeCloseTo(0.22, 1);
  expect(moments).toMatchObject([{ held_out: false }, { held_out: true, target: 0.03 }]);
  expect(trace[0]).toMatchObject({ evaluation: 0, values: { a: '50.0%', b: '50.0%' } });
  expect(await makeResults(experiment, { folder: folder('fit-killed'), until: 50 })).toBeUndefined();
  await makeResults(experiment, { folder: folder('fit-killed'), workers: 1 });
  expect(hashesOf(folder('fit-killed'))).toEqual(hashesOf(folder('fit')));
});
