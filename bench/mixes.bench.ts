/** Order flow that is mostly cancels, and mostly amends: what quoting does to a book. */
import type { Benchmark, Scale } from './benchmark.ts';
import { oneBook } from './one-book.ts';
import { AMEND_HEAVY, CANCEL_HEAVY } from './workload-shapes.ts';

const SEEDS = [42, 43, 44];

export function* topic(scale: Scale): Generator<Benchmark> {
  for (const shape of [CANCEL_HEAVY, AMEND_HEAVY]) {
    for (const seed of scale === 'short' ? SEEDS.slice(0, 1) : SEEDS) yield oneBook(shape, seed, scale);
  }
}
