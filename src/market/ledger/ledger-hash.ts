/**
 * A 64-bit fingerprint of arrays of whole numbers, to compare a live ledger with a replayed one.
 *
 * Not a digest of the log and not cryptographic. Each number enters as its low 32 bits and the rest, so that one unit
 * anywhere changes the result; mixing as in MurmurHash3 x86_32 (A. Appleby, public domain), two lanes with different seeds.
 */
const LANES = [0x9747b28c, 0x3c6ef372];

/** 16 hex digits. Lengths and order count. */
export function mixIntegers(arrays: readonly Float64Array[]): string {
  return LANES.map((lane) => {
    let hash = lane;
    for (const values of arrays) hash = mixArray(mixWord(hash, values.length), values);
    return finish(hash).toString(16).padStart(8, '0');
  }).join('');
}

function mixArray(start: number, values: Float64Array): number {
  let hash = start;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] as number;
    hash = mixWord(mixWord(hash, value | 0), Math.floor(value / 0x1_0000_0000) | 0);
  }
  return hash;
}

function mixWord(hash: number, word: number): number {
  const scrambled = Math.imul(rotateLeft(Math.imul(word, 0xcc9e2d51), 15), 0x1b873593);
  return (Math.imul(rotateLeft(hash ^ scrambled, 13), 5) + 0xe6546b64) | 0;
}

function finish(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

const rotateLeft = (word: number, by: number): number => (word << by) | (word >>> (32 - by));
