/** Too deep to break? What dealers' room has to do with the rise in New York. */
import { bpText, type Lesson, moveOf, type Worlds, worldOf } from './lesson.ts';

const rise = (worlds: Worlds, name: string): number => moveOf(worldOf(worlds, name), 'UST-10Y');

export const LESSON_4: Lesson = {
  number: 4,
  hook: {
    article: 'S0',
    quote: '‘We are far from seeing a sustained, long-term sell-off in U.S. Treasuries.’',
  },
  predict: { kind: 'choice', options: 3 },
  run: {
    scenario: 'japan-2026',
    from: '2026-01-20T00:00:00Z',
    until: '2026-01-20T21:00:00Z',
    variants: [
      { name: 'base' },
      { name: 'thin', mix: { dealerLimit: 0.25 } },
      { name: 'deep', mix: { dealerLimit: 4 } },
    ],
  },
  show: ['v1', 'v4'],
  why: 'ust',
  change: 'depth',
  minutes: 7,
  reveal: (worlds) => [
    {
      key: 'reveal',
      values: {
        base: bpText(rise(worlds, 'base')),
        thin: bpText(rise(worlds, 'thin')),
        deep: bpText(rise(worlds, 'deep')),
      },
    },
  ],
  claim: {
    leastShare: 0.9,
    holds: (worlds) => rise(worlds, 'thin') >= rise(worlds, 'base') && rise(worlds, 'base') >= rise(worlds, 'deep'),
  },
};
