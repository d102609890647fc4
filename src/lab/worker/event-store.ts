/**
 * The control events of a branch, as bytes of the log: what *Why?* walks. A fork has its own from where it began, and its
 * parent's before that.
 */
import { ByteReader } from '../../events/byte-reader.ts';
import { ByteWriter } from '../../events/byte-writer.ts';
import { decodeEvent, ENTRY_HEADER_BYTES, encodeEvent } from '../../events/codec.ts';
import { SeqIndex } from '../../events/seq-index.ts';
import type { MarketEvent } from '../../events/vocabulary.ts';
import type { SimTime } from '../../units/quantity.ts';

const AT_LOW = 8;
const AT_HIGH = 12;

export class EventStore {
  readonly #parent: EventStore | undefined;
  /** Up to here events are the parent's. */
  readonly #from: number;
  readonly #bytes = new ByteWriter(1 << 20);
  readonly #index = new SeqIndex();
  readonly #starts: number[] = [];

  constructor(parent?: EventStore, from = 0) {
    this.#parent = parent;
    this.#from = from;
  }

  /** Of one's own. */
  get bytes(): number {
    return this.#bytes.length;
  }

  control(event: MarketEvent): void {
    if (event.seq <= this.#from) return;
    this.#index.add(event.seq);
    this.#starts.push(this.#bytes.length);
    encodeEvent(event, this.#bytes);
  }

  /** Undefined: a record, or not yet. */
  get(seq: number): MarketEvent | undefined {
    if (seq <= this.#from) return this.#parent?.get(seq);
    const rank = this.#index.rankOf(seq);
    return rank <= 0 ? undefined : this.#read(rank - 1);
  }

  /** In order, from a seq on. */
  *after(seq: number): Generator<MarketEvent> {
    if (seq < this.#from && this.#parent !== undefined) {
      for (const event of this.#parent.after(seq)) {
        if (event.seq > this.#from) break;
        yield event;
      }
    }
    for (let rank = 0; rank < this.#starts.length; rank++) {
      const event = this.#read(rank);
      if (event.seq > seq) yield event;
    }
  }

  #read(rank: number): MarketEvent {
    const start = this.#starts[rank] as number;
    const bytes = this.#bytes.view();
    const words = new DataView(bytes.buffer, bytes.byteOffset);
    const at = words.getUint32(start + AT_LOW, true) + words.getInt32(start + AT_HIGH, true) * 2 ** 32;
    const end = this.#starts[rank + 1] ?? bytes.length;
    const stored = decodeEvent(at as SimTime, new ByteReader(bytes.subarray(start + ENTRY_HEADER_BYTES, end)));
    if (stored === undefined) throw new Error(`event ${rank} cannot be read back`);
    return stored.event as unknown as MarketEvent;
  }
}
