/**
 * Auctions and operations that are bid for in spreads over the reference of each line: enhanced liquidity, the Bank of
 * Japan's purchases, the Bank of England's reverse auctions (yield), the Ministry of Finance's buy-backs (price).
 *
 * Everybody trades at his own line's reference plus his own spread; at a fixed rate, plus the buyer's. Prices of yields
 * are rounded to 0.001 (assumed). Prices and yields are printed where one line was on offer: several have no common one.
 */

import type { SpreadBid } from '../../market/auctions/auction.ts';
import { allotLiquidityEnhancement } from '../../market/auctions/auction-jgb-liquidity.ts';
import type { SpreadResult } from '../../market/auctions/auction-spread.ts';
import { allotBoeReverse } from '../../market/auctions/operation-boe-reverse.ts';
import { allotBojFixedRate } from '../../market/auctions/operation-boj-fixed-rate.ts';
import { allotBojPurchase } from '../../market/auctions/operation-boj-purchase.ts';
import { allotBuyback } from '../../market/auctions/operation-mof-buyback.ts';
import { assert } from '../../units/assert.ts';
import { type Lots, roundHalfAway } from '../../units/quantity.ts';
import { priceOfMilli, referenceMilliPct } from '../auction-line.ts';
import {
  type AllottedBid,
  type AuctionCase,
  awardOf,
  cover,
  faceOf,
  lineOf,
  microMean,
  NOTHING,
  nothingFor,
  type Outcome,
  prorata,
  type Statistics,
  steps,
  sum,
  unsold,
  weighted,
  yieldMicroPct,
} from './outcome.ts';

export const allotEnhancedLiquidity = (auction: AuctionCase): Outcome =>
  spreadOutcome(auction, allotLiquidityEnhancement(spreadBids(auction), steps(auction, auction.offered)));

export const allotPurchaseByBoj = (auction: AuctionCase): Outcome =>
  spreadOutcome(auction, allotBojPurchase(spreadBids(auction), steps(auction, auction.offered)));

export const allotBuybackByMof = (auction: AuctionCase): Outcome =>
  spreadOutcome(auction, allotBuyback(spreadBids(auction), steps(auction, auction.offered)));

/** Offers below the reserve count among the bids and get nothing. */
export function allotPurchaseByBoe(auction: AuctionCase): Outcome {
  assert(auction.spreadMilli !== undefined, 'a reverse auction of the Bank of England has a reserve');
  const amount = steps(auction, auction.offered);
  const reserve = { amount, reserveSpreadMilli: auction.spreadMilli };
  return spreadOutcome(auction, allotBoeReverse({ ...reserve, offers: spreadBids(auction) }));
}

/** Nobody competes: no share and no cover. */
export function allotAtFixedRate(auction: AuctionCase): Outcome {
  const { spreadMilli } = auction;
  assert(spreadMilli !== undefined, 'a fixed-rate purchase has its spread');
  const offers = auction.bids.map((bid) => ({ ...bid, bidMilli: spreadMilli }));
  const awards = allotBojFixedRate(offers.map(({ bidder, face }) => ({ bidder, quantity: steps(auction, face) })));
  const fixed = { ...auction, bids: offers };
  return pricedOutcome(fixed, awards, {
    ...unsold(faceOf(auction, sum(awards)), 'none', cover(0, 0)),
    accepted: faceOf(auction, sum(awards)),
    stopMilli: spreadMilli,
  });
}

const spreadBids = (auction: AuctionCase): SpreadBid[] =>
  auction.bids.map(({ bidder, bidMilli, face }) => ({ bidder, spreadMilli: bidMilli, quantity: steps(auction, face) }));

function spreadOutcome(auction: AuctionCase, result: SpreadResult): Outcome {
  const { accepted, awards, stopSpreadMilli: stop } = result;
  const bids = sum(auction.bids.map(({ face }) => steps(auction, face)));
  const none = unsold(faceOf(auction, bids), 'none', cover(bids, accepted));
  if (stop === undefined || accepted === 0) return pricedOutcome(auction, awards, none);
  return pricedOutcome(auction, awards, {
    ...none,
    accepted: faceOf(auction, accepted),
    stopMilli: stop,
    prorataTenThousandthsPct: prorata(result.leftAtStop, result.bidsAtStop),
  });
}

/** Adds money, the average spread, and prices where there is one line. */
function pricedOutcome(auction: AuctionCase, awards: readonly Lots[], found: Statistics): Outcome {
  const accepted = sum(awards);
  const prices = auction.bids.map((bid, index) => (awards[index] === 0 ? 0 : priceMilli(auction, bid)));
  const averageMicro = microMean(
    weighted(
      awards,
      auction.bids.map(({ bidMilli }) => bidMilli),
    ),
    accepted,
  );
  const averagePriceMicro = microMean(weighted(awards, prices), accepted);
  const isSold = accepted > 0;
  return {
    awards: auction.bids.map((bid, index) =>
      awardOf(lineOf(auction, bid), faceOf(auction, awards[index] as Lots), priceOfMilli(prices[index] as number)),
    ),
    claimAwards: nothingFor(auction.claims),
    othersAward: NOTHING,
    statistics: {
      ...found,
      averageMicro,
      ...(isSold && auction.lines.size === 1
        ? commonPrices(auction, found.stopMilli, { averageMicro, averagePriceMicro })
        : {}),
    },
  };
}

function commonPrices(
  auction: AuctionCase,
  stopMilli: number,
  { averageMicro, averagePriceMicro }: Pick<Statistics, 'averageMicro' | 'averagePriceMicro'>,
): Pick<Statistics, 'stopPriceMicro' | 'averagePriceMicro' | 'stopYieldMicroPct' | 'averageYieldMicroPct'> {
  const [[id, line]] = [...auction.lines] as [[string, ReturnType<typeof lineOf>]];
  const stopPriceMilli = priceMilli(auction, { bidder: 0, instrument: id, bidMilli: stopMilli, face: auction.step });
  const prices = { stopPriceMicro: stopPriceMilli * 1000, averagePriceMicro };
  if (auction.format === 'mof_buyback')
    return {
      ...prices,
      stopYieldMicroPct: yieldMicroPct(line, priceOfMilli(stopPriceMilli)),
      averageYieldMicroPct: yieldMicroPct(line, { over: averagePriceMicro, under: 1_000_000 }),
    };
  const reference = referenceMilliPct(referenceBp(auction, id));
  return {
    ...prices,
    stopYieldMicroPct: (reference + stopMilli) * 1000,
    averageYieldMicroPct: roundHalfAway(reference * 1000 + averageMicro),
  };
}

/** What a winner pays or is paid, clean, thousandths of a point. */
function priceMilli(auction: AuctionCase, bid: AllottedBid): number {
  const line = lineOf(auction, bid);
  const reference = referenceBp(auction, bid.instrument);
  const milli =
    auction.format === 'mof_buyback'
      ? line.referencePriceMilli(reference) + bid.bidMilli
      : line.cleanMilliAt(referenceMilliPct(reference) + bid.bidMilli);
  assert(milli > 0, `${bid.instrument}: a spread of ${bid.bidMilli} leaves no price`);
  return milli;
}

function referenceBp({ references }: AuctionCase, instrument: string): number {
  const level = references.get(instrument);
  assert(level !== undefined, `${instrument} has no reference`);
  return level;
}
