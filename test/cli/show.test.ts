/** `show` as its users meet it: a run at a moment, beside what was published, and what it says where it cannot. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LineRow } from '../../src/cli/show/line-rows.ts';
import { InProcess } from './in-process.ts';
import { lastLine } from './program.ts';

interface Shown {
  readonly seq: number;
  readonly digest: string;
  readonly lines: readonly LineRow[];
  readonly agents: readonly {
    readonly agent: string;
    readonly agent_kind: string;
    readonly holdings: readonly { readonly bond: string; readonly face: number; readonly dv01: number | null }[];
    readonly headroom:
      | readonly { readonly limit: string; readonly bond: string; readonly distance_bp: number }[]
      | null;
  }[];
  readonly headroom_missing: string | null;
  readonly auctions: readonly unknown[];
  readonly flows: readonly unknown[];
  readonly published: { readonly episode: string; readonly compared: readonly { readonly measure: string }[] } | null;
}

const AT = '2026-01-20T11:00+09:00';
let place: InProcess;
let run: Record<string, unknown>;
/** The end of the run, beside what was published. */
let whole: Shown;

async function shownJson(...args: readonly string[]): Promise<Shown> {
  const { code, stdout, stderr } = await place.spillover('show', ...args, '--json');
  expect(code, stderr + stdout).toBe(0);
  return JSON.parse(stdout);
}

beforeAll(async () => {
  place = new InProcess();
  const variant = place.read('small.yaml').replace('id: small-world', 'id: japan-2026-small');
  place.write('variant.yaml', variant);
  // Past the close of the second day, and no further.
  const until = ['--until', '2026-01-20T15:05+09:00'];
  const end = await place.spillover('run', 'variant.yaml', '--out', 'run', ...until, '--snapshots', '60', '--json');
  expect(end.code, end.stderr).toBe(0);
  run = JSON.parse(end.stdout);
  whole = await shownJson('run', '--published');
});
afterAll(() => place.remove());

test('the end of a run: curves, books, holders, limits, auctions and flows, then the digest', async () => {
  const { code, stdout, stderr } = await place.spillover('show', 'run');
  expect(code, stderr).toBe(0);
  for (const title of ['JGB  Tue 20 Jan', 'Books', 'Who holds what', 'How far limits are', 'Auctions', 'Who bought'])
    expect(stdout).toContain(`\n${title}`);
  expect(stdout).toMatch(/^day +[+-]\d+\.\d/m);
  expect(stdout).toMatch(/^debtOffice \(1\) +-¥/m);
  expect(stdout).toMatch(/^dealer +risk limit +JGB-30Y +[+-]?\d+\.\d +dealers-/m);
  expect(lastLine(stdout)).toBe(`digest ${run.digest}`);
  // A command to copy stands on one line, however long its paths are.
  expect(stdout.split('\n').filter((line) => line.length > 80 && !line.includes('spillover'))).toEqual([]);
});

test('a moment is that of replay: the same events, curves and books', async () => {
  const shown = await shownJson('run', '--at', AT);
  const { stdout } = await place.spillover('replay', 'run', '--at', AT, '--json');
  const replayed = JSON.parse(stdout);
  expect([shown.seq, shown.digest]).toEqual([replayed.seq, replayed.digest]);
  expect(shown.lines).toEqual(replayed.lines.map((line: unknown) => expect.objectContaining(line)));
  expect(shown.auctions).toEqual([]);
  for (const { bond, day_change_bp, change_bp } of shown.lines) expect(day_change_bp, bond).toBe(change_bp);
});

test('what all hold of a line adds up to nothing, and whoever has a limit says how far it is', () => {
  const { agents, headroom_missing } = whole;
  const sums = new Map<string, number>();
  for (const { bond, face } of agents.flatMap(({ holdings }) => holdings)) sums.set(bond, (sums.get(bond) ?? 0) + face);
  expect(Object.fromEntries(sums)).toEqual({ 'JGB-10Y': 0, 'JGB-20Y': 0, 'JGB-30Y': 0 });
  expect(headroom_missing).toBeNull();
  expect(agents.filter(({ agent_kind }) => agent_kind === 'dealer').map(({ headroom }) => headroom?.length)).toEqual([
    1, 1, 1,
  ]);
});

test('a group by name: each with its lines and its limit', async () => {
  const { code, stdout } = await place.spillover('show', 'run', '--agent', 'dealers');
  expect(code).toBe(0);
  for (const agent of ['dealers-01', 'dealers-02', 'dealers-03']) {
    expect(stdout).toMatch(new RegExp(`^${agent}\\n {2}JGB-10Y +¥`, 'm'));
    expect(stdout).toMatch(new RegExp(`\\d +JGB-30Y +${agent} +risk limit`));
  }
  expect(stdout).not.toContain('vigilante');
});

describe('beside what was published', () => {
  test('a variant is looked at beside its episode; the log gives what the run gave', () => {
    const { published } = whole;
    expect(published?.episode).toBe('japan-2026');
    expect(published).toEqual(run.published);
    expect(published?.compared.map(({ measure }) => measure)).toEqual(
      expect.arrayContaining(['close', 'high', 'change', 'slope_change', 'tail', 'cover', 'interdealer_turnover']),
    );
  });

  test('misses are shown with their sign, and what cannot be compared with the reason', async () => {
    const { stdout } = await place.spillover('show', 'run', '--published');
    expect(stdout).toMatch(/^ {2}JGB-30Y change +\+26\.5 bp +[+-]?\d+\.\d bp +[+-]\d+\.\d bp/m);
    expect(stdout).toMatch(/^Not compared {3}\d+ numbers$/m);
    expect(stdout).toContain('no such line in the run: ');
    expect(stdout).toContain('the run has not come to that date: ');
  });
});

test('a log by itself has no limits, and a moment before the opening is refused', async () => {
  cpSync(join(place.path, 'run/events.log'), join(place.path, 'alone.log'));
  const { code, stdout } = await place.spillover('show', 'alone.log');
  expect(code).toBe(0);
  expect(stdout).toContain('not shown: alone.log has no run.json beside it');
  const early = await place.spillover('show', 'run', '--at', '2026-01-18');
  expect([early.code, early.stderr]).toEqual([2, expect.stringContaining('lies before the opening')]);
});
