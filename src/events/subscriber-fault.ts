/**
 * An exception that a subscriber of the event stream threw: it stops the run.
 *
 * It says at which event; whoever runs the simulation adds the seed and the command that replays it. Where several
 * subscribers fail at one event, the last one is named (RxJS keeps one).
 */
import type { Seq, SimTime } from '../units/quantity.ts';
import { isoTime } from '../units/time.ts';
import type { RecordBatch } from './records.ts';
import type { MarketEvent } from './vocabulary.ts';

export class SubscriberFault extends Error {
  override readonly name = 'SubscriberFault';
  /** Seq of the event, or of the first record of the batch, during whose delivery it happened. */
  readonly seq: Seq;
  /** The event's type; `records` for a batch. */
  readonly type: string;
  readonly at: SimTime;

  constructor(item: MarketEvent | RecordBatch, cause: unknown) {
    const [type, seq] = 'words' in item ? ['records', item.firstSeq] : [item.type, item.seq];
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`a subscriber failed at seq ${seq} (${type}, ${isoTime(item.at)}): ${reason}`, { cause });
    this.seq = seq as Seq;
    this.type = type as string;
    this.at = item.at;
  }
}
