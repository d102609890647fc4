/** The matching step: three seeds and three shapes on one book, and forty books that take turns. */
import type { Benchmark, Scale } from './benchmark.ts';
import { manyBooksContenders } from './many-books.ts';
import { oneBook } from './one-book.ts';
import { DEEP_SWEEP, DENSE, SPARSE } from './workload-shapes.ts';

const SEEDS = [42, 43, 44];

export function* topic(scale: Scale): Generator<Benchmark> {
  for (const shape of scale === 'short' ? [DENSE] : [DENSE, SPARSE, DEEP_SWEEP]) {
    for (const seed of SEEDS) yield oneBook(shape, seed, scale);
  }
  if (scale === 'full') yield manyBooks();
}

function manyBooks(): Benchmark {
  const [warmUps, rounds] = [5, 15];
  const contenders = manyBooksContenders({ books: 40, slice: 40_960, stretches: warmUps + rounds });
  return { name: 'matching, 1 and 40 books', unit: 'command', rounds, warmUps, contenders };
}
