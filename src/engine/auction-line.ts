/**
 * One line in one auction: price ↔ yield on the auction's own settlement date, accrued interest to it, and what an award
 * costs in money. Built for an auction and thrown away with it; the continuous market prices through `instrument-pricing.ts`.
 *
 * Money is whole minor units of exact integer prices. Japan cuts what is paid to the yen (accrued interest to seven decimals
 * per 100 before); everybody else rounds to the nearest minor unit, accrued interest to six decimals per 100 (31 CFR 356
 * App. B; for gilts and KTBs assumed).
 */

import { accruedIsma, accruedJgbCut } from '../bonds/accrued.ts';
import type { BondDefinition, YieldConvention } from '../bonds/bond.ts';
import { RATIO_UNIT } from '../bonds/index-ratio.ts';
import { compoundStream, fortyYearAuctionPrice } from '../bonds/jgb.ts';
import { cleanPriceOf, quotedYieldOf, settledBond } from '../bonds/quote.ts';
import { couponPeriodAt, isLastOfMonth } from '../bonds/schedule.ts';
import { yieldPctOrNaN } from '../bonds/solve-yield.ts';
import { FORMAT_TERMS, type HeldFormat } from '../events/auction-terms.ts';
import { floorOfProduct } from '../market/auctions/auction.ts';
import { giltExDividendDate } from '../market/calendar/business-days.ts';
import { MINOR_PER_UNIT } from '../market/ledger/ledger-accounts.ts';
import { shareToNearest } from '../market/ledger/whole-shares.ts';
import type { InstrumentFacts } from '../scenario/scenario.ts';
import { assert } from '../units/assert.ts';
import type { DayNumber } from '../units/civil-date.ts';
import { type BondMarket, type Currency, type Face, type Minor, minor, roundHalfAway } from '../units/quantity.ts';

/** Clean points per 100 as an exact ratio of integers. */
export interface CleanPrice {
  readonly over: number;
  readonly under: number;
}

export const priceOfMilli = (milli: number): CleanPrice => ({ over: milli, under: 1000 });

export interface AuctionLineParts {
  readonly facts: InstrumentFacts;
  readonly settlement: DayNumber;
  readonly holidays: readonly DayNumber[];
  /** Money for one of the real price on the settlement date; `RATIO_UNIT` where nothing is indexed. */
  readonly ratioHundredThousandths: number;
}

export class AuctionLine {
  readonly id: string;
  readonly market: BondMarket;
  readonly currency: Currency;
  readonly tenorMilliYears: number;
  readonly isIndexLinked: boolean;
  readonly outstanding: Face;
  private readonly bond: BondDefinition;
  private readonly couponMilliPct: number;
  private readonly settlement: DayNumber;
  private readonly exDividendDate: DayNumber | undefined;
  private readonly ratio: number;

  constructor({ facts, settlement, holidays, ratioHundredThousandths }: AuctionLineParts) {
    const { bond } = facts;
    assert(bond !== undefined, `${facts.id} is no bond and is not auctioned`);
    assert(settlement < bond.maturity, `${facts.id} matures before the auction settles`);
    this.id = facts.id;
    this.market = facts.market as BondMarket;
    this.currency = facts.currency;
    this.tenorMilliYears = bond.tenorMilliYears;
    this.isIndexLinked = facts.indexed !== undefined;
    this.outstanding = (facts.outstanding * facts.lotFace) as Face;
    this.couponMilliPct = bond.couponMilliPct;
    const keepsMonthEnds = bond.convention === 'ustStreet' || bond.convention === 'giltDmo';
    this.bond = {
      convention: bond.convention,
      couponPct: bond.couponMilliPct / 1000,
      maturity: bond.maturity,
      isMonthEnd: keepsMonthEnds && isLastOfMonth(bond.maturity),
    };
    this.settlement = settlement;
    const next = couponPeriodAt(this.bond, settlement).next;
    this.exDividendDate = this.market === 'gilt' ? giltExDividendDate(next, holidays) : undefined;
    this.ratio = ratioHundredThousandths;
  }

  /** Clean price per 100 at a quoted yield. */
  cleanAt(yieldPct: number): number {
    return cleanPriceOf(this.settled(), yieldPct);
  }

  /** Quoted yield in percent of a clean price; NaN where none gives it. */
  yieldPctOf(clean: number): number {
    return this.yieldIn(this.bond.convention, clean);
  }

