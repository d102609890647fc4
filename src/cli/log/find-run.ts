/** `RUN` → the folder of a run, or a log by itself. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { nearestName } from '../../scenario/nearest-name.ts';
import { type BadInput, badArgument } from '../bad-input.ts';
import { attempt } from '../environment-fault.ts';
import { LOG_FILE, RUN_FILE, type RunRecord, readRecord } from '../run/run-record.ts';

export interface FoundRun {
  readonly ok: true;
  readonly folder: string;
  readonly logPath: string;
  readonly hasLog: boolean;
  /** Undefined where there is none that can be read. */
  readonly record: RunRecord | undefined;
  readonly recordPath: string;
  /** Why a `run.json` that is there cannot be read. */
  readonly recordProblem: string | undefined;
}

/** Throws `EnvironmentFault`. */
export function findRun(asked: string, argument = 'RUN'): FoundRun | BadInput {
  const inRuns = join('runs', asked);
  const path = !existsSync(asked) && existsSync(inRuns) ? inRuns : asked;
  if (!existsSync(path)) return notThere(asked, argument);
  const isFolder = attempt('look at', path, () => statSync(path).isDirectory());
  const folder = isFolder ? path : dirname(path);
  const logPath = isFolder ? join(path, LOG_FILE) : path;
  const recordPath = join(folder, RUN_FILE);
  const read = readRecord(recordPath);
  const record = read.is === 'record' ? read.record : undefined;
  const recordProblem = read.is === 'unreadable' ? read.problem : undefined;
  const hasLog = existsSync(logPath);
  if (hasLog || read.is !== 'absent') return { ok: true, folder, logPath, hasLog, record, recordPath, recordProblem };
  const expected = `a run folder with ${RUN_FILE} and ${LOG_FILE}, or a log`;
  return badArgument({ argument, found: asked, message: `${path} is no run folder`, expected });
}

/** A run whose log can be read. */
export function findLog(asked: string): FoundRun | BadInput {
  const found = findRun(asked);
  if (!found.ok || found.hasLog) return found;
  if (found.recordProblem !== undefined) return unreadableRecord(found, 'RUN');
  const why = found.record?.keeps_log === true ? 'it was stopped before its first event' : 'it was run with --no-log';
  const message = `${found.folder} has no log: ${why}`;
  return badArgument({ argument: 'RUN', found: asked, message, expected: `a run folder with ${LOG_FILE}, or a log` });
}

/** A `run.json` that is needed and cannot be read. */
export function unreadableRecord({ recordPath, recordProblem }: FoundRun, argument: string): BadInput {
  const message = `${recordPath} cannot be read: ${recordProblem}`;
  const expected = `the ${RUN_FILE} that \`spillover run\` wrote`;
  return badArgument({ argument, found: recordPath, message, expected });
}

function notThere(asked: string, argument: string): BadInput {
  const nearest = nearestRun(asked);
  const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
  const expected = `a run folder, such as \`spillover run\` makes in runs/, or a log`;
  return badArgument({ argument, found: asked, message: `there is no run ${asked}${hint}`, expected, nearest });
}

function nearestRun(asked: string): string | undefined {
  const folder = asked.includes('/') ? dirname(asked) : 'runs';
  try {
    const nearest = nearestName(basename(asked), readdirSync(folder));
    return nearest === undefined ? undefined : join(folder, nearest);
  } catch {
    return undefined; // no such folder either
  }
}
