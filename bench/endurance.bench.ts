/**
 * Whether a long run slows down: the first tenth of a million commands and the last, with records, eight observers and digest; each
 * round a fresh book. The tenths are stretches of the same flow on a book as full as before.
 */
import { type Benchmark, type Contender, expectEqual, type Scale } from './benchmark.ts';
import { FillFold } from './observers.ts';
import { RecordPath } from './record-path.ts';
import { BATCHES, RecordedBook, runRecorded } from './recorded-book.ts';
import { generateWorkload, type Workload } from './workload.ts';

const SEED = 42;
const TENTHS = 10;
const OBSERVERS = 8;

export function* topic(scale: Scale): Generator<Benchmark> {
  const [rounds, commands] = scale === 'short' ? [5, 600_000] : [9, 1_000_000];
  const workload = generateWorkload({ seed: SEED, commands, resting: 10_000 });
  const runs = new Map<number, LongRun>();
  const runOf = (round: number): LongRun => {
    const run = runs.get(round) ?? new LongRun(workload);
    runs.clear();
    runs.set(round, run);
    return run;
  };
  const contender = (name: string, tenth: number): Contender => ({
    name,
    operations: commands / TENTHS,
    sample: (round) => ({ run: () => runOf(round).nanos(tenth), check: () => runOf(round).check() }),
  });
  const contenders = [contender('first tenth', 0), contender('fifth tenth', 4), contender('last tenth', TENTHS - 1)];
  yield { name: `a long run of ${commands} commands`, unit: 'command', rounds, warmUps: 1, contenders };
}

/** One pass over the whole workload, timed by tenths. */
class LongRun {
  readonly #book = new RecordedBook();
  readonly #folds = Array.from({ length: OBSERVERS }, () => new FillFold());
  readonly #nanos: number[] = [];
  readonly #workload: Workload;

  constructor(workload: Workload) {
    this.#workload = workload;
    const path = new RecordPath({ observers: this.#folds, digests: true, file: undefined });
    const handOver = (log: RecordedBook['log']): void => path.batch(log);
    const replay = (from: number, to: number): void =>
      runRecorded(this.#book, workload, { from, to, batchCommands: BATCHES.long, handOver });
    replay(0, workload.prefill);
    const each = workload.commands / TENTHS;
    for (let tenth = 0; tenth < TENTHS; tenth++) {
      const from = workload.prefill + tenth * each;
      const before = process.cpuUsage();
      replay(from, from + each);
      const { user, system } = process.cpuUsage(before);
      this.#nanos.push(((user + system) * 1_000) / each);
    }
  }

  nanos(tenth: number): number {
    return this.#nanos[tenth] as number;
  }

  check(): void {
    for (const { fills, lots } of this.#folds) {
      expectEqual('fills seen', fills, this.#workload.fills);
      expectEqual('lots seen', lots, this.#workload.lots);
    }
  }
}
