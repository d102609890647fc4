/** What a page may ask of a run under way: any moment, why, what would have been, and another course. On the small world. */
import { beforeAll, describe, expect, test } from 'vitest';
import { AGENT_KINDS } from '../../src/agents/kinds.ts';
import { Simulation } from '../../src/engine/simulation.ts';
import type { Manifest, Mark } from '../../src/lab/protocol.ts';
import { cardEntries, patchText } from '../../src/lab/state/cards.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import type { SimTime } from '../../src/units/quantity.ts';
import { MINUTE_MS, TICK_MS } from '../../src/units/time.ts';
import { SEED, SMALL_WORLD, smallWorld } from '../engine/small-world.ts';
import { Hosted } from './hosted.ts';

const CHOICE = { scenario: { text: SMALL_WORLD, file: 'small.yaml' }, seed: SEED };
const hosted = new Hosted();
const scenario = smallWorld();
const { opensAt, endsAt } = scenario;
let manifest: Manifest;
let marks: readonly Mark[];

const digestAt = (world: Scenario, at: number): string => {
  const run = new Simulation({ scenario: world, seed: SEED });
  run.advance(at as SimTime);
  return run.digest;
};
const at = (hours: number, ms = 0): number => opensAt + hours * 60 * MINUTE_MS + ms;
const frameAt = (moment: number, branch = 0) =>
  hosted.ask('frame', { ask: 'goTo', branch, moment: { at: moment } }).frame;
const markOf = (type: string): Mark => marks.find((mark) => mark.type === type) as Mark;

beforeAll(() => {
  ({ manifest } = hosted.ask('opened', { ask: 'open', choice: CHOICE }));
  hosted.finish();
  marks = hosted.notices.flatMap((notice) => (notice.notice === 'progress' ? notice.marks : []));
});

describe('a moment', () => {
  test('is the same wherever one comes from, to the millisecond', () => {
    const straight = new Simulation({ scenario, seed: SEED });
    const moments = [at(20, 1), at(18, 30_001), at(19), at(21, 777), at(3.5, 5)];
    const seen = new Map(moments.map((moment) => [moment, frameAt(moment)]));
    for (const moment of [...moments].sort((a, b) => a - b)) {
      straight.advance(moment as SimTime);
      const frame = seen.get(moment);
      expect([frame?.digest, frame?.seq]).toEqual([straight.digest, straight.lastSeq]);
      for (const [line, instrument] of straight.instruments.entries())
        expect(frame?.levelBp[line]).toBe(straight.market.levelBp(instrument));
    }
  });

  test('has a frame whose lists fit the manifest, and the run without the shock beside it', () => {
    const frame = frameAt(at(20));
    const { lines, kinds, markets, institutions } = manifest;
    expect(lines.map(({ id }) => id)).toEqual(['JGB-10Y', 'JGB-20Y', 'JGB-30Y']);
    expect(frame.flows.all).toHaveLength(kinds.length * markets.length);
    expect(Math.max(...frame.limits.institution)).toBeLessThan(institutions.length);
    expect(Math.max(...frame.depthFace)).toBeGreaterThan(0);
    expect(frame.ladder.bidLevelBp[0]).toBeGreaterThan(frame.ladder.offerLevelBp[0] as number);
    const quiet = new Simulation({ scenario: { ...scenario, announcements: [] }, seed: SEED });
    quiet.advance(at(20) as SimTime);
    for (const [line, instrument] of quiet.instruments.entries()) {
      const change = quiet.market.levelBp(instrument) - instrument.openLevelBp;
      expect(frame.noShockBp[line]).toBeCloseTo(change, 3);
    }
  });

  test('follows another by a tick or a mark, forth and back', () => {
    const go = (moment: Parameters<typeof hosted.ask>[1] & { ask: 'goTo' }) => hosted.ask('frame', moment);
    const tick = go({ ask: 'goTo', branch: 0, moment: { tick: 1, at: at(19) } }).frame.at;
    expect(tick).toBe(at(19) + TICK_MS);
    expect(go({ ask: 'goTo', branch: 0, moment: { tick: -1, at: tick } }).frame.at).toBe(at(19));
    const result = markOf('AuctionResultPublished');
    const next = go({ ask: 'goTo', branch: 0, moment: { mark: 1, at: 0, seq: result.seq } });
    const back = go({ ask: 'goTo', branch: 0, moment: { mark: -1, at: 0, seq: next.mark?.seq ?? 0 } });
    expect(back.mark?.seq).toBe(result.seq);
    expect(back.frame.at).toBe(result.at);
  });

  test('without a moment after it is refused', () => {
    const { message } = hosted.ask('refused', { ask: 'goTo', branch: 0, moment: { tick: 1, at: endsAt } });
    expect(message).toContain('nothing further');
  });
});

test.each([
  ['is told to be the same', true],
  ['that other code recorded is told to be another', false],
])('a recorded opening %s', (_, isSame) => {
  const end = at(3);
  const digest = isSame ? digestAt(scenario, end) : '0'.repeat(32);
  const { scenarioDigest } = manifest;
  const page = new Hosted({}, { scenarioDigest, seed: SEED, at: end, digest });
  page.ask('opened', { ask: 'open', choice: CHOICE });
  page.ask('frame', { ask: 'goTo', branch: 0, moment: { at: end + TICK_MS } });
  expect(page.notices).toContainEqual({ notice: 'verified', at: end, digest: digestAt(scenario, end), isSame });
});