  /** A level of the market as what the format is bid in, thousandths, not on any grid. */
  bidMilliAt(format: HeldFormat, levelBp: number, referenceBp: number): number {
    switch (FORMAT_TERMS[format].term) {
      case 'price':
        return this.cleanAt(levelBp / 100) * 1000;
      case 'yield':
        return this.auctionYieldPct(format, levelBp / 100) * 1000;
      case 'yieldSpread':
        return levelBp * 10 - referenceMilliPct(referenceBp);
      case 'priceSpread':
        return this.cleanAt(levelBp / 100) * 1000 - this.referencePriceMilli(referenceBp);
    }
  }

  /** Price that everybody pays at the high yield, 31 CFR 356 App. B: six decimals. */
  treasuryPrice(yieldMilliPct: number): CleanPrice {
    const clean = cleanPriceOf(this.settled('ustTreasury'), yieldMilliPct / 1000);
    return { over: roundHalfAway(clean * 1e6), under: 1_000_000 };
  }

  /** Price of a compound yield in a 40-year auction: two decimals. */
  fortyYearPrice(yieldMilliPct: number): CleanPrice {
    const clean = fortyYearAuctionPrice(this.bond, this.settlement, yieldMilliPct / 1000);
    return { over: roundHalfAway(clean * 100), under: 100 };
  }

  /** Dirty price per 100 at a customary yield, before any cut. */
  dirtyAt(yieldPct: number): number {
    return this.cleanAt(yieldPct) + this.settled().accrued;
  }

  /** Clean price of a quoted yield to 0.001, halves away from zero. */
  cleanMilliAt(yieldMilliPct: number): number {
    return roundHalfAway(this.cleanAt(yieldMilliPct / 1000) * 1000);
  }

  /** Reference price of a buy-back: the clean price of the reference yield to 0.01 yen, as JSDA prints averages. */
  referencePriceMilli(referenceBp: number): number {
    return 10 * roundHalfAway(this.cleanAt(referenceMilliPct(referenceBp) / 1000) * 100);
  }

  /** What an award costs: its clean money and accrued interest to the settlement date, each a whole number of minor units. */
  paid(award: Face, { over, under }: CleanPrice): Minor {
    const minorFace = award * MINOR_PER_UNIT[this.currency];
    const [ratio, one] = this.ratio === RATIO_UNIT ? [1, 1] : [this.ratio, RATIO_UNIT];
    const clean = this.share(minorFace, over * ratio, under * 100 * one);
    return minor(clean + this.share(minorFace, this.accruedTenMillionths(), 1_000_000_000));
  }

  /** Face that so much money buys at a quoted yield, accrued interest paid; not on any grid. */
  faceFor(money: Minor, yieldPct: number): number {
    const per100 = this.dirtyAt(yieldPct) * (this.ratio / RATIO_UNIT);
    return (100 * money) / (MINOR_PER_UNIT[this.currency] * per100);
  }

  /** Accrued interest per 100, index ratio included, in ten-millionths of a point. */
  accruedTenMillionths(): number {
    if (this.market !== 'jgb') return 10 * roundHalfAway(this.settled().accrued * (this.ratio / RATIO_UNIT) * 1e6);
    const period = couponPeriodAt(this.bond, this.settlement);
    return roundHalfAway(accruedJgbCut(this.couponMilliPct, period, this.settlement) * 1e7);
  }

  private share(amount: number, over: number, under: number): number {
    return this.market === 'jgb' ? floorOfProduct(amount, over, under) : shareToNearest(amount, over, under);
  }

  /** Yield as the auction of this format states it, of the price of a quoted yield. */
  private auctionYieldPct(format: HeldFormat, yieldPct: number): number {
    if (format === 'ust_single_price') return this.yieldIn('ustTreasury', this.cleanAt(yieldPct));
    if (format !== 'jgb_yield_dutch') return yieldPct;
    const period = couponPeriodAt(this.bond, this.settlement);
    const accrued = accruedIsma(this.bond.couponPct, period, this.settlement);
    return yieldPctOrNaN(compoundStream(this.bond, this.settlement), this.cleanAt(yieldPct) + accrued);
  }

  private yieldIn(convention: YieldConvention, clean: number): number {
    const result = quotedYieldOf(this.settled(convention), clean);
    return result.ok ? result.yieldPct : Number.NaN;
  }

  private settled(convention: YieldConvention = this.bond.convention) {
    return settledBond({ ...this.bond, convention, exDividendDate: this.exDividendDate }, this.settlement);
  }
}

/** A reference yield as it is published: thousandths of a percent, the nearest. */
export const referenceMilliPct = (levelBp: number): number => roundHalfAway(levelBp * 10);
