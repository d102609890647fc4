/**
 * The table `daily`: one row per instrument and business date of its market, as events and records come by.
 *
 * Prices are kept in half ticks, integers, and turned into yields when rows are asked for. Open, high and low run over
 * trades and middles; the close is the official mark. A market that did not open has no row; a date under way has no close.
 */
import { Field, RECORD_WORDS, type RecordBatch, RecordKind } from '../../events/records.ts';
import type { EventOf, MarketEvent } from '../../events/vocabulary.ts';
import { venueOf } from '../../market/calendar/sessions.ts';
import { isoDate } from '../../units/civil-date.ts';
import type { Currency, Market, SimTime, Venue } from '../../units/quantity.ts';
import { type BookSides, LiquidityGauge } from '../liquidity-gauge.ts';
import { changeBp, type DatedQuote, isBond, type Listing, type QuoteBoard } from '../quote-board.ts';
import { toPlaces, toPlacesOrNull } from '../rounding.ts';

/** Yields in percent as the market quotes them, null where there is none; a high yield is a low price. */
export interface DailyRow {
  readonly date: string;
  readonly market: Market;
  readonly bond: string;
  readonly tenor_years: number | null;
  readonly open_yield_pct: number | null;
  readonly high_yield_pct: number | null;
  readonly low_yield_pct: number | null;
  readonly close_yield_pct: number | null;
  /** Of a bond its yield's; of anything else its price's, in logarithms, up = dearer. */
  readonly change_bp: number | null;
  readonly volume_face: number;
  readonly volume_dv01: number;
  readonly trades: number;
  readonly spread_bp: number | null;
  readonly depth_dv01: number | null;
  readonly close_price: number | null;
  readonly currency: Currency;
}

/** From the opening to the last close, rounded once: the sum of rounded days may differ from it. */
export interface Change {
  readonly market: Market;
  readonly bond: string;
  readonly change_bp: number;
}

/** The books as they stand when a batch has just been heard; undefined: no liquidity columns. */
export type BooksNow = () => readonly BookSides[] | undefined;

interface Day {
  readonly quote: DatedQuote;
  readonly liquidity: LiquidityGauge;
  /** Half ticks of price; 0 while nothing has been seen. */
  open: number;
  dearest: number;
  cheapest: number;
  close: number;
  changeMilliBp: number | undefined;
  lots: number;
  trades: number;
}

export class DailyTable {
  readonly #board: QuoteBoard;
  readonly #books: BooksNow;
  readonly #days: Day[] = [];
  /** The date under way, by instrument. */
  readonly #today: (Day | undefined)[] = [];

  constructor(board: QuoteBoard, books: BooksNow) {
    this.#board = board;
    this.#books = books;
  }

