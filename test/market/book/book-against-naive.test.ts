/** The fast book against the naive one: at random with drawn weights, and over every short sequence. Longer in the deep tier. */
import { describe, expect, test } from 'vitest';
import { BUY, Field } from '../../../src/events/records.ts';
import { Slot } from '../../../src/market/book/book-layout.ts';
import { compareBooks, compareSequences, freshPair, type MakePair } from './book-comparison.ts';
import { FastBook } from './book-model.ts';
import { HeardRecords, RARE } from './heard-records.ts';

const FIRST_SEED = 20_260_120;
const SEEDS = 15;
const OPERATIONS = 5_000;

test(`both books agree on every record and queue of ${SEEDS} × ${OPERATIONS} random operations`, () => {
  const heard = new HeardRecords();
  for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) compareBooks(seed, OPERATIONS, heard.hear);
  for (const what of RARE) expect(heard.count(what), `kind and reason ${what}`).toBeGreaterThan(25);
});

test('both books agree on every sequence of three small operations', () => {
  compareSequences(3);
  compareSequences(3, 1);
});

/** Each plants one bug in the fast book: the comparison must see it, or it proves nothing. */
class Lifo extends FastBook {
  override submit(order: Parameters<FastBook['submit']>[0]): ReturnType<FastBook['submit']> {
    const rows = super.submit(order);
    this.swapFirstTwo();
    return rows;
  }

  private swapFirstTwo(): void {
    const { book } = this;
    const level = book.levelOf(BUY, book.best[BUY] as number);
    const first = (book.levels[level] ?? 0) as number;
    const second = (book.orders[first + Slot.next] ?? 0) as number;
    if (first === 0 || second === 0) return;
    for (const word of [Slot.order, Slot.who]) {
      const kept = book.orders[first + word] as number;
      book.orders[first + word] = book.orders[second + word] as number;
      book.orders[second + word] = kept;
    }
  }
}

class LosesALot extends FastBook {
  override cancel(order: number, cause: number): ReturnType<FastBook['cancel']> {
    return super
      .cancel(order, cause)
      .map((row) => row.map((word, at) => (at === Field.quantity && word > 1 ? word - 1 : word)));
  }
}

class ForgetsCauses extends FastBook {
  override cancelAll(owner: number, side: 0 | 1, cause: number): ReturnType<FastBook['cancelAll']> {
    const before = this.book.bestCauses[side] as number;
    const rows = super.cancelAll(owner, side, cause);
    this.book.bestCauses[side] = before;
    return rows;
  }
}

describe('a planted bug is found and reported with its seed', () => {
  test.each([
    ['a queue that is not first in, first out', Lifo],
    ['a cancel that states a lot too few', LosesALot],
    ['a best price whose cause is out of date', ForgetsCauses],
  ])('%s', (_bug, Broken) => {
    const make: MakePair = (options) => ({ ...freshPair(options), fast: new Broken(options) });
    const run = (): void => {
      for (let seed = 1; seed <= 5; seed++) compareBooks(seed, 1_000, () => {}, make);
    };
    expect(run).toThrow(/seed \d: [\s\S]*smallest sequence \(([1-9]|10) operations/);
  });
});
