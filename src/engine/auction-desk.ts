/**
 * One auction or operation from its announcement to the end of its option: takes bids until the deadline, lets the rule of
 * its format allot them (`allotment/`), and says what is published when.
 *
 * It holds what was bid and won, nothing else; time, the queue and the log are `AuctionHouse`'s. Nothing about an outcome is
 * known here.
 */
import type { AuctionView, BidCommand, Instrument } from '../agents/contract.ts';
import { FORMAT_TERMS, type FormatTerms } from '../events/auction-terms.ts';
import type { EventOf, Unplaced } from '../events/vocabulary.ts';
import { awardStepFace } from '../market/auctions/bid-rules.ts';
import type { AuctionFacts } from '../scenario/scenario.ts';
import { assert } from '../units/assert.ts';
import { type Face, face, milliBpOf, type Seq, type SimTime } from '../units/quantity.ts';
import { allot } from './allotment/allot.ts';
import { type AllottedBid, type AuctionCase, type Award, type Outcome, priceMicro } from './allotment/outcome.ts';
import type { Bidder } from './auction-dealers.ts';
import { type EntryState, refusalOf } from './auction-entry-rules.ts';
import { type AuctionLine, referenceMilliPct } from './auction-line.ts';
import { viewOf } from './auction-on-offer.ts';
import { allotOption, type OptionAward } from './auction-option.ts';
import { awardOf, type Caused, othersAward, resultOf, type Submitted } from './auction-published.ts';

export type BidAnswer = Unplaced<EventOf<'BidSubmitted' | 'BidRefused'>>;

/** What only the bidder's own books say. */
export interface BidderBooks {
  /** Face of the line held by trade date. */
  readonly heldFace: number;
  /** The same without what is on offer in other operations. */
  readonly freeFace: number;
}

/** The Treasury's limit leaves out holdings up to this share of what is outstanding: the exclusion amount it announces. */
const EXCLUDED_PERCENT = 35;

/** Plain data: an auction between two of its steps. */
export interface AuctionState {
  readonly facts: AuctionFacts;
  readonly bids: readonly Submitted[];
  readonly claims: readonly Submitted[];
  readonly optionClaims: readonly Submitted[];
  readonly bidderIndex: ReadonlyMap<string, number>;
  readonly netLong: ReadonlyMap<number, Face>;
  readonly wonBy: ReadonlyMap<string, number>;
  readonly references: ReadonlyMap<string, number>;
  readonly announcedBy: Seq | undefined;
  readonly revisedBy: readonly Seq[];
  readonly isCancelled: boolean;
  readonly invitedBy: Seq | undefined;
  readonly closed: Closed | undefined;
  readonly optionInvitedBy: Seq | undefined;
}

/** What of an outcome matters after its result: what an option costs. */
type Closed = Pick<Outcome, 'averagePrice'>;

export class Auction {
  facts: AuctionFacts;
  view: AuctionView;
  readonly terms: FormatTerms;
  readonly lines: ReadonlyMap<string, AuctionLine>;
  private readonly first: AuctionLine;
  /** Empty again once they have been answered: a long run keeps no old bids. */
  private bids: Submitted[] = [];
  private claims: Submitted[] = [];
  private optionClaims: Submitted[] = [];
  private bidderIndex = new Map<string, number>();
  private netLong = new Map<number, Face>();
  private wonBy = new Map<string, number>();
  private references: ReadonlyMap<string, number> = new Map();
  private announcedBy: Seq | undefined;
  /** Revisions of the offer, which the invitation follows from too. */
  private revisedBy: Seq[] = [];
  isCancelled = false;
  private invitedBy: Seq | undefined;
  private closed: Closed | undefined;
  private optionInvitedBy: Seq | undefined;

  constructor(facts: AuctionFacts, lines: readonly AuctionLine[]) {
    const [first] = lines;
    assert(first !== undefined, `${facts.id} is about no line`);
    this.facts = facts;
    this.first = first;
    this.terms = FORMAT_TERMS[facts.format];
    this.lines = new Map(lines.map((line) => [line.id, line]));
    this.view = viewOf(facts, first);
  }

