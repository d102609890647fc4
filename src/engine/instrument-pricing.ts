/**
 * Price ↔ level of every instrument for trades done today: bond conventions on the settlement date, logarithms elsewhere.
 *
 * The level of a bond is its quoted yield in basis points; of anything else minus 10,000 × ln(price), so that up always
 * means cheaper. Recomputed once per business date; nothing here allocates afterwards.
 */
import { type BondPricing, pricingOn } from '../bonds/pricing.ts';
import { isLastOfMonth } from '../bonds/schedule.ts';
import { addBusinessDays } from '../market/business-days.ts';
import { MINOR_PER_UNIT } from '../market/ledger-accounts.ts';
import { exp } from '../math/exp.ts';
import { log } from '../math/log.ts';
import type { InstrumentFacts } from '../scenario/scenario.ts';
import { assert } from '../units/assert.ts';
import type { DayNumber } from '../units/civil-date.ts';
import { type Minor, minor, roundHalfAway } from '../units/quantity.ts';

/** All four markets settle on the next business day (`docs/glossary.md`, settlement). */
const SETTLEMENT_LAG_DAYS = 1;

export class InstrumentPricing {
  private readonly facts: InstrumentFacts;
  private readonly holidays: readonly DayNumber[];
  private bond: BondPricing | undefined;
  private dv01PerLot = 0;

  constructor(facts: InstrumentFacts, tradeDate: DayNumber, holidays: readonly DayNumber[]) {
    this.facts = facts;
    this.holidays = holidays;
    this.turnDate(tradeDate, openingLevelBp(facts));
  }

  /** From here on trades are of this business date. */
  turnDate(tradeDate: DayNumber, levelBp: number): void {
    const { bond } = this.facts;
    if (bond !== undefined) {
      const settlement = addBusinessDays(this.facts.market, tradeDate, SETTLEMENT_LAG_DAYS, this.holidays);
      assert(settlement < bond.maturity, `${this.facts.id} has matured`);
      this.bond = pricingOn(
        {
          convention: bond.convention,
          couponPct: bond.couponMilliPct / 1000,
          maturity: bond.maturity,
          isMonthEnd:
            bond.convention !== 'jgbSimple' && bond.convention !== 'ktbCustomary' && isLastOfMonth(bond.maturity),
        },
        settlement,
      );
    }
    this.dv01PerLot = this.dv01At(levelBp);
  }

  /** Clean price in points. */
  priceAt(levelBp: number): number {
    return this.bond === undefined ? exp(-levelBp / 10_000) : this.bond.cleanPriceAt(levelBp / 100);
  }

  levelAt(pricePoints: number): number {
    return this.bond === undefined ? -10_000 * log(pricePoints) : this.bond.yieldPctOf(pricePoints) * 100;
  }

  /** Minor units that a lot gains or loses when its level moves by a basis point; of this morning's level. */
  get dv01(): number {
    return this.dv01PerLot;
  }

  /** Accrued interest on one lot, rounded to the minor unit, ties away from zero. */
  accruedPerLot(): Minor {
    const per100 = this.bond?.accruedPer100 ?? 0;
    return minor(roundHalfAway((per100 / 100) * this.facts.lotFace * MINOR_PER_UNIT[this.facts.currency]));
  }

  private dv01At(levelBp: number): number {
    const minorPerPoint = this.facts.tickValue * this.facts.ticksPerPoint;
    const pointsPerBp = this.bond === undefined ? exp(-levelBp / 10_000) / 10_000 : this.bond.dv01Per100(levelBp / 100);
    return pointsPerBp * minorPerPoint;
  }
}

/** Opening level in bp, from the scenario's facts. */
export function openingLevelBp(facts: InstrumentFacts): number {
  if (facts.openLevel !== undefined) return facts.openLevel / 1000;
  assert(facts.openPricePoints !== undefined, `${facts.id} opens neither at a yield nor at a price`);
  return -10_000 * log(facts.openPricePoints);
}
