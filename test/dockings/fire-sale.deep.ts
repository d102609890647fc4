/**
 * The engine against Greenwood, Landier and Thesmar (2015): what two leveraged holders sell, how far two bonds fall by it and what it costs
 * them, beside the formula on the same balance sheets. The formula itself is held to a hand-worked example in
 * `test/analysis/measures/fire-sale.test.ts`; docs/dockings.md says what agrees and how well.
 */
import { expect, test } from 'vitest';
import { fireSale } from '../../src/analysis/measures/fire-sale.ts';
import { Field, RECORD_WORDS, RecordKind } from '../../src/events/records.ts';
import { dock, TICKS_PER_POINT } from './docking-run.ts';
import { leveragedHolder, linearMarket } from './fire-sale-agents.ts';

const KINDS = { fundamental: linearMarket, regionalBank: leveragedHolder };
const LINES = ['JGB-10Y', 'JGB-20Y'] as const;
/** Lots of ¥100m: the worked example times a hundred. */
const HOLDINGS = [
  [8000, 2000],
  [2500, 2500],
] as const;
const LEVERAGE = [9, 4] as const;
const LOTS_PER_TICK = [2, 1] as const;
const PAR_TICKS = 100 * TICKS_PER_POINT;
/** Lots at par: what leverage of 9 and 4 leaves of 10,000 and 5,000. */
const EQUITY = [1000, 1000] as const;

/** Falls of both bids from the opening, ticks, and what was sold, lots, with so many ticks of shock to the first bond. */
function inEngine(shockTicks: number, leverage: readonly number[] = LEVERAGE) {
  const holder = (n: number): string =>
    `  holder-${n}: { kind: regionalBank, mandate: { market: jgb, leverage: ${leverage[n]} }, holdings: { ` +
    `${LINES.map((line, k) => `${line}: ¥${(HOLDINGS[n]?.[k] ?? 0) / 10_000}tn`).join(', ')} } }`;
  const agents = [
    holder(0),
    holder(1),
    `  market: { kind: fundamental, count: 25, mandate: { market: jgb, lotsPerTick: { JGB-10Y: ${LOTS_PER_TICK[0]}, JGB-20Y: ${LOTS_PER_TICK[1]} }, ` +
      `fallTicks: { JGB-10Y: ${shockTicks} } } }`,
  ].join('\n');
  const sold = [0, 0];
  const run = dock({
    kinds: KINDS,
    agents,
    ends: '2026-01-19T01:00Z',
    observe: (stream) =>
      stream.batches$.subscribe(({ words, from, to }) => {
        for (let at = from; at < to; at += RECORD_WORDS) {
          const line = words[at + Field.instrument] as number;
          if (words[at + Field.kind] === RecordKind.filled)
            sold[line] = (sold[line] ?? 0) + (words[at + Field.quantity] as number);
        }
      }),
  });
  const falls = run.world.parts.books.map((book, k) => PAR_TICKS - (k === 0 ? shockTicks : 0) - book.bestBidTicks());
  const losses = HOLDINGS.map((lines) => lines.reduce((sum, held, k) => sum + (held * (falls[k] ?? 0)) / PAR_TICKS, 0));
  return { sold, falls, aggregate: losses.reduce((sum, each) => sum + each, 0) / (EQUITY[0] + EQUITY[1]), losses };
}

/** The same by the formula, money counted in lots at par. */
function inTheory(shockTicks: number, leverage: readonly number[] = LEVERAGE) {
  const assets = HOLDINGS.map(([first, second]) => first + second);
  const { sold, fall, aggregate, losses } = fireSale(
    {
      assets,
      equity: EQUITY,
      leverage,
      weights: HOLDINGS.map((lines, n) => lines.map((held) => held / (assets[n] as number))),
      impact: LOTS_PER_TICK.map((lots) => 1 / lots / PAR_TICKS),
    },
    [shockTicks / PAR_TICKS, 0],
  );
  return { sold, falls: fall.map((each) => each * PAR_TICKS), aggregate, losses };
}

/** What whole lots and whole ticks leave: none of the numbers below is smaller than a hundred of either. */
const ERROR = 0.01;

function expectClose(found: readonly number[], wanted: readonly number[]): void {
  for (const [at, value] of wanted.entries()) expect(Math.abs((found[at] as number) / value - 1)).toBeLessThan(ERROR);
}

test.each([500, 300])(
  'after a shock of %i ticks two leveraged holders sell, and both bonds fall, as the linear model says',
  (shock) => {
    const [engine, theory] = [inEngine(shock), inTheory(shock)];
    console.log(
      `shock ${shock} ticks: sold ${engine.sold} (${theory.sold.map(Math.round)}), falls ${engine.falls} ` +
        `(${theory.falls.map((each) => each.toFixed(1))}), vulnerability ${engine.aggregate.toFixed(5)} (${theory.aggregate.toFixed(5)})`,
    );
    expectClose(engine.sold, theory.sold);
    expectClose(engine.falls, theory.falls);
    expectClose([engine.aggregate], [theory.aggregate]);
    expectClose(engine.losses, theory.losses);
  },
);

test('at 1 % of the first bond it is the worked example: 626 and 194 lots', () => {
  // 9 · 10,000 · 0.8 % = 720 and 4 · 5,000 · 0.5 % = 100 lots, in the proportions of what is held.
  expect(inEngine(500).sold).toEqual([576 + 50, 144 + 50]);
});

test('unlevered holders sell nothing, and the market stays where the shock put it', () => {
  const { sold, falls } = inEngine(500, [0, 0]);
  expect(sold).toEqual([0, 0]);
  expect(falls).toEqual([0, 0]);
});
