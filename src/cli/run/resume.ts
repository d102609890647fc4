/**
 * `run --resume DIR`: what a folder says about its unfinished run, and where its log ends.
 *
 * The world is repeated silently, from the last snapshot or from its first event, and the log goes on at its last whole
 * frame; a torn tail is cut off.
 */
import { join } from 'node:path';
import { LogReader } from '../../events/log-reader.ts';
import type { Seed } from '../../units/quantity.ts';
import { type BadInput, badArgument } from '../bad-input.ts';
import { codeIdentity } from '../code-identity.ts';
import { commandText } from '../command-text.ts';
import { FileSource } from '../log/file-source.ts';
import { type FoundRun, findRun, unreadableRecord } from '../log/find-run.ts';
import { ENGINE_VERSION } from '../program.ts';
import { findStart } from '../snapshots/start-point.ts';
import { readMoment } from '../time-argument.ts';
import type { LogSoFar } from './log-observer.ts';
import { reloadScenario } from './reload-scenario.ts';
import { RunFolder } from './run-folder.ts';
import { type RunRecord, SCENARIO_FILE } from './run-record.ts';
import type { Session } from './session.ts';

export type Unfinished = { readonly ok: true } & Omit<Session, 'progress'>;

/** Throws `EnvironmentFault`. */
export async function readUnfinished(path: string): Promise<Unfinished | BadInput> {
  const found = findRun(path, '--resume');
  if (!found.ok) return found;
  if (found.recordProblem !== undefined) return unreadableRecord(found, '--resume');
  const { folder, logPath, hasLog, record } = found;
  if (record === undefined) return refuse(path, `${path} has no run.json`, 'the folder of a run');
  if (!record.keeps_log) return refuse(path, `${path} was run with --no-log`, 'a run that keeps its log');
  if (record.engine_version !== ENGINE_VERSION) {
    const versions = `${path} was run by engine ${record.engine_version}, this is ${ENGINE_VERSION}`;
    return refuse(path, versions, 'a run of this engine: logs of others can be replayed, not gone on with');
  }
  const loaded = await reloadScenario(folder, record, '--resume');
  if (!loaded.ok) return loaded;
  const soFar = hasLog ? readSoFar(logPath, loaded.digest, record.seed) : undefined;
  if (soFar !== undefined && 'ok' in soFar) return soFar;
  const until = record.until === null ? undefined : readMoment('--until', record.until);
  if (until !== undefined && !until.ok) return until;
  const code = codeIdentity();
  const refused = record.complete ? checkComplete(found, record, soFar, code) : undefined;
  if (refused !== undefined) return refused;
  return {
    ok: true,
    loaded,
    seed: record.seed as Seed,
    until: until?.moment,
    settings: record.settings,
    agents: loaded.agents,
    folder: new RunFolder(folder),
    keepLog: true,
    code,
    soFar,
    resumes: record,
    snapshots: record.snapshots ?? undefined,
    start:
      soFar &&
      findStart({
        scenarioDigest: loaded.digest,
        seed: record.seed,
        logPath,
        code,
        agents: loaded.agents,
        upTo: soFar.tail.lastSeq,
        isOwn: true,
      }),
  };
}

/** A complete run has nothing to go on with, unless its log has become shorter since; then it must come to the same again. */
function checkComplete(
  { folder, logPath }: FoundRun,
  record: RunRecord,
  soFar: LogSoFar | undefined,
  code: string,
): BadInput | undefined {
  const lastSeq = soFar?.tail.lastSeq ?? 0;
  const lastRecorded = record.log?.last_seq ?? 0;
  if (soFar?.digest === record.digest) return refuse(folder, `${folder} is complete`, 'a run that was interrupted');
  if (lastSeq >= lastRecorded) {
    const message = `${logPath} gives the digest ${soFar?.digest} at seq ${lastSeq}, its run.json says ${record.digest}`;
    return refuse(folder, message, 'a log and a run.json of one run');
  }
  if (record.code === code) return undefined;
  const message = `${logPath} was torn after the run was complete, and was written by other code`;
  const again = commandText('run', join(folder, SCENARIO_FILE), '--seed', String(record.seed));
  return refuse(folder, message, `the code that wrote it; or run it again: ${again}`);
}

/** Undefined: not even the header is whole, so the log begins anew. */
function readSoFar(logPath: string, scenarioDigest: string, seed: number): LogSoFar | undefined | BadInput {
  const source = new FileSource(logPath);
  try {
    const reader = new LogReader(source, { engineVersion: ENGINE_VERSION });
    while (reader.next({ control: () => undefined, batch: () => undefined }));
    if (reader.end?.ending === 'refused') {
      const { problem, offset, lastGoodSeq } = reader.end.flaw;
      return refuse(
        logPath,
        `${logPath} is damaged at byte ${offset}: ${problem}; good up to seq ${lastGoodSeq}`,
        'a whole log',
      );
    }
    if (reader.header === undefined || reader.digest === undefined) return undefined;
    if (reader.header.scenarioDigest !== scenarioDigest || reader.header.seed !== seed)
      return refuse(logPath, `${logPath} is the log of another run`, 'its own log');
    return { tail: reader.tail, digest: reader.digest.hex };
  } finally {
    source.close();
  }
}

const refuse = (found: string, message: string, expected: string): BadInput =>
  badArgument({ argument: '--resume', found, message, expected });
