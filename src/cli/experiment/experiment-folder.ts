/**
 * Where the results of an experiment are kept, and whether what lies there is this experiment's.
 *
 * By default `experiments/<id>`, or with the next free number. A folder is of one experiment, one engine and one code that
 * measures; it is finished once it has `experiment.json`, and until then has `state/`.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Experiment } from '../../experiments/experiment.ts';
import { type BadInput, badArgument } from '../bad-input.ts';
import { codeIdentity } from '../code-identity.ts';
import { attempt } from '../environment-fault.ts';
import type { FilePort } from '../file-port.ts';
import { ENGINE_VERSION } from '../program.ts';
import { makeWithParents } from '../run/run-folder.ts';
import { writeWhole } from '../whole-file.ts';

export const EXPERIMENTS = 'experiments';
export const DOCUMENT_FILE = 'experiment.json';
export const STATE = 'state';
export const CSV = 'csv';
export const STATE_FILE = join(STATE, 'experiment.json');
const STATE_SCHEMA = 'spillover/experiment-state@1';
const NUMBER_MOST = 9999;
const BEGINNINGS = /\.\d+\.new$/;
/** Beside the engine: what measures a run and what makes runs of a file. */
const MEASURING = ['analysis', 'experiments'];

/** What must be the same for results to stand in one folder. */
export interface Identity {
  readonly experiment: string;
  readonly engine: string;
  readonly code: string;
  readonly measuring: string;
}

export interface ExperimentState extends Identity {
  readonly schema: typeof STATE_SCHEMA;
  readonly csv: boolean;
  readonly sessions: number;
}

/** Throws `EnvironmentFault`. */
export const identityOf = ({ digest }: Experiment): Identity => ({
  experiment: digest,
  engine: ENGINE_VERSION,
  code: codeIdentity(),
  measuring: codeIdentity(MEASURING),
});

/** Of a finished one, as it was asked for or by its name in `experiments/`. */
export const finishedFolder = (asked: string): string | undefined =>
  [asked, join(EXPERIMENTS, asked)].find((folder) => existsSync(join(folder, DOCUMENT_FILE)));

export const isUnfinished = (folder: string): boolean => existsSync(join(folder, STATE_FILE));

export type ChosenFolder =
  | {
      readonly ok: true;
      readonly path: string;
      readonly state: 'new' | 'begun' | 'finished';
      readonly csv: boolean;
      readonly sessions: number;
    }
  | BadInput;

export interface FolderAsked {
  readonly out: string | undefined;
  readonly resume: boolean;
  readonly csv: boolean;
}

/** Throws `EnvironmentFault`. */
export function chooseFolder({ id }: Experiment, identity: Identity, asked: FolderAsked): ChosenFolder {
  const { out, resume, csv } = asked;
  if (out !== undefined) return named(out, identity, asked);
  for (let number = 1; number <= NUMBER_MOST; number++) {
    const path = join(EXPERIMENTS, number === 1 ? id : `${id}-${number}`);
    const there = lookInto(path, identity);
    if (there.is === 'free') {
      if (!resume) return { ok: true, path, state: 'new', csv, sessions: 0 };
      const message = `no unfinished results of this experiment lie in ${EXPERIMENTS}/`;
      const expected = 'a folder with --out, or the same file and program as when it was begun';
      return badArgument({ argument: '--resume', found: id, message, expected });
    }
    if (resume && there.is !== 'other') return goOn(path, there, csv);
  }
  const message = `${NUMBER_MOST} results of that name are there already`;
  return badArgument({ argument: '--out', found: id, message, expected: 'another folder' });
}