  get market() {
    return this.first.market;
  }

  /** Announced, revised or cancelled: no longer only a plan. */
  get hasBegun(): boolean {
    return this.announcedBy !== undefined || this.revisedBy.length > 0 || this.isCancelled;
  }

  save(): AuctionState {
    const { facts, isCancelled, references, announcedBy, invitedBy, closed, optionInvitedBy } = this;
    const { bids, claims, optionClaims, bidderIndex, netLong, wonBy, revisedBy } = this;
    return {
      facts,
      bids: [...bids],
      claims: [...claims],
      optionClaims: [...optionClaims],
      bidderIndex: new Map(bidderIndex),
      netLong: new Map(netLong),
      wonBy: new Map(wonBy),
      references,
      announcedBy,
      revisedBy: [...revisedBy],
      isCancelled,
      invitedBy,
      closed,
      optionInvitedBy,
    };
  }

  restore(state: AuctionState): void {
    this.facts = state.facts;
    this.view = viewOf(this.facts, this.first);
    this.bids = [...state.bids];
    this.claims = [...state.claims];
    this.optionClaims = [...state.optionClaims];
    this.bidderIndex = new Map(state.bidderIndex);
    this.netLong = new Map(state.netLong);
    this.wonBy = new Map(state.wonBy);
    this.references = state.references;
    this.announcedBy = state.announcedBy;
    this.revisedBy = [...state.revisedBy];
    this.isCancelled = state.isCancelled;
    this.invitedBy = state.invitedBy;
    this.closed = state.closed;
    this.optionInvitedBy = state.optionInvitedBy;
  }

  announcement(): Unplaced<EventOf<'AuctionAnnounced'>> {
    const { id, instruments, format, counterparty, offered, bidsCloseAt, resultAt } = this.facts;
    return {
      type: 'AuctionAnnounced',
      auction: id,
      instruments,
      format,
      counterparty,
      offered,
      bidsCloseAt,
      resultAt,
    };
  }

  announced(by: Seq): void {
    this.announcedBy = by;
  }

  /** Another amount is on offer, from before the first bid. */
  revise(terms: Pick<AuctionFacts, 'offered' | 'dealersCeiling' | 'nonCompetitive'>, by: Seq): void {
    assert(this.invitedBy === undefined, `the offer of ${this.facts.id} is revised after bids were invited`);
    const { money: _, ...facts } = this.facts;
    this.facts = { ...facts, ...terms };
    this.view = viewOf(this.facts, this.first);
    this.revisedBy.push(by);
  }

  /** What is stated in money wants the face that it buys at these levels, shared evenly over its lines; at least a step, at most all that there is. */
  countMoney(levelOf: (line: string) => number): void {
    const { money, format } = this.facts;
    if (money === undefined) return;
    let wanted = 0;
    let outstanding = 0;
    for (const line of this.lines.values()) {
      wanted += line.faceFor(money, levelOf(line.id) / 100) / this.lines.size;
      outstanding += line.outstanding;
    }
    const step = awardStepFace(format, this.market);
    this.facts = { ...this.facts, offered: face(step * Math.max(1, Math.floor(Math.min(wanted, outstanding) / step))) };
    this.view = viewOf(this.facts, this.first);
  }

  /** No bid is taken and nothing allotted from here on. */
  cancel(): void {
    assert(this.closed === undefined, `${this.facts.id} is cancelled after its result`);
    this.isCancelled = true;
    this.forgetBids();
  }

  /** Follows from the announcement, and from what was revised since. */
  invitation(): Caused<Unplaced<EventOf<'BidsInvited'>>> {
    const { id, instruments, offered } = this.facts;
    assert(this.announcedBy !== undefined, `bids are invited for ${id} before it is announced`);
    const causes = [this.announcedBy, ...this.revisedBy].sort((a, b) => a - b);
    return { event: { type: 'BidsInvited', auction: id, instruments, offered }, causes };
  }

