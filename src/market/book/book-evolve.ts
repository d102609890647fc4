/**
 * Replay: applies records to a book, one by one, without knowing the matching rules.
 *
 * A record states its effect, so that a log stays readable when a rule changes; nothing here looks for counterparties
 * or priorities. A record that does not fit the book is a broken log, and an assertion. Between an `accepted` and its
 * fills the book may be crossed (what will rest is stated first); it is sound again at the end of every operation.
 */
import { BUY, Field, Reason, RecordKind, typeOf } from '../../events/records.ts';
import { assert } from '../../units/assert.ts';
import type { Book } from './book.ts';
import { Slot } from './book-layout.ts';
import { reduce, reduceShown, replenish } from './book-reduce.ts';
import { parkRecorded } from './stop-entry.ts';

/** Applies the record at word `at`. Afterwards the book equals the live one, causes and turnover included. */
export function applyRecord(book: Book, words: Int32Array, at: number): void {
  const instrument = words[at + Field.instrument] as number;
  if (instrument !== book.instrument)
    broken(words, at, `it belongs to instrument ${instrument}, the book to ${book.instrument}`);
  const kind = words[at + Field.kind] as RecordKind;
  switch (kind) {
    case RecordKind.accepted:
      if (typeOf(words[at + Field.terms] as number) === 'stop') parkRecorded(book, words, at);
      else place(book, words, at);
      break;
    case RecordKind.amended:
      applyAmended(book, words, at);
      break;
    case RecordKind.cancelled:
      takeOut(book, words, at);
      break;
    case RecordKind.filled:
      applyFilled(book, words, at);
      break;
    case RecordKind.expired:
      if (!isRemainder(words, at)) takeOut(book, words, at);
      break;
    case RecordKind.replenished:
      applyReplenished(book, words, at);
      break;
    case RecordKind.halted:
      book.isCollecting = true;
      break;
    case RecordKind.resumed:
      book.isCollecting = false;
      break;
    case RecordKind.rejected:
      break;
    default:
      broken(words, at, `no book knows records of kind ${kind}`);
  }
}

function place(book: Book, words: Int32Array, at: number): void {
  const lots = words[at + Field.resting] as number;
  if (lots === 0) return;
  if (lots < 0) broken(words, at, `${lots} lots cannot rest`);
  const owner = words[at + Field.owner] as number;
  if (!book.inWindow(words[at + Field.priceTicks] as number)) broken(words, at, 'its price is outside the window');
  if (!book.knows(owner)) broken(words, at, `owner ${owner} is not one of the book's ${book.ownerCapacity}`);
  const form = book.stopForm;
  form.order = words[at + Field.order] as number;
  form.priceTicks = words[at + Field.priceTicks] as number;
  form.owner = owner;
  form.terms = words[at + Field.terms] as number;
  form.cause = words[at + Field.cause] as number;
  form.display = words[at + Field.counterOrder] as number;
  book.place(form, lots);
  const goodTill = words[at + Field.counterCause] as number;
  if (goodTill !== 0) book.deadlines.remember(goodTill, words[at + Field.order] as number, book.isAlive);
}

function applyAmended(book: Book, words: Int32Array, at: number): void {
  const off = words[at + Field.quantity] as number;
  if (off === 0 && book.index.find(words[at + Field.order] as number) === 0 && takeStop(book, words, at)) {
    place(book, words, at);
    return;
  }
  const slot = ownSlot(book, words, at);
  if (off > 0) {
    expectPrice(book, slot, words, at);
    if (leavesNone(book, slot, words, at)) book.remove(slot, words[at + Field.cause] as number);
    else if (words[at + Field.counterOrder] === Reason.callAuction) reduceShown(book, slot, off);
    else reduce(book, slot, off);
    return;
  }
  book.remove(slot, words[at + Field.cause] as number);
  place(book, words, at);
}

/** Cancelled, or expired while resting: all that rests goes, and the record says how much that is. */
function takeOut(book: Book, words: Int32Array, at: number): void {
  if (typeOf(words[at + Field.terms] as number) === 'stop') {
    if (!takeStop(book, words, at)) broken(words, at, 'no such stop waits');
    return;
  }
  const slot = ownSlot(book, words, at);
  expectPrice(book, slot, words, at);
  if (words[at + Field.resting] !== 0) broken(words, at, 'an order that is gone cannot rest');
  leavesNone(book, slot, words, at);
  book.remove(slot, words[at + Field.cause] as number);
}

