/** What an index-linked gilt pays for one of its real price, day by day. */
import { expect, test } from 'vitest';
import { indexRatioAfter } from '../../src/bonds/index-ratio.ts';
import type { MilliBp } from '../../src/units/quantity.ts';

const at = (openRatioHundredThousandths: number, inflationPct: number) => ({
  openRatioHundredThousandths,
  inflation: (inflationPct * 100_000) as MilliBp,
});

test('on the opening day it is what the scenario states, a year later a year’s growth more', () => {
  expect(indexRatioAfter(at(135_000, 3), 0)).toBe(135_000);
  expect(indexRatioAfter(at(135_000, 3), 365)).toBe(139_050);
  expect(indexRatioAfter(at(135_000, -1), 365)).toBe(133_650);
});

test('a day is the 365th root, rounded to five decimals', () => {
  // 1.35 · 1.03^(1/365) = 1.35 · 1.0000809863…
  expect(indexRatioAfter(at(135_000, 3), 1)).toBe(135_011);
  expect(indexRatioAfter(at(135_000, 3), 3)).toBe(135_033);
});

test('without inflation it stands', () => {
  for (const days of [1, 17, 4000]) expect(indexRatioAfter(at(148_321, 0), days)).toBe(148_321);
});
