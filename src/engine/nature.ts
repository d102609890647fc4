/**
 * Nature: routine macro news, the one exogenous noise beside clients' flows.
 *
 * Each market has a level and a slope; levels share a world factor, strongly between New York and London, weakly with
 * Tokyo (`docs/odd.md` §7.1). Two thirds of a day's variance arrive during the session, the rest as a gap at its opening.
 * Scales are thousandths of a calm daily move, so that a scenario's volatilities decide what it means in basis points.
 */

import { ticksPerDay } from '../agents/trading-day.ts';
import type { EventOf, Unplaced } from '../events/vocabulary.ts';
import { type Draws, drawsOf, streamKey } from '../math/draws.ts';
import { type Market, roundHalfAway, type Seed, type SimTime } from '../units/quantity.ts';

/** Loading of a market's level on the world factor. */
const WORLD_SHARE: Readonly<Record<Market, number>> = {
  jgb: 0.2,
  ust: 0.85,
  gilt: 0.8,
  ktb: 0.5,
  fx: 0,
  equity: 0,
  gold: 0,
  bitcoin: 0,
};
/** Share of a day's variance that falls outside the session. */
const GAP_SHARE: Readonly<Record<Market, number>> = {
  jgb: 0.35,
  ust: 0.05,
  gilt: 0.35,
  ktb: 0.35,
  fx: 0.02,
  equity: 0.35,
  gold: 0.05,
  bitcoin: 0.05,
};
const LEVEL_WEIGHT = 0.92;
const SLOPE_WEIGHT = 0.39;

export type News = Unplaced<EventOf<'NewsArrived'>>;

export class Nature {
  private readonly seed: Seed;

  constructor(seed: Seed) {
    this.seed = seed;
  }

  /** News of one five-minute tick. */
  duringSession(market: Market, at: SimTime): News {
    return this.draw(market, at, 'news', Math.sqrt((1 - GAP_SHARE[market]) / ticksPerDay(market)));
  }

  /** What happened since the market closed. */
  overnight(market: Market, at: SimTime): News {
    return this.draw(market, at, 'gap', Math.sqrt(GAP_SHARE[market]));
  }

  private draw(market: Market, at: SimTime, purpose: string, scale: number): News {
    const own = this.stream(purpose, market, at);
    const share = WORLD_SHARE[market];
    const world = share === 0 ? 0 : this.stream(purpose, 'world', at).normal();
    const level = share * world + Math.sqrt(1 - share * share) * own.normal();
    return {
      type: 'NewsArrived',
      market,
      levelMilliSigma: roundHalfAway(1000 * scale * LEVEL_WEIGHT * level),
      slopeMilliSigma: roundHalfAway(1000 * scale * SLOPE_WEIGHT * own.normal()),
    };
  }

  private stream(purpose: string, agent: string, instant: SimTime): Draws {
    return drawsOf(streamKey({ seed: this.seed, purpose, agent, instant }));
  }
}
