/**
 * Rows turned into columns: what a columnar format writes at once, with an estimate of what it takes in memory.
 *
 * Cells are kept as they came. Whoever writes them decides how many rows a group may have.
 */
import { type Cell, checkFinite, type NamedColumn, type PlainRow } from './table-schema.ts';

/** What a cell takes in an array; names are shared by all their rows. */
const CELL_BYTES = 8;
/** What a text that stands in one row only takes beside its characters. */
const TEXT_BYTES = 24;

export class RowGroup {
  readonly schema: readonly NamedColumn[];
  readonly columns: Cell[][];
  rows = 0;
  /** About. */
  bytes = 0;

  constructor(schema: readonly NamedColumn[]) {
    this.schema = schema;
    this.columns = schema.map(() => []);
  }

  add(row: PlainRow): void {
    const { schema, columns } = this;
    for (let at = 0; at < schema.length; at++) {
      const column = schema[at] as NamedColumn;
      const cell = row[column.name] as Cell;
      checkFinite(cell, column);
      (columns[at] as Cell[]).push(cell);
      if (column.kind === 'json' && cell !== null) this.bytes += TEXT_BYTES + (cell as string).length;
    }
    this.rows += 1;
    this.bytes += CELL_BYTES * schema.length;
  }

  clear(): void {
    for (let at = 0; at < this.columns.length; at++) this.columns[at] = [];
    this.rows = 0;
    this.bytes = 0;
  }
}
