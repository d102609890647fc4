/**
 * Replay: the world from its log alone, without scenario, agents or matching rules, checked on the way.
 *
 * A `LogVisitor` that folds control events and record batches into a world. The reader checks bytes and digests; here the
 * invariants are held: after every posting by the ledger itself, in full at every official close and, with all books, at the end.
 */
import type { RecordBatch } from '../events/records.ts';
import { RECORD_WORDS } from '../events/records.ts';
import type { MarketEvent } from '../events/vocabulary.ts';
import type { Seq, SimTime } from '../units/quantity.ts';
import { NO_CAUSE } from '../units/quantity.ts';
import { World, type WorldState } from './world.ts';

/** Plain data: the world and how far the log has been read. */
export interface ReplayState {
  readonly world: WorldState;
  readonly at: SimTime;
  readonly lastSeq: Seq;
  readonly controlEvents: number;
  readonly records: number;
}

/** The world folded from events and batches, in their order: a `LogVisitor` for `readLog`. Throws `Bug` where they cannot have happened. */
export class Replay {
  readonly world: World;
  at: SimTime;
  lastSeq: Seq;
  controlEvents: number;
  records: number;

  /** From the log's first event, or where an earlier replay was saved. */
  constructor(from?: ReplayState) {
    this.world = from === undefined ? new World() : World.restore(from.world);
    this.at = from?.at ?? (0 as SimTime);
    this.lastSeq = from?.lastSeq ?? NO_CAUSE;
    this.controlEvents = from?.controlEvents ?? 0;
    this.records = from?.records ?? 0;
  }

  /** After an event or a batch. */
  save(): ReplayState {
    const { at, lastSeq, controlEvents, records } = this;
    return { world: this.world.save(), at, lastSeq, controlEvents, records };
  }

  control(event: MarketEvent): void {
    this.world.evolve(event);
    this.at = event.at;
    this.lastSeq = event.seq;
    this.controlEvents += 1;
    if (event.type === 'CloseMarked') this.world.parts.ledger.checkConservation();
  }

  batch(batch: RecordBatch): void {
    this.world.evolveBatch(batch);
    const count = (batch.to - batch.from) / RECORD_WORDS;
    this.at = batch.at;
    this.lastSeq = (batch.firstSeq + count - 1) as Seq;
    this.records += count;
  }

  finish(): void {
    if (this.world.isOpened) this.world.checkInvariants();
  }
}
