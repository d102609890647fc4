/**
 * What a table that people export looks like: its columns in order, each with its kind, its unit and what it means.
 *
 * A table's columns are typed by its rows: one that is missing, misspelt or wrongly nullable does not compile. Formats
 * (Parquet, CSV, JSON lines) and `docs/tables.md` derive from it; nothing here knows a file.
 */
import { Bug } from '../../units/assert.ts';

/** `int64` is exact up to 2^53. A time is milliseconds since 1970 or ISO 8601 text, a date `2026-01-20`. */
export type CellKind = 'int32' | 'int64' | 'float64' | 'text' | 'json' | 'time' | 'date';

export type Cell = number | string | null;

/** One row, once its own type is forgotten. */
export type PlainRow = Readonly<Record<string, Cell>>;

type KindFor<T> = [T] extends [number]
  ? 'int32' | 'int64' | 'float64' | 'time'
  : [T] extends [string]
    ? 'text' | 'json' | 'time' | 'date'
    : never;

export interface Column<Kind extends CellKind = CellKind, Nullable extends boolean = boolean> {
  readonly kind: Kind;
  readonly isNullable: Nullable;
  /** As a reader of the table would say it; empty where the cell is a name. */
  readonly unit: string;
  readonly meaning: string;
}

/** Columns of rows of this type, in the order of the table. */
export type ColumnsOf<Row> = {
  readonly [Name in keyof Row]-?: Column<KindFor<NonNullable<Row[Name]>>, null extends Row[Name] ? true : false>;
};

export interface NamedColumn extends Column {
  readonly name: string;
}

export interface TableSchema {
  /** What one row is, and the order of rows. */
  readonly rowIs: string;
  readonly columns: readonly NamedColumn[];
}

/** A column that always has a value. */
export const always = <Kind extends CellKind>(kind: Kind, unit: string, meaning: string): Column<Kind, false> => ({
  kind,
  isNullable: false,
  unit,
  meaning,
});

/** A column that is null where it makes no sense or is not known. */
export const maybe = <Kind extends CellKind>(kind: Kind, unit: string, meaning: string): Column<Kind, true> => ({
  kind,
  isNullable: true,
  unit,
  meaning,
});

/** No table holds what is not a number: the formats write it differently, and it is our bug. */
export function checkFinite(cell: Cell, { name }: NamedColumn): void {
  if (typeof cell === 'number' && !Number.isFinite(cell)) throw new Bug(`${name} is ${cell} in a row of a table`);
}

export function tableOf<Row>(rowIs: string, columns: ColumnsOf<Row>): TableSchema {
  const named = Object.entries(columns as Readonly<Record<string, Column>>);
  return { rowIs, columns: named.map(([name, column]) => ({ name, ...column })) };
}
