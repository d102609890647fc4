/** The methods through files and threads: known functions, whose answers must come back, and a small world. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, expect, test } from 'vitest';
import { finishedRun, readArm } from '../../src/experiments/measured-run.ts';
import { sobolIndices, sobolPoints } from '../../src/experiments/methods/sobol.ts';
import { SMALL_WORLD } from '../engine/small-world.ts';
import { ishigami } from './known-functions.ts';
import { experimentOf, hashesOf, head, makeResults } from './make-results.ts';

const place = mkdtempSync(join(tmpdir(), 'experiment-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));
const folder = (name: string): string => join(place, name);

const parameter = (name: string, agents: string, key: string): string =>
  `  ${name}: { path: agents.${agents}.mandate.${key}, low: 0.0%, high: 100.0% }\n`;
const two = `parameters:\n${parameter('a', 'value', 'elasticity')}${parameter('b', 'vigilantes', 'capacity')}`;
const three = `${two}${parameter('c', 'curve', 'capacity')}`;

test('independent luck compares arms apart', async () => {
  const text = `${head('ablation', 'replicates: 30\nluck: independent')}loops: [L2]\n`;
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

test('nineteen of twenty intervals hold the index, give or take', () => {
  const truth = { first: [0.3139, 0.4424, 0], total: [0.5576, 0.4424, 0.2437] };
  let [inside, all] = [0, 0];
  for (let sample = 0; sample < 60; sample++) {
    const names = [0, 1, 2].map((parameter) => `x${parameter} of sample ${sample}`);
    const points = sobolPoints({ parameters: names, baseSamples: 256 });
    const { indices } = sobolIndices(names, points.map(ishigami), `sample ${sample}`);
    for (const [at, index] of indices.entries()) {
      for (const order of ['first', 'total'] as const) {
        const interval = index[`${order}_interval`];
        const value = truth[order][at] as number;
        all += 1;
        inside += Number(interval !== null && interval.from <= value && value <= interval.to);
      }
    }
  }
  expect(inside / all).toBeGreaterThan(0.91);
  expect(inside / all).toBeLessThan(0.99);
});

const IN_THE_SMALL_WORLD = `
schemaVersion: 1
id: planted
title: How large was the surprise?
kind: calibrate
scenario: small
until: 2026-01-20T07:00Z
seeds: 11-13
tables: [daily]
evaluations: 26
population: 5
parameters:
  amount: { path: announcements.surprise.amount, low: ¥1.00tn, high: ¥8.00tn, start: ¥2.00tn }
outcomes:
  jgb_30y: { measure: change, bond: JGB-30Y, date: 2026-01-20 }
  jgb_20y: { measure: change, bond: JGB-20Y, date: 2026-01-20 }
moments:
  thirty: { outcome: jgb_30y, target: 0, tolerance: 1 }
  twenty: { outcome: jgb_20y, target: 0, tolerance: 1, heldOut: true }
`;

test('a calibration of a small world recovers the amount that was planted, and what it was not fitted to follows', async () => {
  const arm = {
    name: '',
    scenario: 'small',
    settings: ['announcements.surprise.amount=¥5.30tn'],
    what: '',
    seconds: 1,
  };
  const { scenario } = readArm(arm, SMALL_WORLD);
  const changes = [11, 12, 13].map((seed) => finishedRun(scenario, seed, { until: '2026-01-20T07:00Z' }).extract.daily);
  const meanOf = (bond: string): number =>
    changes.reduce(
      (sum, rows) => sum + (rows.find((row) => row.bond === bond && row.date === '2026-01-20')?.change_bp ?? 0),
      0,
    ) / 3;
  const text = IN_THE_SMALL_WORLD.replace('jgb_30y, target: 0', `jgb_30y, target: ${meanOf('JGB-30Y')}`).replace(
    'jgb_20y, target: 0',
    `jgb_20y, target: ${meanOf('JGB-20Y')}`,
  );
  const { results } = await makeResults(experimentOf(text), { folder: folder('planted'), program: null });
  expect(results.parameters[0].value).toBeGreaterThan(5);
  expect(results.parameters[0].value).toBeLessThan(5.6);
  expect(results.loss).toBeLessThan(1);
  expect(Math.abs(results.moments[1].value - meanOf('JGB-20Y'))).toBeLessThan(3);
});

test('an ablation of a small world is the same bytes on one, two and four threads', async () => {
  const experiment = experimentOf(
    `${head('ablation', 'seeds: 1-3\nuntil: 2026-01-20T01:00Z')}\nloops: [L6]\nanswers: [ten]\n`,
  );
  for (const workers of [1, 2, 4])
    await makeResults(experiment, { folder: folder(`small-${workers}`), workers, program: null });
  expect(hashesOf(folder('small-2'))).toEqual(hashesOf(folder('small-1')));
  expect(hashesOf(folder('small-4'))).toEqual(hashesOf(folder('small-1')));
});

test('what is in memory does not grow with the runs', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const text = head('ensemble', 'seeds: 1000-10999').replace('[daily, metrics]', '[daily]');
  const heaps: number[] = [];
  const onRun = (done: number): void => {
    if (done !== 150 && done !== 9950) return;
    collect();
    heaps.push(process.memoryUsage().heapUsed);
  };
  const { statistics } = await makeResults(experimentOf(text), { folder: folder('many'), onRun });
  expect(statistics[0].runs).toBe(10_000);
  const [few = 0, many = 0] = heaps;
  // outcomes, digests and places of ten thousand runs: half a kilobyte each
  expect(many - few).toBeLessThan(8e6);
});
