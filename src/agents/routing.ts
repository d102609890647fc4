/** Events of one market's bonds, told by their names (`JGB-30Y`, `GILT-10Y`): for the filters of `watches`. */
import type { Market } from '../units/quantity.ts';

export const isOfMarket = (event: { readonly instrument: string }, market: Market): boolean =>
  event.instrument.startsWith(`${market.toUpperCase()}-`);
