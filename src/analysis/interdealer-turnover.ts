/**
 * What dealers traded with each other, by line and business date: the nearest thing in a run to the screens of inter-dealer
 * brokers. Clients and everybody else meet dealers in the same books; their trades are not in it.
 */
import { Field, RECORD_WORDS, type RecordBatch, RecordKind } from '../events/records.ts';
import type { MarketEvent } from '../events/vocabulary.ts';
import { isoDate } from '../units/civil-date.ts';
import type { Currency, Market } from '../units/quantity.ts';
import type { DatedQuote, QuoteBoard } from './quote-board.ts';
import { toPlaces } from './rounding.ts';

export interface InterdealerRow {
  readonly date: string;
  readonly market: Market;
  readonly bond: string;
  readonly currency: Currency;
  readonly volume_face: number;
  readonly volume_dv01: number;
  readonly trades: number;
}

interface Day {
  readonly quote: DatedQuote;
  lots: number;
  trades: number;
}

export class InterdealerTurnover {
  readonly #board: QuoteBoard;
  /** By the agent's place in the log's opening. */
  readonly #isDealer: boolean[] = [];
  readonly #days: Day[] = [];
  readonly #today: (Day | undefined)[] = [];

  constructor(board: QuoteBoard) {
    this.#board = board;
  }

  /** The board has heard the event. */
  control(event: MarketEvent): void {
    if (event.type === 'AgentJoined') this.#isDealer.push(event.kind === 'dealer');
  }

  batch({ words, from, to }: RecordBatch): void {
    for (let at = from; at < to; at += RECORD_WORDS) {
      if (words[at + Field.kind] !== RecordKind.filled) continue;
      if (!this.#isDealer[words[at + Field.owner] as number]) continue;
      if (!this.#isDealer[words[at + Field.counterOwner] as number]) continue;
      const day = this.#dayOf(words[at + Field.instrument] as number);
      if (day === undefined) continue;
      day.lots += words[at + Field.quantity] as number;
      day.trades += 1;
    }
  }

  /** By date and place in the log; a day without such trades has no row. */
  rows(): InterdealerRow[] {
    return this.#days.map(rowOf).sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  }

  #dayOf(instrument: number): Day | undefined {
    const quote = this.#board.quote(instrument);
    if (quote === undefined || this.#today[instrument]?.quote === quote) return this.#today[instrument];
    const day: Day = { quote, lots: 0, trades: 0 };
    this.#today[instrument] = day;
    this.#days.push(day);
    return day;
  }
}

function rowOf({ quote, lots, trades }: Day): InterdealerRow {
  const { instrument, market, currency, lotFace } = quote.listing;
  return {
    date: isoDate(quote.date),
    market,
    bond: instrument,
    currency,
    volume_face: lots * lotFace,
    volume_dv01: toPlaces(lots * quote.dv01PerLot, 2),
    trades,
  };
}
