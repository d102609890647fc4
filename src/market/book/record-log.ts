/**
 * The data plane's tail: one preallocated `Int32Array` into which the books write their records in order.
 *
 * It never grows and never allocates. The engine asks `isNearlyFull` between operations, publishes what is there as
 * one batch and rewinds. A single operation is never split over two batches, so the reserve must hold the longest one:
 * a sweep of a full book, or the replacement of all its orders by a quote: orderCapacity + 2 × quote levels + 2 records.
 */
import { RECORD_WORDS } from '../../events/records.ts';
import { assert } from '../../units/assert.ts';

/** A constant of this file: an imported binding is loaded and checked at every use. */
const WORDS = RECORD_WORDS;

export const RECORD_CAPACITY = 65_536;
export const RECORD_RESERVE = 8_448;

export class RecordLog {
  declare words: Int32Array;
  /** Length of `words`, as the small integer that a typed array's own length is not. */
  declare private endWords: number;
  /** Words written; a multiple of `RECORD_WORDS`. */
  length = 0;
  declare readonly reserveWords: number;

  /** `capacity` and `reserve` in records. */
  constructor(capacity = RECORD_CAPACITY, reserve = Math.min(RECORD_RESERVE, capacity >> 1)) {
    assert(Number.isInteger(capacity) && capacity > 0, `a record log holds at least one record, got ${capacity}`);
    assert(reserve >= 0 && reserve < capacity, `the reserve of a record log lies in 0…${capacity - 1}, got ${reserve}`);
    this.endWords = capacity * RECORD_WORDS;
    this.words = new Int32Array(this.endWords);
    this.reserveWords = reserve * RECORD_WORDS;
  }

  /** Records written since the last rewind. */
  count(): number {
    return this.length / RECORD_WORDS;
  }

  /** True when less than the reserve is left: publish and rewind before the next operation. */
  isNearlyFull(): boolean {
    return this.words.length - this.length < this.reserveWords;
  }

  /** Takes the next record's place and returns its word offset; the writer must set all `RECORD_WORDS` words. */
  claim(): number {
    const at = this.length;
    if (at === this.endWords) this.endWords = this.whenFull();
    this.length = at + WORDS;
    return at;
  }

  /** Makes room and says how many words there are now; here there is none. The message is built on failure only. */
  protected whenFull(): number {
    assert(false, `the record log is full (${this.count()} records); publish and rewind when nearly full`);
    return this.endWords;
  }

  /** A copy of words `[from, to)`, for whoever keeps records beyond the next rewind. */
  take(from = 0, to = this.length): Int32Array {
    assert(
      from >= 0 && from <= to && to <= this.length && from % RECORD_WORDS === 0 && to % RECORD_WORDS === 0,
      `words ${from}…${to} are not whole records within the ${this.length} words written`,
    );
    return this.words.slice(from, to);
  }

  /** Forgets what was written. Whoever still reads `words` must be done. */
  rewind(): void {
    this.length = 0;
  }
}
