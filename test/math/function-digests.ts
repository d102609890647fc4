/**
 * One digest for each function of `src/math` over 200,000 arguments: equal in every engine, or a run is not reproducible.
 *
 * Pure: no file, no clock, no test framework, so that a page can run it too and compare with `function-digests.json`.
 * The arguments come from an integer generator of its own, so that a fault in the streams shows only in their rows.
 */
import { drawsOf, exponential, poisson, streamKey } from '../../src/math/draws.ts';
import { exp, expm1 } from '../../src/math/exp.ts';
import { log, log1p } from '../../src/math/log.ts';
import { logistic, tanh } from '../../src/math/logistic.ts';
import { normalCdf, normalQuantile } from '../../src/math/normal.ts';
import { integerPower, pow } from '../../src/math/pow.ts';

export const ARGUMENTS = 200_000;

/** u and v are uniform in (0, 1); i counts the arguments. */
type Sample = (u: number, v: number, i: number) => number;

const between = (low: number, high: number, u: number): number => low + (high - low) * u;
const draws = () => drawsOf(streamKey({ seed: 1, purpose: 'digest', agent: 'nobody', instant: 0 }));

const SAMPLES: Record<string, () => Sample> = {
  exp: () => (u, v) => exp(v < 0.5 ? between(-750, 715, u) : between(-2, 2, u)),
  expm1: () => (u, v) => expm1(v < 0.5 ? between(-50, 715, u) : between(-0.5, 0.5, u)),
  log: () => (u, v) => log(v < 0.5 ? u * integerPower(2, Math.floor(v * 2000)) : between(0.5, 2, u)),
  log1p: () => (u, v) => log1p(v < 0.5 ? between(-1, 1000, u) : between(-0.5, 0.5, u)),
  pow: () => (u, v) => pow(between(0, 20, u), between(-50, 50, v)),
  'pow as discount factor': () => (u, v) => pow(1 + between(-0.025, 0.3, u), -between(0, 80, v)),
  integerPower: () => (u, v) => integerPower(1 / (1 + between(-0.025, 0.3, u)), Math.floor(80 * v)),
  normalCdf: () => (u, v) => normalCdf(v < 0.5 ? between(-39, 9, u) : between(-4, 4, u)),
  normalQuantile: () => (u, v) => normalQuantile(v < 0.5 ? u * exp(between(-600, 0, v * 2)) : u),
  tanh: () => (u) => tanh(between(-23, 23, u * u)),
  logistic: () => (u) => logistic(between(-760, 760, u)),
  'uniform draws': () => draws().uniform,
  'normal draws': () => draws().normal,
  'exponential draws': () => {
    const stream = draws();
    return () => exponential(stream, 3);
  },
  'poisson draws': () => {
    const stream = draws();
    return (u, v, i) => poisson(stream, i % 100 === 0 ? between(500, 2000, u) : between(0, 10, v));
  },
};

export function functionDigests(): Record<string, string> {
  return Object.fromEntries(Object.entries(SAMPLES).map(([name, sample]) => [name, digestOf(sample())]));
}

/** Two FNV-1a lanes over the two words of each result, NaN canonicalised; 16 hex digits. */
function digestOf(sample: Sample): string {
  const view = new DataView(new ArrayBuffer(8));
  const next = uniformSequence();
  let first = 0x811c9dc5;
  let second = 0x01000193;
  for (let i = 0; i < ARGUMENTS; i++) {
    const result = sample(next(), next(), i);
    const isNone = Number.isNaN(result);
    view.setFloat64(0, isNone ? 0 : result);
    const high = isNone ? 0x7ff80000 : view.getInt32(0);
    const low = isNone ? 0 : view.getInt32(4);
    first = Math.imul(Math.imul(first ^ high, 0x01000193) ^ low, 0x01000193);
    second = Math.imul(Math.imul(second ^ low, 0x0100019d) ^ (high >>> 3), 0x01000193);
  }
  return (first >>> 0).toString(16).padStart(8, '0') + (second >>> 0).toString(16).padStart(8, '0');
}

/** Marsaglia's 32-bit xorshift, centred in its steps. */
function uniformSequence(): () => number {
  let state = 2463534242;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return ((state >>> 0) + 0.5) / 4294967296;
  };
}
