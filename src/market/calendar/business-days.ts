/**
 * Business days of a market, and what is counted in them.
 *
 * `extraHolidays` are the scenario's days for that market, on top of the calendar's own.
 */
import { assert } from '../../units/assert.ts';
import { addDays, type DayNumber, weekday } from '../../units/civil-date.ts';
import type { Market } from '../../units/quantity.ts';
import { isHoliday, NO_EXTRA_HOLIDAYS } from './holidays.ts';

export const isWeekend = (date: DayNumber): boolean => weekday(date) === 0 || weekday(date) === 6;

export function isBusinessDay(
  market: Market,
  date: DayNumber,
  extraHolidays: readonly DayNumber[] = NO_EXTRA_HOLIDAYS,
): boolean {
  return !isWeekend(date) && !isHoliday(market, date, extraHolidays);
}

/** The first business day after `date`, never `date` itself. */
export function nextBusinessDay(
  market: Market,
  date: DayNumber,
  extraHolidays: readonly DayNumber[] = NO_EXTRA_HOLIDAYS,
): DayNumber {
  return addBusinessDays(market, date, 1, extraHolidays);
}

/** The last business day before `date`, never `date` itself. */
export function previousBusinessDay(
  market: Market,
  date: DayNumber,
  extraHolidays: readonly DayNumber[] = NO_EXTRA_HOLIDAYS,
): DayNumber {
  return addBusinessDays(market, date, -1, extraHolidays);
}

/** Counts `count` business days onward, back where it is negative; `date` need not be one. Zero gives `date` back. */
export function addBusinessDays(
  market: Market,
  date: DayNumber,
  count: number,
  extraHolidays: readonly DayNumber[] = NO_EXTRA_HOLIDAYS,
): DayNumber {
  assert(Number.isSafeInteger(count), `business days must be whole, got ${count}`);
  const step = count < 0 ? -1 : 1;
  let day = date;
  for (let left = Math.abs(count); left > 0; ) {
    day = addDays(day, step);
    if (isBusinessDay(market, day, extraHolidays)) left -= 1;
  }
  return day;
}

/**
 * The ex-dividend date of a conventional gilt: seven London business days before the dividend date, which may itself be
 * no business day. Settlement on the ex-dividend date is still cum dividend. (DMO, "Formulae for Calculating Gilt Prices
 * from Yields", §1.)
 */
export const giltExDividendDate = (
  dividendDate: DayNumber,
  extraHolidays: readonly DayNumber[] = NO_EXTRA_HOLIDAYS,
): DayNumber => addBusinessDays('gilt', dividendDate, -7, extraHolidays);
