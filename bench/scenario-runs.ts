/** Shipped scenarios for benchmarks: read once, run in this process. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AGENT_KINDS } from '../src/agents/kinds.ts';
import { readScenario } from '../src/scenario/read-scenario.ts';
import type { Scenario } from '../src/scenario/scenario.ts';
import type { SimTime } from '../src/units/quantity.ts';
import { parseIsoTime } from '../src/units/time.ts';
import { ROOT } from './root.ts';

export function shippedScenario(name: string): Scenario {
  const file = join(ROOT, 'sims', `${name}.yaml`);
  const read = readScenario(readFileSync(file, 'utf8'), file, AGENT_KINDS);
  if (!read.ok) throw new Error(`${name} cannot be read: ${JSON.stringify(read)}`);
  return read.scenario;
}

/** A moment of Tokyo, `2026-01-20T11:00`. */
export const tokyo = (local: string): SimTime => parseIsoTime(`${local}+09:00`) as SimTime;

export const HOUR_MS = 3_600_000;
