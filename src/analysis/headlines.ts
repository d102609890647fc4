/** What was announced, and which institutions came under pressure: the story of a run beside its prices. */
import type { MarketEvent } from '../events/vocabulary.ts';
import type { Market } from '../units/quantity.ts';
import { isoTime } from '../units/time.ts';

export interface Headline {
  readonly time: string;
  readonly market: Market;
  readonly type: string;
  readonly headline: string;
}

/** How often institutions of a kind reached a limit of theirs. */
export interface Pressure {
  readonly agent_kind: string;
  readonly limit_breaches: number;
  readonly stop_losses: number;
  readonly margin_calls: number;
  readonly quotes_withdrawn: number;
}

const COLUMN_OF = {
  RiskLimitBreached: 'limit_breaches',
  StopLossTriggered: 'stop_losses',
  MarginCalled: 'margin_calls',
  QuotesWithdrawn: 'quotes_withdrawn',
} as const;
const NONE = { limit_breaches: 0, stop_losses: 0, margin_calls: 0, quotes_withdrawn: 0 };

export class Headlines {
  readonly rows: Headline[] = [];
  readonly #kinds = new Map<string, string>();
  readonly #pressure = new Map<string, Pressure>();

  control(event: MarketEvent): void {
    if (event.type === 'AgentJoined') this.#kinds.set(event.agent, event.kind);
    if ('headline' in event) {
      const { at, market, type, headline } = event;
      this.rows.push({ time: isoTime(at), market, type, headline });
    }
    if (event.type in COLUMN_OF && 'agent' in event) {
      const column = COLUMN_OF[event.type as keyof typeof COLUMN_OF];
      const kind = this.#kinds.get(event.agent) ?? 'unknown';
      const before = this.#pressure.get(kind) ?? { agent_kind: kind, ...NONE };
      this.#pressure.set(kind, { ...before, [column]: before[column] + 1 });
    }
  }

  /** By kind, in the given order. */
  pressure(kinds: readonly string[]): Pressure[] {
    return kinds.flatMap((kind) => this.#pressure.get(kind) ?? []);
  }
}
