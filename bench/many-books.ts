/**
 * Forty books of one process, whose commands come as they do in a run (at random), and the same commands put in order by book within
 * each batch: does sorting a tick by book pay? Records of all books go into one log.
 */
import { packTerms } from '../src/events/records.ts';
import { OrderForm } from '../src/market/book/order-form.ts';
import { RecordLog } from '../src/market/book/record-log.ts';
import { type Contender, expectEqual } from './benchmark.ts';
import { BATCH_COMMANDS, noFills } from './fill-totals.ts';
import { consume, LadderBook, perform } from './ladder-book.ts';
import { COMMAND_WORDS, generateWorkload, type Workload } from './workload.ts';

const SEED = 42;
const RESTING = 10_000;

interface Options {
  readonly books: number;
  readonly slice: number;
  readonly stretches: number;
}

export function manyBooksContenders({ books, slice, stretches }: Options): Contender[] {
  const total = slice * (stretches + 1);
  const single = generateWorkload({ seed: SEED, commands: total, resting: RESTING });
  // Each book holds its share of the orders, so that all together hold as many as the one.
  const each = Array.from({ length: books }, (_, book) =>
    generateWorkload({ seed: SEED + book, commands: Math.ceil((1.2 * total) / books), resting: RESTING / books }),
  );
  const turns = turnsOf(books, each, total);
  return [
    contender('1 book', [single], new Uint8Array(total), slice),
    contender(`${books} books, at random`, each, turns, slice),
    contender(`${books} books, in order within a batch`, each, sortedWithinBatches(turns), slice),
  ];
}

/** Whose turn it is, command by command; nobody's commands run out. */
function turnsOf(books: number, each: readonly Workload[], total: number): Uint8Array {
  const left = each.map(({ commands }) => commands);
  let state = SEED;
  return Uint8Array.from({ length: total }, () => {
    do state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    while (left[(state >>> 8) % books] === 0);
    const book = (state >>> 8) % books;
    left[book] = (left[book] as number) - 1;
    return book;
  });
}

function sortedWithinBatches(turns: Uint8Array): Uint8Array {
  const sorted = turns.slice();
  for (let at = 0; at < sorted.length; at += BATCH_COMMANDS) sorted.subarray(at, at + BATCH_COMMANDS).sort();
  return sorted;
}

function contender(name: string, each: readonly Workload[], turns: Uint8Array, slice: number): Contender {
  const shared = { log: new RecordLog(), form: new OrderForm() };
  shared.form.terms = packTerms(0, 0, 0);
  const ladders = each.map(() => new LadderBook(16_384, shared));
  const next = each.map(({ prefill }) => prefill);
  for (const [book, workload] of each.entries()) {
    for (let at = 0; at < workload.prefill; at++) {
      perform(ladders[book] as LadderBook, workload.words, at * COMMAND_WORDS);
      if (at % BATCH_COMMANDS === 0) shared.log.rewind();
    }
  }
  const sample = (round: number) => {
    const total = noFills();
    let expected = 0;
    const from = round * slice;
    const copy = [...next];
    for (let at = from; at < from + slice; at++) {
      const book = turns[at] as number;
      expected += each[book]?.traded[copy[book]!++] as number;
    }
    const run = (): void => {
      for (let start = from; start < from + slice; start += BATCH_COMMANDS) {
        for (let at = start; at < start + BATCH_COMMANDS; at++) {
          const book = turns[at] as number;
          const workload = each[book] as Workload;
          perform(ladders[book] as LadderBook, workload.words, next[book]!++ * COMMAND_WORDS);
        }
        consume(shared.log, total);
      }
    };
    return { run, check: () => expectEqual(`${name}: lots of stretch ${round}`, total.lots, expected) };
  };
  return { name, operations: slice, sample };
}
