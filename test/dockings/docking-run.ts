/**
 * The engine with somebody else's institutions in it, and nobody else: how a closed form is reproduced. They come through the door that
 * `--agents` opens, in the place of kinds that a scenario can name.
 */
import type { AnyAgentKind } from '../../src/agents/contract.ts';
import type { AgentKindName } from '../../src/agents/kind-names.ts';
import { AGENT_KINDS } from '../../src/agents/kinds.ts';
import { Simulation } from '../../src/engine/simulation.ts';
import type { EventStream } from '../../src/events/stream.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import { seed } from '../../src/units/quantity.ts';

export interface Docking {
  readonly kinds: Readonly<Partial<Record<AgentKindName, AnyAgentKind>>>;
  /** Lines of a scenario under `agents:`, with what they hold. */
  readonly agents: string;
  /** Under `instruments:`; two bonds of ten and twenty years at par where absent. */
  readonly instruments?: string;
  /** ISO 8601. */
  readonly ends: string;
  readonly seed?: number;
  readonly observe?: (stream: EventStream) => void;
}

/** As fine as a book's window of 65,536 ticks allows around par: a tick is 0.2 basis points of the price. */
export const TICKS_PER_POINT = 500;
const OPENS = '2026-01-18T23:00Z';

const bond = (years: number): string =>
  `{ coupon: 2%, maturity: ${2025 + years}-12-20, openYield: 2%, outstanding: ¥900tn, calmTurnover: ¥1tn, calmVolatility: 3bp, ` +
  `calmHalfSpread: 1bp, premiumLoading: 1, ticksPerPoint: ${TICKS_PER_POINT} }`;
const TWO_BONDS = `JGB-10Y: ${bond(10)}, JGB-20Y: ${bond(20)}`;

/** Tokyo on a Monday morning with lines, their issuer, and whoever is named. */
export function dock({
  kinds,
  agents,
  instruments = TWO_BONDS,
  ends,
  seed: number = 1,
  observe = () => {},
}: Docking): Simulation {
  const text = `
schemaVersion: 1
id: docking
title: A closed form in the engine
opens: ${OPENS}
ends: ${ends}
markets: { jgb: { policyRate: 0.75%, gdp: ¥640tn, debtToGdp: 200%, issuer: mof } }
instruments: { ${instruments} }
agents:
  mof: { kind: debtOffice, mandate: { market: jgb, readiness: 0% } }
${agents}
`;
  const read = readScenario(text, 'docking.yaml', { ...AGENT_KINDS, ...kinds });
  if (!read.ok) throw new Error(read.errors.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  const run = new Simulation({ scenario: read.scenario, seed: seed(number), kinds, observe });
  run.advance(read.scenario.endsAt);
  return run;
}
