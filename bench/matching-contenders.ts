/**
 * The books behind one workload as contenders. A book is filled once and goes on from round to round, each round on the next
 * stretch of the commands, all on the same one; lots are checked after each stretch, and the order of all fills before anything
 * is timed.
 */
import { type Contender, expectEqual } from './benchmark.ts';
import { type FillTotals, noFills } from './fill-totals.ts';
import { LadderBook, runLadder } from './ladder-book.ts';
import { packageBook, prepareIds, runPackage } from './package-flow.ts';
import { plainBook, runPlain } from './plain-flow.ts';
import { lotsBetween, type Workload } from './workload.ts';

/**
 * Commands before a round that are not timed: they bring a book's memory back into the caches that another contender has had since. A
 * book in use is not interrupted every three milliseconds, and the C++ book, in a process of its own, is not either.
 */
const APPROACH = 8_192;
/** Commands of a round for books that take microseconds a command. */
const SLOW_SLICE = 2_000;

export const orderCapacityFor = (resting: number): number => Math.max(16_384, 2 * resting);

/** Commands that a contender of so many stretches goes through after its prefill, the last one for its memory. */
export const commandsFor = (slice: number, stretches: number): number => (APPROACH + slice) * (stretches + 1);

export interface EngineOptions {
  readonly workload: Workload;
  /** Commands of a round. */
  readonly slice: number;
  /** Rounds in all. */
  readonly stretches: number;
  readonly orderCapacity: number;
}

export const ladderContender = (options: EngineOptions, name = 'typed arrays (ours)'): Contender =>
  contender(options, { name, make: () => new LadderBook(options.orderCapacity), run: runLadder });

export const plainContender = (options: EngineOptions): Contender =>
  contender(options, { name: 'plain objects', isReference: true, make: plainBook, run: runPlain });

export function packageContender(options: EngineOptions): Contender {
  prepareIds(options.workload.traded.length);
  const slow = { ...options, slice: Math.min(SLOW_SLICE, options.slice) };
  return contender(slow, { name: 'nodejs-order-book', isReference: true, make: packageBook, run: runPackage });
}

interface Engine<B> {
  readonly name: string;
  readonly isReference?: boolean;
  readonly make: () => B;
  readonly run: (book: B, workload: Workload, range: readonly [number, number], total: FillTotals) => void;
}

function contender<B>(options: EngineOptions, { name, isReference = false, make, run }: Engine<B>): Contender {
  const { workload, slice, stretches } = options;
  const { prefill, seed } = workload;
  const approach = Math.min(APPROACH, slice);
  const all = [0, prefill + (approach + slice) * (stretches + 1)] as const;
  const [found, expected] = [noFills(true), noFills(true)];
  run(make(), workload, all, found);
  runPlain(plainBook(), workload, all, expected);
  expectEqual(`${name}, seed ${seed}: hash of the fills`, found.hash, expected.hash);
  expectEqual(`${name}, seed ${seed}: lots`, found.lots, lotsBetween(workload, ...all));
  const book = make();
  run(book, workload, [0, prefill], noFills());
  return {
    name,
    isReference,
    operations: slice,
    sample: (round) => {
      const start = prefill + round * (approach + slice);
      const from = start + approach;
      run(book, workload, [start, from], noFills());
      const total = noFills();
      return {
        run: () => run(book, workload, [from, from + slice], total),
        check: () =>
          expectEqual(`${name}: lots of stretch ${round}`, total.lots, lotsBetween(workload, from, from + slice)),
      };
    },
  };
}

/** Throws where the plain book, which the others are checked against, differs from the workload's own naive book. */
export function expectPlainRight(workload: Workload): void {
  const total = noFills(true);
  runPlain(plainBook(), workload, [0, workload.prefill + workload.commands], total);
  expectEqual(`plain objects, seed ${workload.seed}: hash of the fills`, total.hash, workload.hash);
}
