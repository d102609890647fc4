/** A link says the whole state, can be read by people, and never brings the page down. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunChoice } from '../../src/lab/protocol.ts';
import { type LinkState, linkOf, readLink, sameness } from '../../src/lab/state/link.ts';

const DIGEST = '9f3ac1b277a0415e8d0c6b5e4f3a2b1c';
const MINE: RunChoice['scenario'] = { text: 'schemaVersion: 1\ntitle: 私の世界 & more = #1\n', file: 'mine.yaml' };

const AT_NOON: LinkState = {
  engineVersion: '0.1.0',
  choice: { scenario: { name: 'japan-2026' }, seed: 42 },
  minutes: 4770,
  forks: [],
  branch: 0,
  digest: DIGEST,
};

const choices: fc.Arbitrary<RunChoice> = fc.record({
  scenario: fc.constantFrom<RunChoice['scenario']>({ name: 'japan-2026' }, { name: 'gilt-2022' }, MINE),
  seed: fc.constantFrom(0, 1, 42, 2 ** 53 - 1),
  loops: fc.constantFrom({ L2: false }, { L6: false, B3: false }),
  mix: fc.constantFrom({ riskParityShare: 1.5 }, { ldiLeverage: 2.25, dipBudget: 0 }),
  settings: fc.constantFrom([{ path: 'agents.smfg.mandate.target', valueText: '¥30tn' }]),
});
const forks = fc.constantFrom<LinkState['forks']>(
  [],
  [{ parent: 0, minutes: 4770, what: { card: 'bojFixed', numbers: [3.5] } }],
  [
    { parent: 0, minutes: 4770.5, what: { card: 'bojHike', numbers: [-25] } },
    { parent: 1, minutes: 5000, what: { patch: '{"schemaVersion":1,"interventions":[]}', name: 'nothing' } },
  ],
);
const states: fc.Arbitrary<LinkState> = fc.record({
  engineVersion: fc.constant('0.1.0'),
  choice: choices,
  minutes: fc.constantFrom(0, 4770, 12.345678, 20_160),
  forks,
  branch: fc.constant(0),
  lesson: fc.constantFrom(1, 8),
  digest: fc.constantFrom('', DIGEST.slice(0, 8)),
});

describe('a link', () => {
  test('reads as what it is', async () => {
    const fork = { parent: 0, minutes: 4770, what: { card: 'bojFixed', numbers: [3.5] } } as const;
    const choice = { ...AT_NOON.choice, loops: { L2: false }, mix: { riskParityShare: 1.5 } };
    expect(await linkOf({ ...AT_NOON, choice, forks: [fork], branch: 1, lesson: 3 })).toBe(
      '#v=1&e=0.1.0&sc=japan-2026&seed=42&t=4770&iv=bojFixed(4770,3.5)&b=1&m=rp:1.5&off=L2&l=3&h=9f3ac1b2',
    );
  });

  test('opens as the state that it was made of: twenty states', async () => {
    await fc.assert(
      fc.asyncProperty(states, async (state) => {
        const read = await readLink(await linkOf(state));
        expect(read).toEqual({ kind: 'state', state, faults: [] });
      }),
      { numRuns: 20, seed: 20_260_120 },
    );
  });

  test.each([
    ['', 'none'],
    ['#', 'none'],
    ['#v=2&sc=japan-2026&seed=1', 'wrong'],
    ['#v=1&sc=japan-2026&seed=-1', 'wrong'],
    ['#v=1&sc=../../etc&seed=1', 'wrong'],
    ['#v=1&seed=1&z=notdeflate', 'wrong'],
  ])('that is none, or wrong, is said to be: %s', async (hash, kind) => {
    expect((await readLink(hash)).kind).toBe(kind);
  });

  test('keeps what is right of it, and names what is not; what it does not know is nothing', async () => {
    const hash = '#v=1&sc=calm&seed=7&t=abc&m=rp:99,xx:1&off=L77&iv=what(1)&b=3&h=zz&later=on';
    const read = await readLink(hash);
    expect(read).toMatchObject({ kind: 'state', state: { minutes: 0, forks: [], branch: 0, digest: '' } });
    expect(read.kind === 'state' && [...new Set(read.faults)]).toEqual(['off', 'm', 'iv', 't', 'b']);
  });

  test('may be any text at all', async () => {
    const parts = fc.constantFrom(
      'v=1',
      'sc=calm',
      'seed=3',
      'iv=',
      'z=',
      'h=',
      't=',
      '%',
      '&',
      '=',
      '(',
      '__proto__=1',
    );
    const texts = fc.oneof(
      fc.string(),
      fc.array(fc.oneof(parts, fc.string()), { maxLength: 9 }).map((all) => all.join('&')),
    );
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        expect(['none', 'wrong', 'state']).toContain((await readLink(text)).kind);
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  test.each([
    ['identical', DIGEST, '0.1.0'],
    ['differs', `0${DIGEST.slice(1)}`, '0.1.0'],
    ['otherEngine', `0${DIGEST.slice(1)}`, '0.2.0'],
  ])('says %s', (says, computed, version) => {
    expect(sameness({ ...AT_NOON, digest: DIGEST.slice(0, 8) }, computed, version)).toBe(says);
    expect(sameness({ ...AT_NOON, digest: '' }, computed, version)).toBe('unknown');
  });
});
