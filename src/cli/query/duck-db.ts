/**
 * DuckDB, which comes as an optional dependency: loaded where it is asked for, in memory, and held to reading.
 *
 * One thread, since sums of doubles in parallel differ in their last digits from one time to the next. Nothing is fetched,
 * installed or kept, and what a query may not change is locked before it is read.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { EnvironmentFault } from '../environment-fault.ts';
import { ROOT } from '../program.ts';

export type Duck = typeof import('@duckdb/node-api');

const PACKAGE = '@duckdb/node-api';

/** Not installed, or not for this machine: what to do about it. */
class NoDuck extends EnvironmentFault {
  constructor(cause: unknown) {
    super('load', PACKAGE, cause);
    const version = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).optionalDependencies?.[PACKAGE];
    const [why] = (cause instanceof Error ? cause.message : String(cause)).split('\n');
    this.message = [
      `query needs DuckDB, an optional dependency that cannot be loaded here: ${why}`,
      `to install it: npm install --no-save ${PACKAGE}@${version}`,
      'without it: the tables are Parquet and CSV files for any program (docs/analysis.md)',
    ].join('\n');
  }
}

/** Throws `EnvironmentFault`. */
export async function loadDuck(): Promise<Duck> {
  try {
    return await import('@duckdb/node-api');
  } catch (cause) {
    throw new NoDuck(cause);
  }
}

/** @param scratch Where it may put what does not fit into memory. */
export async function openDuck(duck: Duck, scratch: string): Promise<DuckDBConnection> {
  const never = { autoinstall_known_extensions: 'false', autoload_known_extensions: 'false' };
  const instance = await duck.DuckDBInstance.create(':memory:', { ...never, temp_directory: scratch });
  const connection = await instance.connect();
  for (const set of ['threads = 1', "timezone = 'UTC'", 'errors_as_json = true', 'allow_persistent_secrets = false'])
    await connection.run(`set ${set}`);
  return connection;
}

/** Whether a query may look at a table: surely not where false. Of several statements every word counts. */
export async function tableTest(connection: DuckDBConnection, sql: string): Promise<(table: string) => boolean> {
  const isOne = await connection.extractStatements(sql).then(
    ({ count }) => count === 1,
    () => false,
  );
  if (!isOne) return (table) => new RegExp(`\\b${table}\\b`, 'i').test(sql);
  const named = new Set(connection.getTableNames(sql, false).map((name) => name.toLowerCase()));
  return (table) => named.has(table);
}

/** From then on nothing can be set. */
export async function makeViews(connection: DuckDBConnection, views: readonly string[]): Promise<void> {
  for (const view of views) await connection.run(view);
  await connection.run('set lock_configuration = true');
}
