/** `show` where it cannot show everything: no snapshots, other code, torn and damaged logs, episodes of which nothing is kept. */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtForTests } from './built-program.ts';
import { ended, Workplace } from './program.ts';

const PROGRAM = await builtForTests();

interface Shown {
  readonly agents: readonly { readonly headroom: readonly unknown[] | null }[];
  readonly headroom_missing: string | null;
}

const AT = '2026-01-20T11:00+09:00';
let place: Workplace;

async function shownJson(...args: readonly string[]): Promise<Shown> {
  const { code, stdout, stderr } = await place.spillover('show', ...args, '--json');
  expect(code, stderr + stdout).toBe(0);
  return JSON.parse(stdout);
}

beforeAll(async () => {
  place = new Workplace(PROGRAM);
  const end = await place.spillover('run', 'small.yaml', '--out', 'run', '--snapshots', '60');
  expect(end.code, end.stderr).toBe(0);
});
afterAll(() => place.remove());

test('limits are the same from a snapshot and from the first event', async () => {
  cpSync(join(place.path, 'run'), join(place.path, 'bare'), { recursive: true });
  rmSync(join(place.path, 'bare/snapshots'), { recursive: true });
  const [near, far] = [await shownJson('run', '--at', AT), await shownJson('bare', '--at', AT, '--headroom')];
  expect(place.has('run/snapshots')).toBe(true);
  expect(near.agents.some(({ headroom }) => (headroom ?? []).length > 0)).toBe(true);
  expect(far.agents).toEqual(near.agents);
});

test('a snapshot that cannot be read is passed over, to the same limits', async () => {
  cpSync(join(place.path, 'run'), join(place.path, 'spoilt'), { recursive: true });
  rmSync(join(place.path, 'spoilt/snapshots/contents'));
  expect(await shownJson('spoilt', '--at', AT)).toEqual({ ...(await shownJson('run', '--at', AT)), run: 'spoilt' });
});

test('Ctrl-C exits 130 with the command that does it again', async () => {
  const long = place.read('small.yaml').replace('ends: 2026-01-20T19:00+09:00', 'ends: 2026-02-20T19:00+09:00');
  place.write('long.yaml', long);
  await place.spillover('run', 'long.yaml', '--out', 'long', '--snapshots', 'off');
  const child = place.start('show', 'long', '--headroom', '--json');
  const ending = ended(child);
  // Progress begins after a second of work.
  child.stderr?.on('data', (text: string) => {
    if (text.includes(' %')) child.kill('SIGINT');
  });
  const { code, stdout } = await ending;
  expect(code).toBe(130);
  expect(JSON.parse(stdout).repeat).toMatch(/ show long --headroom$/);
});

describe('what cannot be shown', () => {
  test('a log by itself: no limits, and why', async () => {
    cpSync(join(place.path, 'run/events.log'), join(place.path, 'alone.log'));
    const { code, stdout } = await place.spillover('show', 'alone.log');
    expect(code).toBe(0);
    expect(stdout).toContain('not shown: alone.log has no run.json beside it');
    const asked = await place.spillover('show', 'alone.log', '--headroom');
    expect([asked.code, asked.stdout]).toEqual([2, '']);
    expect(asked.stderr).toContain('--headroom: alone.log has no run.json beside it');
  });

  test('a torn log is told and shown as far as it goes; a damaged one and a moment before the opening are refused', async () => {
    const log = place.bytes('run/events.log');
    place.writeBytes('torn.log', log.subarray(0, log.length - 7));
    const torn = await place.spillover('show', 'torn.log');
    expect(torn.code).toBe(0);
    expect(torn.stderr).toMatch(/torn\.log: the last frame is torn/);
    const damaged = Buffer.from(log);
    damaged[4000] = (damaged[4000] as number) ^ 1;
    place.writeBytes('damaged.log', damaged);
    expect(await place.spillover('show', 'damaged.log')).toMatchObject({ code: 2, stdout: '' });
    const early = await place.spillover('show', 'run', '--at', '2026-01-18');
    expect([early.code, early.stderr]).toEqual([2, expect.stringContaining('lies before the opening')]);
  });

  test('an institution that is not there is refused with the nearest', async () => {
    const { code, stdout } = await place.spillover('show', 'run', '--agent', 'vigilanti', '--json');
    expect(code).toBe(2);
    expect(JSON.parse(stdout).errors[0]).toMatchObject({ file: '--agent', found: 'vigilanti', nearest: 'vigilante' });
  });

  test('limits of a run by other code are not guessed, nor the episode of a scenario that has none', async () => {
    cpSync(join(place.path, 'run'), join(place.path, 'foreign'), { recursive: true });
    const record = JSON.parse(place.read('run/run.json'));
    const scenario = { ...record.scenario, id: 'small-world' };
    place.write('foreign/run.json', JSON.stringify({ ...record, scenario, code: 'another' }));
    const { headroom_missing, agents } = await shownJson('foreign');
    expect(headroom_missing).toContain('was run by other code');
    expect(new Set(agents.map(({ headroom }) => headroom))).toEqual(new Set([null]));
    const { code, stdout } = await place.spillover('show', 'foreign', '--published', '--json');
    expect(code).toBe(2);
    const expected = expect.stringContaining('japan-2026');
    expect(JSON.parse(stdout).errors[0]).toMatchObject({ file: '--published', found: 'small-world', expected });
  });
});
