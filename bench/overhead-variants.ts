/**
 * The variants of `overhead.bench.ts`, one stage more from each to the next, and how a sample of one is made and checked.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { readLog } from '../src/events/log-reader.ts';
import type { RecordLog } from '../src/market/book/record-log.ts';
import { FillFold, FillHash, type Observer, TradeTape, WordSum } from './observers.ts';
import { bytesOf, ENGINE, RecordPath } from './record-path.ts';
import { BATCHES, RecordedBook, runRecorded } from './recorded-book.ts';
import type { Workload } from './workload.ts';

const OBSERVERS = 8;

export interface Variant {
  readonly name: string;
  /** Nothing keeps the records of a command longer than until the next. */
  readonly isBare?: boolean;
  /** How many walk every record; undefined: nothing is published. */
  readonly observers?: number;
  /** What each of them does: folds the fills, keeps a tape of trades and positions, or sums all words. */
  readonly work?: 'fold' | 'tape' | 'sum';
  readonly digests?: boolean;
  readonly logs?: boolean;
  /** Commands in a batch, `BATCHES.long` by default. */
  readonly batchCommands?: number;
  /** The most that its time may be of bare matching's. */
  readonly gate?: number;
}

export const VARIANTS: readonly Variant[] = [
  { name: 'bare matching', isBare: true },
  { name: 'records, kept for a batch' },
  { name: 'records, published to nobody', observers: 0 },
  { name: 'records, 1 observer', observers: 1 },
  { name: 'records, 8 observers', observers: OBSERVERS, gate: 1.6 },
  { name: '  8 observers with more to do', observers: OBSERVERS, work: 'tape' },
  { name: '  8 observers that sum every word', observers: OBSERVERS, work: 'sum' },
  { name: 'records, 8 observers, digest', observers: OBSERVERS, digests: true },
  { name: 'records, 8 observers, digest, log', observers: OBSERVERS, digests: true, logs: true, gate: 2.2 },
  { name: 'by 32: kept for a batch', batchCommands: BATCHES.mean },
  { name: 'by 32: 8 observers', observers: OBSERVERS, gate: 1.6, batchCommands: BATCHES.mean },
  { name: 'by 32: 8 observers, digest', observers: OBSERVERS, digests: true, batchCommands: BATCHES.mean },
  { name: 'by 4: 8 observers', observers: OBSERVERS, batchCommands: BATCHES.short },
];

/** What every sample of a workload must come to. */
export interface Expected {
  readonly stateDigest: string;
  readonly runDigest: string;
  readonly wordSum: number;
}

/** One replay: made ready untimed, run once, then checked. */
export class Sample {
  readonly book = new RecordedBook();
  readonly folds: (FillFold | TradeTape)[] = [];
  readonly sums: WordSum[] = [];
  readonly path: RecordPath | undefined;
  readonly file: string | undefined;
  readonly #workload: Workload;
  readonly #variant: Variant;

  /** `further` observers see everything, too. */
  constructor(
    variant: Variant,
    workload: Workload,
    { folder, further = [] }: { folder: string; further?: Observer[] },
  ) {
    const { observers, work = 'fold', digests = false, logs = false } = variant;
    this.#variant = variant;
    this.#workload = workload;
    for (let i = 0; i < (observers ?? 0); i++) {
      if (work === 'sum') this.sums.push(new WordSum());
      else this.folds.push(work === 'tape' ? new TradeTape() : new FillFold());
    }
    this.file = logs ? join(folder, 'events.log') : undefined;
    const watching = observers === undefined ? undefined : [...this.folds, ...this.sums, ...further];
    if (variant.isBare !== true) this.path = new RecordPath({ observers: watching, digests, file: this.file });
    this.#replay(0, workload.prefill);
  }

  /** The part that is timed: commands `[from, to)`. After the last all is on the disk. */
  run(from = 0, to = this.#workload.commands): void {
    const { prefill, commands } = this.#workload;
    this.#replay(prefill + from, prefill + to);
    if (to === commands) this.path?.finish();
  }

  /** Removes what it left on the disk. */
  discard(): void {
    if (this.file !== undefined) rmSync(this.file);
  }

  /** Throws where anything differs from what the workload must come to. */
  check({ stateDigest, runDigest, wordSum }: Expected): void {
    this.path?.close();
    const { fills, lots, prefill, commands } = this.#workload;
    this.#equal('lots', this.book.book.turnoverLots, lots);
    this.#equal('the book', this.book.stateDigest, stateDigest);
    for (const fold of this.folds) {
      this.#equal('fills seen', fold.fills, fills);
      this.#equal('lots seen', fold.lots, lots);
      if (fold instanceof TradeTape) this.#equal('records seen', fold.records, fills + prefill + commands);
    }
    for (const { sum } of this.sums) this.#equal('words seen', sum, wordSum);
    if (this.path?.digest !== undefined) this.#equal('digest', this.path.digest.hex, runDigest);
    if (this.file !== undefined) this.#checkFile(runDigest);
  }

  #checkFile(runDigest: string): void {
    const kept = this.path?.kept;
    this.#equal('bytes in the file', bytesOf(this.file as string).length, kept?.bytes);
    this.#equal('digest of the log', kept?.digest, runDigest);
  }

  #replay(from: number, to: number): void {
    const { path } = this;
    const { isBare, batchCommands = BATCHES.long } = this.#variant;
    const handOver = isBare ? undefined : (log: RecordLog): void => path?.batch(log);
    runRecorded(this.book, this.#workload, { from, to, batchCommands, handOver });
  }

  #equal(what: string, found: unknown, expected: unknown): void {
    if (found === expected) return;
    throw new Error(`${this.#variant.name}, seed ${this.#workload.seed}: ${what} ${found}, not ${expected}`);
  }
}

/** Runs every variant once, and holds its fills against those of the naive book behind the workload. */
export function expectationsOf(workload: Workload, folder: string): Expected {
  let [stateDigest, runDigest, wordSum] = ['', '', 0];
  for (const variant of VARIANTS) {
    const seen = new FillHash();
    const sample = new Sample(variant, workload, { folder, further: [seen] });
    sample.run();
    const { digest } = sample.path ?? {};
    const found = {
      stateDigest: sample.book.stateDigest,
      runDigest: digest?.hex ?? '',
      wordSum: sample.sums[0]?.sum ?? 0,
    };
    stateDigest ||= found.stateDigest;
    runDigest ||= found.runDigest;
    wordSum ||= found.wordSum;
    sample.check({ stateDigest, runDigest, wordSum });
    const hashes = variant.observers === undefined ? [] : [seen.hash];
    if (sample.file !== undefined) hashes.push(hashInLog(sample.file, runDigest));
    if (hashes.some((hash) => hash !== workload.hash)) throw new Error(`${variant.name}: the fills are wrong`);
    sample.discard();
  }
  return { stateDigest, runDigest, wordSum };
}

/** Of the fills in the log, whose own digest is verified on the way. */
function hashInLog(file: string, runDigest: string): number {
  const inLog = new FillHash();
  const visitor = { control: () => undefined, batch: (batch: Parameters<FillHash['batch']>[0]) => inLog.batch(batch) };
  const end = readLog(bytesOf(file), visitor, ENGINE);
  if (end.ending !== 'whole') throw new Error(`the log of ${runDigest} cannot be read: ${JSON.stringify(end)}`);
  return inLog.hash;
}
