/**
 * The United States Treasury's single-price auction of notes and bonds: a pure function from bids to awards.
 *
 * Non-competitive bids are taken in full; the rest goes to competitive bids from the lowest yield up, all at the highest
 * accepted yield. Bids there get a percentage, left ÷ bids rounded *up* to 0.01 %, and each award is rounded *up* to $100, so
 * the total may pass the offering by less than one unit and 0.01 % of each bid at the stop. No bidder takes more than 35 % of
 * the offering less its net long position; its bids are cut for that before they are ranked, the lowest yields kept.
 * The coupon and the price of the stop are the bond's (31 CFR 356.20(b), App. B).
 * Sources: 31 CFR 356.20–22. The order of cap and pro-rata is not stated there: see docs/auctions.md.
 */
import { assert } from '../../units/assert.ts';
import type { Lots } from '../../units/quantity.ts';
import { allotRanked, floorOfProduct, prorataCeil, type YieldBid, yieldRanked } from './auction.ts';
import { knownMilli, milliText, percentText, ratioText } from './auction-decimals.ts';
import type { SingleYieldResult } from './auction-jgb-dutch.ts';
import { type Awards, awardsById, coverText, type Shortfall, shortfall } from './auction-printing.ts';

export const BIDDER_CLASSES = ['direct', 'indirect', 'primary'] as const;
export type BidderClass = (typeof BIDDER_CLASSES)[number];

const LIMIT_PCT = 35;
/** The percentage at the stop counts in 0.01 %. */
const WHOLE = 10_000;
/** A power of two. */
const BIDDER_GROUPS = 1_024;

export interface UstAuction {
  readonly offered: Lots;
  readonly nonCompetitive: Lots;
  readonly bids: readonly YieldBid[];
  /** By bidder; absent: none. */
  readonly netLong?: ReadonlyMap<number, Lots>;
}

export interface UstResult extends SingleYieldResult {
  readonly target: Lots;
  /** Bids after the cut, in the order given. */
  readonly cutBids: readonly YieldBid[];
  /** Share at the stop in hundredths of a percent, rounded up. */
  readonly hundredthsPctAtStop: number;
  /** A bid at the stop or better was cut: without the cap the result would be another. */
  readonly capBinds: boolean;
}

export function allotUst({ offered, nonCompetitive, bids, netLong = new Map() }: UstAuction): UstResult {
  assert(nonCompetitive <= offered, `${nonCompetitive} taken without competition of ${offered} offered`);
  const target = (offered - nonCompetitive) as Lots;
  const cutBids = cutToLimit(bids, offered, netLong);
  const result = allotRanked(yieldRanked(cutBids), target, (amount, left, total) =>
    prorataCeil(amount, prorataCeil(WHOLE, left, total), WHOLE),
  );
  const { stopScore, leftAtStop, bidsAtStop } = result;
  const highestYieldMilliPct = stopScore === undefined ? undefined : 0 - stopScore;
  const isCutAndWins = ({ yieldMilliPct, quantity }: YieldBid, index: number): boolean =>
    highestYieldMilliPct !== undefined &&
    yieldMilliPct <= highestYieldMilliPct &&
    quantity < (bids[index] as YieldBid).quantity;
  return {
    ...result,
    target,
    cutBids,
    highestYieldMilliPct,
    hundredthsPctAtStop: stopScore === undefined ? 0 : prorataCeil(WHOLE, leftAtStop, bidsAtStop),
    capBinds: cutBids !== bids && cutBids.some(isCutAndWins),
  };
}

/** Each bidder's bids in order of yield, then of input, until they reach its limit; what is beyond it becomes nothing. */
export function cutToLimit(
  bids: readonly YieldBid[],
  offered: Lots,
  netLong: ReadonlyMap<number, Lots> = new Map(),
): readonly YieldBid[] {
  const whole = floorOfProduct(LIMIT_PCT, offered, 100);
  const limitOf = (bidder: number): number => Math.max(0, whole - (netLong.get(bidder) ?? 0));
  let longest = 0;
  for (const long of netLong.values()) longest = Math.max(longest, long);
  if (!mayPass(bids, Math.max(0, whole - longest))) return bids;
  const wanted = new Map<number, number>();
  for (const { bidder, quantity } of bids) wanted.set(bidder, (wanted.get(bidder) ?? 0) + quantity);
  const beyond = new Map(
    [...wanted].flatMap(([bidder, sum]) => (sum > limitOf(bidder) ? [[bidder, [] as number[]]] : [])),
  );
  if (beyond.size === 0) return bids;
  for (const [index, { bidder }] of bids.entries()) beyond.get(bidder)?.push(index);
  const cut = [...bids];
  for (const [bidder, own] of beyond) {
    let left = limitOf(bidder);
    // One bidder's few bids: sorting is stable, so equal yields stay in order of input.
    own.sort((a, b) => (bids[a] as YieldBid).yieldMilliPct - (bids[b] as YieldBid).yieldMilliPct);
    for (const index of own) {
      const bid = bids[index] as YieldBid;
      const quantity = Math.min(left, bid.quantity) as Lots;
      left -= quantity;
      cut[index] = { ...bid, quantity };
    }
  }
  return cut;
}

