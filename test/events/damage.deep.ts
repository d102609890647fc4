/** Damage at full size: every bit of 16 KiB, every length of 64 KiB, and many random overwrites. */
import { expect, test } from 'vitest';
import { checkCuts, checkEveryBit, checkRefused, overwritten } from './damage.ts';
import { dice, randomRunOfRecords } from './random-run.ts';
import { recordLog } from './recorded-log.ts';

test('every single-bit flip of a 16 KiB log is refused and located', () => {
  const log = recordLog(randomRunOfRecords(41, 30, 14), 2_000);
  expect(log.bytes.length).toBeGreaterThan(16 * 1024);
  checkEveryBit(log);
});

test('a 64 KiB log cut at every length gives the whole frames before the cut', () => {
  const entries = randomRunOfRecords(42, 30, 70);
  const log = recordLog(entries, 6_000);
  expect(log.bytes.length).toBeGreaterThan(64 * 1024);
  checkCuts(log, entries);
});

test('100,000 random overwrites of several bytes are refused and located', () => {
  const log = recordLog(randomRunOfRecords(43, 20, 2), 1_500);
  const roll = dice(43);
  for (let n = 0; n < 100_000; n++) checkRefused(log, overwritten(log, roll), `overwrite ${n}`);
});
