/** `report` where there is nothing to report on: said in words, exit 2, and nothing is written. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { InProcess } from './in-process.ts';

let place: InProcess;
beforeAll(() => {
  place = new InProcess();
});
afterAll(() => place.remove());

function experiment(name: string, text: string): string {
  mkdirSync(join(place.path, name));
  return place.write(`${name}/experiment.json`, text).split('/')[0] as string;
}

const LISTS = 'scenarios outcomes parameters arms points failures statistics effects answers'.split(' ');
const EMPTY = {
  schema: 'spillover/experiment-results@1',
  tables: {},
  ...Object.fromEntries(LISTS.map((name) => [name, []])),
};

test.each([
  ['no such folder', () => 'nothing', 'there is no run nothing'],
  ['text that is no JSON', () => experiment('torn', '{"schema":'), 'is no JSON'],
  ['another schema', () => experiment('other', '{"schema":"x@9"}'), '"x@9", not spillover/experiment-results@1'],
  [
    'a list that is missing',
    () => experiment('short', JSON.stringify({ ...EMPTY, arms: undefined })),
    'no list "arms"',
  ],
])('%s', async (_, made, said) => {
  const name = made();
  const { code, stderr } = await place.spillover('report', name);
  expect(code).toBe(2);
  expect(stderr).toContain(said);
  expect(place.has(`${name}/report.html`)).toBe(false);
});

test('a folder where a file is wanted, and a folder of other files, are left as they are', async () => {
  mkdirSync(join(place.path, 'full'));
  place.write('full/mine.txt', 'mine');
  const ends = [
    await place.spillover('report', 'nothing', '--out', 'full'),
    await place.spillover('report', 'nothing', '--assets', 'full'),
  ];
  expect(ends.map(({ code }) => code)).toEqual([2, 2]);
  expect(ends[0]?.stderr).toContain('full is a folder');
  expect(ends[1]?.stderr).toContain('full holds other files');
});
