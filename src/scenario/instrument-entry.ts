/**
 * An instrument in a scenario file: what it is, where it opens, and how its market behaves on a calm day.
 *
 * A line may stand for everything that trades like it, so that sectors' balance sheets fit a handful of lines
 * (`docs/scenarios.md`, lines and buckets). Conventions follow from the name; tick and lot may be overridden as long as
 * a tick on a lot stays a whole number of the currency's smallest unit.
 */
import { z } from 'zod';
import { amountText, basisPointText, MINOR_PER_UNIT, type Money } from '../units/amount-text.ts';
import { civilDate, type DayNumber } from '../units/civil-date.ts';
import {
  type BondMarket,
  type Currency,
  type Lots,
  lots,
  minor,
  roundHalfAway,
  type SimTime,
} from '../units/quantity.ts';
import { dayOf } from '../units/time.ts';
import { lotsToMinor, roundedLots, wholeLots } from './face-lots.ts';
import { futureFacts } from './future-entry.ts';
import { indexPath } from './index-entry.ts';
import type { Names, Path, Problem } from './located-error.ts';
import { type Conventions, conventionsOf, ID_FORMS } from './market-conventions.ts';
import { grossDebt, inCurrency } from './market-entry.ts';
import { annotations, dateField } from './plain-fields.ts';
import { amountField, basisPointsField, numberField, rateField } from './quantity-fields.ts';
import type { BondTerms, InstrumentFacts, MarketFacts } from './scenario.ts';

/** Fewer lots than this cannot be shared among those who trade a day's turnover. */
const LEAST_LOTS_A_DAY = 10;
/** Of a calm day's yield: gilts of September 2022 moved by 10 to 50 bp on their worst. */
const MOST_BOND_VOLATILITY_BP = 50;

export const instrumentEntry = z.strictObject({
  coupon: rateField('bonds: annual coupon', [0, 30]).optional(),
  maturity: dateField('bonds: day of redemption; futures: last trading day').optional(),
  openYield: rateField(
    'bonds and futures: yield at the opening, in the market’s own convention; index-linked: real',
    [-5, 50],
  ).optional(),
  openFair: rateField(
    'bonds and futures: yield that it would have at the opening without the ceiling of the central bank; default openYield',
    [-5, 50],
  ).optional(),
  openPrice: numberField('currencies, sleeves and futures: price at the opening', 0.0001, 1_000_000).optional(),
  indexRatio: numberField('index-linked gilts: index ratio on the day of the opening', 0.5, 5).optional(),
  inflation: rateField('index-linked gilts: yearly growth of the index, constant', [-10, 25]).optional(),
  outstanding: amountField('bonds: face outstanding of this line and what trades like it').optional(),
  calmTurnover: amountField('face that changes hands on a calm day, clients included'),
  calmVolatility: basisPointsField(
    'standard deviation of a calm day’s change of the yield (currencies: of the price)',
    [0.1, 300],
  ),
  openVolatility: basisPointsField(
    'volatility that the market had realised when the run opens, a day; default: that of a calm day',
    [0.1, 300],
  ).optional(),
  recentTails: z
    .array(basisPointsField('tail of an auction, as a yield', [-50, 100]))
    .max(12)
    .optional()
    .describe('bonds: tails of the last auctions before the opening, oldest first'),
  calmHalfSpread: basisPointsField('half the spread that one dealer quotes on a calm day', [0.01, 25]),
  premiumLoading: numberField('share of one bp of 10-year fiscal premium that this line carries', 0, 10).optional(),
  ticksPerPoint: z
    .int()
    .min(1)
    .max(100_000)
    .optional()
    .describe('steps to one unit of the quoted price; default by market'),
  lot: amountField('face of the smallest trade; default by market').optional(),
  ...annotations,
});
export type InstrumentEntry = z.infer<typeof instrumentEntry>;

export interface InstrumentContext {
  readonly id: string;
  readonly path: Path;
  /** Absent where the file's own opening could not be read. */
  readonly opensAt: SimTime | undefined;
  readonly endsAt: SimTime | undefined;
  readonly markets: ReadonlyMap<BondMarket, MarketFacts>;
  /** Markets that the file states but that could not be read: no second complaint about them. */
  readonly broken: Names;
  readonly complain: (problem: Problem) => void;
}

