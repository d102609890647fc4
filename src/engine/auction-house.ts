/**
 * Where auctions and operations are held: it keeps them, lets the calendar run them, takes bids and offers, and opens an
 * operation when an institution decides to hold one. What is published, follows from what, and when, is decided here.
 */
import type { BidCommand, OperateCommand } from '../agents/contract.ts';
import { indexRatioAfter, RATIO_UNIT } from '../bonds/index-ratio.ts';
import { SELL } from '../events/records.ts';
import type { EventOf } from '../events/vocabulary.ts';
import { awardStepFace } from '../market/auctions/bid-rules.ts';
import { nextBusinessDay } from '../market/calendar/business-days.ts';
import { businessDateAt, isOpenAt, marketDayPlan } from '../market/calendar/sessions.ts';
import { MINOR_PER_UNIT } from '../market/ledger/ledger-accounts.ts';
import type { AuctionFacts, InstrumentFacts, Scenario } from '../scenario/scenario.ts';
import { assert } from '../units/assert.ts';
import type { DayNumber } from '../units/civil-date.ts';
import { type BondMarket, face, minor, type Seq, type SimTime, simTime } from '../units/quantity.ts';
import { type AuctionStep, type CalendarWork, extraHolidays, queueAuction } from './agenda.ts';
import type { MarketView } from './agent-view.ts';
import { AuctionDealers } from './auction-dealers.ts';
import { Auction, type AuctionState, type BidderBooks } from './auction-desk.ts';
import { AuctionLine } from './auction-line.ts';
import type { EventQueue } from './event-queue.ts';
import type { Institution } from './institution.ts';
import type { Recorder } from './recorder.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** An operation that an institution decides on takes offers for half an hour and is allotted a quarter later [assumed]. */
const OFFERS_MINUTES = 30;
const RESULT_MINUTES = 15;
/** Decided too late for this session: so long after the next one has opened. */
const AFTER_OPENING_MINUTES = 60;
/** No market is closed for longer. */
const LONGEST_CLOSURE_DAYS = 20;

export interface AuctionHouseParts {
  readonly market: MarketView;
  readonly recorder: Recorder;
  readonly queue: EventQueue<CalendarWork>;
  /** The same map that the view reads. */
  readonly auctions: Map<string, Auction>;
}

export interface AuctionHouseState {
  /** Those that have begun or that the scenario does not know, in the order in which they came to be. */
  readonly auctions: readonly AuctionState[];
  readonly decidedBy: ReadonlyMap<string, Seq>;
  /** Ids. */
  readonly purchases: readonly string[];
}

export class AuctionHouse {
  private readonly parts: AuctionHouseParts;
  private readonly scenario: Scenario;
  private readonly dealers: AuctionDealers;
  /** Event that an operation follows from, by its auction; the scenario's auctions follow from nothing. */
  private readonly decidedBy = new Map<string, Seq>();
  /** Purchases in which bonds are on offer and not yet taken or sent back. */
  private readonly purchases = new Set<Auction>();

  constructor(parts: AuctionHouseParts) {
    this.parts = parts;
    this.scenario = parts.market.sources.scenario;
    this.dealers = new AuctionDealers(this.scenario);
  }

  save(): AuctionHouseState {
    const auctions = [...this.parts.auctions.values()].filter((auction) => this.hasMoved(auction));
    const purchases = [...this.purchases].map(({ facts }) => facts.id);
    return { auctions: auctions.map((auction) => auction.save()), decidedBy: new Map(this.decidedBy), purchases };
  }

  /** Auctions that institutions or a patch have begun meanwhile are there again. */
  restore({ auctions, decidedBy, purchases }: AuctionHouseState): void {
    const { auctions: held } = this.parts;
    for (const state of auctions) {
      const auction = held.get(state.facts.id) ?? auctionOf(state.facts, this.scenario);
      auction.restore(state);
      held.set(state.facts.id, auction);
    }
    for (const [id, seq] of decidedBy) this.decidedBy.set(id, seq);
    for (const id of purchases) this.purchases.add(this.planned(id));
  }

  perform(auction: Auction, step: AuctionStep): void {
    if (auction.isCancelled) return;
    switch (step) {
      case 'announce':
        this.announce(auction);
        break;
      case 'invite':
        this.invite(auction);
        break;
      case 'result':
        this.allot(auction);
        break;
      case 'option':
        for (const { event, causes } of auction.optionAllotted(this.isDealerAt(auction)))
          this.parts.recorder.record(event, causes);
        break;
    }
  }

