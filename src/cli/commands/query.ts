/** `query`: SQL over the tables of runs and experiments, answered by DuckDB. It reads, and writes nowhere but on stdout. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { badArgument, reportBadInput } from '../bad-input.ts';
import { attempt } from '../environment-fault.ts';
import { ExitCode } from '../exit-codes.ts';
import { printFailure } from '../failure-document.ts';
import { Interruption } from '../interruption.ts';
import { answerOf } from '../query/answer.ts';
import { printCsv, printJson, printTable } from '../query/answer-text.ts';
import { type Duck, loadDuck, makeViews, openDuck, tableTest } from '../query/duck-db.ts';
import { type QuerySource, querySources } from '../query/query-source.ts';
import { queryViews } from '../query/query-views.ts';
import { isInterruption, notReading, sqlFault } from '../query/sql-fault.ts';
import { complain } from '../terminal.ts';

export interface QueryArguments {
  /** `-`: stdin. */
  readonly sql: string;
  readonly from: readonly string[];
  readonly csv: boolean;
  readonly json: boolean;
}

const STDIN = 0;

/** Throws `EnvironmentFault`. */
export async function query(args: QueryArguments): Promise<ExitCode> {
  const { from, csv, json } = args;
  if (csv && json) {
    const problem = { argument: '--csv', found: '--csv', message: 'both --csv and --json', expected: 'one of them' };
    return reportBadInput(badArgument(problem), json);
  }
  const found = querySources(from);
  if (!found.ok) return reportBadInput(found, json);
  const sql = args.sql === '-' ? attempt('read', 'stdin', () => readFileSync(STDIN, 'utf8')) : args.sql;
  const duck = await loadDuck();
  const scratch = attempt('create a folder in', tmpdir(), () => mkdtempSync(join(tmpdir(), 'spillover-query-')));
  const interruption = new Interruption(json);
  try {
    return await ask({ ...args, sql, sources: found.sources, duck, scratch, interruption });
  } finally {
    interruption.end();
    rmSync(scratch, { recursive: true, force: true });
  }
}

interface Asking extends QueryArguments {
  readonly sources: readonly QuerySource[];
  readonly duck: Duck;
  readonly scratch: string;
  readonly interruption: Interruption;
}

async function ask(asking: Asking): Promise<ExitCode> {
  const { sql, sources, duck, scratch, interruption, csv, json } = asking;
  const connection = await openDuck(duck, scratch);
  const stop = (): void => connection.interrupt();
  interruption.signal.addEventListener('abort', stop);
  try {
    const views = await queryViews({ ...asking, isAsked: await tableTest(connection, sql) });
    if (typeof views === 'number') return views;
    if (views === undefined) return reportInterruption(json);
    await makeViews(connection, views);
    const answer = await answerOf(duck, connection, sql);
    if ('refused' in answer) return reportBadInput(notReading(sql, answer.refused), json);
    const { columns, rows } = answer;
    if (json)
      await printJson(
        columns,
        rows,
        sources.map(({ folder }) => folder),
      );
    else if (csv) await printCsv(columns, rows);
    else await printTable(columns, rows);
    return ExitCode.done;
  } catch (error) {
    if (isInterruption(error)) return reportInterruption(json);
    return reportBadInput(sqlFault(error, sql), json);
  } finally {
    interruption.signal.removeEventListener('abort', stop);
    connection.closeSync();
  }
}

function reportInterruption(json: boolean): ExitCode {
  const message = 'interrupted; the query was not answered';
  complain(message);
  if (json) printFailure({ message });
  return ExitCode.interrupted;
}
