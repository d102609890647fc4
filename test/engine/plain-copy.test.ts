/** Memories are plain data: copied whole, sharing nothing, and refused where they are more than data. */
import { expect, test } from 'vitest';
import { plainCopy } from '../../src/engine/plain-copy.ts';

test('a copy equals what was copied and shares none of it', () => {
  const memory = {
    wanted: { 'JGB-30Y': -0, 'UST-10Y': Number.NaN },
    seen: new Map([['JGB-30Y', { lots: [1, 2, 3] }]]),
    prices: Float64Array.of(1.5, -0),
    nothing: null,
    absent: undefined,
  };
  const copy = plainCopy(memory);
  expect(copy).toStrictEqual(memory);
  expect(Object.keys(copy)).toEqual(Object.keys(memory));
  copy.seen.get('JGB-30Y')?.lots.push(4);
  copy.prices[0] = 9;
  copy.wanted['JGB-30Y'] = 7;
  expect([memory.seen.get('JGB-30Y')?.lots, memory.prices[0], memory.wanted['JGB-30Y']]).toEqual([[1, 2, 3], 1.5, -0]);
});

test.each([
  ['a function', { decide: () => 1 }],
  ['an object with methods', { at: new Date(0) }],
  ['a set', { seen: new Set([1]) }],
])('%s is no plain data', (_, memory) => {
  expect(() => plainCopy(memory)).toThrow(/in plain data/);
});
