/**
 * Local time of the four cities in integer arithmetic: the offset from UTC and back.
 *
 * Tokyo and Seoul keep UTC+9. New York changes its clocks at 02:00 local on the second Sunday of March and the first of
 * November (Energy Policy Act of 2005, s. 110; in force since 2007), London at 01:00 UTC on the last Sundays of March and
 * October (Directive 2000/84/EC; Summer Time Order 2002). Years before 2007 are wrong for New York. Never asks the
 * language for a time zone: its tables differ from machine to machine.
 */
import { addDays, civilDate, type DayNumber, dayNumber, weekday } from '../../units/civil-date.ts';
import { type SimTime, simTime } from '../../units/quantity.ts';
import { DAY_MS, dayOf, HOUR_MS, MINUTE_MS } from '../../units/time.ts';

export type City = 'tokyo' | 'seoul' | 'london' | 'newYork';

export function utcOffsetMs(city: City, at: SimTime): number {
  return STANDARD_OFFSET_MS[city] + (isSummerTime(city, at) ? HOUR_MS : 0);
}

/** The calendar date on the wall of that city. */
export const localDate = (city: City, at: SimTime): DayNumber => dayOf(simTime(at + utcOffsetMs(city, at)));

/**
 * The instant at which clocks in the city show `minutes` after midnight of `date`; negative minutes are of the evening
 * before. Of a time that occurs twice the first is meant; one that is skipped is read as standard time.
 */
export function atLocalTime(city: City, date: DayNumber, minutes: number): SimTime {
  const standard = simTime(date * DAY_MS + minutes * MINUTE_MS - STANDARD_OFFSET_MS[city]);
  const summer = simTime(standard - HOUR_MS);
  return isSummerTime(city, summer) ? summer : standard;
}

const STANDARD_OFFSET_MS: Readonly<Record<City, number>> = {
  tokyo: 9 * HOUR_MS,
  seoul: 9 * HOUR_MS,
  london: 0,
  newYork: -5 * HOUR_MS,
};

function isSummerTime(city: City, at: SimTime): boolean {
  if (city === 'tokyo' || city === 'seoul') return false;
  const { year } = civilDate(dayOf(at));
  if (city === 'london') {
    return at >= lastSunday(year, 3) * DAY_MS + HOUR_MS && at < lastSunday(year, 10) * DAY_MS + HOUR_MS;
  }
  const begins = addDays(firstSunday(year, 3), 7) * DAY_MS + 7 * HOUR_MS;
  const ends = firstSunday(year, 11) * DAY_MS + 6 * HOUR_MS;
  return at >= begins && at < ends;
}

function firstSunday(year: number, month: number): DayNumber {
  const first = dayNumber(year, month, 1);
  return addDays(first, (7 - weekday(first)) % 7);
}

/** March and October both have 31 days. */
function lastSunday(year: number, month: 3 | 10): DayNumber {
  const last = dayNumber(year, month, 31);
  return addDays(last, -weekday(last));
}
