/** What an auction says when it has allotted: who won what, and the result that names no one. */
import { FORMAT_TERMS } from '../events/auction-terms.ts';
import type { EventOf, Unplaced } from '../events/vocabulary.ts';
import type { AuctionFacts } from '../scenario/scenario.ts';
import type { Seq } from '../units/quantity.ts';
import type { Award, Outcome } from './allotment/outcome.ts';
import { OTHERS } from './opening.ts';

export type Submitted = EventOf<'BidSubmitted'>;

/** An event with the events that it follows from. */
export interface Caused<E> {
  readonly event: E;
  readonly causes: readonly Seq[];
}

export type CausedAward = Caused<Unplaced<EventOf<'BidAllotted'>>>;

export function awardOf(facts: AuctionFacts, bid: Submitted, { face, paid }: Award): CausedAward {
  const { agent, instrument, book, bidMilli, seq } = bid;
  return { event: { ...awardTo(facts, instrument), agent, book, face, bidMilli, paid }, causes: [seq] };
}

/** Bidders whom nobody names: their bids are stated by the scenario and follow from the invitation. */
export function othersAward(
  facts: AuctionFacts,
  instrument: string,
  { face, paid }: Award,
  invitedBy: Seq,
): CausedAward {
  const book = 'nonCompetitive' as const;
  return {
    event: { ...awardTo(facts, instrument), agent: OTHERS, book, face, bidMilli: 0, paid },
    causes: [invitedBy],
  };
}

function awardTo({ id, format, counterparty, settlement }: AuctionFacts, instrument: string) {
  const side = FORMAT_TERMS[format].direction === 'issue' ? ('buy' as const) : ('sell' as const);
  return { type: 'BidAllotted' as const, auction: id, instrument, counterparty, side, settlement };
}

/** `bids` are the competitive ones, in the order of the outcome's awards. */
export function resultOf(
  facts: AuctionFacts,
  bids: readonly Submitted[],
  { awards, statistics }: Outcome,
  isDealer: (agent: string) => boolean,
): Unplaced<EventOf<'AuctionResultPublished'>> {
  const { id, instruments, format, counterparty, offered } = facts;
  const shareOf = (isCounted: (bid: Submitted) => boolean) => {
    const won = bids.reduce((sum, bid, at) => (isCounted(bid) ? sum + (awards[at] as Award).face : sum), 0);
    return (statistics.accepted === 0 ? 0 : Math.floor((1000 * won) / statistics.accepted)) as never;
  };
  return {
    type: 'AuctionResultPublished',
    auction: id,
    instruments,
    format,
    counterparty,
    offered,
    ...statistics,
    dealerShare: shareOf(({ agent }) => isDealer(agent)),
    indirectShare: shareOf(({ through }) => through !== ''),
  };
}
