/**
 * Nature: routine macro news, the one exogenous noise beside clients' flows.
 *
 * Each market has a level and a slope, part of it the world's, the rest its own (`docs/odd.md` §7.1). The world's news goes
 * on at every hour of the week that some market trades; what happened while a market was shut reaches it as its opening
 * gap, so that Tokyo wakes up to New York's day. Scales are thousandths of a calm daily move, so that a scenario's
 * volatilities decide what it means in basis points. No state: a draw is asked of its instant, whoever else listens.
 */

import { ticksPerDay } from '../agents/trading-day.ts';
import type { EventOf, Unplaced } from '../events/vocabulary.ts';
import { type Draws, drawsOf, streamKey } from '../math/draws.ts';
import { type Market, roundHalfAway, type Seed, type SimTime, simTime } from '../units/quantity.ts';
import { DAY_MS, HOUR_MS, TICK_MS } from '../units/time.ts';

/** Correlation of a market's day, in one window of time, with the world's. */
export const WORLD_SHARE: Readonly<Record<Market, number>> = {
  jgb: 0.35,
  ust: 0.95,
  gilt: 0.92,
  ktb: 0.5,
  fx: 0,
  equity: 0,
  gold: 0,
  bitcoin: 0,
};
/** Share of a market's *own* news that falls outside its session; the world's falls when it falls. */
const OWN_GAP_SHARE: Readonly<Record<Market, number>> = {
  jgb: 0.3,
  ust: 0.05,
  gilt: 0.3,
  ktb: 0.2,
  fx: 0.02,
  equity: 0.05,
  gold: 0.05,
  bitcoin: 0.05,
};
/** The world's news is slower, per hour, while neither London nor New York works: from 21 to 7 o'clock UTC. */
const QUIET_HOURS = { from: 21, to: 7, intensity: 0.6 } as const;
/** And once London has gone home: figures are published in New York's morning. */
const EVENING_HOURS = { from: 17, to: 21, intensity: 0.8 } as const;

/** Share of the world's news that falls into a market's session, lunch included, by its hours in winter. */
const WORLD_IN_SESSION: Readonly<Record<Market, number>> = {
  jgb: 0.31,
  ust: 0.98,
  gilt: 0.52,
  ktb: 0.16,
  fx: 0.98,
  equity: 0.98,
  gold: 0.98,
  bitcoin: 0.98,
};

/** How much more than at other hours a market hears of the world's news while it is open: Tokyo's hours are Asia's own. */
const HOME_HOURS_WEIGHT: Readonly<Partial<Record<Market, number>>> = { jgb: 2.5, ktb: 2 };

const TICKS_PER_WORLD_DAY = DAY_MS / TICK_MS;
const QUIET_LENGTH = 24 + QUIET_HOURS.to - QUIET_HOURS.from;
const EVENING_LENGTH = EVENING_HOURS.to - EVENING_HOURS.from;
const BUSY_LENGTH = 24 - QUIET_LENGTH - EVENING_LENGTH;
const BUSY_INTENSITY =
  (24 - QUIET_LENGTH * QUIET_HOURS.intensity - EVENING_LENGTH * EVENING_HOURS.intensity) / BUSY_LENGTH;

export type News = Unplaced<EventOf<'NewsArrived'>>;

/** Share of a day's variance that a market's opening brings. */
export function overnightShare(market: Market): number {
  const world = WORLD_SHARE[market] * WORLD_SHARE[market];
  return world * (1 - WORLD_IN_SESSION[market]) + ownShare(market) * OWN_GAP_SHARE[market];
}

/** Share of a day's variance that is a market's own news: what the world's leaves. */
function ownShare(market: Market): number {
  const inSession = WORLD_IN_SESSION[market] * (homeWeight(market) * homeWeight(market) - 1);
  return 1 - WORLD_SHARE[market] * WORLD_SHARE[market] * (1 + inSession);
}

const homeWeight = (market: Market): number => HOME_HOURS_WEIGHT[market] ?? 1;

/** Level and slope, standard deviations of a day. */
interface Shift {
  level: number;
  slope: number;
}

export class Nature {
  private readonly seed: Seed;

  constructor(seed: Seed) {
    this.seed = seed;
  }

  /** News of one five-minute tick. */
  duringSession(market: Market, at: SimTime): News {
    const perTick = Math.sqrt((1 - OWN_GAP_SHARE[market]) / ticksPerDay(market));
    return this.news(market, this.own('news', market, at, perTick), this.world(market, at, at), homeWeight(market));
  }

  /** What happened since the market was last open, up to and without `at`. */
  overnight(market: Market, since: SimTime, at: SimTime): News {
    return this.news(
      market,
      this.own('gap', market, at, Math.sqrt(OWN_GAP_SHARE[market])),
      this.world(market, simTime(since + TICK_MS), simTime(at - TICK_MS)),
    );
  }

  /** A break in one business date: the world goes on, nothing of one's own is decided over lunch. */
  duringBreak(market: Market, since: SimTime, at: SimTime): News {
    return this.news(
      market,
      { level: 0, slope: 0 },
      this.world(market, simTime(since + TICK_MS), simTime(at - TICK_MS)),
      homeWeight(market),
    );
  }

  private news(market: Market, own: Shift, world: Shift, weight = 1): News {
    const share = WORLD_SHARE[market] * weight;
    const rest = Math.sqrt(ownShare(market));
    return {
      type: 'NewsArrived',
      market,
      levelMilliSigma: roundHalfAway(1000 * (share * world.level + rest * own.level)),
      slopeMilliSigma: roundHalfAway(1000 * (share * world.slope + rest * own.slope)),
    };
  }

  private own(purpose: string, market: Market, at: SimTime, scale: number): Shift {
    const draws = this.stream(purpose, market, at);
    return { level: scale * draws.normal(), slope: scale * draws.normal() };
  }

  /** The world's ticks from one instant to another, both counted. */
  private world(market: Market, from: SimTime, to: SimTime): Shift {
    const sum = { level: 0, slope: 0 };
    if (WORLD_SHARE[market] === 0) return sum;
    for (let at = Math.ceil(from / TICK_MS) * TICK_MS; at <= to; at += TICK_MS) {
      const scale = Math.sqrt(intensityAt(at) / TICKS_PER_WORLD_DAY);
      if (scale === 0) continue;
      const draws = this.stream('news', 'world', simTime(at));
      sum.level += scale * draws.normal();
      sum.slope += scale * draws.normal();
    }
    return sum;
  }

  private stream(purpose: string, agent: string, instant: SimTime): Draws {
    return drawsOf(streamKey({ seed: this.seed, purpose, agent, instant }));
  }
}

/** 1 on average over the five days from Sunday to Friday, 21:00 UTC; nothing at weekends. */
function intensityAt(at: number): number {
  const hour = Math.floor((at % DAY_MS) / HOUR_MS);
  // 1 January 1970 was a Thursday; a world day begins at 21:00 UTC of the day before.
  const worldDay = Math.floor((at + (24 - QUIET_HOURS.from) * HOUR_MS) / DAY_MS);
  const weekday = (worldDay + 4) % 7;
  if (weekday === 0 || weekday === 6) return 0;
  if (hour >= QUIET_HOURS.from || hour < QUIET_HOURS.to) return QUIET_HOURS.intensity;
  return hour >= EVENING_HOURS.from ? EVENING_HOURS.intensity : BUSY_INTENSITY;
}
