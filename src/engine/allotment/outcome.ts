/**
 * What every format is given when it allots and what it gives back, and the sums that all of them need.
 *
 * Adapters in this folder translate between a run (face, thousandths, lines) and the pure rules in `src/market`, which count
 * in award steps; they add money and the numbers that an issuer prints, and no rule of their own.
 */

import type { AuctionResultPublished } from '../../events/auction-events.ts';
import type { HeldFormat, TailUnit } from '../../events/auction-terms.ts';
import { floorOfProduct } from '../../market/auctions/auction.ts';
import { allotClaims } from '../../market/auctions/auction-jgb-conventional.ts';
import { shareTowardsZero } from '../../market/ledger/whole-shares.ts';
import { assert } from '../../units/assert.ts';
import {
  type Face,
  face,
  type Lots,
  type MilliBp,
  type Minor,
  minor,
  type Permille,
  roundHalfAway,
} from '../../units/quantity.ts';
import type { AuctionLine, CleanPrice } from '../auction-line.ts';

export interface AllottedBid {
  /** Bidders numbered by whoever asks; the same one may bid often. */
  readonly bidder: number;
  readonly instrument: string;
  readonly bidMilli: number;
  readonly face: Face;
}

export interface AuctionCase {
  readonly format: HeldFormat;
  readonly offered: Face;
  /** Awards are whole multiples. */
  readonly step: Face;
  /** Most that all claims together are given, where the format bounds them. */
  readonly dealersCeiling: Face;
  /** What bidders whom nobody names take without competing. */
  readonly nonCompetitive: Face;
  readonly spreadMilli?: number | undefined;
  readonly bandMilli?: number | undefined;
  readonly lines: ReadonlyMap<string, AuctionLine>;
  /** Level of each line that spreads are counted from, bp. */
  readonly references: ReadonlyMap<string, number>;
  /** Level of the line when bidding closed. */
  readonly whenIssued: MilliBp;
  /** By bidder: what comes off the Treasury's 35 %. */
  readonly netLong: ReadonlyMap<number, Face>;
  readonly bids: readonly AllottedBid[];
  /** Bids that take the average. */
  readonly claims: readonly AllottedBid[];
}

export interface Award {
  readonly face: Face;
  readonly paid: Minor;
}

/** The numbers of `AuctionResultPublished` that allotting finds. */
export type Statistics = Pick<
  AuctionResultPublished,
  | 'bids'
  | 'accepted'
  | 'nonCompetitive'
  | 'stopMilli'
  | 'averageMicro'
  | 'stopPriceMicro'
  | 'averagePriceMicro'
  | 'stopYieldMicroPct'
  | 'averageYieldMicroPct'
  | 'tailMilli'
  | 'tailUnit'
  | 'prorataTenThousandthsPct'
  | 'coverPermille'
>;

export interface Outcome {
  /** By bid and by claim, in the order given. */
  readonly awards: readonly Award[];
  readonly claimAwards: readonly Award[];
  readonly othersAward: Award;
  /** What an option costs; absent where there is no one price. */
  readonly averagePrice?: CleanPrice | undefined;
  readonly statistics: Statistics;
}

export const NOTHING: Award = { face: face(0), paid: minor(0) };

/** Face in award steps, as `src/market` counts it. */
export function steps({ step }: AuctionCase, amount: Face): Lots {
  assert(amount % step === 0, `${amount} is no multiple of the award step ${step}`);
  return (amount / step) as Lots;
}

export const faceOf = ({ step }: AuctionCase, count: number): Face => face(count * step);

export function awardOf(line: AuctionLine, amount: Face, price: CleanPrice): Award {
  return amount === 0 ? NOTHING : { face: amount, paid: line.paid(amount, price) };
}

/** The line of an auction that has one. */
export function onlyLine({ lines, format }: AuctionCase): AuctionLine {
  const [line, ...others] = lines.values();
  assert(line !== undefined && others.length === 0, `${format} sells one line`);
  return line;
}

export function lineOf({ lines }: AuctionCase, bid: AllottedBid): AuctionLine {
  const line = lines.get(bid.instrument);
  assert(line !== undefined, `${bid.instrument} is not on offer`);
  return line;
}

/** Claims in steps: all together at most `ceiling`, each its share rounded down where they want more. */
export const claimSteps = (auction: AuctionCase, ceiling: Lots): readonly Lots[] =>
  allotClaims(
    auction.claims.map((claim) => ({ bidder: claim.bidder, quantity: steps(auction, claim.face) })),
    ceiling,
  );

export const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** Σ weight × value, exact. */
export function weighted(weights: readonly number[], values: readonly number[]): number {
  const total = weights.reduce((so, weight, index) => so + weight * (values[index] as number), 0);
  assert(Number.isSafeInteger(total), `awards times prices add up to more than 2^53: ${total}`);
  return total;
}

/** A mean of thousandths in millionths, cut towards zero. */
export const microMean = (total: number, weight: number): number =>
  weight === 0 ? 0 : shareTowardsZero(1000, total, weight);

export const priceMicro = ({ over, under }: CleanPrice): number => floorOfProduct(1_000_000, over, under);

/** Quoted yield of a clean price, millionths of a percent, the nearest. */
export function yieldMicroPct(line: AuctionLine, { over, under }: CleanPrice): number {
  const yieldPct = line.yieldPctOf(over / under);
  return Number.isFinite(yieldPct) ? roundHalfAway(yieldPct * 1e6) : 0;
}

export const prorata = (left: number, bids: number): number => (bids === 0 ? 0 : floorOfProduct(1_000_000, left, bids));

export const cover = (bids: number, by: number): Permille =>
  (by === 0 ? 0 : floorOfProduct(1000, bids, by)) as Permille;

/** What a result says where nothing was accepted. */
export function unsold(bids: Face, tailUnit: TailUnit, coverPermille: Permille): Statistics {
  return {
    bids,
    accepted: face(0),
    nonCompetitive: face(0),
    stopMilli: 0,
    averageMicro: 0,
    stopPriceMicro: 0,
    averagePriceMicro: 0,
    stopYieldMicroPct: 0,
    averageYieldMicroPct: 0,
    tailMilli: 0,
    tailUnit,
    prorataTenThousandthsPct: 0,
    coverPermille,
  };
}

export const nothingFor = (bids: readonly AllottedBid[]): readonly Award[] => bids.map(() => NOTHING);
