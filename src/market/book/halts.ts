/**
 * Halts of one book: while it collects, orders queue and nothing trades, so that bids may stand above offers; a call
 * auction (`call-auction.ts`) ends it. And the dynamic breaker: no order trades further from the reference price than a
 * band; one that would halts the book instead, as on the Osaka Exchange ("immediately executable price range").
 */
import { Field, RecordKind, type SideBit } from '../../events/records.ts';
import { assert } from '../../units/assert.ts';
import type { Book } from './book.ts';
import { bandReach, match } from './match.ts';
import { NO_OWNER, type OrderForm } from './order-form.ts';
import type { RecordLog } from './record-log.ts';

/** What a halt is for; the `counterOrder` of its record. */
export const HaltCause = { asked: 0, staticLimit: 1, dynamicBand: 2 } as const;
export type HaltCause = (typeof HaltCause)[keyof typeof HaltCause];

export interface Halt {
  /** The price that led to it; 0 where none did. */
  readonly ticks: number;
  readonly why: HaltCause;
  readonly cause: number;
}

/** Stops trading: from now on the book collects. A book that collects already stays as it is. */
export function halt(book: Book, log: RecordLog, { ticks, why, cause }: Halt): void {
  if (book.isCollecting) return;
  const at = writeOfBook(log, book, RecordKind.halted, ticks, cause);
  log.words[at + Field.counterOrder] = why;
  book.isCollecting = true;
}

/** Trading goes on; the book must not be crossed any more. */
export function resume(book: Book, log: RecordLog, ticks: number, cause: number): void {
  const [bid, offer] = [book.bestBidTicks(), book.bestOfferTicks()];
  assert(bid === 0 || offer === 0 || bid < offer, `a crossed book cannot resume: bid ${bid}, offer ${offer}`);
  writeOfBook(log, book, RecordKind.resumed, ticks, cause);
  book.isCollecting = false;
}

/**
 * Matches within the band around the reference and halts where the order would trade beyond it. Returns the lots left;
 * what the order's terms allow of them is collected.
 */
export function matchWithinBand(book: Book, log: RecordLog, order: OrderForm, reach: number): number {
  const left = match(book, log, order, Math.min(reach, bandReach(book, ((order.terms & 1) ^ 1) as SideBit)));
  if (left === 0 || order.isBarred) return left;
  const against = ((order.terms & 1) ^ 1) as SideBit;
  const best = book.best[against] as number;
  if (best < book.ladderTicks && best <= reach) {
    halt(book, log, { ticks: book.bestTicks(against), why: HaltCause.dynamicBand, cause: order.cause });
  }
  return left;
}

function writeOfBook(log: RecordLog, book: Book, kind: RecordKind, ticks: number, cause: number): number {
  const at = log.claim();
  const words = log.words;
  words.fill(0, at, log.length);
  words[at + Field.kind] = kind;
  words[at + Field.instrument] = book.instrument;
  words[at + Field.owner] = NO_OWNER;
  words[at + Field.priceTicks] = ticks;
  words[at + Field.cause] = cause;
  return at;
}
