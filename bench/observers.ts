/**
 * What subscribes to the records in `overhead.bench.ts`: small, and each result checked against the workload's own fills.
 *
 * Plain loops over the batch's words, as the tables of `src/analysis` do it: the bench measures the stream and what it costs
 * to be read, not the tables themselves.
 */
import { BUY, Field, RECORD_WORDS, type RecordBatch, RecordKind } from '../src/events/records.ts';
import { OWNERS } from './workload.ts';
import { foldFill } from './workload-oracle.ts';

// Constants of this file: an imported binding is loaded and checked at every use.
const WORDS = RECORD_WORDS;
const { kind: KIND, owner: OWNER, terms: TERMS, priceTicks: PRICE_TICKS } = Field;
const { quantity: QUANTITY, counterOwner: COUNTER_OWNER } = Field;
const FILLED = RecordKind.filled;
const BUY_BIT = BUY;

export interface Observer {
  batch(batch: RecordBatch): void;
}

/** Walks every record and folds the fills: the observer that the gates are about. */
export class FillFold {
  fills = 0;
  lots = 0;
  lastTicks = 0;

  batch({ words, from, to }: RecordBatch): void {
    let { fills, lots, lastTicks } = this;
    for (let at = from; at < to; at += WORDS) {
      if (words[at + KIND]! !== FILLED) continue;
      fills++;
      lots += words[at + QUANTITY]!;
      lastTicks = words[at + PRICE_TICKS]!;
    }
    this.fills = fills;
    this.lots = lots;
    this.lastTicks = lastTicks;
  }
}

/** Does more: counts every record by kind, and of the fills lots, prices and who holds what. */
export class TradeTape {
  readonly counts = new Int32Array(16);
  readonly positions = new Int32Array(OWNERS);
  lots = 0;
  highTicks = 0;
  lowTicks = 2 ** 31 - 1;

  batch({ words, from, to }: RecordBatch): void {
    const { counts, positions } = this;
    let { lots, highTicks, lowTicks } = this;
    for (let at = from; at < to; at += WORDS) {
      const kind = words[at + KIND]!;
      counts[kind]! += 1;
      if (kind !== FILLED) continue;
      const quantity = words[at + QUANTITY]!;
      const priceTicks = words[at + PRICE_TICKS]!;
      const bought = (words[at + TERMS]! & 1) === BUY_BIT ? quantity : -quantity;
      positions[words[at + OWNER]!]! += bought;
      positions[words[at + COUNTER_OWNER]!]! -= bought;
      lots += quantity;
      if (priceTicks > highTicks) highTicks = priceTicks;
      if (priceTicks < lowTicks) lowTicks = priceTicks;
    }
    this.lots = lots;
    this.highTicks = highTicks;
    this.lowTicks = lowTicks;
  }

  get fills(): number {
    return this.counts[RecordKind.filled]!;
  }

  get records(): number {
    return this.counts.reduce((sum, count) => sum + count, 0);
  }
}

/** The most that reading can be: all twelve words of every record. */
export class WordSum {
  sum = 0;

  batch({ words, from, to }: RecordBatch): void {
    let { sum } = this;
    for (let at = from; at < to; at++) sum = (sum + words[at]!) | 0;
    this.sum = sum;
  }
}

/** The fills in order, for the check before anything is timed. */
export class FillHash {
  hash = 0;

  batch({ words, from, to }: RecordBatch): void {
    for (let at = from; at < to; at += RECORD_WORDS) {
      if (words[at + Field.kind] !== RecordKind.filled) continue;
      const [maker, taker] = [words[at + Field.counterOrder]! - 1, words[at + Field.order]! - 1];
      this.hash = foldFill(this.hash, [maker, taker, words[at + Field.priceTicks]!, words[at + Field.quantity]!]);
    }
  }
}
