/** `spillover export`: what readers that know nothing of us find in the tables, and what is said where there is nothing to read. */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TABLE_NAMES, TABLES } from '../../src/analysis/tables/table-columns.ts';
import { Duck, type Row } from './duck.ts';
import { CASH_SQL, type EngineSums, engineSums, POSITIONS_SQL } from './engine-sums.ts';
import { InProcess } from './in-process.ts';

const FORMATS = ['parquet', 'csv', 'jsonl'] as const;

let place: InProcess;
let duck: Duck;
let sums: EngineSums;
let report: Record<string, Row[]>;
const home = process.cwd();
beforeAll(async () => {
  place = new InProcess();
  duck = new Duck();
  process.chdir(place.path);
  const ofSeed = ['--seed', '7', '--snapshots', '60'];
  const { stdout } = await place.spillover('run', 'small.yaml', ...ofSeed, '--out', 'run', '--json');
  report = JSON.parse(stdout);
  for (const format of FORMATS) {
    const { code, stderr } = await place.spillover('export', 'run', '--format', format);
    expect(code, stderr).toBe(0);
  }
  sums = engineSums('run/events.log');
});
afterAll(async () => {
  await duck.close();
  process.chdir(home);
  place.remove();
});

const path = (table: string, format: string): string => `'run/tables/${table}.${format}'`;

describe.each(FORMATS)('%s, as DuckDB reads it', (format) => {
  test('every event and every record of the log has its row, in order', async () => {
    const [row] = await duck.rows(
      `select count(*) n, min(seq) lowest, max(seq) highest, count(distinct seq) seqs, count_if(plane = 'order') records
       from ${path('events', format)}`,
    );
    const { events, records } = sums;
    expect(row).toEqual({ n: events, lowest: 1, highest: events, seqs: events, records });
  });

  test('volume by line is the engine’s, in events, bars and daily alike', async () => {
    const lots = await duck.map(
      `select sum(quantity_lots)::bigint, bond from ${path('events', format)} where type = 'filled' group by bond`,
    );
    expect(lots).toEqual(sums.lots);
    expect(await duck.map(`select sum(volume_lots)::bigint, bond from ${path('bars', format)} group by bond`)).toEqual(
      lots,
    );
    const face = await duck.map(`select sum(volume_face)::bigint, bond from ${path('daily', format)} group by bond`);
    expect(face).toEqual(new Map([...lots].map(([bond, traded]) => [bond, traded * 100_000_000])));
  });

  test('fills are as many as the engine counts', async () => {
    const counted = await duck.rows(
      `select (select count(*) from ${path('events', format)} where type = 'filled') events,
              (select sum(trades)::bigint from ${path('bars', format)}) bars,
              (select sum(trades)::bigint from ${path('daily', format)}) daily`,
    );
    expect(counted).toEqual([{ events: sums.fills, bars: sums.fills, daily: sums.fills }]);
  });

  test('openings, fills and awards add up to the ledger’s positions', async () => {
    expect(await duck.map(POSITIONS_SQL(path('events', format)))).toEqual(sums.positions);
  });

  test('prices, interest and awards add up to the ledger’s money', async () => {
    expect(sums.cash.size).toBeGreaterThan(5);
    expect(await duck.map(CASH_SQL(path('events', format)))).toEqual(sums.cash);
  });

  test('what is bought is sold, and positions of a line add up to zero', async () => {
    const left = await duck.rows(
      `select date, bond from ${path('positions', format)} group by all having sum(position_face) <> 0`,
    );
    expect(left).toEqual([]);
    const bought = await duck.rows(
      `select date, bond from ${path('flows', format)} group by all having sum(buy_face) <> sum(sell_face)`,
    );
    expect(bought).toEqual([]);
  });

  test('every cause is older than what follows from it, and the first is the column `cause`', async () => {
    const [row] = await duck.rows(
      `select count(*) pairs, count_if(cause_seq >= causes.seq) younger,
              count(distinct causes.seq) filter (cause is null) missing
       from ${path('causes', format)} causes join ${path('events', format)} events using (seq)`,
    );
    expect(row).toMatchObject({ younger: 0, missing: 0 });
    const follow = await duck.rows(
      `select count(*) n from ${path('events', format)} e anti join ${path('causes', format)} c
       on e.seq = c.seq and e.cause = c.cause_seq where e.cause is not null`,
    );
    expect(follow).toEqual([{ n: 0 }]);
  });

  test('daily, auctions and operations are those of `run --json`', async () => {
    const daily = await duck.rows(`select * replace (cast(date as varchar) as date) from ${path('daily', format)}`);
    expect(daily).toEqual(report.daily);
    const results = await duck.rows(
      `select * exclude (time), epoch_ms(time::timestamptz) as at from ${path('auctions', format)}`,
    );
    expect(results).toEqual(
      (report.auctions as Row[]).map(({ time, ...row }) => ({ ...row, at: Date.parse(time as string) })),
    );
  });
});

