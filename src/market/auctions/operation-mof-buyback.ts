/**
 * The Ministry of Finance's buy-back: a reverse auction in which holders offer JGBs of many issues.
 *
 * An offer is a spread of price to the JSDA reference of its issue; the lowest spread is the cheapest and the best; every
 * seller is paid reference plus own spread. Offers at the highest accepted spread get their share rounded down to ¥100m.
 * Source: MoF, buy-back results (2025-09-03: 929 offered, 200 taken, share 49.7487 % = 99/199).
 */
import type { Lots } from '../../units/quantity.ts';
import { prorataFloor, type SpreadBid } from './auction.ts';
import { type Awards, type Shortfall, shortfall } from './auction-printing.ts';
import { allotSpreads, type IssueBid, printSpreads, type SpreadResult, spreadBids } from './auction-spread.ts';

export const allotBuyback = (offers: readonly SpreadBid[], amount: Lots): SpreadResult =>
  allotSpreads(offers, amount, { best: 'lowest', share: prorataFloor });

/** Amounts in ¥100m, spreads in yen per 100. */
export interface BuybackCase {
  readonly amount: number;
  readonly offers: readonly IssueBid[];
}

export interface BuybackPrinted extends Shortfall {
  /** Spreads, share and cover are null where nothing is accepted. */
  readonly max_price_spread: string | null;
  readonly prorata_pct: string | null;
  readonly awards: Awards;
  readonly accepted: number;
  readonly avg_spread_exact: string | null;
  readonly bid_to_cover: string | null;
}

export function printBuyback({ amount, offers }: BuybackCase): BuybackPrinted {
  const result = allotBuyback(spreadBids(offers), amount as Lots);
  const printed = printSpreads({ bids: offers, result, shareDigits: 4, covering: result.bidTotal });
  return {
    max_price_spread: printed.stop,
    prorata_pct: printed.share,
    awards: printed.awards,
    accepted: result.accepted,
    avg_spread_exact: printed.average,
    bid_to_cover: printed.cover,
    ...shortfall(result.undersubscribedBy),
  };
}
