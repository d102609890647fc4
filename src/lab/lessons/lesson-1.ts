/** A weak auction: a failed sale is felt where buyers are fewest. */
import { bpText, type Lesson, moveOf, worldOf } from './lesson.ts';

export const LESSON_1: Lesson = {
  number: 1,
  hook: {
    article: 'S3',
    quote: 'A weak 20-year bond auction on 20 January, the worst since 1987 by some measures, catalysed the sell-off.',
  },
  predict: { kind: 'choice', options: 4 },
  run: {
    scenario: 'japan-2026',
    from: '2026-01-20T00:00:00Z',
    until: '2026-01-20T06:30:00Z',
    variants: [{ name: 'base' }, { name: 'noAuction', loopsOff: ['L6'] }],
  },
  show: ['v1', 'v3'],
  why: 'jgb',
  change: 'whatif',
  minutes: 7,
  reveal(worlds) {
    const base = worldOf(worlds, 'base');
    const values = Object.fromEntries(
      [10, 20, 30, 40].map((years) => [`y${years}`, bpText(moveOf(base, `JGB-${years}Y`))]),
    );
    const calm = bpText(moveOf(worldOf(worlds, 'noAuction'), 'JGB-30Y'));
    return [
      { key: 'reveal', values },
      { key: 'reveal.2', values: { y30: calm } },
    ];
  },
  claim: {
    leastShare: 0.9,
    holds(worlds) {
      const base = worldOf(worlds, 'base');
      const long = (moveOf(base, 'JGB-30Y') + moveOf(base, 'JGB-40Y')) / 2;
      return long > moveOf(base, 'JGB-10Y');
    },
  },
};
