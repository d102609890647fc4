/** Logs that are not as they were written: a torn tail is told and let pass, damage is refused with its place. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lastLine, Workplace } from './program.ts';

let place: Workplace;
let log: Buffer;
beforeAll(async () => {
  place = new Workplace();
  await place.spillover('run', 'small.yaml', '--out', 'run', '--until', '2026-01-19T08:00Z');
  log = place.bytes('run/events.log');
});
afterAll(() => place.remove());

test('a torn tail exits 0 with one line on stderr', async () => {
  place.writeBytes('torn.log', log.subarray(0, log.length - 7));
  const { code, stdout, stderr } = await place.spillover('replay', 'torn.log');
  expect(code).toBe(0);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(stderr).toMatch(/torn\.log: the last frame is torn, .* left out; good up to seq \d+/);
  expect(lastLine(stdout)).toMatch(/^digest [0-9a-f]{32}$/);
});

test('a damaged byte exits 2 with the offset and the last good seq', async () => {
  const damaged = Buffer.from(log);
  const at = 4000;
  damaged[at] = (damaged[at] as number) ^ 1;
  place.writeBytes('damaged.log', damaged);
  const { code, stdout, stderr } = await place.spillover('replay', 'damaged.log');
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/damaged\.log: damaged at byte \d+, in frame 1: .*; good up to seq 0/);
  const asJson = await place.spillover('replay', 'damaged.log', '--json');
  expect(asJson.code).toBe(2);
  expect(JSON.parse(asJson.stdout).errors).toEqual([
    expect.objectContaining({ file: 'damaged.log', path: 'frame 1', nearest: null }),
  ]);
});

test('what is no log is refused as none', async () => {
  const { code, stderr } = await place.spillover('replay', 'small.yaml');
  expect(code).toBe(2);
  expect(stderr).toContain('not an event log');
});

test('a run.json of another run is noticed', async () => {
  const record = JSON.parse(place.read('run/run.json'));
  place.write('run/run.json', JSON.stringify({ ...record, digest: '0'.repeat(32) }));
  const { code, stderr } = await place.spillover('replay', 'run');
  place.write('run/run.json', JSON.stringify(record));
  expect(code).toBe(2);
  expect(stderr).toMatch(/the log gives the digest [0-9a-f]{32}, run\.json of run says 0{32}/);
});
