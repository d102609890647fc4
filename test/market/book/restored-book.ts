/**
 * Books that are saved and restored in the middle of random operations, and must go on as if nothing had been.
 *
 * The operations are those of the comparison with the naive book; between them the rules change as a venue changes them:
 * the breaker's band and reference, the day's limits, the price window.
 */
import { expect } from 'vitest';
import { BUY, SELL } from '../../../src/events/records.ts';
import { stateHash, validateBook } from '../../../src/market/book/book-audit.ts';
import { recentre } from '../../../src/market/book/book-recentre.ts';
import { restoreBook, saveBook } from '../../../src/market/book/book-state.ts';
import { STOP_WORDS, StopWord } from '../../../src/market/book/stop-orders.ts';
import { type SeededDraws, seededDraws } from '../seeded-draws.ts';
import { FastBook, type Row, SIDES, SMALL_WINDOW, type WindowOptions } from './book-model.ts';
import { type Operation, OperationSource, perform } from './book-operations.ts';

/** What was met on the way, so that a test can ask that it was. */
export interface Met {
  restored: number;
  orders: number;
  icebergs: number;
  stops: number;
  deadlines: number;
  collecting: number;
  crossed: number;
  banded: number;
  limited: number;
  recentred: number;
  /** Owners’ lists that are not in the order of the queue, and deadlines of orders that are gone. */
  unsorted: number;
  stale: number;
}

export const metNothing = (): Met => ({
  restored: 0,
  orders: 0,
  icebergs: 0,
  stops: 0,
  deadlines: 0,
  collecting: 0,
  crossed: 0,
  banded: 0,
  limited: 0,
  recentred: 0,
  unsorted: 0,
  stale: 0,
});

/** A book of its own with what the other holds, by way of plain data. */
export function restored(from: FastBook, options: WindowOptions): FastBook {
  const copy = new FastBook(options);
  restoreBook(copy.book, structuredClone(saveBook(from.book)));
  return copy;
}

/** `count` random operations on a book and on its copy, which is replaced by a restored one now and then. */
export function driveRestored(seed: number, count: number, met: Met): void {
  const source = new OperationSource(seed, 'withHalts');
  const draws = seededDraws(seed + 1);
  const { selfTrade, takesStops, limits } = source;
  const options = { ...SMALL_WINDOW, selfTrade, takesStops, ...(limits === undefined ? {} : { limits }) };
  const original = new FastBook(options);
  let copy = restored(original, options);
  for (let step = 1; step <= count; step++) {
    const where = `seed ${seed}, operation ${step}`;
    if (draws.whole(1, 25) === 1) {
      copy = restored(original, options);
      note(original, met);
    }
    if (draws.whole(1, 8) === 1) changeRules([original, copy], draws);
    const operation = nextOf(source, original, draws);
    const [said, again] = [perform(original, operation), perform(copy, operation)];
    if (!sameRows(said, again)) expect(again, `${where}: ${JSON.stringify(operation)}`).toEqual(said);
    if (stateHash(copy.book) !== stateHash(original.book)) expect.fail(`${where}: the restored book differs`);
    validateBook(copy.book);
    if (step % 50 === 0) expect(saveBook(copy.book), where).toEqual(saveBook(original.book));
  }
}

/** A call more often than the wheel has it: a halted book trades nothing. */
function nextOf(source: OperationSource, book: FastBook, draws: SeededDraws): Operation {
  const operation = source.next(book);
  const isDue = book.isCollecting && draws.whole(1, 10) === 1;
  return isDue
    ? { kind: 'call', reference: draws.whole(104, 119), cause: 1_000_000 + draws.whole(1, 1_000) }
    : operation;
}

/** The same change of the rules for both. */
function changeRules(books: readonly [FastBook, FastBook], draws: SeededDraws): void {
  const [lowest, highest] = restingRange(books[0]);
  const what = draws.pick(['band', 'reference', 'limits', 'window'] as const);
  const [band, reference] = [draws.whole(0, 6), draws.pick([0, draws.whole(104, 119)])];
  const limits = [Math.min(lowest, draws.whole(96, 110)), Math.max(highest, draws.whole(113, 127))] as const;
  const { ladderTicks } = SMALL_WINDOW;
  const base = draws.whole(Math.max(90, highest - ladderTicks + 1), Math.min(100, lowest));
  for (const { book } of books) {
    if (what === 'band') book.bandTicks = band;
    else if (what === 'reference') book.referenceTicks = reference;
    else if (what === 'limits') book.setDailyLimits(...limits);
    else recentre(book, base);
  }
}

/** Lowest and highest price at which anything rests or, once let loose, would. */
function restingRange({ book }: FastBook): [number, number] {
  const ticks = SIDES.flatMap((side) => {
    const rows = book.stops.rows[side].slice(0, (book.stops.counts[side] as number) * STOP_WORDS);
    return [...rows].filter((price, word) => word % STOP_WORDS === StopWord.priceTicks && price !== 0);
  });
  const orders = saveBook(book).orders;
  for (let at = 0; at < orders.length; at += 8) ticks.push(orders[at + 4] as number);
  return [Math.min(...ticks, 111), Math.max(...ticks, 112)];
}

function note({ book }: FastBook, met: Met): void {
  const { orders, listed, deadlines } = saveBook(book);
  const queued = Array.from(listed, (_, row) => orders[8 * row] as number);
  met.restored++;
  met.orders += queued.length;
  met.icebergs += queued.filter((_, row) => (orders[8 * row + 2] as number) > 0).length;
  met.stops += book.stops.parked;
  met.deadlines += deadlines.orders.length;
  met.stale += deadlines.orders.filter((order) => !book.isAlive(order)).length;
  met.collecting += Number(book.isCollecting);
  met.crossed += Number(book.bestTicks(BUY) >= book.bestTicks(SELL) && book.bestTicks(SELL) !== 0);
  met.banded += Number(book.bandTicks !== 0);
  met.limited += Number(book.lowestTicks !== 1);
  met.recentred += Number(book.baseTicks !== SMALL_WINDOW.lowTicks);
  met.unsorted += Number(listed.some((order, at) => at > 0 && order < (listed[at - 1] as number)));
}

function sameRows(a: readonly Row[], b: readonly Row[]): boolean {
  return a.length === b.length && a.every((row, at) => row.every((word, field) => word === b[at]?.[field]));
}
