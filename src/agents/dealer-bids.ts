/**
 * How a primary dealer bids: for its own book at a concession that pays for warehousing, spread over a few prices, and
 * at a worse price for the share of the offering that it is obliged to bid for (`docs/odd.md` §7.6: 100/n % each).
 *
 * The dispersion grows with volatility and with the use of the limit, s = k·σ/(1−u)² (`docs/odd.md` §7.6), so that
 * the tail says how stretched dealers are; tail and cover come out of the bids.
 */
import type { EventOf } from '../events/vocabulary.ts';
import type { Draws } from '../math/draws.ts';
import { priceTicks } from '../units/quantity.ts';
import type { Command, View } from './contract.ts';
import type { DealerMandate } from './dealer-mandate.ts';
import { auctionBidTicks, wholeLots } from './order-prices.ts';

/** k in s = k·σ/(1−u)². */
const DISPERSION = 0.06;
/** Own bids in total, as a multiple of the pro-rata share, when the limit is free. */
const APPETITE = 2.2;
/** Concession for carrying a pro-rata share, as a share of sigma times the use of the limit it would cause. */
const CONCESSION = 0.15;
const OWN_BIDS = [0.2, 1, 1.8] as const;

interface BidState {
  readonly reservationBp: number;
  readonly sigmaBp: number;
  readonly used: number;
  readonly draws: Draws;
}

export function dealerBids(view: View<DealerMandate>, event: EventOf<'BidsInvited'>, state: BidState): Command[] {
  const { mandate } = view.self;
  const line = view.instrument(event.instrument);
  const proRata = Math.ceil(event.offered / mandate.primaryDealers);
  const wouldUse = (proRata * view.dv01(line)) / mandate.riskLimit;
  const concession = (CONCESSION * state.sigmaBp * Math.min(2, wouldUse)) / (1 - state.used);
  const dispersion = (DISPERSION * state.sigmaBp) / ((1 - state.used) * (1 - state.used));
  const spread = Math.min(dispersion, 3 * state.sigmaBp);
  const opinion = 0.5 * spread * state.draws.normal();
  const commands: Command[] = [];
  const bid = (levelBp: number, share: number): void => {
    const quantity = wholeLots(share * proRata);
    if (quantity < 1) return;
    commands.push({
      type: 'Bid',
      auction: event.auction,
      book: 'competitive',
      priceTicks: auctionBidTicks(view, event, levelBp),
      quantity,
    });
  };
  // Its own bids end where the risk limit would; the duty to bid does not.
  const capacity = Math.min(1, 1 / wouldUse);
  const own = (APPETITE * (1 - state.used) * capacity) / OWN_BIDS.length;
  for (const step of OWN_BIDS) bid(state.reservationBp + concession + opinion + step * spread, own);
  bid(state.reservationBp + concession + Math.max(0, opinion) + 3 * spread, 1);
  commands.push({
    type: 'Bid',
    auction: event.auction,
    book: 'nonPriceI',
    priceTicks: priceTicks(0),
    quantity: wholeLots(proRata),
  });
  return commands;
}
