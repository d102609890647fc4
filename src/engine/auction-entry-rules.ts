/**
 * Whether a bid is taken, and why not: the counterparty's published rules (`src/market/auctions/bid-rules.ts`), nothing about prices
 * that it would like. Refusals are facts of the market and not errors.
 */
import type { BidCommand } from '../agents/contract.ts';
import { type BidRefusal, FORMAT_TERMS } from '../events/auction-terms.ts';
import {
  averageBook,
  BID_MILLI_MOST,
  bidStepFace,
  bidStepMilli,
  competitiveLimitFace,
  leastBidFace,
  nonCompetitiveLimitFace,
} from '../market/auctions/bid-rules.ts';
import type { AuctionFacts } from '../scenario/scenario.ts';
import type { Bidder } from './auction-dealers.ts';
import { type AuctionLine, referenceMilliPct } from './auction-line.ts';

/** Nobody bids a yield or a spread beyond this: thousandths of a percent. */
const YIELD_MILLI_MOST = 100_000;

export interface EntryState {
  readonly facts: AuctionFacts;
  readonly line: AuctionLine | undefined;
  /** Level that spreads of this line are counted from, bp. */
  readonly referenceBp: number;
  /** Whether bids are taken now: in competition and at the average, and for the option. */
  readonly isInvited: boolean;
  readonly isOptionOpen: boolean;
  /** What the bidder has in competitive bids, and what it won, in this auction. */
  readonly bidSoFar: number;
  readonly won: number;
  readonly hasClaimedOption: boolean;
  /** Face that the bidder holds and has not offered elsewhere. */
  readonly freeFace: number;
}

/** Undefined: the bid is taken. */
export function refusalOf(command: BidCommand, bidder: Bidder, state: EntryState): BidRefusal | undefined {
  const { facts, line } = state;
  const isOption = command.book === 'option';
  if (isOption ? !state.isOptionOpen : !state.isInvited) return 'closed';
  if (line === undefined) return 'notOnOffer';
  if (!isEligible(command, bidder, state)) return 'notEligible';
  if (command.face < leastBidFace(facts.format, line.market)) return 'belowMinimum';
  if (command.face % bidStepFace(facts.format, line.market) !== 0) return 'offGrid';
  if (command.book !== 'competitive') return isAboveClaimLimit(command, state) ? 'aboveBidLimit' : undefined;
  if (!isOnGrid(command, line, state)) return 'offGrid';
  const limit = competitiveLimitFace(facts.format, line, facts.offered);
  if (state.bidSoFar + command.face > limit) return 'aboveBidLimit';
  const isOffer = FORMAT_TERMS[facts.format].direction === 'purchase';
  return isOffer && command.face > state.freeFace ? 'notHeld' : undefined;
}

function isEligible({ book }: BidCommand, { isDealer, through }: Bidder, { facts, won }: EntryState): boolean {
  if (book === 'option') return isDealer && won > 0;
  if (book !== 'competitive') {
    const open = averageBook(facts.format, book);
    if (open === 'none') return false;
    if (open === 'dealers' && !(isDealer && facts.dealersCeiling > 0)) return false;
  }
  return isDealer || through !== '' || !FORMAT_TERMS[facts.format].isForDealers;
}

/** A winner claims its option once; how much of it, is cut to the limit when it is allotted. */
function isAboveClaimLimit({ book, face }: BidCommand, { facts, hasClaimedOption }: EntryState): boolean {
  if (book === 'option') return hasClaimedOption;
  return book === 'nonCompetitive' && face > nonCompetitiveLimitFace(facts.format);
}

/** On the step, and at a price that exists. */
function isOnGrid({ bidMilli }: BidCommand, line: AuctionLine, { facts, referenceBp }: EntryState): boolean {
  if (!Number.isSafeInteger(bidMilli) || bidMilli % bidStepMilli(facts.format, line.tenorMilliYears) !== 0)
    return false;
  switch (FORMAT_TERMS[facts.format].term) {
    case 'price':
      return bidMilli > 0 && bidMilli <= BID_MILLI_MOST;
    case 'yield':
      return Math.abs(bidMilli) <= YIELD_MILLI_MOST;
    case 'priceSpread':
      return Math.abs(bidMilli) <= BID_MILLI_MOST && line.referencePriceMilli(referenceBp) + bidMilli > 0;
    case 'yieldSpread':
      // At a fixed rate an offer may state what it asks: whoever asks for more than is paid does not sell.
      if (facts.format === 'boj_fixed_rate' && bidMilli > (facts.spreadMilli ?? 0)) return false;
      return Math.abs(bidMilli) <= YIELD_MILLI_MOST && line.cleanMilliAt(referenceMilliPct(referenceBp) + bidMilli) > 0;
  }
}
