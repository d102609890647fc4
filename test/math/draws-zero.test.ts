import { expect, test, vi } from 'vitest';
import { drawsOf, exponential, poisson } from '../../src/math/draws.ts';

vi.mock('seedrandom/lib/alea.js', () => ({ default: () => Object.assign(() => 0, { double: () => 0 }) }));

test('the one uniform in 2^53 that is zero becomes the smallest above it, and every draw stays finite', () => {
  const draws = drawsOf('zero');
  expect(draws.uniform()).toBe(2 ** -54);
  expect(draws.normal()).toBeCloseTo(-8.29, 2);
  expect(exponential(draws, 1)).toBe(2 ** -54);
  expect(poisson(draws, 3)).toBe(0);
});
