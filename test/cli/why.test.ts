/** `why` as its users meet it: chains in words, questions, and proofs that rerun the world. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { InProcess } from './in-process.ts';
import { lastLine } from './program.ts';

let place: InProcess;

interface Node {
  readonly seq: number;
  readonly type: string;
  readonly agent: string | null;
  readonly follows_from: readonly number[];
  readonly root: string | null;
}
interface Why {
  readonly schema: string;
  readonly seq: number;
  readonly match_count: number | null;
  readonly matches: readonly { readonly seq: number; readonly agent: string }[];
  readonly provenance: { readonly nodes: readonly Node[]; readonly roots: readonly number[] };
  readonly proof: {
    readonly without: number;
    readonly first_difference: number | null;
    readonly closes: readonly { readonly bond: string; readonly difference_bp: number }[];
    readonly flows: readonly { readonly agent_kind: string; readonly difference_dv01: number }[];
    readonly digest: string;
  } | null;
}

async function whyJson(...args: readonly string[]): Promise<Why> {
  const { code, stdout, stderr } = await place.spillover('why', 'run', ...args, '--json');
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
}

beforeAll(async () => {
  place = new InProcess();
  const { code, stderr } = await place.spillover(
    'run',
    'small.yaml',
    '--seed',
    '7',
    '--out',
    'run',
    '--until',
    '2026-01-20T01:00Z',
    '--snapshots',
    '60',
  );
  expect(code, stderr).toBe(0);
});
afterAll(() => place.remove());

describe('a question', () => {
  test('is answered by the largest deed and its chain, in words; the others are listed', async () => {
    const { code, stdout, stderr } = await place.spillover('why', 'run', 'vigilante sells JGB-30Y 2026-01-20');
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^vigilantes-\d+ \(vigilante\) in JGB-30Y, .*\n?.*matches/);
    expect(stdout).toMatch(/announced \(jgb\): An unfunded tax cut: 0.78% of output/);
    expect(stdout).toContain('follows from 2 things:');
    expect(stdout).toContain('as the engine recorded it');
    expect(stdout).toContain('Also');
    expect(stdout).not.toMatch(/\bbecause\b|\bcaused?\b/i);
  });

  test('may stand in one word or in several', async () => {
    const [one, several] = await Promise.all([
      whyJson('vigilante sells JGB-30Y 2026-01-20'),
      whyJson('vigilante', 'sells', 'JGB-30Y', '2026-01-20'),
    ]);
    expect(several).toEqual(one);
    expect(one).toMatchObject({ schema: 'spillover/why@1', seq: one.matches[0]?.seq, proof: null });
    expect(one.match_count).toBe(one.matches.length);
  });
});

describe('without what it asks about, on the same luck', () => {
  let surprise: number;
  let left: Why;

  beforeAll(async () => {
    const { provenance } = await whyJson('vigilante sells JGB-30Y 2026-01-20');
    surprise = provenance.nodes.find(({ type }) => type === 'FiscalShockAnnounced')?.seq ?? 0;
    left = await whyJson(String(surprise), '--prove');
  });

  test('an announcement is left out: the runs part there, and vigilantes sell less', () => {
    const { proof, provenance } = left;
    expect(provenance.nodes).toHaveLength(1);
    expect(proof).toMatchObject({ without: surprise, first_difference: surprise });
    const sold = proof?.flows.filter(({ agent_kind }) => agent_kind === 'vigilante');
    expect(sold?.some(({ difference_dv01 }) => difference_dv01 < 0)).toBe(true);
  });

  test('the text speaks of an effect only here, and says how little one pair of runs shows', async () => {
    const { stdout } = await place.spillover('why', 'run', String(surprise), '--prove');
    expect(stdout).toContain('on the same luck: the announcement surprise is not made.');
    expect(stdout).toContain(`The first difference is seq ${surprise};`);
    expect(stdout).toContain('One pair of runs');
  });

  test('the run without it is the run of a scenario without it', async () => {
    const scenario = place.read('run/scenario.yaml').replace(/^announcements:\n(?: {2}.*\n)+/m, 'announcements: []\n');
    expect(scenario).toContain('announcements: []');
    place.write('without.yaml', scenario);
    const until = ['--until', '2026-01-20T01:00Z'];
    const { stdout } = await place.spillover('run', 'without.yaml', '--seed', '7', '--no-log', ...until);
    expect(lastLine(stdout)).toBe(`digest ${left.proof?.digest}`);
  });

  test('of a question the nearest decision is left out; of an order by its seq it is only named', async () => {
    const { proof, seq, provenance } = await whyJson('vigilante sells JGB-30Y 2026-01-20', '--prove');
    const decision = provenance.nodes.find(({ type }) => type === 'DecisionTaken')?.seq;
    expect(proof).toMatchObject({ without: decision, first_difference: decision });
    const refused = await place.spillover('why', 'run', String(seq), '--prove', '--json');
    expect(refused.code).toBe(2);
    expect(JSON.parse(refused.stdout).errors[0]).toMatchObject({ found: String(seq), nearest: String(decision) });
  });

  test('a log alone cannot be repeated, nor can a run by other code', async () => {
    place.writeBytes('alone.log', place.bytes('run/events.log'));
    const alone = await place.spillover('why', 'alone.log', String(surprise), '--prove');
    expect([alone.code, alone.stderr]).toEqual([2, expect.stringContaining('no run.json beside it')]);
    expect((await place.spillover('why', 'alone.log', String(surprise))).code).toBe(0);
    const record = place.read('run/run.json');
    place.write('run/run.json', JSON.stringify({ ...JSON.parse(record), code: 'other' }));
    const other = await place.spillover('why', 'run', String(surprise), '--prove');
    expect([other.code, other.stderr]).toEqual([2, expect.stringContaining('was run by other code')]);
    place.write('run/run.json', record);
  });
});

test.each([
  [['why', 'run'], 'which seq or question?'],
  [['why', 'run', '99999999'], 'there is no seq 99999999'],
  [['why', 'run', 'vigilanti sells jgb'], 'did you mean "vigilante"?'],
  [['why', 'run', 'vigilante sells jgb 2026-01-25'], 'one of the dates on which it happened: 2026-01-20'],
])('%j is refused: %s', async (args, message) => {
  const { code, stderr, stdout } = await place.spillover(...args);
  expect(code).toBe(2);
  expect(stderr.replace(/\s+/g, ' ')).toContain(message);
  expect(stdout).toBe('');
});

test('a log beside the run.json of another run is refused', async () => {
  mkdirSync(join(place.path, 'mixed'));
  place.writeBytes('mixed/events.log', place.bytes('run/events.log'));
  const record = JSON.parse(place.read('run/run.json'));
  place.write('mixed/run.json', JSON.stringify({ ...record, seed: record.seed + 1 }));
  const { code, stderr } = await place.spillover('why', 'mixed', '5');
  expect([code, stderr]).toEqual([2, expect.stringContaining('its run.json of others')]);
});

test('a torn log tells what is left of it; a damaged one is refused with its place', async () => {
  const bytes = place.bytes('run/events.log');
  place.writeBytes('torn.log', bytes.subarray(0, bytes.length - 10));
  const torn = await place.spillover('why', 'torn.log', 'noise sells jgb');
  expect([torn.code, torn.stderr]).toEqual([0, expect.stringContaining('the last frame is torn')]);
  const broken = Buffer.from(bytes);
  broken[400] = (broken[400] as number) ^ 1;
  place.writeBytes('broken.log', broken);
  const damaged = await place.spillover('why', 'broken.log', '5');
  expect([damaged.code, damaged.stderr]).toEqual([2, expect.stringContaining('damaged at byte')]);
});
