/**
 * Bytes on their way into a log: little-endian, everything on a four-byte boundary, so that numpy and typed arrays read it
 * in place.
 *
 * Writing a number that is no safe integer is our bug. The buffer grows by doubling and is reused. Hot.
 */
import { highWord, lowWord } from '../math/digest.ts';
import { assert, Bug } from '../units/assert.ts';
import { TEXT_BYTES_MAX } from './log-limits.ts';
import { writeUtf8 } from './utf8.ts';

export const LITTLE_ENDIAN = new Uint8Array(new Int32Array([1]).buffer)[0] === 1;

export class ByteWriter {
  private bytes: Uint8Array;
  private words: Int32Array;
  private at = 0;

  constructor(capacity = 1 << 16) {
    assert(LITTLE_ENDIAN, 'the log is written and read in place, which needs a little-endian machine');
    this.words = new Int32Array((capacity + 3) >> 2);
    this.bytes = new Uint8Array(this.words.buffer);
  }

  /** Bytes written since `clear`: always a multiple of four. */
  get length(): number {
    return this.at;
  }

  clear(): void {
    this.at = 0;
  }

  /** What has been written, valid until the next write or `clear`. */
  view(): Uint8Array {
    return this.bytes.subarray(0, this.at);
  }

  /** The same as 32-bit words. */
  wordView(): Int32Array {
    return this.words.subarray(0, this.at >> 2);
  }

  word(word: number): void {
    if (this.at + 4 > this.bytes.length) this.grow(4);
    this.words[this.at >> 2] = word;
    this.at += 4;
  }

  /** Overwrites the word at a byte offset. */
  patch(offset: number, word: number): void {
    this.words[offset >> 2] = word;
  }

  /** A safe integer as a 64-bit two's complement. */
  integer(value: number): void {
    if (!Number.isSafeInteger(value) || (value === 0 && 1 / value < 0)) {
      throw new Bug(`only safe integers enter a log, got ${Object.is(value, -0) ? '-0' : String(value)}`);
    }
    this.word(lowWord(value));
    this.word(highWord(value));
  }

  /** Length in bytes, UTF-8, zeros up to the boundary. */
  text(value: string): void {
    if (typeof value !== 'string') throw new Bug(`a name must be a text, got ${String(value)}`);
    const start = this.at;
    const room = 8 + value.length * 3;
    if (start + room > this.bytes.length) this.grow(room);
    const end = writeUtf8(value, this.bytes, start + 4);
    if (end - start - 4 > TEXT_BYTES_MAX) throw new Bug(`a text of ${end - start - 4} bytes is too long for a log`);
    this.words[start >> 2] = end - start - 4;
    this.at = (end + 3) & ~3;
    this.bytes.fill(0, end, this.at);
  }

  /** Words `[from, to)` of an array. */
  copy(source: Int32Array, from: number, to: number): void {
    const room = (to - from) * 4;
    if (this.at + room > this.bytes.length) this.grow(room);
    this.words.set(source.subarray(from, to), this.at >> 2);
    this.at += room;
  }

  private grow(room: number): void {
    let capacity = this.bytes.length;
    while (capacity < this.at + room) capacity *= 2;
    assert(capacity <= 2 ** 31, `a frame of ${capacity} bytes is too large`);
    const words = new Int32Array(capacity >> 2);
    words.set(this.wordView());
    this.words = words;
    this.bytes = new Uint8Array(words.buffer);
  }
}
