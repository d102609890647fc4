/** `query`: SQL over a run and an experiment, answered by DuckDB, which is optional and changes nothing that lies there. */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { experimentOf, hashesOf, head, makeResults } from '../experiments/make-results.ts';
import { InProcess } from './in-process.ts';
import { SHIM } from './program.ts';

let place: InProcess;
let before: Record<string, string>;
beforeAll(async () => {
  place = new InProcess();
  await place.spillover('run', 'small.yaml', '--seed', '7', '--until', '2026-01-20T03:00Z');
  const text = `${head('ablation', 'seeds: 1-3')}loops: [L2]\n`;
  await makeResults(experimentOf(text), { folder: join(place.path, 'experiments/mine'), workers: 1 });
  before = hashesOf(place.path);
});
afterAll(() => place.remove());

const ask = (...args: readonly string[]) => place.spillover('query', ...args);

async function rows(sql: string, ...args: readonly string[]): Promise<Record<string, unknown>[]> {
  const { code, stdout, stderr } = await ask(sql, '--json', ...args);
  expect(code, stderr + stdout).toBe(0);
  return JSON.parse(stdout).rows;
}

test('the runs of everything that lies here are rows of one table, the folder of each in front', async () => {
  const found = await rows('select source, scenario, arm, seed, status from runs order by all');
  const of = (arm: string, seed: number) => ({ source: 'experiments/mine', scenario: null, arm, seed, status: 'ok' });
  expect(found).toEqual([
    ...['L2-off', 'base'].flatMap((arm) => [1, 2, 3].map((seed) => of(arm, seed))),
    { source: 'runs/small-world-7', scenario: 'small-world', arm: null, seed: 7, status: 'ok' },
  ]);
});

test('tables of a run that nobody exported are made of its log, aside: what lies here stays as it is', async () => {
  const sql = `select (select count(*) from events where type = 'filled') as fills,
    (select sum(trades) from daily) as trades, (select fills from runs) as counted`;
  const [row] = await rows(sql, '--from', 'small-world-7');
  expect(row?.fills).toBeGreaterThan(0);
  expect(row).toEqual({ fills: row?.fills, trades: row?.fills, counted: row?.fills });
  expect(hashesOf(place.path)).toEqual(before);
});

test('tables that were exported are taken as they are', async () => {
  await place.spillover('export', 'runs/small-world-7', '--table', 'auctions');
  const { stderr, stdout } = await ask('select count(*) as n from auctions', '--from', 'runs/small-world-7', '--csv');
  expect([stderr, stdout]).toEqual(['', 'n\r\n0\r\n']);
  rmSync(join(place.path, 'runs/small-world-7/tables'), { recursive: true });
});

test('an answer has numbers, dates and times as types: for people, as CSV and as JSON', async () => {
  const sql = `select 9007199254740993::hugeint as big, 0.1::double as share, date '2026-01-20' as day,
    timestamptz '2026-01-20 12:35:00+09' as moment, 'a, "b"' as words, '' as empty, null as nothing, [1, 2] as list`;
  const json = JSON.parse((await ask(sql, '--json', '--from', 'mine')).stdout);
  expect(json).toMatchObject({ schema: 'spillover/query@1', sources: ['experiments/mine'] });
  expect(json.columns.map(({ type }: { type: string }) => type)).toEqual([
    'HUGEINT',
    'DOUBLE',
    'DATE',
    'TIMESTAMP WITH TIME ZONE',
    'VARCHAR',
    'VARCHAR',
    'INTEGER',
    'INTEGER[]',
  ]);
  const time = '2026-01-20T03:35:00.000Z';
  const [big, day] = ['9007199254740993', '2026-01-20'];
  expect(json.rows).toEqual([
    { big, share: 0.1, day, moment: time, words: 'a, "b"', empty: '', nothing: null, list: [1, 2] },
  ]);
  expect((await ask(sql, '--csv')).stdout).toBe(
    `big,share,day,moment,words,empty,nothing,list\r\n${big},0.1,${day},${time},"a, ""b""","",,"[1,2]"\r\n`,
  );
  expect((await ask('select seed, digest from runs', '--from', 'mine')).stdout.split('\n').slice(0, 2)).toEqual([
    'seed  digest',
    '   1  loops.L2=off 1',
  ]);
  expect((await ask('from range(201)')).stderr).toContain('the first 200 of 201 rows');
});

test('a pivot is a query too, and so are several statements', async () => {
  const made = await rows(
    'create table mine as from runs; pivot mine on arm using count(*) group by seed',
    '--from',
    'mine',
  );
  expect(made[0]).toEqual({ seed: 1, 'L2-off': 1, base: 1 });
});