export function buildInstrument(entry: InstrumentEntry, context: InstrumentContext): InstrumentFacts | undefined {
  const { id, path, complain } = context;
  const names = conventionsOf(id);
  if (names === undefined) {
    complain({ path, atKey: true, message: `"${id}" is no name of an instrument`, expected: ID_FORMS });
    return undefined;
  }
  const sized = withOverrides(entry, names, context);
  const tickValue =
    (sized.lotFace * MINOR_PER_UNIT[sized.currency]) / (names.market === 'fx' ? 1 : 100) / sized.ticksPerPoint;
  if (!Number.isSafeInteger(tickValue)) {
    complain({
      path: [...path, entry.lot === undefined ? 'ticksPerPoint' : 'lot'],
      message: `a step of 1/${sized.ticksPerPoint} on a lot of ${sized.lotFace} is worth ${tickValue} of the smallest unit, not a whole number`,
      expected: 'a lot and a step that fit',
    });
    return undefined;
  }
  const facts = {
    id,
    market: names.market,
    currency: names.currency,
    ticksPerPoint: sized.ticksPerPoint,
    tickValue: minor(tickValue),
    lotFace: sized.lotFace,
  };
  checkCalmMarket(entry, sized, context);
  const calm = {
    ...(entry.openVolatility === undefined ? {} : { openSigma: entry.openVolatility }),
    ...(entry.recentTails === undefined ? {} : { recentTails: entry.recentTails }),
    calmDailyLots: roundedLots(entry.calmTurnover, sized, { path: [...path, 'calmTurnover'], complain }),
    calmSigma: entry.calmVolatility,
    calmHalfSpread: entry.calmHalfSpread,
  };
  const premiumLoadingMilli = roundHalfAway((entry.premiumLoading ?? 0) * 1000);
  const opening = entry.openFair === undefined ? {} : { openFair: entry.openFair };
  const behaviour = { ...calm, premiumLoadingMilli, ...opening };
  if (names.market === 'fx')
    return { ...facts, base: names.base as Currency, ...pricedFacts(entry, 'a currency', context), ...behaviour };
  if (names.form === 'sleeve') return { ...facts, ...pricedFacts(entry, 'a sleeve', context), ...behaviour };
  if (names.form === 'future') {
    const future = futureFacts(entry, { ...context, tenorYears: names.tenorYears });
    return future === undefined ? undefined : { ...facts, ...future, ...behaviour };
  }
  const bond = bondTerms(entry, names, context);
  const indexed = indexPath(entry, names.form === 'indexLinked', context);
  const outstanding =
    entry.outstanding === undefined
      ? undefined
      : wholeLots(entry.outstanding, sized, { path: [...path, 'outstanding'], complain });
  if (bond === undefined || outstanding === undefined || entry.openYield === undefined) return undefined;
  checkSizes(entry, outstanding, calm.calmDailyLots, context);
  const index = indexed === undefined ? {} : { indexed };
  return { ...facts, bond, ...index, openLevel: entry.openYield, outstanding, ...behaviour };
}

/** What a calm day cannot be: so thin that shares of it are no lots, or as wild as bonds are in a crash. */
function checkCalmMarket(
  { calmTurnover, calmVolatility }: InstrumentEntry,
  sized: Conventions,
  { path, complain }: InstrumentContext,
): void {
  const currency = sized.base ?? sized.currency;
  const lot = lotsToMinor(1, sized);
  if (calmTurnover.currency === currency && calmTurnover.minor < LEAST_LOTS_A_DAY * lot)
    complain({
      path: [...path, 'calmTurnover'],
      message: `less than ${LEAST_LOTS_A_DAY} lots of ${amountText(currency, lot)} a day`,
      expected: `at least ${amountText(currency, LEAST_LOTS_A_DAY * lot)}`,
    });
  if (sized.convention !== undefined && calmVolatility > MOST_BOND_VOLATILITY_BP * 1000)
    complain({
      path: [...path, 'calmVolatility'],
      message: `${basisPointText(calmVolatility)} lies outside 0.1bp … ${MOST_BOND_VOLATILITY_BP}bp`,
      expected: `0.1bp … ${MOST_BOND_VOLATILITY_BP}bp`,
    });
}

function withOverrides(entry: InstrumentEntry, names: Conventions, { path, complain }: InstrumentContext): Conventions {
  const { lot } = entry;
  const lotCurrency = names.base ?? names.currency;
  const unit = MINOR_PER_UNIT[lotCurrency];
  const fits = lot === undefined || inCurrency(lot, lotCurrency, [...path, 'lot'], complain);
  const whole = lot === undefined || (lot.minor > 0 && lot.minor % unit === 0);
  if (!whole)
    complain({
      path: [...path, 'lot'],
      message: `a lot must be a whole number of ${lotCurrency} above zero`,
      expected: 'a lot',
    });
  return {
    ...names,
    ticksPerPoint: entry.ticksPerPoint ?? names.ticksPerPoint,
    lotFace: lot !== undefined && fits && whole ? lot.minor / unit : names.lotFace,
  };
}

