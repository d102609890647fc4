/** Statistics of stylised facts on series of which they are known, with a control that must fail and one that must pass. */
import { describe, expect, test } from 'vitest';
import { markOf } from '../../src/analysis/facts/fact.ts';
import { autocorrelation, excessKurtosis, firstComponentShare, hillIndex } from '../../src/analysis/facts/moments.ts';
import { drawsOf, streamKey } from '../../src/math/draws.ts';
import { normalQuantile } from '../../src/math/normal.ts';

const draws = drawsOf(streamKey({ seed: 11, purpose: 'test', agent: 'facts', instant: 0 }));
const uniform = Array.from({ length: 8000 }, () => draws.uniform());
const normal = uniform.map(normalQuantile);
/** Pareto with index 3 on both sides. */
const heavy = uniform.map((u, at) => (at % 2 === 0 ? 1 : -1) / Math.cbrt(1 - u));
/** Calm and wild stretches of 200. */
const clustered = normal.map((value, at) => value * (Math.floor(at / 200) % 2 === 0 ? 1 : 4));

test('kurtosis by hand: half zeros, quarter ones, quarter minus ones', () => {
  const values = Array.from({ length: 40 }, (_, at) => [0, 1, 0, -1][at % 4] as number);
  expect(excessKurtosis(values)).toBeCloseTo(0.5 / 0.25 - 3, 12);
  expect(excessKurtosis(values.slice(0, 8))).toBeNull();
  expect(excessKurtosis(new Array(30).fill(2))).toBeNull();
});

describe('independent normal draws fail what real changes show, as they must', () => {
  test('no heavy tails', () => {
    expect(excessKurtosis(normal)).toBeLessThan(0.5);
    expect(hillIndex(normal)).toBeGreaterThan(4);
  });
  test('no clustering', () => {
    expect(autocorrelation([normal.map(Math.abs)], 1)).toBeLessThan(0.05);
  });
});

describe('planted facts are found', () => {
  test('a tail index of 3', () => {
    expect(hillIndex(heavy)).toBeGreaterThan(2.6);
    expect(hillIndex(heavy)).toBeLessThan(3.4);
  });
  test('calm and wild days', () => {
    expect(autocorrelation([clustered.map(Math.abs)], 1)).toBeGreaterThan(0.2);
    expect(Math.abs(autocorrelation([clustered], 1) as number)).toBeLessThan(0.05);
  });
  test('a curve that moves in parallel has one component, two that are apart half each', () => {
    const [half, other] = [normal.slice(0, 2000), normal.slice(2000, 4000)];
    expect(firstComponentShare(half.map((value) => [value, value, value]))).toBeCloseTo(1, 9);
    expect(firstComponentShare(half.map((value, at) => [value, other[at] as number]))).toBeLessThan(0.56);
  });
});

test('a session’s last change and the next one’s first are no pair', () => {
  const up = Array.from({ length: 21 }, (_, at) => at);
  const halves = [up.slice(0, 11), up.slice(11)];
  expect(autocorrelation([up], 1)).toBeCloseTo(1, 9);
  expect(autocorrelation(halves, 1)).toBeNull(); // 19 pairs, of which none reaches over
});

test('a band is closed at its edges; near is a quarter of the edge', () => {
  const band = { from: 2, to: 4 };
  expect([2, 4, 1.6, 5, 1.4, 5.1].map((value) => markOf(value, band))).toEqual([
    'inside',
    'inside',
    'near',
    'near',
    'outside',
    'outside',
  ]);
  expect(markOf(null, band)).toBe('not measured');
  expect(markOf(-0.04, { from: 0 })).toBe('near');
});
