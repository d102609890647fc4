/**
 * Watches a forked run beside the log of the run that it left: the same up to the fork, or it is refused; and what is the
 * first thing that is different.
 */
import { tellEvent } from '../../analysis/why/event-words.ts';
import { RECORD_TYPES, tellRecord } from '../../analysis/why/record-words.ts';
import { Roster } from '../../analysis/why/roster.ts';
import { Wording } from '../../analysis/why/wording.ts';
import { Field, RECORD_WORDS, type RecordBatch } from '../../events/records.ts';
import type { MarketEvent } from '../../events/vocabulary.ts';
import type { Seq, SimTime } from '../../units/quantity.ts';
import { isoTime } from '../../units/time.ts';
import { FirstDifference, type SameUpTo } from '../log/first-difference.ts';
import { LogMismatch } from '../log/log-mismatch.ts';

export interface Divergence {
  readonly seq: Seq;
  readonly time: string;
  readonly type: string;
  readonly text: string;
}

export class ForkWatch {
  readonly #forkSeq: Seq;
  readonly #roster = new Roster();
  readonly #wording = new Wording(this.#roster);
  #difference: FirstDifference | undefined;
  #divergence: Divergence | undefined;

  constructor(forkSeq: Seq) {
    this.#forkSeq = forkSeq;
  }

  /** From the first event, or from where what was heard so far ends. Throws `EnvironmentFault`. */
  compareWith(parentLog: string, from?: SameUpTo): void {
    this.#difference = new FirstDifference(parentLog, from);
  }

  /** Undefined: nothing is different, or nothing yet. */
  get divergence(): Divergence | undefined {
    return this.#divergence;
  }

  /** Throws `LogMismatch` where the two part before the fork. */
  observeContent(seq: Seq, content: string): void {
    const difference = this.#difference;
    if (difference === undefined || difference.seq !== undefined) return;
    difference.see(seq, content);
    if (difference.seq === undefined || seq > this.#forkSeq) return;
    throw new LogMismatch(seq, { repeated: content, logged: 'another event' });
  }

  control(event: MarketEvent): void {
    this.#roster.control(event);
    if (this.#divergence !== undefined || event.seq !== this.#difference?.seq) return;
    this.#diverge(event.seq, event.at, { type: event.type, text: tellEvent(event, this.#wording).text });
  }

  batch({ words, from, to, firstSeq, at }: RecordBatch): void {
    const seq = this.#difference?.seq;
    if (this.#divergence !== undefined || seq === undefined || seq < firstSeq) return;
    const start = from + (seq - firstSeq) * RECORD_WORDS;
    if (start >= to) return;
    const record = words.slice(start, start + RECORD_WORDS);
    const { text } = tellRecord(record, this.#roster, this.#wording);
    this.#diverge(seq, at, { type: RECORD_TYPES[record[Field.kind] as keyof typeof RECORD_TYPES], text });
  }

  close(): void {
    this.#difference?.close();
  }

  #diverge(seq: Seq, at: SimTime, what: { readonly type: string; readonly text: string }): void {
    this.#divergence = { seq, time: isoTime(at), ...what };
  }
}
