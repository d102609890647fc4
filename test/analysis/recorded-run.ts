/** Everything that happens in a run, kept, so that visitors of logs can be shown it as often as they like. */
import { Simulation, type SimulationOptions } from '../../src/engine/simulation.ts';
import type { LogVisitor } from '../../src/events/log-reader.ts';
import type { RecordBatch } from '../../src/events/records.ts';
import type { EventOf, EventType, MarketEvent } from '../../src/events/vocabulary.ts';
import type { SimTime } from '../../src/units/quantity.ts';
import { SEED, smallWorld } from '../engine/small-world.ts';

export class RecordedRun {
  readonly entries: (MarketEvent | RecordBatch)[] = [];
  readonly contents: string[] = [];
  readonly digest: string;

  /** @param options Its `observe` watches beside. */
  constructor(options: Partial<SimulationOptions> = {}, until?: SimTime) {
    const scenario = options.scenario ?? smallWorld();
    const run = new Simulation({
      seed: SEED,
      ...options,
      scenario,
      observe: (stream, digest, world) => {
        options.observe?.(stream, digest, world);
        stream.events$.subscribe((event) => this.entries.push(event));
        stream.batches$.subscribe((batch) => {
          const words = batch.words.slice(batch.from, batch.to);
          this.entries.push({ ...batch, words, from: 0, to: words.length });
        });
      },
      observeContent: (_seq, content) => this.contents.push(content),
    });
    run.advance(until ?? scenario.endsAt);
    this.digest = run.digest;
  }

  show(visitor: LogVisitor): void {
    for (const entry of this.entries) {
      if ('words' in entry) visitor.batch(entry);
      else visitor.control(entry);
    }
  }

  events(): MarketEvent[] {
    return this.entries.filter((entry): entry is MarketEvent => !('words' in entry));
  }

  of<Type extends EventType>(type: Type): EventOf<Type>[] {
    return this.events().filter((event): event is EventOf<Type> => event.type === type);
  }

  batches(): RecordBatch[] {
    return this.entries.filter((entry): entry is RecordBatch => 'words' in entry);
  }
}
