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
import { COMMAND_WORDS, Command, OWNERS, ownerOf, type Workload } from './workload.ts';

/**
 * Commands between two hand-overs. A batch ends at each control event; in the first twelve hours of `japan-2026` (seed 1) 1,529
 * batches hold 55 records on average, 4 in the median, 202 at the ninetieth percentile, 711 at most. Hence 1,024 commands are
 * more than any, 32 are near the mean and 4 near the median.
 */
export const BATCHES = { long: 1_024, mean: 32, short: 4 } as const;
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
    const { orders, levels, owners, best } = this.book;
    for (const words of [orders, levels, owners.heads, best]) hash.words(words);
    return hash.hex;
  }
}

/** What is done with the records of a batch before they are forgotten. */
export type HandOver = (log: RecordLog) => void;

/** Commands `[from, to)`. Without `handOver` every record is forgotten at once, written over by the next command's. */
export interface Replayed {
  readonly from: number;
  readonly to: number;
  readonly batchCommands: number;
  readonly handOver: HandOver | undefined;
}

export function runRecorded(
  { book, log, form }: RecordedBook,
  { words }: Workload,
  { from, to, batchCommands, handOver }: Replayed,
): void {
  const keeps = handOver !== undefined;
  for (let start = from; start < to; start += batchCommands) {
    const end = Math.min(start + batchCommands, to);
    for (let at = start * COMMAND_WORDS; at < end * COMMAND_WORDS; at += COMMAND_WORDS) {
      const kind = words[at] as number;
      const number = (words[at + 1] as number) + 1;
      const cause = FIRST_CAUSE + ((at >> 5) & (CAUSES - 1));
      if (kind === Command.cancel) {
        cancel(book, log, number, cause);
      } else {
        form.order = number;
        form.owner = ownerOf(number - 1, kind);
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
