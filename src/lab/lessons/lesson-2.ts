/** Selling makes selling: what of the rise stays when nobody has to sell. */
import { bpText, type Lesson, moveOf, type Worlds, worldOf } from './lesson.ts';

const rise = (worlds: Worlds, name: string): number => moveOf(worldOf(worlds, name), 'JGB-30Y');

/** Over one: forced selling made the rise larger. Where without it nothing rises, it made all of it. */
function amplification(worlds: Worlds): number {
  const [all, without] = [rise(worlds, 'base'), rise(worlds, 'noLimits')];
  if (without <= 0) return all > 0 ? Number.POSITIVE_INFINITY : 1;
  return all / without;
}

export const LESSON_2: Lesson = {
  number: 2,
  hook: {
    article: 'S1',
    quote:
      'At the same time, weak results from a 20-year bond auction exacerbated concerns over Takaichi’s fiscal policies, creating a vicious cycle of “sell-off, heightened anxiety, and more selling.”',
  },
  predict: { kind: 'choice', options: 4 },
  run: {
    scenario: 'japan-2026',
    from: '2026-01-19T06:30:00Z',
    until: '2026-01-20T06:30:00Z',
    variants: [{ name: 'base' }, { name: 'noLimits', loopsOff: ['L2', 'L3', 'L5', 'L6', 'L9'] }],
  },
  show: ['v1', 'v2', 'v3'],
  why: 'jgb',
  change: 'explore',
  minutes: 8,
  reveal(worlds) {
    const ratio = amplification(worlds);
    return [
      {
        key: 'reveal',
        values: {
          with: bpText(rise(worlds, 'base')),
          without: bpText(rise(worlds, 'noLimits')),
          ratio: Number.isFinite(ratio) ? ratio.toFixed(2) : '∞',
        },
      },
    ];
  },
  claim: { leastShare: 0.95, holds: (worlds) => amplification(worlds) > 1 },
};
