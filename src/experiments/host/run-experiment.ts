/**
 * Makes the runs of an experiment on threads, round by round, and hands each to whoever keeps them as it is over.
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

export interface ExperimentOptions {
  readonly workers: number;
  readonly keeper: RunKeeper;
  readonly onProgress?: (done: number, run: Run) => void;
  readonly signal?: AbortSignal | undefined;
  /** Another program for the threads, for tests of what is made of the answers. */
  readonly program?: URL | undefined;
}

const PROGRAM = new URL(`./experiment-worker${extname(fileURLToPath(import.meta.url))}`, import.meta.url);

/** Undefined: it was interrupted. Otherwise the plan, for what it knows of itself. */
export async function runExperiment(experiment: Experiment, options: ExperimentOptions): Promise<Plan | undefined> {
  const { workers, signal, program = PROGRAM } = options;
  const plan = planOf(experiment);
  const pool = new ThreadPool<Task, RunAnswer>({ workers, program, limitMs: experiment.timeLimitMs, signal });
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
  pool: ThreadPool<Task, RunAnswer>,
  { keeper, onProgress, signal }: ExperimentOptions,
): Promise<boolean> {
  let [done, planned] = [0, 0];
  for (let points = plan.next(keeper.outcomes); points !== undefined; points = plan.next(keeper.outcomes)) {
    const runs = runsOf(experiment, points, planned);
    planned += runs.length;
    keeper.begin(points, runs);
    const todo = runs.filter((run) => !keeper.has(run));
    done += runs.length - todo.length;
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

interface Task extends ExperimentTask {
  readonly run: Run;
}

function* tasksOf(experiment: Experiment, points: readonly Point[], runs: readonly Run[]): Generator<Task> {
  const first = points[0]?.point ?? 0;
  const { arms, until, tables } = experiment;
  const outcomes = experiment.outcomes.map(({ entry }) => entry);
  for (const run of runs) {
    const { arm, settings } = points[run.point - first] as Point;
    const { text, branch } = arms[arm] as ExperimentArm;
    // A branch is resolved: what was set at the opening is in its text.
    yield { run, text, settings: branch === undefined ? settings : [], until, seed: run.seed, outcomes, tables };
  }
}
