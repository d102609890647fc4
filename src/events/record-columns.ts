/**
 * Records as the log keeps them: blocks of twelve columns, each as wide as its values differ.
 *
 * The words of some records in a row mostly agree in their high bits, and in whole columns. Hence a block is its number of records, the
 * widths of its columns, a base for each, and the low 8, 16 or 32 bits of whatever is not the same in all records: half the bytes to write
 * and to wait for, and still arrays that numpy and typed arrays read in place. There is one form for each batch: all of its blocks but
 * the last are full. Order numbers always have a column, so that a batch has no more records than bytes.
 *
 * The same in WebAssembly: `column-program.ts`. Hot: typed arrays are read without checks of undefined.
 */
import { Field, RECORD_WORDS } from './records.ts';

/** Of a full block: with its columns it stays in a core's first cache. */
export const BLOCK_RECORDS = 256;
/** More is no batch of ours, whose books keep no more (`RECORD_CAPACITY`). */
export const BATCH_RECORDS_MAX = 65_536;
/** The number of records, the widths (two bits for each field from the lowest: 0, 1, 2 or 3 for 4 bytes), and the bases. */
export const COLUMNS_AT = 2 + RECORD_WORDS;
export const BLOCK_WORDS_MAX = COLUMNS_AT + RECORD_WORDS * BLOCK_RECORDS;
/** These bits differ, whatever they are. */
export const ALWAYS_DIFFERENT: readonly number[] = Array.from({ length: RECORD_WORDS }, (_, i) =>
  i === Field.order ? 1 : 0,
);

// Constants of this file: an imported binding is loaded and checked at every use.
const WORDS = RECORD_WORDS;

export interface RecordPacker {
  /** Packs the records of one block; what comes out is valid until the next call, of whatever packer. */
  pack(words: Int32Array, from: number, to: number): Int32Array;
}

const widthOf = (difference: number): number =>
  difference === 0 ? 0 : difference >>> 8 === 0 ? 1 : difference >>> 16 === 0 ? 2 : 3;

/** Low bits that are in the column, by width. */
const COLUMN_BITS = [0, 0xff, 0xffff, -1] as const;
const BYTES = [0, 1, 2, 4] as const;

export class PlainPacker implements RecordPacker {
  private readonly packed = new Int32Array(BLOCK_WORDS_MAX);
  private readonly halves = new Uint16Array(this.packed.buffer);
  private readonly bytes = new Uint8Array(this.packed.buffer);

  pack(words: Int32Array, from: number, to: number): Int32Array {
    const records = (to - from) / WORDS;
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
      end += columnWords(records, width);
      if (end > start) packed[end - 1] = 0;
      const column = width === 1 ? bytes : width === 2 ? halves : packed;
      if (width > 0)
        for (let p = from + field, at = (4 * start) / BYTES[width]!; p < to; p += WORDS) column[at++] = words[p]!;
    }
    packed[0] = records;
    packed[1] = widths;
    return packed.subarray(0, end);
  }
}

/** Records of a batch, as far as its blocks fill it; undefined where they are not the blocks of one. */
export function packedRecords(packed: Int32Array): number | undefined {
  let records = 0;
  for (let at = 0; at < packed.length; ) {
    const block = packed[at]!;
    const words = packed.length - at < COLUMNS_AT ? 0 : wordsOf(block, packed[at + 1]!);
    at += words;
    records += block;
    const isFull = block === BLOCK_RECORDS || at === packed.length;
    if (words === 0 || at > packed.length || !isFull || records > BATCH_RECORDS_MAX) return undefined;
  }
  return records === 0 ? undefined : records;
}

/** Words that a block with this head takes; 0: it is none. */
function wordsOf(records: number, widths: number): number {
  if (records < 1 || records > BLOCK_RECORDS || widths >>> (2 * WORDS) !== 0) return 0;
  let end = COLUMNS_AT;
  for (let field = 0; field < WORDS; field++) end += columnWords(records, (widths >> (2 * field)) & 3);
  return end;
}

const columnWords = (records: number, width: number): number => (BYTES[width]! * records + 3) >> 2;

/**
 * Unpacks a batch whose blocks fill it into `out`. False where it is not the one form of these records: a base with bits that are in
 * the column, a column that is wider than need be, bytes after a column that are not zero.
 */
export function unpack(packed: Int32Array, out: Int32Array): boolean {
  const halves = new Uint16Array(packed.buffer, packed.byteOffset, packed.length * 2);
  const bytes = new Uint8Array(packed.buffer, packed.byteOffset, packed.length * 4);
  let isOurs = true;
  for (let at = 0, begin = 0; at < packed.length; ) {
    const records = packed[at]!;
    const end = begin + records * WORDS;
    let start = at + COLUMNS_AT;
    for (let field = 0; field < WORDS; field++) {
      const width = (packed[at + 1]! >> (2 * field)) & 3;
      const base = packed[at + 2 + field]!;
      let difference = ALWAYS_DIFFERENT[field]!;
      if (width === 0) for (let p = begin + field; p < end; p += WORDS) out[p] = base;
      else {
        const column = width === 1 ? bytes : width === 2 ? halves : packed;
        let from = (4 * start) / BYTES[width]!;
        const first = column[from]!;
        for (let p = begin + field; p < end; p += WORDS) {
          const low = column[from++]!;
          difference |= low ^ first;
          out[p] = base | low;
        }
        start += columnWords(records, width);
        for (let i = from * BYTES[width]!; i < 4 * start; i++) if (bytes[i] !== 0) isOurs = false;
      }
      if ((base & COLUMN_BITS[width]!) !== 0 || widthOf(difference) !== width) isOurs = false;
    }
    at = start;
    begin = end;
  }
  return isOurs;
}
