/**
 * What the ledger keeps accounts in: a unit for each currency, then one for each line, and the layers of a balance.
 *
 * A line's accounts follow from its listing alone, so that a replay builds the same ledger from the log. A currency pair
 * is named `FX-<base><quote>`: a lot of it is so much of the base currency, paid for in the quote currency. A name that
 * ends in `-F` is a future: a position, never delivered. Bonds are counted in a unit that divides both the lot and what
 * the issuer awards (`award-steps.ts`), since an award may be no whole number of lots.
 */
import type { InstrumentListed } from '../../events/vocabulary.ts';
import { assert } from '../../units/assert.ts';
import { isFuture } from '../../units/instrument-name.ts';
import { BOND_MARKETS, type BondMarket, CURRENCIES, type Currency, type Market } from '../../units/quantity.ts';
import { AWARD_STEP_FACE } from '../auctions/award-steps.ts';

/** Minor units are 1 yen, 1 won, 1 cent, 1 penny. */
export const MINOR_PER_UNIT: Readonly<Record<Currency, number>> = { JPY: 1, USD: 100, GBP: 100, KRW: 1 };

export const CURRENCY_COUNT = CURRENCIES.length;
export const currencyUnit = (currency: Currency): number => CURRENCIES.indexOf(currency);
export const lineUnit = (instrument: number): number => CURRENCY_COUNT + instrument;

/** What has been agreed: position and cash as an institution sees them, from the trade on. */
export const TRADED = 0;
/** What loans and repo have moved for a while: cash one way, collateral the other. */
export const PLACED = 1;
/** What has been agreed and has not changed hands, one layer for each settlement date. */
export const FIRST_DUE = 2;

/** One index-linked money unit of an index that stands where it began. */
export const RATIO_ONE = 100_000;

/** Accounting terms of one instrument. */
export interface LedgerLine {
  readonly id: string;
  readonly currency: Currency;
  /** Minor units that one tick on one lot is worth. */
  readonly tickValue: number;
  /** A security is delivered; a pair delivers its base currency; a future only settles gains and losses. */
  readonly kind: 'security' | 'pair' | 'future';
  /** Face of the unit that the ledger counts in, whole units of the currency (of a pair's base). */
  readonly unitFace: number;
  readonly unitsPerLot: number;
  readonly openTicks: number;
  /** For a currency pair: what a lot delivers. */
  readonly base?: { readonly currency: Currency; readonly minorPerLot: number };
}

export type Listing = Pick<
  InstrumentListed,
  'instrument' | 'market' | 'currency' | 'tickValue' | 'lotFace' | 'openTicks'
>;

export function ledgerLine({ instrument, market, currency, tickValue, lotFace, openTicks }: Listing): LedgerLine {
  assert(Number.isSafeInteger(tickValue) && tickValue > 0, `${instrument}: a tick must be worth whole minor units`);
  const unitFace = isFuture(instrument) ? lotFace : unitFaceOf(market, lotFace);
  const line = { id: instrument, currency, tickValue, unitFace, unitsPerLot: lotFace / unitFace, openTicks };
  if (market !== 'fx') return { ...line, kind: isFuture(instrument) ? 'future' : 'security' };
  const base = CURRENCIES.find((candidate) => instrument === `FX-${candidate}${currency}`);
  assert(base !== undefined, `a pair quoted in ${currency} is named FX-<base>${currency}, not ${instrument}`);
  return { ...line, kind: 'pair', base: { currency: base, minorPerLot: lotFace * MINOR_PER_UNIT[base] } };
}

function unitFaceOf(market: Market, lotFace: number): number {
  if (!(BOND_MARKETS as readonly Market[]).includes(market)) return lotFace;
  return greatestCommonDivisor(lotFace, AWARD_STEP_FACE[market as BondMarket]);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
