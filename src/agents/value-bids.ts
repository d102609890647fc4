/**
 * Clients' part of the book at an auction, from those with an opinion of fair value (`fundamental.ts`).
 *
 * Where bonds are sold each bids once, for what it would buy at its own price, a little wider than the market, and for no
 * more than its part of what is on offer; of many lines, for the one that is cheapest to its own value. Where bonds are bought it offers what the market values more than
 * itself, a little dearer than the market, and never more than it holds and has not on offer already.
 */
import { FORMAT_TERMS } from '../events/auction-terms.ts';
import { competitiveBid, freeLots } from './auction-bids.ts';
import type { AuctionView, BidCommand, Instrument, View } from './contract.ts';
import { wholeLots } from './order-prices.ts';

/** Most that it bids for of what is on offer: one investor among many. */
const BID_LIMIT = 0.1;
/** Most that it offers of what is wanted: nobody counts on selling more. */
const OFFER_LIMIT = 0.25;

export interface OwnPrice {
  readonly line: Instrument;
  /** Where its ladder stands, bp. */
  readonly centreBp: number;
  readonly sigmaBp: number;
  /** What it would take or give of the line. */
  readonly wishLots: number;
}

/** `shade` in sigmas: how far from the market it bids, different for everybody. */
export function valueBids(view: View, auction: AuctionView, prices: readonly OwnPrice[], shade: number): BidCommand[] {
  if (FORMAT_TERMS[auction.format].direction === 'purchase')
    return prices.flatMap((price) => offerDear(view, auction, price, shade));
  const cheapness = ({ line, centreBp, sigmaBp }: OwnPrice): number => (view.levelBp(line) - centreBp) / sigmaBp;
  return [...prices]
    .sort((a, b) => cheapness(b) - cheapness(a))
    .slice(0, 1)
    .flatMap(({ line, centreBp, sigmaBp, wishLots }) => {
      const levelBp = Math.max(centreBp, view.levelBp(line)) + shade * sigmaBp;
      const face = Math.min(wholeLots(wishLots) * line.lotFace, BID_LIMIT * auction.offered);
      return competitiveBid(view, auction, { line, levelBp, face });
    });
}

function offerDear(view: View, auction: AuctionView, price: OwnPrice, shade: number): BidCommand[] {
  const { line, centreBp, sigmaBp, wishLots } = price;
  const face = wholeLots(Math.min(wishLots, freeLots(view, line))) * line.lotFace;
  const ownBp = Math.min(centreBp, view.levelBp(line));
  // Where the price is stated nobody competes: it takes what is above both its own value and the market.
  if (auction.format === 'boj_fixed_rate') return competitiveBid(view, auction, { line, levelBp: ownBp, face });
  if (centreBp <= view.levelBp(line)) return [];
  const bounded = Math.min(face, OFFER_LIMIT * auction.offered);
  return competitiveBid(view, auction, { line, levelBp: ownBp - shade * sigmaBp, face: bounded });
}
