/**
 * Why each order was given, by order number: a fill's record states the taker's reason, the maker's stands in its own order.
 *
 * Orders are numbered in sequence, so a byte each is enough. Hot: typed arrays are read without checks of undefined.
 */
import { Field, ORDER_FLAGS, RECORD_WORDS, type RecordBatch, RecordKind } from '../events/records.ts';

/** Reasons that leave no choice (`docs/odd.md` §6, forced-flow share). */
export const FORCED_FLAGS: readonly number[] = (['riskLimit', 'margin', 'stopLoss'] as const).map((flag) =>
  ORDER_FLAGS.indexOf(flag),
);

/** Index into `ORDER_FLAGS` of packed terms. */
export const flagIndexOf = (terms: number): number => (terms >> 5) & 15;

export class OrderFlags {
  #flags = new Uint8Array(1 << 16);

  /** Notes the orders of a batch; before its fills are looked at. */
  batch({ words, from, to }: RecordBatch): void {
    for (let at = from; at < to; at += RECORD_WORDS) {
      if (words[at + Field.kind]! !== RecordKind.accepted) continue;
      const order = words[at + Field.order]!;
      if (order >= this.#flags.length) this.#grow(order);
      this.#flags[order] = flagIndexOf(words[at + Field.terms]!);
    }
  }

  /** Index into `ORDER_FLAGS`. */
  of(order: number): number {
    return this.#flags[order]!;
  }

  #grow(order: number): void {
    const wider = new Uint8Array(2 ** Math.ceil(Math.log2(order + 1)));
    wider.set(this.#flags);
    this.#flags = wider;
  }
}
