/**
 * The engine's fast door: a bond with everything precomputed for one settlement date, price ↔ quoted yield.
 *
 * No coupon is walked, no object is made and nothing is remembered between calls, so that the same price gives the same bits
 * whatever was asked before. Make one per bond and day. `quote.ts` is the same arithmetic for people.
 */
import { assert } from '../units/assert.ts';
import type { DayNumber } from '../units/civil-date.ts';
import type { BondDefinition } from './bond.ts';
import { type CouponStream, dirtyAt, fallAt } from './coupon-stream.ts';
import { priceAtSimpleYield, priceChangePerSimpleBp, residualYears, simpleYield } from './jgb.ts';
import { settledBond } from './quote.ts';
import { yieldPctOrNaN } from './solve-yield.ts';

/** Prices per 100 face, clean; yields in percent, as the bond's own market quotes them. */
export interface BondPricing {
  readonly accruedPer100: number;
  cleanPriceAt(yieldPct: number): number;
  /** NaN where the price is not positive or no yield from −100 to 10,000 % gives it. */
  yieldPctOf(cleanPrice: number): number;
  /** Fall of the clean price for +1 bp of the quoted yield: simple basis points for a JGB. Positive. */
  dv01Per100(yieldPct: number): number;
}

/** Settlement lies before maturity. A gilt is ex dividend strictly after the date given, if any. */
export function pricingOn(bond: BondDefinition, settlement: DayNumber, exDividendDate?: DayNumber): BondPricing {
  assert(bond.couponPct >= 0, `a coupon must not be negative, got ${bond.couponPct}`);
  const { accrued, stream } = settledBond({ ...bond, exDividendDate }, settlement);
  return bond.convention === 'jgbSimple'
    ? new SimplePricing(accrued, bond.couponPct, residualYears(settlement, bond.maturity))
    : new CompoundPricing(accrued, stream);
}

class SimplePricing implements BondPricing {
  readonly accruedPer100: number;
  readonly #couponPct: number;
  readonly #years: number;

  constructor(accruedPer100: number, couponPct: number, years: number) {
    this.accruedPer100 = accruedPer100;
    this.#couponPct = couponPct;
    this.#years = years;
  }

  cleanPriceAt(yieldPct: number): number {
    return priceAtSimpleYield(this.#couponPct, this.#years, yieldPct);
  }

  yieldPctOf(cleanPrice: number): number {
    return cleanPrice > 0 ? 100 * simpleYield(this.#couponPct, this.#years, cleanPrice) : Number.NaN;
  }

  dv01Per100(yieldPct: number): number {
    return -priceChangePerSimpleBp(this.#couponPct, this.#years, yieldPct);
  }
}

class CompoundPricing implements BondPricing {
  readonly accruedPer100: number;
  readonly #stream: CouponStream;

  constructor(accruedPer100: number, stream: CouponStream) {
    this.accruedPer100 = accruedPer100;
    this.#stream = stream;
  }

  cleanPriceAt(yieldPct: number): number {
    return dirtyAt(this.#stream, yieldPct / 200) - this.accruedPer100;
  }

  yieldPctOf(cleanPrice: number): number {
    return cleanPrice > 0 ? yieldPctOrNaN(this.#stream, cleanPrice + this.accruedPer100) : Number.NaN;
  }

  dv01Per100(yieldPct: number): number {
    return fallAt(this.#stream, yieldPct / 200) * 1e-4;
  }
}
