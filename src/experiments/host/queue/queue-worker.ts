/** Threads that take runs out of a queue, make them and give back what came out, until they are told to stop. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunResult } from '../run-experiment.ts';
import { ThreadPool } from '../thread-pool.ts';
import type { ExperimentTask, RunAnswer } from '../worker-messages.ts';
import type { Claim, QueuedRun, RunQueue } from './run-queue.ts';

export interface QueueWorkerOptions {
  readonly queue: RunQueue;
  readonly workers: number;
  readonly program: URL;
  readonly limitMs: number;
  readonly taskOf: (run: QueuedRun) => ExperimentTask;
  /** After it is committed. */
  readonly onDone: (run: QueuedRun, result: RunResult) => void;
  readonly signal: AbortSignal;
}

const IDLE_MS = 500;
const ALIVE_MS = 5_000;

/** Returns when the signal is given and nothing is under way any more. Throws `QueueFault`. */
export async function workThroughQueue(options: QueueWorkerOptions): Promise<void> {
  const loops = Array.from({ length: options.workers }, () => oneThread(options));
  await Promise.all(loops);
}

async function oneThread(options: QueueWorkerOptions): Promise<void> {
  const { queue, program, limitMs, signal, onDone } = options;
  const pool = new ThreadPool<ExperimentTask, RunAnswer>({ workers: 1, program, limitMs, signal });
  try {
    while (!signal.aborted) {
      const claim = await queue.claim();
      if (claim === undefined) {
        await sleep(IDLE_MS, undefined, { signal }).catch(() => undefined);
        continue;
      }
      const result = claim.isLost ? LOST : await run(claim, pool, options);
      if (result === undefined) return;
      await queue.commit(claim, result);
      onDone(claim.of, result);
    }
  } finally {
    await pool.end();
  }
}

const LOST: RunResult = { ok: false, message: 'every worker that took it was lost before it was over', attempts: 5 };

/** Undefined: it was broken off. */
async function run(
  claim: Claim,
  pool: ThreadPool<ExperimentTask, RunAnswer>,
  { queue, taskOf }: QueueWorkerOptions,
): Promise<RunResult | undefined> {
  const alive = setInterval(() => void queue.keepAlive(claim), ALIVE_MS);
  try {
    let result: RunResult | undefined;
    await pool.each([taskOf(claim.of)], (_, outcome) => {
      result = outcome;
    });
    return result;
  } finally {
    clearInterval(alive);
  }
}
