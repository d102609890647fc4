/** A run with snapshots is the run without: the same digest, the same forks and resumptions, the same state at every moment. */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { FileSource } from '../../../src/cli/log/file-source.ts';
import { OpenedRun } from '../../../src/cli/log/opened-run.ts';
import type { SimTime } from '../../../src/units/quantity.ts';
import { parseIsoTime } from '../../../src/units/time.ts';
import { SMALL_WORLD } from '../../engine/small-world.ts';
import { FailingDisk } from './failing-disk.ts';
import { digestOf, everyMinutes, Runs } from './kept-run.ts';

const UNTIL = '2026-01-20T00:40Z';
const runs = new Runs();
let straight: string | null;
let seqs: number[];

beforeAll(async () => {
  const world = { yaml: SMALL_WORLD, until: UNTIL };
  straight = digestOf(await runs.run('run', { ...world, snapshots: everyMinutes(20) }));
  seqs = namesOf('run').map(Number.parseFloat);
});
afterAll(() => runs.remove());

const namesOf = (run: string): string[] =>
  existsSync(join(runs.path, run, 'snapshots'))
    ? readdirSync(join(runs.path, run, 'snapshots')).filter((name) => name.endsWith('.snapshot'))
    : [];

test('a run has the digest that it has without, and snapshots beside its log', async () => {
  const without = await runs.run('without', { yaml: SMALL_WORLD, until: UNTIL, snapshots: undefined });
  expect(straight).toBe(digestOf(without));
  expect(seqs.length).toBeGreaterThan(6);
  expect([...seqs].sort((a, b) => a - b)).toEqual(seqs);
  expect(namesOf('without')).toEqual([]);
});

test('any moment is what it is from the first event, counts and all, and begins at the nearest snapshot', async () => {
  const [first = 0, last = 0] = [seqs[0], seqs.at(-1)];
  const opens = parseIsoTime('2026-01-19T15:00+09:00') as SimTime;
  const moments = [
    ...[1, first - 1, first, first + 1, last, last + 5, last + 100_000].map((seq) => ({ kind: 'seq', seq }) as const),
    ...[0, 20, 21, 600, 1100, 5000].map(
      (minutes) => ({ kind: 'time', at: (opens + minutes * 60_000) as SimTime }) as const,
    ),
  ];
  for (const moment of moments) {
    const restored = await runs.seek('run', moment as never);
    const read = await runs.seek('run', moment as never, false);
    expect(restored.shown, JSON.stringify(moment)).toEqual(read.shown);
    const { lastSeq } = read.shown as { lastSeq: number };
    expect(restored.restoredAt, JSON.stringify(moment)).toBe(seqs.findLast((seq) => seq <= lastSeq) ?? 0);
  }
});

test('what the disk refuses leaves no half of a snapshot behind, and no file open', async () => {
  // To cut `contents`, to write half a header, half a payload, to close, to give it its name.
  for (const call of [2, 5, 6, 7, 8]) {
    rmSync(join(runs.path, 'full'), { recursive: true, force: true });
    const port = new FailingDisk(call);
    await runs.run('full', { yaml: SMALL_WORLD, until: '2026-01-19T06:25Z', snapshots: everyMinutes(20), port });
    expect(runs.told, `call ${call}`).toContain('no more snapshots are kept');
    expect(readdirSync(join(runs.path, 'full', 'snapshots')), `call ${call}`).toEqual(['contents']);
    expect(port.leftOpen, `call ${call}`).toBe(0);
  }
});

test('a log that cannot be read for its snapshots is closed again', () => {
  const read = vi.spyOn(FileSource.prototype, 'read').mockImplementation(() => {
    throw new Error('refused by the test');
  });
  const close = vi.spyOn(FileSource.prototype, 'close');
  expect(() => new OpenedRun(join(runs.path, 'run', 'events.log'))).toThrow('refused by the test');
  expect(close).toHaveBeenCalledOnce();
  read.mockRestore();
  close.mockRestore();
});

test('a run that was cut off goes on from the last snapshot to the same log', async () => {
  const log = runs.log('run');
  runs.cut('run', 'cut', Math.floor(log.length * 0.8));
  const end = await runs.resume('cut');
  expect(digestOf(end)).toBe(straight);
  expect(seqs).toContain(runs.startedAt);
  expect(runs.log('cut').equals(log)).toBe(true);
  expect(namesOf('cut')).toEqual(namesOf('run'));
  rmSync(join(runs.path, 'cut', 'snapshots'), { recursive: true });
});

test('a fork from a snapshot is the fork from the first event, byte by byte', async () => {
  const at = '2026-01-20T00:17Z';
  expect(await runs.fork('run', 'fork', at, 'loops.L1=off')).toBe(0);
  expect(runs.told).toMatch(/from the snapshot at seq [\d,]+, 2026-01-19T23:5\d/);
  const fromSnapshot = [runs.printed, runs.log('fork')] as const;
  const known = namesOf('fork').length;
  runs.cut('run', 'bare', runs.log('run').length);
  rmSync(join(runs.path, 'bare', 'snapshots'), { recursive: true });
  const { complete, digest } = { complete: true, digest: straight };
  runs.amend('bare', { complete, digest });
  expect(await runs.fork('bare', 'again', at, 'loops.L1=off')).toBe(0);
  expect(runs.told).not.toContain('from the snapshot');
  expect(runs.printed.replaceAll('bare', 'run').replaceAll('again', 'fork')).toBe(fromSnapshot[0]);
  expect(runs.log('again').equals(fromSnapshot[1])).toBe(true);
  expect(namesOf('again').length).toBeGreaterThan(known);
});
