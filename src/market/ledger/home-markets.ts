/** The bond market whose calendar and central bank a currency has. */
import type { BondMarket, Currency } from '../../units/quantity.ts';

export const HOME_MARKET: Readonly<Record<Currency, BondMarket>> = { JPY: 'jgb', USD: 'ust', GBP: 'gilt', KRW: 'ktb' };
