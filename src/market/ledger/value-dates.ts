/**
 * When a trade settles: bonds on the next business day of their market, currencies on the second day on which both
 * countries’ bond markets work.
 *
 * T+1: Japan since 1 May 2018 (Japan Securities Clearing Corporation), Korea (KRX rules), gilts (auction of 19 October 2022
 * settled on the 20th), Treasuries by market practice [assumed]. T+2 for spot currencies is market practice; that holidays of
 * both cities count on both days is simpler than the practice for the dollar [assumed].
 */
import { addDays, type DayNumber } from '../../units/civil-date.ts';
import type { BondMarket } from '../../units/quantity.ts';
import { addBusinessDays, isBusinessDay } from '../calendar/business-days.ts';

export const BOND_LAG_DAYS = 1;
export const SPOT_LAG_DAYS = 2;

export type HolidaysOf = (market: BondMarket) => readonly DayNumber[];

export const bondValueDate = (market: BondMarket, trade: DayNumber, holidaysOf: HolidaysOf): DayNumber =>
  addBusinessDays(market, trade, BOND_LAG_DAYS, holidaysOf(market));

/** The second day after the trade that is a business day of both. */
export function spotValueDate(
  [base, quote]: readonly [BondMarket, BondMarket],
  trade: DayNumber,
  holidaysOf: HolidaysOf,
): DayNumber {
  let day = trade;
  for (let left = SPOT_LAG_DAYS; left > 0; ) {
    day = addDays(day, 1);
    if (isBusinessDay(base, day, holidaysOf(base)) && isBusinessDay(quote, day, holidaysOf(quote))) left -= 1;
  }
  return day;
}
