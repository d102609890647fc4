import { describe, expect, test } from 'vitest';
import type { ByteWriter } from '../../src/events/byte-writer.ts';
import { encodeEvent } from '../../src/events/codec.ts';
import { RunDigest } from '../../src/events/content-digest.ts';
import { FRAME_HEADER_BYTES, HEADER_BYTES } from '../../src/events/log-format.ts';
import { type ByteSource, bytesSource, LogReader, readLog } from '../../src/events/log-reader.ts';
import { LogWriter } from '../../src/events/log-writer.ts';
import { PlainPacker } from '../../src/events/record-columns.ts';
import type { MarketEvent } from '../../src/events/vocabulary.ts';
import type { Seed, Seq } from '../../src/units/quantity.ts';
import { checkCuts, checkEveryBit, checkRefused } from './damage.ts';
import { forge, mutatedWords } from './forged-log.ts';
import { dice, randomRun } from './random-run.ts';
import { type Entry, feed, HEADER, join, kept, plain, READER, readAll, recordLog } from './recorded-log.ts';

const deaf = { control: () => {}, batch: () => {} };

describe('the log', () => {
  test('gives back every event and record, over many frames, with the run’s digest', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const entries = randomRun(seed, 300);
      const log = recordLog(entries, 600 * seed);
      const seen: Entry[] = [];
      const reader = new LogReader(bytesSource(log.bytes), READER);
      while (reader.next({ control: (event) => seen.push(event), batch: (batch) => seen.push(kept(batch)) })) {
        expect(reader.tail.bytes).toBe(log.ends[reader.tail.frames]);
      }
      expect(reader.end, `seed ${seed}`).toEqual({ ending: 'whole' });
      expect(seen.map(plain), `seed ${seed}`).toEqual(entries.map(plain));
      expect(reader.digest?.hex).toBe(log.digest);
      expect(reader.header).toEqual({ ...HEADER, formatVersion: 1 });
      expect(reader.tail.frames).toBe(log.ends.length - 1);
    }
  });

  test('reads bytes that do not start on a boundary', () => {
    const log = recordLog(randomRun(1, 60), 500);
    const shifted = new Uint8Array(log.bytes.length + 3).subarray(3);
    shifted.set(log.bytes);
    expect(readAll(shifted).end).toEqual({ ending: 'whole' });
  });

  test('reads a Buffer that does not start on a boundary', () => {
    const log = recordLog(randomRun(1, 60), 500);
    for (const shift of [1, 2, 3]) {
      const shifted = Buffer.alloc(log.bytes.length + shift);
      shifted.set(log.bytes, shift);
      const reader = new LogReader(bytesSource(shifted.subarray(shift)), READER);
      while (reader.next(deaf));
      expect(reader.end).toEqual({ ending: 'whole' });
      expect(reader.digest?.hex).toBe(log.digest);
    }
  });

  test('reads a Buffer as files are read into one', () => {
    const log = recordLog(randomRun(2, 60), 2048);
    const held = Buffer.from(new Uint8Array(log.bytes).buffer);
    expect(readAll(held).end).toEqual({ ending: 'whole' });
  });

  test('the same run gives the same bytes, however long the sink’s pieces live', () => {
    expect(recordLog(randomRun(3, 200), 900).bytes).toEqual(recordLog(randomRun(3, 200), 900).bytes);
  });

  test('everything starts on a four-byte boundary', () => {
    const log = recordLog(randomRun(2, 200), 700);
    expect(log.ends.every((end) => end % 4 === 0)).toBe(true);
    expect(log.ends.length).toBeGreaterThan(5);
  });

  test('a flush without news writes nothing, and one with news cuts a frame', () => {
    const chunks: Uint8Array[] = [];
    const digest = new RunDigest();
    const writer = new LogWriter({ sink: (bytes) => chunks.push(bytes.slice()), digest, start: HEADER });
    writer.flush();
    expect(chunks).toHaveLength(1);
    for (const entry of randomRun(1, 3)) {
      feed(digest, entry);
      feed(writer, entry);
    }
    writer.flush();
    writer.flush();
    expect(chunks).toHaveLength(2);
    expect(writer.tail).toMatchObject({ frames: 1, bytes: join(chunks).length, lastSeq: digest.count });
  });

  test('a log that is gone on with is byte for byte the log that was never interrupted', () => {
    const entries = randomRun(11, 300);
    const whole = recordLog(entries, 800);
    const torn = whole.bytes.slice(0, (whole.ends[4] as number) + 100);
    const reader = new LogReader(bytesSource(torn), READER);
    while (reader.next(deaf)) {
      // Only the tail is wanted.
    }
    expect(reader.end).toEqual({ ending: 'torn', droppedBytes: 100 });
    const chunks = [torn.slice(0, reader.tail.bytes)];
    const digest = reader.digest as RunDigest;
    const sink = (bytes: Uint8Array): unknown => chunks.push(bytes.slice());
    const writer = new LogWriter({ sink, digest, start: reader.tail, frameBytes: 800 });
    for (const entry of entries.slice(whole.entriesAt[4])) {
      feed(digest, entry);
      feed(writer, entry);
    }
    writer.flush();
    expect(join(chunks)).toEqual(whole.bytes);
    expect(digest.hex).toBe(whole.digest);
  });

  test('frames can be passed over without reading them, and the rest still read', () => {
    const entries = randomRun(12, 300);
    const log = recordLog(entries, 800);
    const reads: number[] = [];
    const source: ByteSource = {
      size: log.bytes.length,
      read: (offset, length) => {
        reads.push(length);
        return log.bytes.subarray(offset, offset + length);
      },
    };
    const reader = new LogReader(source, READER);
    for (let n = 0; n < 5; n++) expect(reader.skip()).toMatchObject({ firstSeq: expect.any(Number) });
    expect(Math.max(...reads.slice(1))).toBe(FRAME_HEADER_BYTES);
    const seen: Entry[] = [];
    while (reader.next({ control: (event) => seen.push(event), batch: (batch) => seen.push(kept(batch)) })) {
      expect(reader.digest).toBeUndefined();
    }
    expect(reader.end).toEqual({ ending: 'whole' });
    expect(seen.map(plain)).toEqual(entries.slice(log.entriesAt[5]).map(plain));
    expect(reader.skip()).toBe(false);
  });

  test('never asks its source for more than there is, and not for the whole', () => {
    const log = recordLog(randomRun(13, 400), 1_000);
    let most = 0;
    const source: ByteSource = {
      size: log.bytes.length,
      read: (offset, length) => {
        expect(offset + length).toBeLessThanOrEqual(log.bytes.length);
        most = Math.max(most, length);
        return log.bytes.slice(offset, offset + length);
      },
    };
    expect(readLog(source, deaf, READER)).toEqual({ ending: 'whole' });
    expect(most).toBeLessThan(log.bytes.length / 4);
  });
});

