/** Amplification, gain and the matrix of reactions, by hand. */
import { expect, test } from 'vitest';
import { amplificationRatio, loopGain, shareOfLoop } from '../../../src/analysis/measures/amplification.ts';
import { reactionMatrix, spectralRadius } from '../../../src/analysis/measures/reaction-matrix.ts';

test('gilts in 2022: twice the frozen move is a gain of a half, and margin calls are half of what was added (W18)', () => {
  expect(amplificationRatio(130, 65)).toBe(2);
  expect(loopGain(2)).toBe(0.5);
  expect(shareOfLoop(130, 97.5, 65)).toBe(0.5);
  expect(amplificationRatio(1, 0)).toBeNull();
});

test('two markets’ answers to each other are found back from what shocks came to', () => {
  // J = (½ ⅕; ⅒ ⅖), F = 1: T = (1 − J)⁻¹ = (0.6 0.2; 0.1 0.5) / 0.28.
  const total = [
    [0.6 / 0.28, 0.2 / 0.28],
    [0.1 / 0.28, 0.5 / 0.28],
  ];
  const frozen = [
    [1, 0],
    [0, 1],
  ];
  const found = reactionMatrix(total, frozen);
  expect(found?.flat().map((each) => Number(each.toFixed(10)))).toEqual([0.5, 0.2, 0.1, 0.4]);
  // Eigenvalues: sum 0.9, product 0.18.
  expect(spectralRadius(found ?? [])).toBeCloseTo(0.6, 9);
});

test('a radius is found where eigenvalues are complex, equal or none', () => {
  expect(
    spectralRadius([
      [0, -0.7],
      [0.7, 0],
    ]),
  ).toBeCloseTo(0.7, 9);
  expect(
    spectralRadius([
      [1.2, 1],
      [0, 1.2],
    ]),
  ).toBeCloseTo(1.2, 6);
  expect(
    spectralRadius([
      [0, 1],
      [0, 0],
    ]),
  ).toBe(0);
});

test('shocks that are one and the same say nothing of reactions', () => {
  const twice = [
    [1, 2],
    [1, 2],
  ];
  expect(reactionMatrix(twice, twice)).toBeUndefined();
});
