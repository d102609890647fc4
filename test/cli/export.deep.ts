/** A million events of the shipped episode: exported in a small heap, and what DuckDB sums is what the engine sums. */
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TABLE_NAMES } from '../../src/analysis/tables/table-columns.ts';
import { Duck } from './duck.ts';
import { type EngineSums, engineSums, POSITIONS_SQL } from './engine-sums.ts';
import { type Ended, ended, Workplace } from './program.ts';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const EVENTS = 1_000_000;
/** The table `events` alone is some 150 MB of cells. */
const HEAP_MB = 96;

let place: Workplace;
let duck: Duck;
let sums: EngineSums;
beforeAll(async () => {
  place = new Workplace();
  duck = new Duck();
  const { code, stderr } = await place.spillover('run', 'japan-2026', '--until', String(EVENTS), '--out', 'run');
  expect(code, stderr).toBe(0);
  sums = engineSums(join(place.path, 'run/events.log'));
  expect(sums.events).toBeGreaterThanOrEqual(EVENTS);
});
afterAll(async () => {
  await duck.close();
  place.remove();
});

function inSmallHeap(...args: readonly string[]): Promise<Ended> {
  const words = [`--max-old-space-size=${HEAP_MB}`, MAIN, ...args];
  return ended(spawn(process.execPath, words, { cwd: place.path, stdio: ['ignore', 'pipe', 'pipe'] }));
}

const source = (table: string, format: string): string => {
  const path = join(place.path, `run/tables/${table}.${format}`);
  return format === 'csv' ? `read_csv('${path}', sample_size = -1)` : `'${path}'`;
};

test('Ctrl-C leaves no table, whole or torn, and exits 130', async () => {
  const child = place.start('export', 'run', '--format', 'jsonl', '--out', 'stopped', '--json');
  const ending = ended(child);
  // Progress begins after a second of work.
  child.stderr?.on('data', (text: string) => {
    if (text.includes(' %')) child.kill('SIGINT');
  });
  const { code, stdout, stderr } = await ending;
  expect(code).toBe(130);
  expect(stderr).toContain('no table was written');
  expect(readdirSync(join(place.path, 'stopped'))).toEqual([]);
  const { errors, repeat, seq } = JSON.parse(stdout);
  expect(errors).toHaveLength(1);
  expect(seq).toBeLessThan(EVENTS);
  expect(repeat).toMatch(/ export run --table all --format jsonl --out stopped$/);
});

test('every kind of auction, a future, a linker and a redemption: positions are the ledger’s', async () => {
  const { code, stderr } = await place.spillover('run', 'primary-market', '--out', 'primary');
  expect(code, stderr).toBe(0);
  expect((await inSmallHeap('export', 'primary')).code).toBe(0);
  const { positions } = engineSums(join(place.path, 'primary/events.log'));
  const tables = join(place.path, 'primary/tables');
  expect(await duck.map(POSITIONS_SQL(`'${tables}/events.parquet'`))).toEqual(positions);
  const [row] = await duck.rows(
    `select (select count(*) from '${tables}/auctions.parquet') as auctions,
            (select count(*) from '${tables}/operations.parquet') as operations,
            (select count(*) from '${tables}/events.parquet' where type = 'AuctionResultPublished') as results`,
  );
  const { auctions, operations, results } = row as Record<string, number>;
  expect(auctions).toBeGreaterThan(0);
  expect(operations).toBeGreaterThan(0);
  expect(results).toBe((auctions as number) + (operations as number));
});

describe.each(['parquet', 'csv', 'jsonl'])('%s', (format) => {
  test('all tables are written in a heap that could not hold one of them', async () => {
    const { code, stdout, stderr } = await inSmallHeap('export', 'run', '--format', format, '--json');
    expect(code, stderr).toBe(0);
    const { tables } = JSON.parse(stdout);
    expect(tables.map(({ table }: { table: string }) => table)).toEqual(TABLE_NAMES);
  });

  test('every event has its row', async () => {
    const [row] = await duck.rows(
      `select count(*) as n, max(seq) as highest, count(distinct seq) as seqs from ${source('events', format)}`,
    );
    expect(row).toEqual({ n: sums.events, highest: sums.events, seqs: sums.events });
  });

  test('fills and volume by line are the engine’s', async () => {
    const events = source('events', format);
    const lots = await duck.map(
      `select sum(quantity_lots)::bigint, bond from ${events} where type = 'filled' group by bond`,
    );
    expect(lots).toEqual(sums.lots);
    expect(
      await duck.map(`select sum(volume_lots)::bigint, bond from ${source('bars', format)} group by bond`),
    ).toEqual(lots);
    const [fills] = await duck.rows(`select sum(trades)::bigint as fills from ${source('daily', format)}`);
    expect(fills).toEqual({ fills: sums.fills });
  });

  test('positions are the ledger’s', async () => {
    expect(await duck.map(POSITIONS_SQL(source('events', format)))).toEqual(sums.positions);
  });

  test('flows of a line add up to nothing on every date, and so do positions', async () => {
    const flows = await duck.rows(
      `select bond from ${source('flows', format)} group by date, bond having sum(buy_face) <> sum(sell_face)`,
    );
    expect(flows).toEqual([]);
    const held = await duck.rows(
      `select bond from ${source('positions', format)} group by date, bond having sum(position_face) <> 0`,
    );
    expect(held).toEqual([]);
  });
});
