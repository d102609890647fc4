/** Who is next, Seoul or London? Each link taken away, and whose peak it lowers. */
import { bpText, type Lesson, moveOf, type Worlds, worldOf } from './lesson.ts';

const BENCHMARKS = { ust: 'UST-10Y', gilt: 'GILT-30Y', ktb: 'KTB-10Y' } as const;
type Abroad = keyof typeof BENCHMARKS;
/** Whose market each link is said to hurt. */
const OWN: Readonly<Record<string, Abroad>> = { noStops: 'ktb', noMargin: 'gilt', noTargets: 'ust' };

const rise = (worlds: Worlds, name: string, market: Abroad): number =>
  moveOf(worldOf(worlds, name), BENCHMARKS[market]);

export const LESSON_5: Lesson = {
  number: 5,
  hook: {
    article: 'S0',
    quote:
      'Apabhai pointed out that foreign holdings of Korean debt have suffered losses exceeding 10% since July 2024, which could trigger stop-loss selling.',
  },
  predict: { kind: 'choice', options: 3 },
  run: {
    scenario: 'japan-2026',
    from: '2026-01-20T00:00:00Z',
    until: '2026-01-21T00:00:00Z',
    variants: [
      { name: 'base' },
      { name: 'noStops', loopsOff: ['L5'] },
      { name: 'noMargin', loopsOff: ['L3'] },
      { name: 'noTargets', loopsOff: ['L2'] },
    ],
  },
  show: ['v1', 'v2', 'v3'],
  why: 'gilt',
  change: 'agents',
  minutes: 8,
  reveal(worlds) {
    const of = (name: string) => (market: Abroad) => bpText(rise(worlds, name, market));
    const base = of('base');
    return [
      { key: 'reveal', values: { ust: base('ust'), gilt: base('gilt'), ktb: base('ktb') } },
      {
        key: 'reveal.2',
        values: { ktb: of('noStops')('ktb'), gilt: of('noMargin')('gilt'), ust: of('noTargets')('ust') },
      },
    ];
  },
  claim: {
    leastShare: 0.8,
    holds: (worlds) =>
      Object.entries(OWN).every(([name, market]) => rise(worlds, name, market) <= rise(worlds, 'base', market)),
  },
};
