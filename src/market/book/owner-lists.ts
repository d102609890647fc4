/**
 * Each owner's resting orders on either side, oldest first: lists that are only appended to, with holes where orders have
 * gone.
 *
 * Linked lists would touch two more orders whenever one leaves; here it clears its own entry. Entries lie in chunks. Holes are closed when somebody has to walk over many of them, and in all lists when the
 * chunks run out, which takes at least as many orders as the book holds. Reads are in bounds because places are, hence the
 * casts.
 */
import { assert } from '../../units/assert.ts';
import { INDEX_MASK, LIST_WORDS, List, SLOT_WORDS, Slot } from './book-layout.ts';

// Constants of this file, see book-layout.ts.
const [HEAD, TAIL, CHUNKS, WORDS] = [List.head, List.tail, List.chunks, LIST_WORDS];
const [PLACE, MASK] = [Slot.place, INDEX_MASK];
/** Words of a chunk: the next chunk, then entries. Two cache lines. */
const CHUNK_WORDS = 32;
/** So many chunks of a list are walked over with their holes. */
const CHUNKS_WALKED = 2;

export class OwnerLists {
  /** By list: where its entries begin and where the next one comes, the owner's lots, chunks since holes were closed. */
  declare readonly heads: Int32Array;
  /** Slots of orders, 0 for a hole. Place 0 is none. */
  declare readonly entries: Int32Array;
  declare private readonly orders: Int32Array;
  private freeChunk = 0;
  private unusedChunk = CHUNK_WORDS;

  /** Of the slots `orders`; for so many lists. */
  constructor(orders: Int32Array, lists: number) {
    const capacity = orders.length / SLOT_WORDS;
    // Filled to a quarter, and one more for each list that has begun its last chunk.
    const chunks = Math.ceil((4 * capacity) / (CHUNK_WORDS - 1)) + Math.min(lists, capacity);
    this.orders = orders;
    this.heads = new Int32Array(lists * LIST_WORDS);
    this.entries = new Int32Array((1 + chunks) * CHUNK_WORDS);
  }

  /** Slot of the oldest order of a list; 0 where it has none. Gives up the holes in front of it. */
  first(list: number): number {
    const { heads, entries } = this;
    let place = heads[list + HEAD] as number;
    while (place !== 0) {
      for (; (place & (CHUNK_WORDS - 1)) !== 0; place++) {
        const slot = entries[place] as number;
        if (slot === 0) continue;
        heads[list + HEAD] = place;
        return slot;
      }
      const chunk = place - CHUNK_WORDS;
      const next = entries[chunk] as number;
      this.giveBack(chunk);
      place = next === 0 ? 0 : next + 1;
      heads[list + HEAD] = place;
    }
    heads[list + TAIL] = 0;
    heads[list + CHUNKS] = 0;
    return 0;
  }

  /** Slot of the order that came after this one in its list; 0 for the last. */
  after(slot: number): number {
    const { entries } = this;
    let place = (this.orders[slot + PLACE] as number) + 1;
    for (;;) {
      for (; (place & (CHUNK_WORDS - 1)) !== 0; place++) if (entries[place] !== 0) return entries[place] as number;
      const next = entries[place - CHUNK_WORDS] as number;
      if (next === 0) return 0;
      place = next + 1;
    }
  }

  /** Before a walk over a list: closes its holes where there may be many. */
  tidy(list: number): void {
    if ((this.heads[list + CHUNKS] as number) > CHUNKS_WALKED) this.compact(list);
  }

  append(list: number, slot: number): void {
    let place = (this.heads[list + TAIL] as number) & MASK;
    if ((place & (CHUNK_WORDS - 1)) === 0) place = this.makeRoom(list);
    this.entries[place] = slot;
    this.heads[list + TAIL] = place + 1;
    this.orders[slot + PLACE] = place;
  }

  /** The place of a list's next entry, whose last chunk is full. */
  private makeRoom(list: number): number {
    const { heads, entries } = this;
    if (this.freeChunk === 0 && this.unusedChunk === entries.length) this.compactAll();
    const tail = (heads[list + TAIL] as number) & MASK;
    if ((tail & (CHUNK_WORDS - 1)) !== 0) return tail;
    const chunk = this.claim();
    if (tail === 0) heads[list + HEAD] = chunk + 1;
    else entries[tail - CHUNK_WORDS] = chunk;
    heads[list + CHUNKS] = (heads[list + CHUNKS] as number) + 1;
    return chunk + 1;
  }

  /** Forgets all entries; orders that were listed say so no longer. */
  clear(): void {
    for (let list = 0; list < this.heads.length; list += WORDS) {
      for (let slot = this.first(list); slot !== 0; slot = this.first(list)) {
        this.entries[this.orders[slot + PLACE] as number] = 0;
        this.orders[slot + PLACE] = 0;
      }
    }
  }

  private compactAll(): void {
    for (let list = 0; list < this.heads.length; list += WORDS) this.compact(list);
    assert(this.freeChunk !== 0, 'the lists of owners have no room, although few orders rest');
  }

  /** Closes the holes of a list. */
  private compact(list: number): void {
    const { heads, entries, orders } = this;
    heads[list + CHUNKS] = 0;
    const head = heads[list + HEAD] as number;
    if (head === 0) return;
    let chunk = head & -CHUNK_WORDS;
    let to = chunk;
    for (let from = chunk; from !== 0; from = entries[from] as number) {
      for (let place = from + 1; place < from + CHUNK_WORDS; place++) {
        const slot = entries[place] as number;
        if (slot === 0) continue;
        if (to + 1 === chunk + CHUNK_WORDS) {
          chunk = entries[chunk] as number;
          to = chunk;
        }
        to++;
        entries[place] = 0;
        entries[to] = slot;
        orders[slot + PLACE] = to;
      }
    }
    heads[list + HEAD] = (head & -CHUNK_WORDS) + 1;
    heads[list + TAIL] = to + 1;
    this.giveBackAfter(chunk);
    if (to === chunk) this.first(list);
  }

  private giveBackAfter(chunk: number): void {
    let next = this.entries[chunk] as number;
    this.entries[chunk] = 0;
    while (next !== 0) {
      const after = this.entries[next] as number;
      this.giveBack(next);
      next = after;
    }
  }

  private claim(): number {
    const chunk = this.freeChunk;
    if (chunk !== 0) {
      this.freeChunk = this.entries[chunk] as number;
      this.entries[chunk] = 0;
      return chunk;
    }
    this.unusedChunk += CHUNK_WORDS;
    return this.unusedChunk - CHUNK_WORDS;
  }

  /** Takes back a chunk whose entries are all holes. */
  private giveBack(chunk: number): void {
    this.entries[chunk] = this.freeChunk;
    this.freeChunk = chunk;
  }
}
