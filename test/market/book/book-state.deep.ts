/** Books saved and restored at random, at length: other seeds, and more of them. */
import { expect, test } from 'vitest';
import { driveRestored, metNothing } from './restored-book.ts';

const FIRST_SEED = Number(process.env.SPILLOVER_SEED ?? 5_000);
const SEEDS = 100;
const OPERATIONS = 4_000;

test(`a restored book goes on as the original over ${SEEDS} × ${OPERATIONS} operations from seed ${FIRST_SEED}`, () => {
  const met = metNothing();
  for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) driveRestored(seed, OPERATIONS, met);
  for (const [what, times] of Object.entries(met)) expect(times, what).toBeGreaterThan(1_000);
});
