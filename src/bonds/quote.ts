/**
 * One bond on one settlement date under any of the six yield conventions: accrued, price, yield and risk.
 *
 * The analysis door: plain objects, every number at once. The simulation's hot path uses `pricing.ts` instead, and a
 * test holds the two equal. Risk is by the row's own semiannual yield; a JGB's simple yield has no compounding, so its
 * duration and convexity are those of the compound yield of the same price (−dP/dy ÷ dirty, and so on, y as a decimal).
 */
import type { DayNumber } from '../units/civil-date.ts';
import { accruedGilt, accruedIsma, accruedJgb, isExDividend } from './accrued.ts';
import type { CouponTerms, YieldConvention } from './bond.ts';
import { type CouponStream, dirtyAt, type Valuation, valuationAt } from './coupon-stream.ts';
import { priceAtSimpleYield, residualYears, simpleYield } from './jgb.ts';
import { type CouponPeriod, couponPeriodAt } from './schedule.ts';
import { type YieldResult, yieldOf } from './solve-yield.ts';

export interface QuotedTerms extends CouponTerms {
  readonly convention: YieldConvention;
  /** Gilts: seven business days before the next coupon. Absent: never ex dividend. */
  readonly exDividendDate?: DayNumber | undefined;
}

/** A bond fixed on a settlement date. */
export interface SettledBond {
  readonly terms: QuotedTerms;
  readonly settlement: DayNumber;
  readonly period: CouponPeriod;
  readonly isExDividend: boolean;
  readonly accrued: number;
  readonly stream: CouponStream;
}

export interface Risk {
  /** Years. */
  readonly modifiedDuration: number;
  /** Years; undefined where the part period is simple and no such average exists. */
  readonly macaulayDuration: number | undefined;
  /** Years squared. */
  readonly convexity: number;
  /** Price points per basis point and 100 face, positive. */
  readonly dv01: number;
}

export function settledBond(terms: QuotedTerms, settlement: DayNumber): SettledBond {
  const period = couponPeriodAt(terms, settlement);
  const isEx = isExDividend(settlement, terms.exDividendDate);
  return {
    terms,
    settlement,
    period,
    isExDividend: isEx,
    accrued: accruedOf(terms, period, settlement, isEx),
    stream: streamOf(terms, period, settlement, isEx),
  };
}

/** Clean price per 100 at a yield quoted by the bond's convention. */
export function cleanPriceOf({ terms, settlement, accrued, stream }: SettledBond, yieldPct: number): number {
  if (terms.convention === 'jgbSimple') {
    return priceAtSimpleYield(terms.couponPct, residualYears(settlement, terms.maturity), yieldPct);
  }
  return dirtyAt(stream, yieldPct / 200) - accrued;
}

/** Yield quoted by the bond's convention, of a clean price per 100. */
export function quotedYieldOf({ terms, settlement, accrued, stream }: SettledBond, cleanPrice: number): YieldResult {
  if (terms.convention !== 'jgbSimple') return yieldOf(stream, cleanPrice + accrued);
  if (!(cleanPrice > 0)) return { ok: false, reason: 'priceNotPositive' };
  const years = residualYears(settlement, terms.maturity);
  return { ok: true, yieldPct: 100 * simpleYield(terms.couponPct, years, cleanPrice) };
}

/** Risk at a semiannually compounded yield (for `jgbSimple` the compound yield of the price, see `yieldOf`). */
export function riskAt({ stream }: SettledBond, compoundYieldPct: number): Risk {
  const h = compoundYieldPct / 200;
  const { dirty, slope, curvature }: Valuation = valuationAt(stream, h);
  const modifiedDuration = -slope / dirty;
  return {
    modifiedDuration,
    macaulayDuration: stream.isPartSimple ? undefined : modifiedDuration * (1 + h),
    convexity: curvature / dirty,
    dv01: -slope * 1e-4,
  };
}

/** DV01 by revaluation one basis point up and down. */
export const dv01ByRevaluation = ({ stream }: SettledBond, compoundYieldPct: number): number =>
  (dirtyAt(stream, (compoundYieldPct - 0.01) / 200) - dirtyAt(stream, (compoundYieldPct + 0.01) / 200)) / 2;

function accruedOf(terms: QuotedTerms, period: CouponPeriod, settlement: DayNumber, isEx: boolean): number {
  switch (terms.convention) {
    case 'jgbSimple':
    case 'jgbCompound':
      return accruedJgb(terms.couponPct, period, settlement);
    case 'giltDmo':
      return accruedGilt(terms.couponPct, period, settlement, isEx);
    case 'ustStreet':
    case 'ustTreasury':
    case 'ktbCustomary':
      return accruedIsma(terms.couponPct, period, settlement);
  }
}

function streamOf(terms: QuotedTerms, period: CouponPeriod, settlement: DayNumber, isEx: boolean): CouponStream {
  const { convention, couponPct } = terms;
  const isLastPeriod = period.couponsLeft === 1;
  return {
    partPeriod: (period.next - settlement) / (period.next - period.previous),
    isPartSimple:
      convention === 'ustTreasury' || convention === 'ktbCustomary' || (convention === 'ustStreet' && isLastPeriod),
    firstCoupon: convention === 'giltDmo' && isEx ? 0 : couponPct / 2,
    halfCoupon: couponPct / 2,
    fullPeriods: period.couponsLeft - 1,
  };
}
