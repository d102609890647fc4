/** `experiment --shard i/n`: one block of the runs, kept until `gather` makes results of all of them. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Experiment } from '../../experiments/experiment.ts';
import { runExperiment } from '../../experiments/host/run-experiment.ts';
import { readShard, type Shard, shardText } from '../../experiments/shard.ts';
import { type BadInput, badArgument, reportBadInput } from '../bad-input.ts';
import { commandText } from '../command-text.ts';
import { attempt } from '../environment-fault.ts';
import { ExitCode } from '../exit-codes.ts';
import { beginState, EXPERIMENTS, type Identity, identityOf, STATE } from '../experiment/experiment-folder.ts';
import { writeSources } from '../experiment/finish-results.ts';
import { lookIntoShard, type ShardDocument, shardFolder, writeShardDocument } from '../experiment/shard-folder.ts';
import { ShardKeeper } from '../experiment/shard-keeper.ts';
import { printFailure } from '../failure-document.ts';
import { DISK } from '../file-port.ts';
import { Interruption } from '../interruption.ts';
import { plural } from '../own-input/number-text.ts';
import { startProgress } from '../progress.ts';
import { complain, print, tell } from '../terminal.ts';

export interface ShardArguments {
  readonly file: string;
  readonly shard: string;
  readonly out: string | undefined;
  readonly csv: boolean;
  readonly json: boolean;
}

/** Throws `EnvironmentFault`. */
export async function experimentShard(of: Experiment, args: ShardArguments, workers: number): Promise<ExitCode> {
  const { json } = args;
  const shard = chosenShard(of, args);
  if ('ok' in shard) return reportBadInput(shard, json);
  const folder = join(args.out ?? EXPERIMENTS, ...(args.out === undefined ? [of.id] : []));
  const path = shardFolder(folder, shard);
  const identity = identityOf(of);
  const there = lookIntoShard(path, identity);
  if (there.is === 'other') {
    const message = `${path} holds ${there.what}`;
    const expected = 'a folder without shards of anything else';
    return reportBadInput(badArgument({ argument: '--out', found: path, message, expected }), json);
  }
  if (there.is === 'finished') {
    tell(`${path} is finished already`);
    return report(there.document, { folder, path, json });
  }
  return make(of, { args, shard, folder, path, identity, workers });
}

function chosenShard({ kind }: Experiment, { shard: text, csv }: ShardArguments): Shard | BadInput {
  const shard = readShard(text);
  const wrong = (message: string, expected: string): BadInput =>
    badArgument({ argument: '--shard', found: text, message, expected });
  if (shard === undefined) return wrong(`"${text}" is no shard`, 'i/n, from 1/n to n/n: 3/16');
  if (kind === 'calibrate')
    return wrong('what a calibration tries next depends on all results so far', 'a kind whose runs are known at once');
  if (csv) return wrong('a shard has no tables yet', '--csv of `gather`');
  return shard;
}

interface Work {
  readonly args: ShardArguments;
  readonly shard: Shard;
  /** Of all shards. */
  readonly folder: string;
  /** Of this one. */
  readonly path: string;
  readonly identity: Identity;
  readonly workers: number;
}

async function make(of: Experiment, { args, shard, folder, path, identity, workers }: Work): Promise<ExitCode> {
  beginState(DISK, path, identity, { csv: false, sessions: 1 });
  writeSources(DISK, path, of);
  const keeper = new ShardKeeper({ experiment: of, shard, folder: path, port: DISK });
  tell(`${of.title}: shard ${shardText(shard)} on ${plural(workers, 'thread')}`);
  tell(`kept in ${path}`);
  const interruption = new Interruption(args.json);
  try {
    if (!(await runAll(of, keeper, { workers, interruption }))) return reportInterruption(args, path);
    const file = keeper.finish();
    const { number, of: shards } = shard;
    const document = { ...identity, id: of.id, shard: number, of: shards, failed: keeper.failed, file };
    writeShardDocument(DISK, path, document);
    attempt('remove', join(path, STATE), () => rmSync(join(path, STATE), { recursive: true, force: true }));
    return report(document, { folder, path, json: args.json });
  } finally {
    interruption.end();
  }
}

/** False where it was interrupted. */
async function runAll(
  of: Experiment,
  keeper: ShardKeeper,
  { workers, interruption }: { readonly workers: number; readonly interruption: Interruption },
): Promise<boolean> {
  const progress = startProgress('runs', 'min');
  const onProgress = (): void => {
    const failed = keeper.failed === 0 ? '' : `${keeper.failed} failed`;
    progress.update(keeper.kept / keeper.runs, failed, keeper.kept);
  };
  try {
    return (await runExperiment(of, { workers, keeper, onProgress, signal: interruption.signal })) !== undefined;
  } finally {
    progress.end();
  }
}

function reportInterruption({ file, shard, out, json }: ShardArguments, path: string): ExitCode {
  const resume = commandText('experiment', file, '--shard', shard, ...(out === undefined ? [] : ['--out', out]));
  const message = `interrupted; what is finished is kept in ${path}`;
  complain(`${message}\nto go on: ${resume}`);
  if (json)
    printFailure({ message, file: path }, { run: path, seq: null, at: null, digest: null, repeat: null, resume });
  return ExitCode.interrupted;
}

interface Place {
  readonly folder: string;
  readonly path: string;
  readonly json: boolean;
}

/** Runs that failed are part of the shard: it is done, and says so. */
function report(document: Omit<ShardDocument, 'schema'>, { folder, path, json }: Place): ExitCode {
  const { id, shard, of, failed, file } = document;
  if (json) {
    print(JSON.stringify({ schema: 'spillover/shard@1', id, shard, of, folder: path, runs: file.runs, failed }));
  } else {
    print(
      `shard ${shard} of ${of}: ${plural(file.runs, 'run')}${failed === 0 ? '' : `, ${failed} failed`}, kept in ${path}`,
    );
    print(`when all are finished: ${commandText('gather', folder)}`);
  }
  return failed === 0 ? ExitCode.done : ExitCode.checkFailed;
}
