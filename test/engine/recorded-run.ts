/** A run with everything that it published, and a replay at its side, for tests that look at what happened. */
import { Replay } from '../../src/engine/replay.ts';
import { Simulation, type SimulationOptions } from '../../src/engine/simulation.ts';
import { Field, RECORD_WORDS, Reason, RecordKind, sideOf } from '../../src/events/records.ts';
import type { EventOf, EventType, MarketEvent } from '../../src/events/vocabulary.ts';
import type { SimTime } from '../../src/units/quantity.ts';
import { isoTime, parseIsoTime } from '../../src/units/time.ts';

const KIND_NAMES = new Map<number, string>(Object.entries(RecordKind).map(([name, kind]) => [kind, name]));
const REASON_NAMES = new Map<number, string>(Object.entries(Reason).map(([name, reason]) => [reason, name]));

export interface PlainRecord {
  readonly at: string;
  readonly kind: string;
  readonly line: string;
  readonly owner: string;
  readonly side: 'buy' | 'sell';
  readonly ticks: number;
  readonly lots: number;
  /** Of a rejection its reason; of a halt what it is for. */
  readonly counter: number;
  readonly reason: string | undefined;
  readonly cause: number;
}

export class RecordedRun {
  readonly run: Simulation;
  readonly replay = new Replay();
  readonly events: MarketEvent[] = [];
  readonly records: PlainRecord[] = [];

  constructor(options: SimulationOptions) {
    const { observe } = options;
    this.run = new Simulation({
      ...options,
      observe: (stream, digest, world) => {
        observe?.(stream, digest, world);
        stream.events$.subscribe((event) => {
          this.replay.control(event);
          this.events.push(event);
        });
        stream.batches$.subscribe((batch) => {
          this.replay.batch(batch);
          for (let at = batch.from; at < batch.to; at += RECORD_WORDS) this.keep(batch.words, at, batch.at);
        });
      },
    });
  }

  /** Up to a moment of Tokyo, `2026-03-12T09:00:30`. */
  to(local: string): this {
    this.run.advance(parseIsoTime(`${local}+09:00`) as SimTime);
    return this;
  }

  of<T extends EventType>(type: T): EventOf<T>[] {
    return this.events.filter((event): event is EventOf<T> => event.type === type);
  }

  recordsOf(line: string, ...kinds: readonly string[]): PlainRecord[] {
    return this.records.filter((record) => record.line === line && kinds.includes(record.kind));
  }

  private keep(words: Int32Array, at: number, when: SimTime): void {
    const { agents, instruments } = this.replay.world.parts;
    const word = (field: number): number => words[at + field] as number;
    const owner = word(Field.owner);
    this.records.push({
      at: isoTime(when),
      kind: KIND_NAMES.get(word(Field.kind)) as string,
      line: instruments.idAt(word(Field.instrument)),
      owner: owner < 0 ? '' : agents.idAt(owner),
      side: sideOf(word(Field.terms)) === 0 ? 'buy' : 'sell',
      ticks: word(Field.priceTicks),
      lots: word(Field.quantity),
      counter: word(Field.counterOrder),
      reason: REASON_NAMES.get(word(Field.counterOrder)),
      cause: word(Field.cause),
    });
  }
}
