/**
 * The Ministry of Finance's price-competitive conventional auction (2, 5, 10, 20 and 30-year JGBs) with
 * Non-Price-Competitive Auction I: a pure function from bids to awards.
 *
 * What non-competitive and Non-Price I bidders take is set aside first; the rest goes to competitive bids from the highest
 * price down, each at its own price. At the lowest accepted price every bid gets its share rounded down to a lot, so the
 * sum may fall short (MoF results: 20-year #173, 9,704 aimed at and 9,692 accepted). Non-Price I pays the weighted average
 * accepted price. Sources: MoF, "Guide to JGB auctions" and auction results; rounding inferred from published totals.
 */
import { assert, Bug } from '../../units/assert.ts';
import type { Lots, Permille, PriceTicks } from '../../units/quantity.ts';
import { allotRanked, type Bid, type Claim, floorOfProduct, priceRanked, prorataFloor } from './auction.ts';

export interface JgbConventionalAuction {
  readonly offered: Lots;
  /** Small applicants' part, awarded in full; none in the 20 and 30-year. */
  readonly nonCompetitive?: Lots;
  /** Most that primary dealers together may take at the average price. */
  readonly nonPriceILimit: Lots;
  readonly nonPriceIClaims: readonly Claim[];
  readonly bids: readonly Bid[];
}

export interface CompetitiveResult {
  /** What was left for competitive bids. */
  readonly target: Lots;
  readonly bidTotal: Lots;
  /** By bid, in the order given. */
  readonly awards: readonly Lots[];
  readonly accepted: Lots;
  /** Lowest accepted price; 0 where nothing is accepted. */
  readonly lowestTicks: PriceTicks;
  /** The share at the lowest price is leftAtLowest ÷ bidsAtLowest, exactly. */
  readonly leftAtLowest: Lots;
  readonly bidsAtLowest: Lots;
  readonly prorataTenThousandthsPct: number;
  /** Σ award × price: the weighted average price is this ÷ accepted, exactly. */
  readonly tickLots: number;
  /** Weighted average accepted price in thousandths of a tick, truncated. */
  readonly averageMilliTicks: number;
  /** All competitive bids over competitive bids accepted, truncated; 0 where nothing is accepted. */
  readonly coverPermille: Permille;
  /** What competitive bids fell short of the target; not what rounding left over. */
  readonly undersubscribedBy: Lots;
}

export interface JgbConventionalResult extends CompetitiveResult {
  /** By claim, in the order given. */
  readonly nonPriceIAwards: readonly Lots[];
  readonly nonPriceI: Lots;
}

export function allotJgbConventional(auction: JgbConventionalAuction): JgbConventionalResult {
  const nonCompetitive = auction.nonCompetitive ?? 0;
  assert(
    nonCompetitive + auction.nonPriceILimit <= auction.offered,
    `set aside ${nonCompetitive} + ${auction.nonPriceILimit} of ${auction.offered} lots offered`,
  );
  const claims = allotClaims(auction.nonPriceIClaims, auction.nonPriceILimit);
  const nonPriceI = sum(claims);
  const competitive = allotCompetitive(auction.bids, (auction.offered - nonCompetitive - nonPriceI) as Lots);
  // Without an accepted price there is no average to pay.
  const priced = competitive.accepted > 0;
  return {
    ...competitive,
    nonPriceIAwards: priced ? claims : claims.map(() => 0 as Lots),
    nonPriceI: (priced ? nonPriceI : 0) as Lots,
  };
}

/** The competitive part alone, for a known target. */
export function allotCompetitive(bids: readonly Bid[], target: Lots): CompetitiveResult {
  for (const { priceTicks, quantity } of bids) {
    if (priceTicks <= 0 || quantity <= 0) throw new Bug(`a bid of ${quantity} lots at ${priceTicks} ticks`);
  }
  const allotted = allotRanked(priceRanked(bids), target, prorataFloor);
  const { awards, accepted, bidTotal, bidsAtStop, leftAtStop, undersubscribedBy } = allotted;
  const tickLots = awards.reduce((total, award, index) => total + award * (bids[index] as Bid).priceTicks, 0);
  assert(Number.isSafeInteger(tickLots), `price times amount adds up to more than 2^53: ${tickLots}`);
  return {
    target,
    bidTotal,
    awards,
    accepted,
    lowestTicks: (allotted.stopScore ?? 0) as PriceTicks,
    leftAtLowest: leftAtStop,
    bidsAtLowest: bidsAtStop,
    prorataTenThousandthsPct: bidsAtStop === 0 ? 0 : floorOfProduct(1_000_000, leftAtStop, bidsAtStop),
    tickLots,
    averageMilliTicks: accepted === 0 ? 0 : floorOfProduct(1000, tickLots, accepted),
    coverPermille: (accepted === 0 ? 0 : floorOfProduct(1000, bidTotal, accepted)) as Permille,
    undersubscribedBy,
  };
}

/** Claims in full while they fit; else each its share of the limit, rounded down. */
export function allotClaims(claims: readonly Claim[], limit: Lots): Lots[] {
  for (const { quantity } of claims) {
    assert(Number.isSafeInteger(quantity) && quantity >= 0, `a claim must be whole lots, got ${quantity}`);
  }
  const claimed = sum(claims.map(({ quantity }) => quantity));
  return claims.map(({ quantity }) => (claimed === 0 ? 0 : prorataFloor(quantity, limit, claimed)) as Lots);
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
