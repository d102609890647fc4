/** Logs that are not as they were written: a torn tail is told and let pass, damage is refused with its place. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { randomRun } from '../events/random-run.ts';
import { recordLog } from '../events/recorded-log.ts';
import { InProcess } from './in-process.ts';
import { lastLine } from './program.ts';

let place: InProcess;
let log: Buffer;
beforeAll(async () => {
  place = new InProcess();
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

test('sound bytes that tell of what cannot have happened: bad input by a stranger, our bug by this code', async () => {
  const strange = recordLog(randomRun(5, 60)).bytes;
  place.writeBytes('strange.log', strange);
  for (const command of ['replay', 'export']) {
    const { code, stderr } = await place.spillover(command, 'strange.log', '--json');
    expect([command, code, stderr]).toEqual([command, 2, expect.not.stringContaining('our bug')]);
  }
  const told = await place.spillover('replay', 'strange.log');
  expect(told.stderr).toMatch(
    /\(after seq \d+ of strange\.log\): the bytes are sound, but what they tell cannot have happened/,
  );
  await place.spillover('run', 'small.yaml', '--out', 'own', '--until', '2026-01-19T07:00Z');
  place.writeBytes('own/events.log', strange);
  const own = await place.spillover('replay', 'own');
  expect(own.code).toBe(3);
  expect(own.stderr).toContain('our bug: ');
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

test('a log that is cut anywhere within its header is refused in one way', async () => {
  for (const length of [0, 1, 10, 255]) {
    place.writeBytes('short.log', log.subarray(0, length));
    const { code, stdout, stderr } = await place.spillover('replay', 'short.log');
    expect({ code, stdout }, `${length} bytes`).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`short.log holds no whole header: ${length} bytes of 256 bytes`);
  }
});

describe('a complete run whose log has become shorter', () => {
  const restore = (): void => place.writeBytes('run/events.log', log);
  afterEach(restore);

  test.each([0, 10])('to %d bytes: replay refuses it and says how to run it anew', async (length) => {
    place.writeBytes('run/events.log', log.subarray(0, length));
    const { code, stdout, stderr } = await place.spillover('replay', 'run');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/holds no whole header.*\n.*run --resume run/);
  });

  test.each([
    ['inside a frame', 7, 'the last frame is torn'],
    ['between two frames', undefined, 'torn between two frames'],
  ])('%s: replay lets it pass and says that it is torn, and resuming mends it', async (_, dropped, said) => {
    place.writeBytes('run/events.log', log.subarray(0, dropped === undefined ? 256 : log.length - dropped));
    const { code, stdout, stderr } = await place.spillover('replay', 'run', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout).ending).toBe('torn');
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).toContain(said);
    expect(stderr).toMatch(/run\.json says complete, with seq \d+: to go on, .* run --resume run$/m);

    const resumed = await place.spillover('run', '--resume', 'run');
    expect(resumed.code, resumed.stderr).toBe(0);
    expect(place.bytes('run/events.log').equals(log)).toBe(true);
    expect(JSON.parse(place.read('run/run.json')).complete).toBe(true);
  });

  test('if other code completed it, it is not gone on with, and the command that runs it again is named', async () => {
    const text = place.read('run/run.json');
    place.write('run/run.json', JSON.stringify({ ...JSON.parse(text), code: 'another' }));
    place.writeBytes('run/events.log', log.subarray(0, 256));
    const { code, stderr } = await place.spillover('run', '--resume', 'run');
    place.write('run/run.json', text);
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /torn after the run was complete, and was written by other code\n.* run run\/scenario\.yaml --seed 1/,
    );
  });
});

describe('a run.json that cannot be read', () => {
  let text: string;
  beforeAll(() => {
    text = place.read('run/run.json');
  });
  afterEach(() => {
    place.write('run/run.json', text);
  });

  test.each([
    ['torn', (whole: string) => whole.slice(0, 100), 'it is torn or no JSON'],
    ['empty', () => '', 'it is empty'],
    ['of another program', () => '{"name":"x"}', 'its "schema" is not that of the record of a run'],
    ['with a wrong member', (whole: string) => whole.replace('"seed": 1', '"seed": -1'), 'its "seed" is not that'],
  ])('%s: resume names it, replay does without and says so', async (_, damage, said) => {
    place.write('run/run.json', damage(text));
    const resumed = await place.spillover('run', '--resume', 'run');
    expect(resumed.code).toBe(2);
    expect(resumed.stderr).toContain(`run/run.json cannot be read: ${said}`);
    const { code, stdout, stderr } = await place.spillover('replay', 'run');
    expect(code).toBe(0);
    expect(lastLine(stdout)).toMatch(/^digest [0-9a-f]{32}$/);
    expect(stderr).toContain(`spillover: run/run.json cannot be read: ${said}`);
    const other = await place.spillover('run', 'small.yaml', '--out', 'run');
    expect(other.code).toBe(2);
    expect(other.stderr).toContain('run holds a run.json that cannot be read');
  });
});

test('a moment before the opening is refused as by run', async () => {
  for (const run of ['run', 'bare.log']) {
    place.writeBytes('bare.log', log);
    const { code, stdout, stderr } = await place.spillover('replay', run, '--at', '2026-01-19T05:59Z');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/2026-01-19T05:59:00Z lies before the opening\n +expected 2026-01-19T06:00:00Z …/);
  }
});
