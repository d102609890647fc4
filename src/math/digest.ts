/**
 * A 128-bit running hash over 32-bit words: the digest of a run, of an event's content, of a frame's bytes.
 *
 * Four lanes take one word each by the round of XXH32 (Yann Collet, "xxHash fast digest algorithm", §"XXH32 algorithm
 * description", step 2), after every block each lane adds its neighbour, and the end is that of MurmurHash3_x86_128
 * (Austin Appleby, smhasher, MurmurHash3.cpp). Chosen for its cost in JavaScript: a third of MurmurHash3's a word.
 * It guards against accidents, never against forgers. Integer operations only, so every engine gives the same bits.
 * Hot: typed arrays are read without checks of undefined.
 */
import { assert, Bug } from '../units/assert.ts';

const PRIME_1 = 0x9e3779b1 | 0;
const PRIME_2 = 0x85ebca77 | 0;
/** For whoever does a round elsewhere. Not exported as they are: that once made the hash twice as slow (decision 34). */
export const XXH32_PRIMES = { first: PRIME_1, second: PRIME_2 } as const;
const TWO_32 = 2 ** 32;

/** Where every hash starts: the first 128 bits of the fraction of π, so that a fold of zeros is not zero. */
export const LANES_AT_START: readonly [number, number, number, number] = [
  0x243f6a88,
  0x85a308d3 | 0,
  0x13198a2e,
  0x03707344,
];

/** One lane takes one word: XXH32's round. */
export function lane(state: number, word: number): number {
  const sum = (state + Math.imul(word, PRIME_2)) | 0;
  return Math.imul((sum << 13) | (sum >>> 19), PRIME_1);
}

/** The two words of a safe integer, two's complement: this one and `highWord`. */
export const lowWord = (value: number): number => value | 0;
export const highWord = (value: number): number => Math.floor(value / TWO_32) | 0;

/** 32-bit words as lower-case hex digits, eight each. */
export function hexOf(words: ArrayLike<number>): string {
  let text = '';
  for (let i = 0; i < words.length; i++) text += (words[i]! >>> 0).toString(16).padStart(8, '0');
  return text;
}

/** Plain data of a running hash, for snapshots: the number of words modulo 2^32, four lanes, up to three waiting words. */
export type HashState = readonly number[];

const BUFFER_WORDS = 64;

export class Hash128 {
  private readonly lanes = new Int32Array(LANES_AT_START);
  /** Words that wait to be folded, so that most are folded with the lanes in registers. */
  private readonly waiting = new Int32Array(BUFFER_WORDS);
  private waits = 0;
  private length = 0;

  constructor(state: HashState = [0, ...LANES_AT_START]) {
    assert(state.length >= 5 && state.length <= 8, `a hash state has five to eight words, got ${state.length}`);
    this.length = state[0]! | 0;
    this.lanes.set(state.slice(1, 5));
    this.waiting.set(state.slice(5));
    this.waits = state.length - 5;
  }

  reset(): void {
    for (let i = 0; i < 4; i++) this.lanes[i] = LANES_AT_START[i]!;
    this.waits = 0;
    this.length = 0;
  }

  save(): HashState {
    this.drain();
    return [this.length, ...this.lanes, ...this.waiting.subarray(0, this.waits)];
  }

  /** Folds one word; only its 32 bits count. */
  word(word: number): void {
    this.waiting[this.waits++] = word;
    if (this.waits === BUFFER_WORDS) this.drain();
  }

  /** Folds an integer in ±(2^53 − 1) as two words. Anything else, −0 included, is our bug. */
  integer(value: number): void {
    if (!Number.isSafeInteger(value) || (value === 0 && 1 / value < 0)) {
      throw new Bug(`only safe integers enter a digest, got ${value === 0 ? '-0' : value}`);
    }
    this.word(lowWord(value));
    this.word(highWord(value));
  }

  /** Folds a text: its length in UTF-16 code units, then the units in pairs. */
  text(value: string): void {
    const { length } = value;
    this.word(length);
    for (let i = 0; i < length; i += 2) {
      this.word(value.charCodeAt(i) | (i + 1 < length ? value.charCodeAt(i + 1) << 16 : 0));
    }
  }

