/** A log whose repetition comes to something else: somebody's change of the code, or our bug, and the two are told apart. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeIdentity } from '../../src/cli/code-identity.ts';
import { ENGINE_VERSION } from '../../src/cli/program.ts';
import { Simulation } from '../../src/engine/simulation.ts';
import { RunDigest } from '../../src/events/content-digest.ts';
import { LogWriter } from '../../src/events/log-writer.ts';
import { seed } from '../../src/units/quantity.ts';
import { later, MINUTE_MS } from '../../src/units/time.ts';
import { smallWorld } from '../engine/small-world.ts';
import { InProcess } from './in-process.ts';
import { Workplace } from './program.ts';

let place: InProcess;
let record: Record<string, unknown>;
/** What "other code" made of the same scenario and seed: here, a world of other luck. */
let digest: string;
let lastSeq: number;

beforeAll(async () => {
  place = new InProcess();
  await place.spillover('run', 'small.yaml', '--seed', '7', '--out', 'run', '--until', '2026-01-19T07:00Z');
  record = JSON.parse(place.read('run/run.json'));
  const scenario = smallWorld();
  const scenarioDigest = (record.scenario as { digest: string }).digest;
  const blocks: Uint8Array[] = [];
  const folded = new RunDigest();
  const start = { engineVersion: ENGINE_VERSION, scenarioDigest, seed: seed(7) };
  const writer = new LogWriter({ sink: (bytes) => blocks.push(bytes.slice()), digest: folded, start });
  const other = new Simulation({
    scenario,
    seed: seed(8),
    observe: (stream) => {
      for (const visitor of [folded, writer]) {
        stream.events$.subscribe((event) => visitor.control(event));
        stream.batches$.subscribe((batch) => visitor.batch(batch));
      }
    },
  });
  other.advance(later(scenario.opensAt, 30 * MINUTE_MS));
  writer.flush();
  digest = folded.hex;
  lastSeq = folded.count;
  place.writeBytes('run/events.log', Buffer.concat(blocks));
});
afterAll(() => place.remove());

const claim = (code: unknown): void => {
  place.write('run/run.json', JSON.stringify({ ...record, complete: false, digest: null, log: null, code }));
};

test.each([['of another state of the code'], [null], [undefined]])('written by code %s: bad input', async (code) => {
  claim(code);
  const before = place.read('run/run.json');
  const log = place.bytes('run/events.log');
  for (const again of [1, 2]) {
    const { code: exit, stderr } = await place.spillover('run', '--resume', 'run');
    expect(exit, `time ${again}`).toBe(2);
    expect(stderr).toContain(`run/events.log: was written by other code (engine ${ENGINE_VERSION}`);
    expect(stderr).toContain('replay works, resuming does not');
    expect(stderr).toMatch(new RegExp(`up to seq ${lastSeq} gives the digest [0-9a-f]{32}, the log has ${digest}`));
  }
  expect(place.read('run/run.json')).toBe(before);
  expect(place.bytes('run/events.log').equals(log)).toBe(true);
  expect((await place.spillover('replay', 'run')).code).toBe(0);
});

test('in --json both digests and the seq are members', async () => {
  claim('other');
  const { code, stdout } = await place.spillover('run', '--resume', 'run', '--json');
  expect(code).toBe(2);
  expect(JSON.parse(stdout).errors).toEqual([
    expect.objectContaining({ file: 'run/events.log', path: `seq ${lastSeq}`, expected: digest }),
  ]);
});

test('written by this very code: our bug', async () => {
  claim(record.code);
  const { code, stdout, stderr } = await place.spillover('run', '--resume', 'run', '--json');
  expect(code, stderr).toBe(3);
  expect(JSON.parse(stdout)).toMatchObject({ seq: lastSeq, resume: null });
  expect(stderr).toContain(`the log has ${digest}`);
});

test('it cannot be forked where this code does not repeat it: the first difference is told', async () => {
  const told = { complete: true, digest, until: '2026-01-19T06:30:00Z' };
  place.write('run/run.json', JSON.stringify({ ...record, ...told, log: null, code: 'other' }));
  const { code, stderr } = await place.spillover('fork', 'run', '--at', '2026-01-19T15:20+09:00');
  expect(code, stderr).toBe(2);
  expect(stderr).toMatch(
    /repeating run gives another event at seq \d+, before the fork after seq \d+: it was written by other code/,
  );
});

test('a run says which code it was made by', async () => {
  const sources = new Workplace();
  await sources.spillover('run', 'small.yaml', '--out', 'run', '--until', '2026-01-19T06:05Z');
  const { code } = JSON.parse(sources.read('run/run.json'));
  sources.remove();
  expect(code).toBe(codeIdentity());
  expect(codeIdentity()).toMatch(/^[0-9a-f]{32}$/);
});
