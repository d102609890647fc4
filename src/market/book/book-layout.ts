/**
 * How a book lays out its state in `Int32Array`s: words of an order's slot, of a price level and of an owner's list.
 *
 * Only the files that keep, change or audit a book read this. Files on the hot path copy the offsets that they use to
 * constants of their own: an imported binding is loaded and checked at every use, a file's own constant is folded.
 */

/** Words of an order's slot; a slot is named by the offset of its first word, and slot 0 is "none". Two fill a cache line. */
export const SLOT_WORDS = 8;
export const Slot = {
  next: 0,
  prev: 1,
  order: 2,
  /** Lots that the queue shows; an iceberg has more behind them. */
  lots: 3,
  priceTicks: 4,
  /** Owner and terms, see `packWho`. */
  who: 5,
  cause: 6,
  /** Where the order stands in its owner's list (`owner-lists.ts`). */
  place: 7,
} as const;

/** Bytes of a cache line, and those that glibc keeps in front of a large allocation, which it starts at a page. */
const [LINE_BYTES, HEADER_BYTES] = [64, 16];

/** Words whose first one opens a cache line where memory comes from glibc, so that no slot lies across two. */
export function alignedWords(count: number): Int32Array {
  const before = LINE_BYTES - HEADER_BYTES;
  return new Int32Array(new ArrayBuffer(before + count * Int32Array.BYTES_PER_ELEMENT), before, count);
}

/** What few orders have stands apart, two words for each slot, and is read only where `Who.hasTip` says so. */
export const Tip = {
  /** Lots of an iceberg that are not shown. */
  hidden: 0,
  /** Lots that an iceberg (or a post-only order) shows at a time. */
  display: 1,
} as const;
export const TIP_SHIFT = 2;

/**
 * Bits of `Slot.who`: the terms (see `packTerms`), whether the order has a tip, whether it may share its cell of the index, and
 * above them the owner plus one.
 */
export const Who = { terms: 511, hasTip: 512, mayShareCell: 1_024, ownerShift: 11 } as const;
/** Owners that fit above. */
export const OWNERS_MAX = 2 ** 19;

/**
 * Words of a level, and of one owner's list on one side: oldest order, latest order, lots of all. A level counts shown
 * and hidden lots apart; of an owner's list (`owner-lists.ts`) head and tail are places and the fourth word counts chunks.
 */
export const LIST_WORDS = 4;
export const List = { head: 0, tail: 1, lots: 2, hidden: 3, chunks: 3 } as const;

/** All offsets are below; a sum of a masked one and a few words needs no check for overflow. */
export const INDEX_MASK = 2 ** 30 - 1;
