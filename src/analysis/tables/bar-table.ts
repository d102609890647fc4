/**
 * The table `bars`: five minutes of one bond, from the trades and the middles that were seen in them.
 *
 * Prices are kept in half ticks, integers, and turned into yields when the bar is over. Five minutes without a trade or a
 * change of price have no bar: what was seen last still stands. At most one bar per bond is held.
 */
import { Field, RECORD_WORDS, type RecordBatch, RecordKind } from '../../events/records.ts';
import type { EventOf, MarketEvent } from '../../events/vocabulary.ts';
import type { Market, SimTime } from '../../units/quantity.ts';
import { TICK_MS } from '../../units/time.ts';
import type { DatedQuote, QuoteBoard } from '../quote-board.ts';
import { toPlaces, toPlacesOrNull } from '../rounding.ts';

/** A high yield is a low price. */
export interface BarRow {
  /** First moment of the five minutes. */
  readonly time: SimTime;
  readonly market: Market;
  readonly bond: string;
  readonly open_price: number;
  readonly high_price: number;
  readonly low_price: number;
  readonly close_price: number;
  readonly open_yield_pct: number | null;
  readonly high_yield_pct: number | null;
  readonly low_yield_pct: number | null;
  readonly close_yield_pct: number | null;
  readonly volume_lots: number;
  readonly trades: number;
  readonly spread_bp: number | null;
}

interface Bar {
  readonly quote: DatedQuote;
  /** Half ticks of price. */
  readonly open: number;
  dearest: number;
  cheapest: number;
  close: number;
  lots: number;
  trades: number;
  /** Offer less bid as they were last seen together; 0 before. */
  spreadTicks: number;
}

export class BarTable {
  readonly #board: QuoteBoard;
  readonly #emit: (row: BarRow) => void;
  /** By instrument. */
  #bars: (Bar | undefined)[] = [];
  #start = 0;

  constructor(board: QuoteBoard, emit: (row: BarRow) => void) {
    this.#board = board;
    this.#emit = emit;
  }

  /** The board has heard the event. */
  control(event: MarketEvent): void {
    this.#passTo(event.at);
    if (event.type === 'PriceTicked') this.#tick(event);
  }

  batch(batch: RecordBatch): void {
    this.#passTo(batch.at);
    const { words } = batch;
    for (let at = batch.from; at < batch.to; at += RECORD_WORDS) {
      if (words[at + Field.kind] !== RecordKind.filled) continue;
      const bar = this.#see(words[at + Field.instrument] as number, 2 * (words[at + Field.priceTicks] as number));
      if (bar === undefined) continue;
      bar.lots += words[at + Field.quantity] as number;
      bar.trades += 1;
    }
  }

  /** The bar under way is told as far as it got. */
  finish(): void {
    for (const bar of this.#bars) if (bar !== undefined) this.#emit(rowOf(bar, this.#start as SimTime));
    this.#bars = [];
  }

  #passTo(at: SimTime): void {
    if (at < this.#start + TICK_MS) return;
    this.finish();
    this.#start = at - (at % TICK_MS);
  }

  #tick({ instrument, bidTicks, offerTicks }: EventOf<'PriceTicked'>): void {
    if (bidTicks === 0 || offerTicks === 0) return;
    const bar = this.#see(this.#board.indexOf(instrument), bidTicks + offerTicks);
    if (bar !== undefined) bar.spreadTicks = offerTicks - bidTicks;
  }

  /** Undefined before the bond's first session. */
  #see(instrument: number, halfTicks: number): Bar | undefined {
    const bar = this.#bars[instrument];
    if (bar === undefined) return this.#begin(instrument, halfTicks);
    if (halfTicks > bar.dearest) bar.dearest = halfTicks;
    if (halfTicks < bar.cheapest) bar.cheapest = halfTicks;
    bar.close = halfTicks;
    return bar;
  }

  #begin(instrument: number, halfTicks: number): Bar | undefined {
    const quote = this.#board.quote(instrument);
    if (quote === undefined) return undefined;
    const prices = { open: halfTicks, dearest: halfTicks, cheapest: halfTicks, close: halfTicks };
    const bar = { quote, ...prices, lots: 0, trades: 0, spreadTicks: 0 };
    this.#bars[instrument] = bar;
    return bar;
  }
}

function rowOf(bar: Bar, time: SimTime): BarRow {
  const { quote } = bar;
  const { listing } = quote;
  const priceOf = (halfTicks: number): number => toPlaces(halfTicks / 2 / listing.ticksPerPoint, 8);
  const yieldOf = (halfTicks: number): number | null => toPlacesOrNull(quote.yieldPctOfTicks(halfTicks / 2), 6);
  return {
    time,
    market: listing.market,
    bond: listing.instrument,
    open_price: priceOf(bar.open),
    high_price: priceOf(bar.dearest),
    low_price: priceOf(bar.cheapest),
    close_price: priceOf(bar.close),
    open_yield_pct: yieldOf(bar.open),
    high_yield_pct: yieldOf(bar.cheapest),
    low_yield_pct: yieldOf(bar.dearest),
    close_yield_pct: yieldOf(bar.close),
    volume_lots: bar.lots,
    trades: bar.trades,
    spread_bp: bar.spreadTicks === 0 ? null : toPlaces(bar.spreadTicks / quote.ticksPerBp, 4),
  };
}
