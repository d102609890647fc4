/** The $130bn question: what volatility targeting sells in New York. Where 130 falls is reported; no answer is fixed. */
import { type Lesson, type Worlds, worldOf } from './lesson.ts';

const sold = (worlds: Worlds, name: string): number => worldOf(worlds, name).usBondsSoldBn ?? Number.NaN;
const text = (value: number): string => (Number.isFinite(value) ? value.toFixed(0) : '–');

export const LESSON_3: Lesson = {
  number: 3,
  hook: {
    article: 'S0',
    quote: '‘In the United States alone, this could trigger up to $130 billion in bond sales,’ Apabhai noted.',
  },
  predict: { kind: 'number', least: 0, most: 300, step: 5 },
  run: {
    scenario: 'japan-2026',
    from: '2026-01-19T06:30:00Z',
    until: '2026-01-23T21:00:00Z',
    variants: [
      { name: 'base' },
      { name: 'slowFunds', mix: { riskParityShare: 0.5 } },
      { name: 'moreFunds', mix: { riskParityShare: 2 } },
    ],
    countsSales: true,
  },
  show: ['v1', 'v2'],
  why: 'ust',
  change: 'explore',
  minutes: 8,
  reveal: (worlds) => [
    {
      key: 'reveal',
      values: {
        base: text(sold(worlds, 'base')),
        less: text(sold(worlds, 'slowFunds')),
        more: text(sold(worlds, 'moreFunds')),
      },
    },
  ],
  claim: { leastShare: 0.9, holds: (worlds) => sold(worlds, 'moreFunds') > sold(worlds, 'slowFunds') },
};
