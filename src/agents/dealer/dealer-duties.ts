/**
 * What the issuers ask of their primary dealers, and what they allow them.
 *
 * Duties are percent of an offering that each dealer bids for at least. Sources: MoF, JGB Market Special Participants (100/n %,
 * rounded up to a whole percent); New York Fed, primary dealers (pro rata); DMO, GEMM guidebook (take part in every auction,
 * 2 % of issuance over half a year); Korea's 10 % is market knowledge without a page. What the bid limits are is stated by
 * each: half (MoF, 14 January 2015), 25 % (DMO); the Treasury cuts at 35 % when it allots instead of refusing. That Japan's
 * dealers bid for their share beside what they want is assumed, from covers above those of other issuers.
 */
import type { BidBook, HeldFormat } from '../../events/auction-terms.ts';

/** Percent of an offering that a gilt-edged market maker has to take over time, bid for at every auction. */
const GILT_DUTY_PCT = 2;
/** Percent of an offering that a Korean primary dealer has to bid for. */
const KTB_DUTY_PCT = 10;
/** Most that one bidder may bid for at all, percent of the offering; the 40 % for index-linked gilts are not used. */
const JGB_BID_LIMIT_PCT = 50;
const GILT_BID_LIMIT_PCT = 25;

export interface Duties {
  /** Percent of the offering. */
  readonly leastPct: number;
  /** Whether bids for its own book fulfil it; where they do not, it bids for its pro-rata share besides. */
  readonly ownBidsCount: boolean;
  readonly bidLimitPct: number;
  /** Book in which dealers may take the average during the auction, if there is one. */
  readonly averageBook: Exclude<BidBook, 'competitive' | 'option'> | undefined;
}

const NONE: Duties = { leastPct: 0, ownBidsCount: true, bidLimitPct: 100, averageBook: undefined };

/** Enhanced-liquidity auctions and purchases are rights: nobody has to come. */
export function dutiesAt(format: HeldFormat, primaryDealers: number): Duties {
  switch (format) {
    case 'jgb_price_conventional':
    case 'jgb_yield_dutch':
      return {
        leastPct: Math.ceil(100 / primaryDealers),
        ownBidsCount: false,
        bidLimitPct: JGB_BID_LIMIT_PCT,
        averageBook: 'nonPriceI',
      };
    case 'jgb_lea':
      return { ...NONE, bidLimitPct: JGB_BID_LIMIT_PCT };
    case 'ust_single_price':
      return { ...NONE, leastPct: 100 / primaryDealers };
    case 'dmo_multiple_price':
      return {
        ...NONE,
        leastPct: GILT_DUTY_PCT,
        bidLimitPct: GILT_BID_LIMIT_PCT,
        averageBook: 'nonCompetitive',
      };
    case 'ktb_differential':
      return { ...NONE, leastPct: KTB_DUTY_PCT };
    default:
      return NONE;
  }
}
