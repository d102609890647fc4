/** Writes runs into logs in memory and reads them back into plain lists that can be compared. */
import { RunDigest } from '../../src/events/content-digest.ts';
import { type LogEnd, type LogReaderOptions, readLog } from '../../src/events/log-reader.ts';
import { LogWriter } from '../../src/events/log-writer.ts';
import type { RecordBatch } from '../../src/events/records.ts';
import type { MarketEvent } from '../../src/events/vocabulary.ts';
import type { Seed } from '../../src/units/quantity.ts';

export type Entry = MarketEvent | RecordBatch;

export const HEADER = { engineVersion: '0.1.0', scenarioDigest: 'a'.repeat(32), seed: 20260120 as Seed };
export const READER: LogReaderOptions = { engineVersion: '0.1.0' };

export interface RecordedLog {
  readonly bytes: Uint8Array;
  /** Offsets at which the header and each frame end. */
  readonly ends: readonly number[];
  /** Entries up to each of those offsets. */
  readonly entriesAt: readonly number[];
  readonly digest: string;
}

export function recordLog(entries: readonly Entry[], frameBytes = 1 << 18): RecordedLog {
  const chunks: Uint8Array[] = [];
  const ends: number[] = [];
  const entriesAt: number[] = [];
  let [length, done] = [0, 0];
  const sink = (bytes: Uint8Array): void => {
    chunks.push(bytes.slice());
    length += bytes.length;
    ends.push(length);
    entriesAt.push(done);
  };
  const digest = new RunDigest();
  const writer = new LogWriter({ sink, digest, start: HEADER, frameBytes });
  for (const entry of entries) {
    done++;
    feed(digest, entry);
    feed(writer, entry);
  }
  writer.flush();
  return { bytes: join(chunks), ends, entriesAt, digest: digest.hex };
}

export function feed(to: { control(event: MarketEvent): void; batch(batch: RecordBatch): void }, entry: Entry): void {
  if ('words' in entry) to.batch(entry);
  else to.control(entry);
}

export function join(chunks: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** Copied: a reader's words are those of the next batch after the call. */
export const kept = (batch: RecordBatch): RecordBatch => ({ ...batch, words: batch.words.slice(0, batch.to) });

export function readAll(bytes: Uint8Array, options = READER): { entries: Entry[]; end: LogEnd } {
  const entries: Entry[] = [];
  const end = readLog(
    bytes,
    {
      control: (event) => entries.push(event),
      batch: (batch) => entries.push({ ...batch, words: batch.words.slice(0, batch.to) }),
    },
    options,
  );
  return { entries, end };
}

/** A batch as plain numbers, so that batches over different arrays compare. */
export const plain = (entry: Entry): unknown =>
  'words' in entry
    ? { at: entry.at, firstSeq: entry.firstSeq, words: Array.from(entry.words.subarray(entry.from, entry.to)) }
    : entry;