  /** Takes bids from here on. The levels that spreads and tails are counted from stand still. */
  open(invitedBy: Seq, levelOf: (line: string) => number): void {
    this.references = new Map(this.facts.instruments.map((id) => [id, levelOf(id)]));
    this.invitedBy = invitedBy;
    const { fixedYieldMilli } = this.facts;
    if (fixedYieldMilli === undefined) return;
    // A stated yield is paid as the spread that makes it, as the Bank of Japan announces it.
    const reference = referenceMilliPct(this.references.get(this.first.id) as number);
    this.facts = { ...this.facts, spreadMilli: fixedYieldMilli - reference };
    this.view = viewOf(this.facts, this.first);
  }

  bidMilliAt({ id }: Instrument, levelBp: number, referenceNow: number): number {
    const line = this.lines.get(id);
    assert(line !== undefined, `${id} is not on offer in ${this.facts.id}`);
    return line.bidMilliAt(this.facts.format, levelBp, this.references.get(id) ?? referenceNow);
  }

  /** What a bid is answered; the caller publishes it and hands an accepted one to `receive`. */
  answer(bidder: Bidder, command: BidCommand, now: { readonly at: SimTime; readonly books: BidderBooks }): BidAnswer {
    const { id, format, spreadMilli } = this.facts;
    const { agent, through } = bidder;
    const reason = refusalOf(command, bidder, this.stateFor(agent, command, now));
    if (reason !== undefined) return { type: 'BidRefused', auction: id, agent, reason };
    const { book, instrument, face: amount } = command;
    const competes = format === 'boj_fixed_rate' ? (spreadMilli ?? 0) : command.bidMilli;
    const bidMilli = book === 'competitive' ? competes : 0;
    return { type: 'BidSubmitted', auction: id, agent, through, book, instrument, bidMilli, face: amount };
  }

  receive(bid: Submitted, { heldFace }: Pick<BidderBooks, 'heldFace'>): void {
    const books = {
      competitive: this.bids,
      nonPriceI: this.claims,
      nonCompetitive: this.claims,
      option: this.optionClaims,
    };
    books[bid.book].push(bid);
    const excluded = Math.floor((this.first.outstanding * EXCLUDED_PERCENT) / 100);
    const step = awardStepFace(this.facts.format, this.market);
    const long = Math.floor(Math.max(0, heldFace - excluded) / step) * step;
    if (long > 0) this.netLong.set(this.indexOf(bid.agent), face(long));
  }

  /** Face on offer here and not yet taken or sent back. */
  offeredBy(agent: string, instrument: string): number {
    if (this.terms.direction !== 'purchase' || this.closed !== undefined || this.isCancelled) return 0;
    return sumFace(this.bids.filter((bid) => bid.agent === agent && bid.instrument === instrument));
  }

  /** Awards first, then the result that names the bids behind them. */
  allotted(
    isDealer: (agent: string) => boolean,
  ): readonly Caused<Unplaced<EventOf<'BidAllotted' | 'AuctionResultPublished'>>>[] {
    const { invitedBy } = this;
    assert(invitedBy !== undefined, `${this.facts.id} is allotted before bids were invited`);
    const outcome = allot(this.case());
    this.closed = { averagePrice: outcome.averagePrice };
    const awards = [
      ...this.bids.map((bid, at) => awardOf(this.facts, bid, outcome.awards[at] as Award)),
      ...this.claims.map((bid, at) => awardOf(this.facts, bid, outcome.claimAwards[at] as Award)),
    ].filter(({ event }) => event.face > 0);
    for (const { event } of awards) this.wonBy.set(event.agent, (this.wonBy.get(event.agent) ?? 0) + event.face);
    const others =
      outcome.othersAward.face === 0 ? [] : [othersAward(this.facts, this.first.id, outcome.othersAward, invitedBy)];
    const causes = [invitedBy, ...awards.flatMap((award) => award.causes)].sort((a, b) => a - b);
    const result = { event: resultOf(this.facts, this.bids, outcome, isDealer), causes };
    this.forgetBids();
    return [...awards, ...others, result];
  }

