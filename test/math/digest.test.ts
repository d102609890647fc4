import { describe, expect, test } from 'vitest';
import { avalanche, Hash128, LANES_AT_START, nameHashInto } from '../../src/math/digest.ts';
import { hashText, keyedHash } from '../../src/math/hash.ts';
import { Bug } from '../../src/units/assert.ts';
import type { Seed, SimTime } from '../../src/units/quantity.ts';
import { dice } from '../events/random-run.ts';

/** The hash as its description says, word by word in arbitrary precision. */
function reference(words: readonly number[]): string {
  const mask = 0xffffffffn;
  const u = (x: number | bigint): bigint => BigInt(x) & mask;
  const rotate = (x: bigint, by: bigint): bigint => ((x << by) | (x >> (32n - by))) & mask;
  const round = (lane: bigint, word: bigint): bigint =>
    (rotate((lane + word * 0x85ebca77n) & mask, 13n) * 0x9e3779b1n) & mask;
  const fmix = (x: bigint): bigint => {
    let h = ((x ^ (x >> 16n)) * 0x85ebca6bn) & mask;
    h = ((h ^ (h >> 13n)) * 0xc2b2ae35n) & mask;
    return h ^ (h >> 16n);
  };
  const lanes = LANES_AT_START.map(u);
  words.forEach((word, i) => {
    lanes[i % 4] = round(lanes[i % 4]!, u(word));
    if (i % 4 === 3) for (let k = 0; k < 4; k++) lanes[k] = (lanes[k]! + lanes[(k + 1) % 4]!) & mask;
  });
  const h = lanes.map((lane) => lane ^ u(words.length));
  h[0] = (h[0]! + h[1]! + h[2]! + h[3]!) & mask;
  for (let k = 1; k < 4; k++) h[k] = (h[k]! + h[0]) & mask;
  for (let k = 0; k < 4; k++) h[k] = fmix(h[k]!);
  h[0] = (h[0]! + h[1]! + h[2]! + h[3]!) & mask;
  for (let k = 1; k < 4; k++) h[k] = (h[k]! + h[0]) & mask;
  return h.map((lane) => lane.toString(16).padStart(8, '0')).join('');
}

const digestOf = (words: readonly number[]): string => {
  const hash = new Hash128();
  for (const word of words) hash.word(word);
  return hash.hex;
};

const bitsOf = (hex: string): bigint => BigInt(`0x${hex}`);
const bitsSet = (value: bigint): number => value.toString(2).replaceAll('0', '').length;

describe('the 128-bit hash', () => {
  test('is what its description says, at every length around the blocks and the buffer', () => {
    const roll = dice(1);
    for (let length = 0; length < 200; length++) {
      const words = Array.from({ length }, () => roll(2 ** 32) | 0);
      expect(digestOf(words), `length ${length}`).toBe(reference(words));
    }
  });

  test('does not change from release to release', () => {
    expect(digestOf([])).toBe('1020c03736c6b0dc9859ab13b4002412');
    expect(digestOf([1, 2, 3, 4, 5])).toBe(reference([1, 2, 3, 4, 5]));
    expect(digestOf([1, 2, 3, 4, 5])).toBe('91c83aa2c47ca4111768b06d020f901b');
  });

  test('gives the same whether words come singly, in stretches or after a snapshot', () => {
    const roll = dice(2);
    for (let seed = 0; seed < 200; seed++) {
      const words = Int32Array.from({ length: 1 + roll(300) }, () => roll(2 ** 32));
      let hash = new Hash128();
      for (let at = 0; at < words.length; ) {
        const to = Math.min(words.length, at + roll(90));
        if (roll(2) === 0) hash.words(words, at, to);
        else for (let i = at; i < to; i++) hash.word(words[i]!);
        if (roll(3) === 0) hash = new Hash128(hash.save());
        if (roll(3) === 0) expect(hash.hex).toBe(hash.hex);
        at = to;
      }
      expect(hash.hex, `seed ${seed}`).toBe(digestOf(Array.from(words)));
    }
  });

  test('changes half of its bits when one bit of the input changes', () => {
    const roll = dice(3);
    let [total, trials, least] = [0, 0, 128];
    for (let n = 0; n < 60; n++) {
      const words = Array.from({ length: 1 + roll(12) }, () => roll(2 ** 32) | 0);
      const before = bitsOf(digestOf(words));
      for (let bit = 0; bit < words.length * 32; bit++) {
        const flipped = words.slice();
        flipped[bit >> 5]! ^= 1 << (bit & 31);
        const changed = bitsSet(before ^ bitsOf(digestOf(flipped)));
        total += changed;
        trials++;
        least = Math.min(least, changed);
      }
    }
    expect(total / trials).toBeGreaterThan(63.5);
    expect(total / trials).toBeLessThan(64.5);
    expect(least).toBeGreaterThan(30);
  });

  test('has no collision among small neighbouring inputs', () => {
    const seen = new Set<string>();
    for (let a = 0; a < 40; a++) {
      for (let b = 0; b < 40; b++) for (let c = 0; c < 8; c++) seen.add(digestOf([a, b, c, a ^ b, b, a]));
    }
    expect(seen.size).toBe(40 * 40 * 8);
  });

  test('tells an empty fold, a zero and two zeros apart', () => {
    expect(new Set([digestOf([]), digestOf([0]), digestOf([0, 0]), digestOf([0, 0, 0, 0])]).size).toBe(4);
  });

  test('folds a safe integer as two words and refuses every other number', () => {
    for (const value of [0, 1, -1, 2 ** 31, -(2 ** 31), 2 ** 32, -(2 ** 32) - 1, Number.MAX_SAFE_INTEGER]) {
      const hash = new Hash128();
      hash.integer(value);
      const bits = BigInt.asUintN(64, BigInt(value));
      expect(hash.hex, String(value)).toBe(reference([Number(bits & 0xffffffffn) | 0, Number(bits >> 32n) | 0]));
    }
    for (const nasty of [
      Number.NaN,
      Number.POSITIVE_INFINITY,
      -0,
      0.5,
      2 ** 53,
      -(2 ** 53),
      '1',
      null,
      undefined,
      true,
    ]) {
      expect(() => new Hash128().integer(nasty as number), String(nasty)).toThrow(Bug);
    }
  });

  test('tells texts apart that run together', () => {
    const pair = (a: string, b: string): string => {
      const hash = new Hash128();
      hash.text(a);
      hash.text(b);
      return hash.hex;
    };
    expect(pair('ab', 'c')).not.toBe(pair('a', 'bc'));
    expect(pair('', 'a')).not.toBe(pair('a', ''));
    expect(pair('a', '')).not.toBe(pair('a\0', ''));
  });

  test('hashes 20,000 names to different 64 bits', () => {
    const seen = new Set<string>();
    const out = new Int32Array(2);
    for (let i = 0; i < 20_000; i++) {
      nameHashInto(`lifeInsurer-${i}`, out, 0);
      seen.add(`${out[0]} ${out[1]}`);
    }
    expect(seen.size).toBe(20_000);
  });
});

