/**
 * The loop: takes what is next from the queue, lets the calendar happen, nature speak and institutions decide, and
 * records what follows. A pure function of (scenario, seed): nothing here reads a clock, a file or a random source of
 * its own. Reactions are queued, never nested: a subscription only puts (instant, institution, event) into the queue.
 */

import type { AnyAgentKind, Command, Headroom, Instrument, Opening } from '../agents/contract.ts';
import type { AgentKindName } from '../agents/kind-names.ts';
import { AGENT_KINDS } from '../agents/kinds.ts';
import { mayBeShort } from '../agents/short-selling.ts';
import { type ContentObserver, RunDigest } from '../events/content-digest.ts';
import { RECORD_WORDS } from '../events/records.ts';
import { createStream, type EventStream } from '../events/stream.ts';
import type { MarketEvent } from '../events/vocabulary.ts';
import { businessDateAt, venueOf } from '../market/calendar/sessions.ts';
import { keyedHash } from '../math/hash.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { assert } from '../units/assert.ts';
import { NO_CAUSE, type Seed, type Seq, type SimTime } from '../units/quantity.ts';
import { type CalendarWork, extraHolidays, fillAgenda, nextTick } from './agenda.ts';
import { AgentView, MarketView } from './agent-view.ts';
import { AuctionHouse, auctionsOf } from './auction-house.ts';
import { EventQueue, Priority } from './event-queue.ts';
import { type Exchange, type ExchangeWork, exchangeOf } from './exchange.ts';
import { SimulationFault } from './fault.ts';
import { Gauges } from './gauges.ts';
import { Institution } from './institution.ts';
import { InstrumentPricing } from './instrument-pricing.ts';
import { InterventionDesk, type InterventionWork } from './intervention-desk.ts';
import { MarketDay } from './market-day.ts';
import { Nature } from './nature.ts';
import { listInstruments, openingEvents } from './opening.ts';
import { OrderDesk } from './order-desk.ts';
import { Recorder } from './recorder.ts';
import { SettlementDesk } from './settlement-desk.ts';
import { carriesOut, isLeftOut, type Without } from './without.ts';
import { World } from './world.ts';

type Work =
  | CalendarWork
  | ExchangeWork
  | InterventionWork
  | { readonly kind: 'wake'; readonly institution: Institution; readonly event: MarketEvent };

export interface SimulationOptions {
  readonly scenario: Scenario;
  readonly seed: Seed;
  /** Called before the first event: whoever subscribes here sees everything. */
  readonly observe?: (stream: EventStream) => void;
  /** Sees the content digest of every event and record. Slow: for comparing two runs. */
  readonly observeContent?: ContentObserver;
  /** Further kinds, or other behaviour under a known name. */
  readonly kinds?: Readonly<Partial<Record<AgentKindName, AnyAgentKind>>>;
  /** One thing that shall not happen, everything else on the same luck. */
  readonly without?: Without;
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
  private readonly auctions: AuctionHouse;
  private readonly pricings: readonly InstrumentPricing[];
  private readonly exchange: Exchange;
  private readonly marketDay: MarketDay;
  private readonly settlement: SettlementDesk;
  private readonly interventions: InterventionDesk;
  private readonly without: Without | undefined;
  private deciding: Institution | undefined;

