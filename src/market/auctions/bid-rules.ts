/**
 * What an issuer, a central bank or a debt office takes as a bid: the grid of prices, yields and spreads, the steps of
 * amounts, and how much one bidder may bid for. One table for all formats; how bids become awards is each format's own file.
 *
 * Sources: 31 CFR 356.12 (yields of 0.001 %, $100, non-competitive bids of at most $10m); MOEF, KTB auctions (0.005 %, ₩1bn); DMO
 * results (prices of 0.001); MoF press release of 14 January 2015 (half of the offering); DMO, Official Operations (25 %, index-linked
 * 40 %); BoE, Asset Purchase Facility notice (£5m, then £1m). Inferred from published results: steps of JGB prices and yields
 * (cut-offs of 2020–26 are multiples), spreads of 0.001 % (0.001 printed). Assumed: 0.01 yen for buy-back spreads.
 */
import { FORMAT_TERMS, type HeldFormat } from '../../events/auction-terms.ts';
import { type BondMarket, type Face, face } from '../../units/quantity.ts';
import { AWARD_STEP_FACE, BOE_AWARD_STEP_FACE } from './award-steps.ts';

/** Offers to the Bank of England. */
const BOE_LEAST_FACE = face(5_000_000);
const BOE_STEP_FACE = face(1_000_000);
/** One non-competitive bid for Treasuries. */
const UST_NON_COMPETITIVE_MOST = face(10_000_000);

const JGB_LIMIT_PERCENT = 50;
const GILT_LIMIT_PERCENT = 25;
const LINKER_LIMIT_PERCENT = 40;

/** No market quotes beyond: 1,000 points of price, 1,000 % of yield or spread. */
export const BID_MILLI_MOST = 1_000_000;

/** Thousandths of a point, a percent or a yen of which a bid is a whole multiple. */
export function bidStepMilli(format: HeldFormat, tenorMilliYears: number): number {
  switch (format) {
    case 'jgb_price_conventional':
      if (tenorMilliYears < 5_000) return 5;
      return tenorMilliYears < 20_000 ? 10 : 50;
    case 'jgb_yield_dutch':
    case 'ktb_differential':
      return 5;
    case 'mof_buyback':
      return 10;
    case 'jgb_lea':
    case 'boj_purchase':
    case 'boj_fixed_rate':
    case 'boe_reverse':
    case 'ust_single_price':
    case 'dmo_multiple_price':
    case 'fed_purchase':
    case 'ust_buyback':
    case 'bok_purchase':
    case 'ktb_buyback':
      return 1;
  }
}

/** Awards are whole multiples of it. */
export const awardStepFace = (format: HeldFormat, market: BondMarket): Face =>
  format === 'boe_reverse' ? BOE_AWARD_STEP_FACE : AWARD_STEP_FACE[market];

/** Bids are whole multiples of it. */
export const bidStepFace = (format: HeldFormat, market: BondMarket): Face =>
  format === 'boe_reverse' ? BOE_STEP_FACE : AWARD_STEP_FACE[market];

export const leastBidFace = (format: HeldFormat, market: BondMarket): Face =>
  format === 'boe_reverse' ? BOE_LEAST_FACE : AWARD_STEP_FACE[market];

/**
 * Most that one bidder may bid for in competition. The US Treasury cuts at allotment instead (`auction-ust.ts`), the others
 * know no limit. Offers to a purchase are bounded by what the seller holds.
 */
export function competitiveLimitFace(
  format: HeldFormat,
  { market, isIndexLinked }: { readonly market: BondMarket; readonly isIndexLinked: boolean },
  offered: Face,
): number {
  if (FORMAT_TERMS[format].direction === 'purchase') return Number.POSITIVE_INFINITY;
  if (market === 'jgb') return (offered * JGB_LIMIT_PERCENT) / 100;
  if (market === 'gilt') return (offered * (isIndexLinked ? LINKER_LIMIT_PERCENT : GILT_LIMIT_PERCENT)) / 100;
  return Number.POSITIVE_INFINITY;
}

/** Most that one claim in the non-competitive book may be. */
export const nonCompetitiveLimitFace = (format: HeldFormat): number =>
  format === 'ust_single_price' ? UST_NON_COMPETITIVE_MOST : Number.POSITIVE_INFINITY;

/** Books without competition that are open while bids are taken: `dealers` to dealers alone, `all` to everybody. */
export function averageBook(format: HeldFormat, book: 'nonPriceI' | 'nonCompetitive'): 'none' | 'dealers' | 'all' {
  if (format === 'jgb_price_conventional' || format === 'jgb_yield_dutch')
    return book === 'nonPriceI' ? 'dealers' : 'none';
  if (book === 'nonPriceI') return 'none';
  if (format === 'dmo_multiple_price') return 'dealers';
  return format === 'ust_single_price' ? 'all' : 'none';
}
