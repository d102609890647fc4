/**
 * Small keyed hashes: integer in, integer out, the same on every engine.
 *
 * They order and name things (who acts first at an instant); they never draw random numbers and never guard against
 * forgers. `hashText` is MurmurHash3_x86_32 (Austin Appleby, smhasher, MurmurHash3.cpp) over the text's UTF-16
 * little-endian bytes; `keyedHash` is the 128-bit hash of `digest.ts`, cut to 53 bits.
 */
import type { Seed, SimTime } from '../units/quantity.ts';
import { avalanche, Hash128 } from './digest.ts';

/** 32-bit hash of a text, 0 … 2^32 − 1. */
export function hashText(text: string, seed = 0): number {
  const { length } = text;
  let h = seed | 0;
  for (let i = 0; i + 1 < length; i += 2) {
    h ^= scramble(text.charCodeAt(i) | (text.charCodeAt(i + 1) << 16));
    h = (h << 13) | (h >>> 19);
    h = (Math.imul(h, 5) + 0xe6546b64) | 0;
  }
  if (length % 2 === 1) h ^= scramble(text.charCodeAt(length - 1));
  return avalanche(h ^ (length * 2)) >>> 0;
}

function scramble(word: number): number {
  const k = Math.imul(word, 0xcc9e2d51);
  return Math.imul((k << 15) | (k >>> 17), 0x1b873593);
}

/**
 * 53-bit hash of (seed, instant, name), 0 … 2^53 − 1: among agents woken at one instant the smallest acts first, so that
 * nobody is favoured by a place in a list and nobody's turn depends on how many others there are.
 */
export function keyedHash(seed: Seed, instant: SimTime, name: string): number {
  keyed.reset();
  keyed.integer(seed);
  keyed.integer(instant);
  keyed.text(name);
  keyed.finishInto(out);
  return ((out[0] as number) >>> 11) * 2 ** 32 + ((out[1] as number) >>> 0);
}
const keyed = new Hash128();
const out = new Int32Array(4);
