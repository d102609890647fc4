/**
 * Where a run is kept: finds or makes its folder, and never takes another run's.
 *
 * By default `runs/<scenario>-<seed>`; where another run is there already, the next free number is appended. A repetition
 * of the same run (scenario, seed, end, engine) takes the place of the one before it, since it will be the same.
 */
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type BadInput, badArgument } from '../bad-input.ts';
import { attempt, codeOf, EnvironmentFault } from '../environment-fault.ts';
import { DISK, type FilePort } from '../file-port.ts';
import { removeSnapshots, snapshotFolderOf } from '../snapshots/snapshot-folder.ts';
import { writeWhole } from '../whole-file.ts';
import {
  identityOf,
  isSameRun,
  LOG_FILE,
  RUN_FILE,
  type RunIdentity,
  type RunRecord,
  readRecord,
  recordText,
  SCENARIO_FILE,
} from './run-record.ts';

export const RUNS = 'runs';
/** Of a run folder: what `export` makes of its log. */
export const TABLES_FOLDER = 'tables';
const SUFFIX_MOST = 9999;

export class RunFolder {
  readonly path: string;
  readonly port: FilePort;

  constructor(path: string, port: FilePort = DISK) {
    this.path = path;
    this.port = port;
  }

  get logPath(): string {
    return join(this.path, LOG_FILE);
  }

  writeRecord(record: RunRecord): void {
    writeWhole(this.port, join(this.path, RUN_FILE), recordText(record));
  }

  writeScenario(resolved: string): void {
    writeWhole(this.port, join(this.path, SCENARIO_FILE), resolved);
  }

  get snapshotFolder(): string {
    return snapshotFolderOf(this.logPath);
  }

  /** The log of a run that is being repeated goes, so that the new one begins empty under its own name; its snapshots too. */
  removeLog(): void {
    attempt('replace', this.logPath, () => this.port.remove(this.logPath));
    try {
      removeSnapshots(this.port, this.snapshotFolder);
    } catch {
      // What stays is not of the new log, so nobody will use it.
    }
  }
}

/** The folder of this run by default. Throws `EnvironmentFault`. */
export function defaultFolder(scenarioId: string, run: RunIdentity): RunFolder {
  const base = join(RUNS, `${scenarioId}-${run.seed}`);
  attempt('create', RUNS, () => makeWithParents(RUNS));
  for (let number = 1; number <= SUFFIX_MOST; number++) {
    const path = number === 1 ? base : `${base}-${number}`;
    if (make(path) || isOurs(path, run)) return new RunFolder(path);
  }
  throw new EnvironmentFault('create', base, new Error(`${SUFFIX_MOST} runs of that name are there already`));
}

/** The folder that the user named: made, or empty, or of this very run. Throws `EnvironmentFault`. */
export function namedFolder(
  path: string,
  run: RunIdentity,
): { readonly ok: true; readonly folder: RunFolder } | BadInput {
  if (!existsSync(path)) attempt('create', path, () => makeWithParents(path));
  if (isOurs(path, run)) return { ok: true, folder: new RunFolder(path) };
  const message = `${path} holds ${whatIsIn(path)}`;
  return badArgument({
    argument: '--out',
    found: path,
    message,
    expected: 'a new or empty folder, or that of this run',
  });
}

function whatIsIn(path: string): string {
  const other = readRecord(join(path, RUN_FILE));
  if (other.is === 'record') return `another run (${other.record.scenario.id}, seed ${other.record.seed})`;
  return other.is === 'absent' ? 'other files' : `a ${RUN_FILE} that cannot be read: ${other.problem}`;
}

/** Node's own recursive call tries for ever where the system denies that a parent is missing (/proc). */
export function makeWithParents(path: string): void {
  try {
    mkdirSync(path);
  } catch (cause) {
    const parent = dirname(path);
    if (codeOf(cause) === 'EEXIST' && statSync(path).isDirectory()) return;
    if (codeOf(cause) !== 'ENOENT' || parent === path || existsSync(parent)) throw cause;
    makeWithParents(parent);
    mkdirSync(path);
  }
}

/** True where the folder was made; false where something of that name is there. */
function make(path: string): boolean {
  try {
    mkdirSync(path);
    return true;
  } catch (cause) {
    if (codeOf(cause) === 'EEXIST') return false;
    throw new EnvironmentFault('create', path, cause);
  }
}

function isOurs(path: string, run: RunIdentity): boolean {
  const there = attempt('look into', path, () => readdirSync(path));
  if (there.length === 0) return true;
  const read = readRecord(join(path, RUN_FILE));
  return read.is === 'record' && isSameRun(identityOf(read.record), run);
}
