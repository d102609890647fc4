/**
 * Whether bonds that carry the issuer's premium are sold in the next hours: whoever has not made up his mind waits to see at
 * what price others take them (`docs/odd.md` §7.3). Not measured from volatility or prices: the calendar says so.
 */
import { FORMAT_TERMS } from '../events/auction-terms.ts';
import type { Market } from '../units/quantity.ts';
import { HOUR_MS } from '../units/time.ts';
import type { View } from './contract.ts';

/** Hours before bids close in which that is so: a morning. */
const WAITING_HOURS = 4;
/** Lines that carry the premium of a ten-year bond and more. */
const CARRIES_PREMIUM = 1;

export const isSaleAhead = (view: View, market: Market): boolean =>
  view
    .auctions(market)
    .some(
      ({ format, instruments, bidsCloseAt }) =>
        FORMAT_TERMS[format].direction === 'issue' &&
        bidsCloseAt - view.at <= WAITING_HOURS * HOUR_MS &&
        instruments.some((id) => view.instrument(id).premiumLoading >= CARRIES_PREMIUM),
    );
