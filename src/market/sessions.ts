/**
 * When each market trades, as data, and the plan of opens, closes and marks that the engine schedules.
 *
 * Every session belongs to a business date of the market's own city. A session is half-open: it includes the instant at
 * which it opens and not the one at which it closes, so that an instant shared by a close and the next open (17:00 in New
 * York for currencies) belongs to the next date. Hours: JGB as on the interdealer screen of Japan Bond Trading, KTB as on
 * the Korea Exchange; the UST day begins with Tokyo's morning, the evening before in New York.
 */
import { assert } from '../units/assert.ts';
import { addDays, type DayNumber } from '../units/civil-date.ts';
import type { Market, SimTime } from '../units/quantity.ts';
import { isBusinessDay, isWeekend } from './business-days.ts';
import { NO_EXTRA_HOLIDAYS } from './holidays.ts';
import { atLocalTime, type City, localDate } from './zones.ts';

export interface Session {
  readonly opensAt: SimTime;
  readonly closesAt: SimTime;
}

export interface PlannedMoment {
  readonly at: SimTime;
  readonly what: 'open' | 'close' | 'mark';
  /** The business date that it belongs to. */
  readonly date: DayNumber;
}

/** The city whose calendar dates the rows of a market. */
export const cityOf = (market: Market): City => hoursOf(market).city;

/** False for markets whose hours have not been written down; the functions below refuse those. */
export const hasHours = (market: Market): boolean => HOURS[market] !== undefined;

/** Sessions of a business date, in order. Whether the date is one is for `isBusinessDay` to say. */
export function sessionsOf(market: Market, date: DayNumber): readonly Session[] {
  assert(!isWeekend(date), `no market has sessions at a weekend: ${market}, day ${date}`);
  const { city, sessions } = hoursOf(market);
  return sessions.map(([opens, closes]) => ({
    opensAt: atLocalTime(city, date, opens),
    closesAt: atLocalTime(city, date, closes),
  }));
}

/** The instant of the official close of a business date. */
export function closeMarkAt(market: Market, date: DayNumber): SimTime {
  assert(!isWeekend(date), `no market has a close at a weekend: ${market}, day ${date}`);
  const { city, mark } = hoursOf(market);
  return atLocalTime(city, date, mark);
}

/** True from the open up to, not including, the close. */
export function isOpenAt(market: Market, at: SimTime, extraHolidays = NO_EXTRA_HOLIDAYS): boolean {
  const date = businessDateAt(market, at, extraHolidays);
  return sessionsOf(market, date).some(({ opensAt, closesAt }) => opensAt <= at && at < closesAt);
}

/** The business date in progress; once its last session has closed, and on days without sessions, the next one. */
export function businessDateAt(market: Market, at: SimTime, extraHolidays = NO_EXTRA_HOLIDAYS): DayNumber {
  let date = localDate(cityOf(market), at);
  while (!isBusinessDay(market, date, extraHolidays) || lastCloseAt(market, date) <= at) date = addDays(date, 1);
  return date;
}

/**
 * Everything that happens by the clock from `from` to `to`, both included, in the order in which it must happen: at one
 * instant the mark comes before the close and the close before the next open. A session already under way at `from` opens
 * at `from`; one still under way at `to` is left open.
 */
export function marketDayPlan(
  market: Market,
  from: SimTime,
  to: SimTime,
  extraHolidays: readonly DayNumber[] = NO_EXTRA_HOLIDAYS,
): readonly PlannedMoment[] {
  assert(from <= to, `a plan must not end before it begins: ${from} … ${to}`);
  const plan: PlannedMoment[] = [];
  // An evening session opens the day before its date, so one more date than the last local one can matter.
  const lastDate = addDays(localDate(cityOf(market), to), 1);
  for (let date = businessDateAt(market, from, extraHolidays); date <= lastDate; date = addDays(date, 1)) {
    if (!isBusinessDay(market, date, extraHolidays)) continue;
    plan.push(...dayPlan(market, date, from).filter(({ at }) => from <= at && at <= to));
  }
  return plan;
}

function dayPlan(market: Market, date: DayNumber, from: SimTime): PlannedMoment[] {
  const plan: PlannedMoment[] = [{ at: closeMarkAt(market, date), what: 'mark', date }];
  for (const { opensAt, closesAt } of sessionsOf(market, date)) {
    plan.push({ at: opensAt < from && from < closesAt ? from : opensAt, what: 'open', date });
    // A session that ended as the plan begins was never opened in it.
    if (closesAt > from) plan.push({ at: closesAt, what: 'close', date });
  }
  return plan.sort((a, b) => a.at - b.at || RANK[a.what] - RANK[b.what]);
}

function lastCloseAt(market: Market, date: DayNumber): SimTime {
  const { city, sessions } = hoursOf(market);
  return atLocalTime(city, date, Math.max(...sessions.map(([, closes]) => closes)));
}

const RANK: Readonly<Record<PlannedMoment['what'], number>> = { mark: 0, close: 1, open: 2 };

/** Minutes after midnight of the business date, local; negative: the evening before. */
interface Hours {
  readonly city: City;
  readonly sessions: readonly (readonly [opens: number, closes: number])[];
  readonly mark: number;
}

const clock = (hour: number, minute = 0): number => hour * 60 + minute;
const eveningBefore = (hour: number): number => clock(hour) - clock(24);

/** Currencies, gold and bitcoin keep New York's business date: it turns at 17:00 there, from Sunday evening on. */
const ROUND_THE_CLOCK: Hours = { city: 'newYork', sessions: [[eveningBefore(17), clock(17)]], mark: clock(17) };

/** Equity indices trade in several cities under one market name; their hours come with the instruments. */
const HOURS: Readonly<Partial<Record<Market, Hours>>> = {
  jgb: {
    city: 'tokyo',
    sessions: [
      [clock(8, 40), clock(11, 5)],
      [clock(12, 25), clock(18)],
    ],
    mark: clock(15),
  },
  ust: { city: 'newYork', sessions: [[eveningBefore(18), clock(17)]], mark: clock(17) },
  gilt: { city: 'london', sessions: [[clock(8), clock(16, 30)]], mark: clock(16, 30) },
  ktb: { city: 'seoul', sessions: [[clock(9), clock(15, 30)]], mark: clock(15, 30) },
  fx: ROUND_THE_CLOCK,
  gold: ROUND_THE_CLOCK,
  bitcoin: ROUND_THE_CLOCK,
};

function hoursOf(market: Market): Hours {
  const hours = HOURS[market];
  assert(hours !== undefined, `no trading hours are known for market ${market}`);
  return hours;
}
