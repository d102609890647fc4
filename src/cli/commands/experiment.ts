/** `experiment`: the runs that a file asks for, on every core; their tables, and what they say together. */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Experiment } from '../../experiments/experiment.ts';
import { QueuePool } from '../../experiments/host/queue/queue-pool.ts';
import { type RunPool, runExperiment } from '../../experiments/host/run-experiment.ts';
import type { Plan, Run } from '../../experiments/point.ts';
import { type BadInput, badArgument, reportBadInput } from '../bad-input.ts';
import { commandText } from '../command-text.ts';
import { attempt } from '../environment-fault.ts';
import { ExitCode } from '../exit-codes.ts';
import {
  beginState,
  type ChosenFolder,
  chooseFolder,
  DOCUMENT_FILE,
  type Identity,
  identityOf,
} from '../experiment/experiment-folder.ts';
import { loadExperiment } from '../experiment/experiment-source.ts';
import { digestOf, finishResults, writeMachine, writeSources } from '../experiment/finish-results.ts';
import { atQueue, openQueue } from '../experiment/open-queue.ts';
import { plannedRuns } from '../experiment/planned-runs.ts';
import { reportResults } from '../experiment/report-results.ts';
import { ResultsKeeper } from '../experiment/results-keeper.ts';
import { printFailure } from '../failure-document.ts';
import { DISK } from '../file-port.ts';
import { Interruption } from '../interruption.ts';
import { countText, plural } from '../own-input/number-text.ts';
import { startProgress } from '../progress.ts';
import { complain, tell } from '../terminal.ts';
import { experimentJoin } from './experiment-join.ts';
import { experimentShard } from './experiment-shard.ts';

export interface ExperimentArguments {
  readonly file: string;
  readonly workers: string | undefined;
  readonly shard: string | undefined;
  readonly queue: string | undefined;
  readonly join: boolean;
  readonly resume: boolean;
  readonly out: string | undefined;
  readonly csv: boolean;
  readonly json: boolean;
}

const WORKERS_MOST = 256;

type Folder = Extract<ChosenFolder, { ok: true }>;

/** Throws `EnvironmentFault`. */
export async function experiment(args: ExperimentArguments): Promise<ExitCode> {
  const { json } = args;
  const workers = readWorkers(args);
  if (typeof workers !== 'number') return reportBadInput(workers, json);
  const clash = clashOf(args);
  if (clash !== undefined) return reportBadInput(clash, json);
  const loaded = loadExperiment(args.file);
  if (!loaded.ok) return reportBadInput(loaded, json);
  const { shard, queue } = args;
  if (shard !== undefined) return experimentShard(loaded.experiment, { ...args, shard }, workers);
  if (queue !== undefined && args.join) return experimentJoin(loaded.experiment, { queue, workers, json });
  const identity = identityOf(loaded.experiment);
  const folder = chooseFolder(loaded.experiment, identity, args);
  if (!folder.ok) return reportBadInput(folder, json);
  if (folder.state === 'finished') return reportFinished(folder.path, json);
  return make(loaded.experiment, { args, folder, identity, workers });
}

/** None at all only where others work. */
function readWorkers({ workers: text, queue, join }: ExperimentArguments): number | BadInput {
  if (text === undefined) return availableParallelism();
  const count = Number(text);
  const least = queue === undefined || join ? 1 : 0;
  if (/^\d{1,3}$/.test(text) && count >= least && count <= WORKERS_MOST) return count;
  const message = `"${text}" is no number of threads`;
  return badArgument({ argument: '--workers', found: text, message, expected: `${least} … ${WORKERS_MOST}` });
}

function clashOf({ queue, join, shard }: ExperimentArguments): BadInput | undefined {
  if (join && queue === undefined)
    return badArgument({
      argument: '--join',
      found: 'no --queue',
      message: 'there is nothing to join without a queue',
      expected: '--queue postgres://host/database --join',
    });
  if (shard === undefined || queue === undefined) return undefined;
  const message = 'shards are for machines without a queue';
  return badArgument({ argument: '--shard', found: shard, message, expected: 'one of --shard and --queue' });
}

