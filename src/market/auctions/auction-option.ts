/**
 * What a winner may take after an auction at its average price: Japan's Non-Price-Competitive Auction II and the DMO's
 * post-auction option facility (PAOF). Both are free options for two hours, taken when the market is above the average.
 *
 * Each winner may take up to a percentage of what it won, rounded down to the award step; nobody competes for it.
 * Sources: MoF, Non-Price-Competitive Auction II (10 % of competitive and Non-Price I awards; 15 % until 2020); DMO, results
 * of 2020 (812.5 of 3,250 = 25 %). What others leave unused is not passed on.
 */
import type { Lots } from '../../units/quantity.ts';
import { floorOfProduct } from './auction.ts';
import { type Awards, awardsById } from './auction-printing.ts';

export interface OptionClaim {
  /** What the auction gave to this winner. */
  readonly won: Lots;
  readonly quantity: Lots;
}

export interface OptionResult {
  /** By claim, in the order given. */
  readonly limits: readonly Lots[];
  readonly awards: readonly Lots[];
  readonly awarded: Lots;
}

export function allotOptions(claims: readonly OptionClaim[], limitPct: number): OptionResult {
  const limits = claims.map(({ won }) => floorOfProduct(limitPct, won, 100) as Lots);
  const awards = claims.map(({ quantity }, index) => Math.min(quantity, limits[index] as Lots) as Lots);
  return { limits, awards, awarded: awards.reduce((sum, award) => sum + award, 0) as Lots };
}

export interface OptionClaimCase {
  readonly id: string;
  readonly won: number;
  readonly amount: number;
}

/** Amounts in ¥100m. `limit_pct` is 10 unless said. */
export interface JgbNonPrice2Case {
  readonly average_price: string;
  readonly limit_pct?: number;
  readonly bids: readonly OptionClaimCase[];
}

export interface JgbNonPrice2Printed {
  /** The average price of the auction, as given. */
  readonly price: string;
  readonly limits: Awards;
  readonly awards: Awards;
  readonly accepted: number;
}

export const NON_PRICE_2_PCT = 10;

export function printJgbNonPrice2({ average_price, limit_pct, bids }: JgbNonPrice2Case): JgbNonPrice2Printed {
  const { limits, awards, awarded } = allotOptions(bids.map(claimOf), limit_pct ?? NON_PRICE_2_PCT);
  return {
    price: average_price,
    limits: awardsById(bids, limits),
    awards: awardsById(bids, awards),
    accepted: awarded,
  };
}

/** Amounts in £1,000. `limit_pct` is 25 unless said. */
export interface PaofCase {
  readonly offering: number;
  readonly average_price: string;
  readonly limit_pct?: number;
  readonly bids: readonly OptionClaimCase[];
}

export interface PaofPrinted extends JgbNonPrice2Printed {
  readonly paof_max: number;
  readonly unused: number;
}

export const PAOF_PCT = 25;

export function printPaof({ offering, average_price, limit_pct = PAOF_PCT, bids }: PaofCase): PaofPrinted {
  const { limits, awards, awarded } = allotOptions(bids.map(claimOf), limit_pct);
  const most = floorOfProduct(limit_pct, offering, 100);
  return {
    price: average_price,
    paof_max: most,
    limits: awardsById(bids, limits),
    awards: awardsById(bids, awards),
    accepted: awarded,
    unused: most - awarded,
  };
}

const claimOf = ({ won, amount }: OptionClaimCase): OptionClaim => ({ won: won as Lots, quantity: amount as Lots });
