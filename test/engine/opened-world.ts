/**
 * The parts of an engine just after the opening, for tests that look at one of them: a world with its books and ledger, the
 * order desk, the gauges and the view, wired as `Simulation` wires them, without queue, agents or nature.
 */
import type { Instrument, QuoteCommand, TakeCommand } from '../../src/agents/contract.ts';
import { mayBeShort } from '../../src/agents/short-selling.ts';
import { extraHolidays } from '../../src/engine/agenda.ts';
import { AgentView, MarketView } from '../../src/engine/agent-view.ts';
import type { Auction } from '../../src/engine/auction-desk.ts';
import { auctionsOf } from '../../src/engine/auction-house.ts';
import { Gauges } from '../../src/engine/gauges.ts';
import { InstrumentPricing } from '../../src/engine/instrument-pricing.ts';
import { listInstruments, openingEvents } from '../../src/engine/opening.ts';
import { OrderDesk } from '../../src/engine/order-desk.ts';
import { World } from '../../src/engine/world.ts';
import type { MarketEvent, Unplaced } from '../../src/events/vocabulary.ts';
import { businessDateAt } from '../../src/market/calendar/sessions.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { lots, priceTicks, type Side } from '../../src/units/quantity.ts';

export class OpenedEngine {
  readonly scenario: Scenario;
  readonly world = new World(({ kind }, { market, instrument }) =>
    mayBeShort(kind, market, instrument) ? Number.POSITIVE_INFINITY : 0,
  );
  readonly instruments: readonly Instrument[];
  readonly pricings: readonly InstrumentPricing[];
  readonly auctions: ReadonlyMap<string, Auction>;
  readonly gauges: Gauges;
  readonly desk: OrderDesk;
  readonly market: MarketView;
  private last = 0;

  constructor(scenario: Scenario) {
    this.scenario = scenario;
    this.instruments = listInstruments(scenario);
    this.gauges = new Gauges(this.instruments);
    this.pricings = pricingsOf(scenario);
    this.auctions = auctionsOf(scenario);
    for (const event of openingEvents(scenario, this.pricings)) this.happens(event);
    this.desk = new OrderDesk(this.world.parts, this.gauges);
    const { world, gauges, instruments, pricings, auctions } = this;
    const { quotedFlow } = this.desk;
    this.market = new MarketView({ scenario, world, gauges, instruments, pricings, auctions, quotedFlow });
    this.market.now = scenario.opensAt;
  }

  /** Folds an event into the world, in the next place. */
  happens(event: Unplaced<MarketEvent>): void {
    this.last += 1;
    this.world.evolve({ ...event, seq: this.last, at: this.scenario.opensAt, causes: [] } as unknown as MarketEvent);
  }

  instrument(id: string): Instrument {
    return this.market.instrument(id);
  }

  indexOf(agent: string): number {
    return this.world.parts.agents.indexOf(agent);
  }

  seenBy(id: string): AgentView {
    const facts = this.scenario.agents.find((agent) => agent.id === id);
    if (facts === undefined) throw new Error(`nobody is called ${id}`);
    return new AgentView(this.market, { id, kind: facts.kind, mandate: facts.mandate }, this.indexOf(id));
  }

  /** Shows orders on one side: `[ticks, lots]`, best first; none withdraws. */
  quotes(agent: string, line: string, side: Side, levels: readonly (readonly [number, number])[], isOpen = true): void {
    const command: QuoteCommand = {
      type: 'Quote',
      instrument: this.instrument(line),
      side,
      prices: levels.map(([ticks]) => priceTicks(ticks)),
      sizes: levels.map(([, count]) => lots(count)),
      flag: 'marketMaking',
    };
    this.desk.quote(command, { owner: this.indexOf(agent), cause: 7, isOpen });
  }

  takes(agent: string, line: string, side: Side, [limit, quantity]: readonly [number, number], isOpen = true): void {
    const command: TakeCommand = {
      type: 'Take',
      instrument: this.instrument(line),
      side,
      limit: priceTicks(limit),
      quantity: lots(quantity),
      flag: 'voluntary',
    };
    this.desk.take(command, { owner: this.indexOf(agent), cause: 8, isOpen });
  }
}

export function pricingsOf(scenario: Scenario): InstrumentPricing[] {
  return scenario.instruments.map((facts) => {
    const holidays = extraHolidays(scenario, facts.market);
    return new InstrumentPricing(facts, businessDateAt(facts.market, scenario.opensAt, holidays), holidays);
  });
}
