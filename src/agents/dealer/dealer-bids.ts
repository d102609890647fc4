/**
 * How a primary dealer bids where bonds are sold: for its own book at a concession that pays for warehousing, spread over a
 * few prices, and at a worse price for the share of the offering that it is obliged to bid for (`dealer-duties.ts`).
 *
 * One state gives tail and cover: the use of the limit that a bidder expects to have once its part is in its books, u. The
 * dispersion of opinions and of its own bids is s = k·σ/(1−u)², and it bids for less the wider s is (`docs/odd.md` §7.6). So
 * the tail says how stretched dealers are. Who has no room left still bids, as every issuer asks, at prices that can be
 * defended: concession and dispersion are bounded. Levels and sizes are the same in every format: that a single price
 * invites bolder bids is not modelled.
 */
import { FORMAT_TERMS } from '../../events/auction-terms.ts';
import type { Draws } from '../../math/draws.ts';
import { log } from '../../math/log.ts';
import { claimAtAverage, competitiveBid } from '../auction-bids.ts';
import type { AuctionView, BidCommand, View } from '../contract.ts';
import type { LineRisk } from '../curve-risk.ts';
import { type Duties, dutiesAt } from './dealer-duties.ts';
import type { DealerMandate } from './dealer-mandate.ts';
import { limitSigmaBp } from './dealer-risk.ts';

/** k in s = k·σ/(1−u)². */
const DISPERSION = 0.075;
/** Part of a pro-rata share that it counts as its own already when it bids: the rest it expects to pass on or to hedge. */
const EXPECTED_TO_KEEP = 0.305;
/** Limits that its own bids together may fill: it passes on half at once. */
const WILLING_TO_FILL = 2;
/** Beyond this use it bids no wider. */
const BID_USE_CAP = 0.86;
/** Own bids as a multiple of the pro-rata share: OWN − SHRINKING · ln(s/σ), never below the least. */
const APPETITE = { own: 1.1, shrinking: 0.3, least: 0.3 } as const;
/** Of that where investors by custom bid themselves instead of through dealers. */
const BESIDE_INVESTORS = 0.6;
/** Concession for carrying a pro-rata share, as a share of sigma times the use of the limit it would cause. */
const CONCESSION = 0.15;
/** Most that the concession is, in sigmas, and that the dispersion is, in calm days: the widest tail since 1987 was of 3.4. */
const REASONABLE_SIGMAS = 1;
const REASONABLE_CALM_DAYS = 3;
/** How far one dealer's opinion lies from the others', in dispersions. */
const OPINION = 0.6;
/** Distances of its own bids, and of the one that duty asks for, in dispersions. */
const OWN_BIDS = [0.1, 0.9, 1.7] as const;
const DUTY_BID = 2;
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
  const fewer = duties.leastPct > 0 && duties.ownBidsCount ? BESIDE_INVESTORS : 1;
  const shares = sharesOf(view, auction, duties, fewer * ownShares(levels));
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
    const { own } = sharesOf(view, auction, duties, ownShares(levels));
    return levels.own.flatMap((levelBp) =>
      competitiveBid(view, auction, { line: line.risk.instrument, levelBp, face: own / chosen.length }),
    );
  });
}

interface BidLevels {
  readonly own: readonly number[];
  readonly dutyBp: number;
  /** s/σ. */
  readonly sigmas: number;
  /** Share of the limit that a pro-rata share would use. */
  readonly wouldUse: number;
}

function bidLevels(view: Own, auction: AuctionView, { risk, reservationBp }: LineOpinion, state: BidState): BidLevels {
  // Never dearer than the market, however much it would like to have them.
  const market = view.levelBp(risk.instrument);
  const { concessionBp, spreadBp, wouldUse } = shadeOf(view, auction, risk, state.used);
  const opinion = OPINION * spreadBp * state.draws.normal();
  const from = Math.max(reservationBp, market) + concessionBp;
  return {
    own: OWN_BIDS.map((step) => Math.max(market, from + opinion + step * spreadBp)),
    dutyBp: from + Math.max(0, opinion) + DUTY_BID * spreadBp,
    sigmas: spreadBp / risk.sigmaBp,
    wouldUse,
  };
}

/** What it asks for carrying a pro-rata share, and how far apart its bids stand. */
export function shadeOf(view: Own, auction: AuctionView, risk: LineRisk, used: number) {
  const lots = (proRataSteps(view, auction) * auction.faceStep) / risk.instrument.lotFace;
  const wouldUse = (lots * view.dv01(risk.instrument)) / view.self.mandate.riskLimit;
  const kept = view.loop('L6') ? EXPECTED_TO_KEEP * wouldUse * riskInCalmDays(view, risk) : 0;
  const left = 1 - Math.min(BID_USE_CAP, used + kept);
  const concession = (CONCESSION * risk.sigmaBp * wouldUse) / left;
  return {
    wouldUse,
    concessionBp: Math.min(concession, REASONABLE_SIGMAS * risk.sigmaBp),
    spreadBp: Math.min((DISPERSION * risk.sigmaBp) / (left * left), REASONABLE_CALM_DAYS * risk.instrument.calmSigmaBp),
  };
}

const riskInCalmDays = (view: Own, { instrument }: LineRisk): number =>
  limitSigmaBp(view, instrument) / instrument.calmSigmaBp;

/** Pro-rata shares in each of its own bids. They end where the risk limit would, counting what it passes on at once; the duty
 * to bid does not. */
function ownShares({ wouldUse, sigmas }: BidLevels): number {
  const capacity = Math.min(1, WILLING_TO_FILL / wouldUse);
  const appetite = Math.max(APPETITE.least, APPETITE.own - APPETITE.shrinking * log(sigmas));
  return (appetite * capacity) / OWN_BIDS.length;
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