describe('what the writer does not let pass', () => {
  const writer = (): LogWriter => new LogWriter({ sink: () => {}, digest: new RunDigest(), start: HEADER });
  const tick = (seq: number, at: number): MarketEvent => ({ seq, at, type: 'ClockTicked', causes: [] }) as never;

  test('a seq out of turn, time that runs backwards, half a record, an event that the digest has not seen', () => {
    expect(() => writer().control(tick(2, 0))).toThrow(/seq 2 does not follow 0/);
    const late = writer();
    late.control(tick(1, 500));
    expect(() => late.control(tick(2, 499))).toThrow(/runs backwards/);
    const words = new Int32Array(24);
    const batch = { at: 0, firstSeq: 1, words, from: 0 } as const;
    expect(() => writer().batch({ ...batch, to: 13 } as never)).toThrow(/no whole number/);
    expect(() => writer().batch({ ...batch, to: 0 } as never)).toThrow(/no whole number/);
    const unseen = writer();
    unseen.control(tick(1, 0));
    expect(() => unseen.flush()).toThrow(/the digest has seen 0 events, the log 1/);
  });

  test('header texts that do not fit', () => {
    const start = { ...HEADER, engineVersion: 'x'.repeat(64) };
    expect(() => new LogWriter({ sink: () => {}, digest: new RunDigest(), start })).toThrow(/does not fit/);
    const zero = { ...HEADER, scenarioDigest: 'a\0b' };
    expect(() => new LogWriter({ sink: () => {}, digest: new RunDigest(), start: zero })).toThrow(/does not fit/);
  });
});

