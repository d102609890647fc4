/**
 * Clients without an opinion: buyers and sellers who trade because money came in or went out.
 *
 * One pool a market. Each tick and line it draws what is bought and what is sold, so that calm turnover is what the
 * scenario states; the pool is price-limited and refuses spreads far beyond the calm ones, so volume thins when
 * liquidity goes. Signs persist for some hours. The draw is an event without causes: the root of the orders it sends.
 */
import { z } from 'zod';
import { exp } from '../math/exp.ts';
import { type Lots, lots } from '../units/quantity.ts';
import type { AgentKind, Command, Instrument, Random, View } from './contract.ts';
import { marketField, shareField } from './mandate-fields.ts';
import { takeWithin, wholeLots } from './order-prices.ts';
import { decayPerTick, ticksPerDay } from './trading-day.ts';

/** It gives up beyond this many single-dealer half-spreads plus this share of a calm day. */
const PATIENCE_HALF_SPREADS = 3;
const PATIENCE_SIGMAS = 0.3;
/** Log-normal dispersion of the clients' tickets. */
const SIZE_DISPERSION = 0.8;
/** Trading days in which half of a one-sided mood is gone, and how strong it is as a share of the flow. */
const MOOD_HALF_LIFE_DAYS = 0.25;
const MOOD_SHARE = 0.12;

const mandate = z.strictObject({
  market: marketField('market whose clients these are'),
  turnover: shareField('lots it trades on a calm day as a share of each line’s calm turnover', 0.9),
});
type Mandate = z.infer<typeof mandate>;

interface Memory {
  readonly moodDecay: number;
  /** By instrument id: share of flow that leans to buying (+) or selling (−). */
  readonly mood: Record<string, number>;
}

export const noise: AgentKind<Mandate, Memory> = {
  kind: 'noise',
  mandate,

  start(opening) {
    const { market } = opening.self.mandate;
    const mood: Record<string, number> = {};
    for (const line of opening.instruments(market)) mood[line.id] = 0;
    return { moodDecay: decayPerTick(market, MOOD_HALF_LIFE_DAYS), mood };
  },

  watches: (stream) => stream.of('ClockTicked'),

  remember(memory, event) {
    if (event.type === 'NoiseDrawn') {
      const before = memory.mood[event.instrument] ?? 0;
      memory.mood[event.instrument] = memory.moodDecay * before + (1 - memory.moodDecay) * Math.sign(event.lots);
    }
    return memory;
  },

  decide(view, memory, event, random) {
    const { market } = view.self.mandate;
    const lines = view.instruments(market);
    if (event.type !== 'ClockTicked' || !lines.some((line) => view.isOpen(line.venue))) return [];
    const draws = random('flow');
    return lines.flatMap((line) => clientFlow(view, memory, line, draws));
  },

  headroom: () => [],
};

function clientFlow(view: View<Mandate>, memory: Memory, line: Instrument, draws: ReturnType<Random>): Command[] {
  const perTick = (view.self.mandate.turnover * line.calmDailyLots) / ticksPerDay(line.venue);
  const lean = Math.max(-0.9, Math.min(0.9, MOOD_SHARE * 3 * (memory.mood[line.id] ?? 0)));
  // Five draws a line whatever follows, so that one line's luck never shifts another's.
  const bought =
    perTick * 0.5 * (1 + lean) * exp(SIZE_DISPERSION * draws.normal() - 0.5 * SIZE_DISPERSION * SIZE_DISPERSION);
  const sold =
    perTick * 0.5 * (1 - lean) * exp(SIZE_DISPERSION * draws.normal() - 0.5 * SIZE_DISPERSION * SIZE_DISPERSION);
  const buyersFirst = draws.uniform() < 0.5;
  const patience = PATIENCE_HALF_SPREADS * line.calmHalfSpreadBp + PATIENCE_SIGMAS * line.calmSigmaBp;
  const buy = takeWithin(view, line, rounded(bought, draws.uniform()), patience);
  const sell = takeWithin(view, line, -rounded(sold, draws.uniform()), patience);
  const takes = (buyersFirst ? [buy, sell] : [sell, buy]).filter((take) => take !== undefined);
  if (takes.length === 0 || !view.isOpen(line.venue)) return [];
  const net: Lots = lots((buy?.quantity ?? 0) - (sell?.quantity ?? 0));
  return [
    { type: 'Declare', event: { type: 'NoiseDrawn', agent: view.self.id, instrument: line.id, lots: net } },
    ...takes.map((take): Command => ({ type: 'Take', instrument: line, ...take, flag: 'voluntary' })),
  ];
}

/** Rounds up or down by chance, so that small flows keep their mean. */
function rounded(wish: number, chance: number): number {
  const whole = wholeLots(wish);
  return chance < wish - whole ? whole + 1 : whole;
}
