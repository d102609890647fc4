/**
 * Another amount for an auction or operation that is planned: whole award steps, ceilings in the proportion they had.
 */
import type { Money } from '../../units/amount-text.ts';
import { type Face, face } from '../../units/quantity.ts';
import { checkOutstanding, faceOf } from '../auctions/auction-amounts.ts';
import type { AuctionContext } from '../auctions/auction-context.ts';
import { FORMAT_FACTS } from '../auctions/held-formats.ts';
import type { AuctionFacts, InstrumentFacts } from '../scenario.ts';

export type Offer = Pick<AuctionFacts, 'offered' | 'dealersCeiling' | 'nonCompetitive'>;

export function offerOf(facts: AuctionFacts, amount: Money, context: AuctionContext): Offer | undefined {
  const { format } = facts;
  const { path, complain, instruments } = context;
  if (format === 'boj_fixed_rate') {
    const message = 'boj_fixed_rate buys whatever is offered: it has no amount to revise';
    complain({ path: [...path, 'offered'], atKey: true, message, expected: 'another operation, or cancel' });
    return undefined;
  }
  const offered = faceOf(amount, format, 'offered', context);
  if (offered === undefined) return undefined;
  const lines = facts.instruments.map((id) => instruments.get(id)).filter((line): line is InstrumentFacts => !!line);
  checkOutstanding(offered, lines, { key: 'offered', format }, context);
  const { step } = FORMAT_FACTS[format];
  // Counted in steps, so that no product leaves ±2^53.
  const part = (of: Face): Face => face(Math.floor(((of / step) * (offered / step)) / (facts.offered / step)) * step);
  return { offered, dealersCeiling: part(facts.dealersCeiling), nonCompetitive: part(facts.nonCompetitive) };
}
