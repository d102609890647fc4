/** Fast panic, slow homecoming: what money coming home adds on the first day and at the end. */
import { bpText, type Lesson, moveMidway, moveOf, type Worlds, worldOf } from './lesson.ts';

const early = (worlds: Worlds): number =>
  moveMidway(worldOf(worlds, 'base'), 'UST-10Y') - moveMidway(worldOf(worlds, 'noHome'), 'UST-10Y');
const late = (worlds: Worlds): number =>
  moveOf(worldOf(worlds, 'base'), 'UST-10Y') - moveOf(worldOf(worlds, 'noHome'), 'UST-10Y');

export const LESSON_8: Lesson = {
  number: 8,
  hook: {
    article: 'S3',
    quote:
      'And when $1.1 trillion worth of Treasury holdings faces even the possibility of gradual repatriation, every fixed-income investor in the world should pay attention.',
  },
  predict: { kind: 'choice', options: 3 },
  run: {
    scenario: 'japan-2026',
    from: '2026-01-19T06:30:00Z',
    midway: '2026-01-20T21:00:00Z',
    until: '2026-01-30T21:00:00Z',
    variants: [{ name: 'base' }, { name: 'noHome', loopsOff: ['L4'] }],
  },
  show: ['v1', 'v2'],
  why: 'ust',
  change: 'agents',
  minutes: 8,
  reveal: (worlds) => [{ key: 'reveal', values: { early: bpText(early(worlds)), late: bpText(late(worlds)) } }],
  claim: { leastShare: 0.8, holds: (worlds) => late(worlds) >= early(worlds) },
};
