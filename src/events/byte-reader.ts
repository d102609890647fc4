/**
 * Bytes of a log on their way in: reads what `byte-writer.ts` writes and nothing else.
 *
 * The first thing that is not as it must be is kept as the flaw with its offset; everything read after it is empty, so
 * that callers check once at the end. A length is believed only as far as there are bytes. Hot.
 */
import { LIST_MAX, TEXT_BYTES_MAX } from './log-limits.ts';
import { readUtf8 } from './utf8.ts';

export interface ByteFlaw {
  /** In bytes from the start of what is read. */
  readonly offset: number;
  readonly problem: string;
  /** True of what a newer program may have written. */
  readonly unknown: boolean;
}

export class ByteReader {
  flaw: ByteFlaw | undefined;
  private readonly bytes: Uint8Array;
  private readonly words: Int32Array;
  private at: number;
  private end: number;

  /** `bytes` start on a four-byte boundary of their buffer and have whole words. */
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
    this.at = 0;
    this.end = bytes.length & ~3;
  }

  get offset(): number {
    return this.at;
  }

  get left(): number {
    return this.end - this.at;
  }

  /** Nothing beyond `end` is read until the next call. */
  limit(end: number): void {
    this.end = end;
  }

  refuse(problem: string, offset = this.at): void {
    this.flaw ??= { offset, problem, unknown: false };
    this.at = this.end;
  }

  /** Something well-formed that this program does not know. */
  refuseUnknown(what: string, offset: number): void {
    this.flaw ??= { offset, problem: `${what} is unknown`, unknown: true };
    this.at = this.end;
  }

  word(): number {
    if (this.at + 4 > this.end) {
      this.refuse('ends in the middle of a field');
      return 0;
    }
    const word = this.words[this.at >> 2]!;
    this.at += 4;
    return word;
  }

  unsigned(): number {
    return this.word() >>> 0;
  }

  integer(): number {
    const low = this.word() >>> 0;
    const high = this.word();
    const value = high * 2 ** 32 + low;
    if (Number.isSafeInteger(value)) return value;
    this.refuse('an integer beyond ±(2^53 − 1)', this.at - 8);
    return 0;
  }

  text(): string {
    const length = this.unsigned();
    const start = this.at;
    const padded = Math.ceil(length / 4) * 4;
    if (padded > this.left) {
      this.refuse(`a text of ${length} bytes where ${this.left} are left`, start - 4);
      return '';
    }
    if (length > TEXT_BYTES_MAX) {
      this.refuse(`a text of ${length} bytes, at most ${TEXT_BYTES_MAX} are read`, start - 4);
      return '';
    }
    this.at += padded;
    const text = readUtf8(this.bytes, start, start + length);
    for (let i = start + length; i < start + padded; i++) {
      if (this.bytes[i] !== 0) this.refuse('a text that is not followed by zeros', i);
    }
    if (text === undefined) this.refuse('a text that is not UTF-8', start);
    return text ?? '';
  }

  /** Number of the list's elements, each of which takes at least `size` bytes. */
  count(size: number): number {
    const count = this.unsigned();
    if (count * size > this.left) this.refuse(`a list of ${count} where ${this.left} bytes are left`, this.at - 4);
    else if (count > LIST_MAX) this.refuse(`a list of ${count}, at most ${LIST_MAX} are read`, this.at - 4);
    else return count;
    return 0;
  }

  /** The next `bytes` as words, in place. */
  take(bytes: number): Int32Array {
    const from = this.at >> 2;
    this.at += bytes;
    return this.words.subarray(from, this.at >> 2);
  }
}
