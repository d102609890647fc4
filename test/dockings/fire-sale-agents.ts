/**
 * Greenwood, Landier and Thesmar's model as institutions: a market of linear impact, and holders who come back to their leverage once.
 *
 * The market bids the same lots at every tick downward from its price, so that selling Q lots moves the bid by Q over them. When the shock
 * comes it bids that much lower. A holder that sees bids below those of the opening sells debt over equity times its loss, in the proportions
 * in which it holds.
 */
import { z } from 'zod';
import type { AgentKind } from '../../src/agents/contract.ts';
import { marketField } from '../../src/agents/mandate-fields.ts';
import { type Lots, lots, type PriceTicks, priceTicks } from '../../src/units/quantity.ts';

/** Of one member of the group: a quote has at most 64 levels. The ladder goes on with the next. */
const LADDER_TICKS = 60;
const AT_SHOCK_TICKS = 3;

const marketMandate = z.strictObject({
  market: marketField('market that it bids in'),
  /** By line: lots bid at each tick, and the first fall in ticks. */
  lotsPerTick: z.record(z.string(), z.number()),
  fallTicks: z.record(z.string(), z.number()),
});

interface MarketMemory {
  ticks: number;
}

/** Stands under the name of `fundamental`. */
export const linearMarket: AgentKind<z.infer<typeof marketMandate>, MarketMemory> = {
  kind: 'fundamental',
  mandate: marketMandate,
  start: () => ({ ticks: 0 }),
  watches: (stream) => stream.of('ClockTicked'),
  remember(memory) {
    memory.ticks += 1;
    return memory;
  },
  decide(view, memory) {
    // Bids are never renewed: what is sold is gone from the ladder.
    if (memory.ticks !== 1 && memory.ticks !== AT_SHOCK_TICKS) return [];
    return view.instruments('jgb').flatMap((line) => {
      const { lotsPerTick, fallTicks } = view.self.mandate;
      const par = Math.round(view.priceAt(line, line.openLevelBp) * line.ticksPerPoint);
      const best = par - (memory.ticks === 1 ? 0 : (fallTicks[line.id] ?? 0)) - LADDER_TICKS * memberOf(view.self.id);
      const prices = Array.from({ length: LADDER_TICKS }, (_, at) => priceTicks(best - at));
      const sizes = prices.map((): Lots => lots(lotsPerTick[line.id] ?? 0));
      return [{ type: 'Quote', instrument: line, side: 'buy', prices, sizes, flag: 'marketMaking' }];
    });
  },
  headroom: () => [],
};

/** From 0: `market-01` is the first of its group. */
const memberOf = (id: string): number => Number(/\d+$/.exec(id)?.[0] ?? 1) - 1;

const holderMandate = z.strictObject({ market: marketField('market of what it holds'), leverage: z.number() });

interface HolderMemory {
  ticks: number;
  /** Bids of the opening and after the shock, ticks, by line. */
  readonly opened: Record<string, PriceTicks>;
  readonly shocked: Record<string, PriceTicks>;
}

const OPENED_TICKS = 2;
/** All look before the first of them sells. */
const LOOK_TICKS = AT_SHOCK_TICKS + 1;
const SELL_TICKS = LOOK_TICKS + 1;

/** Stands under the name of `regionalBank`. */
export const leveragedHolder: AgentKind<z.infer<typeof holderMandate>, HolderMemory> = {
  kind: 'regionalBank',
  mandate: holderMandate,
  start: () => ({ ticks: 0, opened: {}, shocked: {} }),
  watches: (stream) => stream.of('ClockTicked'),
  remember(memory, _event, view) {
    memory.ticks += 1;
    const seen =
      memory.ticks === OPENED_TICKS ? memory.opened : memory.ticks === LOOK_TICKS ? memory.shocked : undefined;
    if (seen !== undefined) for (const line of view.instruments('jgb')) seen[line.id] = view.bidTicks(line);
    return memory;
  },
  decide(view, { ticks, opened, shocked }) {
    if (ticks !== SELL_TICKS) return [];
    const lines = view.instruments('jgb').map((line) => {
      const [before, now] = [opened[line.id] ?? 0, shocked[line.id] ?? 0];
      return { line, before, value: view.position(line) * before, loss: view.position(line) * (before - now) };
    });
    const assets = lines.reduce((sum, { value }) => sum + value, 0);
    const sale = view.self.mandate.leverage * lines.reduce((sum, { loss }) => sum + loss, 0);
    return lines.flatMap(({ line, before, value }) => {
      const quantity = lots(Math.round((sale * value) / assets / before));
      return quantity === 0
        ? []
        : [{ type: 'Take', instrument: line, side: 'sell', limit: priceTicks(1), quantity, flag: 'riskLimit' }];
    });
  },
  headroom: () => [],
};
