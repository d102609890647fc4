/**
 * Runs the fast and the naive book side by side and compares all that is said and all that stands, after every operation.
 *
 * A difference is reported with the seed, the smallest sequence found that still shows it, and the picture before it.
 */
import { BUY, SELL } from '../../../src/events/records.ts';
import { validateBook } from '../../../src/market/book/book-audit.ts';
import { type BookModel, FastBook, type Row, SMALL_WINDOW, type WindowOptions } from './book-model.ts';
import { type Operation, OperationSource, perform } from './book-operations.ts';
import { drawBook, sentence } from './book-picture.ts';
import { NaiveBook } from './naive-book.ts';

export interface Pair {
  readonly fast: BookModel;
  readonly naive: BookModel;
}

export const freshPair = (options: WindowOptions = SMALL_WINDOW): Pair => ({
  fast: new FastBook(options),
  naive: new NaiveBook(options),
});

export type MakePair = (options: WindowOptions) => Pair;

/** Performs one operation on both; the first difference as text, or undefined. */
export function difference(
  { fast, naive }: Pair,
  operation: Operation,
  heard: (row: Row) => void = () => {},
): string | undefined {
  let said: Row[];
  try {
    said = perform(fast, operation);
  } catch (error) {
    return `the fast book failed: ${(error as Error).message}`;
  }
  const expected = perform(naive, operation);
  const at = expected.findIndex((row, index) => !sameRow(row, said[index]));
  if (at >= 0) return `record ${at + 1} should be [${expected[at]}], is [${said[at]}]`;
  if (said.length > expected.length) return `one record too many: [${said[expected.length]}]`;
  expected.forEach(heard);
  for (const side of [BUY, SELL] as const) {
    const [stands, is] = [naive.bestTicks(side), fast.bestTicks(side)];
    if (stands !== is) return `the best of side ${side} should be ${stands}, is ${is}`;
  }
  return fast.hash() === naive.hash()
    ? undefined
    : `the states differ\n${stateOf(naive)}\n— and the fast book:\n${stateOf(fast)}`;
}

/** Compares over `count` random operations; throws a full report at the first difference. */
export function compareBooks(
  seed: number,
  count: number,
  heard: (row: Row) => void,
  makePair: MakePair = freshPair,
): void {
  const source = new OperationSource(seed, 'withHalts');
  const { selfTrade, takesStops, limits } = source;
  const rules = { selfTrade, takesStops, ...(limits === undefined ? {} : { limits }) };
  const make = (): Pair => makePair({ ...SMALL_WINDOW, ...rules });
  const pair = make();
  const done: Operation[] = [];
  for (let at = 0; at < count; at++) {
    const operation = source.next(pair.naive);
    done.push(operation);
    const found = difference(pair, operation, heard);
    if (found !== undefined) throw new Error(report(seed, shrink(done, make), make));
    if (pair.fast instanceof FastBook && at % 97 === 0) validateBook(pair.fast.book);
  }
}

/** Leaves out operations, halves first and then one by one, as long as some difference remains. */
function shrink(operations: readonly Operation[], make: () => Pair): readonly Operation[] {
  let kept = operations;
  for (let chunk = kept.length >> 1; chunk >= 1; chunk >>= 1) {
    for (let from = 0; from < kept.length; ) {
      const without = [...kept.slice(0, from), ...kept.slice(from + chunk)];
      if (firstDifference(without, make) === undefined) from += chunk;
      else kept = without;
    }
  }
  return kept;
}

function firstDifference(operations: readonly Operation[], make: () => Pair): string | undefined {
  const pair = make();
  for (const operation of operations) {
    const found = difference(pair, operation);
    if (found !== undefined) return found;
  }
  return undefined;
}

function report(seed: number, operations: readonly Operation[], make: () => Pair): string {
  const { naive } = make();
  for (const operation of operations.slice(0, -1)) perform(naive, operation);
  const picture = drawBook(naive);
  const should = perform(naive, operations.at(-1) as Operation).map(sentence);
  return [
    `seed ${seed}: ${firstDifference(operations, make)}`,
    `smallest sequence (${operations.length} operations):`,
    ...operations.map((operation) => `  ${JSON.stringify(operation)}`),
    `before the last one:\n${picture}`,
    `what the last one should say:\n${should.join('\n')}`,
  ].join('\n');
}

/**
 * Every sequence of `length` operations out of fourteen: limit orders at 3 prices × 2 sizes × 2 sides, two cancels. Where
 * `display` is not 0 the larger size is an iceberg that shows so many lots.
 */
export function compareSequences(length: number, display = 0): void {
  for (let sequence = 0; sequence < SMALL_CHOICES ** length; sequence++) {
    const pair = { fast: new FastBook(SMALL_WORLD), naive: new NaiveBook(SMALL_WORLD) };
    for (let step = 0, rest = sequence; step < length; step++, rest = Math.floor(rest / SMALL_CHOICES)) {
      const found = difference(pair, smallOperation(rest % SMALL_CHOICES, step, pair.naive, display));
      if (found !== undefined) throw new Error(`sequence ${sequence} of length ${length}, step ${step + 1}: ${found}`);
    }
  }
}

const SMALL_CHOICES = 14;
const SMALL_WORLD = { lowTicks: 96, ladderTicks: 32, owners: 2, orderCapacity: 5 };

/** Owners take turns, so that every third operation may meet its owner's own order. */
function smallOperation(choice: number, step: number, book: BookModel, display: number): Operation {
  const cause = step + 1;
  if (choice >= 12) {
    const live = [...book.queue(BUY), ...book.queue(SELL)];
    return { kind: 'cancel', order: (choice === 12 ? live[0] : live.at(-1))?.order ?? 9, cause };
  }
  const [side, ticks, lots] = [choice % 2 === 0 ? BUY : SELL, 100 + ((choice >> 1) % 3), choice < 6 ? 1 : 3] as const;
  const shape = lots > 1 && display > 0 ? ({ type: 'iceberg', display } as const) : ({ type: 'limit' } as const);
  return { kind: 'submit', order: { order: cause, owner: step % 2, side, ticks, lots, cause, ...shape } };
}

function sameRow(a: Row, b: Row | undefined): boolean {
  if (b === undefined || a.length !== b.length) return false;
  for (let word = 0; word < a.length; word++) if (a[word] !== b[word]) return false;
  return true;
}

const stateOf = (book: BookModel): string =>
  [drawBook(book), JSON.stringify([book.queue(BUY), book.queue(SELL)])].join('\n');
