/**
 * Passes a log on up to a moment and drops the rest.
 *
 * A seq inside what one command did is moved to the end of it: an order and its fills are one step of the market, and half
 * of it is no state that ever was. Digests of what was passed on are folded here, since frames end elsewhere.
 */
import type { StoredEvent } from '../../events/codec.ts';
import { RunDigest } from '../../events/content-digest.ts';
import type { LogVisitor } from '../../events/log-reader.ts';
import { Field, RECORD_WORDS, Reason, type RecordBatch, RecordKind } from '../../events/records.ts';
import type { MarketEvent } from '../../events/vocabulary.ts';
import { HaltCause } from '../../market/book/halts.ts';
import type { Seq, SimTime } from '../../units/quantity.ts';
import type { Moment } from '../time-argument.ts';

export class CutVisitor implements LogVisitor {
  readonly digest: RunDigest;
  /** The moment has been reached: nothing more is passed on. */
  isDone = false;
  /** Time of the first event that was not passed on; undefined while all were. */
  beyondAt: SimTime | undefined;
  readonly #inner: LogVisitor;
  readonly #moment: Moment;

  /** @param digest Of what was passed on before, where that is not nothing. */
  constructor(inner: LogVisitor, moment: Moment, digest = new RunDigest()) {
    this.#inner = inner;
    this.#moment = moment;
    this.digest = digest;
    this.isDone = moment.kind === 'seq' && digest.count >= moment.seq;
  }

  control(event: MarketEvent, former?: StoredEvent): void {
    if (this.isDone || this.#isBeyond(event.at, event.seq)) {
      this.#stopAt(event.at);
      return;
    }
    if (former === undefined) this.digest.control(event);
    else this.digest.foldEvent(former.layout, former.event);
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
function endOfStep({ words, from, to: end, firstSeq }: RecordBatch, seq: number): number {
  let to = Math.min(from + (seq - firstSeq + 1) * RECORD_WORDS, end);
  while (to < end && goesOn(words, to, from)) to += RECORD_WORDS;
  return to;
}

/**
 * True for a record that completes the one before it: a fill, what the market itself took out, a remainder that vanished; the
 * halt that an order tripped; everything of a call auction up to the resumption; a stop that trades let loose.
 */
function goesOn(words: Int32Array, at: number, from: number): boolean {
  const counter = words[at + Field.counterOrder];
  switch (words[at + Field.kind]) {
    case RecordKind.filled:
    case RecordKind.replenished:
      return true;
    case RecordKind.cancelled:
      return counter !== 0;
    case RecordKind.expired:
      return counter !== 0 || orderBefore(words, at, from) === words[at + Field.order];
    case RecordKind.halted:
      return counter === HaltCause.dynamicBand;
    case RecordKind.resumed:
      return followsTrade(words, at, from);
    case RecordKind.amended:
      return counter === Reason.callAuction ? followsTrade(words, at, from) : isLetLoose(words, at, from);
    default:
      return false;
  }
}

/** The order of the last record that is not about the book as a whole. */
function orderBefore(words: Int32Array, at: number, from: number): number | undefined {
  let before = at - RECORD_WORDS;
  while (before >= from && words[before + Field.kind] === RecordKind.halted) before -= RECORD_WORDS;
  return words[before + Field.order];
}

/** A book that collects trades in its call only: a trade right before, in the same book, is of the same call. */
function followsTrade(words: Int32Array, at: number, from: number): boolean {
  const before = at - RECORD_WORDS;
  if (before < from || words[before + Field.instrument] !== words[at + Field.instrument]) return false;
  const kind = words[before + Field.kind];
  return kind === RecordKind.filled || kind === RecordKind.replenished;
}

/** Queued anew for the same reason and in the same book as what came before: elected by its trades. */
function isLetLoose(words: Int32Array, at: number, from: number): boolean {
  const before = at - RECORD_WORDS;
  return (
    words[at + Field.quantity] === 0 &&
    before >= from &&
    words[before + Field.instrument] === words[at + Field.instrument] &&
    words[before + Field.cause] === words[at + Field.cause]
  );
}
