/** The plain-object book behind the common workload. */
import { BATCH_COMMANDS, type FillTotals } from './fill-totals.ts';
import { PlainBook } from './plain-book.ts';
import { COMMAND_WORDS, Command, OWNERS, ownerOf, type Workload } from './workload.ts';
import { foldFill, PRICE_LIMIT } from './workload-oracle.ts';

const CAUSE = 1;

export const plainBook = (): PlainBook => new PlainBook(0, OWNERS, PRICE_LIMIT);

/** Runs commands `[from, to)`; adds the lots traded, and folds the fills where `total` says so. */
export function runPlain(
  book: PlainBook,
  { words }: Workload,
  [from, to]: readonly [number, number],
  total: FillTotals,
): void {
  for (let start = from; start < to; start += BATCH_COMMANDS) {
    const end = Math.min(start + BATCH_COMMANDS, to);
    for (let at = start * COMMAND_WORDS; at < end * COMMAND_WORDS; at += COMMAND_WORDS) {
      const kind = words[at] as number;
      const [id, price, lots] = [words[at + 1] as number, words[at + 2] as number, words[at + 3] as number];
      if (kind === Command.cancel) book.cancel(id, CAUSE);
      else if (kind === Command.amend) book.amend(id, price, lots, CAUSE);
      else book.add({ id, owner: ownerOf(id, kind), side: kind as 0 | 1, type: 'limit', cause: CAUSE, price, lots });
    }
    consume(book, total);
  }
}

/** Reads the fills and drops the records, as a publisher of batches would. */
function consume(book: PlainBook, total: FillTotals): void {
  for (const { kind, counterOrder, order, price, quantity } of book.records) {
    if (kind !== 'filled') continue;
    total.lots += quantity;
    if (total.hashes) total.hash = foldFill(total.hash, [counterOrder as number, order, price, quantity]);
  }
  book.records = [];
}
