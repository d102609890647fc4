/**
 * Clients' part of the book at an auction, from those with an opinion of fair value (`fundamental.ts`).
 *
 * Where bonds are sold each bids once, for what it would buy at its own price, never dearer than the market, and for no more
 * than its part of what is on offer; of many lines, for the one that is cheapest to its own value. The more volatile the
 * line, the wider apart these bids stand and the smaller they are: nobody has to come. Where bonds are bought it offers
 * what the market values more than itself, a little dearer than the market, and never more than it holds and has not on
 * offer already. At a stated rate it gives as much as its ladder would at that level.
 */
import { FORMAT_TERMS, type HeldFormat } from '../events/auction-terms.ts';
import { log } from '../math/log.ts';
import { competitiveBid, freeLots } from './auction-bids.ts';
import type { AuctionView, BidCommand, Instrument, View } from './contract.ts';
import { wholeLots } from './order-prices.ts';

/**
 * Percent of an offering that one investor among many bids for at most, twice that of a line a day's move below its value: where
 * investors by custom bid themselves, more; where they buy from dealers afterwards, less.
 */
const BID_LIMIT_PCT: Partial<Record<HeldFormat, number>> = {
  ust_single_price: 14,
  dmo_multiple_price: 10,
  ktb_differential: 10,
  jgb_price_conventional: 5,
  jgb_yield_dutch: 5,
};
const OTHER_BID_LIMIT_PCT = 7;
/** How far below its price it bids on a calm day, sigmas; grows with the square of volatility, as a full limit would make it. */
const SHADE_SIGMAS = 0.12;
/** Bids for so much less where volatility multiplies that distance by e, and never for less than the least. */
const SHRINKING = 0.22;
const LEAST_APPETITE = 0.3;
/** Most that it offers of what is wanted: nobody counts on selling more. */
const OFFER_LIMIT = 0.25;
/** Share of what it would give at a stated rate that it gives on one day: the offer stands tomorrow too. */
const SHARE_AT_ONCE = 0.2;
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

/** `eagerness` is the luck of the day, standard normal; `shade` in sigmas: how far from the market it offers, different for everybody. */
export function valueBids(
  view: View,
  auction: AuctionView,
  prices: readonly OwnPrice[],
  { eagerness, shade }: { readonly eagerness: number; readonly shade: number },
): BidCommand[] {
  if (FORMAT_TERMS[auction.format].direction === 'purchase')
    return prices.flatMap((price) => offerDear(view, auction, price, shade));
  const cheapness = ({ line, centreBp, sigmaBp }: OwnPrice): number => (view.levelBp(line) - centreBp) / sigmaBp;
  return [...prices]
    .sort((a, b) => cheapness(b) - cheapness(a))
    .slice(0, 1)
    .flatMap((price) => {
      const { line, centreBp, sigmaBp, wishLots } = price;
      const stress = Math.max(1, sigmaBp / line.calmSigmaBp);
      const distance = SHADE_SIGMAS * stress * stress;
      const levelBp = Math.max(centreBp, view.levelBp(line)) + (0.25 + Math.abs(eagerness)) * distance * sigmaBp;
      const appetite = Math.max(LEAST_APPETITE, 1 - 2 * SHRINKING * log(stress));
      const limitPct = BID_LIMIT_PCT[auction.format] ?? OTHER_BID_LIMIT_PCT;
      const share = (appetite * limitPct * (1 + Math.min(1, Math.max(0, cheapness(price))))) / 100;
      const face = Math.min(wholeLots(appetite * wishLots) * line.lotFace, share * auction.offered);
      return competitiveBid(view, auction, { line, levelBp, face });
    });
}

function offerDear(view: View, auction: AuctionView, price: OwnPrice, shade: number): BidCommand[] {
  const { line, centreBp, sigmaBp, wishLots } = price;
  const freeFace = (lots: number): number => wholeLots(Math.min(lots, freeLots(view, line))) * line.lotFace;
  // Where the price is stated nobody competes and size costs nothing, so half a spread is given away for it: it takes what
  // is above both its own value and the market, and gives more of its holding the more is paid.
  if (auction.format === 'boj_fixed_rate') {
    const statedBp = view.closeLevelBp(line) + (auction.fixedSpreadMilli ?? 0) / MILLI_PER_BP;
    const levelBp = Math.min(centreBp, view.levelBp(line) + line.calmHalfSpreadBp);
    return competitiveBid(view, auction, { line, levelBp, face: freeFace(SHARE_AT_ONCE * price.givesLots(statedBp)) });
  }
  const ownBp = Math.min(centreBp, view.levelBp(line));
  if (centreBp <= view.levelBp(line)) return [];
  const bounded = Math.min(freeFace(wishLots), OFFER_LIMIT * auction.offered);
  return competitiveBid(view, auction, { line, levelBp: ownBp - shade * sigmaBp, face: bounded });
}
