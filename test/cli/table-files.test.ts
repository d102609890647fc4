/** The three formats with cells that are hard to write, and disks that refuse: what is read back is what was there, or nothing is. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { always, maybe, type PlainRow, type TableSchema, tableOf } from '../../src/analysis/tables/table-schema.ts';
import { EnvironmentFault } from '../../src/cli/environment-fault.ts';
import { DISK, type FilePort } from '../../src/cli/file-port.ts';
import { TableFile } from '../../src/cli/tables/table-file.ts';
import { FORMAT_NAMES, type FormatName, tableWriter } from '../../src/cli/tables/table-writer.ts';
import { Duck, type Row } from './duck.ts';
import { type Failure, MemoryDisk } from './memory-disk.ts';
import { decompressors } from './zstd.ts';

interface NastyRow {
  readonly id: number;
  readonly text: string;
  readonly maybe_text: string | null;
  readonly big: number;
  readonly maybe_int: number | null;
  readonly double: number;
  readonly maybe_double: number | null;
  readonly time: number;
  readonly day: string;
}

const SCHEMA: TableSchema = tableOf<NastyRow>('whatever is hard to write', {
  id: always('int32', 'number', 'place'),
  text: always('text', '', 'any text'),
  maybe_text: maybe('text', '', 'any text or none'),
  big: always('int64', 'number', 'up to 2^53'),
  maybe_int: maybe('int32', 'number', 'or none'),
  double: always('float64', 'number', 'any double'),
  maybe_double: maybe('float64', 'number', 'or none'),
  time: always('time', 'UTC', 'a time'),
  day: always('date', 'date', 'a date'),
});

const NONE = { maybe_text: null, maybe_int: null, maybe_double: null };
const TEXTS = [
  'plain',
  'a,b',
  'say "no"',
  'two\r\nlines',
  ' spaces ',
  '国債 ¥ 🎌',
  '{"json":"{}"}',
  "it's",
  '\\n',
  '#',
];
const DOUBLES = [0, 0.1, -1e-300, 1.7976931348623157e308, 5e-324, 1 / 3, 123456789.12345679, 1e21, -2.5, 3];
const ROWS: NastyRow[] = TEXTS.map((text, id) => ({
  id: id + 1,
  text,
  ...NONE,
  ...(id % 2 === 0 ? {} : { maybe_text: text, maybe_int: -(2 ** 31) + id, maybe_double: -(DOUBLES[id] as number) }),
  big: (id % 2 === 0 ? 1 : -1) * (Number.MAX_SAFE_INTEGER - id),
  double: DOUBLES[id] as number,
  time: Date.UTC(2026, 0, 19, 6, 0, 0) + id * 1500,
  day: `2026-02-${String(id + 10)}`,
}));
const LABEL = { table: 'nasty', scenarioDigest: 'ab', seed: 1, engineVersion: '0' };

function write(port: FilePort, path: string, format: FormatName, rows: readonly NastyRow[] = ROWS): void {
  const file = new TableFile(port, path);
  try {
    const writer = tableWriter(format, file, SCHEMA, LABEL);
    for (const row of rows) writer.add(row as unknown as PlainRow);
    writer.finish();
    file.name();
  } finally {
    file.discard();
  }
}

const bufferOf = (bytes: Uint8Array): ArrayBuffer =>
  bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;

describe('on a disk', () => {
  let folder: string;
  let duck: Duck;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'spillover-tables-'));
    duck = new Duck();
  });
  afterAll(async () => {
    await duck.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const plain = (row: Row): Row => ({ ...row, big: Number(row.big), time: Number(row.time) });

  test.each(FORMAT_NAMES)('%s gives back every cell to the last bit', async (format) => {
    const path = join(folder, `nasty.${format}`);
    write(DISK, path, format);
    // The sniffer takes a text of one space or a backslash for what it is only where it is told the form.
    const source =
      format === 'csv' ? `read_csv('${path}', quote = '"', escape = '"', delim = ',', header = true)` : `'${path}'`;
    const rows = await duck.rows(
      `select * replace (epoch_ms(time::timestamptz) as time, day::varchar as day, big::bigint as big) from ${source} order by id`,
    );
    expect(rows.map(plain)).toEqual(ROWS);
  });

  test('csv ends its lines as RFC 4180 says and quotes only what needs it', () => {
    const disk = new MemoryDisk();
    write(disk, 'x.csv', 'csv', ROWS.slice(0, 3));
    expect(new TextDecoder().decode(disk.bytesOf('x.csv')).split('\r\n')).toEqual([
      'id,text,maybe_text,big,maybe_int,double,maybe_double,time,day',
      '1,plain,,9007199254740991,,0,,2026-01-19T06:00:00.000Z,2026-02-10',
      '2,"a,b","a,b",-9007199254740990,-2147483647,0.1,-0.1,2026-01-19T06:00:01.500Z,2026-02-11',
      '3,"say ""no""",,9007199254740989,,-1e-300,,2026-01-19T06:00:03.000Z,2026-02-12',
      '',
    ]);
  });

  test('a table without rows has its columns', async () => {
    for (const format of ['parquet', 'csv'] as const) {
      const path = join(folder, `empty.${format}`);
      write(DISK, path, format, []);
      const described = await duck.rows(`describe select * from '${path}'`);
      expect(described.map(({ column_name }) => column_name)).toEqual(SCHEMA.columns.map(({ name }) => name));
      expect(await duck.rows(`select count(*) n from '${path}'`)).toEqual([{ n: 0 }]);
    }
  });

  test('columns in which all is null, and many row groups, are read by both readers', async () => {
    const rows = Array.from(
      { length: 240_000 },
      (_, id): NastyRow => ({ ...(ROWS[0] as NastyRow), ...NONE, id, big: id * 1e4 }),
    );
    const path = join(folder, 'long.parquet');
    write(DISK, path, 'parquet', rows);
    const [found] = await duck.rows(
      `select count(*) n, count(maybe_int) ints, count(maybe_double) doubles, count(maybe_text) texts,
              sum(id)::bigint ids, sum(big)::bigint bigs from '${path}'`,
    );
    const total = (rows.length * (rows.length - 1)) / 2;
    expect(found).toEqual({ n: rows.length, ints: 0, doubles: 0, texts: 0, ids: total, bigs: total * 1e4 });
    const file = bufferOf(readFileSync(path));
    expect(parquetMetadata(file).row_groups.length).toBeGreaterThan(1);
    const read = await parquetReadObjects({ file, compressors: decompressors, columns: ['id', 'big', 'maybe_int'] });
    expect(read.length).toBe(rows.length);
    expect(
      read.every(({ id, big, maybe_int }, at) => id === at && Number(big) === at * 1e4 && (maybe_int ?? null) === null),
    ).toBe(true);
  });
});

test.each(FORMAT_NAMES)('%s: what is not a number is our bug and leaves no file', (format) => {
  for (const double of [Number.NaN, Number.POSITIVE_INFINITY]) {
    const disk = new MemoryDisk();
    const rows = [...ROWS, { ...(ROWS[0] as NastyRow), double }];
    expect(() => write(disk, 'x', format, rows)).toThrow(/double is (NaN|Infinity) in a row/);
    expect(disk.bytesOf('x')).toHaveLength(0);
  }
});

describe('on a disk that refuses', () => {
  const KINDS = ['ENOSPC', 'EIO', 'nothing taken'] as const;

  test.each(FORMAT_NAMES)('%s: whichever call fails, the old file is whole or the new one is', (format) => {
    const whole = new MemoryDisk();
    write(whole, 'x', format);
    const [calls, wanted] = [whole.calls, whole.bytesOf('x')];
    const old = ROWS.slice(0, 2);
    for (const kind of KINDS) {
      for (let at = 1; at <= calls; at++) {
        const disk = new MemoryDisk();
        write(disk, 'x', format, old);
        const before = disk.bytesOf('x').slice();
        const failure: Failure = { at, kind, forEver: false };
        disk.failFrom(failure);
        const fault = faultOf(() => write(disk, 'x', format));
        if (fault === undefined) expect(disk.bytesOf('x'), `${kind} at ${at}`).toEqual(wanted);
        else {
          expect(fault).toBeInstanceOf(EnvironmentFault);
          expect(disk.bytesOf('x'), `${kind} at ${at}`).toEqual(before);
        }
      }
    }
  });

  test('a disk that takes a byte at a time is only slow', () => {
    const disk = new MemoryDisk({ at: 1, kind: 'one byte', forEver: true });
    write(disk, 'x', 'csv');
    const whole = new MemoryDisk();
    write(whole, 'x', 'csv');
    expect(disk.bytesOf('x')).toEqual(whole.bytesOf('x'));
  });
});

function faultOf(work: () => void): unknown {
  try {
    work();
    return undefined;
  } catch (fault) {
    return fault;
  }
}
