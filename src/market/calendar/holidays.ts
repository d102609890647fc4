/**
 * Which days each market is shut besides weekends.
 *
 * Bond markets follow `holiday-table.ts`; a scenario adds its own days and can add any, but open none that is shut.
 * American shares keep New York's table too: two of its days, in October and November, are too many for them.
 * Currencies, gold and bitcoin trade on every weekday but Christmas and New Year's Day, so that a holiday of New York's
 * bond market (19 January 2026) does not stop the yen.
 */
import { civilDate, type DayNumber, dayNumber } from '../../units/civil-date.ts';
import type { BondMarket, Market } from '../../units/quantity.ts';
import { HOLIDAY_TABLES, type HolidayTable, KTB_DAYS_MISSING, KTB_DAYS_WRONG } from './holiday-table.ts';

export const NO_EXTRA_HOLIDAYS: readonly DayNumber[] = [];

export function isHoliday(market: Market, date: DayNumber, extraHolidays: readonly DayNumber[]): boolean {
  if (extraHolidays.includes(date)) return true;
  if (market === 'jgb' || market === 'ust' || market === 'gilt' || market === 'ktb')
    return BOND_HOLIDAYS[market].has(date);
  if (market === 'equity') return BOND_HOLIDAYS.ust.has(date);
  const { month, day } = civilDate(date);
  return (month === 1 && day === 1) || (month === 12 && day === 25);
}

/** Days of a table in the order written. */
export function daysOf(table: HolidayTable): DayNumber[] {
  return Object.entries(table).flatMap(([year, days]) =>
    days.split(' ').map((day) => dayNumber(Number(year), Number(day.slice(0, 2)), Number(day.slice(2)))),
  );
}

const BOND_HOLIDAYS: Readonly<Record<BondMarket, ReadonlySet<DayNumber>>> = {
  jgb: new Set(daysOf(HOLIDAY_TABLES.jgb)),
  ust: new Set(daysOf(HOLIDAY_TABLES.ust)),
  gilt: new Set(daysOf(HOLIDAY_TABLES.gilt)),
  ktb: koreanHolidays(),
};

function koreanHolidays(): ReadonlySet<DayNumber> {
  const days = new Set([...daysOf(HOLIDAY_TABLES.ktb), ...daysOf(KTB_DAYS_MISSING)]);
  for (const day of daysOf(KTB_DAYS_WRONG)) days.delete(day);
  return days;
}
