/**
 * The Ministry of Finance's auction for enhanced liquidity: off-the-run JGBs of many issues sold at once to primary dealers.
 *
 * A bid is a spread of simple yield over the JSDA reference of its issue; the lowest spread is the best; every winner pays
 * the price of reference plus own spread. Bids at the highest accepted spread get their share rounded down to ¥100m.
 * Source: MoF, results of auctions for enhanced liquidity (2023-09); rounding inferred.
 */
import type { Lots } from '../../units/quantity.ts';
import { prorataFloor, type SpreadBid } from './auction.ts';
import { type Awards, type Shortfall, shortfall } from './auction-printing.ts';
import {
  allotSpreads,
  type IssueBid,
  printSpreads,
  type SpreadResult,
  spreadBids,
  winningYields,
} from './auction-spread.ts';

export const allotLiquidityEnhancement = (bids: readonly SpreadBid[], offered: Lots): SpreadResult =>
  allotSpreads(bids, offered, { best: 'lowest', share: prorataFloor });

/** Amounts in ¥100m, references and spreads in percent. */
export interface JgbLiquidityCase {
  readonly offering: number;
  readonly ref: Readonly<Record<string, string>>;
  readonly bids: readonly IssueBid[];
}

export interface JgbLiquidityPrinted extends Shortfall {
  /** Spreads, share and cover are null where nothing is accepted. */
  readonly max_accepted_spread: string | null;
  readonly prorata_pct_at_max: string | null;
  readonly awards: Awards;
  readonly accepted: number;
  readonly avg_spread_exact: string | null;
  readonly win_yield: Readonly<Record<string, string>>;
  readonly bid_to_cover: string | null;
}

export function printJgbLiquidity({ offering, ref, bids }: JgbLiquidityCase): JgbLiquidityPrinted {
  const result = allotLiquidityEnhancement(spreadBids(bids), offering as Lots);
  const printed = printSpreads({ bids, result, shareDigits: 4, covering: result.bidTotal });
  return {
    max_accepted_spread: printed.stop,
    prorata_pct_at_max: printed.share,
    awards: printed.awards,
    accepted: result.accepted,
    avg_spread_exact: printed.average,
    win_yield: winningYields(bids, result.awards, ref),
    bid_to_cover: printed.cover,
    ...shortfall(result.undersubscribedBy),
  };
}
