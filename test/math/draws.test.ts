import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Draws, drawsOf, exponential, poisson, streamKey } from '../../src/math/draws.ts';

const COUNT = 40_000;
const name = { seed: 7, purpose: 'noise', agent: 'noise-1', instant: 1_768_872_600_000 };

const listOf = (count: number, draw: () => number): number[] => Array.from({ length: count }, draw);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const fixed = (u: number): Draws => ({ uniform: () => u, normal: () => Number.NaN });

/** Standard errors by which the values miss their mean, given their standard deviation. */
const standardErrors = (values: readonly number[], wanted: number, sd: number): number =>
  (Math.abs(mean(values) - wanted) * Math.sqrt(values.length)) / sd;

/** Pearson's statistic of 64 equal bins, as standard deviations from its mean. */
function unevenness(values: readonly number[]): number {
  const bins = new Array<number>(64).fill(0);
  for (const value of values) bins[Math.floor(value * 64)]! += 1;
  const expected = values.length / 64;
  const chi = bins.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  return Math.abs(chi - 63) / Math.sqrt(126);
}

describe('a stream', () => {
  test('is the same luck whenever it is asked for, and draw n does not depend on who draws beside it', () => {
    const first = drawsOf(streamKey(name));
    const second = drawsOf(streamKey(name));
    const other = drawsOf(streamKey({ ...name, agent: 'noise-2' }));
    for (let n = 0; n < 100; n++) {
      other.uniform();
      expect(second.uniform()).toBe(first.uniform());
    }
  });

  test('uses one uniform for one normal', () => {
    const normals = drawsOf('x');
    const uniforms = drawsOf('x');
    normals.normal();
    uniforms.uniform();
    expect(normals.uniform()).toBe(uniforms.uniform());
  });

  test('has 53-bit uniforms inside (0, 1), even in their mean, spread and bins', () => {
    const values = listOf(COUNT, drawsOf(streamKey(name)).uniform);
    expect(Math.min(...values)).toBeGreaterThan(0);
    expect(Math.max(...values)).toBeLessThan(1);
    expect(values.some((value) => (value * 2 ** 32) % 1 !== 0)).toBe(true);
    expect(standardErrors(values, 1 / 2, Math.sqrt(1 / 12))).toBeLessThan(4);
    expect(unevenness(values)).toBeLessThan(4);
  });

  test('has standard normals', () => {
    const values = listOf(COUNT, drawsOf(streamKey(name)).normal);
    expect(standardErrors(values, 0, 1)).toBeLessThan(4);
    expect(
      standardErrors(
        values.map((value) => value ** 2),
        1,
        Math.SQRT2,
      ),
    ).toBeLessThan(4);
    expect(
      standardErrors(
        values.map((value) => value ** 4),
        3,
        Math.sqrt(96),
      ),
    ).toBeLessThan(4);
  });
});

describe('neighbouring streams', () => {
  const byKey: [string, (i: number) => string][] = [
    ['instants five minutes apart', (i) => streamKey({ ...name, instant: name.instant + 300_000 * i })],
    ['numbered agents', (i) => streamKey({ ...name, agent: `noise-${i}` })],
    ['numbered seeds', (i) => streamKey({ ...name, seed: i })],
  ];
  test.each(byKey)('of %s start unrelated', (_, key) => {
    const firsts = Array.from({ length: 20_000 }, (_unused, i) => drawsOf(key(i)).uniform());
    expect(unevenness(firsts)).toBeLessThan(4);
    expect(standardErrors(firsts, 1 / 2, Math.sqrt(1 / 12))).toBeLessThan(4);
    const products = firsts.slice(1).map((value, i) => (value - 0.5) * ((firsts[i] as number) - 0.5));
    expect(standardErrors(products, 0, 1 / 12)).toBeLessThan(4);
  });
});

