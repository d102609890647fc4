/** A target held to what seeds gave. */
import { describe, expect, test } from 'vitest';
import { amplification, verdictOf } from '../../src/experiments/verdict.ts';

const target = { id: 'A1', band: { from: 20, to: 32 }, statistic: 'median' } as const;

describe('a band', () => {
  test('is met by the median, though half of the seeds miss it', () => {
    const verdict = verdictOf(target, [5, 10, 26, 27, 50]);
    expect(verdict).toMatchObject({ mark: 'met', value: 26, inside: 2, miss: 0, seeds: 5, without: 0 });
  });

  test('is missed by how far the median lies outside, on either side', () => {
    expect(verdictOf(target, [33, 34, 35])).toMatchObject({ mark: 'missed', miss: 2, inside: 0 });
    expect(verdictOf(target, [15, 16, 17])).toMatchObject({ mark: 'missed', miss: 4 });
  });

  test('with one end is open at the other', () => {
    expect(verdictOf({ ...target, band: { to: 4 } }, [-100])).toMatchObject({ mark: 'met' });
    expect(verdictOf({ ...target, band: { from: 100 } }, [99])).toMatchObject({ mark: 'missed', miss: 1 });
  });
});

test('seeds that gave no number are counted apart, and none at all is not measured', () => {
  expect(verdictOf(target, [25, null, 26])).toMatchObject({ value: 25.5, without: 1, inside: 2, seeds: 3 });
  expect(verdictOf(target, [null, null])).toMatchObject({ mark: 'not measured', value: null, seeds: 2, without: 2 });
});

test('a share of seeds is the mean of those that hold', () => {
  const share = { id: 'A13', band: { from: 0.4 }, statistic: 'share' } as const;
  expect(verdictOf(share, [1, 0, 0, 1, 0])).toMatchObject({ mark: 'met', value: 0.4 });
  expect(verdictOf(share, [1, 0, 0, 0, 0])).toMatchObject({ mark: 'missed' });
});

describe('a paired effect', () => {
  const falls = { id: 'L6', band: { from: -60, to: -40 }, statistic: 'median', signShare: 0.8 } as const;

  test('in the band with its sign on four of five seeds is met', () => {
    expect(verdictOf(falls, [-50, -55, -45, -58, 10])).toMatchObject({ mark: 'met', sign: 0.8 });
  });

  test('in the band by its median while too many seeds rise is not stable', () => {
    expect(verdictOf(falls, [-50, -55, -41, 20, 10])).toMatchObject({ mark: 'sign not stable', sign: 0.6 });
  });

  test('of which a rise is wanted counts rises', () => {
    const rises = { ...falls, band: { from: 0 } };
    expect(verdictOf(rises, [1, 2, 3, 4, -5])).toMatchObject({ mark: 'met', sign: 0.8 });
  });
});

test('a distribution is printed and not judged', () => {
  expect(verdictOf({ id: 'T5.5', band: {}, statistic: 'distribution' }, [1, 2, 3])).toMatchObject({
    mark: 'no band',
    value: 2,
    low: 1.2,
    high: 2.8,
  });
});

describe('amplification', () => {
  test('is the median of full over frozen on the same luck', () => {
    expect(amplification([40, 30, 20], [20, 20, 20])).toBe(1.5);
  });

  test('is none where most frozen levels are next to nothing', () => {
    expect(amplification([40, 30, 20], [0.2, -0.5, 20])).toBeNull();
    expect(amplification([40, null], [20, 20])).toBe(2);
  });
});
