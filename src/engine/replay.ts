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
import { World } from './world.ts';

export class Replay {
  readonly world = new World();
  at = 0 as SimTime;
  lastSeq: Seq = NO_CAUSE;
  controlEvents = 0;
  records = 0;

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
