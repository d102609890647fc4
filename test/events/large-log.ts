/** Logs of many megabytes for measuring: written with true digests, in frames of a size that the test chooses. */
import { RunDigest } from '../../src/events/content-digest.ts';
import { LogWriter } from '../../src/events/log-writer.ts';
import type { MarketEvent } from '../../src/events/vocabulary.ts';
import { HEADER, join } from './recorded-log.ts';

const AT = 1_768_863_600_000;

export type Making = (seq: number) => Readonly<Record<string, unknown>>;

/** `count` events of one type; `fields` may state causes too. */
export function largeLog(type: MarketEvent['type'], count: number, frameBytes: number, fields: Making): Uint8Array {
  const chunks: Uint8Array[] = [];
  const digest = new RunDigest();
  const writer = new LogWriter({ sink: (bytes) => chunks.push(bytes.slice()), digest, start: HEADER, frameBytes });
  for (let seq = 1; seq <= count; seq++) {
    const event = { seq, at: AT, type, causes: [], ...fields(seq) } as unknown as MarketEvent;
    digest.control(event);
    writer.control(event);
  }
  writer.flush();
  return join(chunks);
}