test('of two loops that work on each other the page’s shares add up to what both do together', async () => {
  const page = readFileSync(new URL('../../docs/analysis.md', import.meta.url), 'utf8');
  const [, arms = '', sql = ''] =
    /^## Shares that add up$[\s\S]*?```yaml\n([\s\S]*?)```[\s\S]*?```sql\n([\s\S]*?)```/m.exec(page) ?? [];
  const folder = join(place.path, 'shares');
  await makeResults(experimentOf(`${head('ablation', 'seeds: 1-4')}${arms}`), { folder, workers: 1 });
  const [row] = await rows(sql.replaceAll('jgb_20y', 'ten'), '--from', 'shares');
  rmSync(folder, { recursive: true });
  expect(row?.seeds).toBe(4);
  expect(row?.together_bp).not.toBe(0);
  expect((row?.l1_bp as number) + (row?.l6_bp as number)).toBeCloseTo(row?.together_bp as number, 9);
});

describe('a fault is told in its place', () => {
  test.each([
    ['selec 1', 'SQL:1:1', 'syntax error at or near "selec"'],
    ["select 'é',\n  sed from runs", 'SQL:2:3', 'did you mean "seed"?'],
    ['from dayly', 'SQL:1:6', 'there is no table "dayly"; did you mean "daily"?'],
    ['from points', 'SQL:1:6', 'none of what is asked has a table "points"'],
    ["select 'x'::int", 'SQL:1:11', "Could not convert string 'x'"],
    ['/* nothing */', 'SQL:1:1', 'there is no statement'],
    ["from 'https://example.org/x.parquet'", 'SQL:1:1', 'httpfs'],
  ])('%s', async (sql, at, message) => {
    const { code, stderr } = await ask(sql, '--from', 'mine');
    expect(code).toBe(2);
    expect(stderr).toContain(at);
    expect(stderr).toContain(message);
  });

  test.each([
    [['select 1', '--from', 'mime'], '--from: there is no run mime'],
    [['select 1', '--csv', '--json'], '--csv'],
    [['select 1', 'from runs'], 'one too many'],
    [[], 'which query?'],
  ])('%j', async (args, message) => {
    const { code, stdout, stderr } = await ask(...args);
    expect(code).toBe(2);
    expect(stdout + stderr).toContain(message);
  });

  test('for a program as an error with line and column', async () => {
    const { code, stdout } = await ask('select nope\nfrom runs', '--json', '--from', 'mine');
    expect([code, JSON.parse(stdout).errors[0]]).toMatchObject([2, { file: 'SQL', line: 1, column: 8, found: 'nope' }]);
  });
});

test('a query only reads: whatever would write, fetch or set is refused, and nothing has changed', async () => {
  for (const sql of [
    "copy (select 1) to 'out.csv'",
    "explain analyze copy (select 1) to 'out.csv'",
    "select 1; copy (select 1) to 'out.csv'",
    "attach 'mine.db'",
    "export database 'out'",
    'install httpfs',
    'set threads = 4',
    "pragma profiling_output = 'out.json'",
    'create persistent secret (type http)',
    'drop view runs; drop table runs',
  ]) {
    const { code, stdout } = await ask(sql, '--from', 'mine');
    expect([code, stdout], sql).toEqual([2, '']);
  }
  expect(hashesOf(place.path)).toEqual(before);
});

test('an experiment that is not finished is refused', async () => {
  const stopped = join(place.path, 'stopped');
  await makeResults(experimentOf(head('ensemble', 'seeds: 1-3')), { folder: stopped, workers: 1, until: 1 });
  const { code, stderr } = await ask('from runs', '--from', 'stopped');
  rmSync(stopped, { recursive: true });
  expect(code).toBe(2);
  expect(stderr).toContain('stopped is not finished: `spillover experiment FILE --resume`');
});

const WITHOUT_DUCK = `import { registerHooks } from 'node:module';
registerHooks({ resolve(name, context, next) {
  if (name.startsWith('@duckdb/')) throw Object.assign(new Error('Cannot find package ' + name), { code: 'ERR_MODULE_NOT_FOUND' });
  return next(name, context);
} });`;

test('a machine without DuckDB is told what to install, and that is the machine’s refusal', () => {
  const hook = `data:text/javascript,${encodeURIComponent(WITHOUT_DUCK)}`;
  const args = ['--import', hook, SHIM, 'query', 'from runs', '--json'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: place.path, encoding: 'utf8' });
  expect(status, stderr).toBe(4);
  expect(stderr).toMatch(/needs DuckDB, an optional dependency.*Cannot find package/);
  expect(stderr).toMatch(/npm install --no-save @duckdb\/node-api@\d/);
  expect(JSON.parse(stdout).errors[0].file).toBe('@duckdb/node-api');
});
