/**
 * Traders without any intelligence: orders to trade now, orders to wait and cancellations, each at a rate of its own (Daniels, Farmer, Gillemot,
 * Iori and Smith, Physical Review Letters 90, 108102, 2003; Farmer, Patelli and Zovko, PNAS 102(6), 2005).
 *
 * Each stands on one side. A tick: what was filled is forgotten, each waiting order is taken away with the chance δ, new ones come at the rate α
 * for each price, evenly over a window from the other side's best, and orders to trade now at the rate μ. A side is a group of several, since
 * one quote has at most 64 prices.
 */
import { merge } from 'rxjs';
import { z } from 'zod';
import type { AgentKind } from '../../src/agents/contract.ts';
import { marketField } from '../../src/agents/mandate-fields.ts';
import { poisson } from '../../src/math/draws.ts';
import { type Lots, lots, type PriceTicks, priceTicks } from '../../src/units/quantity.ts';

const mandate = z.strictObject({
  market: marketField('market in which it trades'),
  line: z.string(),
  side: z.enum(['buy', 'sell']),
  /** Of one member: lots to trade now a tick, lots to wait a tick and price, chance a tick that a waiting lot goes. */
  now: z.number(),
  waiting: z.number(),
  leaving: z.number(),
  /** Prices over which new orders are spread. */
  windowTicks: z.number(),
});

interface Memory {
  /** Of lots that wait, the best first; a price may stand several times. */
  prices: number[];
  /** A new business date has begun: the book is empty, and what waited is posted again. */
  isFresh: boolean;
  /** Last seen of the other side. */
  other: number;
}

const LEVELS_MOST = 64;

/** Stands under the name of `fundamental`. */
export const zeroIntelligence: AgentKind<z.infer<typeof mandate>, Memory> = {
  kind: 'fundamental',
  mandate,
  start(opening) {
    const line = opening.instrument(opening.self.mandate.line);
    return { prices: [], isFresh: true, other: openTicks(line.openLevelBp, line.ticksPerPoint) };
  },
  watches: (stream) => merge(stream.of('ClockTicked'), stream.of('SessionOpened')),
  remember(memory, event) {
    if (event.type === 'SessionOpened') memory.isFresh = true;
    return memory;
  },
  decide(view, memory, event, random) {
    const { line: id, side, now, waiting, leaving, windowTicks } = view.self.mandate;
    const line = view.instrument(id);
    if (event.type !== 'ClockTicked' || !view.isOpen(line.venue)) return [];
    const draws = random('orders');
    const toward = side === 'buy' ? -1 : 1;
    const other = side === 'buy' ? view.offerTicks(line) : view.bidTicks(line);
    if (other > 0) memory.other = other;
    const filled = memory.isFresh ? 0 : memory.prices.length - view.restingLots(line, side);
    memory.isFresh = false;
    const kept = memory.prices.slice(filled).filter(() => draws.uniform() >= leaving);
    for (let count = poisson(draws, waiting * windowTicks); count > 0; count--)
      kept.push(memory.other + toward * (1 + Math.floor(draws.uniform() * windowTicks)));
    kept.sort((a, b) => toward * (a - b));
    const levels = [...new Set(kept)].slice(0, LEVELS_MOST);
    memory.prices = kept.filter((price) => levels.includes(price));
    const take = poisson(draws, now);
    return [
      ...(take === 0
        ? []
        : [
            {
              type: 'Take' as const,
              instrument: line,
              side,
              limit: priceTicks(side === 'buy' ? memory.other + windowTicks : Math.max(1, memory.other - windowTicks)),
              quantity: lots(take),
              flag: 'voluntary' as const,
            },
          ]),
      {
        type: 'Quote',
        instrument: line,
        side,
        prices: levels.map((price): PriceTicks => priceTicks(price)),
        sizes: levels.map((price): Lots => lots(memory.prices.filter((each) => each === price).length)),
        flag: 'voluntary',
      },
    ];
  },
  headroom: () => [],
};

/** Of a pair of currencies, whose level is minus 10,000 times the logarithm of its price. */
const openTicks = (levelBp: number, ticksPerPoint: number): number =>
  Math.round(Math.exp(-levelBp / 10_000) * ticksPerPoint);
