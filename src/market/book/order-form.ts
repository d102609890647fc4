/**
 * The forms on which orders and quotes are handed to a book: mutable, reused by their owner for every command.
 *
 * One object for a whole run instead of one per order keeps the heap still and the matching code monomorphic. A form
 * holds nothing between two calls; the book copies what it keeps.
 */

/** Levels of one quote at most. */
export const QUOTE_LEVELS_MAX = 64;

/** An order that belongs to nobody: it trades with everybody, others of its kind included. */
export const NO_OWNER = -1;

export class OrderForm {
  /** The run's order number, positive and never used before. */
  order = 0;
  /** Index of the owner, or `NO_OWNER`. */
  owner = 0;
  /** `packTerms`: side, order type (`limit market ioc fok postOnly iceberg stop`) and flag. */
  terms = 0;
  /** Limit; ignored for a market order; of a stop the limit that it will have, 0 for none. */
  priceTicks = 0;
  /** Lots, positive; of an iceberg all of them. */
  quantity = 0;
  /** Lots that an iceberg shows at a time; a post-only order may have some, too. 0 for all others: they show everything. */
  display = 0;
  /** Of a stop order: the trade price that lets it loose. */
  triggerTicks = 0;
  /** Second since 1970 at which the order ends; 0 for good. */
  goodTillSecond = 0;
  /** Seq of the control event that led to the command. */
  cause = 0;
  /** Scratch of the matching loop: it has met its owner's order, and the book's rule ends the incoming one. */
  isBarred = false;
}

/** One side of an owner's resting orders as it wants them. */
export class QuoteForm {
  owner = 0;
  /** `packTerms` of every new order; names the side. The type is `limit`. */
  terms = 0;
  cause = 0;
  /** Levels used of `prices` and `sizes`; 0 withdraws from the side. */
  count = 0;
  /** Ticks, best first. */
  readonly prices = new Int32Array(QUOTE_LEVELS_MAX);
  /** Lots, positive. */
  readonly sizes = new Int32Array(QUOTE_LEVELS_MAX);

  /** Scratch of `quote`: distinct ticks after joining and merging, lots still wanted there, the order being placed. */
  readonly wantedTicks = new Int32Array(QUOTE_LEVELS_MAX);
  readonly wantedLots = new Int32Array(QUOTE_LEVELS_MAX);
  wantedCount = 0;
  readonly order = new OrderForm();
}

/** Source of the run's order numbers. */
export interface OrderNumbers {
  next: number;
}
