/** Our own faults stop the run, and say what is needed to see them again. */
import { expect, test } from 'vitest';
import { AGENT_KINDS } from '../../src/agents/kinds.ts';
import { SimulationFault } from '../../src/engine/fault.ts';
import { Simulation } from '../../src/engine/simulation.ts';
import { SEED, smallWorld } from './small-world.ts';

test('an exception in a subscriber stops the run with seed, seq and time', () => {
  const scenario = smallWorld();
  const run = new Simulation({
    scenario,
    seed: SEED,
    observe: (stream) =>
      stream.of('BeliefRevised').subscribe(() => {
        throw new Error('a metric divided by zero');
      }),
  });
  expect(() => run.advance(scenario.endsAt)).toThrow(SimulationFault);
  expect(() => run.advance(scenario.endsAt)).toThrow(/nothing is published|divided by zero/);
});

test('an institution that fails is named', () => {
  const scenario = smallWorld();
  const broken = {
    ...AGENT_KINDS.vigilante,
    decide: (): never => {
      throw new Error('lost its mind');
    },
  };
  const run = new Simulation({ scenario, seed: SEED, kinds: { vigilante: broken } });
  let fault: unknown;
  try {
    run.advance(scenario.endsAt);
  } catch (caught) {
    fault = caught;
  }
  expect(fault).toBeInstanceOf(SimulationFault);
  const { place, message } = fault as SimulationFault;
  expect(place.agent).toMatch(/^vigilantes-0\d$/);
  expect(place.seed).toBe(SEED);
  expect(message).toMatch(
    /lost its mind \(scenario small-world, seed 20260120, seq \d+, 2026-01-19T06:05:00Z, vigilantes-0\d deciding\)/,
  );
});

test('nobody may speak for somebody else', () => {
  const scenario = smallWorld();
  const liar = {
    ...AGENT_KINDS.curveRv,
    decide: () => [{ type: 'Declare', event: { type: 'NoiseDrawn', agent: 'boj', instrument: 'JGB-30Y', lots: 0 } }],
  };
  const run = new Simulation({ scenario, seed: SEED, kinds: { curveRv: liar as never } });
  expect(() => run.advance(scenario.endsAt)).toThrow(/speaks for boj/);
});
