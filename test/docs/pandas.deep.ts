/**
 * The lines that `docs/tables.md` gives for pandas, run as they stand on every table: rows, nulls and sums are DuckDB's.
 *
 * Skipped where pandas is not installed; Parquet is left out where pandas has nothing to read it with, as Debian's, and that is said.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TABLE_NAMES, TABLES } from '../../src/analysis/tables/table-columns.ts';
import { Duck } from '../cli/duck.ts';
import { Workplace } from '../cli/program.ts';
import { REQUIRE_ALL } from '../runtimes/runtime.ts';

const PAGE = readFileSync(new URL('../../docs/tables.md', import.meta.url), 'utf8');
const [, row = ''] = /^\| pandas \|(.*)\|$/m.exec(PAGE) ?? [];
const LINES = [...row.matchAll(/`(pd\.[^`]*'events\.(\w+)'[^`]*)`/g)].map(([, line = '', format = '']) => ({
  line,
  format,
}));

/** The first Python that has it: the one on the path, or the system's own. */
const PYTHON = ['python3', '/usr/bin/python3'].find((each) => has(each, 'pandas'));
const readsParquet = PYTHON !== undefined && (has(PYTHON, 'pyarrow') || has(PYTHON, 'fastparquet'));

function has(python: string, module: string): boolean {
  return spawnSync(python, ['-c', `import ${module}`], { stdio: 'ignore' }).status === 0;
}

interface Seen {
  readonly rows: number;
  readonly nulls: Readonly<Record<string, number>>;
  readonly sums: Readonly<Record<string, number>>;
}

let place: Workplace;
let duck: Duck;
beforeAll(async () => {
  if (PYTHON === undefined) return;
  place = new Workplace();
  duck = new Duck();
  const until = ['--until', '2026-02-25T11:00Z'];
  const run = await place.spillover('run', 'primary-market', '--seed', '7', '--out', 'run', ...until);
  expect(run.code, run.stderr).toBe(0);
  for (const format of ['parquet', 'csv', 'jsonl']) {
    const { code, stderr } = await place.spillover('export', 'run', '--format', format);
    expect(code, stderr).toBe(0);
  }
});
afterAll(async () => {
  await duck?.close();
  place?.remove();
});

function byPandas(line: string): Seen {
  const script = `import json, warnings
import pandas as pd
warnings.simplefilter('error')
frame = ${line}
numbers = frame.select_dtypes('number')
print(json.dumps({'rows': len(frame), 'nulls': {name: int(n) for name, n in frame.isna().sum().items()},
  'sums': {name: numbers[name].sum().item() for name in numbers}}))`;
  const options = { encoding: 'utf8', cwd: join(place.path, 'run/tables') } as const;
  const { stdout, stderr } = spawnSync(PYTHON ?? '', ['-c', script], options);
  expect(stderr, line).toBe('');
  return JSON.parse(stdout);
}

async function byDuck(table: (typeof TABLE_NAMES)[number]): Promise<Seen> {
  const { columns } = TABLES[table];
  const file = join(place.path, `run/tables/${table}.parquet`);
  const one = async (select: (name: string) => string, of: readonly { readonly name: string }[]) => {
    if (of.length === 0) return {};
    const [found] = await duck.rows(
      `select ${of.map(({ name }) => `${select(`"${name}"`)} as "${name}"`)} from '${file}'`,
    );
    return found as Record<string, number>;
  };
  const numeric = columns.filter(({ kind }) => kind === 'int32' || kind === 'int64' || kind === 'float64');
  const [counted] = await duck.rows(`select count(*) as n from '${file}'`);
  return {
    rows: counted?.n as number,
    nulls: await one((name) => `count(*) - count(${name})`, columns),
    sums: await one((name) => `coalesce(sum(${name}), 0)`, numeric),
  };
}

test('the page has a line for each format', () => {
  expect(LINES.map(({ format }) => format)).toEqual(['parquet', 'csv', 'jsonl']);
});

if (PYTHON !== undefined && !readsParquet)
  console.log('Parquet is left out: pandas has neither pyarrow nor fastparquet');
const TRIED = LINES.filter(({ format }) => format !== 'parquet' || readsParquet);

test.skipIf(PYTHON === undefined && !REQUIRE_ALL).each(TRIED)(
  '$line (skipped without pandas)',
  async ({ line, format }) => {
    for (const table of TABLE_NAMES) {
      const seen = byPandas(line.replace('events.', `${table}.`));
      const { rows, nulls, sums } = await byDuck(table);
      expect(rows, table).toBeGreaterThan(0);
      expect([seen.rows, seen.nulls], `${table}.${format}`).toEqual([rows, nulls]);
      for (const [name, sum] of Object.entries(sums)) {
        // A column of nulls has no type in text.
        const found = seen.sums[name] ?? 0;
        expect(Math.abs(found - sum), `${table}.${format} ${name}`).toBeLessThanOrEqual(
          1e-9 * Math.max(1e6, Math.abs(sum)),
        );
      }
    }
  },
);
