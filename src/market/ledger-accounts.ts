/**
 * What the ledger keeps accounts in: a unit for each currency, then one for each line.
 *
 * A line's accounts follow from its listing alone, so that a replay builds the same ledger from the log. A currency pair
 * is named `FX-<base><quote>`: a lot of it is so much of the base currency, paid for in the quote currency.
 */
import type { InstrumentListed } from '../events/vocabulary.ts';
import { assert } from '../units/assert.ts';
import { CURRENCIES, type Currency } from '../units/quantity.ts';

/** Minor units are 1 yen, 1 won, 1 cent, 1 penny. */
export const MINOR_PER_UNIT: Readonly<Record<Currency, number>> = { JPY: 1, USD: 100, GBP: 100, KRW: 1 };

export const CURRENCY_COUNT = CURRENCIES.length;
export const currencyUnit = (currency: Currency): number => CURRENCIES.indexOf(currency);
export const lineUnit = (instrument: number): number => CURRENCY_COUNT + instrument;

/** Accounting terms of one instrument. */
export interface LedgerLine {
  readonly currency: Currency;
  /** Minor units that one tick on one lot is worth. */
  readonly tickValue: number;
  /** For a currency pair: what a lot delivers. */
  readonly base?: { readonly currency: Currency; readonly minorPerLot: number };
}

export type Listing = Pick<InstrumentListed, 'instrument' | 'market' | 'currency' | 'tickValue' | 'lotFace'>;

export function ledgerLine({ instrument, market, currency, tickValue, lotFace }: Listing): LedgerLine {
  assert(Number.isSafeInteger(tickValue) && tickValue > 0, `${instrument}: a tick must be worth whole minor units`);
  if (market !== 'fx') return { currency, tickValue };
  const base = CURRENCIES.find((candidate) => instrument === `FX-${candidate}${currency}`);
  assert(base !== undefined, `a pair quoted in ${currency} is named FX-<base>${currency}, not ${instrument}`);
  return { currency, tickValue, base: { currency: base, minorPerLot: lotFace * MINOR_PER_UNIT[base] } };
}
