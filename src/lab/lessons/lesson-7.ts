/** Waiting for the dip: what is prudent for one bank, when all of them wait. */
import { bpText, type Lesson, moveOf, type Worlds, worldOf } from './lesson.ts';

const rise = (worlds: Worlds, name: string): number => moveOf(worldOf(worlds, name), 'JGB-30Y');

export const LESSON_7: Lesson = {
  number: 7,
  hook: {
    article: 'S1',
    quote:
      'In an interview, Nagata admitted that while the market remains volatile, the bank will “return strongly” to the bond market as soon as the surge in yields eases.',
  },
  predict: { kind: 'choice', options: 3 },
  run: {
    scenario: 'japan-2026',
    from: '2026-01-19T06:30:00Z',
    until: '2026-01-23T06:30:00Z',
    variants: [
      { name: 'base' },
      { name: 'nobody', mix: { dipBudget: 0 }, loopsOff: ['B1'] },
      { name: 'ready', mix: { dipBudget: 2 } },
    ],
  },
  show: ['v1', 'v3'],
  why: 'jgb',
  change: 'whatif',
  minutes: 7,
  reveal: (worlds) => [
    {
      key: 'reveal',
      values: {
        nobody: bpText(rise(worlds, 'nobody')),
        base: bpText(rise(worlds, 'base')),
        ready: bpText(rise(worlds, 'ready')),
      },
    },
  ],
  claim: { leastShare: 0.8, holds: (worlds) => rise(worlds, 'nobody') > rise(worlds, 'ready') },
};
