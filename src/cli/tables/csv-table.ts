/**
 * A table as comma-separated values, RFC 4180: a header, lines that end in CR LF, quotes doubled.
 *
 * Numbers have all their digits: read back they are the same. Null is an empty field, an empty text is `""`.
 */
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

const NEEDS_QUOTES = /[",\r\n]/;

export class CsvTable {
  rows = 0;
  readonly #columns: readonly NamedColumn[];
  readonly #file: TableFile;
  readonly #blocks: TextBlocks;

  constructor(file: TableFile, { columns }: TableSchema) {
    this.#columns = columns;
    this.#file = file;
    this.#blocks = new TextBlocks((block) => file.append(block));
    this.#blocks.add(`${columns.map(({ name }) => name).join(',')}\r\n`);
  }

  add(row: PlainRow): void {
    const fields = this.#columns.map((column) => fieldOf(row[column.name] as Cell, column));
    this.#blocks.add(`${fields.join(',')}\r\n`);
    this.rows += 1;
  }

  finish(): void {
    this.#blocks.flush();
    this.#file.complete();
  }
}

function fieldOf(cell: Cell, column: NamedColumn): string {
  if (cell === null) return '';
  checkFinite(cell, column);
  if (column.kind === 'time') return timeText(cell);
  if (typeof cell === 'number') return String(cell);
  return cell === '' || NEEDS_QUOTES.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
