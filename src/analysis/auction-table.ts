/**
 * The table `auctions`: what was offered, bid for and accepted, as the issuer published it.
 *
 * A positive tail is worse: for a JGB the average less the lowest accepted price, in yen. Yields are the quoted ones of the
 * business date of the result. Face amounts in units of local currency.
 */
import type { EventOf, MarketEvent } from '../events/vocabulary.ts';
import type { Market } from '../units/quantity.ts';
import { isoTime } from '../units/time.ts';
import type { QuoteBoard } from './quote-board.ts';
import { toPlaces, toPlacesOrNull } from './rounding.ts';

export interface AuctionRow {
  readonly time: string;
  readonly market: Market;
  readonly bond: string;
  readonly format: string;
  readonly offered: number;
  readonly bids: number;
  readonly accepted: number;
  readonly cover: number;
  readonly average_price: number | null;
  readonly stop_price: number | null;
  readonly average_yield_pct: number | null;
  readonly stop_yield_pct: number | null;
  readonly tail: number | null;
  readonly tail_unit: string;
  readonly dealer_share: number;
}

export class AuctionTable {
  readonly rows: AuctionRow[] = [];
  readonly #board: QuoteBoard;

  constructor(board: QuoteBoard) {
    this.#board = board;
  }

  control(event: MarketEvent): void {
    if (event.type === 'AuctionResultPublished') this.rows.push(rowOf(event, this.#board));
  }
}

function rowOf(event: EventOf<'AuctionResultPublished'>, board: QuoteBoard): AuctionRow {
  const index = board.indexOf(event.instrument);
  const { market, lotFace, ticksPerPoint } = board.listing(index);
  const quote = board.quote(index);
  const allotted = event.accepted > 0;
  const averageTicks = event.averageMilliTicks / 1000;
  const yieldOf = (ticks: number): number | null =>
    allotted && quote !== undefined ? toPlacesOrNull(quote.yieldPctOfTicks(ticks), 6) : null;
  const priceOf = (ticks: number): number | null => (allotted ? toPlaces(ticks / ticksPerPoint, 8) : null);
  return {
    time: isoTime(event.at),
    market,
    bond: event.instrument,
    format: event.format,
    offered: event.offered * lotFace,
    bids: event.bids * lotFace,
    accepted: event.accepted * lotFace,
    cover: event.coverPermille / 1000,
    average_price: priceOf(averageTicks),
    stop_price: priceOf(event.lowestTicks),
    average_yield_pct: yieldOf(averageTicks),
    stop_yield_pct: yieldOf(event.lowestTicks),
    tail: priceOf(averageTicks - event.lowestTicks),
    tail_unit: 'yen',
    dealer_share: event.dealerShare / 1000,
  };
}
