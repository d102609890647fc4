/** `spillover run` and `replay` from outside: exit codes, streams, what is in the folder, and digests that agree. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { InProcess } from './in-process.ts';
import { type Ended, ended, lastLine } from './program.ts';

let place: InProcess;
let first: Ended;
beforeAll(async () => {
  place = new InProcess();
  // As a process: what the others are compared with.
  first = await ended(place.start('run', 'small.yaml', '--seed', '7'));
});
afterAll(() => place.remove());

const FOLDER = 'runs/small-world-7';
const DIGEST = /^digest [0-9a-f]{32}$/;

test('a run ends with its digest on stdout and nothing but results there', () => {
  expect(first.code).toBe(0);
  expect(lastLine(first.stdout)).toMatch(DIGEST);
  expect(first.stdout).toContain('Three bonds and a fiscal surprise');
  expect(first.stdout).not.toContain('events/s');
  expect(first.stderr).toContain(`kept in ${FOLDER}`);
  expect(first.stderr).toMatch(/[\d,]+ events, [\d,]+ orders, [\d,]+ fills in/);
});

test('the summary shows the days, the auction and the flows within eighty columns', () => {
  expect(first.stdout).toMatch(/Tue 20 Jan +[+-]?\d+\.\d/);
  expect(first.stdout).toMatch(/JGB-20Y +¥800bn +¥640bn +\d\.\d\d/);
  expect(first.stdout).toMatch(/^jgb +Tue 20 Jan +¥[\d.]+tn +¥11\.2tn +\d+\.\d +\d+\.\d bp$/m);
  expect(first.stdout).toMatch(/vigilante +[+-]¥/);
  // A command to copy stands on one line, however long the path to the program is where this is checked out.
  const wide = first.stdout.split('\n').filter((line) => line.length > 80 && !/spillover(\.js)? \w+ /.test(line));
  expect(wide).toEqual([]);
});

test('no colour goes where there is no terminal', () => {
  expect(first.stdout + first.stderr).not.toContain('\u001b');
});

test('the folder holds the record, the resolved scenario and the log', () => {
  const record = JSON.parse(place.read(`${FOLDER}/run.json`));
  expect(record).toMatchObject({ schema: 'spillover/run-folder@1', seed: 7, complete: true, fault: null });
  expect(`digest ${record.digest}`).toBe(lastLine(first.stdout));
  expect(record.log.bytes).toBe(place.bytes(`${FOLDER}/events.log`).length);
  expect(record.counts.events).toBe(record.log.last_seq);
});

test('the log alone gives the digest again, and the books balance', async () => {
  const { code, stdout } = await place.spillover('replay', FOLDER);
  expect(code).toBe(0);
  expect(lastLine(stdout)).toBe(lastLine(first.stdout));
  expect(stdout).toContain('cash and bonds conserved exactly');
});

test('run and replay agree about what the days come to in all', async () => {
  const told = first.stdout.split('\n').find((line) => line.startsWith('in all'));
  const { stdout } = await place.spillover('replay', FOLDER, '--json');
  const lines: { close_change_bp: number; close_yield_pct: number }[] = JSON.parse(stdout).lines;
  const signed = (change: number): string => (change > 0 ? '+' : '') + change.toFixed(1);
  expect(told?.split(/ +/).slice(2)).toEqual(lines.map(({ close_change_bp }) => signed(close_change_bp)));
  const closes = first.stdout.split('\n').find((line) => line.startsWith('close'));
  const shown = closes?.split(/ +/).slice(1) ?? [];
  expect(shown).toHaveLength(lines.length);
  // One is rounded to three decimals from the exact yield, the other from six.
  for (const [at, { close_yield_pct }] of lines.entries())
    expect(Math.abs(Number.parseFloat(shown[at] ?? '') - close_yield_pct)).toBeLessThan(0.000502);
});

test('the folder alone suffices to run it again, in --json, without a log, to the same digest', async () => {
  const { code, stdout } = await place.spillover('run', `${FOLDER}/scenario.yaml`, '--seed', '7', '--no-log', '--json');
  const document = JSON.parse(stdout);
  expect(code).toBe(0);
  expect(stdout.trimEnd()).not.toContain('\n');
  expect(document.schema).toBe('spillover/run@1');
  expect(`digest ${document.digest}`).toBe(lastLine(first.stdout));
  expect(document.scenario.digest).toBe(JSON.parse(place.read(`${FOLDER}/run.json`)).scenario.digest);
  expect(Object.keys(document)).toEqual(expect.arrayContaining(['daily', 'auctions', 'flows', 'counts', 'headlines']));
  expect(place.has('runs/small-world-7-2')).toBe(false);
});

test('other luck gives another digest, and another run of the seed takes another folder', async () => {
  const other = await place.spillover('run', 'small.yaml', '--seed', '8', '--until', '2026-01-19T07:00Z');
  const same = await place.spillover('run', 'small.yaml', '--seed', '7', '--until', '2026-01-19T07:00Z');
  expect(same.stderr).toContain('kept in runs/small-world-7-2');
  expect(lastLine(other.stdout)).toMatch(DIGEST);
  expect(lastLine(other.stdout)).not.toBe(lastLine(same.stdout));
});

test('a run that was stopped at a time is what the longer run was then', async () => {
  const { stdout } = await place.spillover('replay', FOLDER, '--at', '2026-01-19T07:00Z', '--json');
  const short = await place.spillover(
    'run',
    'small.yaml',
    '--seed',
    '7',
    '--until',
    '2026-01-19T16:00+09:00',
    '--no-log',
  );
  expect(`digest ${JSON.parse(stdout).digest}`).toBe(lastLine(short.stdout));
});

test('switching a loop off is told and changes what happens', async () => {
  const { code, stdout } = await place.spillover(
    'run',
    'small.yaml',
    '--seed',
    '7',
    '--set',
    'loops.L1=off',
    '--no-log',
  );
  expect(code).toBe(0);
  expect(stdout.split('\n')[1]).toContain('loops.L1=off');
  expect(lastLine(stdout)).not.toBe(lastLine(first.stdout));
});

test('--out never takes the folder of another run', async () => {
  const { code, stderr } = await place.spillover('run', 'small.yaml', '--seed', '9', '--out', FOLDER);
  expect(code).toBe(2);
  expect(stderr).toContain('holds another run (small-world, seed 7)');
});

describe('behaviour brought along', () => {
  test('takes the place of a known kind and changes the digest of the scenario', async () => {
    const kinds = new URL('../../src/agents/kinds.ts', import.meta.url).href;
    const text = `import { AGENT_KINDS } from '${kinds}';
      export const asleep = { ...AGENT_KINDS.vigilante, decide: () => [] };`;
    place.write('asleep.ts', text);
    const args = ['run', 'small.yaml', '--seed', '7', '--no-log', '--json', '--agents'];
    const { code, stdout } = await place.spillover(...args, './asleep.ts');
    const document = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(document.flows.map(({ agent_kind }: { agent_kind: string }) => agent_kind)).not.toContain('vigilante');
    expect(document.scenario.digest).not.toBe(JSON.parse(place.read(`${FOLDER}/run.json`)).scenario.digest);
  });

  test('that keeps what its memory does not say is forked from the first event, snapshots or not', async () => {
    const kinds = new URL('../../src/agents/kinds.ts', import.meta.url).href;
    const text = `import { AGENT_KINDS } from '${kinds}';
      let heard = 0;
      const { vigilante } = AGENT_KINDS;
      export const moody = {
        ...vigilante,
        remember: (memory, event, view) => { heard += 1; return vigilante.remember(memory, event, view); },
        decide: (view, memory, event, random) =>
          heard % 7 < 3 ? vigilante.decide(view, memory, event, random) : [],
      };`;
    place.write('moody.ts', text);
    const args = ['run', 'small.yaml', '--seed', '7', '--agents', './moody.ts', '--snapshots', '60', '--out', 'moody'];
    // As processes: what it keeps must not outlive the run.
    const run = await ended(place.start(...args));
    expect(run.code, run.stderr).toBe(0);
    expect(place.has('moody/snapshots/contents')).toBe(true);
    const forked = await ended(place.start('fork', 'moody', '--at', '2026-01-20T01:00Z', '--out', 'moody-fork'));
    expect(lastLine(forked.stdout), forked.stderr).toBe(lastLine(run.stdout));
    expect(forked.stderr).not.toContain('snapshot');
  });

  test('our bug, or theirs, exits 3 with the seed and the command that shows it again, and keeps the log', async () => {
    const kinds = new URL('../../src/agents/kinds.ts', import.meta.url).href;
    const text = `import { AGENT_KINDS } from '${kinds}';
      export const broken = { ...AGENT_KINDS.vigilante, decide: () => { throw new Error('lost its mind'); } };`;
    place.write('broken.ts', text);
    const { code, stdout, stderr } = await place.spillover(
      'run',
      'small.yaml',
      '--seed',
      '3',
      '--agents',
      './broken.ts',
    );
    expect(code).toBe(3);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/our bug, or one in \.\/broken\.ts: lost its mind \(scenario small-world, seed 3, seq \d+/);
    expect(stderr).toMatch(/to see it again: .* run small\.yaml --seed 3 --agents \.\/broken\.ts/);
    const record = JSON.parse(place.read('runs/small-world-3/run.json'));
    expect(record.fault).toContain('lost its mind');

    const asJson = await place.spillover('run', 'small.yaml', '--seed', '3', '--agents', './broken.ts', '--json');
    expect(asJson.code).toBe(3);
    const { errors, ...soFar } = JSON.parse(asJson.stdout);
    expect(errors).toEqual([
      expect.objectContaining({ message: expect.stringContaining('our bug, or one in ./broken.ts: lost its mind') }),
    ]);
    expect(soFar).toMatchObject({ run: 'runs/small-world-3', digest: record.digest, resume: null });
    expect(soFar.seq).toBeGreaterThanOrEqual(record.counts.events);
    expect(soFar.repeat).toMatch(/ run small\.yaml --seed 3 --agents \.\/broken\.ts$/);
  });
});
