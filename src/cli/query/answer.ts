/** The rows that answer a query, as they come: of the last statement, after those before it. */
import type { DuckDBConnection, DuckDBType } from '@duckdb/node-api';
import type { Duck } from './duck-db.ts';

export type Cell = null | boolean | number | string | readonly Cell[] | { readonly [name: string]: Cell };

export interface AnswerColumn {
  readonly name: string;
  /** As DuckDB names it: `DOUBLE`, `VARCHAR[]`. */
  readonly type: string;
}

export type Answer =
  | { readonly columns: readonly AnswerColumn[]; readonly rows: AsyncIterable<readonly (readonly Cell[])[]> }
  | { readonly refused: string };

/** Nothing else is carried out: `explain analyze` would carry out anything. `pivot` makes a type first. */
const READING = ['SELECT', 'CREATE'];

/** Throws what DuckDB throws. */
export async function answerOf(duck: Duck, connection: DuckDBConnection, sql: string): Promise<Answer> {
  const statements = await connection.extractStatements(sql);
  const last = statements.count - 1;
  for (let at = 0; ; at++) {
    const statement = await statements.prepare(at);
    const type = duck.StatementType[statement.statementType] ?? 'unknown';
    if (!READING.includes(type)) return { refused: type };
    if (at < last) {
      await statement.run();
      continue;
    }
    const result = await statement.stream();
    const names = result.deduplicatedColumnNames();
    const types = result.columnTypes();
    const columns = names.map((name, column) => ({ name, type: String(types[column]) }));
    return {
      columns,
      rows: rowsOf(
        result.yieldRowsJs(),
        types.map((type) => isOfDates(duck, type)),
      ),
    };
  }
}

/** Dates, or lists of them. */
function isOfDates(duck: Duck, type: DuckDBType): boolean {
  const isList = type instanceof duck.DuckDBListType || type instanceof duck.DuckDBArrayType;
  return isList ? isOfDates(duck, type.valueType) : type.typeId === duck.DuckDBTypeId.DATE;
}

async function* rowsOf(
  chunks: AsyncIterable<readonly (readonly unknown[])[]>,
  ofDates: readonly boolean[],
): AsyncGenerator<readonly (readonly Cell[])[]> {
  for await (const rows of chunks) yield rows.map((row) => row.map((value, at) => cellOf(value, ofDates[at] === true)));
}

/** Numbers where they are exact, times in UTC, what JSON has no form for as text. */
function cellOf(value: unknown, isDate = false): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'boolean' || typeof value === 'string') return value;
  if (value instanceof Date) return isDate ? value.toISOString().slice(0, 10) : value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  if (Array.isArray(value)) return value.map((each) => cellOf(each, isDate));
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, cellOf(each)]));
}
