/** The worked examples of the page on pricing are what the command answers. */
import { afterAll, expect, test } from 'vitest';
import { LINE_BYTES_MOST } from '../../src/cli/own-input/csv.ts';
import { PRICE_COLUMNS, RESULT_COLUMNS } from '../../src/cli/own-input/price-columns.ts';
import { Workplace } from '../cli/program.ts';
import { read } from './constants.ts';

const PAGE = read('docs/price.md');
const blocks = [...PAGE.matchAll(/^```csv\n([\s\S]*?)^```$/gm)].map(([, text]) => text as string);
const examples = blocks.flatMap((text, at) => (at % 2 === 0 ? [[text, blocks[at + 1] as string] as const] : []));

const place = new Workplace();
afterAll(() => place.remove());

test('there are three examples', () => expect(examples.length).toBe(3));

test.each(examples)('%s', async (input, output) => {
  const { code, stdout, stderr } = await place.spillover('price', place.write('bonds.csv', input));
  expect(stdout).toBe(output);
  expect([code, stderr]).toEqual([0, '']);
});

test('every column is explained', () => {
  for (const column of [...PRICE_COLUMNS, ...RESULT_COLUMNS]) expect(PAGE).toContain(`| \`${column}\` |`);
  expect(PAGE).toContain(LINE_BYTES_MOST.toString().replace(/(\d)(\d{3})$/, '$1,$2'));
});
