/**
 * The engine against two bonds of Vayanos and Vila: investors want less of one bond, and one arbitrageur's risk carries it to the other, of
 * which nobody wants more or less than before.
 *
 * x = −z and p = v − aΣx give (1 + aΣ·α)·d = −aΣ·θ for the falls d = p − v. By hand, in ticks, with aΣ = (½ 0.3; 0.3 0.4), α = (1, ½), θ = (400, 0):
 * 1.5·d₁ + 0.15·d₂ = −200 and 0.3·d₁ + 1.2·d₂ = −120, hence d = −(222, 120)/1.755 = (−126.5, −68.4).
 */
import { expect, test } from 'vitest';
import { solve } from '../../src/analysis/spillover/linear-solve.ts';
import { dock, TICKS_PER_POINT } from './docking-run.ts';
import { arbitrageur, habitatInvestor } from './preferred-habitat-agents.ts';

const PAR_TICKS = 100 * TICKS_PER_POINT;
/** A spread of two ticks on a lot of each: what a fall of a hundred cannot be told from. */
const ERROR_TICKS = 1.5;

interface Market {
  readonly risk: readonly (readonly [number, number])[];
  readonly slopes: readonly [number, number];
  readonly wantsLess: readonly [number, number];
}

const HAND: Market = {
  risk: [
    [0.5, 0.3],
    [0.3, 0.4],
  ],
  slopes: [1, 0.5],
  wantsLess: [400, 0],
};

function inEngine({ risk, slopes, wantsLess }: Market): number[] {
  const line = (k: number): string => (k === 0 ? 'JGB-10Y' : 'JGB-20Y');
  const row = (k: number): string => `{ JGB-10Y: ${risk[k]?.[0]}, JGB-20Y: ${risk[k]?.[1]} }`;
  const investor = (k: number): string =>
    `  habitat-${k}: { kind: lifeInsurer, mandate: { market: jgb, line: ${line(k)}, wantsLess: ${wantsLess[k]}, ` +
    `lotsPerTick: ${slopes[k]} }, holdings: { ${line(k)}: ¥100tn } }`;
  const agents = [
    `  arbitrageur: { kind: dealer, mandate: { market: jgb, riskTicks: { JGB-10Y: ${row(0)}, JGB-20Y: ${row(1)} } }, ` +
      'holdings: { JGB-10Y: ¥100tn, JGB-20Y: ¥100tn } }',
    investor(0),
    investor(1),
  ].join('\n');
  const kinds = { dealer: arbitrageur, lifeInsurer: habitatInvestor };
  // Midday of the sixth day: a lot a tick, and books are empty overnight.
  const run = dock({ kinds, agents, ends: '2026-01-26T02:00Z' });
  return run.world.parts.books.map((book) => (book.bestBidTicks() + book.bestOfferTicks()) / 2 - PAR_TICKS);
}

function inTheory({ risk, slopes, wantsLess }: Market): number[] {
  const left = risk.map((row, i) => row.map((each, k) => Number(i === k) + each * (slopes[k] as number)));
  const right = risk.map((row) => [-row.reduce<number>((sum, each, k) => sum + each * (wantsLess[k] as number), 0)]);
  return (solve(left, right) ?? []).map(([fall]) => fall as number);
}

test('the formula gives what is worked by hand: 126.5 and 68.4 ticks', () => {
  const [first, second] = inTheory(HAND);
  expect(first).toBeCloseTo(-222 / 1.755, 9);
  expect(second).toBeCloseTo(-120 / 1.755, 9);
});

test.each([
  ['demand for the first bond falls by 400 lots', HAND],
  [
    'bonds that carry no common risk',
    {
      ...HAND,
      risk: [
        [0.5, 0],
        [0, 0.4],
      ],
    },
  ],
  ['demand for the second rises by 300 lots', { ...HAND, wantsLess: [0, -300] }],
  ['inelastic investors', { ...HAND, slopes: [0, 0], wantsLess: [200, 0] }],
] as const)('%s: both prices are those of the closed form, within a tick and a half', (what, market) => {
  const [engine, theory] = [inEngine(market), inTheory(market)];
  console.log(`${what}: ${engine} (${theory.map((each) => each.toFixed(1))}) ticks`);
  for (const [k, fall] of theory.entries()) expect(Math.abs((engine[k] as number) - fall)).toBeLessThan(ERROR_TICKS);
});
