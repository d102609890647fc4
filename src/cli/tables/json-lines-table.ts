/** A table as JSON lines: one object a row with every column in order, null where there is no value. */
import {
  type Cell,
  checkFinite,
  type NamedColumn,
  type PlainRow,
  type TableSchema,
} from '../../analysis/tables/table-schema.ts';
import type { TableFile } from './table-file.ts';
import { TextBlocks } from './text-blocks.ts';
import { timeText } from './time-cell.ts';

export class JsonLinesTable {
  rows = 0;
  /** Each with the text that stands before its value. */
  readonly #columns: readonly { readonly column: NamedColumn; readonly before: string }[];
  readonly #file: TableFile;
  readonly #blocks: TextBlocks;

  constructor(file: TableFile, { columns }: TableSchema) {
    this.#columns = columns.map((column, at) => ({
      column,
      before: `${at === 0 ? '{' : ','}${JSON.stringify(column.name)}:`,
    }));
    this.#file = file;
    this.#blocks = new TextBlocks((block) => file.append(block));
  }

  add(row: PlainRow): void {
    let line = '';
    for (const { column, before } of this.#columns) line += before + valueText(row[column.name] as Cell, column);
    this.#blocks.add(`${line}}\n`);
    this.rows += 1;
  }

  finish(): void {
    this.#blocks.flush();
    this.#file.complete();
  }
}

function valueText(cell: Cell, column: NamedColumn): string {
  checkFinite(cell, column);
  if (column.kind === 'time' && cell !== null) return `"${timeText(cell)}"`;
  return typeof cell === 'number' ? String(cell) : JSON.stringify(cell);
}
