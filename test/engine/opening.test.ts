/** The opening: everything exists before anything happens, and nothing is created from nothing. */
import { describe, expect, test } from 'vitest';
import { listInstruments, OTHERS, openingEvents } from '../../src/engine/opening.ts';
import type { EventOf } from '../../src/events/vocabulary.ts';
import type { AgentFacts, Scenario } from '../../src/scenario/scenario.ts';
import { CURRENCIES, lots, minor } from '../../src/units/quantity.ts';
import { shippedScenario } from '../sims/shipped-run.ts';
import { OpenedEngine, pricingsOf } from './opened-world.ts';
import { smallWorld } from './small-world.ts';

const SHIPPED = shippedScenario('japan-2026');
const engine = new OpenedEngine(SHIPPED);
const { ledger, agents } = engine.world.parts;
const balance = (agent: string, line: string): number =>
  ledger.holding(agents.indexOf(agent), engine.instrument(line).index);

describe('in the shipped scenario', () => {
  test('holdings of every line and cash of every currency add up to nothing, issuers and central banks included', () => {
    for (const { id } of SHIPPED.instruments)
      expect(
        agents.ids.reduce((sum, agent) => sum + balance(agent, id), 0),
        id,
      ).toBe(0);
    for (const currency of CURRENCIES)
      expect(
        agents.ids.reduce((sum, agent) => sum + ledger.cash(agents.indexOf(agent), currency), 0),
        currency,
      ).toBe(0);
    expect(ledger.imbalances()).toEqual([]);
  });

  test('every institution holds what the scenario says, the issuer owes what is outstanding, nobody’s bonds are others’', () => {
    for (const agent of SHIPPED.agents)
      for (const [line, count] of Object.entries(agent.holdings))
        expect(balance(agent.id, line), `${agent.id} ${line}`).toBe(count);
    for (const { id, bond, outstanding } of SHIPPED.instruments) {
      if (bond === undefined) continue;
      expect(balance(bond.issuer, id), id).toBe(-outstanding);
      expect(balance(OTHERS, id), id).toBe(SHIPPED.residual[id] ?? 0);
    }
  });

  test('institutions have the cash that the scenario says', () => {
    for (const agent of SHIPPED.agents.filter(({ kind }) => kind !== 'centralBank'))
      for (const [currency, amount] of Object.entries(agent.cash))
        expect(ledger.cash(agents.indexOf(agent.id), currency as 'JPY'), agent.id).toBe(amount);
  });

  test('institutions are listed by name, the unnamed holders among them, each once', () => {
    expect([...agents.ids].sort()).toEqual(agents.ids);
    expect(agents.ids).toContain(OTHERS);
    expect(new Set(agents.ids).size).toBe(SHIPPED.agents.length + 1);
  });

  test('instruments open at the price of their level', () => {
    const listed = openingEvents(SHIPPED, pricingsOf(SHIPPED)).filter(
      (event) => event.type === 'InstrumentListed',
    ) as EventOf<'InstrumentListed'>[];
    expect(listed.map(({ instrument }) => instrument)).toEqual(listInstruments(SHIPPED).map(({ id }) => id));
    for (const { instrument, openTicks, openLevel } of listed) {
      const line = engine.instrument(instrument);
      const exact = engine.pricings[line.index]?.priceAt(openLevel / 1000) ?? 0;
      expect(Math.abs(openTicks - exact * line.ticksPerPoint), instrument).toBeLessThanOrEqual(0.5 + 1e-6);
    }
  });

  test('the policy rates in force are known before the first tick', () => {
    expect(engine.market.sources.world.public.policyRate).toMatchObject({ jgb: 75_000, ust: 362_500 });
  });
});

describe('one institution more', () => {
  const small = smallWorld();
  const eventsOf = (scenario: Scenario) => openingEvents(scenario, pricingsOf(scenario));
  const newcomer: AgentFacts = {
    id: 'newcomer',
    kind: 'foreignHolder',
    mandate: {},
    holdings: { 'JGB-30Y': lots(10), 'JGB-10Y': lots(5) },
    cash: { JPY: minor(1_000_000) },
  };
  const joined: Scenario = { ...small, agents: [...small.agents, newcomer].sort((a, b) => (a.id < b.id ? -1 : 1)) };

  test('adds only its own events: it joins, brings its bonds and its cash', () => {
    const own = eventsOf(joined).filter((event) => 'agent' in event && event.agent === 'newcomer');
    const rest = eventsOf(joined).filter((event) => !('agent' in event && event.agent === 'newcomer'));
    expect(rest).toEqual(eventsOf(small));
    expect(own.map(({ type }) => type)).toEqual(['AgentJoined', 'HoldingOpened', 'HoldingOpened', 'CashOpened']);
  });

  test('its bonds come from the holders nobody names, its cash from the central bank', () => {
    const [, ten, thirty, cash] = eventsOf(joined).filter((event) => 'agent' in event && event.agent === 'newcomer');
    expect(ten).toMatchObject({ from: OTHERS, instrument: 'JGB-10Y', lots: 5 });
    expect(thirty).toMatchObject({ from: OTHERS, instrument: 'JGB-30Y', lots: 10 });
    expect(cash).toMatchObject({ from: 'boj', currency: 'JPY', amount: 1_000_000 });
  });

  test('where no central bank is stated cash comes from the unnamed', () => {
    const without: Scenario = { ...joined, agents: joined.agents.filter(({ id }) => id !== 'boj') };
    expect(eventsOf(without).find(({ type }) => type === 'CashOpened')).toMatchObject({ from: OTHERS });
  });

  test('that brings nothing says nothing but that it joined', () => {
    const bare: Scenario = {
      ...small,
      agents: [{ ...newcomer, holdings: { 'JGB-30Y': lots(0) }, cash: {} }, ...small.agents],
    };
    expect(eventsOf(bare)).toHaveLength(eventsOf(small).length + 1);
  });

  test('that holds what is not listed is our bug: a scenario is read before it is opened', () => {
    const wrong: Scenario = { ...small, agents: [{ ...newcomer, holdings: { 'UST-10Y': lots(1) } }] };
    expect(() => eventsOf(wrong)).toThrow(/not listed/);
  });
});
