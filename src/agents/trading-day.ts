/**
 * How long a trading day is, in decision ticks: the unit in which beliefs, averages and programmes decay.
 *
 * A belief half-life of "0.3 days" means market hours of the market in question: evening news is digested when there is
 * something to trade, not while everybody sleeps.
 */
import { pow } from '../math/pow.ts';
import type { SimTime, Venue } from '../units/quantity.ts';
import { DAY_MS, dayOf, later } from '../units/time.ts';

/** Five-minute ticks of the regular sessions (`market/sessions.ts`). */
const TICKS_PER_DAY: Readonly<Record<Venue, number>> = {
  jgb: 96,
  ust: 276,
  gilt: 102,
  ktb: 78,
  fx: 288,
  equity: 276,
  gold: 288,
  bitcoin: 288,
  ose: 233,
};

export const ticksPerDay = (venue: Venue): number => TICKS_PER_DAY[venue];

/** Factor that leaves one half after `halfLifeDays` trading days of ticks. */
export function decayPerTick(venue: Venue, halfLifeDays: number): number {
  return pow(0.5, 1 / (halfLifeDays * ticksPerDay(venue)));
}

/** Day 0 was a Thursday: of seven days from it the third and fourth are a weekend. */
const isWeekend = (at: SimTime): boolean => {
  const weekday = dayOf(at) % 7;
  return weekday === 2 || weekday === 3;
};

/** The same time of day so many weekdays on: money is paid on days on which banks work. */
export function weekdaysLater(at: SimTime, days: number): SimTime {
  let then = at;
  for (let left = days; left > 0; ) {
    then = later(then, DAY_MS);
    if (!isWeekend(then)) left -= 1;
  }
  return then;
}
