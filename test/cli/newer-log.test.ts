/** A log by a newer program: refused by every command that reads one, with both versions and the place, and nothing written. */
import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ENGINE_VERSION } from '../../src/cli/program.ts';
import { RunDigest } from '../../src/events/content-digest.ts';
import { EVENTS } from '../../src/events/fields.ts';
import { bytesSource, LogReader } from '../../src/events/log-reader.ts';
import { LogWriter } from '../../src/events/log-writer.ts';
import { Catalogue, type PlainTable, type Upcaster } from '../../src/events/upcast.ts';
import type { MarketEvent } from '../../src/events/vocabulary.ts';
import { seed } from '../../src/units/quantity.ts';
import { InProcess } from './in-process.ts';

const NEWER = '9.9.9';
let place: InProcess;
let record: Record<string, unknown>;
let lastSeq: number;
let log: Buffer;

const { ClockTicked, ...others } = EVENTS;
const newTick = { code: 13, version: 2, fields: { venue: 'name' } } as const;
const steps: Upcaster[] = [{ type: 'ClockTicked', from: 1, fields: ClockTicked.fields, up: () => ({ venue: '' }) }];
/** Programs to come: one with a new type of event, one in which a type has changed. */
const WITH_TYPE = new Catalogue(
  { ...EVENTS, CouponPaid: { code: 900, version: 1, fields: { face: 'face' } } } as PlainTable,
  [],
);
const WITH_VERSION = new Catalogue({ ...others, ClockTicked: newTick } as PlainTable, steps);

/** The log of the run, and one event more. */
function writtenBy(catalogue: Catalogue, event: object): Buffer {
  const blocks: Uint8Array[] = [];
  const digest = new RunDigest({ catalogue });
  const scenarioDigest = (record.scenario as { digest: string }).digest;
  const start = { engineVersion: NEWER, scenarioDigest, seed: seed(7) };
  const writer = new LogWriter({ sink: (bytes) => blocks.push(bytes.slice()), digest, catalogue, start });
  const both = [digest, writer];
  const reader = new LogReader(bytesSource(new Uint8Array(log)), { engineVersion: NEWER, catalogue });
  const visitor = {
    control: (each: MarketEvent) => both.map((to) => to.control(each)),
    batch: (each: Parameters<RunDigest['batch']>[0]) => both.map((to) => to.batch(each)),
  };
  while (reader.next(visitor));
  writer.flush();
  visitor.control({ seq: digest.count + 1, at: Date.UTC(2026, 0, 21), causes: [], ...event } as never);
  writer.flush();
  return Buffer.concat(blocks);
}

function newerFormat(): Buffer {
  const bytes = Buffer.from(log);
  bytes.writeUInt32LE(2, 8);
  bytes.fill(0, 24, 88).write(NEWER, 24);
  return bytes;
}

const HEADER = `in its header: log format 2, written by engine ${NEWER}; engine ${ENGINE_VERSION} reads format 1; good up to seq 0`;
const told = (what: string): string =>
  `${what} is unknown: the log was written by engine ${NEWER}, this is engine ${ENGINE_VERSION}; good up to seq `;

beforeAll(async () => {
  place = new InProcess();
  await place.spillover('run', 'small.yaml', '--seed', '7', '--out', 'run', '--until', '2026-01-19T07:00Z');
  record = JSON.parse(place.read('run/run.json'));
  lastSeq = (record.log as { last_seq: number }).last_seq;
  log = place.bytes('run/events.log');
});
afterAll(() => place.remove());

/** As a program of this version meets it: fork asks run.json first. */
function put(bytes: Buffer): void {
  place.write('run/run.json', JSON.stringify({ ...record, digest: null, log: null }));
  place.writeBytes('run/events.log', bytes);
}

test.each([
  ['replay', 'run'],
  ['export', 'run'],
  ['why', 'run', '5'],
  ['why', 'run', 'noise sells jgb'],
  ['fork', 'run', '--at', '2026-01-19T15:20+09:00'],
])('a log with a newer format is refused by %s %s', async (...args) => {
  put(newerFormat());
  const { code, stdout, stderr } = await place.spillover(...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toBe(`spillover: run/events.log: newer than this program at byte 8, ${HEADER}\n`);
  expect(readdirSync(place.path).sort()).toEqual(['run', 'small.yaml']);
  expect(place.has('run/tables') ? readdirSync(`${place.path}/run/tables`) : []).toEqual([]);
});

test.each([
  ['a new type of event', WITH_TYPE, { type: 'CouponPaid', face: 5 }, 'event type 900', true],
  [
    'a new version of a type',
    WITH_VERSION,
    { type: 'ClockTicked', venue: 'ose' },
    'ClockTicked version 2 (the newest read is 1)',
    false,
  ],
] as const)('a log with %s is refused where it stands', async (_, catalogue, event, what, isLast) => {
  put(writtenBy(catalogue, event));
  const { code, stdout, stderr } = await place.spillover('replay', 'run', '--json');
  expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
  const [error] = JSON.parse(stdout).errors;
  expect(error).toMatchObject({ file: 'run/events.log', expected: 'a log by this version or an earlier one' });
  expect(error.found).toMatch(/^newer than this program at byte \d+, in frame \d+: /);
  expect(error.found).toContain(told(what) + (isLast ? String(lastSeq) : ''));
});

test('a run of a newer engine is neither forked, gone on with nor rerun, and both versions are named', async () => {
  place.writeBytes('run/events.log', log);
  place.write('run/run.json', JSON.stringify({ ...record, engine_version: NEWER }));
  for (const [args, said] of [
    [['fork', 'run', '--at', '300'], `run was run by engine ${NEWER}, this is ${ENGINE_VERSION}`],
    [['run', '--resume', 'run'], `run was run by engine ${NEWER}, this is ${ENGINE_VERSION}`],
    [['why', 'run', '300', '--prove'], `run was run by other code (engine ${NEWER}, this is ${ENGINE_VERSION})`],
  ] as const) {
    const { code, stdout, stderr } = await place.spillover(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(said);
  }
  expect((await place.spillover('replay', 'run')).code).toBe(0);
});
