/**
 * The Bank of England's reverse auction of gilts with a reserve that sellers do not know (28 September to 14 October 2022).
 *
 * Offers are ranked by their yield against the market's, the highest spread first. Whatever lies below the reserve spread is
 * refused however little is offered: on 3 October the Bank took £22.1m of £1.9bn. Sellers are paid their own; at the margin
 * shares are rounded down to £0.1m. Source: BoE, consolidated Asset Purchase Facility notice (smallest offer £5m, steps of
 * £1m, rounding) and market notices of 2022; that the general rules held in 2022 is inferred.
 */
import type { Lots } from '../../units/quantity.ts';
import { prorataFloor, type SpreadBid } from './auction.ts';
import { knownMilli } from './auction-decimals.ts';
import { type Awards, type Shortfall, shortfall } from './auction-printing.ts';
import {
  allotSpreads,
  type IssueBid,
  printSpreads,
  type SpreadResult,
  spreadBids,
  winningYields,
} from './auction-spread.ts';

/** In £0.1m: £5m at least, in steps of £1m. */
export const BOE_OFFER_LEAST = 50;
export const BOE_OFFER_STEP = 10;

export interface BoeReverseOperation {
  readonly amount: Lots;
  readonly reserveSpreadMilli: number;
  readonly offers: readonly SpreadBid[];
}

export interface BoeReverseResult extends SpreadResult {
  readonly offered: Lots;
  /** By offer, in the order given. */
  readonly isRefused: readonly boolean[];
  readonly refused: Lots;
}

/** `bidTotal` and `undersubscribedBy` count only offers that the reserve lets pass. */
export function allotBoeReverse({ amount, reserveSpreadMilli, offers }: BoeReverseOperation): BoeReverseResult {
  const isRefused = offers.map(({ spreadMilli }) => spreadMilli < reserveSpreadMilli);
  const passed = offers.map((offer, index) => (isRefused[index] ? { ...offer, quantity: 0 as Lots } : offer));
  const result = allotSpreads(passed, amount, { best: 'highest', share: prorataFloor });
  const offered = offers.reduce((total, { quantity }) => total + quantity, 0);
  return { ...result, offered: offered as Lots, isRefused, refused: (offered - result.bidTotal) as Lots };
}

/** Amounts in £0.1m; market yields, spreads and the reserve in percent. */
export interface BoeReverseCase {
  readonly amount: number;
  readonly reserve_spread: string;
  readonly market: Readonly<Record<string, string>>;
  readonly offers: readonly IssueBid[];
}

export interface BoeReversePrinted extends Shortfall {
  /** Spreads, share and cover are null where nothing is accepted. */
  readonly lowest_accepted_spread: string | null;
  readonly prorata_pct: string | null;
  readonly awards: Awards;
  readonly accepted: number;
  /** Offers that the reserve refused, whole. */
  readonly refused_by_reserve: Awards;
  readonly refused: number;
  readonly avg_spread_exact: string | null;
  readonly bid_to_cover: string | null;
  readonly win_yield: Readonly<Record<string, string>>;
}

export function printBoeReverse({ amount, reserve_spread, market, offers }: BoeReverseCase): BoeReversePrinted {
  const reserveSpreadMilli = knownMilli(reserve_spread);
  const result = allotBoeReverse({ amount: amount as Lots, reserveSpreadMilli, offers: spreadBids(offers) });
  const { accepted, isRefused, offered, refused } = result;
  const printed = printSpreads({ bids: offers, result, shareDigits: 4, covering: offered });
  return {
    lowest_accepted_spread: printed.stop,
    prorata_pct: printed.share,
    awards: printed.awards,
    accepted,
    refused_by_reserve: Object.fromEntries(offers.flatMap(({ id, amount }, i) => (isRefused[i] ? [[id, amount]] : []))),
    refused,
    avg_spread_exact: printed.average,
    bid_to_cover: printed.cover,
    win_yield: winningYields(offers, result.awards, market),
    ...shortfall(result.undersubscribedBy),
  };
}
