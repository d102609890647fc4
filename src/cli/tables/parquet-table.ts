/**
 * A table as Parquet, written row group by row group, so that memory does not grow with the rows.
 *
 * Columns that always have a value are REQUIRED. Integers are delta-packed, doubles split by bytes (which DuckDB reads for doubles
 * only), texts and times put into dictionaries where that pays; all in zstd at level 1. The same rows give the same bytes.
 * Names, units and meanings of the columns stand in the metadata under `spillover`.
 */
import { constants, zstdCompressSync } from 'node:zlib';
import { ByteWriter, type ColumnSource, ParquetWriter, type SchemaElement } from 'hyparquet-writer';
import { RowGroup } from '../../analysis/tables/row-group.ts';
import type { Cell, CellKind, NamedColumn, PlainRow, TableSchema } from '../../analysis/tables/table-schema.ts';
import { parseIsoDate } from '../../units/civil-date.ts';
import { parseIsoTime } from '../../units/time.ts';
import type { TableFile } from './table-file.ts';

/** What a table says about itself: which it is, and of which run or experiment. */
export interface TableLabel {
  readonly table: string;
  readonly engineVersion: string;
  readonly [of: string]: string | number;
}

/** A row group ends at the first of the two; readers work on several at once. */
const GROUP_ROWS_MOST = 1 << 20;
const GROUP_BYTES_MOST = 1 << 24;

const BLOCK_BYTES = 1 << 20;

export class ParquetTable {
  readonly #group: RowGroup;
  readonly #file: TableFile;
  readonly #writer: ParquetWriter;
  #written = 0;

  constructor(file: TableFile, schema: TableSchema, label: TableLabel) {
    const { columns } = schema;
    this.#group = new RowGroup(columns);
    this.#file = file;
    this.#writer = new ParquetWriter({
      writer: new BlockWriter(file),
      schema: [{ name: 'root', num_children: columns.length }, ...columns.map(elementOf)],
      codec: 'ZSTD',
      compressors: { ZSTD: compress },
      kvMetadata: [{ key: 'spillover', value: JSON.stringify({ ...label, ...described(schema) }) }],
      createdBy: `spillover version ${label.engineVersion}`,
    });
  }

  get rows(): number {
    return this.#written + this.#group.rows;
  }

  add(row: PlainRow): void {
    this.#group.add(row);
    if (this.#group.rows >= GROUP_ROWS_MOST || this.#group.bytes >= GROUP_BYTES_MOST) this.#writeGroup();
  }

  finish(): void {
    if (this.#group.rows > 0) this.#writeGroup();
    this.#writer.finish();
    this.#file.complete();
  }

  #writeGroup(): void {
    const { rows, columns, schema } = this.#group;
    const columnData = schema.map((column, at) => sourceOf(column, columns[at] as Cell[]));
    this.#writer.write({ columnData, rowGroupSize: rows });
    this.#written += rows;
    this.#group.clear();
  }
}

/** Hands bytes on in blocks instead of keeping the file. */
class BlockWriter extends ByteWriter {
  readonly #file: TableFile;

  constructor(file: TableFile) {
    super(BLOCK_BYTES);
    this.#file = file;
  }

  override ensure(size: number): void {
    if (this.index >= BLOCK_BYTES) this.flush();
    super.ensure(size);
  }

  flush(): void {
    this.#file.append(this.getBytes());
    this.index = 0;
  }

  override finish(): void {
    this.flush();
  }
}

const FASTEST = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };
const compress = (bytes: Uint8Array): Uint8Array => zstdCompressSync(bytes, FASTEST);

const TYPES: Readonly<Record<CellKind, Pick<SchemaElement, 'type' | 'converted_type' | 'logical_type'>>> = {
  int32: { type: 'INT32' },
  int64: { type: 'INT64' },
  float64: { type: 'DOUBLE' },
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  json: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  date: { type: 'INT32', converted_type: 'DATE' },
  time: {
    type: 'INT64',
    converted_type: 'TIMESTAMP_MILLIS',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
  },
};

const ENCODINGS: Readonly<Partial<Record<CellKind, NonNullable<ColumnSource['encoding']>>>> = {
  int32: 'DELTA_BINARY_PACKED',
  int64: 'DELTA_BINARY_PACKED',
  date: 'DELTA_BINARY_PACKED',
  float64: 'BYTE_STREAM_SPLIT',
};

const elementOf = ({ name, kind, isNullable }: NamedColumn): SchemaElement => ({
  name,
  ...TYPES[kind],
  repetition_type: isNullable ? 'OPTIONAL' : 'REQUIRED',
});

function sourceOf({ name, kind, isNullable }: NamedColumn, cells: Cell[]): ColumnSource {
  const encoding = ENCODINGS[kind];
  const data = isNullable || kind !== 'int32' ? physical(kind, cells) : Int32Array.from(cells as number[]);
  return {
    name,
    data,
    ...(encoding === undefined ? {} : { encoding }),
    ...(kind === 'json' ? { statistics: false } : {}),
  };
}

function physical(kind: CellKind, cells: Cell[]): Cell[] | (bigint | null)[] {
  if (kind === 'int64') return integersOf(cells, (cell) => cell as number);
  if (kind === 'time')
    return integersOf(cells, (cell) => (typeof cell === 'string' ? parseIsoTime(cell) : cell) as number);
  return kind === 'date'
    ? cells.map((cell) => (cell === null ? null : (parseIsoDate(cell as string) as number)))
    : cells;
}

/** One after the other is mostly the same: then they share one number. */
function integersOf(cells: readonly Cell[], numberOf: (cell: number | string) => number): (bigint | null)[] {
  let [last, integer]: [Cell, bigint] = [null, 0n];
  return cells.map((cell) => {
    if (cell === null) return null;
    if (cell !== last) [last, integer] = [cell, BigInt(numberOf(cell))];
    return integer;
  });
}

/** What `docs/tables.md` says, for whoever has the file alone. */
function described({ rowIs, columns }: TableSchema): object {
  return {
    row: rowIs,
    columns: Object.fromEntries(columns.map(({ name, unit, meaning }) => [name, { unit, meaning }])),
  };
}
