/**
 * How a book lays out its state in `Int32Array`s: words of an order's slot, of a price level and of an owner's list.
 *
 * Only the files that keep, change or audit a book read this. Files on the hot path copy the offsets that they use to
 * constants of their own: an imported binding is loaded and checked at every use, a file's own constant is folded.
 */

/** Words of an order's slot; a slot is named by the offset of its first word, and slot 0 is "none". */
export const SLOT_WORDS = 12;
/** Neighbours come first, in 16 bytes of their own: a change of a list touches one cache line of each neighbour. */
export const Slot = {
  next: 0,
  prev: 1,
  /** Neighbours among the owner's orders on this side, oldest first. */
  ownerNext: 2,
  ownerPrev: 3,
  order: 4,
  /** Lots that the queue shows; an iceberg has more behind them. */
  lots: 5,
  /** Lots of an iceberg that are not shown; 0 for all other orders. */
  hidden: 6,
  priceTicks: 7,
  owner: 8,
  terms: 9,
  cause: 10,
  /** Lots that an iceberg shows at a time; 0 for all other orders. */
  display: 11,
} as const;

/**
 * Words of a level, and of one owner's list on one side: oldest order, latest order, lots of all. A level counts shown
 * and hidden lots apart; an owner's lots are all of them, and its fourth word is free.
 */
export const LIST_WORDS = 4;
export const List = { head: 0, tail: 1, lots: 2, hidden: 3 } as const;
