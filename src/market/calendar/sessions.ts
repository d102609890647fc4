/**
 * When each market trades, as data, and the plan of opens, closes and marks that the engine schedules.
 *
 * The JGB future trades on an exchange with hours of its own; whatever has hours is a venue. Every session belongs to a
 * business date of the venue's own city; the night session of the Osaka Exchange, which opens on the afternoon of a
 * business day, to the next one (JPX, trading hours of JGB futures). A session is half-open: it includes the instant at
 * which it opens and not the one at which it closes, so that an instant shared by a close and the next open (17:00 in New
 * York for currencies) belongs to the next date. Hours: JGB as on the interdealer screen of Japan Bond Trading, KTB as on
 * the Korea Exchange; the UST day begins with Tokyo's morning, the evening before in New York.
 */

import { assert } from '../../units/assert.ts';
import { addDays, type DayNumber } from '../../units/civil-date.ts';
import { isFuture } from '../../units/instrument-name.ts';
import type { Market, SimTime, Venue } from '../../units/quantity.ts';
import { isBusinessDay, isWeekend, nextBusinessDay, previousBusinessDay } from './business-days.ts';
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

/** Where an instrument trades: the JGB future on its exchange, everything else in its own market. */
export const venueOf = (instrument: string, market: Market): Venue =>
  isFuture(instrument) && market === 'jgb' ? 'ose' : market;

/** The market whose business days a venue keeps. */
export const calendarOf = (venue: Venue): Market => (venue === 'ose' ? 'jgb' : venue);

/** The city whose calendar dates the rows of a venue. */
export const cityOf = (venue: Venue): City => hoursOf(venue).city;

/** Sessions of a business date, in order. Whether the date is one is for `isBusinessDay` to say. */
export function sessionsOf(venue: Venue, date: DayNumber, extraHolidays = NO_EXTRA_HOLIDAYS): readonly Session[] {
  assert(!isWeekend(date), `no market has sessions at a weekend: ${venue}, day ${date}`);
  const { city, night = [], sessions } = hoursOf(venue);
  const dayBefore = night.length === 0 ? date : previousBusinessDay(calendarOf(venue), date, extraHolidays);
  const at = (day: DayNumber, [opens, closes]: Hours['sessions'][number]): Session => ({
    opensAt: atLocalTime(city, day, opens),
    closesAt: atLocalTime(city, day, closes),
  });
  return [...night.map((minutes) => at(dayBefore, minutes)), ...sessions.map((minutes) => at(date, minutes))];
}

/** The instant of the official close of a business date. */
export function closeMarkAt(venue: Venue, date: DayNumber): SimTime {
  assert(!isWeekend(date), `no market has a close at a weekend: ${venue}, day ${date}`);
  const { city, mark } = hoursOf(venue);
  return atLocalTime(city, date, mark);
}

/** True from the open up to, not including, the close. */
export function isOpenAt(venue: Venue, at: SimTime, extraHolidays = NO_EXTRA_HOLIDAYS): boolean {
  const date = businessDateAt(venue, at, extraHolidays);
  return sessionsOf(venue, date, extraHolidays).some(({ opensAt, closesAt }) => opensAt <= at && at < closesAt);
}

/** The business date in progress; once its last session has closed, and on days without sessions, the next one. */
export function businessDateAt(venue: Venue, at: SimTime, extraHolidays = NO_EXTRA_HOLIDAYS): DayNumber {
  let date = localDate(cityOf(venue), at);
  while (!isBusinessDay(calendarOf(venue), date, extraHolidays) || lastCloseAt(venue, date) <= at)
    date = addDays(date, 1);
  return date;
}

/**
 * Everything that happens by the clock from `from` to `to`, both included, in the order in which it must happen: at one
 * instant the mark comes before the close and the close before the next open. A session already under way at `from` opens
 * at `from`; one still under way at `to` is left open.
 */
