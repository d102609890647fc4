/** Runs on threads: the order of results, what is known already, and what happens to a run or a thread that dies. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { RunExtract } from '../../src/analysis/episodes/run-extract.ts';
import type { Arm } from '../../src/experiments/arm.ts';
import { JobCache } from '../../src/experiments/host/job-cache.ts';
import { type PoolOptions, runJobs } from '../../src/experiments/host/run-pool.ts';
import { type JobResult, jobsOf } from '../../src/experiments/job.ts';
import { measuredRun, readArm } from '../../src/experiments/measured-run.ts';
import { SMALL } from '../scenario/small-scenario.ts';

const PROGRAM = new URL('./odd-worker.ts', import.meta.url);
const ARM: Arm = { name: 'odd', scenario: 'odd', settings: [], what: '', seconds: 1 };
const jobs = (...seeds: readonly number[]) =>
  jobsOf([[ARM, { scenario: undefined as never, digest: 'd' }]], seeds, () => 'e');

const folder = mkdtempSync(join(tmpdir(), 'pool-'));
const file = join(folder, 'cache/runs.jsonl');
afterEach(() => rmSync(join(folder, 'cache'), { recursive: true, force: true }));

const odd = (options: Partial<PoolOptions> & Pick<PoolOptions, 'jobs'>): Promise<JobResult[]> =>
  runJobs({ workers: 2, textOf: () => '', program: PROGRAM, ...options });
const digests = (results: readonly JobResult[]) =>
  results.map((each) => (each.ok ? each.extract.digest : each.message));

test('results come in the order of the jobs, though the first takes longest', async () => {
  const over: number[] = [];
  const results = await odd({ jobs: jobs(90, 2, 3), onDone: ({ job }) => over.push(job.seed) });
  expect(digests(results)).toEqual(['seed 90', 'seed 2', 'seed 3']);
  expect(over).toEqual([2, 3, 90]);
});

describe('a run that fails', () => {
  test('is tried once more and recorded with the command that repeats it; the others go on', async () => {
    const results = await odd({ jobs: jobs(2, 666, 3), workers: 1 });
    expect(digests(results)).toEqual(['seed 2', 'no luck', 'seed 3']);
    expect(results[1]).toMatchObject({ attempts: 2, replay: 'node bin/spillover.js run odd --seed 666' });
  });

  test('with its thread is no other: a new thread takes over', async () => {
    const results = await odd({ jobs: jobs(2, 667, 3), workers: 1 });
    expect(digests(results)).toEqual(['seed 2', 'its thread ended with code 9', 'seed 3']);
  });

  test('is one that never ends, too', async () => {
    const results = await odd({ jobs: jobs(668, 3), workers: 1, limitMs: 1500 });
    expect(digests(results)).toEqual(['took longer than 1.5 s', 'seed 3']);
  });
});

describe('what is known already', () => {
  test('is not run again: a killed experiment goes on where it was', async () => {
    await odd({ jobs: jobs(2, 3), cache: new JobCache(file) });
    const ran: number[] = [];
    const results = await odd({
      jobs: jobs(2, 3, 4),
      cache: new JobCache(file),
      onDone: ({ job }) => ran.push(job.seed),
    });
    expect(digests(results)).toEqual(['seed 2', 'seed 3', 'seed 4']);
    expect(ran).toEqual([4]);
  });

  test('a failure is not: it is tried again the next time', async () => {
    await odd({ jobs: jobs(666), cache: new JobCache(file) });
    expect(new JobCache(file).get(jobs(666)[0]?.key ?? '')).toBeUndefined();
  });

  test('ends at the last whole line: a torn one is run again, and what is appended stays whole', () => {
    const extract = { digest: 'x' } as RunExtract;
    new JobCache(file).put('a', 'note', extract);
    writeFileSync(file, `${readFileSync(file, 'utf8')}{"key":"b","extr`);
    const again = new JobCache(file);
    expect([again.get('a'), again.get('b')]).toEqual([extract, undefined]);
    again.put('c', 'note', extract);
    expect(new JobCache(file).get('c')).toEqual(extract);
  });
});

test('a world run on threads is the one that is run here', async () => {
  const arm: Arm = { name: 'small', scenario: 'small', settings: [], until: '2026-01-19T00:30Z', what: '', seconds: 1 };
  const read = readArm(arm, SMALL);
  const results = await runJobs({ jobs: jobsOf([[arm, read]], [1, 2], () => 'e'), workers: 2, textOf: () => SMALL });
  const here = [1, 2].map((seed) => measuredRun(read, seed, arm.until));
  expect(results.map((each) => each.ok && each.extract)).toEqual(here);
  expect(here[0]?.digest).not.toBe(here[1]?.digest);
});