  /** The board has heard the event. */
  control(event: MarketEvent): void {
    switch (event.type) {
      case 'SessionOpened':
        this.#openSession(event);
        break;
      case 'SessionClosed':
        for (const day of this.#today)
          if (day !== undefined && isAt(day.quote.listing, event.market)) day.liquidity.close(event.at);
        break;
      case 'PriceTicked': {
        const day = this.#today[this.#board.indexOf(event.instrument)];
        if (day !== undefined && event.bidTicks > 0 && event.offerTicks > 0)
          see(day, event.bidTicks + event.offerTicks);
        break;
      }
      case 'CloseMarked': {
        const day = this.#today[this.#board.indexOf(event.instrument)];
        if (day === undefined || day.quote.date !== event.date) break;
        day.close = event.closeHalfTicks;
        day.changeMilliBp = event.change;
        break;
      }
    }
  }

  batch(batch: RecordBatch): void {
    const { words } = batch;
    const books = this.#books();
    let looked = -1;
    for (let at = batch.from; at < batch.to; at += RECORD_WORDS) {
      const instrument = words[at + Field.instrument] as number;
      const day = this.#today[instrument];
      if (day === undefined) continue;
      if (words[at + Field.kind] === RecordKind.filled) {
        see(day, 2 * (words[at + Field.priceTicks] as number));
        day.lots += words[at + Field.quantity] as number;
        day.trades += 1;
      }
      // Records of one instrument follow each other: once for each stretch is enough, at its end as the book stands.
      if (instrument === looked) continue;
      looked = instrument;
      const book = books?.[instrument];
      if (book !== undefined) day.liquidity.look(batch.at, book, day.quote);
    }
  }

  /** All rows by date, market and place in the log; liquidity of dates under way up to `at`. */
  rows(at: SimTime): DailyRow[] {
    for (const day of this.#today) day?.liquidity.passTo(at);
    return this.#days.map(rowOf).sort((a, b) => order(a.date, b.date) || order(a.market, b.market));
  }

  /** Of everything that has closed at least once, in the order of the log. */
  changes(): Change[] {
    const sums = new Map<Listing, number>();
    for (const { quote, changeMilliBp } of this.#days) {
      if (changeMilliBp !== undefined) sums.set(quote.listing, (sums.get(quote.listing) ?? 0) + changeMilliBp);
    }
    return [...sums].map(([listing, sum]) => ({
      market: listing.market,
      bond: listing.instrument,
      change_bp: changeBp(sum, isBond(listing)),
    }));
  }

  #openSession({ market: venue, date, at }: EventOf<'SessionOpened'>): void {
    for (const [index, listing] of this.#board.listings.entries()) {
      const quote = this.#board.quote(index);
      if (!isAt(listing, venue) || quote?.date !== date) continue;
      let day = this.#today[index];
      if (day?.quote !== quote) {
        day = newDay(quote);
        this.#today[index] = day;
        this.#days.push(day);
      }
      day.liquidity.open(at);
    }
  }
}

const isAt = ({ instrument, market }: Listing, venue: Venue): boolean => venueOf(instrument, market) === venue;

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function newDay(quote: DatedQuote): Day {
  const liquidity = new LiquidityGauge();
  return { quote, liquidity, open: 0, dearest: 0, cheapest: 0, close: 0, changeMilliBp: undefined, lots: 0, trades: 0 };
}

function see(day: Day, halfTicks: number): void {
  if (day.open === 0) {
    day.open = halfTicks;
    day.dearest = halfTicks;
    day.cheapest = halfTicks;
    return;
  }
  if (halfTicks > day.dearest) day.dearest = halfTicks;
  if (halfTicks < day.cheapest) day.cheapest = halfTicks;
}

function rowOf(day: Day): DailyRow {
  const { quote, liquidity, changeMilliBp } = day;
  const { listing, dv01PerLot } = quote;
  const bond = isBond(listing);
  const yieldOf = (halfTicks: number): number | null =>
    halfTicks === 0 ? null : toPlacesOrNull(quote.yieldPctOfTicks(halfTicks / 2), 6);
  const depthLots = liquidity.depthLots;
  return {
    date: isoDate(quote.date),
    market: listing.market,
    bond: listing.instrument,
    tenor_years: listing.tenorMilliYears === 0 ? null : listing.tenorMilliYears / 1000,
    open_yield_pct: yieldOf(day.open),
    high_yield_pct: yieldOf(day.cheapest),
    low_yield_pct: yieldOf(day.dearest),
    close_yield_pct: yieldOf(day.close),
    change_bp: changeMilliBp === undefined ? null : changeBp(changeMilliBp, bond),
    volume_face: day.lots * listing.lotFace,
    volume_dv01: toPlaces(day.lots * dv01PerLot, 2),
    trades: day.trades,
    spread_bp: toPlacesOrNull(liquidity.spreadBp, 4),
    depth_dv01: toPlacesOrNull(depthLots === null ? null : depthLots * dv01PerLot, 2),
    close_price: day.close === 0 ? null : toPlaces(day.close / 2 / listing.ticksPerPoint, 8),
    currency: listing.currency,
  };
}
