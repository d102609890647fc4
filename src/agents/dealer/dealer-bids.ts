/**
 * How a primary dealer bids where bonds are sold: for its own book at a concession that pays for warehousing, spread over a
 * few prices, and at a worse price for the share of the offering that it is obliged to bid for (`dealer-duties.ts`).
 *
 * The dispersion grows with volatility and with the use of the limit, s = k·σ/(1−u)² (`docs/odd.md` §7.6), so that
 * the tail says how stretched dealers are; tail and cover come out of the bids. Who has no room left still bids, as every
 * issuer asks, at reasonable prices: concession and dispersion are bounded. Levels and sizes are the same in every format:
 * that a single price invites bolder bids is not modelled.
 */
import { FORMAT_TERMS } from '../../events/auction-terms.ts';
import type { Draws } from '../../math/draws.ts';
import { claimAtAverage, competitiveBid } from '../auction-bids.ts';
import type { AuctionView, BidCommand, View } from '../contract.ts';
import type { LineRisk } from '../curve-risk.ts';
import { type Duties, dutiesAt } from './dealer-duties.ts';
import type { DealerMandate } from './dealer-mandate.ts';

/** k in s = k·σ/(1−u)². */
const DISPERSION = 0.06;
/** Own bids in total, as a multiple of the pro-rata share, when the limit is free. */
const APPETITE = 2.2;
/** Concession for carrying a pro-rata share, as a share of sigma times the use of the limit it would cause. */
const CONCESSION = 0.15;
/** Most that concession and dispersion are each, in sigmas: a day's move is what a reasonable price may be off. */
const REASONABLE_SIGMAS = 1;
const OWN_BIDS = [0.2, 1, 1.8] as const;
/** Lines that it bids for at once where many are on offer: those it values highest above their references. */
const LINES_AT_ONCE = 3;

/** One line on offer as the dealer sees it. */
export interface LineOpinion {
  readonly risk: LineRisk;
  /** Where it neither wants to buy nor to sell, bp. */
  readonly reservationBp: number;
}

export interface BidState {
  readonly lines: readonly LineOpinion[];
  /** Use of the risk limit, 0 … 0.97. */
  readonly used: number;
  readonly draws: Draws;
}

type Own = View<DealerMandate>;

export function dealerBids(view: Own, auction: AuctionView, state: BidState): BidCommand[] {
  if (FORMAT_TERMS[auction.format].takesManyLines) return bidForMany(view, auction, state);
  return state.lines.slice(0, 1).flatMap((line) => bidForOne(view, auction, line, state));
}

function bidForOne(view: Own, auction: AuctionView, line: LineOpinion, state: BidState): BidCommand[] {
  const { instrument } = line.risk;
  const duties = dutiesAt(auction.format, view.self.mandate.primaryDealers);
  const levels = bidLevels(view, auction, line, state);
  const shares = sharesOf(view, auction, duties, ownShares(levels, state.used));
  return [
    ...levels.own.flatMap((levelBp) => competitiveBid(view, auction, { line: instrument, levelBp, face: shares.own })),
    ...competitiveBid(view, auction, { line: instrument, levelBp: levels.dutyBp, face: shares.duty }),
    ...claims(view, auction, duties, instrument.id),
  ];
}

/** Spreads over their references rank all lines on one ladder: it bids where its own price beats the reference most. */
function bidForMany(view: Own, auction: AuctionView, state: BidState): BidCommand[] {
  const overReference = ({ risk, reservationBp }: LineOpinion): number =>
    reservationBp - view.closeLevelBp(risk.instrument);
  const chosen = [...state.lines].sort((a, b) => overReference(a) - overReference(b)).slice(0, LINES_AT_ONCE);
  const duties = dutiesAt(auction.format, view.self.mandate.primaryDealers);
  return chosen.flatMap((line) => {
    const levels = bidLevels(view, auction, line, state);
    const { own } = sharesOf(view, auction, duties, ownShares(levels, state.used));
    return levels.own.flatMap((levelBp) =>
      competitiveBid(view, auction, { line: line.risk.instrument, levelBp, face: own / chosen.length }),
    );
  });
}

interface BidLevels {
  readonly own: readonly number[];
  readonly dutyBp: number;
  /** Share of the limit that a pro-rata share would use. */
  readonly wouldUse: number;
}

function bidLevels(view: Own, auction: AuctionView, { risk, reservationBp }: LineOpinion, state: BidState): BidLevels {
  // Never dearer than the market, however much it would like to have them.
  const from = Math.max(reservationBp, view.levelBp(risk.instrument));
  const { concessionBp, spreadBp, wouldUse } = shadeOf(view, auction, risk, state.used);
  const opinion = 0.5 * spreadBp * state.draws.normal();
  return {
    own: OWN_BIDS.map((step) => from + concessionBp + opinion + step * spreadBp),
    dutyBp: from + concessionBp + Math.max(0, opinion) + 3 * spreadBp,
    wouldUse,
  };
}

/** What it asks for carrying a pro-rata share, and how far apart its bids stand. */
export function shadeOf(view: Own, auction: AuctionView, risk: LineRisk, used: number) {
  const lots = (proRataSteps(view, auction) * auction.faceStep) / risk.instrument.lotFace;
  const wouldUse = (lots * view.dv01(risk.instrument)) / view.self.mandate.riskLimit;
  const most = REASONABLE_SIGMAS * risk.sigmaBp;
  const concession = (CONCESSION * risk.sigmaBp * wouldUse) / (1 - used);
  const dispersion = (DISPERSION * risk.sigmaBp) / ((1 - used) * (1 - used));
  return { wouldUse, concessionBp: Math.min(concession, most), spreadBp: Math.min(dispersion, most) };
}

/** Pro-rata shares in each of its own bids. They end where the risk limit would; the duty to bid does not. */
function ownShares({ wouldUse }: BidLevels, used: number): number {
  const capacity = Math.min(1, 1 / wouldUse);
  return (APPETITE * (1 - used) * capacity) / OWN_BIDS.length;
}

export const proRataSteps = (view: Own, { offered, faceStep }: AuctionView): number =>
  Math.ceil(offered / faceStep / view.self.mandate.primaryDealers);

/** Face of each own bid and of the bid that duty asks for, within what one bidder may bid for. */
function sharesOf(view: Own, auction: AuctionView, duties: Duties, ownShare: number) {
  const { offered, faceStep } = auction;
  const proRata = proRataSteps(view, auction);
  const steps = offered / faceStep;
  const least = Math.ceil((duties.leastPct * steps) / 100);
  const most = Math.floor((duties.bidLimitPct * steps) / 100);
  const usual = duties.ownBidsCount ? 0 : Math.min(proRata, least);
  const room = Math.floor(Math.max(0, most - usual) / OWN_BIDS.length);
  const own = Math.min(Math.floor(ownShare * proRata), room);
  return {
    own: own * faceStep,
    duty: Math.min(most, Math.max(usual, least - own * OWN_BIDS.length)) * faceStep,
  };
}

/** A pro-rata share of the offering in Japan, a dealer's part of what is set aside in Britain. */
function claims(view: Own, auction: AuctionView, { averageBook }: Duties, instrument: string): BidCommand[] {
  if (averageBook === undefined || auction.dealersCeiling === 0) return [];
  const { primaryDealers } = view.self.mandate;
  const share =
    averageBook === 'nonPriceI'
      ? proRataSteps(view, auction) * auction.faceStep
      : auction.dealersCeiling / primaryDealers;
  return claimAtAverage(auction, averageBook, instrument, share);
}
