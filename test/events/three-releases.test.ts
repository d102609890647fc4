/** Logs of three releases of the vocabulary, read by each of them. */
import { describe, expect, test } from 'vitest';
import { CutVisitor } from '../../src/cli/log/cut-visitor.ts';
import { RunDigest } from '../../src/events/content-digest.ts';
import { bytesSource, LogReader, type LogVisitor, readLog } from '../../src/events/log-reader.ts';
import { LogWriter } from '../../src/events/log-writer.ts';
import { Catalogue, type Succession } from '../../src/events/upcast.ts';
import type { MarketEvent } from '../../src/events/vocabulary.ts';
import type { SimTime } from '../../src/units/quantity.ts';
import { HEADER, join } from './recorded-log.ts';
import { RELEASES, type Release } from './three-releases.ts';

const [first, second, third] = RELEASES as [Release, Release, Release];

interface Written {
  readonly bytes: Uint8Array;
  readonly digest: string;
  /** What each event cites and is cited by. */
  readonly contents: readonly string[];
}

function write({ catalogue, engineVersion, events }: Release): Written {
  const chunks: Uint8Array[] = [];
  const contents: string[] = [];
  const digest = new RunDigest({ catalogue, observe: (_, content) => contents.push(content) });
  const sink = (bytes: Uint8Array): unknown => chunks.push(bytes.slice());
  const writer = new LogWriter({ sink, digest, catalogue, start: { ...HEADER, engineVersion }, frameBytes: 200 });
  for (const event of events as unknown as MarketEvent[]) {
    digest.control(event);
    writer.control(event);
  }
  writer.flush();
  return { bytes: join(chunks), digest: digest.hex, contents };
}

function read(bytes: Uint8Array, { catalogue, engineVersion }: Release): { reader: LogReader; events: MarketEvent[] } {
  const events: MarketEvent[] = [];
  const reader = new LogReader(bytesSource(bytes), { engineVersion, catalogue });
  while (reader.next({ control: (event) => events.push(event), batch: () => undefined }));
  return { reader, events };
}

const LOGS = RELEASES.map(write);
const [firstLog, , thirdLog] = LOGS as [Written, Written, Written];

const OLD_TO_NEW = [
  [first, first],
  [first, second],
  [first, third],
  [second, second],
  [second, third],
  [third, third],
] as const;

describe('a log of an earlier release', () => {
  test.each(OLD_TO_NEW.map(([from, to]) => [from.engineVersion, to.engineVersion, from, to] as const))(
    'written by %s, read by %s: the same facts in the words of today, and the digest that was recorded',
    (...[, , from, to]) => {
      const log = LOGS[RELEASES.indexOf(from)] as Written;
      const { reader, events } = read(log.bytes, to);
      expect(reader.end).toEqual({ ending: 'whole' });
      expect(reader.tail.frames).toBeGreaterThan(1);
      expect(events).toEqual(to.events);
      expect(reader.digest?.hex).toBe(log.digest);
    },
  );

  test('has the digest of its own form: what is changed has another content from there on, and so has what follows from it', () => {
    const same = firstLog.contents.map((content, n) => content === thirdLog.contents[n]);
    // The opening and the clock; the refusal, whose word stands in both lists; not the belief, which cites the rate.
    expect(same).toEqual([true, true, false, false, false, false, true, false, false]);
  });

  test('whose frames state the digest of today’s form is refused: it was not written so', () => {
    const chunks: Uint8Array[] = [];
    const digest = new RunDigest({ catalogue: third.catalogue });
    const { catalogue, engineVersion } = first;
    const sink = (bytes: Uint8Array): unknown => chunks.push(bytes.slice());
    const writer = new LogWriter({ sink, digest, catalogue, start: { ...HEADER, engineVersion } });
    for (const event of third.events) digest.control(event as unknown as MarketEvent);
    for (const event of first.events) writer.control(event as unknown as MarketEvent);
    writer.flush();
    const { reader, events } = read(join(chunks), third);
    expect(reader.end).toMatchObject({ flaw: { problem: 'the events do not give the digest that the frame states' } });
    expect(events).toEqual([]);
  });

  test('cut at any of its events gives the digest that it had there when it was written', () => {
    const digests = first.events.map((_, n) => write({ ...first, events: first.events.slice(0, n + 1) }).digest);
    for (const [n, event] of first.events.entries()) {
      const passed: MarketEvent[] = [];
      const inner: LogVisitor = { control: (each) => passed.push(each), batch: () => undefined };
      const cut = new CutVisitor(inner, { kind: 'time', at: event.at as SimTime });
      readLog(firstLog.bytes, cut, { engineVersion: third.engineVersion, catalogue: third.catalogue });
      expect(cut.digest.hex).toBe(digests[n]);
      expect(passed).toEqual(third.events.slice(0, n + 1));
    }
  });

  test('gone on with by a later one reads as one log, each event in the form in which it was written', () => {
    const { reader } = read(firstLog.bytes, third);
    const digest = reader.digest as RunDigest;
    const chunks = [firstLog.bytes];
    const sink = (bytes: Uint8Array): unknown => chunks.push(bytes.slice());
    const writer = new LogWriter({ sink, digest, catalogue: third.catalogue, start: reader.tail });
    const said = { market: 'jgb', speaker: '', headline: '', weight: 1 };
    const spoken = { seq: 10, at: 2e12, type: 'OfficialAlarmed', causes: [3, 5], ...said } as never;
    digest.control(spoken);
    writer.control(spoken);
    writer.flush();
    const again = read(join(chunks), third);
    expect(again.reader.end).toEqual({ ending: 'whole' });
    expect(again.events).toEqual([...third.events, spoken]);
    expect(again.reader.digest?.hex).toBe(digest.hex);
  });
});