describe('a damaged log', () => {
  const entries = randomRun(21, 14);
  const log = recordLog(entries, 700);

  test('cut anywhere gives the frames that are whole and says what it drops', () => {
    expect(log.ends.length).toBeGreaterThan(3);
    checkCuts(log, entries);
  });

  test('with any single bit flipped is refused, with the offset, the frame and the last good seq', () => {
    checkEveryBit(log);
  });

  test('with bytes overwritten, dropped, doubled or moved is refused or torn, never read wrongly', () => {
    const roll = dice(5);
    for (let n = 0; n < 2_000; n++) {
      const damaged = log.bytes.slice();
      const length = 1 + roll(40);
      const at = roll(damaged.length - length);
      for (let i = at; i < at + length; i++) damaged[i] = roll(256);
      if (damaged.every((byte, i) => byte === log.bytes[i])) continue;
      checkRefused(log, damaged, `overwrite ${n}`);
    }
    const frames = log.ends.slice(1).map((end, i) => log.bytes.slice(log.ends[i], end));
    const header = log.bytes.slice(0, HEADER_BYTES);
    checkRefused(log, join([header, ...frames.slice(1)]), 'the first frame is missing');
    checkRefused(log, join([header, frames[0]!, ...frames]), 'the first frame stands twice');
    checkRefused(log, join([header, frames[1]!, frames[0]!, ...frames.slice(2)]), 'two frames are swapped');
    checkRefused(log, join([log.bytes, new Uint8Array(FRAME_HEADER_BYTES)]), 'zeros follow');
    const other = recordLog(entries, 1_100);
    expect(readAll(join([header, other.bytes.slice(HEADER_BYTES)])).end).toEqual({ ending: 'whole' });
  });

  test('a frame of another run does not fit in, although it is whole', () => {
    const other = recordLog(randomRun(22, 14), 700);
    const mixed = join([log.bytes.slice(0, log.ends[1]), other.bytes.slice(other.ends[1])]);
    checkRefused(log, mixed, 'frames of another run');
  });

  test('a header of another run does not fit, although header and frames are whole', () => {
    const chunks: Uint8Array[] = [];
    const start = { ...HEADER, seed: 1 as Seed };
    new LogWriter({ sink: (bytes) => chunks.push(bytes.slice()), digest: new RunDigest(), start });
    const mixed = join([...chunks, log.bytes.slice(HEADER_BYTES)]);
    const reader = new LogReader(bytesSource(mixed), READER);
    expect(reader.skip()).toBe(false);
    expect(reader.end).toMatchObject({ ending: 'refused', flaw: { frame: 1, offset: HEADER_BYTES } });
  });

  test('says whether the header of a frame or its payload is damaged, before it looks at what it holds', () => {
    const problemAt = (offset: number): unknown => {
      const damaged = log.bytes.slice();
      damaged[offset]! ^= 4;
      const { end } = readAll(damaged);
      return end.ending === 'refused' && `${end.flaw.frame}: ${end.flaw.problem}`;
    };
    const second = log.ends[1] as number;
    expect(problemAt(30)).toBe('0: the header is damaged: its checksum differs');
    expect(problemAt(second + 4)).toBe('2: the frame header is damaged: its checksum differs');
    expect(problemAt(second + FRAME_HEADER_BYTES + 40)).toBe('2: the frame is damaged: its checksum differs');
  });

  test('what is no log at all is told apart from a log that is torn', () => {
    const flawOf = (bytes: Uint8Array): unknown => readAll(bytes).end;
    expect(flawOf(new Uint8Array(0))).toEqual({ ending: 'torn', droppedBytes: 0 });
    expect(flawOf(new TextEncoder().encode('date,market\n'))).toMatchObject({
      ending: 'refused',
      flaw: { problem: expect.stringContaining('not an event log'), offset: 0, frame: 0, lastGoodSeq: 0 },
    });
    expect(flawOf(new Uint8Array(5_000))).toMatchObject({ ending: 'refused' });
  });
});

