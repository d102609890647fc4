/**
 * How a book lays out its state in `Int32Array`s: words of an order's slot, of a price level and of an owner's list.
 *
 * Only the files that keep, change or audit a book read this. Files on the hot path copy the offsets that they use to
 * constants of their own: an imported binding is loaded and checked at every use, a file's own constant is folded.
 */

/** Words of an order's slot; a slot is named by the offset of its first word, and slot 0 is "none". */
export const SLOT_WORDS = 12;
export const Slot = {
  next: 0,
  prev: 1,
  order: 2,
  /** Lots that the queue shows; an iceberg has more behind them. */
  lots: 3,
  /** Lots of an iceberg that are not shown; 0 for all other orders. Beside `lots`, so that both are in one cache line. */
  hidden: 4,
  priceTicks: 5,
  owner: 6,
  terms: 7,
  cause: 8,
  /** Neighbours among the owner's orders on this side, oldest first. */
  ownerNext: 9,
  ownerPrev: 10,
  /** Lots that an iceberg shows at a time; 0 for all other orders. */
  display: 11,
} as const;

/**
 * Words of a level, and of one owner's list on one side: oldest order, latest order, lots of all. A level counts shown
 * and hidden lots apart; an owner's lots are all of them, and its fourth word is free.
 */
export const LIST_WORDS = 4;
export const List = { head: 0, tail: 1, lots: 2, hidden: 3 } as const;