describe('the formats hold the same', () => {
  test.each(TABLE_NAMES.filter((table) => table !== 'operations'))('%s', async (table) => {
    const columns = TABLES[table].columns.map(({ name, kind }) => {
      const cell =
        { time: `epoch_ms(${name}::timestamptz)`, float64: `${name}::double` }[kind as string] ?? `${name}::varchar`;
      return `${cell} as ${name}`;
    });
    const as = (format: string): string => `select ${columns.join(', ')} from ${path(table, format)}`;
    for (const other of ['csv', 'jsonl']) {
      const differing = `(${as('parquet')} except all ${as(other)}) union all (${as(other)} except all ${as('parquet')})`;
      expect(await duck.rows(`${differing} limit 3`)).toEqual([]);
    }
  });
});

describe('parquet', () => {
  test.each(TABLE_NAMES)(
    '%s has the columns and types of its schema, required where there is always a value',
    async (table) => {
      const bytes = place.bytes(`run/tables/${table}.parquet`);
      const { schema, key_value_metadata } = parquetMetadata(
        bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer,
      );
      const [, ...leaves] = schema;
      expect(leaves.map(({ name, repetition_type }) => ({ name, isNullable: repetition_type === 'OPTIONAL' }))).toEqual(
        TABLES[table].columns.map(({ name, isNullable }) => ({ name, isNullable })),
      );
      const label = JSON.parse(key_value_metadata?.find(({ key }) => key === 'spillover')?.value ?? '');
      expect(label).toMatchObject({ table, seed: 7, row: TABLES[table].rowIs });
      expect(Object.keys(label.columns)).toEqual(leaves.map(({ name }) => name));
    },
  );

  test('a second reader finds what DuckDB finds', async () => {
    const bytes = place.bytes('run/tables/flows.parquet');
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
    const { decompressors } = await import('./zstd.ts');
    const rows = await parquetReadObjects({ file, compressors: decompressors });
    const total = (column: string): number => rows.reduce((sum, row) => sum + Number(row[column]), 0);
    const [expected] = await duck.rows(
      `select count(*) n, sum(buy_face)::bigint buy, sum(sell_face)::bigint sell from ${path('flows', 'parquet')}`,
    );
    expect({ n: rows.length, buy: total('buy_face'), sell: total('sell_face') }).toEqual(expected);
  });

  test('the same log gives the same bytes', async () => {
    const { code } = await place.spillover('export', 'run', '--out', 'again');
    expect(code).toBe(0);
    for (const table of TABLE_NAMES) {
      expect(place.bytes(`again/${table}.parquet`).equals(place.bytes(`run/tables/${table}.parquet`)), table).toBe(
        true,
      );
    }
  });
});

