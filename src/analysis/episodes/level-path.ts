/** Where long Japanese yields stood inside a day: every half-hour, and where an auction's bids closed or its result came. */
import type { MarketEvent } from '../../events/vocabulary.ts';
import { isoTime, MINUTE_MS } from '../../units/time.ts';

export interface LevelMark {
  readonly time: string;
  /** `clock`, `bids` or `result`. */
  readonly what: 'clock' | 'bids' | 'result';
  /** The lines of the auction; empty for the clock. */
  readonly bonds: readonly string[];
  /** Level of the middle in basis points, by line, as the last tick before the event left it. */
  readonly levels: Readonly<Record<string, number>>;
}

const EVERY_MS = 30 * MINUTE_MS;
const SHORTEST_MILLI_YEARS = 10_000;

export class LevelPath {
  readonly marks: LevelMark[] = [];
  readonly #levels = new Map<string, number>();
  #hasMoved = false;

  control(event: MarketEvent): void {
    switch (event.type) {
      case 'InstrumentListed':
        if (event.market === 'jgb' && event.tenorMilliYears >= SHORTEST_MILLI_YEARS)
          this.#levels.set(event.instrument, event.openLevel / 1000);
        break;
      case 'PriceTicked':
        if (!this.#levels.has(event.instrument)) break;
        this.#levels.set(event.instrument, event.level / 1000);
        this.#hasMoved = true;
        break;
      case 'ClockTicked':
        if (event.at % EVERY_MS === 0 && this.#hasMoved) this.#mark(event, 'clock', []);
        break;
      case 'BidsInvited':
        this.#markSale(event, 'bids', event.instruments);
        break;
      case 'AuctionResultPublished':
        this.#markSale(event, 'result', event.instruments);
        break;
    }
  }

  #markSale(event: MarketEvent, what: 'bids' | 'result', bonds: readonly string[]): void {
    if (bonds.some((bond) => this.#levels.has(bond))) this.#mark(event, what, bonds);
  }

  #mark({ at }: MarketEvent, what: LevelMark['what'], bonds: readonly string[]): void {
    this.#hasMoved = false;
    this.marks.push({ time: isoTime(at), what, bonds, levels: Object.fromEntries(this.#levels) });
  }
}
