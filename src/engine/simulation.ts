/**
 * The loop: takes what is next from the queue, lets the calendar happen, nature speak and institutions decide, and
 * records what follows. A pure function of (scenario, seed): nothing here reads a clock, a file or a random source of
 * its own. Reactions are queued, never nested: a subscription only puts (instant, institution, event) into the queue.
 */

import type { AnyAgentKind, BidCommand, Command, Headroom, Instrument, Opening } from '../agents/contract.ts';
import type { AgentKindName } from '../agents/kind-names.ts';
import { AGENT_KINDS } from '../agents/kinds.ts';
import { mayBeShort } from '../agents/short-selling.ts';
import { type ContentObserver, RunDigest } from '../events/content-digest.ts';
import { createStream, type EventStream } from '../events/stream.ts';
import type { MarketEvent } from '../events/vocabulary.ts';
import { businessDateAt } from '../market/sessions.ts';
import { keyedHash } from '../math/hash.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { assert } from '../units/assert.ts';
import type { Market, Seed, Seq, SimTime } from '../units/quantity.ts';
import { type CalendarWork, extraHolidays, fillAgenda, nextTick } from './agenda.ts';
import { AgentView, MarketView } from './agent-view.ts';
import { Auction } from './auction-desk.ts';
import { EventQueue, Priority } from './event-queue.ts';
import { SimulationFault } from './fault.ts';
import { Gauges } from './gauges.ts';
import { Institution } from './institution.ts';
import { InstrumentPricing } from './instrument-pricing.ts';
import { MarketDay } from './market-day.ts';
import { Nature } from './nature.ts';
import { listInstruments, openingEvents } from './opening.ts';
import { OrderDesk } from './order-desk.ts';
import { Recorder } from './recorder.ts';
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
  private readonly institutions: readonly Institution[];
  private readonly dealers: ReadonlySet<string>;
  private readonly auctions: ReadonlyMap<string, Auction>;
  private readonly pricings: readonly InstrumentPricing[];
  private readonly marketDay: MarketDay;
  private deciding: Institution | undefined;

  constructor({ scenario, seed, observe, observeContent, kinds }: SimulationOptions) {
    this.scenario = scenario;
    this.seed = seed;
    this.world = new World(({ kind }, { market }) => (mayBeShort(kind, market) ? Number.POSITIVE_INFINITY : 0));
    const { stream, publisher } = createStream();
    this.stream = stream;
    const digest = new RunDigest(observeContent === undefined ? {} : { observe: observeContent });
    this.recorder = new Recorder({ world: this.world, publisher, opensAt: scenario.opensAt, digest });
    this.instruments = listInstruments(scenario);
    this.gauges = new Gauges(this.instruments);
    this.pricings = scenario.instruments.map((facts) => {
      const holidays = extraHolidays(scenario, facts.market);
      return new InstrumentPricing(facts, businessDateAt(facts.market, scenario.opensAt, holidays), holidays);
    });
    this.auctions = new Map(
      scenario.auctions.map((facts) => [facts.id, new Auction(facts, this.factsOf(facts.instrument))]),
    );

    try {
      publisher.attach(() => observe?.(stream));
      for (const event of openingEvents(scenario, this.pricings)) this.recorder.record(event, []);
      this.desk = new OrderDesk(this.world.parts, this.gauges);
      this.recorder.attach(this.desk);
      const { scenario: given, world, gauges, instruments, pricings, auctions } = this;
      this.market = new MarketView({ scenario: given, world, gauges, instruments, pricings, auctions });
      this.market.now = scenario.opensAt;
      const { market, recorder, desk } = this;
      this.marketDay = new MarketDay({ market, gauges, nature: new Nature(seed), recorder, desk });
      this.institutions = this.engage(kinds ?? {});
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
        this.marketDay.open(work.market, work.date);
        break;
      case 'close':
        this.marketDay.close(work.market, work.date);
        break;
      case 'mark':
        this.marketDay.mark(work.market, work.date);
        break;
      case 'auction':
        this.runAuction(work.auction, work.step);
        break;
      case 'clock':
        if (this.marketDay.tickClock()) this.queue.push(this.now, Priority.priceTick, 0, { kind: 'priceTicks' });
        this.queue.push(nextTick(this.now), Priority.clock, 0, { kind: 'clock' });
        break;
      case 'priceTicks':
        this.marketDay.publishPriceTicks();
        break;
      case 'wake':
        this.wake(work.institution, work.event);
        break;
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
      for (const { event, causes } of auction.outcome({ tickValue, accruedPerLot }, isDealer))
        this.recorder.record(event, causes);
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
        this.queue.push(this.now, Priority.agent, keyedHash(this.seed, this.now, id), {
          kind: 'wake',
          institution,
          event,
        });
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
    const answer = auction.answer(
      institution.id,
      this.dealers.has(institution.id),
      command,
      this.now <= auction.facts.bidsCloseAt,
    );
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
