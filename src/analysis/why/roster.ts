/** Who takes part in a run and what is traded in it, as the log's opening names them. */
import type { MarketEvent } from '../../events/vocabulary.ts';
import type { Listing } from '../quote-board.ts';

export class Roster {
  /** In the order of the log, which records count in. */
  readonly agents: string[] = [];
  readonly listings: Listing[] = [];
  readonly #kinds = new Map<string, string>();
  readonly #byName = new Map<string, Listing>();

  control(event: MarketEvent): void {
    if (event.type === 'AgentJoined') {
      this.agents.push(event.agent);
      this.#kinds.set(event.agent, event.kind);
    } else if (event.type === 'InstrumentListed') {
      this.listings.push(event);
      this.#byName.set(event.instrument, event);
    }
  }

  kindOf(agent: string): string | undefined {
    return this.#kinds.get(agent);
  }

  listing(instrument: string): Listing | undefined {
    return this.#byName.get(instrument);
  }
}
