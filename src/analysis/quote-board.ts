/**
 * What a price means on a business date: yield and value of a basis point of every instrument, from the log alone.
 *
 * A log names instruments and says when sessions open; everything else follows from the conventions of the market
 * (`docs/glossary.md`, yields). All tables share one board, which must hear an event before they do. The value of a basis
 * point is that of the date's first moment, at the close before it, as institutions used it.
 */

import { RATIO_UNIT } from '../bonds/index-ratio.ts';
import { futureDv01Per100, futurePriceAt, futureYieldPctOf } from '../bonds/jgb-future.ts';
import { type BondPricing, pricingOn } from '../bonds/pricing.ts';
import { couponPeriodAt, isLastOfMonth } from '../bonds/schedule.ts';
import type { EventOf, MarketEvent } from '../events/vocabulary.ts';
import { addBusinessDays, giltExDividendDate } from '../market/calendar/business-days.ts';
import { venueOf } from '../market/calendar/sessions.ts';
import { MINOR_PER_UNIT } from '../market/ledger/ledger-accounts.ts';
import { exp } from '../math/exp.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { assert } from '../units/assert.ts';
import type { DayNumber } from '../units/civil-date.ts';
import { isFuture } from '../units/instrument-name.ts';
import type { BondMarket, Market } from '../units/quantity.ts';
import { toPlaces } from './rounding.ts';

export type Listing = EventOf<'InstrumentListed'>;

/** Holidays of a market beside the calendar's own; they stand in the scenario, not in the log. */
export type ExtraHolidays = Readonly<Partial<Record<Market, readonly DayNumber[]>>>;

/** Those that a scenario states for its markets, beside the calendars' own. */
export const extraHolidaysOf = ({ markets }: Pick<Scenario, 'markets'>): ExtraHolidays =>
  Object.fromEntries(markets.map((facts) => [facts.market, facts.extraHolidays]));

/** All four markets settle on the next business day (`docs/glossary.md`, settlement). */
const SETTLEMENT_LAG_DAYS = 1;

const CONVENTION = { jgb: 'jgbSimple', ust: 'ustStreet', gilt: 'giltDmo', ktb: 'ktbCustomary' } as const;

interface QuoteTerms {
  readonly previousLevelBp: number;
  /** Money for one of the quoted price: 1 but for index-linked lines. */
  readonly ratio: number;
  readonly holidays: readonly DayNumber[];
}

/** One instrument as it is priced on one business date. */
export class DatedQuote {
  readonly listing: Listing;
  readonly date: DayNumber;
  /** Local currency that a lot gains or loses per basis point; never zero. */
  readonly dv01PerLot: number;
  /** Ticks that the price moves per basis point. */
  readonly ticksPerBp: number;
  readonly #pricing: BondPricing | undefined;

  constructor(listing: Listing, date: DayNumber, { previousLevelBp, ratio, holidays }: QuoteTerms) {
    this.listing = listing;
    this.date = date;
    this.#pricing = isBond(listing) ? pricingFor(listing, date, holidays) : undefined;
    const pointsPerBp =
      this.#pricing === undefined
        ? exp(-previousLevelBp / 10_000) / 10_000
        : this.#pricing.dv01Per100(previousLevelBp / 100);
    const minorPerPoint = listing.ticksPerPoint * listing.tickValue * ratio;
    this.dv01PerLot = (pointsPerBp * minorPerPoint) / MINOR_PER_UNIT[listing.currency];
    this.ticksPerBp = pointsPerBp * listing.ticksPerPoint;
  }

  /** Quoted yield in percent of a price in ticks, whole or not; null where the instrument has none. */
  yieldPctOfTicks(ticks: number): number | null {
    if (this.#pricing === undefined) return null;
    const value = this.#pricing.yieldPctOf(ticks / this.listing.ticksPerPoint);
    return Number.isFinite(value) ? value : null;
  }
}

export class QuoteBoard {
  readonly listings: Listing[] = [];
  readonly #index = new Map<string, number>();
  readonly #levelBp: number[] = [];
  readonly #ratio: number[] = [];
  readonly #quotes: (DatedQuote | undefined)[] = [];
  readonly #extraHolidays: ExtraHolidays;

