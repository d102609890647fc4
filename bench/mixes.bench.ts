/** Order flow that is mostly cancels, and mostly amends: what quoting does to a book. */
import type { Benchmark, Scale } from './benchmark.ts';
import { oneBook } from './one-book.ts';
import { AMEND_HEAVY, CANCEL_HEAVY } from './workload-shapes.ts';

const SEED = 42;

export function* topic(scale: Scale): Generator<Benchmark> {
  for (const shape of [CANCEL_HEAVY, AMEND_HEAVY]) yield oneBook(shape, SEED, scale);
}
