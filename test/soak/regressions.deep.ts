/**
 * Cases that a soak has once failed on, run for ever: `regressions.json` gets a line for each, with what was wrong. A list
 * without lines says that no soak has failed yet, not that nothing is run: the first case of every row always is.
 */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RareCounts } from './rare-things.ts';
import { caseNumber, type SoakRow } from './soak-row.ts';
import { soakRows } from './soak-rows.ts';

interface Regression {
  readonly row: string;
  readonly case: number;
  readonly found: string;
}

const regressions = JSON.parse(readFileSync(new URL('regressions.json', import.meta.url), 'utf8')) as Regression[];
const rows = soakRows(new RareCounts());
const rowOf = (id: string): SoakRow => rows.find((row) => row.id === id) as SoakRow;

beforeAll(() => Promise.all(rows.map((row) => row.prepare?.())));
afterAll(() => {
  for (const row of rows) row.close?.();
  console.log(`${regressions.length} cases that a soak has found, and the first of each of ${rows.length} rows`);
});

test('every line names a row, a case and what it found', () => {
  for (const { row, case: number, found } of regressions) {
    expect(rows.map(({ id }) => id)).toContain(row);
    expect(Number.isSafeInteger(number) && number >= 0, `${row} case ${number}`).toBe(true);
    expect(found).toMatch(/\w{3}/);
  }
});

test.each(rows.map(({ id }) => id))('the first case of %s holds', async (id) => {
  await rowOf(id).check(caseNumber(1, 0));
});

describe('what a soak has found stays found', () => {
  test.each([...regressions])('$row case $case: $found', async ({ row, case: number }) => {
    await rowOf(row).check(number);
  });
  test('all lines of the list were run', () => {
    expect(new Set(regressions.map(({ row, case: number }) => `${row} ${number}`)).size).toBe(regressions.length);
  });
});
