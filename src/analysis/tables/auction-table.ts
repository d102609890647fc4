/**
 * The tables `auctions` and `operations`: what was offered, bid for and accepted, as whoever held it published it.
 *
 * Nothing is computed here that the result does not say. A positive tail is worse: for a JGB the average less the lowest
 * accepted price, in yen; for a gilt and a Treasury in basis points; other formats have none. Several lines at once have no
 * common price. In `operations`, where bonds are bought, bids are offers. Face amounts in units of local currency.
 */
import { FORMAT_TERMS, type HeldFormat } from '../../events/auction-terms.ts';
import type { EventOf, MarketEvent } from '../../events/vocabulary.ts';
import type { Market } from '../../units/quantity.ts';
import { isoTime } from '../../units/time.ts';
import type { QuoteBoard } from '../quote-board.ts';
import { toPlaces } from '../rounding.ts';

export interface AuctionRow {
  readonly time: string;
  readonly market: Market;
  /** The line, or several joined by `+`. */
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
  /** Where bonds were sold. */
  readonly auctions: AuctionRow[] = [];
  /** Where a central bank or a debt office bought. */
  readonly operations: AuctionRow[] = [];
  readonly #board: QuoteBoard;

  constructor(board: QuoteBoard) {
    this.#board = board;
  }

  control(event: MarketEvent): void {
    if (event.type !== 'AuctionResultPublished') return;
    const isPurchase = FORMAT_TERMS[event.format as HeldFormat].direction === 'purchase';
    (isPurchase ? this.operations : this.auctions).push(rowOf(event, this.#board));
  }
}

function rowOf(event: EventOf<'AuctionResultPublished'>, board: QuoteBoard): AuctionRow {
  const { instruments, averagePriceMicro, stopPriceMicro } = event;
  const { market } = board.listing(board.indexOf(instruments[0] as string));
  const hasPrices = event.accepted > 0 && stopPriceMicro > 0;
  const inUnits = (micro: number): number | null => (hasPrices ? toPlaces(micro / 1_000_000, 6) : null);
  return {
    time: isoTime(event.at),
    market,
    bond: instruments.join('+'),
    format: event.format,
    offered: event.offered,
    bids: event.bids,
    accepted: event.accepted,
    cover: event.coverPermille / 1000,
    average_price: inUnits(averagePriceMicro),
    stop_price: inUnits(stopPriceMicro),
    average_yield_pct: inUnits(event.averageYieldMicroPct),
    stop_yield_pct: inUnits(event.stopYieldMicroPct),
    tail: tailOf(event),
    tail_unit: event.tailUnit,
    dealer_share: event.dealerShare / 1000,
  };
}

/** A tail in yen is the difference of the two prices, and as fine as they are. */
function tailOf({
  accepted,
  averagePriceMicro,
  stopPriceMicro,
  tailMilli,
  tailUnit,
}: EventOf<'AuctionResultPublished'>) {
  if (accepted === 0 || tailUnit === 'none') return null;
  return tailUnit === 'yen' ? toPlaces((averagePriceMicro - stopPriceMicro) / 1_000_000, 6) : tailMilli / 1000;
}