describe('small hashes', () => {
  /** A text whose UTF-16 little-endian bytes are the ASCII bytes of `ascii`. */
  const packed = (ascii: string): string =>
    String.fromCharCode(
      ...Array.from(
        { length: ascii.length / 2 },
        (_, i) => ascii.charCodeAt(2 * i) | (ascii.charCodeAt(2 * i + 1) << 8),
      ),
    );

  test('the hash of a text is MurmurHash3_x86_32, by its published values', () => {
    expect(hashText('')).toBe(0);
    expect(hashText('', 1)).toBe(1364076727);
    expect(hashText(packed('01'))).toBe(1642882560);
    expect(hashText(packed('0123'))).toBe(3558446240);
    expect(hashText(packed('I will not buy this record, it is scratched.'))).toBe(2832214938);
    expect(hashText(packed('My hovercraft is full of eels.'), 25)).toBe(2520298415);
    expect(avalanche(0)).toBe(0);
  });

  const at = (ms: number): SimTime => ms as SimTime;

  test('the key of an agent at an instant is 53 bits of seed, instant and name', () => {
    const first = keyedHash(1 as Seed, at(0), 'smfg');
    expect(Number.isSafeInteger(first) && first >= 0).toBe(true);
    expect(keyedHash(1 as Seed, at(0), 'smfg')).toBe(first);
    expect(keyedHash(2 as Seed, at(0), 'smfg')).not.toBe(first);
    expect(keyedHash(1 as Seed, at(1), 'smfg')).not.toBe(first);
    expect(keyedHash(1 as Seed, at(0), 'smfh')).not.toBe(first);
    const seen = new Set<number>();
    for (let i = 0; i < 20_000; i++) seen.add(keyedHash(7 as Seed, at(i * 300_000), `dealer-${i % 10}`));
    expect(seen.size).toBe(20_000);
  });

  test('nobody is a standing favourite: each of ten agents acts first about a tenth of the time', () => {
    const firsts = new Map<string, number>();
    const names = Array.from({ length: 10 }, (_, i) => `agent-${i}`);
    for (let tick = 0; tick < 5_000; tick++) {
      const keys = names.map((name) => keyedHash(42 as Seed, at(1_768_863_600_000 + tick * 300_000), name));
      const first = names[keys.indexOf(Math.min(...keys))] as string;
      firsts.set(first, (firsts.get(first) ?? 0) + 1);
    }
    for (const name of names) {
      // Six standard deviations of a binomial with n = 5,000 and p = 0.1.
      expect(Math.abs((firsts.get(name) ?? 0) - 500), name).toBeLessThan(128);
    }
  });
});
