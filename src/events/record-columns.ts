/**
 * Records as the log keeps them: twelve columns, each as wide as its values differ.
 *
 * The words of a batch mostly agree in their high bits, and in whole columns. Hence a batch is its number of records, the widths
 * of its columns, a base for each, and the low 8, 16 or 32 bits of whatever is not the same in all records: half the bytes to write and
 * to wait for, and still arrays that numpy and typed arrays read in place. There is one form for each batch. Order numbers always
 * have a column, so that a batch has no more records than bytes.
 *
 * The same in WebAssembly: `column-program.ts`. Hot: typed arrays are read without checks of undefined.
 */
import { Field, RECORD_WORDS } from './records.ts';

/** What one operation may write at most, and a batch holds (`RECORD_CAPACITY` of the books' tail). */
export const BATCH_RECORDS_MAX = 65_536;
/** The number of records, the widths (two bits for each field from the lowest: 0, 1, 2 or 3 for 4 bytes), and the bases. */
export const COLUMNS_AT = 2 + RECORD_WORDS;
/** Of the most records that a batch may have: what a packer needs room for. */
export const packedWordsMax = (records: number): number => COLUMNS_AT + RECORD_WORDS * records;
/** These bits differ, whatever they are. */
export const ALWAYS_DIFFERENT: readonly number[] = Array.from({ length: RECORD_WORDS }, (_, i) =>
  i === Field.order ? 1 : 0,
);

// Constants of this file: an imported binding is loaded and checked at every use.
const WORDS = RECORD_WORDS;

export interface RecordPacker {
  /** Packs at most `BATCH_RECORDS_MAX` records; what comes out is valid until the next call, of whatever packer. */
  pack(words: Int32Array, from: number, to: number): Int32Array;
}

const widthOf = (difference: number): number =>
  difference === 0 ? 0 : difference >>> 8 === 0 ? 1 : difference >>> 16 === 0 ? 2 : 3;

/** Low bits that are in the column, by width. */
const COLUMN_BITS = [0, 0xff, 0xffff, -1] as const;
const BYTES = [0, 1, 2, 4] as const;

export class PlainPacker implements RecordPacker {
  private packed = new Int32Array(packedWordsMax(1_024));
  private halves = new Uint16Array(this.packed.buffer);
  private bytes = new Uint8Array(this.packed.buffer);

  pack(words: Int32Array, from: number, to: number): Int32Array {
    const records = (to - from) / WORDS;
    if (this.packed.length < packedWordsMax(records)) this.grow(records);
    const { packed, halves, bytes } = this;
    let widths = 0;
    let end = COLUMNS_AT;
    for (let field = 0; field < WORDS; field++) {
      const first = words[from + field]!;
      let difference = ALWAYS_DIFFERENT[field]!;
      for (let p = from + field; p < to; p += WORDS) difference |= words[p]! ^ first;
      const width = widthOf(difference);
      widths |= width << (2 * field);
      packed[2 + field] = first & ~COLUMN_BITS[width]!;
      const start = end;
      end += Math.ceil((BYTES[width]! * records) / 4);
      if (end > start) packed[end - 1] = 0;
      const column = width === 1 ? bytes : width === 2 ? halves : packed;
      if (width > 0)
        for (let p = from + field, at = (4 * start) / BYTES[width]!; p < to; p += WORDS) column[at++] = words[p]!;
    }
    packed[0] = records;
    packed[1] = widths;
    return packed.subarray(0, end);
  }

  private grow(records: number): void {
    this.packed = new Int32Array(packedWordsMax(records));
    this.halves = new Uint16Array(this.packed.buffer);
    this.bytes = new Uint8Array(this.packed.buffer);
  }
}

/** Words that a batch with this head takes; undefined: no head of a batch. */
export function packedWords(head: Int32Array): number | undefined {
  if (head.length < COLUMNS_AT) return undefined;
  const records = head[0]!;
  const widths = head[1]!;
  if (records < 1 || records > BATCH_RECORDS_MAX || widths >>> (2 * WORDS) !== 0) return undefined;
  let end = COLUMNS_AT;
  for (let field = 0; field < WORDS; field++) end += Math.ceil((BYTES[(widths >> (2 * field)) & 3]! * records) / 4);
  return end;
}

/**
 * Unpacks a batch whose length is right into `out`. False where it is not the one form of these records: a base with bits that are in
 * the column, a column that is wider than need be, bytes after a column that are not zero.
 */
export function unpack(packed: Int32Array, out: Int32Array): boolean {
  const halves = new Uint16Array(packed.buffer, packed.byteOffset, packed.length * 2);
  const bytes = new Uint8Array(packed.buffer, packed.byteOffset, packed.length * 4);
  const records = packed[0]!;
  const end = records * WORDS;
  let isOurs = true;
  let start = COLUMNS_AT;
  for (let field = 0; field < WORDS; field++) {
    const width = (packed[1]! >> (2 * field)) & 3;
    const base = packed[2 + field]!;
    let difference = ALWAYS_DIFFERENT[field]!;
    if (width === 0) for (let p = field; p < end; p += WORDS) out[p] = base;
    else {
      const column = width === 1 ? bytes : width === 2 ? halves : packed;
      let at = (4 * start) / BYTES[width]!;
      const first = column[at]!;
      for (let p = field; p < end; p += WORDS) {
        const low = column[at++]!;
        difference |= low ^ first;
        out[p] = base | low;
      }
      start += Math.ceil((BYTES[width]! * records) / 4);
      for (let i = at * BYTES[width]!; i < 4 * start; i++) if (bytes[i] !== 0) isOurs = false;
    }
    if ((base & COLUMN_BITS[width]!) !== 0 || widthOf(difference) !== width) isOurs = false;
  }
  return isOurs;
}
