/**
 * The Ministry of Finance's yield-competitive Dutch auction of 40-year JGBs: a pure function from bids to awards.
 *
 * Bids are ranked from the lowest yield up; all winners pay the price of the highest accepted yield, which the bond's own
 * formula gives (compound yield, rounded to 0.01). Bids at that yield get their share rounded down to ¥100m.
 * Source: MoF, offering and results of 40-year auctions (2025-03-25 et al.); rounding inferred as in 2 to 30 years.
 */
import type { Lots } from '../../units/quantity.ts';
import { type Allotment, allotRanked, prorataFloor, type YieldBid, yieldRanked } from './auction.ts';
import { knownMilli, milliText } from './auction-decimals.ts';
import { type Awards, awardsById, coverText, prorataText } from './auction-printing.ts';

export interface SingleYieldResult extends Allotment {
  /** What every winner pays, thousandths of a percent; undefined where nothing is accepted. */
  readonly highestYieldMilliPct: number | undefined;
}

export function allotJgbDutch(bids: readonly YieldBid[], offered: Lots): SingleYieldResult {
  const result = allotRanked(yieldRanked(bids), offered, prorataFloor);
  return { ...result, highestYieldMilliPct: result.stopScore === undefined ? undefined : 0 - result.stopScore };
}

/** Amounts in ¥100m. */
export interface JgbDutchCase {
  readonly offering: number;
  readonly bids: readonly { readonly id: string; readonly yield: string; readonly amount: number }[];
}

export interface JgbDutchPrinted {
  /** Yield, share and cover are null where nothing is accepted. */
  readonly highest_accepted_yield: string | null;
  readonly prorata_pct_at_highest: string | null;
  readonly awards: Awards;
  readonly accepted: number;
  readonly bid_to_cover: string | null;
  readonly undersubscribed_by: number;
}

export function printJgbDutch({ offering, bids }: JgbDutchCase): JgbDutchPrinted {
  const ranked = bids.map(
    (bid, bidder): YieldBid => ({ bidder, yieldMilliPct: knownMilli(bid.yield), quantity: bid.amount as Lots }),
  );
  const result = allotJgbDutch(ranked, offering as Lots);
  const { accepted, awards, bidTotal, undersubscribedBy, highestYieldMilliPct } = result;
  const priced = highestYieldMilliPct !== undefined && accepted > 0;
  return {
    highest_accepted_yield: priced ? milliText(highestYieldMilliPct) : null,
    prorata_pct_at_highest: priced ? prorataText(result, 4) : null,
    awards: awardsById(bids, awards),
    accepted,
    bid_to_cover: priced ? coverText(bidTotal, accepted) : null,
    undersubscribed_by: undersubscribedBy,
  };
}
