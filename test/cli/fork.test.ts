/** `fork` as its users meet it: a run left at a moment, every kind of patch, and a folder that the other commands work on. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WORLD_WITH_DOLLARS } from '../engine/patched-world.ts';
import { InProcess } from './in-process.ts';
import { lastLine } from './program.ts';

interface Forked {
  readonly schema: string;
  readonly run: string;
  readonly parent: { readonly run: string; readonly digest: string };
  readonly fork: { readonly asked: string; readonly seq: number; readonly time: string };
  readonly patches: readonly string[];
  readonly first_divergence: { readonly seq: number; readonly time: string; readonly type: string } | null;
  readonly closes: readonly { readonly bond: string; readonly difference_bp: number }[];
  readonly flows: readonly { readonly agent: string; readonly market: string; readonly difference_dv01: number }[];
  readonly digest: string;
}

const AT = '2026-01-20T09:10+09:00';
const UNTIL = '2026-01-20T10:30+09:00';
let place: InProcess;
let straight: string;

async function forkJson(...args: readonly string[]): Promise<Forked> {
  const { code, stdout, stderr } = await place.spillover('fork', ...args, '--json');
  expect(code, stderr + stdout).toBe(0);
  return JSON.parse(stdout);
}

beforeAll(async () => {
  place = new InProcess();
  place.write('world.yaml', WORLD_WITH_DOLLARS);
  const { code, stdout, stderr } = await place.spillover(
    'run',
    'world.yaml',
    '--seed',
    '7',
    '--out',
    'run',
    '--until',
    UNTIL,
  );
  expect(code, stderr).toBe(0);
  straight = lastLine(stdout).slice('digest '.length);
});
afterAll(() => place.remove());

describe('a fork', () => {
  test('without a patch gives the identical digest', async () => {
    const { code, stdout, stderr } = await place.spillover('fork', 'run', '--at', AT);
    expect(code, stderr).toBe(0);
    expect(lastLine(stdout)).toBe(`digest ${straight}`);
    expect(stdout).toContain('Nothing is different');
    expect(place.has('runs/small-world-fork-7/events.log')).toBe(true);
  });

  test('changes everything that a patch may change, says where it parts and what is different', async () => {
    place.write(
      'patch.yaml',
      [
        'schemaVersion: 1',
        `at: ${AT}`,
        'interventions:',
        '  - { type: PolicyRateSet, id: hike, market: jgb, rate: 1%, votesFor: 9, votesAgainst: 0, guidance: hawkish, headline: A hike }',
        '  - { type: OfficialSpoke, id: calm, market: jgb, speaker: the minister, stance: calming, credibility: 80%, headline: Calm }',
        '  - { id: ceiling, bond: JGB-10Y, format: boj_fixed_rate, fixedSpread: 1bp }',
        '  - { id: outright, bond: JGB-30Y, format: boj_purchase, amount: ¥300bn }',
        '  - { id: buy-back, bond: JGB-30Y, format: mof_buyback, amount: ¥100bn }',
        '  - { revise: twenty-year, offered: ¥400bn }',
        '  - { trade: FX-USDJPY, side: sell, amount: $5bn, by: mof }',
        '  - { set: { agents.vigilantes.capacity: 5%, loops.L6: off } }',
        '  - { cancel: outright, at: 2026-01-20T10:20+09:00 }',
        '',
      ].join('\n'),
    );
    const found = await forkJson('run', '--patch', 'patch.yaml', '--out', 'forked');
    expect(found).toMatchObject({
      schema: 'spillover/fork@1',
      run: 'forked',
      parent: { run: 'run', digest: straight },
    });
    expect(found.first_divergence?.seq).toBe(found.fork.seq + 1);
    expect(found.first_divergence?.time).toBe('2026-01-20T00:10:00Z');
    expect(found.patches).toHaveLength(9);
    const sizes = found.flows
      .filter(({ market }) => market === 'jgb')
      .map(({ difference_dv01 }) => Math.abs(difference_dv01));
    expect(sizes.length).toBeGreaterThan(3);
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    expect(found.flows.some(({ agent, market }) => agent === 'mof' && market === 'fx')).toBe(true);
  });

  test('keeps a folder that alone suffices: replayed, exported, asked why, run again', async () => {
    const record = JSON.parse(place.read('forked/run.json'));
    expect(record).toMatchObject({ fork: { run: 'run', digest: straight }, complete: true });
    expect(lastLine((await place.spillover('replay', 'forked')).stdout)).toBe(`digest ${record.digest}`);
    const first = record.fork.seq + 1;
    const why = await place.spillover('why', 'forked', String(first));
    expect([why.code, why.stdout]).toEqual([0, expect.stringContaining('stated by the patch of a fork')]);
    const exported = await place.spillover('export', 'forked', '--table', 'events', '--format', 'csv');
    expect(exported.code, exported.stderr).toBe(0);
    expect(place.read('forked/tables/events.csv')).toContain('CurrencyInterventionOrdered');
    const again = await place.spillover('run', 'forked/scenario.yaml', '--seed', '7', '--no-log', '--until', UNTIL);
    expect(lastLine(again.stdout)).toBe(`digest ${record.digest}`);
  });

  test('can be forked again: its own patch stays, the next comes after it', async () => {
    const later = '2026-01-20T10:05+09:00';
    const empty = await forkJson('forked', '--at', later, '--out', 'again');
    expect([empty.digest, empty.first_divergence]).toEqual([JSON.parse(place.read('forked/run.json')).digest, null]);
    const other = await forkJson('forked', '--at', later, '--set', 'loops.L6=on', '--out', 'other');
    expect(other.first_divergence).toMatchObject({ type: 'LoopSwitched', seq: other.fork.seq + 1 });
    expect(other.patches).toHaveLength(10);
  });

  test('inside the effects of a command says the seq that it used', async () => {
    const { stdout } = await place.spillover('replay', 'run', '--at', AT, '--json');
    const from = (JSON.parse(stdout).seq ?? JSON.parse(stdout).last_seq) as number;
    const moved: number[] = [];
    for (const seq of [from - 3]) {
      const found = await forkJson('run', '--at', String(seq), '--set', 'loops.L6=off', '--out', `at-${seq}`);
      expect(found.first_divergence?.seq).toBe(found.fork.seq + 1);
      expect(found.fork.seq).toBeGreaterThanOrEqual(seq);
      moved.push(found.fork.seq - seq);
    }
    expect(moved.every((by) => by < 20)).toBe(true);
  });
});

describe('what cannot be forked is refused', () => {
  const refusal = async (...args: readonly string[]): Promise<string> => {
    const { code, stderr } = await place.spillover('fork', ...args);
    expect(code, stderr).toBe(2);
    return stderr;
  };

  test('no moment, one outside the run, a patch that is wrong, its own folder', async () => {
    expect(await refusal('run')).toContain('when?');
    expect(await refusal('run', '--at', '2026-02-20')).toContain('after the end');
    expect(await refusal('run', '--at', '99999999')).toContain('after the end');
    expect(await refusal('run', '--at', AT, '--out', 'run')).toContain('the run that is forked');
    expect(await refusal('run', '--at', AT, '--set', 'agents.vigilantes.capcity=5%')).toContain(
      'did you mean "capacity"',
    );
    place.write('wrong.yaml', 'schemaVersion: 1\ninterventions:\n  - { cancel: twenty-yaer }\n');
    expect(await refusal('run', '--at', AT, '--patch', 'wrong.yaml')).toMatch(
      /wrong\.yaml:3:\d+: .*did you mean "twenty-year"/,
    );
  });

  test('a run of another engine, and a log that this code does not repeat, with the first difference', async () => {
    const record = place.read('run/run.json');
    for (const file of ['events.log', 'scenario.yaml']) place.writeBytes(`old-${file}`, place.bytes(`run/${file}`));
    place.write('run/run.json', record.replace(/"engine_version": "[^"]*"/, '"engine_version": "0.0.9"'));
    expect(await refusal('run', '--at', AT)).toContain('can be replayed and exported, not forked');
    // The log of other luck under this run's name: its header says so.
    place.write('run/run.json', record.replace('"seed": 7', '"seed": 8'));
    expect(await refusal('run', '--at', AT)).toContain('seed 7');
    place.write('run/run.json', record);
  });
});
