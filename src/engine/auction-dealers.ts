/**
 * Who may bid as a dealer where, and which dealer carries whose bid.
 *
 * Dealers are dealers of one market. A client's dealer is chosen by a keyed hash of (auction, client, dealer), so that it
 * depends on nobody's place in a list and one more institution changes nobody else's.
 */
import type { AgentKindName } from '../agents/kind-names.ts';
import { hashText } from '../math/hash.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Market } from '../units/quantity.ts';

const DEALER: AgentKindName = 'dealer';

/** Whoever gives in a bid. */
export interface Bidder {
  readonly agent: string;
  readonly isDealer: boolean;
  /** The dealer that carries the bid; empty for a dealer's own, and where a market has no dealers. */
  readonly through: string;
}

export class AuctionDealers {
  private readonly byMarket = new Map<string, string[]>();

  constructor(scenario: Scenario) {
    for (const { id, kind, mandate } of scenario.agents) {
      const { market } = mandate as { readonly market?: string };
      if (kind !== DEALER || market === undefined) continue;
      const dealers = this.byMarket.get(market);
      if (dealers === undefined) this.byMarket.set(market, [id]);
      else dealers.push(id);
    }
  }

  bidder(agent: string, market: Market, auction: string): Bidder {
    const dealers = this.byMarket.get(market) ?? [];
    const isDealer = dealers.includes(agent);
    return { agent, isDealer, through: isDealer ? '' : carrier(dealers, auction, agent) };
  }
}

/** The dealer with the largest hash; of equal ones the first by name. */
function carrier(dealers: readonly string[], auction: string, agent: string): string {
  let [best, most] = ['', -1];
  for (const dealer of dealers) {
    const hash = hashText(`${auction}\n${agent}\n${dealer}`);
    if (hash > most || (hash === most && dealer < best)) [best, most] = [dealer, hash];
  }
  return best;
}