describe('a key', () => {
  test('tells apart every two different names, whatever characters they hold', () => {
    const text = fc.string({ unit: fc.constantFrom('/', ':', '0', '1', 'a'), maxLength: 6 });
    const stream = fc.record({
      seed: fc.nat(20),
      purpose: text,
      agent: text,
      instant: fc.integer({ min: -5, max: 20 }),
    });
    fc.assert(
      fc.property(stream, stream, (a, b) => {
        const isSame = a.seed === b.seed && a.purpose === b.purpose && a.agent === b.agent && a.instant === b.instant;
        expect(streamKey(a) === streamKey(b)).toBe(isSame);
      }),
      { numRuns: 3000 },
    );
  });

  test('is not fooled by a separator in a name', () => {
    const a = streamKey({ seed: 1, purpose: 'a/1:b', agent: 'c', instant: 0 });
    expect(a).not.toBe(streamKey({ seed: 1, purpose: 'a', agent: 'b/1:c', instant: 0 }));
  });

  test('refuses a seed or an instant that is no integer', () => {
    expect(() => streamKey({ ...name, seed: 0.5 })).toThrow(/integer/);
    expect(() => streamKey({ ...name, instant: Number.NaN })).toThrow(/integer/);
  });
});

describe('counts and waiting times', () => {
  test.each([0.01, 0.7, 4, 60, 499])('a count of mean %d has that mean and variance', (wanted) => {
    const stream = drawsOf(streamKey({ ...name, purpose: `poisson ${wanted}` }));
    const values = listOf(20_000, () => poisson(stream, wanted));
    expect(values.every((value) => Number.isInteger(value) && value >= 0)).toBe(true);
    expect(standardErrors(values, wanted, Math.sqrt(wanted))).toBeLessThan(4);
    const squares = values.map((value) => (value - wanted) ** 2);
    expect(standardErrors(squares, wanted, Math.sqrt(wanted + 2 * wanted ** 2))).toBeLessThan(4);
  });

  test('beyond a mean of 500 a count still has its mean and variance', () => {
    const stream = drawsOf(streamKey({ ...name, purpose: 'poisson large' }));
    const values = listOf(20_000, () => poisson(stream, 800));
    expect(standardErrors(values, 800, Math.sqrt(800))).toBeLessThan(4);
    expect(
      standardErrors(
        values.map((value) => (value - 800) ** 2),
        800,
        Math.SQRT2 * 800,
      ),
    ).toBeLessThan(4);
  });

  test('a count is the inverse of its distribution function', () => {
    const atOrBelow = (count: number): number => {
      let term = Math.exp(-2.5);
      let sum = term;
      for (let k = 1; k <= count; k++) sum += term *= 2.5 / k;
      return sum;
    };
    for (let count = 0; count < 12; count++) {
      expect(poisson(fixed(atOrBelow(count) - 1e-12), 2.5)).toBe(count);
      expect(poisson(fixed(atOrBelow(count) + 1e-12), 2.5)).toBe(count + 1);
    }
  });

  test('the luckiest uniform ends', () => {
    expect(poisson(fixed(1 - 2 ** -53), 0)).toBe(0);
    expect(poisson(fixed(1 - 2 ** -53), 3)).toBeLessThan(40);
    expect(poisson(fixed(1 - 2 ** -53), 500)).toBeLessThan(800);
  });

  test('a negative mean is our bug', () => {
    expect(() => poisson(fixed(0.5), -1)).toThrow(/mean/);
  });

  test('a waiting time has its mean and grows with the uniform', () => {
    const stream = drawsOf(streamKey({ ...name, purpose: 'wait' }));
    const values = listOf(COUNT, () => exponential(stream, 12));
    expect(standardErrors(values, 12, 12)).toBeLessThan(4);
    expect(exponential(fixed(0.5), 1)).toBe(Math.LN2);
    expect(exponential(fixed(0.9), 1)).toBeGreaterThan(exponential(fixed(0.1), 1));
  });
});
