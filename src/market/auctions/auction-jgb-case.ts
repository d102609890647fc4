/** A price-competitive JGB auction as people write it (decimal prices, named bids) and as its result is printed. */
import { allotRanked, prorataFloor } from './auction.ts';
import { knownMilli, lessMilli, meanText, milliText, weightedMean } from './auction-decimals.ts';
import { type Awards, awardsById, coverText, prorataText } from './auction-printing.ts';

/** Amounts in the issuer's award step; `npi` and `nc` are what those bidders were awarded. */
export interface JgbConventionalCase {
  readonly offering: number;
  readonly npi: number;
  readonly nc: number;
  readonly bids: readonly { readonly id: string; readonly price: string; readonly amount: number }[];
}

export interface JgbConventionalPrinted {
  readonly competitive_target: number;
  /** Prices, share, tail and cover are null where nothing is accepted. */
  readonly lowest_accepted_price: string | null;
  readonly prorata_pct_at_lowest: string | null;
  readonly awards: Awards;
  readonly competitive_accepted: number;
  readonly weighted_average_price_exact: string | null;
  /** Average less lowest, yen per 100. */
  readonly tail_yen_exact: string | null;
  readonly bid_to_cover: string | null;
  readonly undersubscribed_by: number;
}

/** Input as its reader let it pass: distinct ids, positive amounts and prices, set-asides within the offering. */
export function printJgbConventional({ offering, npi, nc, bids }: JgbConventionalCase): JgbConventionalPrinted {
  const target = offering - npi - nc;
  const prices = bids.map(({ price }) => knownMilli(price));
  const result = allotRanked({ scores: prices, amounts: bids.map(({ amount }) => amount) }, target, prorataFloor);
  const { awards, accepted, bidTotal, undersubscribedBy } = result;
  const lowest = result.stopScore;
  const average = lowest === undefined ? undefined : weightedMean(awards, prices);
  const priced = lowest !== undefined && average !== undefined;
  return {
    competitive_target: target,
    lowest_accepted_price: priced ? milliText(lowest) : null,
    prorata_pct_at_lowest: priced ? prorataText(result, 4) : null,
    awards: awardsById(bids, awards),
    competitive_accepted: accepted,
    weighted_average_price_exact: priced ? meanText(average, 8) : null,
    tail_yen_exact: priced ? meanText(lessMilli(average, lowest), 8) : null,
    bid_to_cover: priced ? coverText(bidTotal, accepted) : null,
    undersubscribed_by: undersubscribedBy,
  };
}
