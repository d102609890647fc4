/**
 * Price ↔ level of every instrument for trades done today: bond conventions on the settlement date, logarithms elsewhere.
 *
 * The level of a bond is its quoted yield in basis points (of an index-linked one the real yield, of a future that of its
 * notional bond); of anything else minus 10,000 × ln(price), so that up always means cheaper. Recomputed once per business
 * date; nothing here allocates afterwards. A line whose trades would settle on its maturity or later trades no more: it
 * keeps its last pricing, so that whoever still holds it can be valued.
 */
import type { BondDefinition } from '../bonds/bond.ts';
import { indexRatioAfter, RATIO_UNIT } from '../bonds/index-ratio.ts';
import { futureDv01Per100, futurePriceAt, futureYieldPctOf } from '../bonds/jgb-future.ts';
import { type BondPricing, pricingOn } from '../bonds/pricing.ts';
import { couponPeriodAt, isLastOfMonth } from '../bonds/schedule.ts';
import { addBusinessDays, giltExDividendDate } from '../market/calendar/business-days.ts';
import { MINOR_PER_UNIT } from '../market/ledger/ledger-accounts.ts';
import { exp } from '../math/exp.ts';
import { log } from '../math/log.ts';
import type { BondTerms, InstrumentFacts } from '../scenario/scenario.ts';
import { assert } from '../units/assert.ts';
import { addDays, type DayNumber } from '../units/civil-date.ts';
import { type Minor, minor, roundHalfAway } from '../units/quantity.ts';

/** All four markets settle on the next business day (`docs/glossary.md`, settlement). */
const SETTLEMENT_LAG_DAYS = 1;

/** Plain data: which settlement date is priced, and what was fixed for the day. */
export interface PricingState {
  /** 0 where no bond is priced. */
  readonly pricedOn: number;
  readonly isTrading: boolean;
  readonly ratioHundredThousandths: number;
  readonly dv01PerLot: number;
}

export class InstrumentPricing {
  /** Whether trades of the business date are possible at all. */
  isTrading = true;
  /** Money for one of the real price, for trades of the business date. */
  ratioHundredThousandths = RATIO_UNIT;
  private readonly facts: InstrumentFacts;
  private readonly holidays: readonly DayNumber[];
  private readonly openedOn: DayNumber;
  private readonly isFuture: boolean;
  private bond: BondPricing | undefined;
  private pricedOn: DayNumber | undefined;
  private dv01PerLot = 0;

  /** The first business date is the day on which a scenario states index ratios. */
  constructor(facts: InstrumentFacts, tradeDate: DayNumber, holidays: readonly DayNumber[]) {
    this.facts = facts;
    this.holidays = holidays;
    this.openedOn = tradeDate;
    this.isFuture = facts.future !== undefined;
    this.turnDate(tradeDate, openingLevelBp(facts));
  }

  /** From here on trades are of this business date. */
  turnDate(tradeDate: DayNumber, levelBp: number): void {
    const { bond, future } = this.facts;
    if (future !== undefined) this.isTrading = tradeDate <= future.lastTradingDay;
    if (bond !== undefined) this.settleOn(bond, tradeDate);
    this.dv01PerLot = this.dv01At(levelBp);
  }

  save(): PricingState {
    const { isTrading, ratioHundredThousandths, dv01PerLot } = this;
    return { pricedOn: this.pricedOn ?? 0, isTrading, ratioHundredThousandths, dv01PerLot };
  }

  restore({ pricedOn, isTrading, ratioHundredThousandths, dv01PerLot }: PricingState): void {
    if (this.facts.bond !== undefined) this.priceOn(this.facts.bond, pricedOn as DayNumber);
    this.isTrading = isTrading;
    this.ratioHundredThousandths = ratioHundredThousandths;
    this.dv01PerLot = dv01PerLot;
  }

  /** The last settlement of a future has been made. */
  stopTrading(): void {
    this.isTrading = false;
  }

  /** Clean price in points. */
  priceAt(levelBp: number): number {
    if (this.bond !== undefined) return this.bond.cleanPriceAt(levelBp / 100);
    return this.isFuture ? futurePriceAt(levelBp / 100) : exp(-levelBp / 10_000);
  }

  levelAt(pricePoints: number): number {
    if (this.bond !== undefined) return this.bond.yieldPctOf(pricePoints) * 100;
    return this.isFuture ? futureYieldPctOf(pricePoints) * 100 : -10_000 * log(pricePoints);
  }

  /** Minor units that a lot gains or loses when its level moves by a basis point; of this morning's level. */
  get dv01(): number {
    return this.dv01PerLot;
  }

  /** Accrued interest on one lot in money, rounded to the minor unit, ties away from zero; negative ex dividend. */
  accruedPerLot(): Minor {
    const per100 = this.bond?.accruedPer100 ?? 0;
    const real = (per100 / 100) * this.facts.lotFace * MINOR_PER_UNIT[this.facts.currency];
    return minor(roundHalfAway((real * this.ratioHundredThousandths) / RATIO_UNIT));
  }

  private settleOn(bond: BondTerms, tradeDate: DayNumber): void {
    const { market, indexed } = this.facts;
    const settlement = addBusinessDays(market, tradeDate, SETTLEMENT_LAG_DAYS, this.holidays);
    this.isTrading = settlement < bond.maturity;
    if (!this.isTrading && this.bond !== undefined) return;
    this.priceOn(bond, this.isTrading ? settlement : addDays(bond.maturity, -1));
    if (indexed !== undefined) this.ratioHundredThousandths = indexRatioAfter(indexed, settlement - this.openedOn);
  }

  private priceOn(bond: BondTerms, settlement: DayNumber): void {
    const definition = definitionOf(bond);
    this.bond = pricingOn(definition, settlement, exDividendDate(definition, settlement, this.holidays));
    this.pricedOn = settlement;
  }

  private dv01At(levelBp: number): number {
    const minorPerPoint = this.facts.tickValue * this.facts.ticksPerPoint;
    return (this.pointsPerBp(levelBp) * minorPerPoint * this.ratioHundredThousandths) / RATIO_UNIT;
  }

  private pointsPerBp(levelBp: number): number {
    if (this.bond !== undefined) return this.bond.dv01Per100(levelBp / 100);
    return this.isFuture ? futureDv01Per100(levelBp / 100) : exp(-levelBp / 10_000) / 10_000;
  }
}

function definitionOf({ convention, couponMilliPct, maturity }: BondTerms): BondDefinition {
  const followsMonthEnds = convention !== 'jgbSimple' && convention !== 'ktbCustomary';
  return {
    convention,
    couponPct: couponMilliPct / 1000,
    maturity,
    isMonthEnd: followsMonthEnds && isLastOfMonth(maturity),
  };
}

/** Gilts only: seven London business days before the next coupon after settlement. */
function exDividendDate(
  definition: BondDefinition,
  settlement: DayNumber,
  holidays: readonly DayNumber[],
): DayNumber | undefined {
  if (definition.convention !== 'giltDmo') return undefined;
  return giltExDividendDate(couponPeriodAt(definition, settlement).next, holidays);
}

/** Opening level in bp, from the scenario's facts. */
export function openingLevelBp(facts: InstrumentFacts): number {
  if (facts.openLevel !== undefined) return facts.openLevel / 1000;
  assert(facts.openPricePoints !== undefined, `${facts.id} opens neither at a yield nor at a price`);
  return -10_000 * log(facts.openPricePoints);
}
