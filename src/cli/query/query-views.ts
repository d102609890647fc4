/**
 * A view for every table of the runs and experiments that are asked: their rows one below the other, the folder of each first.
 *
 * Tables of a run that nobody has exported, or before its log grew, are made of its log in a scratch folder, those only that the
 * query names: the folder of the run is left as it is.
 */
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { TABLE_NAMES, type TableName } from '../../analysis/tables/table-columns.ts';
import { attempt } from '../environment-fault.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Interruption } from '../interruption.ts';
import type { FoundRun } from '../log/find-run.ts';
import { TABLES_FOLDER } from '../run/run-folder.ts';
import { fileName } from '../tables/export-log.ts';
import { exportRun } from '../tables/export-run.ts';
import { tell } from '../terminal.ts';
import type { QuerySource } from './query-source.ts';

/** Those of an experiment besides. */
const RUNS = 'runs';
const POINTS = 'points';
export const VIEWS: readonly string[] = [RUNS, ...TABLE_NAMES, POINTS];

export interface ViewsAsked {
  /** Whether the query may look at a table. */
  readonly isAsked: (table: string) => boolean;
  readonly sources: readonly QuerySource[];
  readonly scratch: string;
  readonly interruption: Interruption;
  readonly json: boolean;
}

/** The statements that make them; an exit code where a log cannot be read; undefined: interrupted. Throws `EnvironmentFault`. */
export async function queryViews(asked: ViewsAsked): Promise<readonly string[] | ExitCode | undefined> {
  const parts = new Map<string, string[]>();
  for (const [at, source] of asked.sources.entries()) {
    const made = source.kind === 'experiment' ? ofExperiment(source.folder) : await ofRun(source.found, at, asked);
    if (made === undefined || typeof made === 'number') return made;
    for (const [table, rows] of made)
      parts.set(table, [...(parts.get(table) ?? []), `select ${text(source.folder)} as source, ${rows}`]);
  }
  return [...parts].map(([table, rows]) => `create view ${table} as ${rows.join(' union all by name ')}`);
}

/** A table's name and the rest of a `select` of its rows. */
type Rows = readonly (readonly [string, string])[];

const ofExperiment = (folder: string): Rows =>
  VIEWS.filter((table) => existsSync(join(folder, table)) && readdirSync(join(folder, table)).length > 0).map(
    (table) => [
      table,
      `* from read_parquet(${file(folder, table, '*', '*.parquet')}, hive_partitioning = true, hive_types = {'arm': varchar}, union_by_name = true)`,
    ],
  );

async function ofRun(found: FoundRun, at: number, asked: ViewsAsked): Promise<Rows | ExitCode | undefined> {
  const own = join(found.folder, TABLES_FOLDER);
  const fresh = TABLE_NAMES.filter((table) => isFresh(found, own, table));
  const missing = TABLE_NAMES.filter((table) => !fresh.includes(table) && asked.isAsked(table));
  const rows = (folder: string, tables: readonly TableName[]): Rows =>
    tables.map((table) => [table, `* from read_parquet(${file(folder, fileName(table, 'parquet'))})`]);
  const kept: Rows = [...recordRows(found), ...rows(own, fresh)];
  if (missing.length === 0 || !found.hasLog) return kept;
  const folder = join(asked.scratch, String(at));
  attempt('create', folder, () => mkdirSync(folder));
  tell(`making ${missing.join(', ')} of ${found.logPath}; \`spillover export\` keeps them`);
  const advice = 'the query was not asked';
  const made = await exportRun(found, { ...asked, tables: missing, format: 'parquet', folder, advice });
  if (typeof made === 'number') return made;
  return made.wasInterrupted ? undefined : [...kept, ...rows(folder, missing)];
}

/** Exported since the log was last written. */
function isFresh({ logPath, hasLog }: FoundRun, folder: string, table: TableName): boolean {
  const path = join(folder, fileName(table, 'parquet'));
  const since = (of: string): number => attempt('look at', of, () => statSync(of).mtimeMs);
  return existsSync(path) && (!hasLog || since(path) >= since(logPath));
}

/** What `run.json` says, in the columns of an experiment's `runs`. */
function recordRows({ record }: FoundRun): Rows {
  if (record === undefined) return [];
  const { scenario, seed, complete, fault, digest, from, to, counts } = record;
  const status = fault !== null ? 'failed' : complete ? 'ok' : 'unfinished';
  const columns = {
    scenario: text(scenario.id),
    seed: `${seed}::bigint`,
    status: text(status),
    digest: text(digest),
    scenario_digest: text(scenario.digest),
    from_time: `${text(from)}::timestamptz`,
    to_time: `${text(to)}::timestamptz`,
    events: `${counts?.events ?? null}::bigint`,
    orders: `${counts?.orders ?? null}::bigint`,
    fills: `${counts?.fills ?? null}::bigint`,
    message: text(fault),
  };
  return [
    [
      RUNS,
      Object.entries(columns)
        .map(([name, value]) => `${value} as ${name}`)
        .join(', '),
    ],
  ];
}

const text = (value: string | null): string => (value === null ? 'null::varchar' : `'${value.replaceAll("'", "''")}'`);

/** A pattern for DuckDB, in which only what follows the folder is one. */
const file = (folder: string, ...rest: readonly string[]): string =>
  text([folder.replace(/[*?[\]]/g, (sign) => (sign === ']' ? sign : `[${sign}]`)), ...rest].join('/'));
