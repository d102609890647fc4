/** Ctrl-C and what comes after it: nothing is lost, and the run can go on to the digest that it would have had. */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtForTests } from './built-program.ts';
import { ended, lastLine, Workplace } from './program.ts';

const PROGRAM = await builtForTests();

let place: Workplace;
beforeAll(() => {
  place = new Workplace(PROGRAM);
});
afterAll(() => place.remove());

/** A year of days without a session costs nothing to simulate; this one is long enough to be interrupted. */
const long = (text: string): string => text.replace('ends: 2026-01-20T19:00+09:00', 'ends: 2026-03-20T19:00+09:00');

test('Ctrl-C exits 130, leaves everything whole, and --resume reaches the digest of the straight run', async () => {
  place.write('long.yaml', long(place.read('small.yaml')));
  const child = place.start('run', 'long.yaml', '--out', 'long');
  const ending = ended(child);
  // Progress begins after a second of work.
  child.stderr?.on('data', (text: string) => {
    if (text.includes(' %')) child.kill('SIGINT');
  });
  const { code, stdout, stderr } = await ending;
  expect(code).toBe(130);
  expect(stdout).toBe('');
  expect(stderr).toContain('everything up to there is whole');
  expect(stderr).toMatch(/look at it: .* replay long\n/);
  expect(JSON.parse(place.read('long/run.json'))).toMatchObject({ complete: false, fault: null });
  const seen = await place.spillover('replay', 'long');
  expect(seen.code).toBe(0);

  const until = JSON.parse(place.read('long/run.json'));
  expect(lastLine(seen.stdout)).toBe(`digest ${until.digest}`);
});

test('with --json an interruption is a document: how far it got, and the command that goes on', async () => {
  const child = place.start('run', 'long.yaml', '--out', 'long-json', '--json');
  const ending = ended(child);
  child.stderr?.on('data', (text: string) => {
    if (text.includes(' %')) child.kill('SIGINT');
  });
  const { code, stdout } = await ending;
  expect(code).toBe(130);
  const { errors, ...soFar } = JSON.parse(stdout);
  expect(errors).toEqual([
    expect.objectContaining({ file: null, message: expect.stringMatching(/^interrupted at 2026-/) }),
  ]);
  const { counts, to, digest } = JSON.parse(place.read('long-json/run.json'));
  expect(soFar).toMatchObject({ run: 'long-json', seq: counts.events, at: to, digest });
  expect(soFar.resume).toMatch(/ run --resume long-json$/);
  expect(soFar.repeat).toMatch(/ run long\.yaml --seed 1$/);
});

test('a run goes on from a torn log to the digest of the straight run', async () => {
  const until = ['--until', '2026-01-20T02:00Z', '--snapshots', '60'];
  const straight = await place.spillover('run', 'small.yaml', '--out', 'straight', ...until);
  const record = JSON.parse(place.read('straight/run.json'));
  cpSync(join(place.path, 'straight'), join(place.path, 'torn'), { recursive: true });
  rmSync(join(place.path, 'torn/snapshots'), { recursive: true });
  place.write('torn/run.json', JSON.stringify({ ...record, complete: false, digest: null }));
  const log = place.bytes('torn/events.log');
  // A frame ends at each snapshot: cut inside the last, so that the others stay.
  expect(record.log.frames).toBeGreaterThan(1);
  place.writeBytes('torn/events.log', log.subarray(0, log.length - 1000));
  const resumed = await place.spillover('run', '--resume', 'torn');
  expect(resumed.stderr).toMatch(/repeating up to seq \d+, then going on/);
  expect(resumed.code).toBe(0);
  expect(lastLine(resumed.stdout)).toBe(lastLine(straight.stdout));
  expect(place.bytes('torn/events.log').equals(place.bytes('straight/events.log'))).toBe(true);
});

test('a complete run is not gone on with', async () => {
  const { code, stderr } = await place.spillover('run', '--resume', 'straight');
  expect(code).toBe(2);
  expect(stderr).toContain('straight is complete');
});