describe('why', () => {
  test('walks from the auction’s result to a root in at most seven rows', () => {
    const { rows } = hosted.ask('why', { ask: 'why', branch: 0, seq: markOf('AuctionResultPublished').seq }).why;
    expect(rows[0]).toMatchObject({ type: 'AuctionResultPublished', link: 'effect' });
    expect(rows.length).toBeLessThanOrEqual(7);
    expect(rows.at(-1)?.root).toBe('announcement');
  });

  test('every mark has an answer', () => {
    for (const { seq } of marks) {
      const { rows } = hosted.ask('why', { ask: 'why', branch: 0, seq }).why;
      expect([1, 2, 3, 4, 5, 6, 7]).toContain(rows.length);
    }
  });

  test('proved: the run without the announcement, on the same luck', () => {
    const shock = markOf('FiscalShockAnnounced');
    const { proof } = hosted.ask('proof', { ask: 'prove', branch: 0, seq: shock.seq, at: at(20) });
    expect(proof.leftOut.type).toBe('FiscalShockAnnounced');
    expect(proof.digest).toBe(digestAt({ ...scenario, announcements: [] }, at(20)));
    expect(proof.firstDifference).toBe(shock.seq);
    expect(proof.effectBp[2]).toBeGreaterThan(0);
  });

  test('not: whoever has a limit and does not act, the fullest first', () => {
    const { whyNot } = hosted.ask('whyNot', { ask: 'whyNot', branch: 0, at: at(20), line: 1 });
    expect(whyNot.limits.institution.length).toBeGreaterThan(0);
    expect(whyNot.limits.isActing.every((acts) => acts === 0)).toBe(true);
  });
});

describe('a fork', () => {
  const forkAt = at(19);
  const fork = (patch: string, name: string) =>
    hosted.ask('forked', { ask: 'fork', branch: 0, at: forkAt, patch, name });
  const patched = (entry: string): Scenario => {
    const read = readScenario(`${SMALL_WORLD}interventions:\n  - ${entry}\n`, 'small.yaml', AGENT_KINDS);
    if (!read.ok) throw new Error(JSON.stringify(read.errors));
    return read.scenario;
  };

  test('that changes nothing is the run itself', () => {
    const { id } = fork(patchText([]), 'nothing').branch;
    expect(frameAt(endsAt, id).digest).toBe(digestAt(scenario, endsAt));
    hosted.ask('dropped', { ask: 'dropBranch', branch: id });
  });

  test('is that of the command line: same before, the patched scenario after', () => {
    const entries = cardEntries('bojHike', { at: forkAt, numbers: [25], policyRatePct: { jgb: 0.75 }, longLines: [] });
    const { id } = fork(patchText(entries), 'hike').branch;
    expect(frameAt(forkAt - 1, id).digest).toBe(digestAt(scenario, forkAt - 1));
    const world = patched(`{ at: 2026-01-20T10:00+09:00, ${JSON.stringify(entries[0]).slice(1, -1)} }`);
    expect(frameAt(endsAt, id).digest).toBe(digestAt(world, endsAt));
    expect(frameAt(endsAt, id).digest).not.toBe(frameAt(endsAt).digest);
    const { path } = hosted.ask('path', { ask: 'path', branch: id, lines: [2], from: opensAt, to: endsAt });
    expect(path.changeBp).toHaveLength(path.at.length);
    expect(path.at.length).toBeGreaterThan(50);
  });

  test('is refused where there are three, and where its patch is wrong, each fault in its place', () => {
    fork(patchText([]), 'third');
    const fourth = hosted.ask('refused', { ask: 'fork', branch: 0, at: forkAt, patch: patchText([]), name: 'fourth' });
    expect(fourth.faults[0]?.message).toContain('three branches');
    for (const branch of [2, 3]) hosted.ask('dropped', { ask: 'dropBranch', branch });
    const patch = 'schemaVersion: 1\ninterventions:\n  - { revise: thirty-year, offered: ¥1tn }\n';
    const wrong = hosted.ask('refused', { ask: 'fork', branch: 0, at: forkAt, patch, name: 'wrong' });
    expect(wrong.faults[0]).toMatchObject({ line: 3, file: 'patch' });
  });
});

describe('what else may be asked', () => {
  test('a balance sheet adds up with what was held at the opening', () => {
    const institution = manifest.institutions.findIndex(({ id }) => id === 'boj');
    const { holdings } = hosted.ask('holdings', { ask: 'holdings', branch: 0, institution, at: at(20) });
    expect([...holdings.face]).toEqual(manifest.institutions[institution]?.holdings.map(([, face]) => face));
  });

  test('files to keep say that they are model output', () => {
    const { files } = hosted.ask('tables', { ask: 'tables', branch: 0 });
    expect(files.map(({ name }) => name)).toEqual(['yields.csv', 'flows.csv', 'events.csv', 'manifest.json']);
    expect(files.at(-1)?.text).toContain('model output, not data');
  });

  test('numbers of the scenario with their sources', () => {
    const { sources } = hosted.ask('sources', { ask: 'sources' });
    expect(sources.find(({ path }) => path === 'markets.jgb.policyRate')?.value).toBe('0.75%');
  });

  test('a scenario that is wrong is refused with all its faults, and the run stays', () => {
    const scenarioOf = (text: string) =>
      ({ ask: 'open', choice: { scenario: { text, file: 'mine.yaml' }, seed: 1 } }) as const;
    const faulty = hosted.ask('refused', scenarioOf(SMALL_WORLD.replace('kind: centralBank', 'kind: centralBanc')));
    expect(faulty.faults[0]).toMatchObject({ file: 'mine.yaml', nearest: 'centralBank' });
    expect(hosted.ask('refused', scenarioOf('<script>: [')).faults.length).toBeGreaterThan(0);
    expect(frameAt(at(20)).digest).toBe(digestAt(scenario, at(20)));
  });
});
