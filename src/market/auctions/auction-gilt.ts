/**
 * The Debt Management Office's multiple-price auction of conventional gilts: a pure function from bids to awards.
 *
 * The non-competitive share of the market makers (GEMMs, 15 % of the offering) and of small investors is set aside; the rest
 * goes to competitive bids from the highest price down, each at its own price. At the lowest accepted price every bid gets
 * its share rounded down to £1,000. Non-competitive bids pay the average accepted price, 3 decimals. An uncovered auction
 * sells what was bid for and the Office keeps the rest (25 March 2009: cover 0.93).
 * Sources: DMO, "Official Operations in the Gilt Market" and results of 2020; rounding of awards inferred from totals.
 */
import { assert } from '../../units/assert.ts';
import type { Lots } from '../../units/quantity.ts';
import { type Allotment, allotRanked, type Bid, floorOfProduct, priceRanked, prorataFloor } from './auction.ts';
import { knownMilli, meanText, milliText, roundedText, weightedMean } from './auction-decimals.ts';
import { PAOF_PCT } from './auction-option.ts';
import { type Awards, awardsById, coverText, prorataText, type Shortfall, shortfall } from './auction-printing.ts';

export interface GiltAuction {
  readonly offered: Lots;
  readonly gemmNonCompetitive: Lots;
  readonly otherNonCompetitive: Lots;
  readonly bids: readonly Bid[];
}

export interface GiltResult extends Allotment {
  readonly target: Lots;
  /** Most that the post-auction option may add. */
  readonly paofMax: Lots;
}

export function allotGilt({ offered, gemmNonCompetitive, otherNonCompetitive, bids }: GiltAuction): GiltResult {
  const target = (offered - gemmNonCompetitive - otherNonCompetitive) as Lots;
  assert(target >= 0, `set aside ${offered - target} of ${offered} lots offered`);
  const paofMax = floorOfProduct(PAOF_PCT, offered, 100) as Lots;
  return { ...allotRanked(priceRanked(bids), target, prorataFloor), target, paofMax };
}

/** Amounts in £1,000; what is set aside is what those bidders were awarded. */
export interface GiltCase {
  readonly offering: number;
  readonly gemm_nc: number;
  readonly other_nc: number;
  readonly bids: readonly { readonly id: string; readonly price: string; readonly amount: number }[];
}

export interface GiltPrinted extends Shortfall {
  readonly competitive_target: number;
  /** Prices and share are null where nothing is accepted. */
  readonly lowest_accepted_price: string | null;
  readonly highest_accepted_price: string | null;
  readonly prorata_pct_at_lowest: string | null;
  readonly awards: Awards;
  readonly competitive_accepted: number;
  readonly average_accepted_price_3dp: string | null;
  readonly average_exact: string | null;
  /** All bids, the non-competitive ones too, over the offering. */
  readonly cover: string;
  readonly paof_max: number;
}

export function printGilt({ offering, gemm_nc, other_nc, bids }: GiltCase): GiltPrinted {
  const prices = bids.map(({ price }) => knownMilli(price));
  const result = allotGilt({
    offered: offering as Lots,
    gemmNonCompetitive: gemm_nc as Lots,
    otherNonCompetitive: other_nc as Lots,
    bids: bids.map(({ amount }, bidder) => ({ bidder, priceTicks: prices[bidder], quantity: amount }) as Bid),
  });
  const { accepted, awards, bidTotal, stopScore: lowest } = result;
  const average = weightedMean(awards, prices);
  const highest = prices.reduce(
    (most, price, index) => ((awards[index] as Lots) > 0 ? Math.max(most, price) : most),
    0,
  );
  const priced = lowest !== undefined && average !== undefined;
  return {
    competitive_target: result.target,
    lowest_accepted_price: priced ? milliText(lowest) : null,
    highest_accepted_price: priced ? milliText(highest) : null,
    prorata_pct_at_lowest: priced ? prorataText(result, 4) : null,
    awards: awardsById(bids, awards),
    competitive_accepted: accepted,
    average_accepted_price_3dp: priced ? roundedText(average, 3) : null,
    average_exact: priced ? meanText(average, 8) : null,
    cover: coverText(BigInt(bidTotal) + BigInt(gemm_nc) + BigInt(other_nc), offering),
    paof_max: result.paofMax,
    ...shortfall(result.undersubscribedBy),
  };
}
