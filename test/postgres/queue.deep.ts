/** One experiment on many machines through a real PostgreSQL: every result once, and the bytes of one machine. */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ended, ended, lastLine, SHIM, Workplace } from '../cli/program.ts';
import { hashesOf } from '../experiments/make-results.ts';
import { PostgresServer } from './server.ts';

const experiment = (id: string, seeds: number): string => `schemaVersion: 1
id: ${id}
title: Three bonds with and without the first loop
kind: ablation
scenario: small.yaml
until: 2026-01-20T06:30Z
seeds: 1-${seeds}
loops: [L1]
outcomes:
  jgb_20y: { measure: change, bond: JGB-20Y, date: 2026-01-20 }
answers: [jgb_20y]
`;

let server: PostgresServer;
let place: Workplace;
beforeAll(async () => {
  place = new Workplace();
  server = await PostgresServer.start();
});
afterAll(() => {
  server.remove();
  place.remove();
});

function start(...args: readonly string[]): ChildProcess {
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, PGPASSWORD: server.password };
  return spawn(process.execPath, [SHIM, 'experiment', ...args], {
    cwd: place.path,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

const through = (file: string, ...args: readonly string[]): ChildProcess =>
  start(file, '--queue', server.url(), ...args);

async function ask(text: string, ...values: readonly unknown[]): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({
    connectionString: server.url().replace('me@', `me:${encodeURIComponent(server.password)}@`),
  });
  await client.connect();
  try {
    return (await client.query(text, [...values])).rows;
  } finally {
    await client.end();
  }
}

async function resultsOf(id: string): Promise<number> {
  const [there] = await ask("select to_regclass('spillover.result') is not null as is_there");
  if (there?.is_there !== true) return 0;
  const text =
    'select count(*)::int as runs from spillover.result join spillover.experiment on digest = experiment where id = $1';
  return (await ask(text, id))[0]?.runs as number;
}

async function untilResults(id: string, count: number, child: ChildProcess): Promise<void> {
  while ((await resultsOf(id)) < count && child.exitCode === null) await sleep(50);
}

const withoutMachine = (folder: string): Record<string, string> => {
  const { 'machine.json': _, ...rest } = hashesOf(join(place.path, folder));
  return rest;
};

async function onOneMachine(file: string, folder: string): Promise<Ended> {
  const made = await ended(start(file, '--out', folder, '--workers', '1'));
  expect(made.code, made.stderr).toBe(0);
  return made;
}

describe.concurrent('an experiment in a queue', () => {
  test('workers come, go and are killed at any moment, and the results are those of one machine', async () => {
    place.write('killed.yaml', experiment('killed', 12));
    const whole = await onOneMachine('killed.yaml', 'killed-one');
    const keeper = through('killed.yaml', '--out', 'killed-many', '--workers', '0');
    const end = ended(keeper);
    for (const count of [1, 3, 6]) {
      const worker = through('killed.yaml', '--join', '--workers', '2');
      const gone = ended(worker);
      await untilResults('killed', count, worker);
      worker.kill('SIGKILL');
      await gone;
    }
    const last = await ended(through('killed.yaml', '--join', '--workers', '1'));
    expect(last.code, last.stderr).toBe(0);
    const { code, stdout, stderr } = await end;
    expect(code, stderr).toBe(0);
    expect(lastLine(stdout)).toBe(lastLine(whole.stdout));
    expect(withoutMachine('killed-many')).toEqual(withoutMachine('killed-one'));
    const rows = await ask(
      'select run from spillover.result join spillover.experiment on digest = experiment where id = $1',
      'killed',
    );
    expect(rows.map(({ run }) => run as number).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 24 }, (_, at) => at),
    );
  });

  test('whoever collects is killed, and goes on; a second one finds everything there', async () => {
    place.write('collects.yaml', experiment('collects', 10));
    const whole = await onOneMachine('collects.yaml', 'collects-one');
    const first = through('collects.yaml', '--out', 'collects-many', '--workers', '1');
    const gone = ended(first);
    await untilResults('collects', 4, first);
    first.kill('SIGKILL');
    await gone;
    const again = await ended(through('collects.yaml', '--out', 'collects-many', '--workers', '1', '--resume'));
    expect(again.code, again.stderr).toBe(0);
    expect(lastLine(again.stdout)).toBe(lastLine(whole.stdout));
    expect(withoutMachine('collects-many')).toEqual(withoutMachine('collects-one'));
    const second = await ended(through('collects.yaml', '--out', 'collects-second', '--workers', '0'));
    expect(second.code, second.stderr).toBe(0);
    expect(withoutMachine('collects-second')).toEqual(withoutMachine('collects-one'));
  });

  test('another program is refused, with the way out', async () => {
    place.write('mixed.yaml', experiment('mixed', 1));
    const made = await ended(through('mixed.yaml', '--out', 'mixed-first', '--workers', '1'));
    expect(made.code, made.stderr).toBe(0);
    await ask("update spillover.experiment set code = 'an older program' where id = 'mixed'");
    for (const flags of [['--join'], ['--out', 'mixed-second']]) {
      const { code, stderr } = await ended(through('mixed.yaml', ...flags));
      expect(code).toBe(2);
      expect(stderr).toContain('holds this experiment of another program');
      expect(stderr).toContain('delete from spillover.experiment');
    }
    expect(place.has('mixed-second')).toBe(false);
  });

  test('a password is neither taken from the command line nor ever shown', async () => {
    place.write('secret.yaml', experiment('secret', 1));
    const url = server.url().replace('me@', 'me:hunter2@');
    for (const queue of [url, `${server.url()}?password=hunter2`]) {
      const { code, stdout, stderr } = await ended(start('secret.yaml', '--queue', queue, '--join', '--json'));
      expect(code).toBe(2);
      expect(stdout + stderr).not.toContain('hunter2');
    }
    const wrong = spawn(process.execPath, [SHIM, 'experiment', 'secret.yaml', '--queue', server.url(), '--join'], {
      cwd: place.path,
      env: { ...process.env, NO_COLOR: '1', PGPASSWORD: 'hunter2' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const { code, stdout, stderr } = await ended(wrong);
    expect(code, stderr).toBe(4);
    expect(stdout + stderr).not.toContain('hunter2');
    expect(stderr).toContain('password authentication failed');
  });

  test('what belongs together is said', async () => {
    place.write('flags.yaml', experiment('flags', 1));
    for (const [flags, message] of [
      [['--join'], 'there is nothing to join without a queue'],
      [['--queue', server.url(), '--shard', '1/2'], 'shards are for machines without a queue'],
      [['--queue', 'mysql://there/db'], 'no address of a PostgreSQL database'],
      [['--workers', '0'], '"0" is no number of threads'],
    ] as const) {
      const { code, stderr } = await ended(start('flags.yaml', ...flags));
      expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
    }
  });
});

test('the server crashes and comes back under load: everybody waits, and nothing is lost or made twice', async () => {
  place.write('crash.yaml', experiment('crash', 12));
  const whole = await onOneMachine('crash.yaml', 'crash-one');
  const keeper = through('crash.yaml', '--out', 'crash-many', '--workers', '1');
  const end = ended(keeper);
  const worker = ended(through('crash.yaml', '--join', '--workers', '1'));
  for (const count of [2, 8]) {
    await untilResults('crash', count, keeper);
    server.down();
    await sleep(1_500);
    server.up();
  }
  const { code, stdout, stderr } = await end;
  expect(code, stderr).toBe(0);
  expect(stderr).toContain('trying again');
  expect(lastLine(stdout)).toBe(lastLine(whole.stdout));
  expect(withoutMachine('crash-many')).toEqual(withoutMachine('crash-one'));
  const joined = await worker;
  expect(joined.code, joined.stderr).toBe(0);
});

test('no file of the results knows where the database is', () => {
  const names = Object.keys(hashesOf(join(place.path, 'killed-many')));
  const texts = names.map((name) => readFileSync(join(place.path, 'killed-many', name), 'latin1'));
  for (const text of texts) expect(text).not.toMatch(/postgres:|127\.0\.0\.1/);
});
