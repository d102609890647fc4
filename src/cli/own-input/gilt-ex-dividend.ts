/**
 * The ex-dividend date of a gilt that a user's row does not state, where it matters and London's holidays are known.
 *
 * Outside the years of the calendar the date is still certain enough for most days: seven business days before a coupon are
 * at least seven weekdays and, with every holiday that London ever had in a fortnight, at most eleven.
 */
import type { CouponPeriod } from '../../bonds/schedule.ts';
import { giltExDividendDate, isWeekend } from '../../market/calendar/business-days.ts';
import { HOLIDAY_TABLES } from '../../market/calendar/holiday-table.ts';
import { addDays, civilDate, type DayNumber } from '../../units/civil-date.ts';

const BUSINESS_DAYS = 7;
const HOLIDAYS_MOST = 4;

/** Of the next coupon; `unknown` where settlement lies so near that holidays decide, and they are not in the calendar. */
export function exDividendDateAt({ next }: CouponPeriod, settlement: DayNumber): DayNumber | 'unknown' {
  const counted = giltExDividendDate(next);
  if (hasHolidays(counted) && hasHolidays(next)) return counted;
  const earliest = weekdaysBefore(next, BUSINESS_DAYS + HOLIDAYS_MOST);
  const latest = weekdaysBefore(next, BUSINESS_DAYS);
  return settlement > earliest && settlement <= latest ? 'unknown' : latest;
}

const hasHolidays = (date: DayNumber): boolean => civilDate(date).year in HOLIDAY_TABLES.gilt;

function weekdaysBefore(date: DayNumber, count: number): DayNumber {
  let day = date;
  for (let left = count; left > 0; ) {
    day = addDays(day, -1);
    if (!isWeekend(day)) left--;
  }
  return day;
}
