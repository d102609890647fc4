/**
 * The loop: takes what is next from the queue, lets the calendar happen, nature speak and institutions decide, and
 * records what follows. A pure function of (scenario, seed): nothing here reads a clock, a file or a random source of
 * its own. Reactions are queued, never nested: a subscription only puts (instant, institution, event) into the queue.
 */
import { AGENT_KINDS } from '../agents/kinds.ts';
import type { AnyAgentKind, BidCommand, Command, Headroom, Instrument, Opening } from '../agents/contract.ts';
import type { AgentKindName } from '../agents/kind-names.ts';
import { type ContentObserver, RunDigest } from '../events/content-digest.ts';
import { createStream, type EventStream } from '../events/stream.ts';
import type { EventOf, MarketEvent } from '../events/vocabulary.ts';
import { businessDateAt } from '../market/sessions.ts';
import { expireAll } from '../market/order-entry.ts';
import { keyedHash } from '../math/hash.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { assert } from '../units/assert.ts';
import type { DayNumber } from '../units/civil-date.ts';
import { type Market, milliBpOf, NO_CAUSE, type PriceTicks, type Seed, type Seq, type SimTime } from '../units/quantity.ts';
import { AgentView, MarketView } from './agent-view.ts';
import { type CalendarWork, extraHolidays, fillAgenda, nextTick, tradedMarkets } from './agenda.ts';
import { Auction } from './auction-desk.ts';
import { EventQueue, Priority } from './event-queue.ts';
import { SimulationFault } from './fault.ts';
import { Gauges } from './gauges.ts';
import { Institution } from './institution.ts';
import { InstrumentPricing } from './instrument-pricing.ts';
import { Nature } from './nature.ts';
import { listInstruments, openingEvents } from './opening.ts';
import { OrderDesk } from './order-desk.ts';
import { Recorder } from './recorder.ts';
import { permittedShort } from './short-rule.ts';
import { World } from './world.ts';

type Work = CalendarWork | { readonly kind: 'wake'; readonly institution: Institution; readonly event: MarketEvent };

export interface SimulationOptions {
  readonly scenario: Scenario;
  readonly seed: Seed;
  /** Called before the first event: whoever subscribes here sees everything. */
  readonly observe?: (stream: EventStream) => void;
  /** Sees the content digest of every event and record. Slow: for comparing two runs. */
  readonly observeContent?: ContentObserver;
  /** Further kinds, or other behaviour under a known name. */
  readonly kinds?: Readonly<Partial<Record<AgentKindName, AnyAgentKind>>>;
}

export class Simulation {
  readonly scenario: Scenario;
  readonly seed: Seed;
  readonly stream: EventStream;
  readonly world: World;
  readonly instruments: readonly Instrument[];
  private readonly queue = new EventQueue<Work>();
  private readonly recorder: Recorder;
  private readonly desk: OrderDesk;
  private readonly gauges: Gauges;
  private readonly market: MarketView;
  private readonly nature: Nature;
  private readonly institutions: readonly Institution[];
  private readonly byId: ReadonlyMap<string, Institution>;
  private readonly dealers: ReadonlySet<string>;
  private readonly auctions: ReadonlyMap<string, Auction>;
  private readonly pricings: readonly InstrumentPricing[];
  /** Seq of the last price tick and what it showed, by instrument index. */
  private readonly lastTick: { seq: Seq; bid: number; offer: number; trade: number }[];
  private readonly lastDate = new Map<Market, DayNumber>();
  private deciding: Institution | undefined;