/** False where nobody's bids can add up to more than `limit`: sums over groups of bidders, never less than one's own. */
function mayPass(bids: readonly YieldBid[], limit: number): boolean {
  const sums = new Float64Array(BIDDER_GROUPS);
  for (const { bidder, quantity } of bids) {
    const group = bidder & (BIDDER_GROUPS - 1);
    const sum = (sums[group] as number) + quantity;
    if (sum > limit) return true;
    sums[group] = sum;
  }
  return false;
}

export interface UstBidCase {
  readonly id: string;
  readonly bidder: string;
  readonly class: BidderClass;
  readonly yield: string;
  readonly amount: number;
}

/** Amounts in $100. */
export interface UstCase {
  readonly offering: number;
  readonly noncomp: number;
  /** When-issued yield at the deadline; without it there is no tail. */
  readonly wi?: string;
  /** By bidder: what comes off its 35 %. */
  readonly net_long?: Readonly<Record<string, number>>;
  readonly bids: readonly UstBidCase[];
}

export interface UstPrinted extends Shortfall {
  /** Yield, percentages, cover and tail are null where nothing is accepted. */
  readonly high_yield: string | null;
  readonly alloc_pct_at_high: string | null;
  readonly awards: Awards;
  readonly competitive_awarded: number;
  readonly total_awarded: number;
  readonly by_class: Readonly<Record<BidderClass, number>>;
  /** Of competitive awards. */
  readonly class_pct: Readonly<Record<BidderClass, string>> | null;
  /** Bids before any cut and the non-competitive ones, over all that is awarded. */
  readonly bid_to_cover: string | null;
  /** High less when-issued yield; negative is a stop-through. */
  readonly tail_bp: string | null;
  readonly cap_35pct_binds: boolean;
}

/** A case as `allotUst` takes it, bidders numbered by first appearance. */
export function ustAuctionOf({ offering, noncomp, net_long = {}, bids }: UstCase): UstAuction {
  const numbers = new Map<string, number>();
  const numberOf = (bidder: string): number => {
    const known = numbers.get(bidder);
    if (known === undefined) numbers.set(bidder, numbers.size);
    return known ?? numbers.size - 1;
  };
  const numbered = bids.map((bid): YieldBid => {
    const quantity = bid.amount as Lots;
    return { bidder: numberOf(bid.bidder), yieldMilliPct: knownMilli(bid.yield), quantity };
  });
  const netLong = new Map(Object.entries(net_long).map(([bidder, long]) => [numberOf(bidder), long as Lots]));
  return { offered: offering as Lots, nonCompetitive: noncomp as Lots, bids: numbered, netLong };
}

export function printUst(auction: UstCase): UstPrinted {
  const { bids, noncomp, wi } = auction;
  const result = allotUst(ustAuctionOf(auction));
  const { accepted, awards, highestYieldMilliPct: high } = result;
  const awarded = accepted + noncomp;
  const byClass = (of: BidderClass): number =>
    bids.reduce((sum, bid, index) => (bid.class === of ? sum + (awards[index] as Lots) : sum), 0);
  const amounts = { direct: byClass('direct'), indirect: byClass('indirect'), primary: byClass('primary') };
  const share = (of: BidderClass): string => percentText(amounts[of], accepted, 2);
  const tendered = bids.reduce((sum, { amount }) => sum + BigInt(amount), BigInt(noncomp));
  const priced = high !== undefined && accepted > 0;
  return {
    high_yield: priced ? milliText(high) : null,
    alloc_pct_at_high: priced ? ratioText(result.hundredthsPctAtStop, 100, 2) : null,
    awards: awardsById(bids, awards),
    competitive_awarded: accepted,
    total_awarded: awarded,
    by_class: amounts,
    class_pct: priced ? { direct: share('direct'), indirect: share('indirect'), primary: share('primary') } : null,
    bid_to_cover: priced ? coverText(tendered, awarded) : null,
    tail_bp: priced && wi !== undefined ? ratioText(high - knownMilli(wi), 10, 1) : null,
    cap_35pct_binds: result.capBinds,
    ...shortfall(result.undersubscribedBy),
  };
}