export function marketDayPlan(
  venue: Venue,
  from: SimTime,
  to: SimTime,
  extraHolidays: readonly DayNumber[] = NO_EXTRA_HOLIDAYS,
): readonly PlannedMoment[] {
  assert(from <= to, `a plan must not end before it begins: ${from} … ${to}`);
  const plan: PlannedMoment[] = [];
  // An evening or night session opens before its date, so one more business date than the last local one can matter.
  const lastDate = nextBusinessDay(calendarOf(venue), localDate(cityOf(venue), to), extraHolidays);
  for (let date = businessDateAt(venue, from, extraHolidays); date <= lastDate; date = addDays(date, 1)) {
    if (!isBusinessDay(calendarOf(venue), date, extraHolidays)) continue;
    plan.push(...dayPlan(venue, date, { from, extraHolidays }).filter(({ at }) => from <= at && at <= to));
  }
  return plan;
}

function dayPlan(
  venue: Venue,
  date: DayNumber,
  { from, extraHolidays }: { readonly from: SimTime; readonly extraHolidays: readonly DayNumber[] },
): PlannedMoment[] {
  const plan: PlannedMoment[] = [{ at: closeMarkAt(venue, date), what: 'mark', date }];
  for (const { opensAt, closesAt } of sessionsOf(venue, date, extraHolidays)) {
    plan.push({ at: opensAt < from && from < closesAt ? from : opensAt, what: 'open', date });
    // A session that ended as the plan begins was never opened in it.
    if (closesAt > from) plan.push({ at: closesAt, what: 'close', date });
  }
  return plan.sort((a, b) => a.at - b.at || RANK[a.what] - RANK[b.what]);
}

function lastCloseAt(venue: Venue, date: DayNumber): SimTime {
  const { city, sessions } = hoursOf(venue);
  return atLocalTime(city, date, Math.max(...sessions.map(([, closes]) => closes)));
}

const RANK: Readonly<Record<PlannedMoment['what'], number>> = { mark: 0, close: 1, open: 2 };

/** Minutes after midnight of the business date, local; negative: the evening before. */
interface Hours {
  readonly city: City;
  readonly sessions: readonly (readonly [opens: number, closes: number])[];
  /** Of the business day before, and belonging to this date: minutes after that day's midnight. */
  readonly night?: Hours['sessions'];
  readonly mark: number;
}

const clock = (hour: number, minute = 0): number => hour * 60 + minute;
const eveningBefore = (hour: number): number => clock(hour) - clock(24);

/** Currencies, gold and bitcoin keep New York's business date: it turns at 17:00 there, from Sunday evening on. */
const ROUND_THE_CLOCK: Hours = { city: 'newYork', sessions: [[eveningBefore(17), clock(17)]], mark: clock(17) };

/** From the evening before in New York, an hour's rest a day: Treasuries, and futures on its shares. */
const NEW_YORK: Hours = { city: 'newYork', sessions: [[eveningBefore(18), clock(17)]], mark: clock(17) };

const HOURS: Readonly<Record<Venue, Hours>> = {
  jgb: {
    city: 'tokyo',
    sessions: [
      [clock(8, 40), clock(11, 5)],
      [clock(12, 25), clock(18)],
    ],
    mark: clock(15),
  },
  ose: {
    city: 'tokyo',
    night: [[clock(15, 30), clock(24 + 6)]],
    sessions: [
      [clock(8, 45), clock(11, 2)],
      [clock(12, 30), clock(15, 2)],
    ],
    mark: clock(15),
  },
  ust: NEW_YORK,
  equity: NEW_YORK,
  gilt: { city: 'london', sessions: [[clock(8), clock(16, 30)]], mark: clock(16, 30) },
  ktb: { city: 'seoul', sessions: [[clock(9), clock(15, 30)]], mark: clock(15, 30) },
  fx: ROUND_THE_CLOCK,
  gold: ROUND_THE_CLOCK,
  bitcoin: ROUND_THE_CLOCK,
};

const hoursOf = (venue: Venue): Hours => HOURS[venue];
