/**
 * Has the runs of an experiment made, round by round, on threads or by whoever takes from a queue, and hands each to whoever keeps
 * them as it is over.
 *
 * What is kept already is not run again, so an experiment that was killed goes on where it was.
 */
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Experiment, ExperimentArm } from '../experiment.ts';
import { planOf, runsOf } from '../plan.ts';
import type { Plan, Point, Run } from '../point.ts';
import type { RunOutcomes } from '../run-outcomes.ts';
import { type Outcome, ThreadPool } from './thread-pool.ts';
import type { ExperimentTask, RunAnswer } from './worker-messages.ts';

export type RunResult = Outcome<RunAnswer>;

/** Who keeps what comes out. */
export interface RunKeeper {
  /** Of every run that has been kept. */
  readonly outcomes: RunOutcomes;
  /** What is about to be run, in order. */
  begin(points: readonly Point[], runs: readonly Run[]): void;
  has(run: Run): boolean;
  /** In any order; from when it returns on a kill does not lose it. */
  keep(run: Run, result: RunResult): void;
  /** All runs of the round are kept. */
  endRound(): void;
}

/** Who makes runs. */
export interface RunPool {
  /** All of a round, those too that are kept already. */
  announce?(tasks: Iterable<RunTask>): Promise<void>;
  each(tasks: Iterable<RunTask>, onDone: (task: RunTask, result: RunResult) => void): Promise<void>;
  end(): Promise<void>;
}

export interface RunTask extends ExperimentTask {
  readonly run: Run;
  readonly arm: number;
}

export interface ExperimentOptions {
  readonly workers: number;
  readonly keeper: RunKeeper;
  /** In place of threads; whoever gave it ends it. */
  readonly pool?: RunPool | undefined;
  readonly onProgress?: (done: number, run: Run) => void;
  readonly signal?: AbortSignal | undefined;
  /** Another program for the threads, for tests of what is made of the answers. */
  readonly program?: URL | undefined;
}

/** What a thread runs. */
export const PROGRAM = new URL(`./experiment-worker${extname(fileURLToPath(import.meta.url))}`, import.meta.url);

/** Undefined: it was interrupted. Otherwise the plan, for what it knows of itself. */
export async function runExperiment(experiment: Experiment, options: ExperimentOptions): Promise<Plan | undefined> {
  const { workers, signal, program = PROGRAM } = options;
  const plan = planOf(experiment);
  if (options.pool !== undefined) return (await allRounds(experiment, plan, options.pool, options)) ? plan : undefined;
  const pool: RunPool = new ThreadPool<RunTask, RunAnswer>({
    workers,
    program,
    limitMs: experiment.timeLimitMs,
    signal,
  });
  try {
    return (await allRounds(experiment, plan, pool, options)) ? plan : undefined;
  } finally {
    await pool.end();
  }
}

/** False where it was interrupted. */
async function allRounds(
  experiment: Experiment,
  plan: Plan,
  pool: RunPool,
  { keeper, onProgress, signal }: ExperimentOptions,
): Promise<boolean> {
  let [done, planned] = [0, 0];
  for (let points = plan.next(keeper.outcomes); points !== undefined; points = plan.next(keeper.outcomes)) {
    const runs = runsOf(experiment, points, planned);
    planned += runs.length;
    keeper.begin(points, runs);
    const todo = runs.filter((run) => !keeper.has(run));
    done += runs.length - todo.length;
    await pool.announce?.(tasksOf(experiment, points, runs));
    await pool.each(tasksOf(experiment, points, todo), ({ run }, result) => {
      keeper.keep(run, result);
      done += 1;
      onProgress?.(done, run);
    });
    if (signal?.aborted === true) return false;
    keeper.endRound();
  }
  return true;
}

function* tasksOf(experiment: Experiment, points: readonly Point[], runs: readonly Run[]): Generator<RunTask> {
  const first = points[0]?.point ?? 0;
  for (const run of runs) {
    const { arm, settings } = points[run.point - first] as Point;
    yield { run, arm, ...taskOf(experiment, { arm, settings, seed: run.seed }) };
  }
}

/** What a thread is told of a run. */
export function taskOf(
  { arms, until, tables, outcomes }: Experiment,
  { arm, settings, seed }: { readonly arm: number; readonly settings: readonly string[]; readonly seed: number },
): ExperimentTask {
  const { text, branch } = arms[arm] as ExperimentArm;
  // A branch is resolved: what was set at the opening is in its text.
  const set = branch === undefined ? settings : [];
  return { text, settings: set, until, seed, outcomes: outcomes.map(({ entry }) => entry), tables };
}
