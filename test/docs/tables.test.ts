/** docs/tables.md says of every column what the schemas say, and its lines for DuckDB work. After a change of columns: `-u`. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { TABLE_NAMES, TABLES } from '../../src/analysis/tables/table-columns.ts';
import { carryOut } from '../../src/cli/command-line.ts';
import { Duck } from '../cli/duck.ts';
import { Workplace } from '../cli/program.ts';
import { read } from './constants.ts';
import { blocksOf } from './readme.ts';
import { withColumns } from './tables-page.ts';

const PAGE = read('docs/tables.md');

test('every column is there with its type, its unit and its meaning', async () => {
  await expect(withColumns(PAGE)).toMatchFileSnapshot('../../docs/tables.md');
});

test('a column that is missing or tells another unit would be noticed', () => {
  const forgotten = PAGE.replace(/^\| `spread_bp`.*\n/m, '');
  expect(forgotten).not.toBe(PAGE);
  expect(withColumns(forgotten)).toBe(withColumns(PAGE));
  expect(withColumns(PAGE.replace('| lots |', '| bp |'))).toBe(withColumns(PAGE));
});

test('tables that stand in several places agree with those that formats.md promises', () => {
  const formats = read('docs/formats.md');
  for (const table of ['daily', 'auctions', 'flows'] as const) {
    const promised = new RegExp(`^\`${table}\`.*:\\n\`(.+)\`$`, 'm').exec(formats)?.[1];
    expect(promised?.split(', '), table).toEqual(TABLES[table].columns.map(({ name }) => name));
  }
});

test('every column has a meaning, and a number has a unit', () => {
  for (const table of TABLE_NAMES) {
    for (const { name, kind, unit, meaning } of TABLES[table].columns) {
      expect(meaning, `${table}.${name}`).not.toBe('');
      if (kind !== 'text') expect(unit, `${table}.${name}`).not.toBe('');
    }
  }
});

const inSql = blocksOf(PAGE).flatMap(({ language, body }) => (language === 'sql' ? body.split(/;\n/) : []));
const queries = inSql.map((query) => query.replace(/;\s*$/, '').trim()).filter((query) => query !== '');

let place: Workplace;
let duck: Duck;
const home = process.cwd();
beforeAll(async () => {
  place = new Workplace();
  duck = new Duck();
  process.chdir(place.path);
  for (const stream of ['stdout', 'stderr'] as const) vi.spyOn(process[stream], 'write').mockReturnValue(true);
  const texts = ['csv', 'jsonl'].map((format) => `export run --table events --format ${format}`);
  for (const command of ['run small.yaml --seed 7 --out run', 'export run', ...texts]) {
    expect(await carryOut(command.split(' '))).toBe(0);
  }
  vi.restoreAllMocks();
});
afterAll(async () => {
  await duck.close();
  process.chdir(home);
  place.remove();
});

test('the page has queries for every format', () => {
  for (const ending of ['.parquet', '.csv', '.jsonl'])
    expect(queries.some((query) => query.includes(ending))).toBe(true);
});

test.each(queries)('%s', async (query) => {
  expect((await duck.rows(query)).length).toBeGreaterThan(0);
});
