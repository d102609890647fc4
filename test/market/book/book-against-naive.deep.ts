/** The comparison of the fast with the naive book at length: other seeds, more of them, and one operation more. */
import { expect, test } from 'vitest';
import { compareBooks, compareSequences } from './book-comparison.ts';
import { HeardRecords, RARE } from './heard-records.ts';

const FIRST_SEED = Number(process.env.SPILLOVER_SEED ?? 1_000);
const SEEDS = 500;
const OPERATIONS = 10_000;

test(`both books agree on ${SEEDS} × ${OPERATIONS} random operations from seed ${FIRST_SEED}`, () => {
  const heard = new HeardRecords();
  for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) compareBooks(seed, OPERATIONS, heard.hear);
  for (const what of RARE) expect(heard.count(what), `kind and reason ${what}`).toBeGreaterThan(SEEDS);
});

test('both books agree on every sequence of five small operations', () => {
  compareSequences(5);
});

test('both books agree on every sequence of five small operations with icebergs', () => {
  compareSequences(5, 1);
});
