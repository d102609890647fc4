/** Quantiles, signs and intervals against values worked out by hand. */
import { describe, expect, test } from 'vitest';
import {
  bootstrapInterval,
  mean,
  meanOverError,
  median,
  quantile,
  rootMeanSquare,
  signShare,
} from '../../src/experiments/statistics.ts';

describe('quantiles', () => {
  test('lie between the order statistics next to them, whatever the order given', () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(quantile([4, 1, 3, 2], 0.1)).toBeCloseTo(1.3, 12);
    expect(quantile([7], 0.9)).toBe(7);
    expect(median([5, 1, 9])).toBe(5);
  });

  test('of nothing are our bug', () => {
    expect(() => median([])).toThrow('a quantile is of something');
  });
});

test('deviations are joined by their squares, not by their mean', () => {
  expect(rootMeanSquare([3, 4])).toBeCloseTo(Math.sqrt(12.5), 12);
  expect(mean([3, 4])).toBe(3.5);
});

test('a drift is judged by its standard error: 2 ± 1 over four seeds is four of them, all zero is none', () => {
  expect(meanOverError([1, 3, 1, 3])).toBeCloseTo(2 / (Math.sqrt(4 / 3) / 2), 12);
  expect(meanOverError([0, 0, 0])).toBe(0);
  expect(meanOverError([3])).toBeNaN();
});

test('a seed on which nothing changed has neither sign', () => {
  expect(signShare([-1, -2, 0, 3], -1)).toBe(0.5);
  expect(signShare([-1, -2, 0, 3], 1)).toBe(0.25);
});

describe('an interval from resamples', () => {
  const values = Array.from({ length: 20 }, (_, at) => at);

  test('is the same every time under its name, and another under another', () => {
    expect(bootstrapInterval(values, mean, 'A1')).toEqual(bootstrapInterval(values, mean, 'A1'));
    expect(bootstrapInterval(values, mean, 'A1')).not.toEqual(bootstrapInterval(values, mean, 'A2'));
  });

  test('of a mean is about 1.64 standard errors either way', () => {
    const { from, to } = bootstrapInterval(values, mean, 'A1');
    const error = Math.sqrt(33.25 / 20);
    expect((to - from) / 2).toBeGreaterThan(1.64 * error * 0.85);
    expect((to - from) / 2).toBeLessThan(1.64 * error * 1.15);
  });

  test('of values that are all the same is that value', () => {
    expect(bootstrapInterval([2, 2, 2], median, 'A1')).toEqual({ from: 2, to: 2 });
  });
});