  constructor(extraHolidays: ExtraHolidays = {}) {
    this.#extraHolidays = extraHolidays;
  }

  control(event: MarketEvent): void {
    switch (event.type) {
      case 'InstrumentListed':
        this.#index.set(event.instrument, this.listings.length);
        this.#levelBp.push(event.openLevel / 1000);
        this.#ratio.push(1);
        this.listings.push(event);
        break;
      case 'SessionOpened':
        for (const [index, { instrument, market }] of this.listings.entries()) {
          if (venueOf(instrument, market) === event.market && this.#quotes[index]?.date !== event.date)
            this.#turn(index, event.date);
        }
        break;
      case 'IndexRatioSet':
        this.#ratio[this.indexOf(event.instrument)] = event.ratioHundredThousandths / RATIO_UNIT;
        break;
      case 'CloseMarked':
        this.#levelBp[this.indexOf(event.instrument)] = event.level / 1000;
        break;
    }
  }

  indexOf(instrument: string): number {
    const index = this.#index.get(instrument);
    assert(index !== undefined, `${instrument} was never listed`);
    return index;
  }

  listing(index: number): Listing {
    const listing = this.listings[index];
    assert(listing !== undefined, `no instrument has the index ${index}`);
    return listing;
  }

  /** As priced on its venue's current business date, or on the last one on which it traded; undefined before its first. */
  quote(index: number): DatedQuote | undefined {
    return this.#quotes[index];
  }

  #turn(index: number, date: DayNumber): void {
    const listing = this.listing(index);
    const holidays = this.#extraHolidays[listing.market] ?? [];
    if (isOver(listing, date, holidays)) return;
    const [previousLevelBp, ratio] = [this.#levelBp[index] as number, this.#ratio[index] as number];
    this.#quotes[index] = new DatedQuote(listing, date, { previousLevelBp, ratio, holidays });
  }
}

export const isBond = (listing: Listing): boolean => listing.market in CONVENTION;

/** A change of level as it is shown: of a bond its yield's, of anything else its price's, up = dearer. One decimal. */
export const changeBp = (milliBp: number, bond: boolean): number => toPlaces((bond ? milliBp : -milliBp) / 1000, 1);

const NOTIONAL_BOND: BondPricing = {
  accruedPer100: 0,
  cleanPriceAt: futurePriceAt,
  yieldPctOf: futureYieldPctOf,
  dv01Per100: futureDv01Per100,
};

const settlementOf = (market: Market, date: DayNumber, holidays: readonly DayNumber[]): DayNumber =>
  addBusinessDays(market, date, SETTLEMENT_LAG_DAYS, holidays);

/** A future trades up to its last trading day, a bond while its trades settle before it matures. */
function isOver(listing: Listing, date: DayNumber, holidays: readonly DayNumber[]): boolean {
  const { instrument, market, maturity } = listing;
  if (!isBond(listing)) return false;
  return isFuture(instrument) ? date > maturity : settlementOf(market, date, holidays) >= maturity;
}

function pricingFor(listing: Listing, date: DayNumber, holidays: readonly DayNumber[]): BondPricing {
  const { instrument, maturity, market, couponMilliPct } = listing;
  if (isFuture(instrument)) return NOTIONAL_BOND;
  const convention = CONVENTION[market as BondMarket];
  const isMonthEnd = (convention === 'ustStreet' || convention === 'giltDmo') && isLastOfMonth(maturity);
  const settlement = settlementOf(market, date, holidays);
  const bond = { convention, couponPct: couponMilliPct / 1000, maturity, isMonthEnd };
  if (convention !== 'giltDmo') return pricingOn(bond, settlement);
  return pricingOn(bond, settlement, giltExDividendDate(couponPeriodAt(bond, settlement).next, holidays));
}