  constructor({ scenario, seed, observe, observeContent, kinds }: SimulationOptions) {
    this.scenario = scenario;
    this.seed = seed;
    this.world = new World(permittedShort);
    const { stream, publisher } = createStream();
    this.stream = stream;
    const digest = new RunDigest(observeContent === undefined ? {} : { observe: observeContent });
    this.recorder = new Recorder({ world: this.world, publisher, opensAt: scenario.opensAt, digest });
    this.instruments = listInstruments(scenario);
    this.gauges = new Gauges(this.instruments);
    this.nature = new Nature(seed);
    this.pricings = scenario.instruments.map((facts) => {
      const holidays = extraHolidays(scenario, facts.market);
      return new InstrumentPricing(facts, businessDateAt(facts.market, scenario.opensAt, holidays), holidays);
    });
    this.auctions = new Map(scenario.auctions.map((facts) => [facts.id, new Auction(facts, this.factsOf(facts.instrument))]));
    this.lastTick = this.instruments.map(() => ({ seq: NO_CAUSE, bid: 0, offer: 0, trade: 0 }));
    observe?.(stream);

    try {
      for (const event of openingEvents(scenario, this.pricings)) this.recorder.record(event, []);
      this.desk = new OrderDesk(this.world.parts, this.gauges);
      this.recorder.attach(this.desk);
      const { scenario: given, world, gauges, instruments, pricings, auctions } = this;
      this.market = new MarketView({ scenario: given, world, gauges, instruments, pricings, auctions });
      this.market.now = scenario.opensAt;
      this.institutions = this.engage(kinds ?? {});
      this.byId = new Map(this.institutions.map((institution) => [institution.id, institution]));
      this.dealers = new Set(scenario.agents.filter(({ kind }) => kind === 'dealer').map(({ id }) => id));
      fillAgenda(this.queue as EventQueue<CalendarWork>, scenario, this.auctions);
    } catch (cause) {
      throw this.fault(cause);
    }
  }

  /** Simulated time reached. */
  get now(): SimTime {
    return this.recorder.now;
  }

  get lastSeq(): Seq {
    return this.recorder.lastSeq;
  }

  /** The run's digest so far: 32 hex digits. */
  get digest(): string {
    return this.recorder.digest.hex;
  }

  get isFinished(): boolean {
    const next = this.queue.peek();
    return next === undefined || next.at > this.scenario.endsAt;
  }

  /** Runs everything up to and including `until`, at most to the scenario's end. Throws `SimulationFault` only. */
  advance(until: SimTime): void {
    const limit = until < this.scenario.endsAt ? until : this.scenario.endsAt;
    try {
      for (let next = this.queue.peek(); next !== undefined && next.at <= limit; next = this.queue.peek()) {
        assert(next.at >= this.recorder.now, 'time ran backwards');
        this.queue.pop();
        if (next.at > this.recorder.now) this.recorder.flush();
        this.recorder.now = next.at;
        this.market.now = next.at;
        this.perform(next.work);
      }
      this.recorder.flush();
    } catch (cause) {
      throw this.fault(cause);
    }
  }

  /** How far each institution's limits are, in market units. */
  headroom(): readonly { readonly agent: string; readonly headroom: readonly Headroom[] }[] {
    return this.institutions.map((institution) => ({ agent: institution.id, headroom: institution.headroom() }));
  }

  // ── What happens ──────────────────────────────────────────────────────────────────────────────────────────────────

  private perform(work: Work): void {
    switch (work.kind) {
      case 'announce':
        this.recorder.record(work.announcement.event, []);
        break;
      case 'open':
        this.openSession(work.market, work.date);
        break;
      case 'close':
        this.closeSession(work.market, work.date);
        break;
      case 'mark':
        this.markCloses(work.market, work.date);
        break;
      case 'auction':
        this.runAuction(work.auction, work.step);
        break;
      case 'clock':
        this.tickClock();
        break;
      case 'priceTicks':
        this.publishPriceTicks();
        break;
      case 'wake':
        this.wake(work.institution, work.event);
        break;
    }
  }

