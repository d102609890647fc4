/**
 * Daily price limits and circuit breakers as the Osaka Exchange runs them for 10-year JGB futures, as pure functions of
 * what was observed and when. They decide; `halts.ts` acts on the book and `call-auction.ts` ends a halt.
 *
 * A day's prices stay within 2.00 of its base. Where the lead month has traded or been bid or offered at the limit for a
 * minute without coming back, trading halts for ten minutes and the limit on that side goes to 3.00, once; not in the
 * last twenty minutes of a session. Within the day no order trades further than 0.10 from the last price (0.30 at the
 * opening, 0.15 at the close) without a short halt. Source: jpx.co.jp, 10-year JGB futures, price limits and circuit
 * breakers; the length of the short halt is not stated there for these futures and set here to thirty seconds.
 */
import { assert } from '../../units/assert.ts';
import { type SimTime, simTime } from '../../units/quantity.ts';
import { MINUTE_MS, SECOND_MS } from '../../units/time.ts';
import type { Book } from './book.ts';

export interface LimitRules {
  /** Width of the daily range on either side of the base, ticks; and once it has been widened. */
  readonly rangeTicks: number;
  readonly widenedTicks: number;
  /** How long a price may stand at the limit before trading halts. */
  readonly graceMs: number;
  readonly staticHaltMs: number;
  /** No static halt begins this close to the end of a session. */
  readonly quietEndMs: number;
  /** Width of the dynamic band, ticks. */
  readonly bandTicks: Readonly<Record<SessionPart, number>>;
  readonly dynamicHaltMs: number;
}
export type SessionPart = 'opening' | 'regular' | 'closing';

/** In ticks of 0.01. */
export const JGB_FUTURES_LIMITS: LimitRules = {
  rangeTicks: 200,
  widenedTicks: 300,
  graceMs: MINUTE_MS,
  staticHaltMs: 10 * MINUTE_MS,
  quietEndMs: 20 * MINUTE_MS,
  bandTicks: { opening: 30, regular: 10, closing: 15 },
  dynamicHaltMs: 30 * SECOND_MS,
};

export interface DailyLimits {
  readonly baseTicks: number;
  readonly highestTicks: number;
  readonly lowestTicks: number;
  /** The limit at which prices stand, and since when; undefined where they do not. */
  readonly touched: { readonly side: 'high' | 'low'; readonly since: SimTime } | undefined;
}

/** What the lead month shows; 0 where there is no such price. */
export interface Observed {
  readonly at: SimTime;
  readonly lastTradeTicks: number;
  readonly bidTicks: number;
  readonly offerTicks: number;
  /** When the session ends. */
  readonly closesAt: SimTime;
}

export interface Observation {
  readonly limits: DailyLimits;
  /** When trading resumes; undefined where it does not halt. */
  readonly haltUntil: SimTime | undefined;
}

/** A day's limits around its base price, which is the previous settlement. */
export function dailyLimits(baseTicks: number, rules: LimitRules): DailyLimits {
  assert(baseTicks > rules.widenedTicks, `the base must lie above the widened range, got ${baseTicks} ticks`);
  const [highestTicks, lowestTicks] = [baseTicks + rules.rangeTicks, baseTicks - rules.rangeTicks];
  return { baseTicks, highestTicks, lowestTicks, touched: undefined };
}

/** The static breaker: called at every trade and best price, and once the grace period is over. */
export function observeLimits(limits: DailyLimits, rules: LimitRules, seen: Observed): Observation {
  const side = touchedSide(limits, seen);
  if (side === undefined) return { limits: { ...limits, touched: undefined }, haltUntil: undefined };
  const since = limits.touched?.side === side ? limits.touched.since : seen.at;
  const touched = { ...limits, touched: { side, since } };
  const isQuiet = seen.at > seen.closesAt - rules.quietEndMs;
  if (seen.at - since < rules.graceMs || isQuiet || isWidened(limits, rules, side)) {
    return { limits: touched, haltUntil: undefined };
  }
  return { limits: widened(limits, rules, side), haltUntil: simTime(seen.at + rules.staticHaltMs) };
}

/** The book takes no order beyond the limits; orders that rest beyond must have been cancelled. */
export function applyLimits(book: Book, limits: DailyLimits): void {
  const [bid, offer] = [book.bestBidTicks(), book.bestOfferTicks()];
  const isInside = (bid === 0 || bid <= limits.highestTicks) && (offer === 0 || offer >= limits.lowestTicks);
  assert(isInside, `orders rest beyond the limits ${limits.lowestTicks} … ${limits.highestTicks}: ${bid}, ${offer}`);
  book.setDailyLimits(limits.lowestTicks, limits.highestTicks);
}

function touchedSide({ highestTicks, lowestTicks }: DailyLimits, seen: Observed): 'high' | 'low' | undefined {
  if (seen.lastTradeTicks === highestTicks || seen.bidTicks === highestTicks) return 'high';
  const isLow = seen.lastTradeTicks === lowestTicks || seen.offerTicks === lowestTicks;
  return isLow ? 'low' : undefined;
}

function isWidened(limits: DailyLimits, rules: LimitRules, side: 'high' | 'low'): boolean {
  const reach = side === 'high' ? limits.highestTicks - limits.baseTicks : limits.baseTicks - limits.lowestTicks;
  return reach >= rules.widenedTicks;
}

function widened(limits: DailyLimits, rules: LimitRules, side: 'high' | 'low'): DailyLimits {
  const { baseTicks } = limits;
  return side === 'high'
    ? { ...limits, highestTicks: baseTicks + rules.widenedTicks, touched: undefined }
    : { ...limits, lowestTicks: baseTicks - rules.widenedTicks, touched: undefined };
}
