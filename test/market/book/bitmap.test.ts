/** The bitmap of price levels: whatever its size, it finds the least key as a sorted list would. */
import { describe, expect, test } from 'vitest';
import { KEY_COUNT_MAX, KeyBitmap } from '../../../src/market/book/bitmap.ts';
import { seededDraws } from '../seeded-draws.ts';

describe.each([32, 64, 1_024, 1_056, 32_768, 32_800, 65_536, 98_304])('a bitmap of %i keys', (keyCount) => {
  test('finds the next key that a sorted list would find, through adds and removals', () => {
    const bitmap = new KeyBitmap(keyCount);
    const model = new Set<number>();
    const draws = seededDraws(keyCount);
    for (let step = 0; step < 600; step++) {
      const key = draws.whole(0, keyCount - 1);
      if (draws.whole(0, 2) > 0) {
        bitmap.add(key);
        model.add(key);
      } else {
        const gone = model.size === 0 ? key : draws.pick([...model]);
        bitmap.remove(gone);
        model.delete(gone);
      }
      const from = draws.pick([0, key, Math.min(key + 1, keyCount), keyCount - 1]);
      const expected = [...model].reduce(
        (least, member) => (member >= from && member < least ? member : least),
        keyCount,
      );
      expect(bitmap.from(from), `seed ${keyCount}, step ${step}`).toBe(expected);
      expect(bitmap.has(key), `seed ${keyCount}, step ${step}`).toBe(model.has(key));
    }
  });

  test('crosses empty stretches of any length', () => {
    const bitmap = new KeyBitmap(keyCount);
    bitmap.add(0);
    bitmap.add(keyCount - 1);
    expect(bitmap.from(1)).toBe(keyCount - 1);
    expect(bitmap.from(keyCount)).toBe(keyCount);
    bitmap.clear();
    expect(bitmap.from(0)).toBe(keyCount);
  });
});

test('adding twice is adding once, and removing what is not there changes nothing', () => {
  const bitmap = new KeyBitmap(64);
  bitmap.add(40);
  bitmap.add(40);
  bitmap.remove(41);
  expect(bitmap.from(0)).toBe(40);
  bitmap.remove(40);
  expect(bitmap.from(0)).toBe(64);
});

test.each([0, -32, 33, 1.5, KEY_COUNT_MAX + 32, Number.NaN])('a bitmap of %d keys is refused by name', (keyCount) => {
  expect(() => new KeyBitmap(keyCount)).toThrow(/a bitmap holds a multiple of 32 keys, at most 1048576/);
});
