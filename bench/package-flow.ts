/**
 * The package `nodejs-order-book` behind the common workload, through its own API. It knows no amend of price and lots at once, and
 * its ids are text: made before anything is timed.
 */
import { type IProcessOrder, OrderBook, SelfTradePreventionMode, Side } from 'nodejs-order-book';
import type { FillTotals } from './fill-totals.ts';
import { COMMAND_WORDS, Command, OWNERS, ownerOf, type Workload } from './workload.ts';
import { foldFill } from './workload-oracle.ts';

const IDS: string[] = [];
const ACCOUNTS = Array.from({ length: OWNERS }, (_, owner) => `owner-${owner}`);
const SIDES = [Side.BUY, Side.SELL] as const;

export function packageBook(): OrderBook {
  return new OrderBook();
}

/** Text for ids 0 … `count` − 1. */
export function prepareIds(count: number): void {
  for (let id = IDS.length; id < count; id++) IDS.push(String(id));
}

/** Runs commands `[from, to)`; adds the lots traded, and folds the fills where `total` says so. */
export function runPackage(
  book: OrderBook,
  { words }: Workload,
  [from, to]: readonly [number, number],
  total: FillTotals,
): void {
  for (let at = from * COMMAND_WORDS; at < to * COMMAND_WORDS; at += COMMAND_WORDS) {
    const kind = words[at] as number;
    const [id, price, size] = [words[at + 1] as number, words[at + 2] as number, words[at + 3] as number];
    if (kind === Command.cancel) {
      book.cancel(IDS[id] as string);
      continue;
    }
    const result = book.limit({
      id: IDS[id] as string,
      side: SIDES[kind] as Side,
      size,
      price,
      accountId: ACCOUNTS[ownerOf(id, kind)] as string,
      stpMode: SelfTradePreventionMode.EXPIRE_MAKER,
    });
    if (result.err !== null) throw result.err;
    total.lots += size - result.quantityLeft;
    if (total.hashes) total.hash = foldResult(total.hash, id, result);
  }
}

/** The makers that are done, in order, and the one that is not. */
function foldResult(hash: number, taker: number, { done, partial, partialQuantityProcessed }: IProcessOrder): number {
  let folded = hash;
  for (const order of done) {
    if (order.id === IDS[taker] || !('price' in order)) continue;
    folded = foldFill(folded, [Number(order.id), taker, order.price, order.size]);
  }
  if (partial === null || partial.id === IDS[taker]) return folded;
  return foldFill(folded, [Number(partial.id), taker, partial.price, partialQuantityProcessed]);
}
