/** Runs a shipped scenario, for the tests that compare what it did. */
import { readFileSync } from 'node:fs';
import { AGENT_KINDS } from '../../src/agents/kinds.ts';
import { Simulation } from '../../src/engine/simulation.ts';
import type { EventStream } from '../../src/events/stream.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { type SimTime, seed } from '../../src/units/quantity.ts';

export function shippedScenario(name: string): Scenario {
  const file = new URL(`../../sims/${name}.yaml`, import.meta.url);
  const read = readScenario(readFileSync(file, 'utf8'), `${name}.yaml`, AGENT_KINDS);
  if (!read.ok) throw new Error(read.errors[0]?.message);
  return read.scenario;
}

export interface ShippedRun {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly until?: SimTime;
  readonly observe?: (stream: EventStream) => void;
}

export function runShipped({ scenario, seed: number, until, observe }: ShippedRun): Simulation {
  const run = new Simulation({ scenario, seed: seed(number), ...(observe === undefined ? {} : { observe }) });
  run.advance(until ?? scenario.endsAt);
  return run;
}
