/** DuckDB as an independent reader of tables: one connection in memory, one thread, so that sums of doubles repeat. */
import { DuckDBInstance } from '@duckdb/node-api';

export type Row = Readonly<Record<string, unknown>>;

export class Duck {
  readonly #connected = connect();

  /** Rows with every integer of 64 bits and more as a number, which must be exact. */
  async rows(sql: string): Promise<Row[]> {
    const connection = await this.#connected;
    const reader = await connection.runAndReadAll(sql);
    return reader.getRowObjectsJS().map((row) => Object.fromEntries(Object.entries(row).map(plain)));
  }

  /** The first column's value by the text of the second. */
  async map(sql: string): Promise<Map<string, number>> {
    const rows = (await this.rows(sql)).map((row) => Object.values(row));
    return new Map(rows.map(([value, key]) => [String(key), value as number]));
  }

  async close(): Promise<void> {
    (await this.#connected).closeSync();
  }
}

async function connect(): Promise<Awaited<ReturnType<DuckDBInstance['connect']>>> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run("set threads = 1; set timezone = 'UTC'");
  return connection;
}

function plain([name, value]: [string, unknown]): [string, unknown] {
  if (typeof value !== 'bigint') return [name, value];
  if (!Number.isSafeInteger(Number(value))) throw new Error(`${name}: ${value} is no exact number`);
  return [name, Number(value)];
}