  constructor({ scenario, seed, observe, observeContent, kinds, without }: SimulationOptions) {
    this.scenario = scenario;
    this.seed = seed;
    this.without = without;
    this.world = new World(({ kind }, { market, instrument }) =>
      mayBeShort(kind, market, instrument) ? Number.POSITIVE_INFINITY : 0,
    );
    const { stream, publisher } = createStream();
    this.stream = stream;
    const digest = new RunDigest(observeContent === undefined ? {} : { observe: observeContent });
    this.recorder = new Recorder({ world: this.world, publisher, opensAt: scenario.opensAt, digest, without });
    this.instruments = listInstruments(scenario);
    this.gauges = new Gauges(this.instruments);
    this.pricings = scenario.instruments.map((facts) => {
      const holidays = extraHolidays(scenario, facts.market);
      const venue = venueOf(facts.id, facts.market);
      return new InstrumentPricing(facts, businessDateAt(venue, scenario.opensAt, holidays), holidays);
    });

    try {
      publisher.attach(() => observe?.(stream));
      this.settlement = new SettlementDesk({ scenario, seed, world: this.world, recorder: this.recorder, stream });
      for (const event of openingEvents(scenario, this.pricings)) this.recorder.record(event, []);
      this.desk = new OrderDesk(this.world.parts, this.gauges);
      this.recorder.attach(this.desk);
      const { scenario: given, world, gauges, instruments, pricings } = this;
      const auctions = auctionsOf(scenario);
      this.market = new MarketView({ scenario: given, world, gauges, instruments, pricings, auctions });
      this.market.now = scenario.opensAt;
      const { market, recorder, desk } = this;
      this.exchange = exchangeOf(scenario, {
        market,
        recorder,
        desk,
        wakeAt: (at, work) => this.queue.push(at, Priority.call, 0, work),
      });
      const { exchange } = this;
      this.marketDay = new MarketDay({ market, gauges, nature: new Nature(seed), recorder, desk, exchange });
      this.institutions = this.engage(kinds ?? {});
      const queue = this.queue as EventQueue<CalendarWork>;
      this.auctions = new AuctionHouse({ market, recorder, queue, auctions });
      desk.promised = (owner, line) =>
        this.auctions.promisedLots(world.parts.agents.idAt(owner), world.parts.instruments.idAt(line));
      fillAgenda(queue, scenario, auctions);
      this.interventions = new InterventionDesk({
        scenario,
        seed,
        recorder,
        market,
        auctions: this.auctions,
        institutions: this.institutions,
        queue: this.queue as EventQueue<InterventionWork>,
        trade: (institution, command, cause) => this.execute(institution, command, cause),
      });
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

  /** Seq of the last event or record before each intervention that was carried out so far. */
  get intervenedAfter(): readonly Seq[] {
    return this.interventions.carriedOutAfter;
  }

  get isFinished(): boolean {
    const next = this.queue.peek();
    return next === undefined || next.at > this.scenario.endsAt;
  }

  /** Runs everything up to and including `until`, at most to the scenario's end. Throws `SimulationFault` only. */
  advance(until: SimTime): void {
    const limit = until < this.scenario.endsAt ? until : this.scenario.endsAt;
    try {
      this.intervene();
      for (let next = this.queue.peek(); next !== undefined && next.at <= limit; next = this.queue.peek()) {
        assert(next.at >= this.recorder.now, 'time ran backwards');
        this.queue.pop();
        if (next.at > this.recorder.now) this.recorder.flush();
        this.recorder.now = next.at;
        this.market.now = next.at;
        this.perform(next.work);
        this.intervene();
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
        this.marketDay.open(work.venue, work.date);
        break;
      case 'close':
        this.marketDay.close(work.venue, work.date);
        break;
      case 'settle':
        this.settlement.settle(work.currency, work.date, work.since);
        break;
      case 'mark':
        this.marketDay.mark(work.venue, work.date);
        break;
      case 'auction':
        this.auctions.perform(work.auction, work.step);
        break;
      case 'clock':
        if (this.marketDay.tickClock()) this.queue.push(this.now, Priority.priceTick, 0, { kind: 'priceTicks' });
        this.queue.push(nextTick(this.now), Priority.clock, 0, { kind: 'clock' });
        break;
      case 'priceTicks':
        this.marketDay.publishPriceTicks();
        break;
      case 'exchange':
        this.exchange.perform(work);
        break;
      case 'wake':
        this.wake(work.institution, work.event);
        break;
      case 'intervene':
      case 'slice':
        this.interventions.perform(work);
        break;
    }
  }

  /** A fork at a seq inside the effects of a command happens after that command. */
  private intervene(): void {
    this.interventions.carryOutAfter(this.recorder.lastSeq + this.desk.log.length / RECORD_WORDS);
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
    for (const command of isLeftOut(this.without, institution.id, event) ? [] : institution.decide(event)) {
      if (!carriesOut(this.without, command, cause)) cause = this.execute(institution, command, cause);
      this.intervene();
    }
    this.deciding = undefined;
  }

  /** Carries out one command and returns the cause of those after it. */
  private execute(institution: Institution, command: Command, cause: Seq): Seq {
    if (this.desk.log.isNearlyFull()) this.recorder.flush();
    switch (command.type) {
      case 'Take':
        this.desk.take(command, this.placement(institution, command.instrument, command.because ?? cause));
        return cause;
      case 'Quote':
        this.desk.quote(command, this.placement(institution, command.instrument, command.because ?? cause));
        return cause;
      case 'Bid':
        this.auctions.bid(institution, command, cause);
        return cause;
      case 'Operate': {
        const announced = this.auctions.operate(institution.id, command, cause);
        institution.hear(announced);
        return announced.seq;
      }
      case 'Declare': {
        assert(command.event.agent === institution.id, `${institution.id} speaks for ${command.event.agent}`);
        // Noise is a root: it follows from nothing that a run could explain.
        const causes = command.event.type === 'NoiseDrawn' ? [] : bothCauses(command.because, cause);
        const declared = this.recorder.record(command.event, causes);
        institution.hear(declared);
        return declared.seq;
      }
    }
  }

  private placement(institution: Institution, line: Instrument, cause: Seq) {
    const { market } = this;
    return { owner: institution.index, cause, isOpen: market.isOpen(line.venue), isOver: !market.isTrading(line) };
  }

  private fault(cause: unknown): SimulationFault {
    if (cause instanceof SimulationFault) return cause;
    const { scenario, seed, lastSeq, now } = this;
    return new SimulationFault(cause, { scenario: scenario.id, seed, seq: lastSeq, at: now, agent: this.deciding?.id });
  }
}

/** Oldest first, each once; an earlier event that there is none of is left out. */
const bothCauses = (because: Seq | undefined, cause: Seq): Seq[] =>
  because === undefined || because === NO_CAUSE || because === cause ? [cause] : [because, cause].sort((a, b) => a - b);
