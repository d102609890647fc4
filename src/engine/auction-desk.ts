/**
 * Runs the scenario's auctions: announces, invites, takes bids until the deadline, allots as the issuer does, and publishes
 * the result when the issuer would. Bids come from institutions; nothing about an outcome is known here.
 */
import type { BidCommand } from '../agents/contract.ts';
import type { EventOf, Unplaced } from '../events/vocabulary.ts';
import {
  type AuctionMoney,
  allotJgbConventional,
  averagePriceMoney,
  type JgbConventionalResult,
  ownPriceMoney,
} from '../market/auction-jgb-conventional.ts';
import type { AuctionFacts, InstrumentFacts } from '../scenario/scenario.ts';
import { assert } from '../units/assert.ts';
import { type Lots, type PriceTicks, permille, priceTicks, type Seq } from '../units/quantity.ts';

/** No bidder may bid for more than half of what is offered (MoF, 14 January 2015). */
const BID_LIMIT_SHARE = 0.5;

type Submitted = EventOf<'BidSubmitted'>;
export type BidAnswer = Unplaced<EventOf<'BidSubmitted' | 'BidRefused'>>;

/** An event with the events that it follows from. */
export interface Caused<E> {
  readonly event: E;
  readonly causes: readonly Seq[];
}

export class Auction {
  readonly facts: AuctionFacts;
  readonly bidStepTicks: number;
  private readonly bids: Submitted[] = [];
  private invitedBy: Seq | undefined;

  constructor(facts: AuctionFacts, instrument: InstrumentFacts) {
    this.facts = facts;
    this.bidStepTicks = bidStep(instrument);
  }

  announcement(): Unplaced<EventOf<'AuctionAnnounced'>> {
    const { id, instrument, format, offered, bidsCloseAt, resultAt } = this.facts;
    return { type: 'AuctionAnnounced', auction: id, instrument, format, offered, bidsCloseAt, resultAt };
  }

  invitation(): Unplaced<EventOf<'BidsInvited'>> {
    return {
      type: 'BidsInvited',
      auction: this.facts.id,
      instrument: this.facts.instrument,
      offered: this.facts.offered,
    };
  }

  open(invitedBy: Seq): void {
    this.invitedBy = invitedBy;
  }

  /** What the issuer answers to a bid; the caller publishes it and hands an accepted one to `receive`. */
  answer(agent: string, isDealer: boolean, command: BidCommand, isBeforeDeadline: boolean): BidAnswer {
    const { id, offered } = this.facts;
    const refuse = (reason: EventOf<'BidRefused'>['reason']): BidAnswer => ({
      type: 'BidRefused',
      auction: id,
      agent,
      reason,
    });
    if (this.invitedBy === undefined || !isBeforeDeadline) return refuse('closed');
    if (command.book === 'nonPriceI' && !isDealer) return refuse('notEligible');
    if (command.book === 'competitive') {
      if (command.priceTicks <= 0 || command.priceTicks % this.bidStepTicks !== 0) return refuse('offGrid');
      if (this.bidSoFar(agent) + command.quantity > BID_LIMIT_SHARE * offered) return refuse('aboveBidLimit');
    }
    const price = command.book === 'competitive' ? command.priceTicks : priceTicks(0);
    return {
      type: 'BidSubmitted',
      auction: id,
      agent,
      book: command.book,
      priceTicks: price,
      quantity: command.quantity,
    };
  }

  receive(bid: Submitted): void {
    this.bids.push(bid);
  }

  /** Awards first, then the result that names them all; money at the accrued interest of the day. */
  outcome(
    money: AuctionMoney,
    isDealer: (agent: string) => boolean,
  ): readonly Caused<Unplaced<EventOf<'BidAllotted' | 'AuctionResultPublished'>>>[] {
    assert(this.invitedBy !== undefined, `${this.facts.id} is allotted before bids were invited`);
    const competitive = this.bids.filter((bid) => bid.book === 'competitive');
    const claims = this.bids.filter((bid) => bid.book === 'nonPriceI');
    const result = allotJgbConventional({
      offered: this.facts.offered,
      nonPriceILimit: this.facts.nonPriceI,
      nonPriceIClaims: claims.map((bid, bidder) => ({ bidder, quantity: bid.quantity })),
      bids: competitive.map((bid, bidder) => ({ bidder, priceTicks: bid.priceTicks, quantity: bid.quantity })),
    });
    const awards = [
      ...competitive.map((bid, at) =>
        this.award(bid, result.awards[at] as Lots, (lots) =>
          ownPriceMoney(lots, { bidder: at, priceTicks: bid.priceTicks, quantity: lots }, money),
        ),
      ),
      ...claims.map((bid, at) =>
        this.award(bid, result.nonPriceIAwards[at] as Lots, (lots) => averagePriceMoney(lots, result, money)),
      ),
    ].filter((award) => award.event.quantity > 0);
    const causes = [this.invitedBy, ...awards.flatMap((award) => award.causes)].sort((a, b) => a - b);
    return [...awards, { event: this.result(result, competitive, isDealer), causes }];
  }

  private award(
    bid: Submitted,
    quantity: Lots,
    paidFor: (lots: Lots) => EventOf<'BidAllotted'>['paid'],
  ): Caused<Unplaced<EventOf<'BidAllotted'>>> {
    const { id, instrument, issuer } = this.facts;
    const paid = quantity > 0 ? paidFor(quantity) : (0 as EventOf<'BidAllotted'>['paid']);
    return {
      event: {
        type: 'BidAllotted',
        auction: id,
        instrument,
        agent: bid.agent,
        issuer,
        quantity,
        priceTicks: bid.priceTicks,
        paid,
      },
      causes: [bid.seq],
    };
  }

  private result(
    result: JgbConventionalResult,
    bids: readonly Submitted[],
    isDealer: (agent: string) => boolean,
  ): Unplaced<EventOf<'AuctionResultPublished'>> {
    let toDealers = 0;
    for (const [at, bid] of bids.entries()) if (isDealer(bid.agent)) toDealers += result.awards[at] as number;
    return {
      type: 'AuctionResultPublished',
      auction: this.facts.id,
      instrument: this.facts.instrument,
      format: this.facts.format,
      offered: this.facts.offered,
      bids: result.bidTotal,
      accepted: result.accepted,
      nonPriceI: result.nonPriceI,
      lowestTicks: result.lowestTicks as PriceTicks,
      averageMilliTicks: result.averageMilliTicks,
      prorataTenThousandthsPct: result.prorataTenThousandthsPct,
      coverPermille: result.coverPermille,
      dealerShare: permille(result.accepted === 0 ? 0 : Math.floor((1000 * toDealers) / result.accepted)),
    };
  }

  private bidSoFar(agent: string): number {
    let sum = 0;
    for (const bid of this.bids) if (bid.agent === agent && bid.book === 'competitive') sum += bid.quantity;
    return sum;
  }
}

/** Price step of bids in ticks: 2 years 0.005 (finer than the tick), 5 and 10 years 0.01, 20 and 30 years 0.05 yen. */
function bidStep(instrument: InstrumentFacts): number {
  const years = (instrument.bond?.tenorMilliYears ?? 0) / 1000;
  return years >= 20 ? Math.max(1, Math.round(instrument.ticksPerPoint * 0.05)) : 1;
}
