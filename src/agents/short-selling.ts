/**
 * Who may be short of what. Issuers owe their bonds; those who borrow bonds for a living, or stand for clients whom nobody
 * names, are not limited: what they deliver they borrow at settlement, or fail; real money may not be short at all. Currencies are
 * promises to deliver and futures a bet on a price, so anybody may be short of them.
 */
import { isFuture } from '../units/instrument-name.ts';
import type { Market } from '../units/quantity.ts';

const SHORT_SELLERS: ReadonlySet<string> = new Set([
  'dealer',
  'vigilante',
  'curveRv',
  'globalRv',
  'carry',
  'noise',
  'debtOffice',
  // Holders that the scenario does not name.
  'account',
]);

export const mayBeShort = (kind: string, market: Market, instrument: string): boolean =>
  SHORT_SELLERS.has(kind) || market === 'fx' || isFuture(instrument);
