/**
 * Auctions that are bid for in yields: the 40-year Dutch auction, the US Treasury's single-price auction, and Korea's
 * differential pricing. Everybody pays the price of the highest accepted yield, in Korea of the top rate of his group.
 *
 * Yields and prices of the average are those that winners paid, so that a single-price auction's are its stop's; the average
 * of the bids stands in `averageMicro`. The US tail is high yield less when-issued yield in bp; the others print none.
 */
import { wonPer10000Cut } from '../../bonds/ktb.ts';
import type { YieldBid } from '../../market/auctions/auction.ts';
import { floorOfProduct } from '../../market/auctions/auction.ts';
import { allotJgbDutch } from '../../market/auctions/auction-jgb-dutch.ts';
import { allotKtb, type KtbResult } from '../../market/auctions/auction-ktb.ts';
import { allotUst } from '../../market/auctions/auction-ust.ts';
import { MINOR_PER_UNIT } from '../../market/ledger/ledger-accounts.ts';
import { assert } from '../../units/assert.ts';
import { type Face, type Lots, minor, type Permille } from '../../units/quantity.ts';
import type { AuctionLine, CleanPrice } from '../auction-line.ts';
import {
  type AuctionCase,
  type Award,
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
  type Statistics,
  steps,
  sum,
  unsold,
  weighted,
} from './outcome.ts';

const MILLI_BP_PER_MILLI_PCT = 100;
const WON_FACE = 10_000;

export function allotJgbByYield(auction: AuctionCase): Outcome {
  const claims = claimSteps(auction, steps(auction, auction.dealersCeiling));
  const others = steps(auction, auction.nonCompetitive);
  const target = (steps(auction, auction.offered) - others - sum(claims)) as Lots;
  const result = allotJgbDutch(yieldBids(auction), target);
  const { accepted, awards, bidTotal, highestYieldMilliPct: stop } = result;
  if (stop === undefined || accepted === 0) return nothingSold(auction, bidTotal, 'none');
  const price = onlyLine(auction).fortyYearPrice(stop);
  return {
    ...singlePrice(auction, { awards, claims, price }),
    statistics: {
      ...singlePriceStatistics(auction, { awards, bidTotal, stop, price }),
      nonCompetitive: faceOf(auction, sum(claims) + others),
      prorataTenThousandthsPct: prorata(result.leftAtStop, result.bidsAtStop),
      coverPermille: cover(bidTotal, accepted),
    },
  };
}

export function allotUstByYield(auction: AuctionCase): Outcome {
  const offered = steps(auction, auction.offered);
  const others = steps(auction, auction.nonCompetitive);
  // Small bids are taken in full; together they never pass what is offered.
  const claims = claimSteps(auction, (offered - others) as Lots);
  const taken = (others + sum(claims)) as Lots;
  const netLong = new Map([...auction.netLong].map(([bidder, long]) => [bidder, steps(auction, long)]));
  const result = allotUst({ offered, nonCompetitive: taken, bids: yieldBids(auction), netLong });
  const { accepted, awards, highestYieldMilliPct: stop } = result;
  const bidTotal = sum(auction.bids.map(({ face }) => steps(auction, face)));
  if (stop === undefined || accepted === 0) return nothingSold(auction, bidTotal, 'bp');
  const price = onlyLine(auction).treasuryPrice(stop);
  return {
    ...singlePrice(auction, { awards, claims, price }),
    statistics: {
      ...singlePriceStatistics(auction, { awards, bidTotal, stop, price }),
      nonCompetitive: faceOf(auction, taken),
      tailMilli: stop * MILLI_BP_PER_MILLI_PCT - auction.whenIssued,
      tailUnit: 'bp',
      prorataTenThousandthsPct: result.hundredthsPctAtStop * 100,
      coverPermille: cover(bidTotal + taken, accepted + taken),
    },
  };
}

export function allotKtbByYield(auction: AuctionCase): Outcome {
  const { bandMilli } = auction;
  assert(bandMilli !== undefined, 'a differential-price auction has a band');
  const others = steps(auction, auction.nonCompetitive);
  const offered = steps(auction, auction.offered);
  const result = allotKtb({
    offered: (offered - others) as Lots,
    bandMilliPct: bandMilli,
    // Bids at the stop-out rate are cut to the offer; that all of them are taken is the ministry's other choice.
    partial: true,
    bids: yieldBids(auction),
  });
  const { accepted, bidTotal, stopOutMilliPct: stop } = result;
  const coverPermille = cover(bidTotal, offered);
  if (stop === undefined || accepted === 0) return nothingSold(auction, bidTotal, 'none', coverPermille);
  return koreanOutcome(auction, { result, stop, others, coverPermille });
}

