/**
 * How a dealer offers where bonds are bought: by a central bank, or by an issuer that buys back.
 *
 * What it is long of it offers where it would sell, and more cheaply when its limit forces it; what it keeps as stock it
 * offers a little dearer than the market, since it has to buy it back there. Never more than it holds and has not on offer
 * already. So purchases empty dealers' books first and move the market afterwards, by their quotes.
 */
import type { HeldFormat } from '../../events/auction-terms.ts';
import { competitiveBid, freeLots } from '../auction-bids.ts';
import type { AuctionView, BidCommand, View } from '../contract.ts';
import { type BidState, type LineOpinion, proRataSteps, shadeOf } from './dealer-bids.ts';
import type { DealerMandate } from './dealer-mandate.ts';
import { SELLS_ABOVE } from './dealer-trades.ts';

/** Offers from its stock on each line: distance from its price in dispersions, all together one pro-rata share. */
const STOCK_OFFERS = [0, 1, 2] as const;
/** Lines whose stock it offers at once, those that it values least against their references. */
const LINES_AT_ONCE = 3;

type Own = View<DealerMandate>;

export function dealerOffers(view: Own, auction: AuctionView, state: BidState): BidCommand[] {
  const held = state.lines.filter(({ risk }) => freeLots(view, risk.instrument) > 0);
  const chosen = new Set(
    [...held]
      .sort((a, b) => overReference(view, b, auction.format) - overReference(view, a, auction.format))
      .slice(0, LINES_AT_ONCE),
  );
  const share = (proRataSteps(view, auction) * auction.faceStep) / Math.max(1, chosen.size);
  return held.flatMap((line) => offersOf(view, auction, line, { state, stockFace: chosen.has(line) ? share : 0 }));
}

/** It sells no cheaper than the market would take it; at a stated rate, where size costs nothing, than the market's bid. */
function askedBp(view: Own, { risk, reservationBp }: LineOpinion, format: HeldFormat): number {
  const line = risk.instrument;
  const conceded = format === 'boj_fixed_rate' ? line.calmHalfSpreadBp : 0;
  return Math.min(reservationBp, view.levelBp(line) + conceded);
}

const overReference = (view: Own, line: LineOpinion, format: HeldFormat): number =>
  askedBp(view, line, format) - view.closeLevelBp(line.risk.instrument);

interface Offering {
  readonly state: BidState;
  /** From its stock, before what is free bounds it. */
  readonly stockFace: number;
}

function offersOf(view: Own, auction: AuctionView, line: LineOpinion, { state, stockFace }: Offering): BidCommand[] {
  const { instrument, lots } = line.risk;
  const eagernessBp = state.used > SELLS_ABOVE ? shadeOf(view, auction, line.risk, state.used).spreadBp : 0;
  // How stretched it is stands in its reservation level; who is full asks no fortune for what it would be rid of.
  const { concessionBp, spreadBp } = shadeOf(view, auction, line.risk, 0);
  const opinion = 0.5 * spreadBp * Math.abs(state.draws.normal());
  const asked = askedBp(view, line, auction.format);
  const commands: BidCommand[] = [];
  let free = freeLots(view, instrument) * instrument.lotFace;
  const offer = (levelBp: number, wish: number): void => {
    const made = competitiveBid(view, auction, { line: instrument, levelBp, face: Math.min(wish, free) });
    for (const { face } of made) free -= face;
    commands.push(...made);
  };
  // At a stated rate everything is bought.
  const wanted = auction.format === 'boj_fixed_rate' ? Number.POSITIVE_INFINITY : auction.offered;
  const longFace = Math.min(wanted, Math.max(0, lots) * instrument.lotFace);
  offer(asked + eagernessBp, longFace);
  for (const step of STOCK_OFFERS)
    offer(asked - concessionBp - opinion - step * spreadBp, stockFace / STOCK_OFFERS.length);
  return commands;
}
