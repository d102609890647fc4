/**
 * The runs of an experiment made by whoever takes from its queue, our own threads among them: puts the runs in, takes part, and
 * collects what comes out from the database, whoever made it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Experiment } from '../../experiment.ts';
import { PROGRAM, type RunPool, type RunResult, type RunTask, taskOf } from '../run-experiment.ts';
import { workThroughQueue } from './queue-worker.ts';
import type { RunQueue } from './run-queue.ts';

export interface QueuePoolOptions {
  readonly experiment: Experiment;
  readonly queue: RunQueue;
  /** Threads of our own; 0: only others work. */
  readonly workers: number;
  readonly signal?: AbortSignal | undefined;
  /** Another program for the threads, for tests. */
  readonly program?: URL | undefined;
}

/** Asked for at once. */
const WINDOW = 1_000;
const WAIT_MS = 500;

export class QueuePool implements RunPool {
  readonly #options: QueuePoolOptions;

  constructor(options: QueuePoolOptions) {
    this.#options = options;
  }

  /** Throws `QueueFault`. */
  async announce(tasks: Iterable<RunTask>): Promise<void> {
    const runs = [...tasks].map(({ run, arm, settings }) => ({ ...run, arm, settings }));
    await this.#options.queue.put(runs);
  }

  /** Throws `QueueFault`, `ResultsDiffer`. */
  async each(tasks: Iterable<RunTask>, onDone: (task: RunTask, result: RunResult) => void): Promise<void> {
    const { experiment, queue, workers, signal, program = PROGRAM } = this.#options;
    const waiting = new Map([...tasks].map((task) => [task.run.run, task]));
    const take = (run: number, result: RunResult): void => {
      const task = waiting.get(run);
      if (task === undefined) return;
      waiting.delete(run);
      onDone(task, result);
    };
    const over = new AbortController();
    const stop = (): void => over.abort();
    signal?.addEventListener('abort', stop);
    const working = workThroughQueue({
      queue,
      workers,
      program,
      limitMs: experiment.timeLimitMs,
      taskOf: (run) => taskOf(experiment, run),
      onDone: ({ run }, result) => take(run, result),
      signal: over.signal,
    });
    const collecting = this.#collect(waiting, take, over.signal);
    try {
      await Promise.race([collecting, working.then(() => collecting)]);
    } finally {
      stop();
      signal?.removeEventListener('abort', stop);
      await Promise.allSettled([working, collecting]);
    }
  }

  /** Of the rest of the queue nothing is taken any more; what others hold they finish. */
  async end(): Promise<void> {
    await this.#options.queue.close();
  }

  async #collect(
    waiting: ReadonlyMap<number, RunTask>,
    take: (run: number, result: RunResult) => void,
    over: AbortSignal,
  ): Promise<void> {
    while (waiting.size > 0 && !over.aborted) {
      const asked = firstOf(waiting.keys(), WINDOW);
      const found = await this.#options.queue.ask((store) => store.resultsOf(asked));
      for (const [run, result] of found) take(run, result);
      if (found.size < asked.length) await sleep(WAIT_MS, undefined, { signal: over }).catch(() => undefined);
    }
  }
}

function firstOf(values: Iterable<number>, most: number): number[] {
  const taken: number[] = [];
  for (const value of values) {
    if (taken.length === most) break;
    taken.push(value);
  }
  return taken;
}
