/**
 * The loop: takes what is next from the queue, lets the calendar happen, nature speak and institutions decide, and
 * records what follows. A pure function of (scenario, seed): nothing here reads a clock, a file or a random source of
 * its own. Reactions are queued, never nested: a subscription only puts (instant, institution, event) into the queue.
 */

import type { AnyAgentKind, Command, Headroom, Instrument, Opening } from '../agents/contract.ts';
import type { AgentKindName } from '../agents/kind-names.ts';
import { AGENT_KINDS } from '../agents/kinds.ts';
import { LOOP_NAMES } from '../agents/loops.ts';
import { mayBeShort } from '../agents/short-selling.ts';
import { type ContentObserver, type DigestSoFar, RunDigest, type RunDigestState } from '../events/content-digest.ts';
import { RECORD_WORDS } from '../events/records.ts';
import { createStream, type EventStream } from '../events/stream.ts';
import type { MarketEvent } from '../events/vocabulary.ts';
import type { Book } from '../market/book/book.ts';
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
import { correlationsOf } from './innovations.ts';
import { Institution, type InstitutionState } from './institution.ts';
import { InstrumentPricing, type PricingState } from './instrument-pricing.ts';
import { InterventionDesk, type InterventionParts, type InterventionWork } from './intervention-desk.ts';
import { MarketDay } from './market-day.ts';
import { Nature } from './nature.ts';
import { listInstruments, openingEvents } from './opening.ts';
import { OrderDesk } from './order-desk.ts';
import { NO_PROBE, type Probe } from './probe.ts';
import { Recorder } from './recorder.ts';
import { SettlementDesk } from './settlement-desk.ts';
import type { Snapshot } from './snapshot.ts';
import { priceIn } from './surprises.ts';
import { carriesOut, isLeftOut, type Without } from './without.ts';
import { type ShortRule, World } from './world.ts';

type Work =
  | CalendarWork
  | ExchangeWork
  | InterventionWork
  | { readonly kind: 'wake'; readonly institution: Institution; readonly event: MarketEvent };

/** What a run is made of: scenario and seed decide everything that happens, the rest only who watches. */
export interface SimulationOptions {
  readonly scenario: Scenario;
  readonly seed: Seed;
  /** Called before the first event: whoever subscribes here sees everything. The world is to be looked at only. */
  readonly observe?: (stream: EventStream, digest: DigestSoFar, world: World) => void;
  /** Sees the content digest of every event and record. Slow: for comparing two runs. */
  readonly observeContent?: ContentObserver;
  /** Further kinds, or other behaviour under a known name. */
  readonly kinds?: Readonly<Partial<Record<AgentKindName, AnyAgentKind>>>;
  /** One thing that shall not happen, everything else on the same luck. */
  readonly without?: Without;
  /**
   * Goes on from here, of the same scenario and seed: observers see what comes after it. The scenario may have further
   * interventions, and the run may be without something, that lie after it.
   */
  readonly from?: Snapshot;
  /** Told what the loop is at; changes nothing. */
  readonly probe?: Probe;
  /**
   * Books of a run of the same lines and institutions that is over, by instrument, with `from`: whoever takes up many moments in a
   * row need not make new ones, which is half of the cost.
   */
  readonly spare?: readonly Book[];
}

