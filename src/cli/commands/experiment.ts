/** `experiment`: the runs that a file asks for, on every core; their tables, and what they say together. */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Experiment, ExperimentArm } from '../../experiments/experiment.ts';
import { runExperiment } from '../../experiments/host/run-experiment.ts';
import type { Plan, Run } from '../../experiments/point.ts';
import { countOf } from '../../experiments/run-seed.ts';
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
import { reportResults } from '../experiment/report-results.ts';
import { ResultsKeeper } from '../experiment/results-keeper.ts';
import { printFailure } from '../failure-document.ts';
import { DISK } from '../file-port.ts';
import { Interruption } from '../interruption.ts';
import { countText, plural } from '../own-input/number-text.ts';
import { startProgress } from '../progress.ts';
import { complain, tell } from '../terminal.ts';
import { experimentShard } from './experiment-shard.ts';

export interface ExperimentArguments {
  readonly file: string;
  readonly workers: string | undefined;
  readonly shard: string | undefined;
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
  const workers = readWorkers(args.workers);
  if (typeof workers !== 'number') return reportBadInput(workers, json);
  const loaded = loadExperiment(args.file);
  if (!loaded.ok) return reportBadInput(loaded, json);
  const { shard } = args;
  if (shard !== undefined) return experimentShard(loaded.experiment, { ...args, shard }, workers);
  const identity = identityOf(loaded.experiment);
  const folder = chooseFolder(loaded.experiment, identity, args);
  if (!folder.ok) return reportBadInput(folder, json);
  if (folder.state === 'finished') return reportFinished(folder.path, json);
  return make(loaded.experiment, { args, folder, identity, workers });
}

function readWorkers(text: string | undefined): number | BadInput {
  if (text === undefined) return availableParallelism();
  const count = Number(text);
  if (/^[1-9]\d{0,2}$/.test(text) && count <= WORKERS_MOST) return count;
  const message = `"${text}" is no number of threads`;
  return badArgument({ argument: '--workers', found: text, message, expected: `1 … ${WORKERS_MOST}` });
}

interface Work {
  readonly args: ExperimentArguments;
  readonly folder: Folder;
  readonly identity: Identity;
  readonly workers: number;
}

async function make(of: Experiment, { args, folder, identity, workers }: Work): Promise<ExitCode> {
  const { path, csv } = folder;
  const began = Date.now();
  const sessions = folder.sessions + 1;
  beginState(DISK, path, identity, { csv, sessions });
  writeSources(DISK, path, of);
  const keeper = new ResultsKeeper({ experiment: of, folder: path, port: DISK, csv });
  tell(`${of.title}: at most ${plural(plannedRuns(of), 'run')} on ${plural(workers, 'thread')}`);
  tell(`kept in ${path}`);
  const interruption = new Interruption(args.json);
  try {
    const plan = await runAll(of, keeper, { workers, interruption });
    if (plan === undefined) {
      keeper.discard();
      return reportInterruption(args, path, keeper.facts.length);
    }
    const { document, digest } = finishResults({
      experiment: of,
      keeper,
      plan,
      identity,
      folder: path,
      port: DISK,
      csv,
    });
    const runs = keeper.facts.length;
    writeMachine(DISK, path, { workers, runs, wallSeconds: (Date.now() - began) / 1000, sessions });
    return reportResults({ document, digest, folder: path, json: args.json });
  } finally {
    interruption.end();
  }
}

async function runAll(
  of: Experiment,
  keeper: ResultsKeeper,
  { workers, interruption }: { readonly workers: number; readonly interruption: Interruption },
): Promise<Plan | undefined> {
  const progress = startProgress('runs', 'min');
  const planned = plannedRuns(of);
  const onProgress = (done: number, { point }: Run): void => {
    const arm = of.arms[keeper.points[point]?.arm ?? 0]?.name ?? '';
    const failed = keeper.failed === 0 ? '' : `, ${countText(keeper.failed)} failed`;
    progress.update(done / planned, `${arm}${failed}`, done);
  };
  try {
    return await runExperiment(of, { workers, keeper, onProgress, signal: interruption.signal });
  } finally {
    progress.end();
  }
}

/** At most: a search may end before its budget is used up. */
function plannedRuns({ design, arms }: Experiment): number {
  const replicates = countOf((arms[0] as ExperimentArm).seeds);
  switch (design.kind) {
    case 'ensemble':
    case 'ablation':
    case 'policy':
      return arms.reduce((sum, { seeds }) => sum + countOf(seeds), 0);
    case 'grid':
      return replicates * design.parameters.reduce((product, { values }) => product * values.length, 1);
    case 'morris':
      return replicates * design.trajectories * (design.parameters.length + 1);
    case 'sobol':
      return replicates * design.baseSamples * (design.parameters.length + 2);
    case 'calibrate':
      return replicates * design.evaluations;
  }
}

function reportInterruption({ file, workers, out, json }: ExperimentArguments, path: string, runs: number): ExitCode {
  const flags = [
    ...(workers === undefined ? [] : ['--workers', workers]),
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