  /** Folds words `[from, to)`. */
  words(words: Int32Array, from = 0, to = words.length): void {
    let at = from;
    while (at < to && (this.waits & 3) !== 0) this.word(words[at++]!);
    const wholeEnd = at + ((to - at) & ~3);
    if (wholeEnd > at) {
      this.drain();
      this.blocks(words, at, wholeEnd);
    }
    for (at = wholeEnd; at < to; at++) this.word(words[at]!);
  }

  /** Hands the four lanes to whoever folds whole blocks elsewhere; what was folded before must be whole blocks. */
  lend(out: Int32Array, at: number): void {
    this.drain();
    assert(this.waits === 0, 'lanes are lent between two blocks');
    const { lanes } = this;
    for (let i = 0; i < 4; i++) out[at + i] = lanes[i]!;
  }

  /** The lanes as they are after `words` more. */
  takeBack(words: number, from: Int32Array, at: number): void {
    const { lanes } = this;
    for (let i = 0; i < 4; i++) lanes[i] = from[at + i]!;
    this.length = (this.length + words) | 0;
  }

  /** The hash of everything folded so far, into four words of `out`; folding may go on afterwards. */
  finishInto(out: Int32Array, at = 0): void {
    this.drain();
    const { lanes, waiting, waits } = this;
    const length = this.length + waits;
    const a = (waits > 0 ? lane(lanes[0]!, waiting[0]!) : lanes[0]!) ^ length;
    const b = (waits > 1 ? lane(lanes[1]!, waiting[1]!) : lanes[1]!) ^ length;
    const c = (waits > 2 ? lane(lanes[2]!, waiting[2]!) : lanes[2]!) ^ length;
    const d = lanes[3]! ^ length;
    const sum = (a + b + c + d) | 0;
    const b2 = avalanche((b + sum) | 0);
    const c2 = avalanche((c + sum) | 0);
    const d2 = avalanche((d + sum) | 0);
    const a2 = (avalanche(sum) + b2 + c2 + d2) | 0;
    out[at] = a2;
    out[at + 1] = b2 + a2;
    out[at + 2] = c2 + a2;
    out[at + 3] = d2 + a2;
  }

  /** The same as 32 lower-case hex digits. */
  get hex(): string {
    const out = new Int32Array(4);
    this.finishInto(out);
    return hexOf(out);
  }

  /** Folds the whole blocks that wait; at most three words wait afterwards. */
  private drain(): void {
    const whole = this.waits & ~3;
    if (whole === 0) return;
    this.blocks(this.waiting, 0, whole);
    this.waits -= whole;
    for (let i = 0; i < this.waits; i++) this.waiting[i] = this.waiting[whole + i]!;
  }

  /** Folds whole blocks: `to − from` is a multiple of four. */
  private blocks(words: Int32Array, from: number, to: number): void {
    const { lanes } = this;
    // One by one: out of a list they would come as numbers of any kind, and the sums below would be floating-point.
    let a = lanes[0]!;
    let b = lanes[1]!;
    let c = lanes[2]!;
    let d = lanes[3]!;
    for (let at = from; at < to; at += 4) {
      a = lane(a, words[at]!);
      b = lane(b, words[at + 1]!);
      c = lane(c, words[at + 2]!);
      d = lane(d, words[at + 3]!);
      a = (a + b) | 0;
      b = (b + c) | 0;
      c = (c + d) | 0;
      d = (d + a) | 0;
    }
    lanes[0] = a;
    lanes[1] = b;
    lanes[2] = c;
    lanes[3] = d;
    this.length = (this.length + to - from) | 0;
  }
}

/** MurmurHash3's 32-bit finaliser (fmix32): every input bit reaches every output bit. */
export function avalanche(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

const scratch = new Hash128();

/** The 64-bit hash by which a name enters a digest, into two words of `out`: equal for equal texts wherever they stand in a list. */
export function nameHashInto(name: string, out: Int32Array, at: number): void {
  scratch.reset();
  scratch.text(name);
  scratch.finishInto(nameScratch);
  out[at] = nameScratch[0]!;
  out[at + 1] = nameScratch[1]!;
}
const nameScratch = new Int32Array(4);
