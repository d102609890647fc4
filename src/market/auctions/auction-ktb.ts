/**
 * The differential-pricing auction of Korea Treasury Bonds (since September 2009): a pure function from bids to awards.
 *
 * Bids are ranked from the lowest yield up to the stop-out rate R. Counted from R downward, yields fall into groups as wide
 * as the band, and every winner gets the top rate of its group on that grid (not the highest bid in it): with a band of 3 bp
 * and R = 5.050, bids of 5.000 and 5.010 both get 5.020. Bids at R are cut in proportion (the floor of the exact share) or,
 * where the ministry says so, all accepted beyond the offering.
 * Source: MOEF, "KTB primary market", with its example; partial awards: reported share of 50.98 %. Bands: 3 bp up to five
 * years, 4 bp from ten [today's values unconfirmed].
 */
import { assert } from '../../units/assert.ts';
import type { Lots } from '../../units/quantity.ts';
import { type Allotment, allotRanked, prorataFloor, type YieldBid, yieldRanked } from './auction.ts';
import { knownMilli, meanText, milliText, percentText, weightedMean } from './auction-decimals.ts';
import { type Awards, awardsById, coverText, type Shortfall, shortfall, textOfWinners } from './auction-printing.ts';

const MILLI_PCT_PER_BP = 10;

export interface KtbAuction {
  readonly offered: Lots;
  readonly bandMilliPct: number;
  /** False: bids at the stop-out rate are all accepted, even beyond the offering. */
  readonly partial: boolean;
  readonly bids: readonly YieldBid[];
}

export interface KtbResult extends Allotment {
  readonly stopOutMilliPct: number | undefined;
  /** What each bid would get, by bid in the order given; a loser's is its own bid. */
  readonly winYieldsMilliPct: readonly number[];
}

export function allotKtb({ offered, bandMilliPct, partial, bids }: KtbAuction): KtbResult {
  assert(Number.isSafeInteger(bandMilliPct) && bandMilliPct > 0, `a band of ${bandMilliPct} groups nothing`);
  const result = allotRanked(yieldRanked(bids), offered, partial ? prorataFloor : (amount) => amount);
  const stopOut = result.stopScore === undefined ? undefined : 0 - result.stopScore;
  const winYieldsMilliPct = bids.map(({ yieldMilliPct }) => {
    if (stopOut === undefined || yieldMilliPct > stopOut) return yieldMilliPct;
    const below = stopOut - yieldMilliPct;
    return stopOut - (below - (below % bandMilliPct));
  });
  return { ...result, stopOutMilliPct: stopOut, winYieldsMilliPct };
}

/** Amounts in KRW 1bn. */
export interface KtbCase {
  readonly offering: number;
  readonly band_bp: number;
  readonly partial: boolean;
  readonly bids: readonly { readonly id: string; readonly yield: string; readonly amount: number }[];
}

export interface KtbPrinted extends Shortfall {
  /** Yields and share are null where nothing is accepted. */
  readonly highest_accepted_yield: string | null;
  readonly awards: Awards;
  readonly win_yield: Readonly<Record<string, string>>;
  readonly accepted: number;
  readonly avg_win_yield_exact: string | null;
  /** All bids over the offering. */
  readonly bid_to_cover: string;
  readonly partial_pct: string | null;
}

export function printKtb({ offering, band_bp, partial, bids }: KtbCase): KtbPrinted {
  const result = allotKtb({
    offered: offering as Lots,
    bandMilliPct: band_bp * MILLI_PCT_PER_BP,
    partial,
    bids: bids.map((bid, bidder) => ({ bidder, yieldMilliPct: knownMilli(bid.yield), quantity: bid.amount as Lots })),
  });
  const { accepted, awards, bidTotal, bidsAtStop, leftAtStop, stopOutMilliPct, winYieldsMilliPct } = result;
  const average = weightedMean(awards, winYieldsMilliPct);
  const priced = stopOutMilliPct !== undefined && average !== undefined;
  return {
    highest_accepted_yield: priced ? milliText(stopOutMilliPct) : null,
    awards: awardsById(bids, awards),
    win_yield: textOfWinners(bids, awards, (_, index) => milliText(winYieldsMilliPct[index] as number)),
    accepted,
    avg_win_yield_exact: priced ? meanText(average, 8) : null,
    bid_to_cover: coverText(bidTotal, offering),
    partial_pct: priced ? percentText(partial ? leftAtStop : bidsAtStop, bidsAtStop, 2) : null,
    ...shortfall(result.undersubscribedBy),
  };
}
