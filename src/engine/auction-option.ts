/**
 * Options after a result: Non-Price-Competitive II and the post-auction option facility, each winner up to a percentage of
 * what it won (`src/market/auctions/auction-option.ts`).
 *
 * What is unused is counted as the issuer does: of the offering by the DMO, of the winners' limits in Japan.
 */
import type { EventOf } from '../events/vocabulary.ts';
import { floorOfProduct } from '../market/auctions/auction.ts';
import { allotOptions } from '../market/auctions/auction-option.ts';
import { awardStepFace } from '../market/auctions/bid-rules.ts';
import type { AuctionFacts } from '../scenario/scenario.ts';
import { assert } from '../units/assert.ts';
import { type BondMarket, type Face, face, type Lots } from '../units/quantity.ts';

type Claim = EventOf<'BidSubmitted'>;

export interface OptionAward {
  readonly claim: Claim;
  readonly face: Face;
}

export interface OptionOutcome {
  /** Those above zero, in the order of the claims. */
  readonly awards: readonly OptionAward[];
  readonly taken: Face;
  readonly unused: Face;
}

export interface OptionParts {
  readonly market: BondMarket;
  /** Face won by dealer, the option not counted. */
  readonly winners: ReadonlyMap<string, number>;
  readonly claims: readonly Claim[];
}

export function allotOption(facts: AuctionFacts, { market, winners, claims }: OptionParts): OptionOutcome {
  const { format, offered, option } = facts;
  assert(option !== undefined, `${facts.id} has no option`);
  const step = awardStepFace(format, market);
  const inSteps = (amount: number): Lots => (amount / step) as Lots;
  const { limitPct } = option;
  const claimed = claims.map(({ agent, face: amount }) => ({
    won: inSteps(winners.get(agent) ?? 0),
    quantity: inSteps(amount),
  }));
  const { awards, awarded } = allotOptions(claimed, limitPct);
  const mostSteps =
    format === 'dmo_multiple_price'
      ? floorOfProduct(limitPct, inSteps(offered), 100)
      : [...winners.values()].reduce((sum, won) => sum + floorOfProduct(limitPct, inSteps(won), 100), 0);
  return {
    awards: claims.flatMap((claim, at) => {
      const count = awards[at] as Lots;
      return count === 0 ? [] : [{ claim, face: face(count * step) }];
    }),
    taken: face(awarded * step),
    unused: face((mostSteps - awarded) * step),
  };
}