function named(path: string, identity: Identity, { resume, csv }: FolderAsked): ChosenFolder {
  const there = lookInto(path, identity);
  if (there.is === 'free') {
    if (!resume) return { ok: true, path, state: 'new', csv, sessions: 0 };
    const message = `${path} holds nothing to go on with`;
    return badArgument({
      argument: '--resume',
      found: path,
      message,
      expected: 'the folder of an unfinished experiment',
    });
  }
  if (there.is === 'other') {
    const message = `${path} holds ${there.what}`;
    return badArgument({ argument: '--out', found: path, message, expected: 'a new or empty folder' });
  }
  if (resume) return goOn(path, there, csv);
  const what = there.is === 'finished' ? 'the finished results' : 'a part of the results';
  const expected = 'a new or empty folder, or --resume';
  return badArgument({ argument: '--out', found: path, message: `${path} holds ${what} of this experiment`, expected });
}

type There =
  | { readonly is: 'free' }
  | { readonly is: 'other'; readonly what: string }
  | { readonly is: 'begun'; readonly state: ExperimentState }
  | { readonly is: 'finished' };

function goOn(path: string, there: Exclude<There, { is: 'free' | 'other' }>, csv: boolean): ChosenFolder {
  const hasCsv = there.is === 'finished' ? existsSync(join(path, CSV)) : there.state.csv;
  if (csv && !hasCsv) {
    const message = `${path} was begun without CSV, so part of it is written already`;
    return badArgument({ argument: '--csv', found: path, message, expected: '--resume without --csv' });
  }
  const sessions = there.is === 'finished' ? 0 : there.state.sessions;
  return { ok: true, path, state: there.is, csv: hasCsv, sessions };
}

function lookInto(path: string, identity: Identity): There {
  if (!existsSync(path)) return { is: 'free' };
  if (attempt('look into', path, () => readdirSync(path)).length === 0) return { is: 'free' };
  const document = readJson(join(path, DOCUMENT_FILE));
  if (document !== undefined) return isSameIdentity(fromDocument(document), identity) ? { is: 'finished' } : OTHER;
  const state = readJson(join(path, STATE_FILE)) as ExperimentState | undefined;
  if (state === undefined) return { is: 'other', what: 'other files' };
  return isSameIdentity(state, identity) ? { is: 'begun', state } : OTHER;
}

const OTHER: There = { is: 'other', what: 'another experiment, or this one made by another program' };

function fromDocument(document: unknown): Partial<Identity> {
  const { experiment, engine } = document as {
    readonly experiment?: { readonly digest?: string };
    readonly engine?: { readonly version?: string; readonly code?: string; readonly measuring?: string };
  };
  return {
    ...(experiment?.digest === undefined ? {} : { experiment: experiment.digest }),
    ...(engine?.version === undefined ? {} : { engine: engine.version }),
    ...(engine?.code === undefined ? {} : { code: engine.code }),
    ...(engine?.measuring === undefined ? {} : { measuring: engine.measuring }),
  };
}

export const isSameIdentity = (a: Partial<Identity>, b: Identity): boolean =>
  a.experiment === b.experiment && a.engine === b.engine && a.code === b.code && a.measuring === b.measuring;

/** Undefined: not there, or not JSON. */
export function readJson(path: string): unknown {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(attempt('read', path, () => readFileSync(path, 'utf8')));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** What a killed process had begun bears its process in its name, so no other would ever finish or replace it. */
function sweepBeginnings(port: FilePort, path: string): void {
  const names = attempt('look into', path, () => readdirSync(path, { recursive: true, encoding: 'utf8' }));
  for (const name of names.filter((each) => BEGINNINGS.test(each)))
    attempt('remove', join(path, name), () => port.remove(join(path, name)));
}

/**
 * Says that the folder is this experiment's, before anything else is in it; what was begun and not finished goes.
 * Throws `EnvironmentFault`.
 */
export function beginState(
  port: FilePort,
  path: string,
  identity: Identity,
  { csv, sessions }: Pick<ExperimentState, 'csv' | 'sessions'>,
): void {
  attempt('create', path, () => makeWithParents(join(path, STATE)));
  sweepBeginnings(port, path);
  const state: ExperimentState = { schema: STATE_SCHEMA, ...identity, csv, sessions };
  writeWhole(port, join(path, STATE_FILE), `${JSON.stringify(state)}\n`);
}
