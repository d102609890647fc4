/** Snapshots are anybody's: what is not as it was written, or not of this run, is left out, and never gives a wrong result. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { why } from '../../../src/cli/commands/why.ts';
import { SNAPSHOT_HEADER_BYTES } from '../../../src/cli/snapshots/snapshot-header.ts';
import { readPayloadFile, readWords } from '../../../src/cli/snapshots/snapshot-reading.ts';
import { bytesSource, readLog } from '../../../src/events/log-reader.ts';
import type { MarketEvent } from '../../../src/events/vocabulary.ts';
import { SMALL_WORLD } from '../../engine/small-world.ts';
import { SnapshotFolder } from './hostile-snapshot.ts';
import { digestOf, everyMinutes, keyOf, Runs } from './kept-run.ts';

const runs = new Runs();
let straight: string | null;
let folder: SnapshotFolder;
let names: string[];
let last: string;
let [seq, before] = [0, 0];
let good: Buffer;

beforeAll(async () => {
  const wanted = { yaml: SMALL_WORLD, until: '2026-01-19T07:00Z', snapshots: everyMinutes(20) };
  const end = await runs.run('run', wanted);
  straight = digestOf(end);
  folder = new SnapshotFolder(join(runs.path, 'run'), keyOf(end, 'record' in end ? end.record.scenario.digest : ''));
  names = readdirSync(folder.folder)
    .filter((name) => name.endsWith('.snapshot'))
    .sort();
  [before = 0, seq = 0] = names.slice(-2).map(Number.parseFloat);
  last = names.at(-1) as string;
  good = folder.bytes(last);
});
afterAll(() => runs.remove());

/** Up to the last snapshot, so that the one before it serves. */
function lastNoise(log: Buffer): number {
  let last = 0;
  const control = ({ type, seq: at }: MarketEvent): void => {
    if (type === 'NoiseDrawn' && at <= seq) last = at;
  };
  readLog(bytesSource(new Uint8Array(log)), { control, batch: () => undefined }, { engineVersion: '0' });
  return last;
}

test('as they were written the last of them serves', () => {
  expect(names.length).toBeGreaterThan(1);
  expect(folder.last()).toEqual({ seq, why: [] });
});

test('a flipped bit anywhere in the header, or a torn file, leaves it out for the one before', () => {
  for (let at = 0; at < SNAPSHOT_HEADER_BYTES; at += 7) {
    const flipped = Buffer.from(good);
    flipped[at] = (flipped[at] as number) ^ (1 << (at % 8));
    folder.write(last, flipped);
    expect(folder.last(), `bit of byte ${at}`).toEqual({ seq: before, why: [expect.stringMatching(/^it/)] });
  }
  for (const length of [0, 1, 511, 512, 513, good.length - 4, good.length - 1]) {
    folder.write(last, good.subarray(0, length));
    expect(folder.last().seq, `${length} bytes`).toBe(before);
  }
  folder.write(last, Buffer.concat([good, Buffer.alloc(4)]));
  expect(folder.last()).toEqual({ seq: before, why: ['it is too long'] });
  folder.write(last, good);
});

test.skipIf(process.platform === 'win32')('a pipe in its place is not waited for', () => {
  rmSync(join(folder.folder, last));
  execFileSync('mkfifo', [join(folder.folder, last)]);
  expect(folder.last()).toEqual({ seq: before, why: ['it is no file'] });
  rmSync(join(folder.folder, last));
  folder.write(last, good);
});

test('no more is read than its header speaks of', () => {
  const { header } = folder.read(last);
  folder.write(last, Buffer.concat([good, Buffer.alloc(1_000_000)]));
  expect(readPayloadFile(join(folder.folder, last), header)).toHaveLength(header.payload.bytes + 1);
  expect(folder.last()).toEqual({ seq: before, why: ['it is too long'] });
  folder.write(last, good);
  expect(readWords(join(folder.folder, 'contents'), 24)).toHaveLength(6);
});

test('a fork and a proof that it fails leave it to the run that it is of', async () => {
  const name = names.at(-2) as string;
  const [bytes, { payload }] = [folder.bytes(name), folder.read(name)];
  folder.forge(name, { ...payload, snapshot: { ...payload.snapshot, institutions: [] } });
  runs.cut('run', 'parent', runs.log('run').length);
  folder.write(name, bytes);
  runs.amend('parent', { complete: true, digest: straight });
  expect(await runs.fork('parent', 'fork', '2026-01-19T06:59Z', 'loops.L1=off')).toBe(0);
  const path = join(runs.path, 'parent', 'snapshots', name);
  expect(runs.told).toContain(`${path} was of no use and can be removed`);
  const asked = String(lastNoise(runs.log('parent')));
  const proved = runs.heard(() => why({ run: join(runs.path, 'parent'), asked, prove: true, json: true }));
  expect(await proved, runs.told).toBe(0);
  expect(runs.told).toMatch(/going on from the snapshot at seq .* failed: /);
  expect(runs.told).toContain(`${path} was of no use and can be removed`);
  expect(existsSync(path)).toBe(true);
});

