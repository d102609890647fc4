/**
 * The vocabulary of auctions and operations, from the announcement to what the issuer prints.
 *
 * Amounts in face, bids in thousandths of what the format is bid in (`auction-terms.ts`).
 */
import type { DayNumber } from '../units/civil-date.ts';
import type { Face, Minor, Permille, Side, SimTime } from '../units/quantity.ts';
import type { BidBook, BidRefusal, TailUnit } from './auction-terms.ts';
import type { Event } from './event.ts';

export interface AuctionAnnounced extends Event<'AuctionAnnounced'> {
  readonly auction: string;
  /** Lines that may be bid for (or offered); one except where an operation takes many at once. */
  readonly instruments: readonly string[];
  readonly format: string;
  /** Whoever sells the bonds, or buys them in an operation. */
  readonly counterparty: string;
  readonly offered: Face;
  readonly bidsCloseAt: SimTime;
  readonly resultAt: SimTime;
}

/** Bidding is about to close: the last moment at which institutions may bid. */
export interface BidsInvited extends Event<'BidsInvited'> {
  readonly auction: string;
  readonly instruments: readonly string[];
  readonly offered: Face;
}

export interface BidSubmitted extends Event<'BidSubmitted'> {
  readonly auction: string;
  readonly agent: string;
  /** The dealer who carried the bid; empty for one's own. */
  readonly through: string;
  readonly book: BidBook;
  readonly instrument: string;
  /** Price in thousandths of a point, yield or spread in thousandths of a percent (of a yen where spreads are of prices);
   *  0 for a bid that takes the average. */
  readonly bidMilli: number;
  readonly face: Face;
}

export interface BidRefused extends Event<'BidRefused'> {
  readonly auction: string;
  readonly agent: string;
  readonly reason: BidRefusal;
}

/** One accepted bid; bonds and cash move on the settlement date. */
export interface BidAllotted extends Event<'BidAllotted'> {
  readonly auction: string;
  readonly instrument: string;
  readonly agent: string;
  readonly counterparty: string;
  /** What the agent does: it buys at an issue and sells into a purchase. */
  readonly side: Side;
  readonly book: BidBook;
  readonly face: Face;
  readonly bidMilli: number;
  /** Accrued interest to the settlement date included. */
  readonly paid: Minor;
  readonly settlement: DayNumber;
}

/** What the issuer prints. Prices and yields are of the stop and of the average; 0 where several lines have no common one. */
export interface AuctionResultPublished extends Event<'AuctionResultPublished'> {
  readonly auction: string;
  readonly instruments: readonly string[];
  readonly format: string;
  readonly counterparty: string;
  readonly offered: Face;
  /** Competitive bids. */
  readonly bids: Face;
  /** Competitive awards. */
  readonly accepted: Face;
  /** Awards without competition: Non-Price I, non-competitive. */
  readonly nonCompetitive: Face;
  /** Worst accepted bid, thousandths. */
  readonly stopMilli: number;
  /** Weighted average accepted bid, millionths, truncated towards zero. */
  readonly averageMicro: number;
  /** Clean prices per 100 in millionths of a point; yields as the market quotes them in millionths of a percent. */
  readonly stopPriceMicro: number;
  readonly averagePriceMicro: number;
  readonly stopYieldMicroPct: number;
  readonly averageYieldMicroPct: number;
  /** Positive is worse; thousandths of the unit. */
  readonly tailMilli: number;
  readonly tailUnit: TailUnit;
  /** Share awarded at the stop in ten-thousandths of a percent, truncated. */
  readonly prorataTenThousandthsPct: number;
  readonly coverPermille: Permille;
  /** Dealers' own bids and those carried by dealers, of competitive awards. */
  readonly dealerShare: Permille;
  readonly indirectShare: Permille;
}

/** Winners may take more at the average price until the option closes: Non-Price II, PAOF. */
export interface OptionInvited extends Event<'OptionInvited'> {
  readonly auction: string;
  readonly instrument: string;
  /** Clean price in millionths of a point. */
  readonly priceMicro: number;
  /** Percent of what the winner won. */
  readonly limitPct: number;
  readonly closesAt: SimTime;
}

export interface OptionResultPublished extends Event<'OptionResultPublished'> {
  readonly auction: string;
  readonly instrument: string;
  readonly taken: Face;
  readonly unused: Face;
}

export type AuctionEvent =
  | AuctionAnnounced
  | BidsInvited
  | BidSubmitted
  | BidRefused
  | BidAllotted
  | AuctionResultPublished
  | OptionInvited
  | OptionResultPublished;
