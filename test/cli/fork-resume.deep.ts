/**
 * A fork that is killed goes on like any run: to the same log, byte for byte, the same digest, and a run.json that still says
 * what it is a fork of. With its snapshots and without them.
 */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bytesSource, LogReader, readLog } from '../../src/events/log-reader.ts';
import { RECORD_WORDS, type RecordBatch, RecordKind } from '../../src/events/records.ts';
import { WORLD_WITH_DOLLARS } from '../engine/patched-world.ts';
import { builtForTests } from './built-program.ts';
import { type Ended, ended, lastLine, Workplace } from './program.ts';

const PROGRAM = await builtForTests();
const UNTIL = '2026-01-20T12:40+09:00';
const LATER = '2026-01-20T11:15+09:00';
let place: Workplace;
let straight: Ended;
let log: Buffer;
/** What run.json says until a fork has ended. */
let recordAtFirst: string;
/** Inside the effects of a command, so that the fork lies a little later than asked. */
let asked: number;
let fork: readonly string[];

const record = (folder: string): Record<string, unknown> => JSON.parse(place.read(`${folder}/run.json`));

/** Kept while it was written, and killed: run.json must be that of its beginning. */
async function killed(folder: string, afterMs: number): Promise<void> {
  const child = place.start(...fork, '--out', folder);
  const ending = ended(child);
  while (child.exitCode === null && !place.has(`${folder}/events.log`)) await sleep(2);
  await sleep(afterMs);
  child.kill('SIGKILL');
  await ending;
}

/** An order of the second morning that is filled at once. */
function insideACommand(bytes: Buffer): number {
  let found = 0;
  const batch = ({ at, firstSeq, words, from, to }: RecordBatch): void => {
    for (
      let p = from;
      p + RECORD_WORDS < to && found === 0 && at > Date.parse('2026-01-20T09:30+09:00');
      p += RECORD_WORDS
    )
      if (words[p] === RecordKind.accepted && words[p + RECORD_WORDS] === RecordKind.filled)
        found = firstSeq + (p - from) / RECORD_WORDS;
  };
  readLog(bytesSource(new Uint8Array(bytes)), { control: () => undefined, batch }, { engineVersion: '0' });
  return found;
}

function frameEnds(bytes: Buffer): number[] {
  const reader = new LogReader(bytesSource(new Uint8Array(bytes)), { engineVersion: '0' });
  const ends = [reader.tail.bytes];
  while (reader.next({ control: () => undefined, batch: () => undefined })) ends.push(reader.tail.bytes);
  return ends;
}

beforeAll(async () => {
  place = new Workplace(PROGRAM);
  place.write('world.yaml', WORLD_WITH_DOLLARS);
  place.write(
    'patch.yaml',
    [
      'schemaVersion: 1',
      'interventions:',
      '  - { set: { agents.vigilantes.capacity: 5%, loops.L6: off } }',
      `  - { trade: FX-USDJPY, side: sell, amount: $5bn, by: mof, at: ${LATER}, over: 2h }`,
      '  - { id: ceiling, bond: JGB-10Y, format: boj_fixed_rate, fixedSpread: 1bp }',
      '',
    ].join('\n'),
  );
  const run = await place.spillover('run', 'world.yaml', '--seed', '7', '--out', 'run', '--until', UNTIL);
  expect(run.code, run.stderr).toBe(0);
  asked = insideACommand(place.bytes('run/events.log'));
  fork = ['fork', 'run', '--at', String(asked), '--patch', 'patch.yaml'];
  straight = await place.spillover(...fork, '--out', 'whole');
  expect(straight.code, straight.stderr).toBe(0);
  log = place.bytes('whole/events.log');
  // On a busy machine a fork may be over before it can be killed.
  do {
    rmSync(`${place.path}/killed`, { recursive: true, force: true });
    await killed('killed', 0);
    recordAtFirst = place.read('killed/run.json');
  } while (JSON.parse(recordAtFirst).complete === true);
});
afterAll(() => place.remove());

async function goesOn(folder: string): Promise<void> {
  const { code, stdout, stderr } = await place.spillover('run', '--resume', folder);
  expect(code, stderr).toBe(0);
  expect(lastLine(stdout)).toBe(lastLine(straight.stdout));
  expect(place.bytes(`${folder}/events.log`).equals(log)).toBe(true);
  const { machine: _, started: __, wall_seconds: ___, ...said } = record(folder);
  const { machine: _m, started: _s, wall_seconds: _w, ...expected } = record('whole');
  expect(said).toEqual({
    ...expected,
    scenario: { ...(expected.scenario as object), file: `${folder}/scenario.yaml` },
  });
}

test('run.json says from the first that it is a fork, of what, and what was changed', () => {
  const { fork: origin, patches, complete } = JSON.parse(recordAtFirst);
  expect(complete).toBe(false);
  expect(origin).toMatchObject({ run: 'run', digest: record('run').digest });
  expect(patches).toEqual(record('whole').patches);
  expect((record('whole').fork as { seq: number }).seq).toBeGreaterThan(asked);
});

test('killed by SIGKILL at whatever moment', async () => {
  let resumed = 0;
  for (const [n, afterMs] of [0, 0, 50, 150, 300, 500].entries()) {
    await killed(`killed-${n}`, afterMs);
    if (record(`killed-${n}`).complete === true) continue;
    await goesOn(`killed-${n}`);
    resumed += 1;
  }
  expect(resumed).toBeGreaterThan(0);
});

describe.each([
  ['with its snapshots', true],
  ['without them', false],
])('%s', (_, hasSnapshots) => {
  test('cut at each frame, inside each frame, inside the header, and without a log', async () => {
    const ends = frameEnds(log);
    expect(ends.length).toBeGreaterThan(1);
    const cuts = [0, 100, ...ends.flatMap((end) => [end, end + 5_000])].filter((cut) => cut < log.length);
    for (const cut of cuts) {
      const folder = `cut-${hasSnapshots}-${cut}`;
      cpSync(join(place.path, 'whole'), join(place.path, folder), { recursive: true });
      place.write(`${folder}/run.json`, recordAtFirst.replaceAll('killed/', `${folder}/`));
      place.writeBytes(`${folder}/events.log`, log.subarray(0, cut));
      if (cut === 0) rmSync(`${place.path}/${folder}/events.log`);
      if (!hasSnapshots) rmSync(`${place.path}/${folder}/snapshots`, { recursive: true, force: true });
      await goesOn(folder);
    }
  });
});

test('of a complete fork whose log became shorter', async () => {
  const whole = await place.spillover(...fork, '--out', 'shortened');
  expect(whole.code, whole.stderr).toBe(0);
  place.writeBytes('shortened/events.log', log.subarray(0, log.length - 9));
  await goesOn('shortened');
});

test('what was gone on with can be asked, replayed, and forked again', async () => {
  await goesOn('killed');
  expect((await place.spillover('replay', 'killed')).stdout).toContain(lastLine(straight.stdout));
  const again = await place.spillover('fork', 'killed', '--at', LATER, '--out', 'again');
  expect(lastLine(again.stdout)).toBe(lastLine(straight.stdout));
  const { seq } = record('killed').fork as { seq: number };
  const why = await place.spillover('why', 'killed', String(seq + 1), '--prove');
  expect(why.code, why.stderr).toBe(0);
  expect(why.stdout).toContain('stated by the patch of a fork');
});
