/** One part of all tables: at most a hundred runs of an arm, written in their order and named when all files are whole. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PlainRow, TableSchema } from '../../analysis/tables/table-schema.ts';
import type { TablePart } from '../../experiments/results/known-runs.ts';
import { attempt } from '../environment-fault.ts';
import type { FilePort } from '../file-port.ts';
import { makeWithParents } from '../run/run-folder.ts';
import { CsvTable } from '../tables/csv-table.ts';
import { ParquetTable, type TableLabel } from '../tables/parquet-table.ts';
import { TableFile } from '../tables/table-file.ts';
import type { TableWriter } from '../tables/table-writer.ts';
import { STATE } from './experiment-folder.ts';

export interface PartPlace {
  readonly port: FilePort;
  /** Of the results. */
  readonly folder: string;
  readonly arm: string;
  readonly part: number;
  readonly label: TableLabel;
  readonly csv: boolean;
}

const partName = (part: number): string => `part-${String(part).padStart(5, '0')}`;

/** Of a table, from the folder of results. */
const partFile = (table: string, { arm, part }: Pick<PartPlace, 'arm' | 'part'>): string =>
  `${table}/arm=${arm}/${partName(part)}.parquet`;

/** Where the same rows wait as CSV until the end. */
export const csvPart = (table: string, arm: string, part: number): string =>
  `${STATE}/csv/${table}/${arm}-${partName(part)}.csv`;

export class PartWriter {
  readonly #place: PartPlace;
  readonly #tables: readonly {
    readonly table: string;
    readonly files: readonly TableFile[];
    readonly writers: readonly TableWriter[];
  }[];

  /** Throws `EnvironmentFault`. */
  constructor(schemas: Readonly<Record<string, TableSchema>>, place: PartPlace) {
    this.#place = place;
    this.#tables = Object.entries(schemas).map(([table, schema]) => {
      const parquet = this.#file(partFile(table, place));
      const label = { ...place.label, table, arm: place.arm };
      const first = new ParquetTable(parquet, schema, label);
      if (!place.csv) return { table, files: [parquet], writers: [first] };
      const csv = this.#file(csvPart(table, place.arm, place.part));
      return { table, files: [parquet, csv], writers: [first, new CsvTable(csv, schema)] };
    });
  }

  add(table: string, row: PlainRow): void {
    for (const writer of this.#tables.find((each) => each.table === table)?.writers ?? []) writer.add(row);
  }

  /** All files are whole before the first is named. */
  complete(): Record<string, TablePart> {
    for (const { writers } of this.#tables) for (const writer of writers) writer.finish();
    for (const { files } of this.#tables) for (const file of files) file.name();
    return Object.fromEntries(
      this.#tables.map(({ table, files, writers }) => {
        const [file, writer] = [files[0] as TableFile, writers[0] as TableWriter];
        const bytes = attempt('read', file.path, () => readFileSync(file.path));
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        return [table, { file: partFile(table, this.#place), rows: writer.rows, bytes: bytes.length, sha256 }];
      }),
    );
  }

  discard(): void {
    for (const { files } of this.#tables) for (const file of files) file.discard();
  }

  #file(name: string): TableFile {
    const path = join(this.#place.folder, name);
    attempt('create', path, () => makeWithParents(dirname(path)));
    return new TableFile(this.#place.port, path);
  }
}
