/** The shipped experiments can be run: every arm's scenario reads, and the small one gives its results. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadExperiment, shippedExperiments } from '../../src/cli/experiment/experiment-source.ts';
import { countOf } from '../../src/experiments/run-seed.ts';
import { Workplace } from '../cli/program.ts';

let place: Workplace;
beforeAll(() => {
  place = new Workplace();
});
afterAll(() => place.remove());

test.each(shippedExperiments().map(({ name }) => name))(
  '%s can be read, on seeds that took part in no fit and no evidence',
  (name) => {
    const loaded = loadExperiment(name);
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.errors));
    expect(loaded.experiment.id).toBe(name);
    for (const { seeds } of loaded.experiment.arms)
      expect(seeds.kind === 'stated' && Math.min(...seeds.seeds)).toBeGreaterThan(220);
  },
);

test('ablation asks for 200 seeds as it is and 40 for each loop, and answers for New York, London and Seoul', () => {
  const loaded = loadExperiment('ablation');
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.errors));
  const { arms, answers, outcomes } = loaded.experiment;
  expect(arms.map(({ name, seeds }) => `${name} ${countOf(seeds)}`)).toEqual([
    'base 200',
    ...['L1', 'L2', 'L3', 'L4', 'L5', 'L6', 'L7', 'L8', 'L9', 'B1', 'B2', 'B3'].map((loop) => `${loop}-off 40`),
  ]);
  expect(answers.map((name) => outcomes.find((outcome) => outcome.name === name)?.what)).toEqual([
    expect.stringMatching(/^New York/),
    expect.stringMatching(/^London/),
    expect.stringMatching(/^Seoul/),
  ]);
});

test('smoke is over in seconds and answers', async () => {
  const { code, stdout, stderr } = await place.spillover('experiment', 'smoke');
  expect(code, stderr).toBe(0);
  expect(stdout).toMatch(
    /^Tokyo: 20-year on the day of its auction, [-\d.]+ bp as it is: most with L[68] switched off/,
  );
  expect(place.has('experiments/smoke/runs/arm=L8-off/part-00000.parquet')).toBe(true);
});
