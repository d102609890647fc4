/** Shipped runs: the first mornings of two, two days of the teaching week, and a small world to its end, on two seeds. */
import calm from '../../../sims/calm.yaml?raw';
import january from '../../../sims/japan-2026.yaml?raw';
import week from '../../../sims/primary-market.yaml?raw';
import { AGENT_KINDS } from '../../../src/agents/kinds.ts';
import { Simulation } from '../../../src/engine/simulation.ts';
import { readScenario } from '../../../src/scenario/read-scenario.ts';
import { seed } from '../../../src/units/quantity.ts';
import { parseIsoTime } from '../../../src/units/time.ts';
import { SMALL_WORLD } from '../../engine/small-world.ts';

function digestOf(text: string, number: number, until: string): string {
  const read = readScenario(text, 'entry.yaml', AGENT_KINDS);
  if (!read.ok) throw new Error(read.errors[0]?.message ?? 'unreadable');
  const run = new Simulation({ scenario: read.scenario, seed: seed(number) });
  run.advance(parseIsoTime(until) ?? read.scenario.endsAt);
  return run.digest;
}

export const lines = (): [string, string][] => [
  ['japan-2026 seed 1', digestOf(january, 1, '2026-01-20T03:00:00Z')],
  ['japan-2026 seed 9007199254740991', digestOf(january, 9007199254740991, '2026-01-19T04:00:00Z')],
  ['calm seed 1', digestOf(calm, 1, '2026-01-19T04:00:00Z')],
  ['primary-market seed 1', digestOf(week, 1, '2026-02-26T18:30:00Z')],
  ['small world seed 7', digestOf(SMALL_WORLD, 7, 'end')],
];