function bondTerms(entry: InstrumentEntry, names: Conventions, context: InstrumentContext): BondTerms | undefined {
  const { path, complain, opensAt } = context;
  for (const key of ['coupon', 'maturity', 'openYield', 'outstanding', 'premiumLoading'] as const)
    if (entry[key] === undefined)
      complain({
        path: [...path, key],
        message: `missing key "${key}": a bond needs it`,
        expected: `the key "${key}"`,
      });
  if (entry.openPrice !== undefined)
    complain({
      path: [...path, 'openPrice'],
      atKey: true,
      message: 'a bond opens at a yield',
      expected: 'openYield',
      nearest: 'openYield',
    });
  const market = names.market as BondMarket;
  const issuer = context.markets.get(market)?.issuer;
  if (issuer === undefined && !context.broken.has(market))
    complain({
      path,
      atKey: true,
      message: `no market "${market}" is stated for ${context.id}`,
      expected: `markets.${market}`,
    });
  const { coupon, maturity } = entry;
  if (coupon === undefined || maturity === undefined || issuer === undefined || names.convention === undefined)
    return undefined;
  if (coupon % 100 !== 0)
    complain({
      path: [...path, 'coupon'],
      message: 'a coupon has at most three decimals of a percent',
      expected: 'such as 3.4% or 4.125%',
    });
  if (opensAt !== undefined) checkMaturity(maturity, names, opensAt, { path: [...path, 'maturity'], complain });
  return {
    convention: names.convention,
    couponMilliPct: Math.round(coupon / 100),
    maturity,
    tenorMilliYears: names.tenorYears * 1000,
    issuer,
  };
}

function checkMaturity(
  maturity: DayNumber,
  names: Conventions,
  opensAt: SimTime,
  { path, complain }: Pick<InstrumentContext, 'path' | 'complain'>,
): void {
  const left = maturity - dayOf(opensAt);
  if (left < 1) complain({ path, message: 'already redeemed at the opening', expected: 'a day after the opening' });
  if (left > (names.tenorYears + 1) * 366)
    complain({
      path,
      message: `more than a year beyond the ${names.tenorYears} years of its name`,
      expected: `a day within ${names.tenorYears} years or so`,
    });
  const { year, month } = civilDate(maturity);
  const inName = names.maturityMonth;
  if (inName !== undefined && inName !== `${year}${String(month).padStart(2, '0')}`)
    complain({
      path,
      message: `the name says that it matures in ${inName.slice(0, 4)}-${inName.slice(4)}`,
      expected: 'the month of the name',
    });
}

function checkSizes(
  entry: InstrumentEntry,
  outstanding: Lots,
  daily: Lots,
  { id, path, markets, complain }: InstrumentContext,
): void {
  if (outstanding === 0)
    complain({
      path: [...path, 'outstanding'],
      message: 'a line without bonds cannot trade',
      expected: 'an amount above zero',
    });
  else if (daily > outstanding)
    complain({
      path: [...path, 'calmTurnover'],
      message: `more than all that is outstanding of ${id} changes hands in a day`,
      expected: 'at most what is outstanding',
    });
  const market = markets.get(conventionsOf(id)?.market as BondMarket);
  const debt = market === undefined ? Number.POSITIVE_INFINITY : grossDebt(market);
  const face = (entry.outstanding as Money).minor;
  if (market !== undefined && face > debt)
    complain({
      path: [...path, 'outstanding'],
      message: `one line cannot exceed the whole gross debt, ${amountText((entry.outstanding as Money).currency, Math.round(debt))}`,
      expected: 'at most the gross debt',
    });
}

/** What has a price and no cash flows. */
function pricedFacts(
  entry: InstrumentEntry,
  what: string,
  { path, complain }: InstrumentContext,
): { openPricePoints: number; outstanding: Lots } {
  for (const key of ['coupon', 'maturity', 'openYield', 'openFair', 'outstanding', 'indexRatio', 'inflation'] as const)
    if (entry[key] !== undefined)
      complain({
        path: [...path, key],
        atKey: true,
        message: `${what} has no ${key}`,
        expected: 'openPrice and the calm market',
      });
  if (entry.openPrice === undefined)
    complain({
      path: [...path, 'openPrice'],
      message: `missing key "openPrice": ${what} needs it`,
      expected: 'the key "openPrice"',
    });
  return { openPricePoints: entry.openPrice ?? 1, outstanding: lots(0) };
}
