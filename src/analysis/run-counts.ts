/** How much happened: control events by type, records by kind. */
import { Field, RECORD_WORDS, type RecordBatch, RecordKind } from '../events/records.ts';
import type { MarketEvent } from '../events/vocabulary.ts';

export interface Counts {
  /** Control events and records. */
  readonly events: number;
  readonly control_events: number;
  readonly records: number;
  /** Orders that institutions gave, refused ones included. */
  readonly orders: number;
  readonly fills: number;
  readonly by_type: Readonly<Record<string, number>>;
}

const KIND_NAMES = Object.entries(RecordKind);
const KINDS: ReadonlyMap<string, number> = new Map(KIND_NAMES);

export class RunCounts {
  readonly #events = new Map<string, number>();
  readonly #records = new Float64Array(16);

  /** From nothing, or from what was counted before. */
  constructor(from?: Counts) {
    for (const [type, count] of Object.entries(from?.by_type ?? {})) {
      const kind = KINDS.get(type);
      if (kind === undefined) this.#events.set(type, count);
      else this.#records[kind] = count;
    }
  }

  control(event: MarketEvent): void {
    this.#events.set(event.type, (this.#events.get(event.type) ?? 0) + 1);
  }

  batch({ words, from, to }: RecordBatch): void {
    for (let at = from; at < to; at += RECORD_WORDS) this.#records[words[at + Field.kind] as number]! += 1;
  }

  counts(): Counts {
    const events = [...this.#events].sort(([a], [b]) => (a < b ? -1 : 1));
    const records = KIND_NAMES.map(([name, kind]) => [name, this.#records[kind] as number] as const);
    const controlEvents = events.reduce((sum, [, count]) => sum + count, 0);
    const recordCount = records.reduce((sum, [, count]) => sum + count, 0);
    return {
      events: controlEvents + recordCount,
      control_events: controlEvents,
      records: recordCount,
      orders: (this.#records[RecordKind.accepted] as number) + (this.#records[RecordKind.rejected] as number),
      fills: this.#records[RecordKind.filled] as number,
      by_type: Object.fromEntries([...events, ...records.filter(([, count]) => count > 0)]),
    };
  }
}
