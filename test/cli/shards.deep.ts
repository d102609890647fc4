/** One experiment cut in shards and gathered: the bytes of one machine, and whatever is missing by its name. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashesOf } from '../experiments/make-results.ts';
import { ended, lastLine, Workplace } from './program.ts';

const MINE = `schemaVersion: 1
id: mine
title: Three bonds with and without the first loop
kind: ablation
scenario: small.yaml
until: 2026-01-20T06:30Z
seeds: 1-12
loops: [L1]
outcomes:
  jgb_20y: { measure: change, bond: JGB-20Y, date: 2026-01-20 }
answers: [jgb_20y]
`;

let place: Workplace;
let whole: string;
beforeAll(async () => {
  place = new Workplace();
  place.write('mine.yaml', MINE);
  const { code, stdout, stderr } = await place.spillover('experiment', 'mine.yaml', '--out', 'whole', '--csv');
  expect(code, stderr).toBe(0);
  whole = lastLine(stdout);
  for (const shard of ['1/3', '2/3']) {
    const made = await place.spillover('experiment', 'mine.yaml', '--shard', shard, '--out', 'shards');
    expect(made.code, made.stderr).toBe(0);
    expect(made.stdout).toContain('kept in shards/shard-');
  }
});
afterAll(() => place.remove());

const withoutMachine = (folder: string): Record<string, string> => {
  const { 'machine.json': _, ...rest } = hashesOf(join(place.path, folder));
  return rest;
};

test('a shard that is not there, and one that was killed, are named with the command that makes them; then the bytes are those of one machine', async () => {
  const none = await place.spillover('gather', 'shards', '--out', 'gathered');
  expect(none.code).toBe(1);
  expect(none.stderr).toContain('shard 3 of 3 is not there');
  expect(none.stderr).toContain('experiment shards/shard-1-of-3/experiment.yaml --shard i/3 --out shards');

  const child = place.start('experiment', 'mine.yaml', '--shard', '3/3', '--out', 'shards', '--workers', '1');
  const end = ended(child);
  const runs = join(place.path, 'shards/shard-3-of-3/state/runs');
  const kept = (): number => {
    try {
      return readdirSync(runs).filter((name) => name.endsWith('.zst')).length;
    } catch {
      return 0;
    }
  };
  while (kept() < 1 && child.exitCode === null) await sleep(20);
  child.kill('SIGKILL');
  await end;
  const killed = await place.spillover('gather', 'shards', '--out', 'gathered', '--json');
  expect(killed.code).toBe(1);
  expect(JSON.parse(killed.stdout).errors[0].message).toMatch(/shard 3 of 3 is not finished: [1-7] runs? so far/);

  const again = await place.spillover(
    'experiment',
    'shards/shard-1-of-3/experiment.yaml',
    '--shard',
    '3/3',
    '--out',
    'shards',
  );
  expect(again.code, again.stderr).toBe(0);
  const { code, stdout, stderr } = await place.spillover('gather', 'shards', '--out', 'gathered', '--csv');
  expect(code, stderr).toBe(0);
  expect(lastLine(stdout)).toBe(whole);
  expect(withoutMachine('gathered')).toEqual(withoutMachine('whole'));
});

test('a finished shard is not made again', async () => {
  const { code, stderr } = await place.spillover('experiment', 'mine.yaml', '--shard', '1/3', '--out', 'shards');
  expect(code).toBe(0);
  expect(stderr).toContain('is finished already');
});

test('shards that do not belong together are refused, each for its reason', async () => {
  place.write('other.yaml', MINE.replace('seeds: 1-12', 'seeds: 1-2'));
  const made = await place.spillover('experiment', 'other.yaml', '--shard', '2/2', '--out', 'others');
  expect(made.code, made.stderr).toBe(0);
  const mixed = await place.spillover('gather', 'shards', 'others', '--out', 'mixed');
  expect([mixed.code, mixed.stderr]).toEqual([2, expect.stringContaining('is of another experiment')]);
  const into = await place.spillover('experiment', 'other.yaml', '--shard', '1/3', '--out', 'shards');
  expect([into.code, into.stderr]).toEqual([2, expect.stringContaining('holds a shard of another experiment')]);
  const nothing = await place.spillover('gather', 'whole');
  expect([nothing.code, nothing.stderr]).toEqual([2, expect.stringContaining('there is no shard in it')]);
});

test('a damaged shard is named and nothing is made of it', async () => {
  spawnSync('cp', ['-r', join(place.path, 'shards'), join(place.path, 'damaged')]);
  const file = join(place.path, 'damaged/shard-2-of-3/runs.bin');
  const bytes = readFileSync(file);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] as number) ^ 1;
  writeFileSync(file, bytes);
  const { code, stderr } = await place.spillover('gather', 'damaged', '--out', 'never');
  expect(code).toBe(1);
  expect(stderr).toContain('shard 2 of 3 is damaged');
  expect(place.has('never')).toBe(false);
  rmSync(join(place.path, 'damaged'), { recursive: true });
});

test('a search cannot be cut, and a shard is i/n', async () => {
  place.write(
    'fit.yaml',
    MINE.replace('kind: ablation', 'kind: calibrate').replace(
      'loops: [L1]',
      'parameters: { e: { path: agents.value.mandate.elasticity, low: 5%, high: 50% } }\nmoments: { m: { outcome: jgb_20y, target: 1, tolerance: 1 } }',
    ),
  );
  for (const [file, shard, message] of [
    ['fit.yaml', '1/2', 'depends on all results so far'],
    ['mine.yaml', '3/2', '"3/2" is no shard'],
  ] as const) {
    const { code, stderr } = await place.spillover('experiment', file, '--shard', shard);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  }
});
