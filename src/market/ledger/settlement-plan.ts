/**
 * When a currency settles: once on each business date of its bond market, as that market’s first session opens.
 *
 * A run that opens in the middle of a business date finds that day settled.
 */
import type { DayNumber } from '../../units/civil-date.ts';
import { HOME_MARKET } from '../../units/home-markets.ts';
import { type Currency, type SimTime, simTime } from '../../units/quantity.ts';
import { addBusinessDays, nextBusinessDay, previousBusinessDay } from '../calendar/business-days.ts';
import { businessDateAt, sessionsOf } from '../calendar/sessions.ts';

export interface PlannedSettlement {
  readonly at: SimTime;
  readonly date: DayNumber;
  /** The settlement before it, in the run or before it. */
  readonly since: DayNumber;
}

/** After `from`, up to and with `to`; a settlement at `from` itself takes place just after it. */
export function settlementPlan(
  currency: Currency,
  from: SimTime,
  to: SimTime,
  extraHolidays: readonly DayNumber[],
): PlannedSettlement[] {
  const market = HOME_MARKET[currency];
  const opensOn = (date: DayNumber): number => Math.min(...sessionsOf(market, date).map(({ opensAt }) => opensAt));
  const plan: PlannedSettlement[] = [];
  let date = addBusinessDays(market, businessDateAt(market, from, extraHolidays), -1, extraHolidays);
  for (; opensOn(date) <= to; date = nextBusinessDay(market, date, extraHolidays)) {
    const opensAt = opensOn(date);
    if (opensAt < from) continue;
    const since = previousBusinessDay(market, date, extraHolidays);
    plan.push({ at: simTime(Math.max(opensAt, from + 1)), date, since });
  }
  return plan;
}
