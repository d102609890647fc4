/**
 * Runs jobs on threads. Results are given in the order of the jobs, whichever thread was faster, so that what is made of them is
 * the same on any number of workers. A job that fails is tried once more, then recorded with the command that repeats it.
 */
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { replayCommand } from '../arm.ts';
import type { Job, JobResult } from '../job.ts';
import type { JobCache } from './job-cache.ts';
import type { WorkerReply, WorkerTask } from './worker-messages.ts';

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

const ATTEMPTS = 2;
const LIMIT_MS = 10 * 60_000;
/** Sources in a clone, what was built from them in a package. */
const PROGRAM = new URL(`./run-worker${extname(fileURLToPath(import.meta.url))}`, import.meta.url);

export async function runJobs(options: PoolOptions): Promise<JobResult[]> {
  const { jobs, cache, onDone } = options;
  const results: (JobResult | undefined)[] = jobs.map((job) => {
    const extract = cache?.get(job.key);
    return extract === undefined ? undefined : { ok: true, job, extract };
  });
  const waiting = jobs.flatMap((_, at) => (results[at] === undefined ? [at] : []));
  const work = async (): Promise<void> => {
    const thread = new Thread(options);
    for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
      const job = jobs[at] as Job;
      const result = await attempt(thread, job, options);
      if (result.ok) cache?.put(job.key, `${job.arm.name} ${job.seed}`, result.extract);
      results[at] = result;
      onDone?.(result);
    }
    await thread.end();
  };
  const threads = Math.min(options.workers, waiting.length);
  await Promise.all(Array.from({ length: threads }, work));
  return results as JobResult[];
}

async function attempt(thread: Thread, job: Job, { textOf }: PoolOptions): Promise<JobResult> {
  const { arm, seed } = job;
  let message = '';
  for (let attempts = 1; attempts <= ATTEMPTS; attempts++) {
    const reply = await thread.run({ arm, text: textOf(arm.scenario), seed });
    if (reply.ok) return { ok: true, job, extract: reply.extract };
    message = reply.message;
  }
  return { ok: false, job, message, attempts: ATTEMPTS, replay: replayCommand(arm, seed) };
}

/** A worker thread that is replaced when it dies. */
class Thread {
  readonly #program: URL;
  readonly #limitMs: number;
  #worker: Worker | undefined;
  #settle: ((reply: WorkerReply) => void) | undefined;

  constructor({ program = PROGRAM, limitMs = LIMIT_MS }: Pick<PoolOptions, 'program' | 'limitMs'>) {
    this.#program = program;
    this.#limitMs = limitMs;
  }

  run(task: WorkerTask): Promise<WorkerReply> {
    this.#worker ??= this.#start();
    const worker = this.#worker;
    return new Promise((resolve) => {
      const limit = setTimeout(() => this.#lose(worker, `took longer than ${this.#limitMs / 1000} s`), this.#limitMs);
      this.#settle = (reply) => {
        clearTimeout(limit);
        this.#settle = undefined;
        resolve(reply);
      };
      worker.postMessage(task);
    });
  }

  async end(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(this.#program);
    worker.on('message', (reply: WorkerReply) => this.#settle?.(reply));
    worker.on('error', (error) => this.#lose(worker, error instanceof Error ? error.message : String(error)));
    worker.on('exit', (code) => this.#lose(worker, `its thread ended with code ${code}`));
    return worker;
  }

  /** Of a worker that was replaced already nothing more is heard. */
  #lose(worker: Worker, message: string): void {
    if (worker !== this.#worker) return;
    this.#worker = undefined;
    this.#settle?.({ ok: false, message });
    void worker.terminate();
  }
}