  private openSession(market: Market, date: DayNumber): void {
    const opened = this.recorder.record({ type: 'SessionOpened', market, date }, []);
    if (this.lastDate.get(market) === date) return;
    this.lastDate.set(market, date);
    for (const instrument of this.market.instruments(market)) {
      const pricing = this.market.pricing(instrument);
      pricing.turnDate(date, this.gauges.level[instrument.index] as number);
      this.market.forgetLevel(instrument);
      this.gauges.turnDate(instrument);
      if (instrument.isBond) this.recorder.record({ type: 'InterestAccrued', instrument: instrument.id, date, perLot: pricing.accruedPerLot() }, [opened.seq]);
    }
    this.tellNews(this.nature.overnight(market, this.now));
  }

  /** Orders are good for the session. */
  private closeSession(market: Market, date: DayNumber): void {
    this.world.checkInvariants(this.market.instruments(market).map((instrument) => this.market.book(instrument)));
    const closed = this.recorder.record({ type: 'SessionClosed', market, date }, []);
    for (const instrument of this.market.instruments(market)) {
      expireAll(this.market.book(instrument), this.desk.log, closed.seq);
      this.desk.settle();
      if (this.desk.log.isNearlyFull()) this.recorder.flush();
    }
  }

  private markCloses(market: Market, date: DayNumber): void {
    for (const instrument of this.market.instruments(market)) {
      const book = this.market.book(instrument);
      const mid = this.market.midHalfTicks(instrument) || 2 * book.lastTradeTicks;
      const previous = this.gauges.previousClose[instrument.index] as number;
      const level = mid > 0 ? this.market.levelOfHalfTicks(instrument, mid) : previous;
      const halfTicks = mid > 0 ? mid : Math.round(2 * this.market.pricing(instrument).priceAt(previous) * instrument.ticksPerPoint);
      const { seq: tick } = this.lastTick[instrument.index] as { seq: Seq };
      this.gauges.previousClose[instrument.index] = level;
      const change = milliBpOf(level - previous);
      this.recorder.record(
        { type: 'CloseMarked', instrument: instrument.id, date, closeHalfTicks: halfTicks, level: milliBpOf(level), change },
        tick === NO_CAUSE ? [] : [tick],
      );
    }
  }

  private tickClock(): void {
    const open = tradedMarkets(this.scenario).filter((market) => this.market.isOpen(market));
    if (open.length > 0) {
      for (const market of open) this.tellNews(this.nature.duringSession(market, this.now));
      this.recorder.record({ type: 'ClockTicked' }, []);
      this.queue.push(this.now, Priority.priceTick, 0, { kind: 'priceTicks' });
    }
    this.queue.push(nextTick(this.now), Priority.clock, 0, { kind: 'clock' });
  }

  private tellNews(news: ReturnType<Nature['overnight']>): void {
    this.gauges.hearNews(this.recorder.record(news, []) as EventOf<'NewsArrived'>);
  }

  private publishPriceTicks(): void {
    for (const instrument of this.instruments) {
      if (!this.market.isOpen(instrument.market)) continue;
      this.gauges.tick(instrument, this.market.levelBp(instrument));
      const book = this.market.book(instrument);
      const last = this.lastTick[instrument.index] as { seq: Seq; bid: number; offer: number; trade: number };
      const [bid, offer, trade] = [book.bestBidTicks(), book.bestOfferTicks(), book.lastTradeTicks];
      if (bid === last.bid && offer === last.offer && trade === last.trade) continue;
      const causes = distinctCauses(bid === last.bid ? 0 : book.bidCause, offer === last.offer ? 0 : book.offerCause, trade === last.trade ? 0 : book.tradeCause);
      Object.assign(last, { bid, offer, trade });
      last.seq = this.recorder.record(
        {
          type: 'PriceTicked',
          instrument: instrument.id,
          bidTicks: bid as PriceTicks,
          offerTicks: offer as PriceTicks,
          lastTicks: trade as PriceTicks,
          level: milliBpOf(this.gauges.level[instrument.index] as number),
        },
        causes,
      ).seq;
    }
  }