describe('a log by a stranger', () => {
  const problemOf = (bytes: Uint8Array): string => {
    const { end, entries } = readAll(bytes);
    expect(entries).toEqual([]);
    return end.ending === 'refused' ? end.flaw.problem : end.ending;
  };
  const tick = { seq: 1, at: 1e12, type: 'ClockTicked', causes: [] } as never as MarketEvent;
  const entry = (out: ByteWriter, tag: number, length: number, at = 1e12): void => {
    out.word(tag);
    out.word(length);
    out.integer(at);
  };

  test('is refused where lengths lie, entries are unknown, time runs backwards or counts do not agree', () => {
    expect(problemOf(forge((out) => out.word(1), 1))).toMatch(/middle of an entry/);
    expect(problemOf(forge((out) => entry(out, 1, 2 ** 31), 1))).toMatch(
      /an entry of 2147483648 bytes where 0 are left/,
    );
    expect(problemOf(forge((out) => entry(out, 1, 0), 1))).toMatch(/middle of a field/);
    expect(problemOf(forge((out) => entry(out, 7, 0), 1))).toBe(
      'an entry of kind 7 is unknown: the log was written by engine 0.1.0, this is engine 0.1.0',
    );
    expect(problemOf(forge((out) => entry(out, 2, 0), 1))).toMatch(/no blocks of records/);
    expect(problemOf(forge((out) => encodeEvent(tick, out), 2))).toMatch(/holds 1 of 2 events/);
    expect(problemOf(forge((out) => encodeEvent({ ...tick, seq: 2 as Seq }, out), 1))).toMatch(
      /seq 2 does not follow 0/,
    );
    const two = (at: number) => (out: ByteWriter) => {
      encodeEvent(tick, out);
      encodeEvent({ ...tick, seq: 2, at } as never, out);
    };
    expect(problemOf(forge(two(1e12 - 1), 2))).toMatch(/runs backwards/);
    expect(problemOf(forge(two(1e12), 1))).toMatch(/more than the 1 events/);
    expect(problemOf(forge(two(1e12), 2))).toMatch(/do not give the digest/);
    const records = (kind: number) => (out: ByteWriter) => {
      const packed = new PlainPacker().pack(Int32Array.from([kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]), 0, 12);
      entry(out, 2, 4 * packed.length);
      out.copy(packed, 0, packed.length);
    };
    expect(problemOf(forge(records(77), 1))).toMatch(
      /^record 1 of kind 77 is unknown: the log was written by engine 0.1.0, this is engine 0.1.0$/,
    );
    expect(problemOf(forge(records(1), 1))).toMatch(/instrument 0 of 0 listed/);
  });

  test('with any bytes in a rightly sealed frame is refused or read, never a crash', () => {
    const good = recordLog(randomRun(31, 60)).bytes;
    const payload = good.slice(HEADER_BYTES + FRAME_HEADER_BYTES);
    const words = new Int32Array(payload.buffer);
    const head = new DataView(good.buffer, HEADER_BYTES);
    const count = head.getUint32(12, true);
    for (let seed = 1; seed <= 1_500; seed++) {
      const roll = dice(seed);
      const mutated = mutatedWords(words, roll);
      const { end } = readAll(forge((out) => out.copy(mutated, 0, mutated.length), count));
      expect(end.ending, `seed ${seed}`).toBe('refused');
    }
  });
});

describe('a log of another version', () => {
  const resealed = (change: (header: DataView) => void): Uint8Array => {
    const { bytes } = recordLog(randomRun(1, 3));
    change(new DataView(bytes.buffer));
    return bytes;
  };

  test('a newer format is refused with both versions', () => {
    const { end } = readAll(
      resealed((header) => header.setUint32(8, 2, true)),
      { engineVersion: '0.0.9' },
    );
    expect(end).toMatchObject({
      ending: 'refused',
      flaw: { problem: 'log format 2, written by engine 0.1.0; engine 0.0.9 reads format 1', frame: 0, offset: 8 },
    });
  });

  test('an event type or version from the future is refused with both engines', () => {
    const future = (word: number): unknown => {
      const tick = { seq: 1, at: 1e12, type: 'ClockTicked', causes: [] } as never;
      const bytes = forge((out) => {
        encodeEvent(tick, out);
        out.patch(FRAME_HEADER_BYTES + 16, word);
      }, 1);
      const { end } = readAll(bytes, { engineVersion: '0.0.9' });
      return end.ending === 'refused' && end.flaw;
    };
    expect(future(500 | (1 << 16))).toEqual({
      problem: 'event type 500 is unknown: the log was written by engine 0.1.0, this is engine 0.0.9',
      offset: HEADER_BYTES + FRAME_HEADER_BYTES + 16,
      frame: 1,
      lastGoodSeq: 0,
      isNewer: true,
    });
    expect(future(13 | (9 << 16))).toMatchObject({
      problem:
        'ClockTicked version 9 (the newest read is 1) is unknown: the log was written by engine 0.1.0, this is engine 0.0.9',
    });
  });

  test('the header keeps its texts and the largest seed', () => {
    const start = { engineVersion: '10.20.30-ü', scenarioDigest: 'f'.repeat(127), seed: (2 ** 53 - 1) as Seed };
    const chunks: Uint8Array[] = [];
    new LogWriter({ sink: (bytes) => chunks.push(bytes.slice()), digest: new RunDigest(), start });
    expect(new LogReader(bytesSource(join(chunks)), READER).header).toEqual({ ...start, formatVersion: 1 });
  });
});