/** One run. Its opening happens in the constructor, which throws `SimulationFault` as `advance` does. */
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
  /** As anybody may see it; to be looked at only. */
  readonly market: MarketView;
  private readonly institutions: readonly Institution[];
  private readonly auctions: AuctionHouse;
  private readonly pricings: readonly InstrumentPricing[];
  private readonly exchange: Exchange;
  private readonly marketDay: MarketDay;
  private readonly settlement: SettlementDesk;
  private readonly interventions: InterventionDesk;
  private readonly without: Without | undefined;
  private readonly probe: Probe;
  private deciding: Institution | undefined;
  /** Everything up to here has happened. */
  private reached: number;

  constructor({ scenario, seed, observe, observeContent, kinds, without, from, probe, spare }: SimulationOptions) {
    this.probe = probe ?? NO_PROBE;
    this.scenario = scenario;
    this.seed = seed;
    this.without = without;
    this.reached = from?.at ?? scenario.opensAt - 1;
    this.world = from === undefined ? new World(shortLimit) : World.restore(from.world, shortLimit, spare);
    const { stream, publisher } = createStream();
    this.stream = stream;
    const watched = observeContent === undefined ? {} : { observe: observeContent };
    const digest = from === undefined ? new RunDigest(watched) : RunDigest.restore(from.digest, watched);
    const startsAt = from?.lastAt ?? scenario.opensAt;
    this.recorder = new Recorder({ world: this.world, publisher, startsAt, digest, without, probe: this.probe });
    this.instruments = listInstruments(scenario);
    this.gauges = new Gauges(this.instruments, correlationsOf(scenario));
    this.pricings = scenario.instruments.map((facts) => {
      const holidays = extraHolidays(scenario, facts.market);
      const venue = venueOf(facts.id, facts.market);
      return new InstrumentPricing(facts, businessDateAt(venue, scenario.opensAt, holidays), holidays);
    });

    try {
      stream.of('GeopoliticalShockStruck').subscribe((event) => this.gauges.politics.hear(event));
      publisher.attach(() => observe?.(stream, digest, this.world));
      this.settlement = new SettlementDesk({ scenario, seed, world: this.world, recorder: this.recorder, stream });
      if (from === undefined)
        for (const event of openingEvents(scenario, this.pricings)) this.recorder.record(event, []);
      else this.restoreMarks(from);
      this.desk = new OrderDesk(this.world.parts, this.gauges, this.probe);
      this.recorder.attach(this.desk);
      const { scenario: given, world, gauges, instruments, pricings } = this;
      const { quotedFlow } = this.desk;
      const auctions = auctionsOf(scenario);
      this.market = new MarketView({ scenario: given, world, gauges, instruments, pricings, auctions, quotedFlow });
      this.market.now = startsAt;
      const { market, recorder, desk } = this;
      const wakeAt = (at: SimTime, work: ExchangeWork): void => this.queue.push(at, Priority.call, 0, work);
      this.exchange = exchangeOf(scenario, { market, recorder, desk, wakeAt });
      const { exchange } = this;
      this.marketDay = new MarketDay({ market, gauges, nature: new Nature(seed), recorder, desk, exchange });
      const queue = this.queue as EventQueue<CalendarWork>;
      this.auctions = new AuctionHouse({ market, recorder, queue, auctions });
      desk.promised = (owner, line) =>
        this.auctions.promisedLots(world.parts.agents.idAt(owner), world.parts.instruments.idAt(line));
      if (from !== undefined) this.auctions.restore(from.auctions);
      this.institutions = this.engage(kinds ?? {}, from?.institutions);
      fillAgenda(queue, scenario, auctions, this.reached);
      this.interventions = this.readyInterventions(from?.seq ?? NO_CAUSE);
      if (from !== undefined) this.restoreDesks(from);
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

  /**
   * The run as it stands, to go on from; legal whenever `advance` has returned. Content digests of the first `known` control
   * events are left out, see `RunDigest.save`.
   */
  save(known = 0): Snapshot {
    const { recorder, desk, market, lastSeq } = this;
    assert(desk.log.length === 0, 'a snapshot is taken between two instants');
    return {
      at: this.reached as SimTime,
      seq: lastSeq,
      lastAt: recorder.now,
      digest: recorder.digest.save(known),
      world: this.world.save(),
      nextOrder: desk.nextOrder,
      loops: { ...market.loops },
      gauges: this.gauges.save(),
      quotedFlow: desk.quotedFlow.save(),
      pricings: this.pricings.map((pricing) => pricing.save()),
      marketDay: this.marketDay.save(),
      exchange: this.exchange.save(),
      calls: this.queue
        .entries(({ kind }) => kind === 'exchange')
        .flatMap(({ at, work }) => (work.kind === 'exchange' ? [{ at, work }] : [])),
      settlementCauses: this.settlement.causes.save(),
      auctions: this.auctions.save(),
      interventions: this.interventions.save(),
      institutions: this.institutions.map((institution) => institution.save()),
    };
  }

  /** All content digests so far, for snapshots that were saved without those that they knew. */
  saveDigest(): RunDigestState {
    return this.recorder.digest.save();
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
      this.reached = Math.max(this.reached, limit);
    } catch (cause) {
      throw this.fault(cause);
    }
  }

  /** How far each institution's limits are, in market units. */
  headroom(): readonly { readonly agent: string; readonly headroom: readonly Headroom[] }[] {
    return this.institutions.map((institution) => ({ agent: institution.id, headroom: institution.headroom() }));
  }

  // ── Going on from a snapshot ──────────────────────────────────────────────────────────────────────────────────────

  /** Before anything looks at a market. */
  private restoreMarks({ gauges, pricings, settlementCauses }: Snapshot): void {
    assert(pricings.length === this.pricings.length, 'a snapshot of other instruments');
    this.gauges.restore(gauges);
    for (const [at, pricing] of this.pricings.entries()) pricing.restore(pricings[at] as PricingState);
    this.settlement.causes.restore(settlementCauses);
  }

  private restoreDesks({ nextOrder, quotedFlow, loops, marketDay, exchange, calls, interventions }: Snapshot): void {
    this.desk.nextOrder = nextOrder;
    this.desk.quotedFlow.restore(quotedFlow);
    for (const name of LOOP_NAMES) this.market.switchLoop(name, loops[name]);
    this.marketDay.restore(marketDay);
    this.exchange.restore(exchange);
    for (const { at, work } of calls) this.queue.push(at, Priority.call, 0, work);
    this.interventions.restore(interventions);
  }

  private readyInterventions(since: Seq): InterventionDesk {
    const { scenario, seed, recorder, market, auctions, institutions } = this;
    const queue = this.queue as EventQueue<InterventionWork>;
    const trade: InterventionParts['trade'] = (institution, command, cause) =>
      this.execute(institution, command, cause);
    const parts = { scenario, seed, recorder, market, auctions, institutions, queue, trade };
    return new InterventionDesk(parts, { at: this.reached, seq: since });
  }

  // ── What happens ──────────────────────────────────────────────────────────────────────────────────────────────────

  private perform(work: Work): void {
    switch (work.kind) {
      case 'announce':
        priceIn(this.recorder.record(work.announcement.event, []), this.market.sources);
        break;
      case 'open':
        this.marketDay.open(work.venue, work.date);
        break;
      case 'close':
        this.marketDay.close(work.venue, work.date);
        break;
      case 'settle':
        this.probe.begin('ledger');
        this.settlement.settle(work.currency, work.date, work.since);
        this.probe.end();
        break;
      case 'mark':
        this.marketDay.mark(work.venue, work.date);
        break;
      case 'auction':
        this.probe.begin('match');
        this.auctions.perform(work.auction, work.step);
        this.probe.end();
        break;
      case 'clock':
        if (this.marketDay.tickClock()) this.queue.push(this.now, Priority.priceTick, 0, { kind: 'priceTicks' });
        this.queue.push(nextTick(this.now), Priority.clock, 0, { kind: 'clock' });
        break;
      case 'priceTicks':
        this.marketDay.publishPriceTicks();
        break;
      case 'exchange':
        this.probe.begin('match');
        this.exchange.perform(work);
        this.probe.end();
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

  private engage(
    kinds: Readonly<Partial<Record<AgentKindName, AnyAgentKind>>>,
    saved: readonly InstitutionState[] | undefined,
  ): Institution[] {
    const { agents } = this.world.parts;
    const states = saved && new Map(saved.map((state) => [state.id, state]));
    return this.scenario.agents.map(({ id, kind, mandate }) => {
      const view = new AgentView(this.market, { id, kind, mandate }, agents.indexOf(id));
      const institution = new Institution(kinds[kind] ?? AGENT_KINDS[kind], view, this.seed);
      if (states === undefined) institution.start(view satisfies Opening<unknown>);
      // However often it is woken at one instant, its turn is one.
      let turnAt: SimTime | undefined;
      let turn = 0;
      institution.listen(this.stream, (event) => {
        if (turnAt !== this.now) turn = keyedHash(this.seed, this.now, id);
        turnAt = this.now;
        this.queue.push(this.now, Priority.agent, turn, { kind: 'wake', institution, event });
      });
      // After it has subscribed, as it once did, under the mandate of its first day.
      if (states !== undefined) institution.restore(savedOf(states, id));
      return institution;
    });
  }

  private wake(institution: Institution, event: MarketEvent): void {
    this.deciding = institution;
    this.probe.begin('decide');
    institution.hear(event);
    const commands = isLeftOut(this.without, institution.id, event) ? [] : institution.decide(event);
    this.probe.end();
    let cause = event.seq;
    for (const command of commands) {
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
        this.probe.begin('match');
        this.desk.take(command, this.placement(institution, command.instrument, command.because ?? cause));
        this.probe.end();
        return cause;
      case 'Quote':
        this.probe.begin('match');
        this.desk.quote(command, this.placement(institution, command.instrument, command.because ?? cause));
        this.probe.end();
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

const shortLimit: ShortRule = ({ kind }, { market, instrument }) =>
  mayBeShort(kind, market, instrument) ? Number.POSITIVE_INFINITY : 0;

function savedOf(states: ReadonlyMap<string, InstitutionState>, id: string): InstitutionState {
  const state = states.get(id);
  assert(state !== undefined, `the snapshot knows no institution called ${id}`);
  return state;
}

/** Oldest first, each once; an earlier event that there is none of is left out. */
const bothCauses = (because: Seq | undefined, cause: Seq): Seq[] =>
  because === undefined || because === NO_CAUSE || because === cause ? [cause] : [because, cause].sort((a, b) => a - b);
