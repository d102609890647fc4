/** What an institution holds on its first day, by instrument id: the "flat" from which its positions are counted. */
import type { Market } from '../units/quantity.ts';
import type { Opening } from './contract.ts';

export function flatHoldings(opening: Opening<unknown>, market: Market): Record<string, number> {
  return Object.fromEntries(opening.instruments(market).map((line) => [line.id, opening.position(line) as number]));
}
