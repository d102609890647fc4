/**
 * One institution at work: its kind's functions, its memory, its view and its named luck.
 *
 * The engine owns it. `hear` folds an event into memory, `decide` asks for commands; nothing else touches memory.
 */
import type { Subscription } from 'rxjs';
import type { AnyAgentKind, Command, Headroom, Opening, Random, Self } from '../agents/contract.ts';
import type { EventStream } from '../events/stream.ts';
import type { MarketEvent } from '../events/vocabulary.ts';
import { type Draws, drawsOf, streamKey } from '../math/draws.ts';
import type { Seed, SimTime } from '../units/quantity.ts';
import type { AgentView } from './agent-view.ts';
import { plainCopy } from './plain-copy.ts';

/** Plain data. A mandate is there where a patch has changed it. */
export interface InstitutionState {
  readonly id: string;
  readonly memory: unknown;
  readonly mandate?: unknown;
}

export class Institution {
  readonly id: string;
  readonly index: number;
  readonly view: AgentView;
  private readonly kind: AnyAgentKind;
  private readonly seed: Seed;
  private memory: unknown;

  constructor(kind: AnyAgentKind, view: AgentView, seed: Seed) {
    this.kind = kind;
    this.view = view;
    this.id = view.self.id;
    this.index = view.index;
    this.seed = seed;
  }

  start(opening: Opening<unknown>): void {
    this.memory = this.kind.start(opening, this.luckAt(0 as SimTime));
  }

  save(): InstitutionState {
    const { adopted } = this.view;
    const memory = plainCopy(this.memory);
    return { id: this.id, memory, ...(adopted === undefined ? {} : { mandate: plainCopy(adopted) }) };
  }

  /** Instead of `start`. */
  restore({ memory, mandate }: InstitutionState): void {
    this.memory = plainCopy(memory);
    if (mandate !== undefined) this.view.adopt(plainCopy(mandate));
  }

  /** One subscription for a whole run; an emission does nothing but say "wake me for this". */
  listen(stream: EventStream, wake: (event: MarketEvent) => void): Subscription {
    return this.kind.watches(stream, this.view.self as Self<never>).subscribe(wake);
  }

  hear(event: MarketEvent): void {
    this.memory = this.kind.remember(this.memory, event, this.view);
  }

  decide(event: MarketEvent): Command[] {
    return this.kind.decide(this.view, this.memory, event, this.luckAt(this.view.at));
  }

  headroom(): Headroom[] {
    return this.kind.headroom(this.view, this.memory);
  }

  /** The memory itself, for inspection; plain data. */
  get remembered(): unknown {
    return this.memory;
  }

  private luckAt(instant: SimTime): Random {
    let streams: Map<string, Draws> | undefined;
    return (purpose) => {
      streams ??= new Map();
      let draws = streams.get(purpose);
      if (draws === undefined) {
        draws = drawsOf(streamKey({ seed: this.seed, purpose, agent: this.id, instant }));
        streams.set(purpose, draws);
      }
      return draws;
    };
  }
}