  bid(institution: Institution, command: BidCommand, cause: Seq): void {
    const auction = this.parts.auctions.get(command.auction);
    assert(auction !== undefined, `${institution.id} bids at ${command.auction}, which nobody announced`);
    const { id } = institution;
    const books = this.booksOf(institution, command.instrument, auction);
    const at = this.parts.recorder.now;
    const answer = auction.answer(this.dealers.bidder(id, auction.market, auction.facts.id), command, { at, books });
    const recorded = this.parts.recorder.record(answer, [command.because ?? cause]);
    if (recorded.type !== 'BidSubmitted') return;
    auction.receive(recorded, books);
    if (auction.terms.direction === 'purchase') this.purchases.add(auction);
  }

  /** Announces an operation and puts its steps into the queue. The institution has yet to hear of it. */
  operate(agent: string, command: OperateCommand, cause: Seq): EventOf<'OperationAnnounced'> {
    const { operation, format, instrument, spreadMilli } = command;
    const market = instrument.market as BondMarket;
    const step = awardStepFace(format, market);
    assert(
      Number.isSafeInteger(command.face) && Number.isSafeInteger(spreadMilli ?? 0),
      `${agent} states an operation of ${command.face} at ${spreadMilli}: no safe integers`,
    );
    const amount = face(Math.floor(command.face / step) * step);
    assert(amount > 0, `${agent} holds an operation of ${command.face}, less than the step of ${step}`);
    const { recorder, auctions, queue } = this.parts;
    const announced = recorder.record(
      {
        type: 'OperationAnnounced',
        agent,
        operation,
        market,
        instrument: instrument.id,
        amount: minor(amount * MINOR_PER_UNIT[instrument.currency]),
      },
      [cause],
    ) as EventOf<'OperationAnnounced'>;
    const facts: AuctionFacts = {
      id: `${agent}-${operation}-${announced.seq}`,
      format,
      instruments: [instrument.id],
      counterparty: agent,
      offered: amount,
      dealersCeiling: face(0),
      nonCompetitive: face(0),
      // Adding zero: minus zero is none.
      ...(spreadMilli === undefined ? {} : { spreadMilli: spreadMilli + 0 }),
      isUnscheduled: true,
      announcedAt: recorder.now,
      ...this.timesOf(market, recorder.now),
    };
    const auction = auctionOf(facts, this.scenario);
    auctions.set(facts.id, auction);
    this.decidedBy.set(facts.id, announced.seq);
    queueAuction(queue, auction, recorder.now);
    return announced;
  }

  /** Puts an auction or operation on the calendar that the scenario did not have. */
  hold(facts: AuctionFacts): void {
    const { auctions, queue, recorder } = this.parts;
    assert(!auctions.has(facts.id), `two auctions are called ${facts.id}`);
    const auction = auctionOf(facts, this.scenario);
    auctions.set(facts.id, auction);
    queueAuction(queue, auction, recorder.now);
  }

  revise(id: string, terms: Pick<AuctionFacts, 'offered' | 'dealersCeiling' | 'nonCompetitive'>): void {
    const auction = this.planned(id);
    const { instruments } = auction.facts;
    const event = { type: 'OfferRevised', auction: id, instruments, offered: terms.offered } as const;
    auction.revise(terms, this.parts.recorder.record(event, []).seq);
  }

  /** What is on offer in it goes back to whoever offered it. */
  cancel(id: string): void {
    const auction = this.planned(id);
    auction.cancel();
    this.purchases.delete(auction);
    this.parts.recorder.record({ type: 'AuctionCancelled', auction: id, instruments: auction.facts.instruments }, []);
  }

  /** Lots of a line that an institution has promised to operations under way: it may not sell them twice. */
  promisedLots(agent: string, instrument: string): number {
    if (this.purchases.size === 0) return 0;
    const promised = this.offered(agent, instrument);
    return promised === 0 ? 0 : Math.ceil(promised / this.parts.market.instrument(instrument).lotFace);
  }

  /** False for one that stands as the scenario has it. */
  private hasMoved(auction: Auction): boolean {
    return auction.hasBegun || !this.scenario.auctions.some(({ id }) => id === auction.facts.id);
  }

  private planned(id: string): Auction {
    const auction = this.parts.auctions.get(id);
    assert(auction !== undefined, `no auction is called ${id}`);
    return auction;
  }

  private announce(auction: Auction): void {
    auction.countMoney((id) => this.parts.market.referenceBp(auction, id));
    const decidedBy = this.decidedBy.get(auction.facts.id);
    const causes = decidedBy === undefined ? [] : [decidedBy];
    auction.announced(this.parts.recorder.record(auction.announcement(), causes).seq);
  }

