/**
 * Where every line stood each five minutes while it could be traded, and what was traded since the tick before: the series behind
 * paths, spill-over and stylised facts of a single run.
 *
 * Levels are those of price ticks, in basis points (of what has no yield, −10,000 × ln of its price). A closed market has no
 * points; a new stretch begins when it opens again.
 */
import { Field, RECORD_WORDS, type RecordBatch, RecordKind } from '../events/records.ts';
import type { MarketEvent } from '../events/vocabulary.ts';
import { venueOf } from '../market/calendar/sessions.ts';
import type { SimTime } from '../units/quantity.ts';
import type { Listing } from './quote-board.ts';

export interface GridPoint {
  readonly at: SimTime;
  readonly levelBp: number;
  /** Since the point before. */
  readonly lots: number;
}

export interface GridLine {
  readonly listing: Listing;
  readonly openLevelBp: number;
  /** One list a session. */
  readonly sessions: readonly (readonly GridPoint[])[];
}

interface Line {
  readonly listing: Listing;
  readonly sessions: GridPoint[][];
  levelBp: number;
  lots: number;
  isOpen: boolean;
}

export class LevelGrid {
  readonly #lines: Line[] = [];
  readonly #byName = new Map<string, Line>();

  control(event: MarketEvent): void {
    switch (event.type) {
      case 'InstrumentListed': {
        const line: Line = { listing: event, sessions: [], levelBp: event.openLevel / 1000, lots: 0, isOpen: false };
        this.#lines.push(line);
        this.#byName.set(event.instrument, line);
        break;
      }
      case 'SessionOpened':
        for (const line of this.#at(event.market)) {
          line.isOpen = true;
          line.lots = 0;
          line.sessions.push([]);
        }
        break;
      case 'SessionClosed':
        for (const line of this.#at(event.market)) {
          note(line, event.at);
          line.isOpen = false;
        }
        break;
      case 'ClockTicked':
        for (const line of this.#lines) note(line, event.at);
        break;
      case 'PriceTicked': {
        const line = this.#byName.get(event.instrument);
        if (line !== undefined) line.levelBp = event.level / 1000;
        break;
      }
    }
  }

  batch({ words, from, to }: RecordBatch): void {
    for (let at = from; at < to; at += RECORD_WORDS) {
      if (words[at + Field.kind] !== RecordKind.filled) continue;
      const line = this.#lines[words[at + Field.instrument] as number];
      if (line !== undefined) line.lots += words[at + Field.quantity] as number;
    }
  }

  /** In the order of the log. */
  lines(): GridLine[] {
    return this.#lines.map(({ listing, sessions }) => ({
      listing,
      openLevelBp: listing.openLevel / 1000,
      sessions: sessions.filter(({ length }) => length > 0),
    }));
  }

  #at(venue: string): Line[] {
    return this.#lines.filter(({ listing }) => venueOf(listing.instrument, listing.market) === venue);
  }
}

/** The clock ticks before the books of its instant move: a point says where the line stood when the tick began. */
function note(line: Line, at: SimTime): void {
  const session = line.sessions.at(-1);
  if (!line.isOpen || session === undefined || session.at(-1)?.at === at) return;
  session.push({ at, levelBp: line.levelBp, lots: line.lots });
  line.lots = 0;
}
