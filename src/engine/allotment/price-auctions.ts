/**
 * Auctions that are bid for in prices: the Ministry of Finance's conventional auction and the DMO's multiple-price auction.
 * Winners pay their own price; whoever did not compete pays the average: Japan's exact one, Britain's printed one (0.001).
 *
 * The tail is the issuer's own: average less lowest price in yen; yield of the lowest less yield of the average price in bp.
 */

import { floorOfProduct } from '../../market/auctions/auction.ts';
import { allotGilt } from '../../market/auctions/auction-gilt.ts';
import { allotJgbConventional } from '../../market/auctions/auction-jgb-conventional.ts';
import { shareToNearest } from '../../market/ledger/whole-shares.ts';
import type { Lots, PriceTicks } from '../../units/quantity.ts';
import { roundHalfAway } from '../../units/quantity.ts';
import { type CleanPrice, priceOfMilli } from '../auction-line.ts';
import {
  type AuctionCase,
  awardOf,
  claimSteps,
  cover,
  faceOf,
  microMean,
  NOTHING,
  nothingFor,
  type Outcome,
  onlyLine,
  priceMicro,
  prorata,
  steps,
  sum,
  unsold,
  weighted,
  yieldMicroPct,
} from './outcome.ts';

interface PriceAwards {
  readonly awards: readonly Lots[];
  readonly claims: readonly Lots[];
  readonly stopMilli: number;
  readonly average: CleanPrice;
}

export function allotJgbByPrice(auction: AuctionCase): Outcome {
  const result = allotJgbConventional({
    offered: steps(auction, auction.offered),
    nonCompetitive: steps(auction, auction.nonCompetitive),
    nonPriceILimit: steps(auction, auction.dealersCeiling),
    nonPriceIClaims: auction.claims.map(({ bidder, face }) => ({ bidder, quantity: steps(auction, face) })),
    bids: pricedBids(auction),
  });
  const { accepted, bidTotal, lowestTicks: lowest, tickLots } = result;
  if (accepted === 0) return nothingSold(auction, unsold(faceOf(auction, bidTotal), 'yen', cover(0, 0)));
  const average = { over: tickLots, under: 1000 * accepted };
  const outcome = paidOutcome(auction, {
    awards: result.awards,
    claims: result.nonPriceIAwards,
    stopMilli: lowest,
    average,
  });
  const line = onlyLine(auction);
  return {
    ...outcome,
    statistics: {
      bids: faceOf(auction, bidTotal),
      accepted: faceOf(auction, accepted),
      nonCompetitive: faceOf(auction, result.nonPriceI + steps(auction, auction.nonCompetitive)),
      stopMilli: lowest,
      averageMicro: result.averageMilliTicks,
      stopPriceMicro: lowest * 1000,
      averagePriceMicro: priceMicro(average),
      stopYieldMicroPct: yieldMicroPct(line, priceOfMilli(lowest)),
      averageYieldMicroPct: yieldMicroPct(line, average),
      tailMilli: floorOfProduct(1, tickLots - lowest * accepted, accepted),
      tailUnit: 'yen',
      prorataTenThousandthsPct: result.prorataTenThousandthsPct,
      coverPermille: result.coverPermille,
    },
  };
}

export function allotGiltByPrice(auction: AuctionCase): Outcome {
  const claims = claimSteps(auction, steps(auction, auction.dealersCeiling));
  const others = steps(auction, auction.nonCompetitive);
  const offered = steps(auction, auction.offered);
  const gemm = sum(claims);
  const bids = pricedBids(auction);
  const result = allotGilt({ offered, gemmNonCompetitive: gemm as Lots, otherNonCompetitive: others, bids });
  const { accepted, awards, bidTotal, stopScore: lowest } = result;
  const coverPermille = cover(bidTotal + gemm + others, offered);
  if (lowest === undefined || accepted === 0)
    return nothingSold(auction, unsold(faceOf(auction, bidTotal), 'bp', coverPermille));
  const total = weighted(
    awards,
    auction.bids.map(({ bidMilli }) => bidMilli),
  );
  const averageMilli = shareToNearest(1, total, accepted);
  const average = priceOfMilli(averageMilli);
  const line = onlyLine(auction);
  const [lowestPct, averagePct] = [line.yieldPctOf(lowest / 1000), line.yieldPctOf(averageMilli / 1000)];
  return {
    ...paidOutcome(auction, { awards, claims, stopMilli: lowest, average }),
    statistics: {
      bids: faceOf(auction, bidTotal),
      accepted: faceOf(auction, accepted),
      nonCompetitive: faceOf(auction, gemm + others),
      stopMilli: lowest,
      averageMicro: microMean(total, accepted),
      stopPriceMicro: lowest * 1000,
      averagePriceMicro: averageMilli * 1000,
      stopYieldMicroPct: yieldMicroPct(line, priceOfMilli(lowest)),
      averageYieldMicroPct: yieldMicroPct(line, average),
      tailMilli: roundHalfAway((lowestPct - averagePct) * 100 * 1000),
      tailUnit: 'bp',
      prorataTenThousandthsPct: prorata(result.leftAtStop, result.bidsAtStop),
      coverPermille,
    },
  };
}

const pricedBids = (auction: AuctionCase) =>
  auction.bids.map(({ bidder, bidMilli, face }) => ({
    bidder,
    priceTicks: bidMilli as PriceTicks,
    quantity: steps(auction, face),
  }));

function paidOutcome(
  auction: AuctionCase,
  { awards, claims, average }: PriceAwards,
): Pick<Outcome, 'awards' | 'claimAwards' | 'othersAward' | 'averagePrice'> {
  const line = onlyLine(auction);
  return {
    awards: auction.bids.map(({ bidMilli }, index) =>
      awardOf(line, faceOf(auction, awards[index] as Lots), priceOfMilli(bidMilli)),
    ),
    claimAwards: claims.map((count) => awardOf(line, faceOf(auction, count), average)),
    othersAward: awardOf(line, auction.nonCompetitive, average),
    averagePrice: average,
  };
}

/** Without an accepted price there is none to pay, and nobody who did not compete gets anything. */
const nothingSold = (auction: AuctionCase, statistics: Outcome['statistics']): Outcome => ({
  awards: nothingFor(auction.bids),
  claimAwards: nothingFor(auction.claims),
  othersAward: NOTHING,
  statistics,
});
