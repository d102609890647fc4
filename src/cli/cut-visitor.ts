/**
 * Passes a log on up to a moment and drops the rest.
 *
 * A seq inside what one command did is moved to the end of it: an order and its fills are one step of the market, and half
 * of it is no state that ever was. Digests of what was passed on are folded here, since frames end elsewhere.
 */
import { RunDigest } from '../events/content-digest.ts';
import type { LogVisitor } from '../events/log-reader.ts';
import { Field, RECORD_WORDS, type RecordBatch, RecordKind } from '../events/records.ts';
import type { MarketEvent } from '../events/vocabulary.ts';
import type { Seq, SimTime } from '../units/quantity.ts';
import type { Moment } from './time-argument.ts';

export class CutVisitor implements LogVisitor {
  readonly digest = new RunDigest();
  /** The moment has been reached: nothing more is passed on. */
  isDone = false;
  /** Time of the first event that was not passed on; undefined while all were. */
  beyondAt: SimTime | undefined;
  readonly #inner: LogVisitor;
  readonly #moment: Moment;

  constructor(inner: LogVisitor, moment: Moment) {
    this.#inner = inner;
    this.#moment = moment;
  }

  control(event: MarketEvent): void {
    if (this.isDone || this.#isBeyond(event.at, event.seq)) {
      this.#stopAt(event.at);
      return;
    }
    this.digest.control(event);
    this.#inner.control(event);
    this.isDone = this.#moment.kind === 'seq' && event.seq >= this.#moment.seq;
  }

  batch(batch: RecordBatch): void {
    if (this.isDone || this.#isBeyond(batch.at, batch.firstSeq)) {
      this.#stopAt(batch.at);
      return;
    }
    const to = this.#moment.kind === 'seq' ? endOfStep(batch, this.#moment.seq) : batch.to;
    const part = { ...batch, to };
    this.digest.batch(part);
    this.#inner.batch(part);
    const lastSeq = batch.firstSeq + (to - batch.from) / RECORD_WORDS - 1;
    this.isDone = this.#moment.kind === 'seq' && lastSeq >= this.#moment.seq;
  }

  #stopAt(at: SimTime): void {
    this.isDone = true;
    this.beyondAt ??= at;
  }

  #isBeyond(at: SimTime, seq: Seq): boolean {
    return this.#moment.kind === 'time' ? at > this.#moment.at : seq > this.#moment.seq;
  }
}

/** The word after the last record of the command in which `seq` falls. */
function endOfStep(batch: RecordBatch, seq: number): number {
  let to = Math.min(batch.from + (seq - batch.firstSeq + 1) * RECORD_WORDS, batch.to);
  while (to < batch.to && goesOn(batch.words, to)) to += RECORD_WORDS;
  return to;
}

/** True for a record that completes the one before it: a fill, what the market itself took out, a remainder that vanished. */
function goesOn(words: Int32Array, at: number): boolean {
  const kind = words[at + Field.kind];
  if (kind === RecordKind.filled || kind === RecordKind.replenished) return true;
  if (kind === RecordKind.cancelled) return words[at + Field.counterOrder] !== 0;
  if (kind !== RecordKind.expired) return false;
  const before = at - RECORD_WORDS;
  return words[at + Field.counterOrder] !== 0 || words[before + Field.order] === words[at + Field.order];
}
