/**
 * What others sold to each institution's resting orders and bought from them: a market maker knows which of its trades
 * somebody else wanted. Its own takes and its awards are not among them.
 */
import { BUY, Field, sideOf } from '../events/records.ts';

export class QuotedFlow {
  /** Lots bought at own quotes less lots sold there since the opening, by owner and instrument. */
  readonly #boughtLots: Float64Array;
  readonly #instruments: number;

  constructor(owners: number, instruments: number) {
    this.#instruments = instruments;
    this.#boughtLots = new Float64Array(owners * instruments);
  }

  /** One `filled` record, at its word offset. */
  readFill(words: Int32Array, at: number): void {
    const maker = words[at + Field.counterOwner] as number;
    const line = maker * this.#instruments + (words[at + Field.instrument] as number);
    const lots = words[at + Field.quantity] as number;
    // The record's side is the taker's.
    const bought = sideOf(words[at + Field.terms] as number) === BUY ? -lots : lots;
    this.#boughtLots[line] = (this.#boughtLots[line] as number) + bought;
  }

  boughtLots(owner: number, instrument: number): number {
    return this.#boughtLots[owner * this.#instruments + instrument] as number;
  }

  save(): Float64Array {
    return this.#boughtLots.slice();
  }

  restore(state: Float64Array): void {
    this.#boughtLots.set(state);
  }
}
