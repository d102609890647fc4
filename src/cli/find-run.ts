/** `RUN` → the folder of a run, or a log by itself. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { nearestName } from '../scenario/nearest-name.ts';
import { type BadInput, badArgument } from './bad-input.ts';
import { attempt } from './environment-fault.ts';
import { LOG_FILE, RUN_FILE, type RunRecord, readRecord } from './run-record.ts';

export interface FoundRun {
  readonly ok: true;
  readonly folder: string;
  readonly logPath: string;
  readonly hasLog: boolean;
  /** Undefined where there is only a log. */
  readonly record: RunRecord | undefined;
}

/** Throws `EnvironmentFault`. */
export function findRun(asked: string, argument = 'RUN'): FoundRun | BadInput {
  const inRuns = join('runs', asked);
  const path = !existsSync(asked) && existsSync(inRuns) ? inRuns : asked;
  if (!existsSync(path)) return notThere(asked, argument);
  const isFolder = attempt('look at', path, () => statSync(path).isDirectory());
  const folder = isFolder ? path : dirname(path);
  const logPath = isFolder ? join(path, LOG_FILE) : path;
  const record = readRecord(join(folder, RUN_FILE));
  const hasLog = existsSync(logPath);
  if (hasLog || record !== undefined) return { ok: true, folder, logPath, hasLog, record };
  const expected = `a run folder with ${RUN_FILE} and ${LOG_FILE}, or a log`;
  return badArgument({ argument, found: asked, message: `${path} is no run folder`, expected });
}

/** A run whose log can be read. */
export function findLog(asked: string): FoundRun | BadInput {
  const found = findRun(asked);
  if (!found.ok || found.hasLog) return found;
  const why = found.record?.keeps_log === true ? 'it was stopped before its first event' : 'it was run with --no-log';
  const message = `${found.folder} has no log: ${why}`;
  return badArgument({ argument: 'RUN', found: asked, message, expected: `a run folder with ${LOG_FILE}, or a log` });
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