interface Korean {
  readonly result: KtbResult;
  readonly stop: number;
  readonly others: Lots;
  readonly coverPermille: Permille;
}

function koreanOutcome(auction: AuctionCase, { result, stop, others, coverPermille }: Korean): Outcome {
  const { accepted, awards, bidTotal, winYieldsMilliPct } = result;
  const line = onlyLine(auction);
  const priceAt = (yieldMilliPct: number): number => cleanMicroOfWon(line, wonAt(line, yieldMilliPct));
  const ofAwards = awards.map((count, index) => (count === 0 ? 0 : priceAt(winYieldsMilliPct[index] as number)));
  const averagePriceMicro = floorOfProduct(1, weighted(awards, ofAwards), accepted);
  return {
    awards: awards.map((count, index) =>
      paidInWon(line, faceOf(auction, count), wonAt(line, winYieldsMilliPct[index] as number)),
    ),
    claimAwards: nothingFor(auction.claims),
    othersAward: paidInWon(line, auction.nonCompetitive, wonAt(line, stop)),
    averagePrice: { over: averagePriceMicro, under: 1_000_000 },
    statistics: {
      bids: faceOf(auction, bidTotal),
      accepted: faceOf(auction, accepted),
      nonCompetitive: faceOf(auction, others),
      stopMilli: stop,
      averageMicro: microMean(
        weighted(
          awards,
          auction.bids.map(({ bidMilli }) => bidMilli),
        ),
        accepted,
      ),
      stopPriceMicro: priceAt(stop),
      averagePriceMicro,
      stopYieldMicroPct: stop * 1000,
      averageYieldMicroPct: microMean(weighted(awards, winYieldsMilliPct), accepted),
      tailMilli: 0,
      tailUnit: 'none',
      prorataTenThousandthsPct: prorata(result.leftAtStop, result.bidsAtStop),
      coverPermille,
    },
  };
}

/** Dirty price per 10,000 won of face, cut to the won. */
const wonAt = (line: AuctionLine, yieldMilliPct: number): number => wonPer10000Cut(line.dirtyAt(yieldMilliPct / 1000));

const cleanMicroOfWon = (line: AuctionLine, won: number): number =>
  won * 10_000 - Math.floor(line.accruedTenMillionths() / 10);

function paidInWon(line: AuctionLine, amount: Face, won: number): Award {
  if (amount === 0) return NOTHING;
  return { face: amount, paid: minor(floorOfProduct(amount * MINOR_PER_UNIT[line.currency], won, WON_FACE)) };
}

const yieldBids = (auction: AuctionCase): YieldBid[] =>
  auction.bids.map(({ bidder, bidMilli, face }) => ({
    bidder,
    yieldMilliPct: bidMilli,
    quantity: steps(auction, face),
  }));

interface SinglePrice {
  readonly awards: readonly Lots[];
  readonly claims: readonly Lots[];
  readonly price: CleanPrice;
}

function singlePrice(auction: AuctionCase, { awards, claims, price }: SinglePrice) {
  const line = onlyLine(auction);
  const paidFor = (count: Lots): Award => awardOf(line, faceOf(auction, count), price);
  return {
    awards: awards.map(paidFor),
    claimAwards: claims.map(paidFor),
    othersAward: awardOf(line, auction.nonCompetitive, price),
    averagePrice: price,
  };
}

interface SinglePriceNumbers {
  readonly awards: readonly Lots[];
  readonly bidTotal: number;
  readonly stop: number;
  readonly price: CleanPrice;
}

function singlePriceStatistics(
  auction: AuctionCase,
  { awards, bidTotal, stop, price }: SinglePriceNumbers,
): Omit<Statistics, 'nonCompetitive' | 'prorataTenThousandthsPct' | 'coverPermille'> {
  const accepted = sum(awards);
  return {
    bids: faceOf(auction, bidTotal),
    accepted: faceOf(auction, accepted),
    stopMilli: stop,
    averageMicro: microMean(
      weighted(
        awards,
        auction.bids.map(({ bidMilli }) => bidMilli),
      ),
      accepted,
    ),
    stopPriceMicro: priceMicro(price),
    averagePriceMicro: priceMicro(price),
    stopYieldMicroPct: stop * 1000,
    averageYieldMicroPct: stop * 1000,
    tailMilli: 0,
    tailUnit: 'none',
  };
}

const nothingSold = (
  auction: AuctionCase,
  bidTotal: number,
  tailUnit: 'none' | 'bp',
  coverPermille: Permille = cover(0, 0),
): Outcome => ({
  awards: nothingFor(auction.bids),
  claimAwards: nothingFor(auction.claims),
  othersAward: NOTHING,
  statistics: unsold(faceOf(auction, bidTotal), tailUnit, coverPermille),
});
