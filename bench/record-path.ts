/**
 * Where the records of a batch go in each variant of `overhead.bench.ts`: one stage more from variant to variant, and every
 * stage the one that a run uses (`engine/recorder.ts` and `cli/run/live-run.ts` put them together in the same order).
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DISK } from '../src/cli/file-port.ts';
import { LogFile } from '../src/cli/log/log-file.ts';
import { type Kept, LogObserver } from '../src/cli/run/log-observer.ts';
import { type DigestSoFar, RunDigest } from '../src/events/content-digest.ts';
import { RECORD_WORDS, type RecordBatch } from '../src/events/records.ts';
import { createStream, type EventStream, type Publisher } from '../src/events/stream.ts';
import type { MarketEvent } from '../src/events/vocabulary.ts';
import type { RecordLog } from '../src/market/book/record-log.ts';
import type { Seed, Seq, SimTime } from '../src/units/quantity.ts';
import type { Observer } from './observers.ts';
import { CAUSES, FIRST_CAUSE } from './recorded-book.ts';
import { ROOT } from './root.ts';
import { OWNERS } from './workload.ts';

export const ENGINE = { engineVersion: 'bench', scenarioDigest: 'bench', seed: 0 as Seed };
const AT = 1_768_795_200_000 as SimTime;

export interface Stages {
  /** Who reads every record; undefined: nothing is published. */
  readonly observers: readonly Observer[] | undefined;
  readonly digests: boolean;
  /** The log's file. */
  readonly file: string | undefined;
}

export class RecordPath {
  readonly digest: RunDigest | undefined;
  readonly #log: LogObserver | undefined;
  readonly #publisher: Publisher | undefined;
  #lastSeq = 0;

  constructor({ observers, digests, file }: Stages) {
    const { stream, publisher } = createStream();
    if (digests) this.digest = new RunDigest();
    if (file !== undefined) this.#log = new LogObserver(new LogFile(DISK, file), ENGINE);
    if (observers === undefined) return;
    this.#publisher = publisher;
    publisher.attach(() => {
      if (this.#log !== undefined) follow(stream, this.#log, this.digest);
      for (const observer of observers) stream.batches$.subscribe((batch) => observer.batch(batch));
    });
    for (const event of OPENING) this.#control(event);
  }

  /** As the engine's recorder hands over what the books have written. */
  batch(log: RecordLog): void {
    const batch: RecordBatch = {
      at: AT,
      firstSeq: (this.#lastSeq + 1) as Seq,
      words: log.words,
      from: 0,
      to: log.length,
    };
    this.#lastSeq += log.length / RECORD_WORDS;
    this.digest?.batch(batch);
    this.#publisher?.publishBatch(batch);
  }

  /** The last frame is on the disk afterwards. */
  finish(): void {
    this.#log?.flush();
  }

  close(): void {
    this.#log?.close();
  }

  /** What of the log is on the disk. */
  get kept(): Kept | undefined {
    return this.#log?.kept;
  }

  #control(event: MarketEvent): void {
    this.#lastSeq = event.seq;
    this.digest?.control(event);
    this.#publisher?.publish(event);
  }
}

function follow(stream: EventStream, log: LogObserver, digest: DigestSoFar | undefined): void {
  if (digest !== undefined) log.share(digest);
  stream.events$.subscribe((event) => log.control(event));
  stream.batches$.subscribe((batch) => log.batch(batch));
}

/** One instrument, the owners of the orders, and the ticks that the orders follow from. */
const OPENING: readonly MarketEvent[] = [
  {
    type: 'InstrumentListed',
    instrument: 'JGB-30Y',
    market: 'jgb',
    currency: 'JPY',
    tenorMilliYears: 30_000,
    couponMilliPct: 3_400,
    maturity: 31_400,
    ticksPerPoint: 100,
    tickValue: 10_000,
    lotFace: 100_000_000,
    openTicks: 15_000,
    openLevel: 3_470_000,
  },
  ...Array.from({ length: OWNERS }, (_, owner) => ({ type: 'AgentJoined', agent: `owner-${owner}`, kind: 'noise' })),
  ...Array.from({ length: CAUSES }, (_, tick) => ({
    type: 'PriceTicked',
    instrument: 'JGB-30Y',
    bidTicks: 14_999,
    offerTicks: 15_001,
    lastTicks: 15_000,
    level: tick,
  })),
].map((event, i) => ({ ...event, seq: i + 1, at: AT, causes: [] }) as unknown as MarketEvent);

if (OPENING.length !== FIRST_CAUSE + CAUSES - 1) throw new Error('the orders follow from the ticks of the opening');

const CACHE = join(ROOT, '.cache');

/** Runs work with a fresh folder on the project's own disk (a temporary one may be memory); it is removed afterwards. */
export function withFolder<T>(work: (folder: string) => T): T {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, 'bench-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const bytesOf = (path: string): Uint8Array => readFileSync(path);
