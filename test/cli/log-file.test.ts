/** The log on a failing disk: the n-th call fails, for every n, once or for ever, and nothing that was good is lost. */
import { describe, expect, test } from 'vitest';
import { EnvironmentFault } from '../../src/cli/environment-fault.ts';
import { LogFile } from '../../src/cli/log/log-file.ts';
import { LogObserver } from '../../src/cli/run/log-observer.ts';
import { writeWhole } from '../../src/cli/whole-file.ts';
import { Simulation } from '../../src/engine/simulation.ts';
import { type LogEnd, LogReader } from '../../src/events/log-reader.ts';
import type { RecordBatch } from '../../src/events/records.ts';
import type { MarketEvent } from '../../src/events/vocabulary.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import type { SimTime } from '../../src/units/quantity.ts';
import { parseIsoTime } from '../../src/units/time.ts';
import { SEED, smallWorld } from '../engine/small-world.ts';
import { type Failure, MemoryDisk } from './memory-disk.ts';

const NAME = 'events.log';
const HEADER = { engineVersion: '0', scenarioDigest: 'small', seed: SEED };

/** Everything that a short run publishes, kept so that it can be written again and again. */
function tape(scenario: Scenario): (MarketEvent | RecordBatch)[] {
  const entries: (MarketEvent | RecordBatch)[] = [];
  const run = new Simulation({
    scenario,
    seed: SEED,
    observe: (stream) => {
      stream.events$.subscribe((event) => entries.push(event));
      stream.batches$.subscribe((batch) => {
        entries.push({ ...batch, words: batch.words.slice(batch.from, batch.to), from: 0, to: batch.to - batch.from });
      });
    },
  });
  run.advance(parseIsoTime('2026-01-19T06:30:00Z') as SimTime);
  return entries;
}

const TAPE = tape(smallWorld());
/** A frame each so many entries: a short run, and many frames. */
const FLUSH_EVERY = 8;

/** Writes the tape until something fails. */
function write(disk: MemoryDisk): { fault: EnvironmentFault | undefined; observer: LogObserver | undefined } {
  let observer: LogObserver | undefined;
  try {
    const file = new LogFile(disk, NAME);
    observer = new LogObserver(file, HEADER);
    for (const [at, entry] of TAPE.entries()) {
      if ('words' in entry) observer.batch(entry);
      else observer.control(entry);
      if (at % FLUSH_EVERY === FLUSH_EVERY - 1) observer.flush();
    }
    observer.flush();
    observer.close();
    return { fault: undefined, observer };
  } catch (error) {
    if (!(error instanceof EnvironmentFault)) throw error;
    return { fault: error, observer };
  }
}

function read(bytes: Uint8Array): { end: LogEnd; lastSeq: number; bytes: number } {
  const reader = new LogReader({ size: bytes.length, read: (at, length) => bytes.slice(at, at + length) }, HEADER);
  while (reader.next({ control: () => undefined, batch: () => undefined }));
  return { end: reader.end as LogEnd, lastSeq: reader.tail.lastSeq, bytes: reader.tail.bytes };
}

const whole = new MemoryDisk();
write(whole);
const WHOLE = whole.bytesOf(NAME);

test('a disk that never fails holds the whole log', () => {
  expect(read(WHOLE).end).toEqual({ ending: 'whole' });
  expect(whole.calls).toBeGreaterThan(20);
});

const KINDS: readonly Failure['kind'][] = ['ENOSPC', 'EIO', 'EACCES', 'EROFS', 'nothing taken'];
const CASES = KINDS.flatMap((kind) => [true, false].map((forEver) => [kind, forEver] as const));

describe.each(CASES)('%s, for ever: %s', (kind, forEver) => {
  test('whichever call fails first, what was good before is still there', () => {
    let failed = 0;
    for (let n = 1; ; n++) {
      const disk = new MemoryDisk({ at: n, kind, forEver });
      const { fault, observer } = write(disk);
      if (!disk.hasFailed) break;
      const bytes = disk.bytesOf(NAME);
      const found = read(bytes);
      const place = `call ${n}`;
      expect(found.end.ending, place).not.toBe('refused');
      expect(Buffer.from(bytes.subarray(0, found.bytes)).equals(WHOLE.subarray(0, found.bytes)), place).toBe(true);
      if (fault === undefined) continue; // a failing close loses nothing
      failed++;
      expect(fault.message, place).toContain(NAME);
      // What is said to be there is there; more may be, where the disk would not even cut off what it had not confirmed.
      const kept = observer?.kept.lastSeq ?? 0;
      if (forEver) expect(found.lastSeq, place).toBeGreaterThanOrEqual(kept);
      else expect(found.lastSeq, place).toBe(kept);
    }
    expect(failed).toBeGreaterThan(10);
  });
});

test('short writes are carried on with and change nothing', () => {
  for (const kind of ['one byte', 'half'] as const) {
    const disk = new MemoryDisk({ at: 1, kind, forEver: true });
    expect(write(disk).fault).toBeUndefined();
    expect(Buffer.from(disk.bytesOf(NAME)).equals(WHOLE)).toBe(true);
  }
});

test('after a failure nothing more is written, however often it is asked for', () => {
  const disk = new MemoryDisk({ at: 4, kind: 'ENOSPC', forEver: false });
  const file = new LogFile(disk, NAME);
  file.append(new Uint8Array(10));
  expect(() => file.append(new Uint8Array(20))).toThrow(EnvironmentFault);
  expect(() => file.append(new Uint8Array(30))).toThrow(/no space left on the device \(ENOSPC\)/);
  expect(file.bytes).toBe(10);
  expect(disk.bytesOf(NAME)).toHaveLength(10);
});

test('a new log never takes the place of one that is there', () => {
  const disk = new MemoryDisk();
  new LogFile(disk, NAME).append(new Uint8Array(5));
  expect(() => new LogFile(disk, NAME)).toThrow(/cannot create events\.log: .*\(EEXIST\)/);
});

test('a small file is always the old one or the new one, whichever call fails', () => {
  for (const kind of KINDS) {
    for (let n = 1; ; n++) {
      const disk = new MemoryDisk();
      writeWhole(disk, 'run.json', 'the old one');
      disk.failFrom({ at: n, kind, forEver: true });
      let text = 'the new and longer one';
      try {
        writeWhole(disk, 'run.json', text);
      } catch (error) {
        expect(error).toBeInstanceOf(EnvironmentFault);
        text = 'the old one';
      }
      expect(Buffer.from(disk.bytesOf('run.json')).toString(), `${kind}, call ${n}`).toBe(text);
      if (!disk.hasFailed) break;
    }
  }
});
