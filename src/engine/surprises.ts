/**
 * What public facts are worth: a figure beyond the forecasts, a decision that was not expected, a plan to hold fewer bonds.
 *
 * Everybody knows them and can compute what they mean, so they move the consensus at once and institutions re-mark without a
 * trade; what flows, premia and fear make of it comes out. Other bond markets take the world's share of it, in calm days, as
 * they do of routine news; a currency follows the difference of its two markets.
 */
import type { Instrument } from '../agents/contract.ts';
import type { EventOf, MarketEvent } from '../events/vocabulary.ts';
import { exp } from '../math/exp.ts';
import { lotsToMinor } from '../scenario/face-lots.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { baseCurrencyOf, HOME_MARKET } from '../units/home-markets.ts';
import type { Currency } from '../units/quantity.ts';
import type { Gauges } from './gauges.ts';
import { WORLD_SHARE } from './nature.ts';

/** Calm daily moves that a figure one usual forecast error off is worth. */
const MACRO_CALM_DAYS = 1;
/** Part of a surprise of the policy rate in yields: what stays at the longest tenors, and what decays with tenor. */
const RATE_AT_LONG_END = 0.15;
const RATE_AT_SHORT_END = 0.65;
const RATE_DECAY_YEARS = 8;
/** bp for one percent of a bucket's risk that a central bank takes out of the market, and the share of it in other tenors. */
const STOCK_BP_PER_PERCENT = 6.7;
const STOCK_ELSEWHERE = 0.35;
/** Most that a plan's split over tenors moves a line, either way, bp. */
const PLAN_CAP_BP = 15;
/** bp of a currency's price for one bp of ten-year yield between its two markets. */
const CURRENCY_BP_PER_BP = 8;

type Surprise = EventOf<'MacroReleased' | 'PolicyRateSet' | 'BalanceSheetPlanRevised'>;

interface Public {
  readonly instruments: readonly Instrument[];
  readonly scenario: Scenario;
  readonly gauges: Gauges;
}

interface Known {
  readonly instruments: readonly Instrument[];
  /** Face outstanding in minor units, by instrument index. */
  readonly outstanding: readonly number[];
}

/** Moves the consensus of every line that an announcement says something about. */
export function priceIn(event: MarketEvent, { instruments, scenario, gauges }: Public): void {
  const outstanding = scenario.instruments.map((facts) => lotsToMinor(facts.outstanding, facts));
  for (const [index, byBp] of surpriseShifts(event, { instruments, outstanding })) gauges.shiftConsensus(index, byBp);
}

/** Shifts of the consensus by instrument index; none where nothing surprises. */
export function surpriseShifts(event: MarketEvent, known: Known): ReadonlyMap<number, number> {
  if (event.type === 'IssuancePlanRevised') return splitShifts(event, known);
  const shifts = new Map<number, number>();
  if (!isSurprise(event)) return shifts;
  const own = known.instruments.filter(({ market }) => market === event.market);
  const tenYear = nearestTo(own, 10);
  if (tenYear === undefined) return shifts;
  for (const line of own) shifts.set(line.index, ownShiftBp(event, line, known));
  const calmDays = (shifts.get(tenYear.index) ?? 0) / tenYear.calmSigmaBp;
  if (calmDays === 0) return new Map();
  for (const line of known.instruments) {
    if (shifts.has(line.index) || line.tenorYears === 0) continue;
    const world = WORLD_SHARE[event.market] * WORLD_SHARE[line.market];
    if (world !== 0) shifts.set(line.index, world * calmDays * line.calmSigmaBp);
  }
  for (const pair of known.instruments)
    if (pair.market === 'fx') shifts.set(pair.index, currencyShiftBp(pair, shifts, known.instruments));
  return shifts;
}

const isSurprise = (event: MarketEvent): event is Surprise =>
  event.type === 'MacroReleased' || event.type === 'PolicyRateSet' || event.type === 'BalanceSheetPlanRevised';

function ownShiftBp(event: Surprise, line: Instrument, known: Known): number {
  switch (event.type) {
    case 'MacroReleased':
      return (event.surpriseMilliSigma / 1000) * MACRO_CALM_DAYS * line.calmSigmaBp;
    case 'PolicyRateSet': {
      const part = RATE_AT_LONG_END + RATE_AT_SHORT_END * exp(-line.tenorYears / RATE_DECAY_YEARS);
      return ((event.rate - event.expected) / 1000) * part;
    }
    case 'BalanceSheetPlanRevised':
      return stockShiftBp(event, line, known);
  }
}

type Plan = EventOf<'BalanceSheetPlanRevised' | 'IssuancePlanRevised'>;

const isMeant = (event: Plan, { market, tenorYears }: Instrument): boolean =>
  market === event.market &&
  tenorYears * 1000 >= event.fromTenorMilliYears &&
  tenorYears * 1000 <= event.toTenorMilliYears;

/** Of all lines of a market, or of those that a plan means. */
function faceOf({ instruments, outstanding }: Known, isCounted: (line: Instrument) => boolean): number {
  let sum = 0;
  for (const each of instruments) if (isCounted(each)) sum += outstanding[each.index] ?? 0;
  return sum;
}

/**
 * Where an issuer will sell, at the same total: what the deficit costs is in the fiscal premium already. A plan for all tenors
 * shifts nothing, one for some of them shifts supply from the others. Nobody abroad hears it.
 */
function splitShifts(event: EventOf<'IssuancePlanRevised'>, known: Known): ReadonlyMap<number, number> {
  const shifts = new Map<number, number>();
  const own = known.instruments.filter(({ market, isBond }) => market === event.market && isBond);
  const meant = faceOf(known, (line) => isMeant(event, line));
  const all = faceOf(known, (line) => own.includes(line));
  if (meant === 0 || meant === all) return shifts;
  for (const line of own) {
    const percent = 100 * event.amount * ((isMeant(event, line) ? 1 / meant : 0) - 1 / all);
    shifts.set(line.index, Math.max(-PLAN_CAP_BP, Math.min(PLAN_CAP_BP, STOCK_BP_PER_PERCENT * percent)));
  }
  return shifts;
}

/** The risk that a plan leaves to the market, as a share of what is outstanding in its bucket. */
function stockShiftBp(event: EventOf<'BalanceSheetPlanRevised'>, line: Instrument, known: Known): number {
  const faceOutstanding = faceOf(known, (each) => isMeant(event, each));
  if (faceOutstanding === 0) return 0;
  // Spread over the bucket as it is outstanding, so its risk is the same share of the bucket's as its face.
  const percent = (100 * event.amount) / faceOutstanding;
  return -STOCK_BP_PER_PERCENT * percent * (isMeant(event, line) ? 1 : STOCK_ELSEWHERE);
}

/** Up is cheaper: a currency whose yields fall against the other's falls. */
function currencyShiftBp(
  pair: Instrument,
  shifts: ReadonlyMap<number, number>,
  instruments: readonly Instrument[],
): number {
  const base = baseCurrencyOf(pair.id, pair.currency);
  const at = (currency: Currency): number => {
    const home = HOME_MARKET[currency];
    const line = nearestTo(
      instruments.filter(({ market }) => market === home),
      10,
    );
    return line === undefined ? 0 : (shifts.get(line.index) ?? 0);
  };
  return -CURRENCY_BP_PER_BP * (at(base) - at(pair.currency));
}

function nearestTo(lines: readonly Instrument[], years: number): Instrument | undefined {
  let best: Instrument | undefined;
  for (const line of lines)
    if (best === undefined || Math.abs(line.tenorYears - years) < Math.abs(best.tenorYears - years)) best = line;
  return best;
}
