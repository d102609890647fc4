import type { BondMarket, Currency } from './quantity.ts';

/** The bond market whose calendar and central bank a currency has. */
export const HOME_MARKET: Readonly<Record<Currency, BondMarket>> = { JPY: 'jgb', USD: 'ust', GBP: 'gilt', KRW: 'ktb' };

/** Of `FX-USDJPY`, quoted in yen, the dollar. */
export const baseCurrencyOf = (pair: string, quoted: Currency): Currency =>
  pair.slice('FX-'.length, -quoted.length) as Currency;
