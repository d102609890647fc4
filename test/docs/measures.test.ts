/** The page of measures has every measure, and names for each a test that there is and that imports it. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT, read } from './constants.ts';

const ROWS = read('docs/measures.md')
  .split('\n')
  .filter((line) => line.startsWith('| ') && line.includes('`src/'))
  .map((line) => line.split(' | '));

test('every measure is on the page', () => {
  const listed = ROWS.map((cells) => /`([^`]+)`/.exec(cells[2] ?? '')?.[1]);
  const files = readdirSync(join(ROOT, 'src/analysis/measures')).map((name) => `src/analysis/measures/${name}`);
  expect(files.filter((path) => !listed.includes(path))).toEqual([]);
});

test('the test of a measure tests it', () => {
  let last: readonly string[] = [];
  const untested = ROWS.flatMap((cells) => {
    const own = [...(cells[4] ?? '').matchAll(/`([^`]+)`/g)].map(([, path]) => path as string);
    last = own.length > 0 ? own : last;
    const name = /([\w-]+\.ts)`/.exec(cells[2] ?? '')?.[1] as string;
    return last.some((path) => read(path).includes(name)) || last.some((path) => path.includes('/cli/')) ? [] : [name];
  });
  expect(untested).toEqual([]);
});
