/**
 * What records cost beyond bare matching: published to 1, 8 and 100 observers, digested, logged; and the way that one would write
 * first: an object a record and an emission each. More variants, shorter batches and the durable log's gate: `overhead.bench.ts`.
 */
import { Subject } from 'rxjs';
import { Field, RECORD_WORDS, RecordKind } from '../src/events/records.ts';
import type { RecordLog } from '../src/market/book/record-log.ts';
import { type Benchmark, type Contender, expectEqual, type Sample, type Scale } from './benchmark.ts';
import { FillFold, type Observer } from './observers.ts';
import { RecordPath } from './record-path.ts';
import { BATCHES, RecordedBook, runRecorded } from './recorded-book.ts';
import { generateWorkload, type Workload } from './workload.ts';

const SEED = 42;

export function* topic(scale: Scale): Generator<Benchmark> {
  const [warmUps, rounds, commands] = scale === 'short' ? [3, 13, 150_000] : [3, 15, 200_000];
  const workload = generateWorkload({ seed: SEED, commands, resting: 10_000 });
  const observed = (count: number, more: { digests?: boolean } = {}): Contender =>
    recorded(`${count} observer${count === 1 ? '' : 's'}${more.digests ? ', digest' : ''}`, workload, count, more);
  const bare = recorded('bare matching', workload, undefined, {});
  const contenders =
    scale === 'short'
      ? [bare, observed(8), observed(8, { digests: true })]
      : [bare, observed(1), observed(8), observed(100), observed(8, { digests: true }), objectPath(workload)];
  yield { name: 'records and who reads them', unit: 'command', rounds, warmUps, contenders };
}

function recorded(
  name: string,
  workload: Workload,
  observers: number | undefined,
  { digests = false }: { digests?: boolean },
): Contender {
  return contender(name, workload, () => {
    const folds = Array.from({ length: observers ?? 0 }, () => new FillFold());
    const path = new RecordPath({ observers: folds, digests, file: undefined });
    const handOver = observers === undefined ? undefined : (log: RecordLog): void => path.batch(log);
    return { folds, handOver };
  });
}

interface PlainFact {
  readonly kind: number;
  readonly order: number;
  readonly priceTicks: number;
  readonly quantity: number;
  readonly counterOrder: number;
}

/** An object a record, kept in an array as a log would, each through RxJS to eight observers. */
function objectPath(workload: Workload): Contender {
  const made = contender('an object and an emission a record, 8 observers', workload, () => {
    const folds = Array.from({ length: 8 }, () => new FillFold());
    const records = new Subject<PlainFact>();
    for (const fold of folds) {
      records.subscribe(({ kind, quantity, priceTicks }) => {
        if (kind !== RecordKind.filled) return;
        fold.fills++;
        fold.lots += quantity;
        fold.lastTicks = priceTicks;
      });
    }
    const kept: PlainFact[] = [];
    return { folds, handOver: (log) => emitEach(log, records, kept) };
  });
  return { ...made, isReference: true };
}

function emitEach({ words, length }: RecordLog, records: Subject<PlainFact>, kept: PlainFact[]): void {
  for (let at = 0; at < length; at += RECORD_WORDS) {
    const fact = {
      kind: words[at + Field.kind] as number,
      order: words[at + Field.order] as number,
      priceTicks: words[at + Field.priceTicks] as number,
      quantity: words[at + Field.quantity] as number,
      counterOrder: words[at + Field.counterOrder] as number,
    };
    kept.push(fact);
    records.next(fact);
  }
}

interface Reading {
  readonly folds: readonly (FillFold & Observer)[];
  readonly handOver: ((log: RecordLog) => void) | undefined;
}

function contender(name: string, workload: Workload, reading: () => Reading): Contender {
  const { prefill, commands, fills, lots } = workload;
  const sample = (): Sample => {
    const book = new RecordedBook();
    const { folds, handOver } = reading();
    const replay = (from: number, to: number): void =>
      runRecorded(book, workload, { from, to, batchCommands: BATCHES.long, handOver });
    replay(0, prefill);
    return {
      run: () => replay(prefill, prefill + commands),
      check: () => {
        expectEqual(`${name}: lots traded`, book.book.turnoverLots, lots);
        for (const fold of folds) {
          expectEqual(`${name}: fills seen`, fold.fills, fills);
          expectEqual(`${name}: lots seen`, fold.lots, lots);
        }
      },
    };
  };
  return { name, operations: commands, sample };
}