describe('a log of a later release', () => {
  const problem = (written: Release, reader: Release): unknown => {
    const { end } = read(write(written).bytes, reader).reader;
    return end?.ending === 'refused' ? end.flaw.problem : end?.ending;
  };
  const only = (release: Release, ...seqs: readonly number[]): Release => ({
    ...release,
    events: release.events
      .filter(({ seq }) => seqs.includes(seq as number))
      .map((event, n) => ({ ...event, causes: [], seq: n + 1 })),
  });

  test('is refused at the first version that is not known, with both engines', () => {
    expect(problem(second, first)).toBe(
      'PolicyRateSet version 2 (the newest read is 1) is unknown: the log was written by engine 0.2.0, this is engine 0.1.0',
    );
    expect(problem(third, second)).toMatch(/^PolicyRateSet version 3 \(the newest read is 2\) .* 0\.3\.0, .* 0\.2\.0$/);
  });

  test('is refused at the first type that is not known, with both engines', () => {
    expect(problem(only(second, 1, 2, 8), first)).toBe(
      'event type 900 is unknown: the log was written by engine 0.2.0, this is engine 0.1.0',
    );
  });

  test('is refused at a word that is not known, even where nobody raised the version', () => {
    const row = { code: 43, version: 1, fields: second.catalogue.layoutOf('BidRefused').fields };
    const fields = Object.fromEntries(row.fields.map(({ name, kind }) => [name, kind]));
    const careless = new Catalogue({ BidRefused: { ...row, fields } }, []);
    const event = { ...(first.events[6] as object), seq: 1, causes: [], reason: 'tooLate' };
    const log: Release = { engineVersion: '0.2.0', catalogue: careless, events: [event] };
    expect(problem(log, first)).toMatch(
      /^word 7 of a list of 7 \(closed, .*\) is unknown: the log was written by engine 0\.2\.0, this is engine 0\.1\.0$/,
    );
  });

  test('is read where it holds nothing that is new', () => {
    expect(problem(only(third, 1, 2, 9), first)).toBe('whole');
  });
});

describe('what a catalogue does not accept', () => {
  const table = { New: { code: 2, version: 1, fields: { amount: 'int' } } } as const;
  const renamed: Succession = {
    type: 'Old',
    code: 1,
    from: 1,
    fields: { yen: 'int' },
    to: ['New'],
    succeed: ({ yen }) => ({ type: 'New', version: 1, fields: { amount: yen as number } }),
  };
  const upcast = (step: Succession): unknown => {
    const catalogue = new Catalogue(table, [], [step]);
    const found = catalogue.find(1, 1);
    if (!('layout' in found)) throw new Error('not found');
    return catalogue.upcast(found.layout, { seq: 1, at: 1, type: 'Old', causes: [], yen: 5 });
  };

  test('a type with a successor that is there still, its number given anew, two successors', () => {
    expect(() => new Catalogue({ ...table, Old: { ...table.New, code: 3 } }, [], [renamed])).toThrow(
      /Old has a successor and is in the table/,
    );
    expect(() => new Catalogue({ New: { ...table.New, code: 1 } }, [], [renamed])).toThrow(/two event types have/);
    expect(() => new Catalogue(table, [], [renamed, renamed])).toThrow(/two upcasters read Old 1/);
    expect(() => new Catalogue(table, [], [{ ...renamed, from: 2 }])).toThrow(/Old is at version 2, but no upcaster/);
  });

  test('an event that is brought up to something else than today’s fields', () => {
    expect(upcast(renamed)).toEqual({ seq: 1, at: 1, type: 'New', causes: [], amount: 5 });
    const to = (type: string, version: number, fields: Record<string, number>): Succession => ({
      ...renamed,
      succeed: () => ({ type, version, fields }),
    });
    expect(() => upcast(to('New', 1, {}))).toThrow(/Old 1 is brought up to New 1 with $/);
    expect(() => upcast(to('New', 1, { amount: 5, yen: 5 }))).toThrow(/New 1 with amount, yen/);
    expect(() => upcast(to('New', 1, { yen: 5 }))).toThrow(/New 1 with yen/);
    expect(() => upcast(to('New', 2, { amount: 5 }))).toThrow(/brought up to New 2/);
    expect(() => upcast(to('Newer', 1, { amount: 5 }))).toThrow(/Old is succeeded by Newer, which it does not name/);
  });

  test('types that are no more and lead to each other, or to themselves, or to a type that never was', () => {
    const leads = (type: string, code: number, ...to: readonly string[]): Succession => ({
      ...renamed,
      type,
      code,
      to,
    });
    const catalogue = (...steps: readonly Succession[]) => new Catalogue(table, [], steps);
    expect(() => catalogue(leads('Old', 1, 'Older', 'New'), leads('Older', 3, 'Old'))).toThrow(
      /types that are no more lead to each other: Old/,
    );
    expect(() => catalogue(leads('Old', 1, 'Old'))).toThrow(/lead to each other: Old$/);
    expect(() => catalogue(leads('Old', 1, 'Newer'))).toThrow(/Newer succeeds a type and is not in the table/);
    const chain = catalogue(leads('Oldest', 4, 'Older', 'New'), leads('Older', 3, 'Old'), leads('Old', 1, 'New'));
    expect(chain.find(4, 1)).toMatchObject({ layout: { type: 'Oldest' } });
  });
});
