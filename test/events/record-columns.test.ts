/** Records as the log keeps them: the same bytes in plain TypeScript and in WebAssembly, one form for each batch, all words back. */
import { describe, expect, test } from 'vitest';
import { vectorPacker } from '../../src/events/column-program.ts';
import { RunDigest } from '../../src/events/content-digest.ts';
import { bytesSource, readLog } from '../../src/events/log-reader.ts';
import {
  BATCH_RECORDS_MAX,
  BLOCK_RECORDS,
  PlainPacker,
  packedRecords,
  type RecordPacker,
  unpack,
} from '../../src/events/record-columns.ts';
import { Field, RECORD_WORDS } from '../../src/events/records.ts';
import { type Dice, dice, randomRun } from './random-run.ts';
import { feed, READER, recordLog } from './recorded-log.ts';

/** Each field in all records the same, or of few values, or of any. */
function madeUpRecords(roll: Dice, records: number): Int32Array {
  const spans = Array.from({ length: RECORD_WORDS }, () => [1, 2, 200, 257, 70_000, 2 ** 32][roll(6)] as number);
  const bases = spans.map(() => [0, 255, 2 ** 16 - 3, roll(2 ** 32)][roll(4)] as number);
  return Int32Array.from({ length: records * RECORD_WORDS }, (_, i) => {
    const field = i % RECORD_WORDS;
    return bases[field]! + roll(spans[field]!);
  });
}

const vectors = vectorPacker() as RecordPacker;
const plain = new PlainPacker();
const packed = (words: Int32Array): Int32Array => plain.pack(words, 0, words.length).slice();

describe('records in columns', () => {
  test('come back word for word, and are the same bytes in WebAssembly', () => {
    let [words, room] = [0, 0];
    for (let seed = 1; seed <= 300; seed++) {
      const roll = dice(seed);
      const records = madeUpRecords(roll, 2 + roll(seed % 5 === 0 ? BLOCK_RECORDS : 40));
      const expected = plain.pack(records, RECORD_WORDS, records.length).slice();
      expect(vectors.pack(records, RECORD_WORDS, records.length), `seed ${seed}`).toEqual(expected);
      expect(packedRecords(expected), `seed ${seed}`).toBe(records.length / RECORD_WORDS - 1);
      const back = new Int32Array(records.length);
      expect(unpack(expected, back), `seed ${seed}`).toBe(true);
      expect(back.subarray(0, -RECORD_WORDS), `seed ${seed}`).toEqual(records.subarray(RECORD_WORDS));
      words += records.length;
      room += expected.length;
    }
    expect(room).toBeLessThan(0.7 * words);
  });

  test('have one form: wider columns, bits said twice and bytes behind a column are no batch', () => {
    const words = new Int32Array(2 * RECORD_WORDS);
    words.set([7, 9], Field.terms);
    words[Field.order] = words[Field.order + RECORD_WORDS] = 0x1234;
    const right = packed(words);
    const back = new Int32Array(words.length);
    expect(unpack(right, back)).toBe(true);
    const changed = (change: (batch: Int32Array) => void): boolean => {
      const batch = right.slice();
      change(batch);
      return packedRecords(batch) !== undefined && unpack(batch, back);
    };
    expect(changed((batch) => (batch[1]! ^= 3 << (2 * Field.terms)))).toBe(false);
    expect(changed((batch) => (batch[2 + Field.terms]! |= 8))).toBe(false);
    expect(changed((batch) => (batch[batch.length - 1]! |= 1 << 24))).toBe(false);
    expect(changed((batch) => (batch[0] = 0))).toBe(false);
    expect(changed((batch) => (batch[0] = 2 ** 31 - 1))).toBe(false);
    expect(changed((batch) => (batch[1]! |= 1 << 24))).toBe(false);
    const twoBlocks = Int32Array.of(...right, ...right);
    expect(packedRecords(twoBlocks)).toBeUndefined();
    expect(packedRecords(right.subarray(1))).toBeUndefined();
    expect(packedRecords(right.subarray(0, 0))).toBeUndefined();
  });

  test('more than an entry holds are several entries of one digest', () => {
    const opening = randomRun(1, 0);
    const records = madeUpRecords(dice(1), 1).fill(0);
    const words = new Int32Array((BATCH_RECORDS_MAX + 3) * RECORD_WORDS);
    for (let at = 0; at < words.length; at += RECORD_WORDS) words.set(records.fill(at + 1, 2, 3).fill(1, 0, 1), at);
    const firstSeq = opening.length + 1;
    const batch = { at: 2e12, firstSeq, words, from: 0, to: words.length } as never;
    const { bytes, digest } = recordLog([...opening, batch]);
    expect(bytes.length).toBeLessThan(words.byteLength / 8);
    const again = new RunDigest();
    const counts: number[] = [];
    const end = readLog(
      bytesSource(bytes),
      {
        control: (event) => feed(again, event),
        batch: (part) => {
          feed(again, part);
          counts.push(part.to / RECORD_WORDS);
        },
      },
      READER,
    );
    expect(end).toEqual({ ending: 'whole' });
    expect(counts).toEqual([BATCH_RECORDS_MAX, 3]);
    expect(again.hex).toBe(digest);
  });
});
