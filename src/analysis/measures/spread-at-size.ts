/**
 * What a book asks for a size: the spread between the average prices at which so many lots could be bought and sold at once
 * (`model.md` §5, bid–ask at one standard lot). Depth near the middle is `lotsNearMiddle`.
 */
import { BUY, SELL, type SideBit } from '../../events/records.ts';
import type { BookSides } from '../liquidity-gauge.ts';

/** Basis points; null where a side does not hold the size. @param lots More than nothing. */
export function spreadAtSize(book: BookSides, lots: number, ticksPerBp: number): number | null {
  const bought = averageTicks(book, SELL, lots);
  const sold = averageTicks(book, BUY, lots);
  return bought === null || sold === null ? null : (bought - sold) / ticksPerBp;
}

/** Ticks from the best price beyond which nobody would call it one book. */
const FARTHEST = 5000;

function averageTicks(book: BookSides, side: SideBit, lots: number): number | null {
  const [best, step] = side === SELL ? [book.bestOfferTicks(), 1] : [book.bestBidTicks(), -1];
  if (best <= 0) return null;
  let [taken, paid] = [0, 0];
  for (let away = 0; away < FARTHEST && taken < lots; away++) {
    const price = best + step * away;
    if (price < 1) return null;
    const here = Math.min(lots, book.lotsToPrice(side, price)) - taken;
    taken += here;
    paid += here * price;
  }
  return taken < lots ? null : paid / lots;
}
