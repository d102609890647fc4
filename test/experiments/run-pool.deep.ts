/** A whole day on threads: which thread runs which seed, and after which other one, leaves no trace in what comes out. */
import { expect, test } from 'vitest';
import type { Arm } from '../../src/experiments/arm.ts';
import { runJobs } from '../../src/experiments/host/run-pool.ts';
import { jobsOf } from '../../src/experiments/job.ts';
import { readArm } from '../../src/experiments/measured-run.ts';
import { SMALL } from '../scenario/small-scenario.ts';

test('a world is the same on one thread and on two', async () => {
  const arm: Arm = { name: 'small', scenario: 'small', settings: [], until: '2026-01-19T08:00Z', what: '', seconds: 1 };
  const small = jobsOf([[arm, readArm(arm, SMALL)]], [1, 2, 3], () => 'e');
  const run = (workers: number) => runJobs({ jobs: small, workers, textOf: () => SMALL });
  const [one, two] = [await run(1), await run(2)];
  expect(one.map((each) => each.ok)).toEqual([true, true, true]);
  expect(new Set(one.map((each) => each.ok && each.extract.digest)).size).toBe(3);
  expect(JSON.stringify(two)).toBe(JSON.stringify(one));
});
