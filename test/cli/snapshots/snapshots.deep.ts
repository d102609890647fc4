/**
 * Snapshots to the last byte: made-up scenarios and January 2026 gone on with from every one of them, sought at any moment,
 * forked with and without; and every way in which a file of theirs can be damaged or refused.
 *
 * SPILLOVER_SCENARIOS says how many scenarios, SPILLOVER_SEED from which seed on.
 */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { why } from '../../../src/cli/commands/why.ts';
import {
  readSnapshotHeader,
  SNAPSHOT_HEADER_BYTES,
  type SnapshotHeader,
} from '../../../src/cli/snapshots/snapshot-header.ts';
import { bytesSource, LogReader } from '../../../src/events/log-reader.ts';
import type { Seq, SimTime } from '../../../src/units/quantity.ts';
import { isoTime } from '../../../src/units/time.ts';
import { SMALL_WORLD } from '../../engine/small-world.ts';
import { randomScenario } from '../../sims/random-scenario.ts';
import { builtForTests } from '../built-program.ts';
import { KilledRuns } from '../killed-run.ts';
import { Workplace } from '../program.ts';
import { FailingDisk } from './failing-disk.ts';
import { SnapshotFolder } from './hostile-snapshot.ts';
import { digestOf, everyMinutes, keyOf, Runs } from './kept-run.ts';

const COUNT = Number(process.env.SPILLOVER_SCENARIOS ?? 8);
const FIRST = Number(process.env.SPILLOVER_SEED ?? 1);
const KILLS = 15;
const JAPAN = readFileSync(new URL('../../../sims/japan-2026.yaml', import.meta.url), 'utf8');

let runs: Runs;
beforeEach(() => {
  runs = new Runs();
});
afterEach(() => runs.remove());

