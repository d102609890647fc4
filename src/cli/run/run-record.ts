/**
 * `run.json`: what a run was, so that its folder alone suffices to repeat it (`docs/formats.md`, run folder).
 *
 * Replaced as a whole when something is known that was not before. Machine and wall time are told, and enter no digest.
 */

import { readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { FORMAT_VERSION } from '../../events/log-format.ts';
import { codeOf, EnvironmentFault } from '../environment-fault.ts';
import { ENGINE_VERSION } from '../program.ts';
import type { SnapshotPlan } from '../snapshots/cadence.ts';

export const RUN_FOLDER_SCHEMA = 'spillover/run-folder@1';
export const RUN_FILE = 'run.json';
export const SCENARIO_FILE = 'scenario.yaml';
export const LOG_FILE = 'events.log';

/** What makes two runs the same run. */
export interface RunIdentity {
  readonly scenarioDigest: string;
  readonly seed: number;
  /** As `--until` was given, in canonical form; null: to the scenario's end. */
  readonly until: string | null;
  readonly engineVersion: string;
}

export interface RunRecord {
  readonly schema: typeof RUN_FOLDER_SCHEMA;
  readonly scenario: { readonly id: string; readonly title: string; readonly digest: string; readonly file: string };
  readonly seed: number;
  readonly until: string | null;
  /** False while it runs, and for ever where it was interrupted or failed. */
  readonly complete: boolean;
  readonly engine_version: string;
  /** Of the code that wrote the log: tells two states of one version apart. Null: not known. */
  readonly code: string | null;
  readonly formats: { readonly log: number; readonly scenario: number };
  readonly settings: readonly string[];
  readonly agents: { readonly file: string; readonly sha256: string } | null;
  /** The run that this one is a fork of; null for a straight run. What the patches change stands in the scenario. */
  readonly fork: {
    readonly run: string;
    readonly digest: string;
    /** Last event or record that both have for certain, and the moment. */
    readonly seq: number;
    readonly at: string;
  } | null;
  /** All patches in force, those of a fork that was forked first: entries as JSON, settings as `path=value`. */
  readonly patches: readonly string[];
  /** False: `--no-log`. */
  readonly keeps_log: boolean;
  /** When snapshots are taken, at which the log is cut too; null: never. */
  readonly snapshots: SnapshotPlan | null;
  /** First and last simulated moment; the last is null while it runs. */
  readonly from: string;
  readonly to: string | null;
  readonly counts: Readonly<Record<string, number>> | null;
  readonly digest: string | null;
  /** What of the log is on the disk; null where none is kept, and until it is known. */
  readonly log: { readonly bytes: number; readonly frames: number; readonly last_seq: number } | null;
  readonly fault: string | null;
  readonly machine: { readonly node: string; readonly platform: string; readonly cpu: string; readonly cores: number };
  readonly started: string;
  readonly wall_seconds: number | null;
}

export const FORMATS = { log: FORMAT_VERSION, scenario: 1 } as const;

export const thisMachine = (): RunRecord['machine'] => ({
  node: process.version,
  platform: `${process.platform}-${process.arch}`,
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: availableParallelism(),
});

export const identityOf = (record: RunRecord): RunIdentity => ({
  scenarioDigest: record.scenario.digest,
  seed: record.seed,
  until: record.until,
  engineVersion: record.engine_version,
});

export const isSameRun = (a: RunIdentity, b: RunIdentity): boolean =>
  a.scenarioDigest === b.scenarioDigest &&
  a.seed === b.seed &&
  a.until === b.until &&
  a.engineVersion === b.engineVersion;

export const identity = (scenarioDigest: string, seed: number, until: string | null): RunIdentity => ({
  scenarioDigest,
  seed,
  until,
  engineVersion: ENGINE_VERSION,
});

export const recordText = (record: RunRecord): string => `${JSON.stringify(record, null, 2)}\n`;

export type RecordReading =
  | { readonly is: 'record'; readonly record: RunRecord }
  | { readonly is: 'absent' }
  /** There is a file of that name, torn or of another kind; why, in words. */
  | { readonly is: 'unreadable'; readonly problem: string };

/** Throws `EnvironmentFault` where the file is there and the system does not give it. */
export function readRecord(path: string): RecordReading {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT' || codeOf(cause) === 'ENOTDIR') return { is: 'absent' };
    throw new EnvironmentFault('read', path, cause);
  }
  let record: Partial<RunRecord> | null;
  try {
    record = JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return { is: 'unreadable', problem: text.trim() === '' ? 'it is empty' : `it is torn or no JSON (${reason})` };
  }
  const wrong = typeof record !== 'object' || record === null ? 'schema' : firstWrong(record);
  if (wrong === undefined) return { is: 'record', record: withDefaults(record as RunRecord) };
  return { is: 'unreadable', problem: `its "${wrong}" is not that of the record of a run` };
}

/** What earlier versions did not write. */
const withDefaults = (record: RunRecord): RunRecord => ({
  ...record,
  code: record.code ?? null,
  snapshots: record.snapshots ?? null,
});

const isText = (value: unknown): value is string => typeof value === 'string';
const isTextOrNull = (value: unknown): boolean => value === null || isText(value);
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const isTrueOrFalse = (value: unknown): boolean => typeof value === 'boolean';

/** What is relied on; the rest is told to people only. */
const RELIED_ON: Readonly<Partial<Record<keyof RunRecord, (value: never) => boolean>>> = {
  schema: (value: unknown) => value === RUN_FOLDER_SCHEMA,
  scenario: (value: RunRecord['scenario'] | undefined) =>
    [value?.id, value?.title, value?.digest, value?.file].every(isText),
  seed: isCount,
  until: isTextOrNull,
  complete: isTrueOrFalse,
  engine_version: isText,
  code: (value: unknown) => value === undefined || isTextOrNull(value),
  settings: (value: unknown) => Array.isArray(value) && value.every(isText),
  agents: (value: RunRecord['agents']) => value === null || isText(value?.file),
  keeps_log: isTrueOrFalse,
  snapshots: (value: RunRecord['snapshots'] | undefined) =>
    value === undefined ||
    value === null ||
    [value.every_minutes, value.least_events].every((each) => isCount(each) && each > 0),
  digest: isTextOrNull,
  log: (value: RunRecord['log']) => value === null || [value?.bytes, value?.frames, value?.last_seq].every(isCount),
};

function firstWrong(record: Partial<RunRecord>): string | undefined {
  const names = Object.keys(RELIED_ON) as (keyof RunRecord)[];
  return names.find((name) => RELIED_ON[name]?.(record[name] as never) === false);
}