  private invite(auction: Auction): void {
    auction.countMoney((id) => this.parts.market.referenceBp(auction, id));
    const { event, causes } = auction.invitation();
    auction.open(this.parts.recorder.record(event, causes).seq, (id) => this.parts.market.referenceBp(auction, id));
  }

  private allot(auction: Auction): void {
    const { recorder } = this.parts;
    const isDealer = this.isDealerAt(auction);
    const recorded = auction.allotted(isDealer).map(({ event, causes }) => recorder.record(event, causes));
    this.purchases.delete(auction);
    const option = auction.optionInvitation(isDealer);
    const result = recorded.at(-1);
    if (option === undefined || result === undefined) return;
    auction.openOption(recorder.record(option, [result.seq]).seq);
  }

  private isDealerAt({ market, facts }: Auction): (agent: string) => boolean {
    return (agent) => this.dealers.bidder(agent, market, facts.id).isDealer;
  }

  /** What is on offer in this auction already is its own affair; elsewhere it is not free. */
  private booksOf({ id, index }: Institution, instrument: string, auction: Auction): BidderBooks {
    const { market } = this.parts;
    if (!market.has(instrument)) return { heldFace: 0, freeFace: 0 };
    const line = market.instrument(instrument);
    const { ledger } = market.sources.world.parts;
    const heldFace = ledger.units(index, line.index) * (ledger.lines[line.index]?.unitFace ?? 0);
    const resting = market.book(line).restingLots(index, SELL) * line.lotFace;
    const elsewhere = this.offered(id, instrument) - auction.offeredBy(id, instrument);
    return { heldFace, freeFace: heldFace - resting - elsewhere };
  }

  private offered(agent: string, instrument: string): number {
    let sum = 0;
    for (const auction of this.purchases) sum += auction.offeredBy(agent, instrument);
    return sum;
  }

  /** In this session where there is time for it, else after the next opening. */
  private timesOf(market: BondMarket, now: SimTime): Pick<AuctionFacts, 'bidsCloseAt' | 'resultAt' | 'settlement'> {
    const holidays = extraHolidays(this.scenario, market);
    const isOpen = (at: number): boolean => isOpenAt(market, simTime(at), holidays);
    const closes = now + OFFERS_MINUTES * MINUTE_MS;
    const untilResult = RESULT_MINUTES * MINUTE_MS;
    const inSession = isOpen(now) && isOpen(closes) && isOpen(closes + untilResult);
    const later = inSession ? closes : nextOpening(market, now, holidays) + AFTER_OPENING_MINUTES * MINUTE_MS;
    const bidsCloseAt = simTime(later);
    const resultAt = simTime(later + untilResult);
    return {
      bidsCloseAt,
      resultAt,
      settlement: nextBusinessDay(market, businessDateAt(market, resultAt, holidays), holidays),
    };
  }
}

function nextOpening(market: BondMarket, now: SimTime, holidays: AuctionHolidays): SimTime {
  const until = simTime(now + LONGEST_CLOSURE_DAYS * DAY_MS);
  const opening = marketDayPlan(market, simTime(now + 1), until, holidays).find(
    ({ at, what }) => what === 'open' && at > now + 1,
  );
  assert(opening !== undefined, `${market} never opens again`);
  return opening.at;
}

type AuctionHolidays = ReturnType<typeof extraHolidays>;

/** An auction with its lines priced on its own settlement date. */
export function auctionOf(facts: AuctionFacts, scenario: Scenario): Auction {
  const lines = facts.instruments.map((id) => {
    const line = scenario.instruments.find((each) => each.id === id);
    assert(line !== undefined, `no instrument is called ${id}`);
    const holidays = extraHolidays(scenario, line.market);
    return new AuctionLine({
      facts: line,
      settlement: facts.settlement,
      holidays,
      ratioHundredThousandths: ratioOn(facts.settlement, line, businessDateAt(line.market, scenario.opensAt, holidays)),
    });
  });
  return new Auction(facts, lines);
}

/** A scenario states index ratios for its first business date. */
function ratioOn(settlement: DayNumber, { indexed }: InstrumentFacts, openedOn: DayNumber): number {
  return indexed === undefined ? RATIO_UNIT : indexRatioAfter(indexed, settlement - openedOn);
}

export const auctionsOf = (scenario: Scenario): Map<string, Auction> =>
  new Map(scenario.auctions.map((facts) => [facts.id, auctionOf(facts, scenario)]));
