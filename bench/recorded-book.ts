/**
 * The common workload with what the record plane needs: owners, causes, and a hand-over after every batch.
 *
 * All variants of `overhead.bench.ts` run this one loop over the same commands, so that they share the compiled matching
 * code and differ in what happens to the records alone. Buyers and sellers are different owners, so that nobody meets
 * himself and the fills are those of the workload.
 */
import { BUY, packTerms, SELL, typeIndex } from '../src/events/records.ts';
import { Book } from '../src/market/book/book.ts';
import { cancel, submit } from '../src/market/book/order-entry.ts';
import { OrderForm } from '../src/market/book/order-form.ts';
import { RecordLog } from '../src/market/book/record-log.ts';
import { Hash128 } from '../src/math/digest.ts';
import { COMMAND_WORDS, Command, type Workload } from './workload.ts';

/** Commands between two hand-overs, as between two control events in a busy tick of a run. */
export const BATCH_COMMANDS = 1_024;
export const OWNERS = 32;
/** Control events that led to the orders: seqs `[FIRST_CAUSE, FIRST_CAUSE + CAUSES)`, each for eight commands in a row. */
export const CAUSES = 64;
export const FIRST_CAUSE = OWNERS + 2;
const ORDER_CAPACITY = 16_384;
const BUY_TERMS = packTerms(BUY, typeIndex('limit'), 0);
const SELL_TERMS = packTerms(SELL, typeIndex('limit'), 0);

export class RecordedBook {
  readonly book = new Book({ instrument: 0, ownerCapacity: OWNERS, orderCapacity: ORDER_CAPACITY });
  readonly log = new RecordLog();
  readonly form = new OrderForm();

  /** Of everything in the book: equal for equal queues. */
  get stateDigest(): string {
    const hash = new Hash128();
    for (const words of [this.book.orders, this.book.levels, this.book.owners, this.book.best]) hash.words(words);
    return hash.hex;
  }
}

/** What is done with the records of a batch before they are forgotten. */
export type HandOver = (log: RecordLog) => void;

/** Runs commands `[from, to)`. `undefined`: every record is forgotten at once, written over by the next command's. */
export function runRecorded(
  { book, log, form }: RecordedBook,
  { words }: Workload,
  [from, to]: readonly [number, number],
  handOver?: HandOver,
): void {
  const keeps = handOver !== undefined;
  for (let start = from; start < to; start += BATCH_COMMANDS) {
    const end = Math.min(start + BATCH_COMMANDS, to);
    for (let at = start * COMMAND_WORDS; at < end * COMMAND_WORDS; at += COMMAND_WORDS) {
      const kind = words[at] as number;
      const number = (words[at + 1] as number) + 1;
      const cause = FIRST_CAUSE + ((at >> 5) & (CAUSES - 1));
      if (kind === Command.cancel) {
        cancel(book, log, number, cause);
      } else {
        form.order = number;
        form.owner = (Math.imul(number, 0x9e3779b1) >>> 28) * 2 + kind;
        form.terms = kind === Command.buy ? BUY_TERMS : SELL_TERMS;
        form.priceTicks = words[at + 2] as number;
        form.quantity = words[at + 3] as number;
        form.cause = cause;
        submit(book, log, form);
      }
      if (!keeps) log.rewind();
    }
    handOver?.(log);
    log.rewind();
  }
}
