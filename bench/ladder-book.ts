/**
 * Our book behind the common workload: each command through the public door, every record written.
 */
import { Field, packTerms, RECORD_WORDS, RecordKind, typeIndex } from '../src/events/records.ts';
import { Book } from '../src/market/book/book.ts';
import { cancel, submit } from '../src/market/book/order-entry.ts';
import { NO_OWNER, OrderForm } from '../src/market/book/order-form.ts';
import { RecordLog } from '../src/market/book/record-log.ts';
import { COMMAND_WORDS, Command, foldFill, type Workload } from './workload.ts';

const LIMIT = typeIndex('limit');
/** Words after which the records are consumed and the log rewound, as the engine does after each batch. */
const BATCH_WORDS = 4_096 * RECORD_WORDS;

export class LadderBook {
  readonly book: Book;
  readonly log = new RecordLog();
  readonly form = new OrderForm();

  constructor(orderCapacity: number) {
    this.book = new Book({ instrument: 0, ownerCapacity: 1, orderCapacity });
    this.form.owner = NO_OWNER;
    this.form.cause = 1;
  }
}

/** Runs commands `[from, to)`; returns the lots traded, and the hash of the fills where a first one is given. */
export function runLadder(
  ladder: LadderBook,
  { words }: Workload,
  [from, to]: readonly [number, number],
  hash?: number,
): { lots: number; hash: number } {
  const { book, log, form } = ladder;
  const total = { lots: 0, hash: hash ?? 0 };
  for (let at = from * COMMAND_WORDS; at < to * COMMAND_WORDS; at += COMMAND_WORDS) {
    const kind = words[at] as number;
    const number = (words[at + 1] as number) + 1;
    if (kind === Command.cancel) {
      cancel(book, log, number, 1);
    } else {
      form.order = number;
      form.terms = packTerms(kind as 0 | 1, LIMIT, 0);
      form.priceTicks = words[at + 2] as number;
      form.quantity = words[at + 3] as number;
      submit(book, log, form);
    }
    if (log.length >= BATCH_WORDS) consume(log, total, hash !== undefined);
  }
  consume(log, total, hash !== undefined);
  return total;
}

/** Reads the fills and rewinds, as the plain book's consumer does. */
function consume(log: RecordLog, total: { lots: number; hash: number }, hashed: boolean): void {
  const words = log.words;
  for (let at = 0; at < log.length; at += RECORD_WORDS) {
    if (words[at + Field.kind] !== RecordKind.filled) continue;
    total.lots += words[at + Field.quantity] as number;
    if (!hashed) continue;
    const [maker, taker] = [(words[at + Field.counterOrder] as number) - 1, (words[at + Field.order] as number) - 1];
    total.hash = foldFill(total.hash, [
      maker,
      taker,
      words[at + Field.priceTicks] as number,
      words[at + Field.quantity] as number,
    ]);
  }
  log.rewind();
}
