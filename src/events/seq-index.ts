/**
 * Which seqs are control events, and the how-manieth each is: two bits a seq, constant time.
 *
 * A bitmap with a running count per word (rank): G. Jacobson, "Space-efficient static trees and graphs", FOCS 1989, §2.
 * Population count: H. S. Warren, "Hacker's Delight", §5–1. Hot: typed arrays are read without checks of undefined.
 */
import { Bug } from '../units/assert.ts';

export class SeqIndex {
  private bits = new Int32Array(1024);
  /** Members before each word of `bits`; filled up to `lastWord`. */
  private before = new Int32Array(1024);
  private lastWord = 0;
  private lastSeq = 0;
  private members = 0;

  get size(): number {
    return this.members;
  }

  /** Adds a seq that is greater than every member, and returns its rank from 1. */
  add(seq: number): number {
    if (seq <= this.lastSeq) throw new Bug(`seqs ascend: ${seq} after ${this.lastSeq}`);
    const word = seq >>> 5;
    if (word >= this.bits.length) this.grow(word);
    while (this.lastWord < word) this.before[++this.lastWord] = this.members;
    this.bits[word]! |= 1 << (seq & 31);
    this.lastSeq = seq;
    return ++this.members;
  }

  /** Rank from 1 of a member; 0 for 0 (no seq at all); −1 for a seq that is no member. */
  rankOf(seq: number): number {
    if (seq === 0) return 0;
    const word = seq >>> 5;
    if (word > this.lastWord || seq < 0) return -1;
    const bits = this.bits[word]!;
    const bit = 1 << (seq & 31);
    if ((bits & bit) === 0) return -1;
    return this.before[word]! + populationCount(bits & (bit - 1)) + 1;
  }

  /** Members after the first `skipped`, ascending: the index as plain data. */
  seqs(skipped = 0): Int32Array {
    if (skipped > this.members) throw new Bug(`${skipped} members are skipped where there are ${this.members}`);
    const seqs = new Int32Array(this.members - skipped);
    let word = this.lastWord;
    while (word > 0 && this.before[word]! > skipped) word--;
    for (let rank = this.before[word]!; word <= this.lastWord; word++) {
      for (let bits = this.bits[word]!; bits !== 0; bits &= bits - 1, rank++) {
        if (rank >= skipped) seqs[rank - skipped] = word * 32 + 31 - Math.clz32(bits & -bits);
      }
    }
    return seqs;
  }

  private grow(word: number): void {
    let length = this.bits.length;
    while (length <= word) length *= 2;
    const bits = new Int32Array(length);
    const before = new Int32Array(length);
    bits.set(this.bits);
    before.set(this.before);
    this.bits = bits;
    this.before = before;
  }
}

function populationCount(word: number): number {
  let v = word - ((word >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