  private runAuction(auction: Auction, step: 'announce' | 'invite' | 'result'): void {
    const isDealer = (agent: string): boolean => this.dealers.has(agent);
    if (step === 'announce') {
      this.recorder.record(auction.announcement(), []);
    } else if (step === 'invite') {
      auction.open(this.recorder.record(auction.invitation(), []).seq);
    } else {
      const { tickValue } = this.factsOf(auction.facts.instrument);
      const accruedPerLot = this.market.pricing(this.market.instrument(auction.facts.instrument)).accruedPerLot();
      for (const { event, causes } of auction.outcome({ tickValue, accruedPerLot }, isDealer)) this.recorder.record(event, causes);
    }
  }

  // ── Institutions ──────────────────────────────────────────────────────────────────────────────────────────────────

  private engage(kinds: Readonly<Partial<Record<AgentKindName, AnyAgentKind>>>): Institution[] {
    const { agents } = this.world.parts;
    return this.scenario.agents.map(({ id, kind, mandate }) => {
      const view = new AgentView(this.market, { id, kind, mandate }, agents.indexOf(id));
      const institution = new Institution(kinds[kind] ?? AGENT_KINDS[kind], view, this.seed);
      institution.start(view satisfies Opening<unknown>);
      institution.listen(this.stream, (event) => {
        this.queue.push(this.now, Priority.agent, keyedHash(this.seed, this.now, id), { kind: 'wake', institution, event });
      });
      return institution;
    });
  }

  private wake(institution: Institution, event: MarketEvent): void {
    this.deciding = institution;
    institution.hear(event);
    let cause = event.seq;
    for (const command of institution.decide(event)) cause = this.execute(institution, command, cause);
    this.deciding = undefined;
  }

  /** Carries out one command and returns the cause of those after it. */
  private execute(institution: Institution, command: Command, cause: Seq): Seq {
    if (this.desk.log.isNearlyFull()) this.recorder.flush();
    switch (command.type) {
      case 'Take':
        this.desk.take(command, this.placement(institution, command.instrument.market, command.because ?? cause));
        return cause;
      case 'Quote':
        this.desk.quote(command, this.placement(institution, command.instrument.market, command.because ?? cause));
        return cause;
      case 'Bid':
        this.bid(institution, command, cause);
        return cause;
      case 'Declare': {
        assert(command.event.agent === institution.id, `${institution.id} speaks for ${command.event.agent}`);
        // Noise is a root: it follows from nothing that a run could explain.
        const declared = this.recorder.record(command.event, command.event.type === 'NoiseDrawn' ? [] : [cause]);
        institution.hear(declared);
        return declared.seq;
      }
    }
  }

  private placement(institution: Institution, market: Market, cause: Seq) {
    return { owner: institution.index, cause, isOpen: this.market.isOpen(market) };
  }

  private bid(institution: Institution, command: BidCommand, cause: Seq): void {
    const auction = this.auctions.get(command.auction);
    assert(auction !== undefined, `${institution.id} bids at ${command.auction}, which nobody announced`);
    const answer = auction.answer(institution.id, this.dealers.has(institution.id), command, this.now <= auction.facts.bidsCloseAt);
    const recorded = this.recorder.record(answer, [cause]);
    if (recorded.type === 'BidSubmitted') auction.receive(recorded);
  }

  private factsOf(instrument: string) {
    const facts = this.scenario.instruments.find(({ id }) => id === instrument);
    assert(facts !== undefined, `no instrument is called ${instrument}`);
    return facts;
  }

  private fault(cause: unknown): SimulationFault {
    if (cause instanceof SimulationFault) return cause;
    const { scenario, seed, lastSeq, now } = this;
    return new SimulationFault(cause, { scenario: scenario.id, seed, seq: lastSeq, at: now, agent: this.deciding?.id });
  }
}

/** The decisions behind a price tick, oldest first, each once. */
function distinctCauses(bid: number, offer: number, trade: number): Seq[] {
  return [...new Set([bid, offer, trade])].filter((cause) => cause > 0).sort((a, b) => a - b) as Seq[];
}