interface Work {
  readonly args: ExperimentArguments;
  readonly folder: Folder;
  readonly identity: Identity;
  readonly workers: number;
}

async function make(of: Experiment, work: Work): Promise<ExitCode> {
  const { args, identity, workers } = work;
  const interruption = new Interruption(args.json);
  const { signal } = interruption;
  try {
    if (args.queue === undefined) return await makeWith(of, work, { interruption });
    const opened = await openQueue(of, { address: args.queue, identity, signal });
    if (!opened.ok) return reportBadInput(opened, args.json);
    const { queue, shown } = opened;
    const pool = new QueuePool({ experiment: of, queue, workers, signal });
    try {
      return await atQueue(shown, async () => {
        const code = await makeWith(of, work, { interruption, pool });
        if (!interruption.isAsked) await queue.ask((store) => store.finish());
        return code;
      });
    } finally {
      await pool.end();
    }
  } finally {
    interruption.end();
  }
}

interface Making {
  readonly interruption: Interruption;
  /** Undefined: threads. */
  readonly pool?: RunPool;
}

async function makeWith(of: Experiment, { args, folder, identity, workers }: Work, making: Making): Promise<ExitCode> {
  const { path, csv } = folder;
  const began = Date.now();
  const sessions = folder.sessions + 1;
  beginState(DISK, path, identity, { csv, sessions });
  writeSources(DISK, path, of);
  const keeper = new ResultsKeeper({ experiment: of, folder: path, port: DISK, csv });
  tell(`${of.title}: at most ${plural(plannedRuns(of), 'run')} on ${plural(workers, 'thread')}`);
  tell(`kept in ${path}`);
  const plan = await runAll(of, keeper, { workers, ...making });
  if (plan === undefined) {
    keeper.discard();
    return reportInterruption(args, path, keeper.facts.length);
  }
  const finished = finishResults({ experiment: of, keeper, plan, identity, folder: path, port: DISK, csv });
  const runs = keeper.facts.length;
  writeMachine(DISK, path, { workers, runs, wallSeconds: (Date.now() - began) / 1000, sessions });
  return reportResults({ ...finished, folder: path, json: args.json });
}

async function runAll(
  of: Experiment,
  keeper: ResultsKeeper,
  { workers, interruption, pool }: Making & { readonly workers: number },
): Promise<Plan | undefined> {
  const progress = startProgress('runs', 'min');
  const planned = plannedRuns(of);
  const onProgress = (done: number, { point }: Run): void => {
    const arm = of.arms[keeper.points[point]?.arm ?? 0]?.name ?? '';
    const failed = keeper.failed === 0 ? '' : `, ${countText(keeper.failed)} failed`;
    progress.update(done / planned, `${arm}${failed}`, done);
  };
  try {
    return await runExperiment(of, { workers, keeper, pool, onProgress, signal: interruption.signal });
  } finally {
    progress.end();
  }
}

function reportInterruption(
  { file, workers, queue, out, json }: ExperimentArguments,
  path: string,
  runs: number,
): ExitCode {
  const flags = [
    ...(workers === undefined ? [] : ['--workers', workers]),
    ...(queue === undefined ? [] : ['--queue', queue]),
    ...(out === undefined ? [] : ['--out', out]),
  ];
  const resume = commandText('experiment', file, '--resume', ...flags);
  const message = `interrupted; ${plural(runs, 'run')} and those beside them are kept in ${path}`;
  complain(`${message}\nto go on: ${resume}`);
  if (json)
    printFailure({ message, file: path }, { run: path, seq: null, at: null, digest: null, repeat: null, resume });
  return ExitCode.interrupted;
}

function reportFinished(path: string, json: boolean): ExitCode {
  const file = join(path, DOCUMENT_FILE);
  const text = attempt('read', file, () => readFileSync(file, 'utf8'));
  tell(`${path} is finished already`);
  return reportResults({ document: JSON.parse(text), digest: digestOf(text), folder: path, json });
}
