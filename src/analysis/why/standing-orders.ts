/**
 * Which record says why an order stands where it stands: the one that accepted it, or that queued it anew.
 *
 * Orders are numbered in sequence, so two words each are enough. A reduction keeps the place and its reason.
 */
import { Field, RECORD_WORDS, type RecordBatch, RecordKind } from '../../events/records.ts';
import { NO_CAUSE, type Seq } from '../../units/quantity.ts';

export class StandingOrders {
  /** By order: seq of the record, and of the control event that it follows from. */
  #words = new Int32Array(1 << 15);

  /** Notes one record of a batch. */
  note({ words, firstSeq, from }: RecordBatch, at: number): void {
    const kind = words[at + Field.kind] as number;
    const requeued = kind === RecordKind.amended && words[at + Field.quantity] === 0;
    if (kind !== RecordKind.accepted && !requeued) return;
    const order = words[at + Field.order] as number;
    if (2 * order + 1 >= this.#words.length) this.#grow(order);
    this.#words[2 * order] = firstSeq + (at - from) / RECORD_WORDS;
    this.#words[2 * order + 1] = words[at + Field.cause] as number;
  }

  /** 0 for an order that never stood. */
  of(order: number): Seq {
    return (this.#words[2 * order] ?? NO_CAUSE) as Seq;
  }

  causeOf(order: number): Seq {
    return (this.#words[2 * order + 1] ?? NO_CAUSE) as Seq;
  }

  #grow(order: number): void {
    let length = this.#words.length;
    while (length <= 2 * order + 1) length *= 2;
    const wider = new Int32Array(length);
    wider.set(this.#words);
    this.#words = wider;
  }
}