/** Numerical Recipes §7.1: good enough for moments. */
function* draws(seed: number): Generator<number> {
  for (let state = seed >>> 0; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

const namesIn = (name: string): string[] => {
  const folder = join(runs.path, name, 'snapshots');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((each) => each.endsWith('.snapshot'))
    .sort();
};

const headersIn = (name: string): SnapshotHeader[] =>
  namesIn(name).map(
    (each) => readSnapshotHeader(readFileSync(join(runs.path, name, 'snapshots', each))) as SnapshotHeader,
  );

/** Cut right behind every snapshot, and at places where nothing ends. */
async function goOnEverywhere(said: string, seed: number, places: number): Promise<number> {
  const log = runs.log('run');
  const headers = headersIn('run');
  const draw = draws(seed);
  const cuts = headers.map(({ place }) => place.tail.bytes);
  for (let i = 0; i < places; i++) cuts.push(Math.floor((draw.next().value as number) * log.length));
  for (const bytes of cuts) {
    const about = `${said}, cut after ${bytes} of ${log.length} bytes`;
    runs.cut('run', 'cut', bytes);
    const end = await runs.resume('cut');
    expect(end.how, `${about}: ${runs.told}`).toBe('done');
    const nearest = headers.findLast(({ place }) => place.tail.bytes <= bytes);
    expect(runs.startedAt, about).toBe(nearest?.seq ?? 0);
    expect(runs.told, about).not.toContain('failed');
    expect(runs.log('cut').equals(log), about).toBe(true);
    if (nearest !== undefined) expect(namesIn('cut'), about).toEqual(namesIn('run'));
  }
  return cuts.length;
}

async function seekEverywhere(said: string, seed: number, moments: number): Promise<void> {
  const headers = headersIn('run');
  const [first, last] = [headers[0]?.place, headers.at(-1)?.place];
  if (first === undefined || last === undefined) return;
  const draw = draws(seed);
  for (let i = 0; i < moments; i++) {
    const share = draw.next().value as number;
    const at = Math.floor(first.lastAt - 3_600_000 + share * (last.lastAt - first.lastAt + 7_200_000));
    const seq = Math.max(1, Math.floor(share * last.tail.lastSeq * 1.1));
    const moment =
      i % 2 === 0 ? { kind: 'time' as const, at: at as SimTime } : { kind: 'seq' as const, seq: seq as Seq };
    const [restored, read] = [await runs.seek('run', moment), await runs.seek('run', moment, false)];
    expect(restored.shown, `${said}, ${JSON.stringify(moment)}`).toEqual(read.shown);
  }
}

/** The same fork from a snapshot and from the first event. */
async function forkBothWays(said: string, at: string, set: string): Promise<boolean> {
  for (const name of ['fork', 'fore']) rmSync(join(runs.path, name), { recursive: true, force: true });
  const code = await runs.fork('run', 'fork', at, set);
  const { told, printed } = runs;
  runs.cut('run', 'raw', runs.log('run').length);
  runs.amend('raw', JSON.parse(readFileSync(join(runs.path, 'run', 'run.json'), 'utf8')));
  rmSync(join(runs.path, 'raw', 'snapshots'), { recursive: true, force: true });
  expect(await runs.fork('raw', 'fore', at, set), said).toBe(code);
  expect(runs.printed.replaceAll('/raw', '/run').replaceAll('/fore', '/fork'), said).toBe(printed);
  if (code === 0) expect(runs.log('fore').equals(runs.log('fork')), said).toBe(true);
  return told.includes('from the snapshot');
}

describe(`${COUNT} made-up scenarios from seed ${FIRST}`, () => {
  test.each(Array.from({ length: COUNT }, (_, at) => FIRST + at))(
    'of seed %i: gone on with, sought and forked',
    async (seed) => {
      const said = `scenario of seed ${seed}`;
      const wanted = { yaml: randomScenario(seed), seed };
      const straight = await runs.run('plain', { ...wanted, snapshots: undefined });
      const end = await runs.run('run', { ...wanted, snapshots: everyMinutes(97) });
      expect(digestOf(end), said).toBe(digestOf(straight));
      const headers = headersIn('run');
      expect(headers.length, said).toBeGreaterThan(1);
      await goOnEverywhere(said, seed, 5);
      await seekEverywhere(said, seed, 12);
      const draw = draws(seed);
      for (let i = 0; i < 3; i++) {
        const header = headers[Math.floor((draw.next().value as number) * headers.length)] as SnapshotHeader;
        const at = i === 1 ? String(header.seq + 3) : isoTime((header.at + 1000 * i + 1) as SimTime);
        await forkBothWays(`${said}, fork at ${at}`, at, 'loops.L2=off');
      }
    },
  );
});

describe('January 2026', () => {
  test('its first days gone on with from every snapshot, to the same log', async () => {
    const wanted = { yaml: JAPAN, seed: 1, until: '2026-01-19T09:30Z' };
    const plan = { every_minutes: 60, least_events: 5_000 };
    const end = await runs.run('run', { ...wanted, snapshots: plan });
    const straight = await runs.run('plain', { ...wanted, snapshots: undefined });
    expect(digestOf(end)).toBe(digestOf(straight));
    expect(await goOnEverywhere('japan-2026', 1, 3)).toBeGreaterThan(10);
    await seekEverywhere('japan-2026', 1, 20);
    expect(await forkBothWays('japan-2026', '2026-01-19T01:11Z', 'loops.L6=off')).toBe(true);
    expect(await forkBothWays('japan-2026', '2026-01-19T12:40+09:00', 'agents.smfg.target=¥30tn')).toBe(true);
  });
});

test('a proof from a snapshot is the proof from the first event, whatever is left out', async () => {
  await runs.run('run', { yaml: SMALL_WORLD, snapshots: everyMinutes(30) });
  const last = new Map<string, Seq>();
  const control = ({ type, seq }: { readonly type: string; readonly seq: Seq }) => void last.set(type, seq);
  const reader = new LogReader(bytesSource(new Uint8Array(runs.log('run'))), { engineVersion: '0' });
  while (reader.next({ control, batch: () => undefined }));
  const run = join(runs.path, 'run');
  const prove = (seq: Seq): Promise<number> =>
    runs.heard(() => why({ run, asked: String(seq), prove: true, json: true }));
  const started: string[] = [];
  const seqs = [
    'FiscalShockAnnounced',
    'NoiseDrawn',
    'NewsArrived',
    'DecisionTaken',
    'BeliefRevised',
    'AuctionAnnounced',
  ];
  const printed = new Map<string, string>();
  for (const type of seqs) {
    expect(await prove(last.get(type) as Seq), runs.told).toBe(0);
    if (runs.told.includes('from the snapshot')) started.push(type);
    expect(runs.told, type).not.toContain('failed');
    printed.set(type, runs.printed);
  }
  rmSync(join(run, 'snapshots'), { recursive: true });
  for (const type of seqs) {
    expect(await prove(last.get(type) as Seq), runs.told).toBe(0);
    expect(runs.printed, type).toBe(printed.get(type));
  }
  // The calendar's auction is known before it is announced.
  expect(started).toEqual(seqs.filter((type) => type !== 'AuctionAnnounced'));
});

test('a run up to a seq, cut off, stops at the same instant; interrupted before its snapshot, it can still go on', async () => {
  await runs.run('run', { yaml: SMALL_WORLD, until: '4321', snapshots: everyMinutes(20) });
  expect(await goOnEverywhere('up to seq 4321', 3, 5)).toBeGreaterThan(10);
  runs.cut('run', 'cut', runs.log('run').length - 5000);
  let said = 0;
  const interrupt = { update: () => void (said++ === 0 && process.emit('SIGINT', 'SIGINT')), end: () => undefined };
  const end = await runs.resume('cut', interrupt);
  expect(runs.startedAt).toBeGreaterThan(0);
  expect(end.how).toBe('interrupted');
  const record = 'record' in end ? end.record : undefined;
  expect([record?.complete, record?.to?.slice(0, 4), record?.digest?.length]).toEqual([false, '2026', 32]);
  expect((await runs.resume('cut')).how).toBe('done');
  expect(runs.log('cut').equals(runs.log('run'))).toBe(true);
});

test('a fork of a fork goes on from the snapshots of the fork, past its patch', async () => {
  await runs.run('straight', { yaml: SMALL_WORLD, snapshots: everyMinutes(20) });
  expect(await runs.fork('straight', 'run', '2026-01-20T00:17Z', 'loops.L1=off')).toBe(0);
  expect(await forkBothWays('past the patch', '2026-01-20T01:33Z', 'loops.L1=on')).toBe(true);
  expect(await forkBothWays('before the patch', '2026-01-19T23:59Z', 'loops.L6=off')).toBe(false);
});

test('killed at any moment, a run goes on from its snapshots to the same log', async () => {
  const place = new Workplace(await builtForTests());
  const killed = await KilledRuns.begin(place, { everyMinutes: 10, from: 'snapshot' });
  const draw = draws(FIRST);
  for (let kill = 0; kill < KILLS; kill++) {
    await killed.kill({ kill, moment: draw.next().value as number, said: `seed ${FIRST}, kill ${kill}` });
  }
  place.remove();
  expect(killed.midway).toBeGreaterThan(KILLS / 10);
  expect(killed.resumed).toBeGreaterThan(KILLS / 4);
});

describe('files', () => {
  test('every bit of every byte flipped, every length cut to: left out, the one before serves', async () => {
    const end = await runs.run('run', { yaml: SMALL_WORLD, until: '2026-01-19T06:45Z', snapshots: everyMinutes(20) });
    const folder = new SnapshotFolder(
      join(runs.path, 'run'),
      keyOf(end, 'record' in end ? end.record.scenario.digest : ''),
    );
    const name = namesIn('run').at(-1) as string;
    const before = Number.parseFloat(namesIn('run').at(-2) as string);
    const good = folder.bytes(name);
    expect(good.length).toBeGreaterThan(SNAPSHOT_HEADER_BYTES + 1000);
    for (let at = 0; at < good.length; at++) {
      const flipped = Buffer.from(good);
      flipped[at] = (flipped[at] as number) ^ (1 << (at % 8));
      folder.write(name, flipped);
      expect(folder.last().seq, `byte ${at}`).toBe(before);
      folder.write(name, good.subarray(0, at));
      expect(folder.last().seq, `${at} bytes`).toBe(before);
    }
    folder.write(name, good);
    const contents = folder.bytes('contents');
    for (let at = 0; at < contents.length; at++) {
      folder.write(
        'contents',
        contents.map((byte, place) => (place === at ? byte ^ 64 : byte)),
      );
      expect(folder.last().seq, `byte ${at} of the content digests`).toBeLessThanOrEqual(before);
      folder.write('contents', contents.subarray(0, at));
      expect(folder.last().seq, `${at} bytes of the content digests`).toBeLessThanOrEqual(before);
    }
  });

  test('whichever call the disk refuses, the run goes on to the same log and tells it once; what is there can be used', async () => {
    const wanted = { yaml: SMALL_WORLD, until: '2026-01-19T07:30Z', snapshots: everyMinutes(20) };
    const whole = new FailingDisk(Number.POSITIVE_INFINITY);
    const straight = digestOf(await runs.run('run', { ...wanted, port: whole }));
    expect(whole.calls).toBeGreaterThan(20);
    for (let at = 1; at < whole.calls; at++) {
      rmSync(join(runs.path, 'failing'), { recursive: true, force: true });
      const port = new FailingDisk(at);
      const end = await runs.run('failing', { ...wanted, port });
      const files = readdirSync(join(runs.path, 'failing', 'snapshots'));
      expect(
        files.filter((name) => name.endsWith('.new')),
        `call ${at}`,
      ).toEqual([]);
      expect(port.leftOpen, `call ${at}`).toBe(0);
      expect(end.how, `call ${at}`).toBe('done');
      expect(digestOf(end), `call ${at}`).toBe(straight);
      expect(runs.told.match(/no more snapshots are kept: .*ENOSPC.*; the run goes on/g), `call ${at}`).toHaveLength(1);
      expect(runs.log('failing').equals(runs.log('run')), `call ${at}`).toBe(true);
      runs.cut('failing', 'cut', Math.floor(runs.log('run').length * 0.9));
      await runs.resume('cut');
      expect(runs.told, `call ${at}`).not.toContain('failed');
      expect(runs.log('cut').equals(runs.log('run')), `call ${at}`).toBe(true);
      const moment = { kind: 'seq', seq: 2000 as Seq } as const;
      const [restored, read] = [await runs.seek('failing', moment), await runs.seek('run', moment, false)];
      expect(restored.shown, `call ${at}`).toEqual(read.shown);
    }
  });
});
