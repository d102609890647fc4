/** `gather`: the shards of an experiment, made anywhere, to the same results as if one machine had made them all. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Experiment } from '../../experiments/experiment.ts';
import { planOf, runsOf } from '../../experiments/plan.ts';
import { assert } from '../../units/assert.ts';
import { type BadInput, badArgument, reportBadInput } from '../bad-input.ts';
import { commandText } from '../command-text.ts';
import { ExitCode } from '../exit-codes.ts';
import {
  beginState,
  chooseFolder,
  type Identity,
  identityOf,
  isSameIdentity,
  STATE,
} from '../experiment/experiment-folder.ts';
import { loadExperiment } from '../experiment/experiment-source.ts';
import { finishResults, writeSources } from '../experiment/finish-results.ts';
import { reportResults } from '../experiment/report-results.ts';
import { ResultsKeeper } from '../experiment/results-keeper.ts';
import { isShardFileWhole, readShardFile } from '../experiment/shard-file.ts';
import {
  experimentFileOf,
  lookIntoShard,
  runsSoFar,
  type ShardDocument,
  shardFoldersIn,
  shardOfFolder,
} from '../experiment/shard-folder.ts';
import { printFailure } from '../failure-document.ts';
import { DISK } from '../file-port.ts';
import { plural } from '../own-input/number-text.ts';
import { complain, tell } from '../terminal.ts';

export interface GatherArguments {
  readonly folders: readonly string[];
  readonly out: string | undefined;
  readonly csv: boolean;
  readonly json: boolean;
}

interface FinishedShard {
  readonly folder: string;
  readonly document: ShardDocument;
}

/** Throws `EnvironmentFault`. */
export function gather(args: GatherArguments): ExitCode {
  const { json, csv, out } = args;
  const folders = shardFoldersIn(args.folders);
  const found = finishedShards(folders, args.folders);
  if ('ok' in found) return reportBadInput(found, json);
  const lack = lacking(found, folders);
  if (lack.length > 0) return reportLack(lack, args);
  const [{ folder: first, document }] = found as [FinishedShard];
  const loaded = loadExperiment(experimentFileOf(first), 'DIR');
  if (!loaded.ok) return reportBadInput(loaded, json);
  const { experiment } = loaded;
  const identity = identityOf(experiment);
  if (!isSameIdentity(document, identity)) return reportBadInput(otherProgram(first, document, identity), json);
  const damaged = found.find((shard) => !isShardFileWhole(shard.folder, shard.document.file));
  if (damaged !== undefined) return reportLack([damagedText(damaged)], args);
  const resume = out !== undefined && existsSync(join(out, STATE));
  const chosen = chooseFolder(experiment, identity, { out, resume, csv });
  if (!chosen.ok) return reportBadInput(chosen, json);
  const { path } = chosen;
  beginState(DISK, path, identity, { csv, sessions: chosen.sessions + 1 });
  writeSources(DISK, path, experiment);
  const keeper = new ResultsKeeper({ experiment, folder: path, port: DISK, csv });
  keepAll(experiment, keeper, found);
  const plan = planOf(experiment);
  const finished = finishResults({ experiment, keeper, plan, identity, folder: path, port: DISK, csv });
  return reportResults({ ...finished, folder: path, json });
}

/** In the order of their numbers, all of one experiment cut in one way. */
function finishedShards(folders: readonly string[], asked: readonly string[]): FinishedShard[] | BadInput {
  const found = folders.flatMap((folder) => {
    const there = lookIntoShard(folder);
    return there.is === 'finished' ? [{ folder, document: there.document }] : [];
  });
  found.sort((a, b) => a.document.shard - b.document.shard);
  const [first] = found;
  if (first === undefined) {
    const message = folders.length === 0 ? 'there is no shard in it' : 'no shard in it is finished';
    const expected = 'the folder that `experiment --shard` kept its shards in';
    return badArgument({ argument: 'DIR', found: asked.join(' '), message, expected });
  }
  const wrong = (folder: string, message: string): BadInput =>
    badArgument({ argument: 'DIR', found: folder, message, expected: `shards like ${first.folder}` });
  const foreign = found.find(({ document }) => !isSameIdentity(document, first.document));
  if (foreign !== undefined)
    return wrong(foreign.folder, `${foreign.folder} is of another experiment, or was made by another program`);
  const cut = found.find(({ document }) => document.of !== first.document.of);
  if (cut !== undefined)
    return wrong(cut.folder, `${cut.folder} is one of ${cut.document.of}, not of ${first.document.of}`);
  const twin = found.find(
    ({ document: { shard, file } }, at) =>
      found[at - 1]?.document.shard === shard && found[at - 1]?.document.file.sha256 !== file.sha256,
  );
  if (twin !== undefined) return wrong(twin.folder, `${twin.folder} is there twice, with different results`);
  return found.filter(({ document }, at) => document.shard !== found[at - 1]?.document.shard);
}

/** What is missing, a line each. */
function lacking(found: readonly FinishedShard[], folders: readonly string[]): string[] {
  const [{ document, folder: first }] = found as [FinishedShard];
  const lines: string[] = [];
  for (let number = 1; number <= document.of; number++) {
    if (found.some((shard) => shard.document.shard === number)) continue;
    const begun = folders.find((folder) => {
      const shard = shardOfFolder(folder);
      return shard?.number === number && shard.of === document.of;
    });
    const where =
      begun === undefined ? 'is not there' : `is not finished: ${plural(runsSoFar(begun), 'run')} so far in ${begun}`;
    lines.push(`shard ${number} of ${document.of} ${where}`);
  }
  if (lines.length > 0) lines.push(`to make one: ${remedy(first, document)}`);
  return lines;
}

const remedy = (folder: string, { of }: ShardDocument): string =>
  `${commandText('experiment', experimentFileOf(folder), '--shard')} i/${of} --out ${join(folder, '..')}`;

const damagedText = ({ folder, document: { shard, of } }: FinishedShard): string =>
  `shard ${shard} of ${of} is damaged: remove ${folder} and make it again`;

function otherProgram(folder: string, { engine, code }: ShardDocument, identity: Identity): BadInput {
  const message = `${folder} was made by engine ${engine} (code ${code.slice(0, 8)}); this is ${identity.engine} (${identity.code.slice(0, 8)})`;
  return badArgument({ argument: 'DIR', found: folder, message, expected: 'the program that made the shards' });
}

function reportLack(lines: readonly string[], { json }: GatherArguments): ExitCode {
  const message = `the results are not complete\n${lines.join('\n')}`;
  complain(message);
  if (json) printFailure({ message });
  return ExitCode.checkFailed;
}

/** The plan's order is that of the shards, one block after the other. */
function keepAll(experiment: Experiment, keeper: ResultsKeeper, shards: readonly FinishedShard[]): void {
  const points = planOf(experiment).next(keeper.outcomes) ?? [];
  const runs = runsOf(experiment, points, 0);
  keeper.begin(points, runs);
  for (const { folder } of shards)
    for (const { run, result } of readShardFile(folder)) {
      const planned = runs[run];
      assert(planned !== undefined, `${folder} has a run ${run} that is not planned`);
      if (!keeper.has(planned)) keeper.keep(planned, result);
    }
  keeper.endRound();
  tell(`${plural(runs.length, 'run')} of ${plural(shards.length, 'shard')}`);
}
