/** A machine that refuses: exit code 4, what and where, and never a half-written thing taken for a whole one. */
import { spawn } from 'node:child_process';
import { existsSync, openSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { InProcess } from './in-process.ts';
import { ended, lastLine, SHIM } from './program.ts';

let place: InProcess;
beforeAll(() => {
  place = new InProcess();
});
afterAll(() => place.remove());

const SHORT = ['run', 'small.yaml', '--until', '2026-01-19T06:30Z'];

test('a file where the folder should be', async () => {
  place.write('taken', '');
  const { code, stdout, stderr } = await place.spillover(...SHORT, '--out', 'taken/run');
  expect(code).toBe(4);
  expect(stdout).toBe('');
  expect(stderr).toContain('cannot create taken/run: a part of the path is a file, not a folder (ENOTDIR)');
});

test('with --json the refusal is a document of one line', async () => {
  place.write('taken', '');
  const { code, stdout } = await place.spillover(...SHORT, '--out', 'taken/run', '--json');
  expect(code).toBe(4);
  const { errors } = JSON.parse(stdout);
  expect(stdout.trimEnd()).not.toContain('\n');
  expect(errors).toEqual([
    {
      file: 'taken/run',
      line: null,
      column: null,
      path: null,
      found: 'ENOTDIR',
      expected: null,
      nearest: null,
      message: expect.stringContaining('cannot create taken/run'),
    },
  ]);
});

test.runIf(existsSync('/proc/self'))('a folder in which nobody may write', async () => {
  const { code, stderr } = await place.spillover(...SHORT, '--out', '/proc/spillover');
  expect(code).toBe(4);
  expect(stderr).toMatch(/cannot create \/proc\/spillover: .*\((ENOENT|EACCES|EPERM)\)/);
});

test.runIf(existsSync('/dev/full'))('results that cannot be written', async () => {
  const stdout = openSync('/dev/full', 'w');
  const child = spawn(process.execPath, [SHIM, 'sims'], { cwd: place.path, stdio: ['ignore', stdout, 'pipe'] });
  const { code, stderr } = await ended(child);
  expect(code).toBe(4);
  expect(stderr).toContain('cannot write the results');
});

test.runIf(existsSync('/bin/bash') && process.platform === 'linux')('a log that outgrows the disk', async () => {
  // The limit on a file's size stands in for a full disk: the system refuses the write in the same way.
  const limited = `ulimit -f 300; exec "$0" "$@"`;
  const run = ['run', 'small.yaml', '--seed', '7', '--snapshots', '60', '--out', 'full', '--json'];
  const args = ['-c', limited, process.execPath, SHIM, ...run];
  const child = spawn('/bin/bash', args, { cwd: place.path, stdio: ['ignore', 'pipe', 'pipe'] });
  const { code, stdout, stderr } = await ended(child);
  expect(code).toBe(4);
  expect(stderr).toContain('cannot write full/events.log: the file would be larger than allowed (EFBIG)');
  const good = Number(/the log is good up to seq (\d+)/.exec(stderr)?.[1]);
  expect(good).toBeGreaterThan(0);
  expect(JSON.parse(place.read('full/run.json'))).toMatchObject({ complete: false, log: { last_seq: good } });

  const told = JSON.parse(stdout);
  expect(told.errors).toEqual([expect.objectContaining({ file: 'full/events.log', found: 'EFBIG' })]);
  expect(told.resume).toContain('run --resume full');

  const seen = await place.spillover('replay', 'full', '--json');
  expect(seen.code).toBe(0);
  const { seq, digest, time } = JSON.parse(seen.stdout);
  expect(seq).toBe(good);
  expect(told).toMatchObject({ run: 'full', seq, digest, at: time });
  const resumed = await place.spillover('run', '--resume', 'full');
  const straight = await place.spillover('run', 'small.yaml', '--seed', '7', '--no-log');
  expect(resumed.code).toBe(0);
  expect(lastLine(resumed.stdout)).toBe(lastLine(straight.stdout));
});
