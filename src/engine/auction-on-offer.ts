/** What bidders see of an auction. */
import type { AuctionView } from '../agents/contract.ts';
import { bidStepFace, bidStepMilli, leastBidFace } from '../market/auctions/bid-rules.ts';
import type { AuctionFacts } from '../scenario/scenario.ts';
import type { AuctionLine } from './auction-line.ts';

export function viewOf(facts: AuctionFacts, line: AuctionLine): AuctionView {
  const { id, format, counterparty, instruments, offered, bidsCloseAt, resultAt, dealersCeiling, spreadMilli } = facts;
  return {
    id,
    format,
    counterparty,
    instruments,
    offered,
    bidsCloseAt,
    resultAt,
    bidStepMilli: bidStepMilli(format, line.tenorMilliYears),
    faceStep: bidStepFace(format, line.market),
    leastFace: leastBidFace(format, line.market),
    dealersCeiling,
    isUnscheduled: facts.isUnscheduled === true,
    ...(format === 'boj_fixed_rate' && spreadMilli !== undefined ? { fixedSpreadMilli: spreadMilli } : {}),
  };
}
