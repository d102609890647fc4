/**
 * Which registers close and which bonds are repaid at a settlement, by the calendar alone.
 *
 * A coupon belongs to whoever owns the bond when its register closes: at the first settlement on or after the coupon date,
 * before that day's deliveries; for gilts at the first after the ex-dividend date, seven business days before (DMO,
 * "Formulae for Calculating Gilt Prices from Yields", §1). Payment falls on the coupon date or the next business day. A
 * coupon whose register closed before the run began has been dealt with.
 */
import type { CouponTerms } from '../../bonds/bond.ts';
import { scheduledDate } from '../../bonds/schedule.ts';
import type { EventOf, Unplaced } from '../../events/vocabulary.ts';
import { addDays, type DayNumber } from '../../units/civil-date.ts';
import { type BondMarket, type Currency, minor } from '../../units/quantity.ts';
import { addBusinessDays, giltExDividendDate } from '../calendar/business-days.ts';
import { MINOR_PER_UNIT, RATIO_ONE } from './ledger-accounts.ts';
import { shareToNearest, shareTowardsZero } from './whole-shares.ts';

export interface RegisteredBond extends CouponTerms {
  readonly id: string;
  readonly market: BondMarket;
  readonly currency: Currency;
  readonly couponMilliPct: number;
  readonly lotFace: number;
  /** Money for one of the index on a day, hundred-thousandths. */
  readonly ratioOn: (day: DayNumber) => number;
}

/** Settlements after `since`, up to and with `date`. */
export interface RegisterWindow {
  readonly since: DayNumber;
  readonly date: DayNumber;
  readonly holidays: readonly DayNumber[];
}

/** A gilt’s register closes ten days before its coupon, or much earlier where a scenario shuts the market for weeks. */
const PAYABLE_WITHIN_DAYS = 190;
const MILLI_PCT_PER_ONE = 100_000;
const COUPONS_A_YEAR = 2;

export function closingRegisters(bond: RegisteredBond, window: RegisterWindow): Unplaced<EventOf<'RegisterClosed'>>[] {
  const { since, date, holidays } = window;
  if (bond.couponMilliPct === 0) return [];
  return couponDatesBetween(bond, since, addDays(date, PAYABLE_WITHIN_DAYS)).flatMap((coupon) => {
    const isGilt = bond.market === 'gilt';
    const closes = isGilt ? addDays(giltExDividendDate(coupon, holidays), 1) : coupon;
    if (closes <= since || closes > date) return [];
    const payable = onBusinessDay(bond.market, coupon, holidays);
    return [
      {
        type: 'RegisterClosed' as const,
        instrument: bond.id,
        payable: payable < date ? date : payable,
        perLot: minor(couponPerLot(bond, coupon)),
      },
    ];
  });
}

/** The bond is repaid at the first settlement on or after its maturity. */
export function redemption(bond: RegisteredBond, { since, date }: RegisterWindow): Unplaced<EventOf<'BondRedeemed'>>[] {
  if (bond.maturity <= since || bond.maturity > date) return [];
  const principal = bond.lotFace * MINOR_PER_UNIT[bond.currency];
  const perLot = minor(shareTowardsZero(principal, bond.ratioOn(bond.maturity), RATIO_ONE));
  return [{ type: 'BondRedeemed', instrument: bond.id, perLot }];
}

/** Half a year's coupon on a lot, to the minor unit; of an index-linked bond at the index of its coupon date, floored. */
export function couponPerLot(bond: RegisteredBond, coupon: DayNumber): number {
  const { lotFace, currency, couponMilliPct, ratioOn } = bond;
  const face = lotFace * MINOR_PER_UNIT[currency];
  const real = shareToNearest(face, couponMilliPct, COUPONS_A_YEAR * MILLI_PCT_PER_ONE);
  return shareTowardsZero(real, ratioOn(coupon), RATIO_ONE);
}

/** Scheduled dates after `from`, up to and with `to`, maturity included. */
function couponDatesBetween(bond: CouponTerms, from: DayNumber, to: DayNumber): DayNumber[] {
  const found: DayNumber[] = [];
  const halfYear = 181;
  const nearest = Math.max(0, Math.floor((bond.maturity - to) / (halfYear + 4)) - 1);
  for (let halfYears = nearest; ; halfYears += 1) {
    const coupon = scheduledDate(bond, halfYears);
    if (coupon <= from) return found.reverse();
    if (coupon <= to) found.push(coupon);
  }
}

const onBusinessDay = (market: BondMarket, day: DayNumber, holidays: readonly DayNumber[]): DayNumber =>
  addBusinessDays(market, addDays(day, -1), 1, holidays);