test('one of other code, another engine, scenario or seed is left out, and says so', () => {
  const { key } = folder;
  expect(folder.last({ ...key, code: 'other' })).toMatchObject({ seq: 0 });
  expect(folder.last({ ...key, code: 'other' }).why).toContain('it was taken by other code');
  expect(folder.last({ ...key, engineVersion: '0.0.9' }).why).toContain(`it was taken by engine ${key.engineVersion}`);
  expect(folder.last({ ...key, seed: 8 }).why).toContain('it is of another run');
  expect(folder.last({ ...key, scenarioDigest: '' }).why).toContain('it is of another run');
});

test('one that does not lie at a frame of this log is left out', async () => {
  const { header, payload } = folder.read(last);
  const { place } = header;
  const otherPlaces = [
    { ...place, lastFrameAt: place.lastFrameAt - 4 },
    { ...place, tail: { ...place.tail, chain: place.tail.chain.map((word) => word + 1) } },
    { ...place, tail: { ...place.tail, bytes: place.tail.bytes + 4 } },
    { ...place, tail: { ...place.tail, bytes: 2 ** 40 } },
    folder.read(names.at(-2) as string).header.place,
  ];
  for (const other of otherPlaces) {
    folder.forge(last, payload, { place: other });
    expect(folder.last().seq).toBe(before);
  }
  folder.forge(last, payload, { digest: header.digest.map((word) => word ^ 1) });
  expect(folder.last()).toEqual({ seq: before, why: ['it is not of this log'] });
  folder.write(last, good);
  const renamed = '0000999999.snapshot';
  folder.write(renamed, good);
  expect(folder.last()).toEqual({ seq, why: ['its name is that of another'] });
  rmSync(join(folder.folder, renamed));
});

test('a payload that cannot be read, or is of another kind, is left out although its checksum is right', () => {
  const { payload } = folder.read(last);
  const others: unknown[] = [
    null,
    7,
    [],
    {},
    { snapshot: {} },
    { ...payload, snapshot: { ...payload.snapshot, seq: 1 } },
  ];
  for (const other of others) {
    folder.forge(last, other as never);
    expect(folder.last()).toEqual({ seq: before, why: ['what it holds is not what its header says'] });
  }
  folder.write(last, good);
});

test('without the content digests, or with others, it serves no seek, and a seek says the same as ever', async () => {
  const contents = folder.bytes('contents');
  const moment = { kind: 'seq', seq: seq + 1 } as never;
  const { shown } = await runs.seek('run', moment, false);
  for (const other of [contents.subarray(0, 100), contents.map((byte, at) => (at === 50 ? byte ^ 1 : byte))]) {
    folder.write('contents', other);
    expect(folder.last()).toEqual({
      seq: 0,
      why: expect.arrayContaining(['the content digests that it needs are not there']),
    });
    expect(await runs.seek('run', moment)).toEqual({ shown, restoredAt: 0 });
  }
  folder.write('contents', contents);
});

test('a world that never was is noticed where the log goes on otherwise, and the first event is the judge', async () => {
  const { payload } = folder.read(last);
  const { snapshot } = payload;
  const forgeries = [
    { ...snapshot, institutions: [] },
    { ...snapshot, nextOrder: snapshot.nextOrder + 1 },
    { ...snapshot, world: { ...snapshot.world, opened: undefined } },
    { ...snapshot, gauges: 'none' },
  ];
  for (const forged of forgeries) {
    folder.forge(last, { ...payload, snapshot: forged as never });
    runs.cut('run', 'cut', runs.log('run').length);
    const end = await runs.resume('cut');
    expect(digestOf(end)).toBe(straight);
    expect(runs.told).toMatch(/going on from the snapshot at seq [\d,]+, \S+ failed: /);
    expect(runs.told).toContain('repeating from the first event, without snapshots');
    expect(existsSync(join(runs.path, 'cut', 'snapshots', last)), 'it is not met again').toBe(false);
    expect(runs.told).toContain(`${last} was of no use and is removed`);
    expect(existsSync(join(runs.path, 'cut', 'snapshots', names.at(-2) as string))).toBe(true);
    expect(runs.log('cut').equals(runs.log('run'))).toBe(true);
  }
  folder.write(last, good);
});
