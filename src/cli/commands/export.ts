/** `export`: the tables of a run as Parquet, CSV or JSON lines, in one pass over its log. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { TABLE_NAMES, type TableName } from '../../analysis/tables/table-columns.ts';
import { nearestName } from '../../scenario/nearest-name.ts';
import { type BadInput, badArgument, reportBadInput } from '../bad-input.ts';
import { commandText } from '../command-text.ts';
import { attempt } from '../environment-fault.ts';
import { ExitCode } from '../exit-codes.ts';
import { printFailure } from '../failure-document.ts';
import { Interruption } from '../interruption.ts';
import { type FoundRun, findLog } from '../log/find-run.ts';
import { isShortened, tellUnreadable } from '../log/log-ending.ts';
import { bytesText, countText } from '../own-input/number-text.ts';
import { makeWithParents, TABLES_FOLDER } from '../run/run-folder.ts';
import { type ExportedLog, type ExportedTable, fileName } from '../tables/export-log.ts';
import { exportRun } from '../tables/export-run.ts';
import { FORMAT_NAMES, type FormatName } from '../tables/table-writer.ts';
import { complain, print } from '../terminal.ts';
import { left, right, textTable } from '../text-table.ts';

export interface ExportArguments {
  readonly run: string;
  readonly table: readonly string[];
  readonly format: string;
  readonly out: string | undefined;
  readonly json: boolean;
}

const ALL = 'all';

interface Asked {
  readonly ok: true;
  readonly tables: readonly TableName[];
  readonly format: FormatName;
  readonly folder: string;
}

/** Throws `EnvironmentFault`. */
export async function exportTables(args: ExportArguments): Promise<ExitCode> {
  const { json } = args;
  const found = findLog(args.run);
  if (!found.ok) return reportBadInput(found, json);
  const asked = readArguments(args, found);
  if (!asked.ok) return reportBadInput(asked, json);
  if (found.recordProblem !== undefined) tellUnreadable(found);
  attempt('create', asked.folder, () => makeWithParents(asked.folder));
  const interruption = new Interruption(json);
  const advice = 'no table was written; those that need no accounts can be had with --table';
  try {
    const read = await exportRun(found, { ...asked, interruption, advice, json });
    if (typeof read === 'number') return read;
    return read.wasInterrupted ? reportInterruption(args, found, read) : report(found, asked, read, json);
  } finally {
    interruption.end();
  }
}

function report(found: FoundRun, asked: Asked, read: ExportedLog, json: boolean): ExitCode {
  const tables = read.tables ?? [];
  if (json) print(JSON.stringify(documentOf(found, asked, read)));
  else for (const line of tableLines(tables)) print(line);
  return ExitCode.done;
}

function readArguments({ table, format, out }: ExportArguments, found: FoundRun): Asked | BadInput {
  for (const name of table) {
    if (name !== ALL && !isTable(name)) return unknown('--table', 'table', name, [...TABLE_NAMES, ALL]);
  }
  if (!isFormat(format)) return unknown('--format', 'format', format, FORMAT_NAMES);
  const tables = table.includes(ALL) ? TABLE_NAMES : TABLE_NAMES.filter((name) => table.includes(name));
  const folder = out ?? join(found.folder, TABLES_FOLDER);
  // Tables in the folder of their run are made anew; anywhere else they might be anybody's.
  const isOurs = out === undefined && found.record !== undefined;
  const there = isOurs ? undefined : tables.find((name) => existsSync(join(folder, fileName(name, format))));
  if (there === undefined) return { ok: true, tables, format, folder };
  const path = join(folder, fileName(there, format));
  const message = `${path} is there already`;
  return badArgument({ argument: '--out', found: path, message, expected: 'a folder without tables of these names' });
}

const isTable = (name: string): name is TableName => (TABLE_NAMES as readonly string[]).includes(name);
const isFormat = (name: string): name is FormatName => (FORMAT_NAMES as readonly string[]).includes(name);

function unknown(argument: string, what: string, found: string, known: readonly string[]): BadInput {
  const nearest = nearestName(found, known);
  const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
  const message = `there is no ${what} "${found}"${hint}`;
  return badArgument({ argument, found, message, expected: `one of: ${known.join(', ')}`, nearest });
}

function reportInterruption(args: ExportArguments, { folder, logPath }: FoundRun, read: ExportedLog): ExitCode {
  const message = `interrupted at seq ${read.lastSeq}`;
  complain(`${message}; no table was written`);
  const { run, table, format, out, json } = args;
  const words = ['export', run, ...table.flatMap((name) => ['--table', name]), '--format', format];
  const repeat = commandText(...words, ...(out === undefined ? [] : ['--out', out]));
  const reached = { seq: read.lastSeq, at: null, digest: read.digest };
  if (json) printFailure({ message, file: logPath }, { run: folder, ...reached, repeat, resume: null });
  return ExitCode.interrupted;
}

function tableLines(tables: readonly ExportedTable[]): string[] {
  const columns = [left('table'), right('rows'), right('size'), left('file')];
  return textTable(
    columns,
    tables.map(({ table, rows, bytes, file }) => [table, countText(rows), bytesText(bytes), file]),
  );
}

function documentOf(found: FoundRun, { format }: Asked, read: ExportedLog): unknown {
  const { record, folder } = found;
  const { header, end, lastSeq, digest, tables } = read;
  return {
    schema: 'spillover/export@1',
    run: folder,
    scenario: record === undefined ? null : { id: record.scenario.id, title: record.scenario.title },
    scenario_digest: header?.scenarioDigest ?? null,
    seed: header?.seed ?? null,
    format,
    tables,
    seq: lastSeq,
    ending: isShortened(found, read) ? 'torn' : end?.ending,
    digest,
  };
}
