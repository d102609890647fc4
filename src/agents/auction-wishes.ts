/**
 * Institutions whose rule already says what they want to hold: they bid for what is missing where bonds are sold, and offer
 * what must go where bonds are bought. An auction brings no new opinion, only another way to the same holding.
 */
import { FORMAT_TERMS } from '../events/auction-terms.ts';
import type { EventOf } from '../events/vocabulary.ts';
import type { Market, Seq } from '../units/quantity.ts';
import { competitiveBid, freeLots, linesOnOffer } from './auction-bids.ts';
import type { AuctionView, BidCommand, Instrument, View } from './contract.ts';
import type { Pace } from './working-order.ts';

export interface HeldWish {
  readonly market: Market;
  /** Wanted holding by instrument id; what is not named stays as it is. */
  readonly wanted: Readonly<Record<string, number>>;
  /** Beyond the market's level, as for a child order. */
  readonly tolerance: Pick<Pace, 'halfSpreads' | 'sigmas'>;
  readonly because: Seq;
}

/** Bids for what is missing, at the market; offers what must go. */
export function bidTowardWish(view: View, invited: EventOf<'BidsInvited'>, wish: HeldWish): BidCommand[] {
  const lines = linesOnOffer(view, invited, wish.market);
  if (lines.length === 0) return [];
  const auction = view.auction(invited.auction);
  if (FORMAT_TERMS[auction.format].direction === 'purchase') return offerTowardWish(view, invited, wish);
  return lines.flatMap((line) =>
    buyLots(view, auction, line, { lots: -excessLots(view, line, wish), because: wish.because }),
  );
}

/** Offers what must go where bonds are bought, at what its child orders would take, and does nothing elsewhere. */
export function offerTowardWish(view: View, invited: EventOf<'BidsInvited'>, wish: HeldWish): BidCommand[] {
  const lines = linesOnOffer(view, invited, wish.market);
  if (lines.length === 0) return [];
  const auction = view.auction(invited.auction);
  if (FORMAT_TERMS[auction.format].direction === 'issue') return [];
  return lines.flatMap((line) => sellLots(view, auction, line, { ...wish, lots: excessLots(view, line, wish) }));
}

/** Lots held beyond what is wanted; negative where some are missing. */
const excessLots = (view: View, line: Instrument, { wanted }: HeldWish): number =>
  view.position(line) - (wanted[line.id] ?? view.position(line));

interface LotsWanted {
  readonly lots: number;
  readonly because: Seq;
}

export function buyLots(
  view: View,
  auction: AuctionView,
  line: Instrument,
  { lots, because }: LotsWanted,
): BidCommand[] {
  if (lots <= 0) return [];
  const wish = { line, levelBp: view.levelBp(line), face: lots * line.lotFace };
  return competitiveBid(view, auction, wish).map((bid) => ({ ...bid, because }));
}

function sellLots(
  view: View,
  auction: AuctionView,
  line: Instrument,
  { lots, because, tolerance }: LotsWanted & Pick<HeldWish, 'tolerance'>,
): BidCommand[] {
  const offered = Math.min(lots, freeLots(view, line));
  if (offered <= 0) return [];
  const beyond = tolerance.halfSpreads * line.calmHalfSpreadBp + tolerance.sigmas * line.calmSigmaBp;
  const wish = { line, levelBp: view.levelBp(line) + beyond, face: offered * line.lotFace };
  return competitiveBid(view, auction, wish).map((bid) => ({ ...bid, because }));
}

/** After an award: what came in beyond the wish is kept, what went beyond it is not bought back. */
export function settleWish(wanted: Record<string, number>, award: EventOf<'BidAllotted'>, view: View): void {
  const wish = wanted[award.instrument];
  if (wish === undefined) return;
  const held = view.position(view.instrument(award.instrument));
  wanted[award.instrument] = award.side === 'buy' ? Math.max(wish, held) : Math.min(wish, held);
}
