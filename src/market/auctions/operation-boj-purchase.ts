/**
 * The Bank of Japan's outright purchase by competitive auction.
 *
 * A seller offers the yield that it asks as a spread over the benchmark yield of its issue; the highest spread (the cheapest
 * bond) is the best; every seller is paid its own. Offers at the pro-rata spread get their share rounded *up* to ¥100m, so
 * the Bank may buy a little more than it aimed at (published: 4,505 for 4,500): at most one step for each offer there.
 * Source: BOJ, "Outline of outright purchases of JGBs" and operation results (2023-08-30); rounding inferred.
 */
import type { Lots } from '../../units/quantity.ts';
import { prorataCeil, type SpreadBid } from './auction.ts';
import { type Awards, type Shortfall, shortfall } from './auction-printing.ts';
import {
  allotSpreads,
  type IssueBid,
  printSpreads,
  type SpreadResult,
  spreadBids,
  winningYields,
} from './auction-spread.ts';

export const allotBojPurchase = (offers: readonly SpreadBid[], amount: Lots): SpreadResult =>
  allotSpreads(offers, amount, { best: 'highest', share: prorataCeil });

/** Amounts in ¥100m, benchmarks and spreads in percent. */
export interface BojPurchaseCase {
  readonly amount: number;
  readonly bench: Readonly<Record<string, string>>;
  readonly offers: readonly IssueBid[];
}

export interface BojPurchasePrinted extends Shortfall {
  /** Spreads, share and cover are null where nothing is accepted. */
  readonly prorata_spread: string | null;
  readonly prorata_pct: string | null;
  readonly awards: Awards;
  readonly accepted: number;
  readonly avg_spread_exact: string | null;
  readonly bid_to_cover: string | null;
  readonly win_yield: Readonly<Record<string, string>>;
}

export function printBojPurchase({ amount, bench, offers }: BojPurchaseCase): BojPurchasePrinted {
  const result = allotBojPurchase(spreadBids(offers), amount as Lots);
  const printed = printSpreads({ bids: offers, result, shareDigits: 1, covering: result.bidTotal });
  return {
    prorata_spread: printed.stop,
    prorata_pct: printed.share,
    awards: printed.awards,
    accepted: result.accepted,
    avg_spread_exact: printed.average,
    bid_to_cover: printed.cover,
    win_yield: winningYields(offers, result.awards, bench),
    ...shortfall(result.undersubscribedBy),
  };
}
