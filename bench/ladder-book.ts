/** Our book behind the common workload: each command through the public door, every record written. */
import { BUY, Field, packTerms, RECORD_WORDS, RecordKind, SELL, typeIndex } from '../src/events/records.ts';
import { Book } from '../src/market/book/book.ts';
import { amend, cancel, submit } from '../src/market/book/order-entry.ts';
import { OrderForm } from '../src/market/book/order-form.ts';
import { RECORD_CAPACITY, RecordLog } from '../src/market/book/record-log.ts';
import { BATCH_COMMANDS, type FillTotals } from './fill-totals.ts';
import { COMMAND_WORDS, Command, OWNERS, ownerOf, type Workload } from './workload.ts';
import { foldFill } from './workload-oracle.ts';

const LIMIT = typeIndex('limit');
const [BUY_TERMS, SELL_TERMS] = [packTerms(BUY, LIMIT, 0), packTerms(SELL, LIMIT, 0)];
// Constants of this file: an imported binding is checked at every use.
const { buy: BUYS, cancel: CANCELS, amend: AMENDS } = Command;
const [KIND, QUANTITY, FILLED, WORDS] = [Field.kind, Field.quantity, RecordKind.filled, RECORD_WORDS];
const [submitOrder, cancelOrder, ownerOfId] = [submit, cancel, ownerOf];
const CAUSE = 1;

export class LadderBook {
  readonly book: Book;
  readonly log: RecordLog;
  readonly form: OrderForm;

  /** Books that are driven together share one log and one form, as those of a run do. */
  constructor(
    orderCapacity: number,
    // A batch's sweeps of a book of a million orders are more records than a run's log holds.
    shared: { log: RecordLog; form: OrderForm } = {
      log: new RecordLog(Math.max(RECORD_CAPACITY, orderCapacity >> 2)),
      form: new OrderForm(),
    },
  ) {
    this.book = new Book({ instrument: 0, ownerCapacity: OWNERS, orderCapacity });
    this.log = shared.log;
    this.form = shared.form;
    this.form.cause = CAUSE;
  }
}

/** Runs commands `[from, to)`; adds the lots traded, and folds the fills where `total` says so. */
export function runLadder(
  ladder: LadderBook,
  { words }: Workload,
  [from, to]: readonly [number, number],
  total: FillTotals,
): void {
  for (let start = from; start < to; start += BATCH_COMMANDS) {
    const end = Math.min(start + BATCH_COMMANDS, to);
    for (let at = start * COMMAND_WORDS; at < end * COMMAND_WORDS; at += COMMAND_WORDS) perform(ladder, words, at);
    consume(ladder.log, total);
  }
}

/** The command at a word offset. */
export function perform({ book, log, form }: LadderBook, words: Int32Array, at: number): void {
  const kind = words[at] as number;
  const id = words[at + 1] as number;
  if (kind === CANCELS) {
    cancelOrder(book, log, id + 1, CAUSE);
    return;
  }
  form.order = id + 1;
  form.priceTicks = words[at + 2] as number;
  form.quantity = words[at + 3] as number;
  if (kind === AMENDS) {
    amend(book, log, form);
    return;
  }
  form.owner = ownerOfId(id, kind);
  form.terms = kind === BUYS ? BUY_TERMS : SELL_TERMS;
  form.display = 0;
  submitOrder(book, log, form);
}

/** Reads the fills and rewinds, as the plain book's consumer does. */
export function consume(log: RecordLog, total: FillTotals): void {
  const { words, length } = log;
  let { lots, hash } = total;
  for (let at = 0; at < length; at += WORDS) {
    if (words[at + KIND] !== FILLED) continue;
    lots += words[at + QUANTITY] as number;
    if (!total.hashes) continue;
    const [maker, taker] = [(words[at + Field.counterOrder] as number) - 1, (words[at + Field.order] as number) - 1];
    hash = foldFill(hash, [maker, taker, words[at + Field.priceTicks] as number, words[at + Field.quantity] as number]);
  }
  total.lots = lots;
  total.hash = hash;
  log.rewind();
}
