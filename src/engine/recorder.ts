/**
 * Gives every event its place: seq, time, causes; folds it into the world and the run's digest; publishes it.
 *
 * Records that were written meanwhile go out first, as one batch, so that both planes share one order. Only the engine
 * holds a recorder, and nothing else ever calls the stream's publisher.
 */
import type { RunDigest } from '../events/content-digest.ts';
import { RECORD_WORDS, type RecordBatch } from '../events/records.ts';
import type { Publisher } from '../events/stream.ts';
import type { MarketEvent, Unplaced } from '../events/vocabulary.ts';
import { assert } from '../units/assert.ts';
import { type Seq, type SimTime, seq } from '../units/quantity.ts';
import type { OrderDesk } from './order-desk.ts';
import type { Probe } from './probe.ts';
import { atMean, type Without } from './without.ts';
import type { World } from './world.ts';

export interface RecorderParts {
  readonly world: World;
  readonly publisher: Publisher;
  readonly startsAt: SimTime;
  /** Of everything before, where the run goes on from a snapshot. */
  readonly digest: RunDigest;
  readonly without?: Without | undefined;
  readonly probe: Probe;
}

export class Recorder {
  readonly digest: RunDigest;
  now: SimTime;
  private readonly world: World;
  private readonly publisher: Publisher;
  private readonly without: Without | undefined;
  private readonly probe: Probe;
  private desk: OrderDesk | undefined;
  private last = 0;

  constructor({ world, publisher, startsAt, digest, without, probe }: RecorderParts) {
    this.world = world;
    this.publisher = publisher;
    this.now = startsAt;
    this.digest = digest;
    this.last = digest.count;
    this.without = without;
    this.probe = probe;
  }

  get lastSeq(): Seq {
    return seq(this.last);
  }

  /** From here on records of this desk belong to the run. */
  attach(desk: OrderDesk): void {
    this.desk = desk;
  }

  /** Publishes an event with its causes and returns its seq. */
  record(unplaced: Unplaced<MarketEvent>, causes: readonly Seq[]): MarketEvent {
    this.flush();
    for (const cause of causes)
      assert(cause >= 1 && cause <= this.last && Number.isInteger(cause), `caused by ${cause}`);
    this.last += 1;
    const what = atMean(this.without, this.last, unplaced);
    const event = { ...what, seq: seq(this.last), at: this.now, causes } as MarketEvent;
    const { probe } = this;
    probe.begin('ledger');
    this.world.evolve(event);
    probe.end();
    probe.begin('digest');
    this.digest.control(event);
    probe.end();
    probe.begin('publish');
    this.publisher.publish(event);
    probe.end();
    return event;
  }

  /** Publishes the records written since the last call as one batch. */
  flush(): void {
    const { desk, probe } = this;
    if (desk === undefined || desk.log.length === 0) return;
    desk.settle();
    const batch: RecordBatch = {
      at: this.now,
      firstSeq: seq(this.last + 1),
      words: desk.log.words,
      from: 0,
      to: desk.log.length,
    };
    this.last = seq(this.last + desk.log.length / RECORD_WORDS);
    probe.begin('digest');
    this.digest.batch(batch);
    probe.end();
    probe.begin('publish');
    this.publisher.publishBatch(batch);
    probe.end();
    desk.rewind();
  }
}