/** A waiting stop is let loose or ends. */
function takeStop(book: Book, words: Int32Array, at: number): boolean {
  const form = book.stopForm;
  if (!book.stops.take(words[at + Field.order] as number, form)) return false;
  if (form.owner !== words[at + Field.owner]) broken(words, at, 'the stop has another owner');
  return true;
}

function applyFilled(book: Book, words: Int32Array, at: number): void {
  const slot = book.index.find(words[at + Field.counterOrder] as number);
  if (slot === 0) broken(words, at, `its maker ${words[at + Field.counterOrder]} does not rest`);
  if (book.ownerOf(slot) !== words[at + Field.counterOwner]) broken(words, at, 'its maker has another owner');
  const makerTerms = book.termsOf(slot);
  if (((makerTerms ^ (words[at + Field.terms] as number)) & 1) === 0) broken(words, at, 'both orders are on one side');
  expectNoWorse(book, slot, words, at);
  const cause = words[at + Field.cause] as number;
  const lots = words[at + Field.quantity] as number;
  const shown = book.orders[slot + Slot.lots] as number;
  if (lots > shown) broken(words, at, `${lots} lots trade where ${shown} are shown`);
  if (leavesNone(book, slot, words, at)) book.remove(slot, cause);
  else reduceShown(book, slot, lots);
  book.noteTrade(words[at + Field.priceTicks] as number, words[at + Field.quantity] as number, cause);
}

function applyReplenished(book: Book, words: Int32Array, at: number): void {
  const slot = ownSlot(book, words, at);
  expectPrice(book, slot, words, at);
  const shown = book.orders[slot + Slot.lots] as number;
  const hidden = book.hiddenOf(slot);
  const lots = words[at + Field.quantity] as number;
  if (shown !== 0 || lots <= 0 || lots > hidden || words[at + Field.resting] !== hidden) {
    broken(words, at, `an order that shows ${shown} lots and hides ${hidden} cannot show ${lots} more`);
  }
  replenish(book, slot, lots);
}

/** Checks that `quantity` lots off leave `resting` of the order; true where that is none. */
function leavesNone(book: Book, slot: number, words: Int32Array, at: number): boolean {
  const lots = words[at + Field.quantity] as number;
  const had = book.lotsOf(slot);
  const leaves = words[at + Field.resting] as number;
  if (lots <= 0 || leaves < 0 || had - lots !== leaves)
    broken(words, at, `${lots} off ${had} lots does not leave ${leaves}`);
  return leaves === 0;
}

/** The slot of the record's own order, which must rest as the record describes it. */
function ownSlot(book: Book, words: Int32Array, at: number): number {
  const slot = book.index.find(words[at + Field.order] as number);
  if (slot === 0) broken(words, at, 'no such order rests');
  if (book.ownerOf(slot) !== words[at + Field.owner] || book.termsOf(slot) !== words[at + Field.terms]) {
    broken(words, at, 'the order rests under other terms or another owner');
  }
  return slot;
}

function expectPrice(book: Book, slot: number, words: Int32Array, at: number): void {
  const ticks = book.orders[slot + Slot.priceTicks] as number;
  if (ticks !== words[at + Field.priceTicks])
    broken(words, at, `the order rests at ${ticks}, not at ${words[at + Field.priceTicks]}`);
}

/** A fill is at the maker's price or, in a call auction, at a better one for him. */
function expectNoWorse(book: Book, slot: number, words: Int32Array, at: number): void {
  const side = book.termsOf(slot) & 1;
  const limit = book.orders[slot + Slot.priceTicks] as number;
  const ticks = words[at + Field.priceTicks] as number;
  if (side === BUY ? ticks > limit : ticks < limit) expectPrice(book, slot, words, at);
}

/** What a market or IOC order could not fill, or an order that its owner's resting one has ended, never rested. */
function isRemainder(words: Int32Array, at: number): boolean {
  const type = typeOf(words[at + Field.terms] as number);
  return type === 'market' || type === 'ioc' || words[at + Field.counterOrder] === Reason.selfTrade;
}

function broken(words: Int32Array, at: number, why: string): never {
  const kind = words[at + Field.kind];
  assert(false, `broken log: record of kind ${kind} about order ${words[at + Field.order]} does not fit: ${why}`);
}
