/**
 * Named random streams: draw n of a stream depends on the stream's key and on n, and on nothing else.
 *
 * So an institution keeps its luck in every branch of a fork, and a draw more or less elsewhere changes nothing. The
 * generator is J. Baagøe's Alea (seedrandom), which computes in exact double arithmetic and is the same in every
 * engine. Normals and counts come by inverse distribution functions with exactly one uniform a draw, never by rejection, so
 * that common random numbers stay common. Never take draws from `Math.random` or share a stream between decisions.
 */
import alea from 'seedrandom/lib/alea.js';
import { assert } from '../units/assert.ts';
import { exp } from './exp.ts';
import { log1p } from './log.ts';
import { normalQuantile } from './normal.ts';

export interface Draws {
  /** In the open interval (0, 1), 53 bits. */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
}

/** What a stream is for. The instant is that of the decision (simulated ms), or 0 for luck of a lifetime. */
export interface StreamName {
  readonly seed: number;
  readonly purpose: string;
  readonly agent: string;
  readonly instant: number;
}

/** Half of the smallest step of a 53-bit uniform: stands in for the one draw in 2^53 that is zero. */
const LEAST_UNIFORM = 2 ** -54;

/** The mean beyond which a count is drawn from the normal law: e^−mean is still a normal number here. */
const LONGEST_SEARCH = 500;

export function drawsOf(key: string): Draws {
  const generator = alea(key);
  const uniform = (): number => {
    const u = generator.double();
    return u === 0 ? LEAST_UNIFORM : u;
  };
  return { uniform, normal: () => normalQuantile(uniform()) };
}

/** Text of a stream's name. Lengths stand before the names, so that no two different names share a key. */
export function streamKey({ seed, purpose, agent, instant }: StreamName): string {
  assert(
    Number.isSafeInteger(seed) && Number.isSafeInteger(instant),
    `seed ${seed} and instant ${instant} are integers`,
  );
  return `${seed}/${instant}/${purpose.length}:${purpose}/${agent.length}:${agent}`;
}

/** A waiting time with the given mean; grows with the uniform. */
export const exponential = (draws: Draws, mean: number): number => -mean * log1p(-draws.uniform());

/**
 * A count with the given mean, by inversion with one uniform. Above a mean of 500 the count is the rounded
 * Cornish–Fisher quantile (to the skewness term), whose error is under a tenth of a count.
 */
export function poisson(draws: Draws, mean: number): number {
  assert(mean >= 0 && mean < 1e15, `a Poisson mean must lie in 0…1e15, got ${mean}`);
  if (mean > LONGEST_SEARCH) {
    const z = draws.normal();
    return Math.max(0, Math.floor(mean + Math.sqrt(mean) * z + (z * z - 1) / 6 + 0.5));
  }
  const u = draws.uniform();
  let count = 0;
  let probability = exp(-mean);
  let cumulative = probability;
  while (u > cumulative) {
    count++;
    probability *= mean / count;
    const next = cumulative + probability;
    if (next === cumulative && count > mean) break; // the rest of the tail is below rounding
    cumulative = next;
  }
  return count;
}
