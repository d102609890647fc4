/** Blocks of runs for machines that share nothing but a folder. */
import { expect, test } from 'vitest';
import { blockOf, readShard } from '../../src/experiments/shard.ts';

test('every run is in exactly one block, in the order of the plan, and no block is longer than another by more than one', () => {
  for (const runs of [0, 1, 9, 680, 1_000_003])
    for (const of of [1, 2, 7, 16, 1001]) {
      let next = 0;
      const sizes: number[] = [];
      for (let number = 1; number <= of; number++) {
        const { from, to } = blockOf({ number, of }, runs);
        expect(from).toBe(next);
        sizes.push(to - from);
        next = to;
      }
      expect(next).toBe(runs);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }
});

test('a shard is written i/n, counted from one', () => {
  expect(readShard('3/16')).toEqual({ number: 3, of: 16 });
  for (const text of ['0/4', '5/4', '1/0', '1', '1/', '/4', '-1/4', '1.5/4', '01/4', '1/1000000', '1/4 ', ''])
    expect(readShard(text)).toBeUndefined();
});
