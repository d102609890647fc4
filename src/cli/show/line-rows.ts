/** Curves and books as a log has left them: every line with its change on the day, its best prices and what rests near them. */
import { lotsNearMiddle } from '../../analysis/liquidity-gauge.ts';
import type { DatedQuote, QuoteBoard } from '../../analysis/quote-board.ts';
import { toPlaces } from '../../analysis/rounding.ts';
import type { DailyRow } from '../../analysis/tables/daily-table.ts';
import type { World } from '../../engine/world.ts';
import type { Book } from '../../market/book/book.ts';
import { type LineState, lineStates } from '../log/replay-state.ts';

export interface LineRow extends LineState {
  /** Business date of its market; null before its first session. */
  readonly date: string | null;
  /** Since the close before that date; null before the first session. */
  readonly day_change_bp: number | null;
  readonly spread_bp: number | null;
  /** Both sides within 1 bp of the middle; null where a side is empty. */
  readonly depth_face: number | null;
  readonly depth_dv01: number | null;
  /** Price of the last trade; null before the first. */
  readonly last: number | null;
}

/** By market and tenor; nothing before the opening. */
export function lineRows(world: World, board: QuoteBoard, daily: readonly DailyRow[]): LineRow[] {
  return lineStates(world).map((line) => {
    const index = board.indexOf(line.bond);
    const { ticksPerPoint, lotFace } = board.listing(index);
    const quote = board.quote(index);
    const book = world.parts.books[index] as Book;
    const today = daily.findLast(({ bond }) => bond === line.bond);
    const lots = quote === undefined ? undefined : nearMiddle(book, quote);
    return {
      ...line,
      date: today?.date ?? null,
      day_change_bp: today === undefined ? null : dayChangeBp(line, today),
      spread_bp: lots === undefined || quote === undefined ? null : spreadBp(book, quote),
      depth_face: lots === undefined ? null : lots * lotFace,
      depth_dv01: lots === undefined || quote === undefined ? null : toPlaces(lots * quote.dv01PerLot, 2),
      last: book.lastTradeTicks === 0 ? null : toPlaces(book.lastTradeTicks / ticksPerPoint, 8),
    };
  });
}

/** Once the date has its close, what came since is added to the change of that. */
function dayChangeBp({ change_bp, close_change_bp }: LineState, today: DailyRow): number {
  return toPlaces(change_bp - (close_change_bp ?? 0) + (today.change_bp ?? 0), 1);
}

/** Undefined where a side is empty, or where the two are crossed as in a book that collects. */
function nearMiddle(book: Book, quote: DatedQuote): number | undefined {
  const [bid, offer] = [book.bestBidTicks(), book.bestOfferTicks()];
  return bid > 0 && offer > bid ? lotsNearMiddle(book, quote) : undefined;
}

const spreadBp = (book: Book, { ticksPerBp }: DatedQuote): number =>
  toPlaces((book.bestOfferTicks() - book.bestBidTicks()) / ticksPerBp, 4);
