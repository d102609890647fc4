/** The BOJ's trap: three ways from one afternoon, and two dials. */
import { bpText, type Lesson, type Measured, moveOf, type Worlds, worldOf } from './lesson.ts';

const AT = '2026-01-20T05:00:00Z';

const yieldOf = (worlds: Worlds, name: string): number => moveOf(worldOf(worlds, name), 'JGB-30Y');

/** By how many percent a dollar costs more yen than where the board holds; the level of a pair falls when it does. */
function yenAgainstHolding(worlds: Worlds, name: string): number {
  const level = ({ until, manifest }: Measured): number =>
    until.levelBp[manifest.lines.findIndex(({ id }) => id === 'FX-USDJPY')] as number;
  return -(level(worldOf(worlds, name)) - level(worldOf(worlds, 'base'))) / 100;
}

const percent = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;

export const LESSON_6: Lesson = {
  number: 6,
  hook: {
    article: 'S4',
    quote:
      'Governor Kazuo Ueda could intervene by purchasing bonds to stabilize the market, but doing so would increase the risk of further yen depreciation and imported inflation.',
  },
  predict: { kind: 'choice', options: 3 },
  run: {
    scenario: 'japan-2026',
    from: AT,
    until: '2026-01-22T06:30:00Z',
    variants: [
      { name: 'base' },
      { name: 'hike', card: { id: 'bojHike', value: 25, at: AT } },
      { name: 'buy', card: { id: 'bojBuys', value: 1, at: AT } },
    ],
  },
  show: ['v1', 'v2'],
  why: 'jgb',
  change: 'whatif',
  minutes: 8,
  reveal: (worlds) => [
    {
      key: 'reveal',
      values: {
        hold: bpText(yieldOf(worlds, 'base')),
        hike: bpText(yieldOf(worlds, 'hike')),
        buy: bpText(yieldOf(worlds, 'buy')),
      },
    },
    {
      key: 'reveal.2',
      values: {
        yenHike: percent(yenAgainstHolding(worlds, 'hike')),
        yenBuy: percent(yenAgainstHolding(worlds, 'buy')),
      },
    },
  ],
  claim: {
    leastShare: 0.8,
    /** No option is best on both dials: lowest yield and strongest yen. */
    holds(worlds) {
      const names = ['base', 'hike', 'buy'];
      const best = (measure: (name: string) => number): string =>
        names.reduce((least, name) => (measure(name) < measure(least) ? name : least));
      return best((name) => yieldOf(worlds, name)) !== best((name) => yenAgainstHolding(worlds, name));
    },
  },
};
