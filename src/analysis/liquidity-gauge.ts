/**
 * How liquid a book was over a business date: bid–offer spread and depth near the middle, weighted by time.
 *
 * Only open sessions count. What the last record of an instant left behind holds until the next. The spread counts the time
 * in which both sides were there; the depth counts all open time, with nothing where a side was empty.
 */
import { BUY, SELL, type SideBit } from '../events/records.ts';
import type { SimTime } from '../units/quantity.ts';
import type { DatedQuote } from './quote-board.ts';

/** What is looked at of an order book; `Book` has it. */
export interface BookSides {
  bestBidTicks(): number;
  bestOfferTicks(): number;
  /** Lots on a side at this price or better. */
  lotsToPrice(side: SideBit, limitTicks: number): number;
}

/** Depth is what rests within this distance of the middle. */
const REACH_BP = 1;

export class LiquidityGauge {
  #isOpen = false;
  #since = 0;
  #spreadBp = 0;
  #depthLots = 0;
  #isTwoSided = false;
  #openMs = 0;
  #twoSidedMs = 0;
  #spreadSum = 0;
  #depthSum = 0;

  open(at: SimTime): void {
    this.#isOpen = true;
    this.#since = at;
    this.#isTwoSided = false;
    this.#depthLots = 0;
  }

  close(at: SimTime): void {
    this.passTo(at);
    this.#isOpen = false;
  }

  /** The book as it stands after an instant's records. */
  look(at: SimTime, book: BookSides, quote: DatedQuote): void {
    this.passTo(at);
    const bid = book.bestBidTicks();
    const offer = book.bestOfferTicks();
    // A book that collects may be crossed, and then has no spread.
    this.#isTwoSided = bid > 0 && offer > bid;
    if (!this.#isTwoSided) {
      this.#depthLots = 0;
      return;
    }
    this.#spreadBp = (offer - bid) / quote.ticksPerBp;
    this.#depthLots = lotsNearMiddle(book, quote);
  }

  /** Basis points; null where both sides were never there together. */
  get spreadBp(): number | null {
    return this.#twoSidedMs === 0 ? null : this.#spreadSum / this.#twoSidedMs;
  }

  get depthLots(): number | null {
    return this.#openMs === 0 ? null : this.#depthSum / this.#openMs;
  }

  /** Counts the time up to `at`. */
  passTo(at: SimTime): void {
    if (!this.#isOpen || at <= this.#since) return;
    const ms = at - this.#since;
    this.#since = at;
    this.#openMs += ms;
    this.#depthSum += this.#depthLots * ms;
    if (!this.#isTwoSided) return;
    this.#twoSidedMs += ms;
    this.#spreadSum += this.#spreadBp * ms;
  }
}

/** Lots of both sides within so many basis points of the middle of a book that has one. */
export function lotsNearMiddle(
  book: BookSides,
  { ticksPerBp }: Pick<DatedQuote, 'ticksPerBp'>,
  reachBp = REACH_BP,
): number {
  const mid = (book.bestBidTicks() + book.bestOfferTicks()) / 2;
  const reach = reachBp * ticksPerBp;
  return lotsWithin(book, Math.ceil(mid - reach), Math.floor(mid + reach));
}

/** Lots of both sides at these prices. */
function lotsWithin(book: BookSides, lowest: number, highest: number): number {
  const bids = lowest <= book.bestBidTicks() ? book.lotsToPrice(BUY, Math.max(1, lowest)) : 0;
  const offers = highest >= book.bestOfferTicks() ? book.lotsToPrice(SELL, highest) : 0;
  return bids + offers;
}
