/**
 * Orders without intelligence on one book of the engine, against the scaling of Farmer, Patelli and Zovko (PNAS 102(6), 2005): with orders to
 * trade now at the rate μ (lots of one side a time), orders to wait at α (lots a price and time) and cancellations at δ,
 *
 *   mean spread  ŝ = (μ/α) · f(δ/μ), f(u) = 0.28 + 1.86·u^¾        price diffusion  D = k · μ^(5/2) · δ^(1/2) · α^(−2)
 *
 * for lots of one. What follows from units alone (time, price) must hold nearly exactly, what is a theory roughly: docs/dockings.md has the
 * numbers. Time is a tick of five minutes; prices are ticks of 0.01 yen to the dollar, since currencies trade around the clock.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { dock } from './docking-run.ts';
import { zeroIntelligence } from './zero-intelligence-agents.ts';

interface Rates {
  readonly now: number;
  readonly waiting: number;
  readonly leaving: number;
}

const BASE: Rates = { now: 0.2, waiting: 0.005, leaving: 0.02 };
const SETS = {
  base: BASE,
  slower: { now: 0.1, waiting: 0.0025, leaving: 0.01 },
  finer: { now: 0.2, waiting: 0.01, leaving: 0.02 },
  restless: { ...BASE, leaving: 0.04 },
  calmer: { ...BASE, now: 0.1 },
} as const satisfies Readonly<Record<string, Rates>>;
type SetName = keyof typeof SETS;

const MEMBERS = 8;
/** New orders are spread over so many characteristic prices μ/α: far more than a spread. */
const WINDOW = 6;
const TICK_MS = 300_000;
/** Of a day: at its first instants books are posted anew; and days until as many wait as leave. */
const SETTLING_TICKS = 12;
const SETTLING_DAYS = 3;

interface Seen {
  readonly at: number;
  readonly bidTicks: number;
  readonly offerTicks: number;
}

/** Best bids and offers by tick, a list a day. */
function quotesOf({ now, waiting, leaving }: Rates): Seen[][] {
  const windowTicks = Math.round((WINDOW * now) / waiting);
  const group = (side: string): string =>
    `  ${side}ers: { kind: fundamental, count: ${MEMBERS}, mandate: { market: fx, line: FX-USDJPY, side: ${side}, now: ${now / MEMBERS}, ` +
    `waiting: ${waiting / MEMBERS}, leaving: ${leaving}, windowTicks: ${windowTicks} } }`;
  const days: Seen[][] = [[]];
  dock({
    kinds: { fundamental: zeroIntelligence },
    agents: `${group('buy')}\n${group('sell')}`,
    instruments: 'FX-USDJPY: { openPrice: 158.16, calmTurnover: $190bn, calmVolatility: 55bp, calmHalfSpread: 0.6bp }',
    ends: '2026-02-07T00:00Z',
    observe: (stream) => {
      stream.of('SessionOpened').subscribe(() => days.push([]));
      stream.of('PriceTicked').subscribe(({ at, bidTicks, offerTicks }) => {
        if (bidTicks > 0 && offerTicks > 0) days.at(-1)?.push({ at, bidTicks, offerTicks });
      });
    },
  });
  return days.slice(SETTLING_DAYS).map((seen) => everyTick(seen).slice(SETTLING_TICKS));
}

/** A tick in which nothing changed is as the one before. */
const everyTick = (seen: readonly Seen[]): Seen[] =>
  seen.flatMap((quote, at) => {
    const next = seen[at + 1];
    return new Array<Seen>(next === undefined ? 1 : Math.round((next.at - quote.at) / TICK_MS)).fill(quote);
  });

interface Measured {
  /** In characteristic prices μ/α. */
  readonly spread: number;
  /** Over μ^(5/2) · δ^(1/2) · α^(−2): of a tick, and of about the time that an order waits. */
  readonly early: number;
  readonly late: number;
}

function measured(rates: Rates): Measured {
  const { now, waiting, leaving } = rates;
  const days = quotesOf(rates);
  const all = days.flat();
  const spread = all.reduce((sum, { bidTicks, offerTicks }) => sum + offerTicks - bidTicks, 0) / all.length;
  const scale = now ** 2.5 * leaving ** 0.5 * waiting ** -2;
  const diffusion = (lag: number): number => {
    const squares = days.flatMap((day) =>
      day.slice(lag).map((quote, at) => (middleOf(quote) - middleOf(day[at] as Seen)) ** 2),
    );
    return squares.reduce((sum, each) => sum + each, 0) / squares.length / lag / scale;
  };
  return { spread: spread / (now / waiting), early: diffusion(1), late: diffusion(Math.round(1.2 / leaving)) };
}

const middleOf = ({ bidTicks, offerTicks }: Seen): number => (bidTicks + offerTicks) / 2;

const found = {} as Record<SetName, Measured>;

beforeAll(() => {
  for (const [name, rates] of Object.entries(SETS)) {
    found[name as SetName] = measured(rates);
    const { spread, early, late } = found[name as SetName];
    const formula = formulaOf(rates).toFixed(3);
    console.log(
      `${name}: spread ${spread.toFixed(3)} (${formula}), diffusion ${early.toFixed(2)} early, ${late.toFixed(2)} late`,
    );
  }
});

const formulaOf = ({ now, leaving }: Rates): number => 0.28 + 1.86 * (leaving / now) ** 0.75;
const off = (value: number, wanted: number): number => Math.abs(value / wanted - 1);

describe('what units alone demand', () => {
  test.each(['slower', 'finer'] as const)(
    '%s: the spread in characteristic prices is the same within 10 %%',
    (name) => {
      expect(off(found[name].spread, found.base.spread)).toBeLessThan(0.1);
    },
  );
  test.each(['slower', 'finer'] as const)(
    '%s: diffusion over the time that an order waits is the same within 25 %%',
    (name) => {
      expect(off(found[name].late, found.base.late)).toBeLessThan(0.25);
    },
  );
});

describe('what the theory says', () => {
  test.each(Object.keys(SETS) as SetName[])('%s: the mean spread is that of the formula within 15 %%', (name) => {
    expect(off(found[name].spread, formulaOf(SETS[name]))).toBeLessThan(0.15);
  });

  test('early diffusion, over a range of seven, stays within 25 % of one constant', () => {
    const constants = Object.values(found).map(({ early }) => early);
    const middle = Math.sqrt(Math.max(...constants) * Math.min(...constants));
    for (const constant of constants) expect(off(constant, middle)).toBeLessThan(0.25);
    const unscaled = (Object.keys(SETS) as SetName[]).map((name) => {
      const { now, waiting, leaving } = SETS[name];
      return found[name].early * now ** 2.5 * leaving ** 0.5 * waiting ** -2;
    });
    expect(Math.max(...unscaled) / Math.min(...unscaled)).toBeGreaterThan(4);
  });
});
