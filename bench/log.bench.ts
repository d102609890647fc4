/** A run's log in memory: written, read with all its checks, and folded into a world again; against text, a line an event. */
import { Replay } from '../src/engine/replay.ts';
import { Simulation } from '../src/engine/simulation.ts';
import { RunDigest } from '../src/events/content-digest.ts';
import { readLog } from '../src/events/log-reader.ts';
import { LogWriter } from '../src/events/log-writer.ts';
import { RECORD_WORDS, type RecordBatch } from '../src/events/records.ts';
import type { MarketEvent } from '../src/events/vocabulary.ts';
import type { Seed } from '../src/units/quantity.ts';
import { type Benchmark, type Contender, expectEqual, type Scale } from './benchmark.ts';
import { shippedScenario, tokyo } from './scenario-runs.ts';

const HEADER = { engineVersion: 'bench', scenarioDigest: 'bench', seed: 7 as Seed };

interface Captured {
  readonly entries: readonly (MarketEvent | RecordBatch)[];
  readonly count: number;
  readonly digest: string;
  readonly world: string;
}

export function* topic(scale: Scale): Generator<Benchmark> {
  const rounds = scale === 'short' ? 7 : 11;
  const captured = capturedRun(scale === 'short' ? '2026-01-20T10:00' : '2026-01-20T15:00');
  const { bytes } = written(captured);
  const lines = asLines(captured);
  const { count } = captured;
  const contender = (name: string, run: () => string, expected: string, isReference = false): Contender => ({
    name,
    operations: count,
    isReference,
    sample: () => {
      let found = '';
      return {
        run: () => {
          found = run();
        },
        check: () => expectEqual(name, found, expected),
      };
    },
  });
  const size = (): string => `${count} events and records: ${bytes.length} bytes of log, ${lines.length} of text`;
  yield {
    name: 'log, append to memory',
    unit: 'event or record',
    rounds,
    warmUps: 2,
    note: size,
    contenders: [
      contender('frames, checksums, digest (ours)', () => written(captured).digest, captured.digest),
      contender('JSON, a line each', () => String(asLines(captured).length), String(lines.length), true),
    ],
  };
  yield {
    name: 'log, read',
    unit: 'event or record',
    rounds,
    warmUps: 2,
    contenders: [
      contender('checked (ours)', () => readBack(bytes), captured.digest),
      contender('replayed into a world (ours)', () => replayed(bytes), captured.world),
      contender('JSON.parse, a line each', () => String(parsed(lines)), String(count), true),
    ],
  };
}

function capturedRun(until: string): Captured {
  const entries: (MarketEvent | RecordBatch)[] = [];
  let count = 0;
  const run = new Simulation({
    scenario: shippedScenario('japan-2026'),
    seed: HEADER.seed,
    observe: (stream) => {
      stream.events$.subscribe((event) => {
        count++;
        entries.push(event);
      });
      stream.batches$.subscribe(({ at, firstSeq, words, from, to }) => {
        count += (to - from) / RECORD_WORDS;
        entries.push({ at, firstSeq, words: words.slice(from, to), from: 0, to: to - from });
      });
    },
  });
  run.advance(tokyo(until));
  return { entries, count, digest: run.digest, world: run.world.parts.ledger.stateHash() };
}

const isBatch = (entry: MarketEvent | RecordBatch): entry is RecordBatch => 'words' in entry;

function written({ entries }: Captured): { digest: string; bytes: Uint8Array } {
  const digest = new RunDigest();
  const parts: Uint8Array[] = [];
  const writer = new LogWriter({ sink: (bytes) => parts.push(bytes.slice()), digest, start: HEADER });
  for (const entry of entries) {
    if (isBatch(entry)) {
      digest.batch(entry);
      writer.batch(entry);
    } else {
      digest.control(entry);
      writer.control(entry);
    }
  }
  writer.flush();
  return { digest: digest.hex, bytes: Buffer.concat(parts) };
}

function readBack(bytes: Uint8Array): string {
  const digest = new RunDigest();
  const end = readLog(bytes, { control: () => undefined, batch: () => undefined }, { ...HEADER, digest });
  if (end.ending !== 'whole') throw new Error(`the log cannot be read: ${JSON.stringify(end)}`);
  return digest.hex;
}

function replayed(bytes: Uint8Array): string {
  const replay = new Replay();
  const end = readLog(bytes, replay, HEADER);
  if (end.ending !== 'whole') throw new Error(`the log cannot be read: ${JSON.stringify(end)}`);
  replay.finish();
  return replay.world.parts.ledger.stateHash();
}

function asLines({ entries }: Captured): string {
  const lines: string[] = [];
  for (const entry of entries) {
    if (!isBatch(entry)) lines.push(JSON.stringify(entry));
    else
      for (let at = entry.from; at < entry.to; at += RECORD_WORDS)
        lines.push(JSON.stringify([...entry.words.subarray(at, at + RECORD_WORDS)]));
  }
  return lines.join('\n');
}

function parsed(lines: string): number {
  let count = 0;
  for (const line of lines.split('\n')) if (JSON.parse(line) !== undefined) count++;
  return count;
}
