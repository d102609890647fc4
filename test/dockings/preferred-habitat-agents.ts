/**
 * Vayanos and Vila's market in its smallest form, two bonds and one period: investors who want one bond each, and one risk-averse arbitrageur
 * between them (Vayanos and Vila, "A Preferred-Habitat Model of the Term Structure of Interest Rates", Econometrica 89(1), 2021, §2).
 *
 * The arbitrageur maximises x'(v − p) − a/2 · x'Σx and so holds x at prices p = v − aΣx: it quotes a lot on either side of them, and quotes anew
 * once it has traded. Investors in bond k want z_k = −θ_k − α_k·(p_k − v_k) more than at the opening. What they sell it buys, x = −z.
 */
import { z } from 'zod';
import type { AgentKind, Instrument, View } from '../../src/agents/contract.ts';
import { marketField } from '../../src/agents/mandate-fields.ts';
import { lots, priceTicks } from '../../src/units/quantity.ts';

const perLine = z.record(z.string(), z.number());

const arbitrageurMandate = z.strictObject({
  market: marketField('market that it arbitrates in'),
  /** aΣ: ticks that the first line's price falls for each lot held of the second. */
  riskTicks: z.record(z.string(), perLine),
});

interface Opened {
  ticks: number;
  readonly position: Record<string, number>;
  readonly value: Record<string, number>;
}

const opened = (): Opened => ({ ticks: 0, position: {}, value: {} });

function remembered(memory: Opened, view: View): Opened {
  memory.ticks += 1;
  if (memory.ticks > 1) return memory;
  for (const line of view.instruments('jgb')) {
    memory.position[line.id] = view.position(line);
    memory.value[line.id] = Math.round(view.priceAt(line, line.openLevelBp) * line.ticksPerPoint);
  }
  return memory;
}

/** Lots since the opening. */
const gained = (view: View, memory: Opened, line: Instrument): number =>
  view.position(line) - (memory.position[line.id] ?? 0);

/** Stands under the name of `dealer`. */
export const arbitrageur: AgentKind<z.infer<typeof arbitrageurMandate>, Opened> = {
  kind: 'dealer',
  mandate: arbitrageurMandate,
  start: opened,
  watches: (stream) => stream.of('ClockTicked'),
  remember: (memory, _event, view) => remembered(memory, view),
  decide(view, memory) {
    const lines = view.instruments('jgb');
    return lines.flatMap((line) => {
      const discount = lines.reduce(
        (sum, other) => sum + (view.self.mandate.riskTicks[line.id]?.[other.id] ?? 0) * gained(view, memory, other),
        0,
      );
      const price = Math.round((memory.value[line.id] ?? 0) - discount);
      return (['buy', 'sell'] as const).map((side) => ({
        type: 'Quote' as const,
        instrument: line,
        side,
        prices: [priceTicks(side === 'buy' ? price - 1 : price + 1)],
        sizes: [lots(1)],
        flag: 'marketMaking' as const,
      }));
    });
  },
  headroom: () => [],
};

const investorMandate = z.strictObject({
  market: marketField('market of what it wants'),
  line: z.string(),
  /** Lots it wants less from the third tick on, and lots it wants more for each tick that the price is below its value. */
  wantsLess: z.number(),
  lotsPerTick: z.number(),
});

const SHOCK_TICKS = 3;

/** Stands under the name of `lifeInsurer`. */
export const habitatInvestor: AgentKind<z.infer<typeof investorMandate>, Opened> = {
  kind: 'lifeInsurer',
  mandate: investorMandate,
  start: opened,
  watches: (stream) => stream.of('ClockTicked'),
  remember: (memory, _event, view) => remembered(memory, view),
  decide(view, memory) {
    const { line: id, wantsLess, lotsPerTick } = view.self.mandate;
    const line = view.instrument(id);
    const [bid, offer] = [view.bidTicks(line), view.offerTicks(line)];
    if (memory.ticks < SHOCK_TICKS || bid === 0 || offer === 0) return [];
    const value = memory.value[id] ?? 0;
    const wants = (price: number): number => -wantsLess - lotsPerTick * (price - value) - gained(view, memory, line);
    // At the price it would get: it stops where another lot is wanted at neither.
    const side = wants(bid) <= -1 ? 'sell' : wants(offer) >= 1 ? 'buy' : undefined;
    if (side === undefined) return [];
    return [
      {
        type: 'Take',
        instrument: line,
        side,
        limit: side === 'sell' ? bid : offer,
        quantity: lots(1),
        flag: 'mandate',
      },
    ];
  },
  headroom: () => [],
};
