/** What `npm run profile` makes of V8's own words, on profiles small enough to be reckoned by hand. */
import type { Profiler } from 'node:inspector';
import { expect, test } from 'vitest';
import { pruned, sitesOf, treeOfTime } from '../../bench/profile/call-tree.ts';
import { deoptimisationsIn } from '../../bench/profile/deoptimisations.ts';
import { pageOf } from '../../bench/profile/page.ts';
import { PhaseTimers } from '../../bench/profile/phase-timers.ts';

const frame = (functionName: string, url = '') => ({
  functionName,
  url,
  scriptId: '1',
  lineNumber: 9,
  columnNumber: 0,
});
const PROFILE: Profiler.Profile = {
  nodes: [
    { id: 1, callFrame: frame('(root)'), children: [2, 3] },
    { id: 2, callFrame: frame('decide', 'file:///home/me/src/agents/dealer.ts'), children: [4] },
    { id: 3, callFrame: frame('decide', 'file:///home/me/src/agents/ldi.ts') },
    { id: 4, callFrame: frame('', 'file:///home/me/src/agents/dealer.ts') },
  ],
  samples: [2, 4, 4, 3],
  timeDeltas: [100, 200, 300, 400],
  startTime: 0,
  endTime: 1_000,
} as Profiler.Profile;

test('a profile’s samples are added up along its stacks, and by function whoever called it', () => {
  const root = treeOfTime(PROFILE);
  expect(root.total).toBe(1_000);
  expect(root.children.map(({ place, total, self }) => [place, total, self])).toEqual([
    ['src/agents/dealer.ts:10', 600, 100],
    ['src/agents/ldi.ts:10', 400, 400],
  ]);
  expect(sitesOf(root, 2).map(({ name, self, share }) => [name, self, share])).toEqual([
    ['(anonymous)', 500, 0.5],
    ['decide', 400, 0.4],
  ]);
  expect(pruned(root, 450).children.map(({ total }) => total)).toEqual([600]);
});

test('deoptimisations are counted by function and reason; what V8 plans is none', () => {
  const bailout = (reason: string, name: string): string =>
    `[bailout (kind: deopt-eager, reason: ${reason}): begin. deoptimizing 0x1b2 <JSFunction ${name}(sfi = 0x3c4)>, 0x5d6 <Code TURBOFAN>, opt id 7]`;
  const trace = [
    'a line of the run',
    bailout('wrong map', 'quote '),
    bailout('wrong map', 'quote '),
    bailout('out of bounds', ''),
  ];
  trace.push(bailout('prepare for on stack replacement (OSR)', 'advance '));
  expect(deoptimisationsIn(trace.join('\n'))).toEqual([
    { function: 'quote', reason: 'wrong map (deopt-eager)', times: 2 },
    { function: '(anonymous)', reason: 'out of bounds (deopt-eager)', times: 1 },
  ]);
});

test('a phase’s time is its own, without those inside it, and its spread that of its calls', () => {
  let now = 0;
  const timers = new PhaseTimers(() => now);
  for (let call = 1; call <= 100; call++) {
    timers.begin('decide');
    now += 1_000;
    timers.begin('publish');
    now += call === 100 ? 1_000_000 : 10;
    timers.end();
    timers.end();
    now += 5;
  }
  const [decide, publish, rest] = ['decide', 'publish', 'rest'].map((name) =>
    timers.times().find(({ phase }) => phase === name),
  );
  expect(decide).toMatchObject({ calls: 100, seconds: 1e-4 });
  expect(rest?.seconds).toBeCloseTo(5e-7, 12);
  expect(publish?.p50Micros).toBeCloseTo(0.01, 2);
  expect(publish?.p99Micros).toBeCloseTo(0.01, 2);
  expect(decide?.p99Micros).toBeCloseTo(1, 1);
});

test('the page holds all it draws and fetches nothing', () => {
  const time = treeOfTime({
    ...PROFILE,
    nodes: [{ id: 1, callFrame: frame('</script>') }],
    samples: [1],
    timeDeltas: [7],
  });
  const page = pageOf({
    title: 'a & b',
    figures: '',
    time,
    bytes: time,
    phases: [],
    timeSites: sitesOf(time, 1),
    byteSites: [],
    deoptimisations: [],
  });
  expect(page).toContain('<h1>a &amp; b</h1>');
  expect(page).toContain('\\u003c/script>');
  expect(page).not.toMatch(/\b(src|href)=|https?:/);
});
