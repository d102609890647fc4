/**
 * Clients' part of the book at an auction, from those with an opinion of fair value (`fundamental.ts`).
 *
 * Where bonds are sold each bids once, for what it would buy at its own price, a little wider than the market, and for no
 * more than its part of what is on offer; of many lines, for the one that is cheapest to its own value. Where bonds are bought it offers what the market values more than
 * itself, a little dearer than the market, and never more than it holds and has not on offer already. At a stated rate it
 * gives as much as its ladder would at that level.
 */
import { FORMAT_TERMS } from '../events/auction-terms.ts';
import { competitiveBid, freeLots } from './auction-bids.ts';
import type { AuctionView, BidCommand, Instrument, View } from './contract.ts';
import { wholeLots } from './order-prices.ts';

/** Most that it bids for of what is on offer, one investor among many; twice that of a line a day's move below its value. */
const BID_LIMIT = 0.1;
/** Most that it offers of what is wanted: nobody counts on selling more. */
const OFFER_LIMIT = 0.25;
/** Thousandths of a percent in a basis point. */
const MILLI_PER_BP = 10;

export interface OwnPrice {
  readonly line: Instrument;
  /** Where its ladder stands, bp. */
  readonly centreBp: number;
  readonly sigmaBp: number;
  /** What it would take or give of the line where it does not know at which price. */
  readonly wishLots: number;
  /** What it would give of the line at this level. */
  readonly givesLots: (levelBp: number) => number;
}

/** `shade` in sigmas: how far from the market it bids, different for everybody. */
export function valueBids(view: View, auction: AuctionView, prices: readonly OwnPrice[], shade: number): BidCommand[] {
  if (FORMAT_TERMS[auction.format].direction === 'purchase')
    return prices.flatMap((price) => offerDear(view, auction, price, shade));
  const cheapness = ({ line, centreBp, sigmaBp }: OwnPrice): number => (view.levelBp(line) - centreBp) / sigmaBp;
  return [...prices]
    .sort((a, b) => cheapness(b) - cheapness(a))
    .slice(0, 1)
    .flatMap((price) => {
      const { line, centreBp, sigmaBp, wishLots } = price;
      const levelBp = Math.max(centreBp, view.levelBp(line)) + shade * sigmaBp;
      const share = BID_LIMIT * (1 + Math.min(1, Math.max(0, cheapness(price))));
      const face = Math.min(wholeLots(wishLots) * line.lotFace, share * auction.offered);
      return competitiveBid(view, auction, { line, levelBp, face });
    });
}

function offerDear(view: View, auction: AuctionView, price: OwnPrice, shade: number): BidCommand[] {
  const { line, centreBp, sigmaBp, wishLots } = price;
  const freeFace = (lots: number): number => wholeLots(Math.min(lots, freeLots(view, line))) * line.lotFace;
  const ownBp = Math.min(centreBp, view.levelBp(line));
  // Where the price is stated nobody competes: it takes what is above both its own value and the market, and gives more of
  // its holding the more is paid.
  if (auction.format === 'boj_fixed_rate') {
    const statedBp = view.closeLevelBp(line) + (auction.fixedSpreadMilli ?? 0) / MILLI_PER_BP;
    return competitiveBid(view, auction, { line, levelBp: ownBp, face: freeFace(price.givesLots(statedBp)) });
  }
  if (centreBp <= view.levelBp(line)) return [];
  const bounded = Math.min(freeFace(wishLots), OFFER_LIMIT * auction.offered);
  return competitiveBid(view, auction, { line, levelBp: ownBp - shade * sigmaBp, face: bounded });
}
