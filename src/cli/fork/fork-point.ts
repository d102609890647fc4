/** Finds in a log where a fork leaves it: a moment → the last seq before it, a seq → its instant. */
import { RECORD_WORDS, type RecordBatch } from '../../events/records.ts';
import type { MarketEvent } from '../../events/vocabulary.ts';
import type { Seq, SimTime } from '../../units/quantity.ts';
import type { Moment } from '../time-argument.ts';

export class ForkPoint {
  readonly #moment: Moment;
  #seq: Seq | undefined;
  #at: SimTime | undefined;
  #lastAt = 0 as SimTime;

  constructor(moment: Moment) {
    this.#moment = moment;
  }

  /** Last event or record that both runs have for certain; undefined: the log has no such place. */
  get seq(): Seq | undefined {
    return this.#seq;
  }

  get at(): SimTime | undefined {
    return this.#at;
  }

  /** Of the log's last event. */
  get lastAt(): SimTime {
    return this.#lastAt;
  }

  control({ seq, at }: MarketEvent): void {
    this.#see(seq, seq, at);
  }

  batch({ firstSeq, from, to, at }: RecordBatch): void {
    this.#see(firstSeq, (firstSeq + (to - from) / RECORD_WORDS - 1) as Seq, at);
  }

  #see(first: Seq, last: Seq, at: SimTime): void {
    this.#lastAt = at;
    const moment = this.#moment;
    if (moment.kind === 'time' && at <= moment.at) [this.#seq, this.#at] = [last, moment.at];
    if (moment.kind === 'seq' && first <= moment.seq && moment.seq <= last) [this.#seq, this.#at] = [moment.seq, at];
  }
}
