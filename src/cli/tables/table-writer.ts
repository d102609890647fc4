/** The formats of exported tables, and what each must be able to do. */
import type { PlainRow, TableSchema } from '../../analysis/tables/table-schema.ts';
import { CsvTable } from './csv-table.ts';
import { JsonLinesTable } from './json-lines-table.ts';
import { ParquetTable, type TableLabel } from './parquet-table.ts';
import type { TableFile } from './table-file.ts';

export interface TableWriter {
  readonly rows: number;
  add(row: PlainRow): void;
  /** Writes what is left; the file is whole afterwards, under its working name. */
  finish(): void;
}

export const FORMAT_NAMES = ['parquet', 'csv', 'jsonl'] as const;
export type FormatName = (typeof FORMAT_NAMES)[number];

export function tableWriter(format: FormatName, file: TableFile, schema: TableSchema, label: TableLabel): TableWriter {
  switch (format) {
    case 'parquet':
      return new ParquetTable(file, schema, label);
    case 'csv':
      return new CsvTable(file, schema);
    case 'jsonl':
      return new JsonLinesTable(file, schema);
  }
}
