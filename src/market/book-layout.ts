/**
 * How a book lays out its state in `Int32Array`s: words of an order's slot, of a price level and of an owner's list.
 *
 * Only the files that keep, change or audit a book read this. An order fills one cache line; a level fills a quarter.
 */

/** Words of an order's slot; a slot is named by the offset of its first word, and slot 0 is "none". */
export const SLOT_WORDS = 16;
export const Slot = {
  next: 0,
  prev: 1,
  order: 2,
  lots: 3,
  priceTicks: 4,
  owner: 5,
  terms: 6,
  cause: 7,
  /** Neighbours among the owner's orders on this side, oldest first. */
  ownerNext: 8,
  ownerPrev: 9,
} as const;

/** Words of a level. */
export const LEVEL_WORDS = 4;
export const Level = { head: 0, tail: 1, lots: 2, count: 3 } as const;

/** Words of one owner's list on one side. */
export const OWNER_WORDS = 4;
export const OwnerList = { head: 0, tail: 1, lots: 2, count: 3 } as const;
