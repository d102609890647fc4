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
import { milliText } from './auction-decimals.ts';
import { type Awards, awardsById, coverText, prorataText, type Shortfall, shortfall } from './auction-printing.ts';
import {
  allotSpreads,
  averageSpreadText,
  type IssueBid,
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
  const ranked = spreadBids(offers);
  const result = allotBojPurchase(ranked, amount as Lots);
  const { accepted, awards, bidTotal, stopSpreadMilli } = result;
  const priced = stopSpreadMilli !== undefined && accepted > 0;
  return {
    prorata_spread: priced ? milliText(stopSpreadMilli) : null,
    prorata_pct: priced ? prorataText(result, 1) : null,
    awards: awardsById(offers, awards),
    accepted,
    avg_spread_exact: averageSpreadText(ranked, awards),
    bid_to_cover: priced ? coverText(bidTotal, accepted) : null,
    win_yield: winningYields(offers, awards, bench),
    ...shortfall(result.undersubscribedBy),
  };
}