describe('what is asked for', () => {
  test('one table is the one that all give, without a look at the others', async () => {
    const { code, stdout } = await place.spillover(
      'export',
      'run',
      '--table',
      'bars',
      '--format',
      'csv',
      '--out',
      'bars',
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/^bars +[\d,]+ +[\d.]+ kB +bars\/bars\.csv$/m);
    expect(readdirSync('bars')).toEqual(['bars.csv']);
    expect(place.read('bars/bars.csv')).toBe(place.read('run/tables/bars.csv'));
  });

  test('with --json a document says what was written', async () => {
    const { stdout } = await place.spillover('export', 'run', '--table', 'agents', '--table', 'daily', '--json');
    const document = JSON.parse(stdout);
    expect(stdout.trimEnd()).not.toContain('\n');
    expect(document).toMatchObject({
      schema: 'spillover/export@1',
      run: 'run',
      seed: 7,
      format: 'parquet',
      ending: 'whole',
    });
    expect(document.seq).toBe(sums.events);
    const { digest } = JSON.parse(place.read('run/run.json'));
    expect(document.digest).toBe(digest);
    expect(document.tables).toEqual([
      {
        table: 'daily',
        file: 'run/tables/daily.parquet',
        rows: 6,
        bytes: place.bytes('run/tables/daily.parquet').length,
      },
      {
        table: 'agents',
        file: 'run/tables/agents.parquet',
        rows: 16,
        bytes: place.bytes('run/tables/agents.parquet').length,
      },
    ]);
  });

  test.each([
    [['--table', 'dayly'], 'there is no table "dayly"; did you mean "daily"?'],
    [['--format', 'parket'], 'there is no format "parket"; did you mean "parquet"?'],
    [['--out', 'run/tables'], 'run/tables/events.parquet is there already'],
  ])('%j is refused', async (words, said) => {
    const { code, stderr } = await place.spillover('export', 'run', ...words);
    expect(code).toBe(2);
    expect(stderr).toContain(said);
  });

  test('a log by itself is exported beside it, and nobody’s files are taken', async () => {
    place.write('alone.log', '');
    place.writeBytes('alone.log', place.bytes('run/events.log'));
    const first = await place.spillover('export', 'alone.log', '--table', 'agents', '--format', 'csv');
    expect(first.code).toBe(0);
    expect(place.read('tables/agents.csv')).toMatch(/^boj,centralBank,\r$/m);
    expect(place.read('run/tables/agents.csv')).toMatch(/^boj,centralBank,jgb\r$/m);
    const second = await place.spillover('export', 'alone.log', '--table', 'agents', '--format', 'csv');
    expect(second.code).toBe(2);
    expect(second.stderr).toContain('tables/agents.csv is there already');
  });
});

describe('a log that is not whole', () => {
  test('a torn tail is told, and what is good is exported', async () => {
    const log = place.bytes('run/events.log');
    place.writeBytes('torn.log', log.subarray(0, log.length - 1000));
    const { code, stderr } = await place.spillover('export', 'torn.log', '--table', 'events', '--out', 'torn');
    expect(code).toBe(0);
    const lastSeq = Number(/the last frame is torn, .*; good up to seq (\d+)/.exec(stderr)?.[1]);
    expect(lastSeq).toBeGreaterThan(0);
    expect(await duck.rows(`select max(seq) as last from 'torn/events.parquet'`)).toEqual([{ last: lastSeq }]);
  });

  test('a damaged log is refused with its place, and leaves no table', async () => {
    const log = Buffer.from(place.bytes('run/events.log'));
    log[log.length - 5000] = (log[log.length - 5000] as number) ^ 1;
    place.writeBytes('damaged.log', log);
    const { code, stderr } = await place.spillover('export', 'damaged.log', '--out', 'damaged');
    expect(code).toBe(2);
    expect(stderr).toMatch(/damaged at byte \d+, in frame \d+/);
    expect(readdirSync('damaged')).toEqual([]);
  });

  test('a file that is shorter than a header is no log', async () => {
    place.writeBytes('short.log', place.bytes('run/events.log').subarray(0, 20));
    const { code, stderr } = await place.spillover('export', 'short.log', '--out', 'short');
    expect(code).toBe(2);
    expect(stderr).toContain('holds no whole header');
  });

  test('tables of an earlier export stay where a later one fails', async () => {
    await place.spillover('export', 'run', '--table', 'daily');
    const before = place.bytes('run/tables/daily.parquet');
    const log = place.bytes('run/events.log');
    const broken = Buffer.from(log);
    broken[log.length - 100] = (broken[log.length - 100] as number) ^ 1;
    place.writeBytes('run/events.log', broken);
    const { code } = await place.spillover('export', 'run', '--table', 'daily');
    place.writeBytes('run/events.log', log);
    expect(code).toBe(2);
    expect(place.bytes('run/tables/daily.parquet').equals(before)).toBe(true);
    expect(readdirSync('run/tables').filter((name) => name.endsWith('.new'))).toEqual([]);
  });
});

test('a run without a log has no tables', async () => {
  await place.spillover('run', 'small.yaml', '--until', '2026-01-19T06:30Z', '--no-log', '--out', 'logless');
  const { code, stderr } = await place.spillover('export', 'logless');
  expect(code).toBe(2);
  expect(stderr).toContain('logless has no log: it was run with --no-log');
  expect(existsSync('logless/tables')).toBe(false);
  rmSync('logless', { recursive: true });
});
