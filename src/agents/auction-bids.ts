/**
 * The one door through which an opinion (a level in basis points, a face amount) becomes a bid on an auction's own grid.
 *
 * What a bidder states is never better for the counterparty than what it thinks: a buyer's price is rounded down and its
 * yield up, a seller's the other way. Amounts are rounded down to the step; below the smallest amount there is no bid.
 */
import { type BidBook, FORMAT_TERMS } from '../events/auction-terms.ts';
import { assert } from '../units/assert.ts';
import { type Face, face, type Market } from '../units/quantity.ts';
import type { AuctionView, BidCommand, Instrument, View } from './contract.ts';

/** Steps nearer to a whole number than this are that number: a level that lies on the grid stays there. */
const STEP_NOISE = 1e-7;

export interface BidWish {
  readonly line: Instrument;
  readonly levelBp: number;
  /** Whole units of currency, not yet on the auction's step. */
  readonly face: number;
}

/** A competitive bid, or an offer where the counterparty buys; nothing where that is no bid. */
export function competitiveBid(view: View, auction: AuctionView, wish: BidWish): BidCommand[] {
  const amount = faceOnStep(auction, wish.face);
  const bidMilli = bidOnGrid(view, auction, wish);
  if (amount === 0 || bidMilli === undefined) return [];
  return [{ type: 'Bid', auction: auction.id, book: 'competitive', instrument: wish.line.id, bidMilli, face: amount }];
}

/** A bid that takes the average, whatever that will be. */
export function claimAtAverage(
  auction: AuctionView,
  book: Exclude<BidBook, 'competitive'>,
  instrument: string,
  wish: number,
): BidCommand[] {
  const amount = faceOnStep(auction, wish);
  return amount === 0 ? [] : [{ type: 'Bid', auction: auction.id, book, instrument, bidMilli: 0, face: amount }];
}

/** Lines of this market that may be bid for. */
export function linesOnOffer(
  view: View,
  { instruments }: { readonly instruments: readonly string[] },
  market: Market,
): Instrument[] {
  return instruments.map((id) => view.instrument(id)).filter((line) => line.market === market);
}

/** Lots that are held and not already on offer in the book. */
export const freeLots = (view: View, line: Instrument): number =>
  Math.max(0, view.position(line) - view.restingLots(line, 'sell'));

/** Rounded down to whole steps; 0 below the smallest amount. */
function faceOnStep({ id, faceStep, leastFace }: AuctionView, wish: number): Face {
  assert(Number.isFinite(wish), `${id}: a wish of ${wish}`);
  const amount = Math.floor(wish / faceStep) * faceStep;
  return face(amount < Math.max(leastFace, faceStep) ? 0 : amount);
}

/** Undefined where the counterparty states the price and this bidder asks for a better one. */
function bidOnGrid(view: View, auction: AuctionView, { line, levelBp }: BidWish): number | undefined {
  const { direction, term } = FORMAT_TERMS[auction.format];
  const exact = view.bidMilliAt(auction, line, levelBp) / auction.bidStepMilli;
  assert(Number.isFinite(exact), `${auction.id}: level ${levelBp} bp of ${line.id} is no bid`);
  const isPrice = term === 'price' || term === 'priceSpread';
  const roundsDown = (direction === 'issue') === isPrice;
  const steps = roundsDown ? Math.floor(exact + STEP_NOISE) : Math.ceil(exact - STEP_NOISE);
  // A spread just below nothing rounds to minus zero; adding zero makes it nothing.
  const bidMilli = steps * auction.bidStepMilli + 0;
  if (auction.format === 'boj_fixed_rate') return atFixedRate(auction, bidMilli);
  return term === 'price' ? Math.max(auction.bidStepMilli, bidMilli) : bidMilli;
}

/** A seller that asks for a price sells at every better one: at a fixed yield not above the one it asks. */
function atFixedRate({ fixedSpreadMilli }: AuctionView, askedMilli: number): number | undefined {
  return fixedSpreadMilli !== undefined && fixedSpreadMilli <= askedMilli ? fixedSpreadMilli : undefined;
}
