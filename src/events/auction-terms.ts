/**
 * How each auction and operation is bid for, as everybody who takes part knows it: who may bid, in what, for what.
 *
 * How bids become awards is each issuer's own rule and lives in `src/market`. Bids are integers in thousandths: of a point
 * of price, of a percent of yield or of spread, of a yen where a spread is one of prices. Sources: `docs/auctions.md`.
 */

/** Names as in tables and files (`docs/formats.md`); options that follow an auction are part of it. */
export type HeldFormat =
  | 'jgb_price_conventional'
  | 'jgb_yield_dutch'
  | 'jgb_lea'
  | 'mof_buyback'
  | 'boj_purchase'
  | 'boj_fixed_rate'
  | 'boe_reverse'
  | 'ust_single_price'
  | 'dmo_multiple_price'
  | 'ktb_differential'
  | 'fed_purchase'
  | 'ust_buyback'
  | 'bok_purchase'
  | 'ktb_buyback';

/** What a bid states: a clean price, a yield, or a spread over the reference of its own line. */
export type BidTerm = 'price' | 'yield' | 'yieldSpread' | 'priceSpread';

/**
 * Competitive bids compete; Non-Price I and II and non-competitive bids take the average; an option follows the result.
 */
export type BidBook = 'competitive' | 'nonPriceI' | 'nonCompetitive' | 'option';

export type BidRefusal =
  | 'closed'
  | 'notEligible'
  | 'aboveBidLimit'
  | 'offGrid'
  | 'belowMinimum'
  | 'notOnOffer'
  | 'notHeld';

export type TailUnit = 'none' | 'yen' | 'bp';

export interface FormatTerms {
  /** `issue`: institutions buy. `purchase`: they sell to whoever holds the operation. */
  readonly direction: 'issue' | 'purchase';
  readonly term: BidTerm;
  /** Others bid through a dealer of the market. */
  readonly isForDealers: boolean;
  /** Several lines at once. */
  readonly takesManyLines: boolean;
}

export const FORMAT_TERMS: Readonly<Record<HeldFormat, FormatTerms>> = {
  jgb_price_conventional: { direction: 'issue', term: 'price', isForDealers: false, takesManyLines: false },
  jgb_yield_dutch: { direction: 'issue', term: 'yield', isForDealers: false, takesManyLines: false },
  jgb_lea: { direction: 'issue', term: 'yieldSpread', isForDealers: true, takesManyLines: true },
  mof_buyback: { direction: 'purchase', term: 'priceSpread', isForDealers: true, takesManyLines: true },
  boj_purchase: { direction: 'purchase', term: 'yieldSpread', isForDealers: true, takesManyLines: true },
  boj_fixed_rate: { direction: 'purchase', term: 'yieldSpread', isForDealers: true, takesManyLines: true },
  boe_reverse: { direction: 'purchase', term: 'yieldSpread', isForDealers: true, takesManyLines: true },
  ust_single_price: { direction: 'issue', term: 'yield', isForDealers: false, takesManyLines: false },
  dmo_multiple_price: { direction: 'issue', term: 'price', isForDealers: true, takesManyLines: false },
  ktb_differential: { direction: 'issue', term: 'yield', isForDealers: true, takesManyLines: false },
  fed_purchase: { direction: 'purchase', term: 'yieldSpread', isForDealers: true, takesManyLines: true },
  ust_buyback: { direction: 'purchase', term: 'yieldSpread', isForDealers: true, takesManyLines: true },
  bok_purchase: { direction: 'purchase', term: 'yieldSpread', isForDealers: true, takesManyLines: true },
  ktb_buyback: { direction: 'purchase', term: 'yieldSpread', isForDealers: true, takesManyLines: true },
};

/** Where the issuer takes its own bonds back: no money is made for it. */
export const isBuyback = (format: HeldFormat): boolean => format.endsWith('_buyback');

export const HELD_FORMATS = Object.keys(FORMAT_TERMS) as readonly HeldFormat[];
