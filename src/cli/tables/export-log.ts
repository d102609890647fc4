/**
 * Reads a log once and writes the tables asked for, all of them or none.
 *
 * Every frame is verified before it is believed. Files get their names when the whole log has been read: a damaged log, an
 * interruption or a full disk leaves what was there before.
 */
import { join } from 'node:path';
import { TABLES, type TableName } from '../../analysis/tables/table-columns.ts';
import { needsWorld, type RowTakers, TableRun, worldNow } from '../../analysis/tables/table-run.ts';
import type { PlainRow } from '../../analysis/tables/table-schema.ts';
import { Replay } from '../../engine/replay.ts';
import type { LogHeader } from '../../events/log-format.ts';
import { LogReader, type LogVisitor } from '../../events/log-reader.ts';
import type { Seq, SimTime } from '../../units/quantity.ts';
import { isoTime } from '../../units/time.ts';
import type { FilePort } from '../file-port.ts';
import type { Interruption } from '../interruption.ts';
import { FileSource } from '../log/file-source.ts';
import type { LogReading } from '../log/log-ending.ts';
import { ReplayFault } from '../log/replay-log.ts';
import { ENGINE_VERSION } from '../program.ts';
import type { Progress } from '../progress.ts';
import type { ScenarioFacts } from './scenario-facts.ts';
import { TableFile } from './table-file.ts';
import { type FormatName, type TableWriter, tableWriter } from './table-writer.ts';

export interface ExportRequest {
  readonly logPath: string;
  readonly tables: readonly TableName[];
  readonly format: FormatName;
  /** An existing folder. */
  readonly folder: string;
  readonly facts: ScenarioFacts;
  readonly port: FilePort;
  readonly progress: Progress;
  readonly interruption: Interruption;
  /** What the reading must not be for the files to be named; asked at the end. */
  readonly isRefused: (reading: LogReading) => boolean;
}

export interface ExportedTable {
  readonly table: TableName;
  readonly file: string;
  readonly rows: number;
  readonly bytes: number;
}

export interface ExportedLog extends LogReading {
  readonly wasInterrupted: boolean;
  /** Undefined: nothing was written. */
  readonly tables: readonly ExportedTable[] | undefined;
}

export const fileName = (table: TableName, format: FormatName): string => `${table}.${format}`;

/** Throws `EnvironmentFault`, and `ReplayFault` where the log tells of a world that cannot be. */
export async function exportLog(request: ExportRequest): Promise<ExportedLog> {
  const { logPath, isRefused } = request;
  const source = new FileSource(logPath);
  const reader = new LogReader(source, { engineVersion: ENGINE_VERSION });
  let tables: TableExport | undefined;
  try {
    tables = reader.header === undefined ? undefined : new TableExport(request, reader.header);
    const wasInterrupted = await readAll(reader, tables, source.size, request);
    const { header, end, tail, digest } = reader;
    const reading = { header, end, lastSeq: tail.lastSeq, frames: tail.frames, digest: digest?.hex ?? '' };
    const isKept = !wasInterrupted && !isRefused(reading);
    return { ...reading, wasInterrupted, tables: isKept ? tables?.complete() : undefined };
  } finally {
    request.progress.end();
    source.close();
    tables?.discard();
  }
}

async function readAll(
  reader: LogReader,
  visitor: TableExport | undefined,
  size: number,
  { progress, interruption }: ExportRequest,
): Promise<boolean> {
  while (reader.next(visitor ?? NOBODY)) {
    progress.update(reader.tail.bytes / size, isoTime(visitor?.at ?? (0 as SimTime)).slice(0, 10), reader.tail.lastSeq);
    if (await interruption.listen()) return true;
  }
  return false;
}

const NOBODY: LogVisitor = { control: () => undefined, batch: () => undefined };

/** The files, what writes them, and the tables that fill them. */
class TableExport implements LogVisitor {
  at = 0 as SimTime;
  readonly #request: ExportRequest;
  readonly #files: TableFile[] = [];
  readonly #writers: TableWriter[] = [];
  readonly #tables: TableRun;
  /** Folded only where somebody asks for books or accounts. */
  readonly #replay: Replay | undefined;
  #lastSeq = 0 as Seq;

  constructor(request: ExportRequest, header: LogHeader) {
    const { tables, facts } = request;
    this.#request = request;
    this.#replay = needsWorld(tables) ? new Replay() : undefined;
    const takers: Partial<Record<TableName, (row: never) => void>> = {};
    try {
      for (const name of tables) {
        const writer = this.#open(name, header);
        takers[name] = (row: PlainRow) => writer.add(row);
      }
    } catch (fault) {
      this.discard();
      throw fault;
    }
    const { extraHolidays, homes } = facts;
    this.#tables = new TableRun({
      takers: takers as RowTakers,
      world: worldNow(() => this.#replay?.world),
      extraHolidays,
      homes,
    });
  }

  control(event: Parameters<LogVisitor['control']>[0]): void {
    this.at = event.at;
    this.#guarded(() => this.#replay?.control(event));
    this.#lastSeq = event.seq;
    this.#tables.control(event);
  }

  batch(batch: Parameters<LogVisitor['batch']>[0]): void {
    this.at = batch.at;
    this.#guarded(() => this.#replay?.batch(batch));
    this.#lastSeq = batch.firstSeq;
    this.#tables.batch(batch);
  }

  /** All files are whole before the first is named. */
  complete(): ExportedTable[] {
    this.#guarded(() => this.#replay?.finish());
    this.#tables.finish();
    for (const writer of this.#writers) writer.finish();
    for (const file of this.#files) file.name();
    return this.#request.tables.map((table, at) => {
      const { path, bytes } = this.#files[at] as TableFile;
      return { table, file: path, rows: (this.#writers[at] as TableWriter).rows, bytes };
    });
  }

  discard(): void {
    for (const file of this.#files) file.discard();
  }

  #open(table: TableName, { scenarioDigest, seed, engineVersion }: LogHeader): TableWriter {
    const { port, folder, format } = this.#request;
    const file = new TableFile(port, join(folder, fileName(table, format)));
    this.#files.push(file);
    const writer = tableWriter(format, file, TABLES[table], { table, scenarioDigest, seed, engineVersion });
    this.#writers.push(writer);
    return writer;
  }

  #guarded(work: () => void): void {
    try {
      work();
    } catch (cause) {
      throw new ReplayFault(cause, this.#lastSeq, this.#request.logPath);
    }
  }
}
