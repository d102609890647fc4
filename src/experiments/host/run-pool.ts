/**
 * Runs jobs on threads. Results are given in the order of the jobs, whichever thread was faster, so that what is made of them is
 * the same on any number of workers. A job that fails is tried once more, then recorded with the command that repeats it.
 */
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunExtract } from '../../analysis/episodes/run-extract.ts';
import { replayCommand } from '../arm.ts';
import type { Job, JobResult } from '../job.ts';
import type { JobCache } from './job-cache.ts';
import { type Outcome, ThreadPool } from './thread-pool.ts';
import type { WorkerTask } from './worker-messages.ts';

export interface PoolOptions {
  readonly jobs: readonly Job[];
  readonly workers: number;
  /** Of a scenario's file. */
  readonly textOf: (scenario: string) => string;
  readonly cache?: JobCache | undefined;
  /** Called as each job is over, in no particular order. */
  readonly onDone?: (result: JobResult) => void;
  /** A run that takes longer is ended and counts as failed. */
  readonly limitMs?: number;
  /** Another program for the threads: for testing what happens when one dies. */
  readonly program?: URL;
}

const LIMIT_MS = 10 * 60_000;
/** Sources in a clone, what was built from them in a package. */
const PROGRAM = new URL(`./run-worker${extname(fileURLToPath(import.meta.url))}`, import.meta.url);

interface Task extends WorkerTask {
  readonly at: number;
}

export async function runJobs(options: PoolOptions): Promise<JobResult[]> {
  const { jobs, cache, textOf, program = PROGRAM, limitMs = LIMIT_MS } = options;
  const results: (JobResult | undefined)[] = jobs.map((job) => {
    const extract = cache?.get(job.key);
    return extract === undefined ? undefined : { ok: true, job, extract };
  });
  const waiting = jobs.flatMap((_, at) => (results[at] === undefined ? [at] : []));
  const onDone = ({ at }: Task, outcome: Outcome<RunExtract>): void => {
    const job = jobs[at] as Job;
    const result = resultOf(job, outcome);
    if (result.ok) cache?.put(job.key, `${job.arm.name} ${job.seed}`, result.extract);
    results[at] = result;
    options.onDone?.(result);
  };
  const workers = Math.min(options.workers, waiting.length);
  const pool = new ThreadPool<Task, RunExtract>({ workers, program, limitMs });
  try {
    await pool.each(tasksOf(jobs, waiting, textOf), onDone);
  } finally {
    await pool.end();
  }
  return results as JobResult[];
}

function* tasksOf(jobs: readonly Job[], waiting: readonly number[], textOf: PoolOptions['textOf']): Generator<Task> {
  for (const at of waiting) {
    const { arm, seed } = jobs[at] as Job;
    yield { at, arm, text: textOf(arm.scenario), seed };
  }
}

function resultOf(job: Job, outcome: Outcome<RunExtract>): JobResult {
  if (outcome.ok) return { ok: true, job, extract: outcome.answer };
  const { message, attempts } = outcome;
  return { ok: false, job, message, attempts, replay: replayCommand(job.arm, job.seed) };
}
