/**
 * The table `positions`: who held how much of a line at each official close of its market.
 *
 * Trade date: what has been bought and not yet delivered counts. Issuers' positions are negative, so that those of a line
 * add up to zero. Whoever holds nothing has no row.
 */
import type { EventOf, MarketEvent } from '../../events/vocabulary.ts';
import { isoDate } from '../../units/civil-date.ts';
import type { Market } from '../../units/quantity.ts';
import type { QuoteBoard } from '../quote-board.ts';
import { toPlaces } from '../rounding.ts';

export interface PositionRow {
  readonly date: string;
  readonly agent_kind: string;
  readonly agent: string;
  readonly market: Market;
  readonly bond: string;
  readonly position_face: number;
  readonly dv01: number;
}

/** Face that an agent holds now, both by their place in the log's opening. */
export type PositionNow = (agent: number, instrument: number) => number;

export class PositionTable {
  readonly #board: QuoteBoard;
  readonly #positionNow: PositionNow;
  readonly #emit: (row: PositionRow) => void;
  readonly #agents: EventOf<'AgentJoined'>[] = [];

  constructor(board: QuoteBoard, positionNow: PositionNow, emit: (row: PositionRow) => void) {
    this.#board = board;
    this.#positionNow = positionNow;
    this.#emit = emit;
  }

  /** World and board have heard the event. */
  control(event: MarketEvent): void {
    if (event.type === 'AgentJoined') this.#agents.push(event);
    else if (event.type === 'CloseMarked') this.#tellAll(event);
  }

  #tellAll({ instrument, date }: EventOf<'CloseMarked'>): void {
    const index = this.#board.indexOf(instrument);
    const quote = this.#board.quote(index);
    if (quote === undefined) return;
    const { listing, dv01PerLot } = quote;
    for (const [place, { agent, kind }] of this.#agents.entries()) {
      const face = this.#positionNow(place, index);
      if (face === 0) continue;
      this.#emit({
        date: isoDate(date),
        agent_kind: kind,
        agent,
        market: listing.market,
        bond: instrument,
        position_face: face,
        dv01: toPlaces((face / listing.lotFace) * dv01PerLot, 2),
      });
    }
  }
}