  /** What winners may take more, where the issuer lets them and somebody may. */
  optionInvitation(isDealer: (agent: string) => boolean): Unplaced<EventOf<'OptionInvited'>> | undefined {
    const { id, option, instruments } = this.facts;
    const price = this.closed?.averagePrice;
    if (option === undefined || price === undefined || ![...this.wonBy.keys()].some(isDealer)) return undefined;
    return {
      type: 'OptionInvited',
      auction: id,
      instrument: instruments[0] as string,
      priceMicro: priceMicro(price),
      limitPct: option.limitPct,
      closesAt: option.closesAt,
    };
  }

  openOption(invitedBy: Seq): void {
    this.optionInvitedBy = invitedBy;
  }

  /** Awards of the option and what was left of it; nothing where it was never open. */
  optionAllotted(
    isDealer: (agent: string) => boolean,
  ): readonly Caused<Unplaced<EventOf<'BidAllotted' | 'OptionResultPublished'>>>[] {
    const { optionInvitedBy, facts } = this;
    const price = this.closed?.averagePrice;
    if (optionInvitedBy === undefined || facts.option === undefined || price === undefined) return [];
    const winners = new Map([...this.wonBy].filter(([agent]) => isDealer(agent)));
    const { awards, taken, unused } = allotOption(facts, { winners, claims: this.optionClaims, market: this.market });
    const events = awards.map(({ claim, face: amount }: OptionAward) =>
      awardOf(facts, claim, { face: amount, paid: this.first.paid(amount, price) }),
    );
    const result = {
      type: 'OptionResultPublished' as const,
      auction: facts.id,
      instrument: facts.instruments[0] as string,
      taken,
      unused,
    };
    const causes = [optionInvitedBy, ...events.flatMap((award) => award.causes)].sort((a, b) => a - b);
    this.optionClaims = [];
    return [...events, { event: result, causes }];
  }

  private forgetBids(): void {
    this.bids = [];
    this.claims = [];
    this.netLong.clear();
    this.bidderIndex.clear();
  }

  private stateFor(
    agent: string,
    { instrument }: BidCommand,
    { at, books }: { readonly at: SimTime; readonly books: BidderBooks },
  ): EntryState {
    const { facts, closed, optionInvitedBy } = this;
    const own = this.bids.filter((bid) => bid.agent === agent);
    return {
      facts,
      line: this.lines.get(instrument),
      referenceBp: this.references.get(instrument) ?? 0,
      isInvited: this.invitedBy !== undefined && closed === undefined && !this.isCancelled && at <= facts.bidsCloseAt,
      isOptionOpen: optionInvitedBy !== undefined && at <= (facts.option?.closesAt ?? 0),
      bidSoFar: sumFace(own),
      won: this.wonBy.get(agent) ?? 0,
      hasClaimedOption: this.optionClaims.some((claim) => claim.agent === agent),
      freeFace: books.freeFace - sumFace(own.filter((bid) => bid.instrument === instrument)),
    };
  }

  private case(): AuctionCase {
    const { facts, lines, references, netLong } = this;
    const { format, offered, dealersCeiling, nonCompetitive, spreadMilli, bandMilli } = facts;
    return {
      format,
      offered,
      step: awardStepFace(format, this.market),
      dealersCeiling,
      nonCompetitive,
      spreadMilli,
      bandMilli,
      lines,
      references,
      whenIssued: milliBpOf(references.get(this.first.id) as number),
      netLong,
      bids: this.bids.map((bid) => this.numbered(bid)),
      claims: this.claims.map((bid) => this.numbered(bid)),
    };
  }

  private numbered({ agent, instrument, bidMilli, face: amount }: Submitted): AllottedBid {
    return { bidder: this.indexOf(agent), instrument, bidMilli, face: amount };
  }

  private indexOf(agent: string): number {
    const known = this.bidderIndex.get(agent) ?? this.bidderIndex.size;
    this.bidderIndex.set(agent, known);
    return known;
  }
}

const sumFace = (bids: readonly Submitted[]): number => bids.reduce((sum, bid) => sum + bid.face, 0);
