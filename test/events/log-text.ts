/** What a log says, for eyes and for diffs: a line an event, a line a record, its digest last. */
import type { PlainEvent } from '../../src/events/field-kinds.ts';
import { bytesSource, LogReader, type LogVisitor } from '../../src/events/log-reader.ts';
import { RECORD_WORDS, type RecordBatch } from '../../src/events/records.ts';
import { CATALOGUE, type Catalogue } from '../../src/events/upcast.ts';
import type { MarketEvent } from '../../src/events/vocabulary.ts';
import { everyEvent } from './every-event.ts';
import { READER, recordLog } from './recorded-log.ts';

const FRAME_BYTES = 1 << 14;

/** The log of every event as it is written today. */
export const everyEventBytes = (): Uint8Array => recordLog(everyEvent(), FRAME_BYTES).bytes;

/** Reads a log to its end and through its digests. Throws where the log is not whole. */
export function readThrough(bytes: Uint8Array, visitor: LogVisitor, catalogue: Catalogue = CATALOGUE): LogReader {
  const reader = new LogReader(bytesSource(bytes), { ...READER, catalogue });
  while (reader.next(visitor));
  const ending = reader.end;
  if (ending?.ending !== 'whole') throw new Error(`the log does not end whole: ${JSON.stringify(ending)}`);
  return reader;
}

/** Events as a log holds them, brought up to nothing. */
const asStored: Catalogue = Object.assign(Object.create(CATALOGUE), {
  upcast: (_: unknown, event: PlainEvent) => event as unknown as MarketEvent,
});

export function textOf(bytes: Uint8Array): string[] {
  const lines: string[] = [];
  const visitor: LogVisitor = {
    control: (event) => lines.push(JSON.stringify(event)),
    batch: (batch) => lines.push(...recordTexts(batch)),
  };
  const { digest } = readThrough(bytes, visitor, asStored);
  return [...lines, JSON.stringify({ digest: digest?.hex })];
}

function recordTexts({ words, from, to, firstSeq, at }: RecordBatch): string[] {
  return Array.from({ length: (to - from) / RECORD_WORDS }, (_, n) => {
    const start = from + n * RECORD_WORDS;
    return JSON.stringify({ seq: firstSeq + n, at, words: [...words.subarray(start, start + RECORD_WORDS)] });
  });
}
