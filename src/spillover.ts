/**
 * The public surface of the library: read a scenario, run it, watch it, replay its log.
 *
 *     const read = readScenario(text, 'mine.yaml', AGENT_KINDS);
 *     if (read.ok) {
 *       const run = new Simulation({ scenario: read.scenario, seed: seed(7), observe: (stream) => stream.events$.subscribe(show) });
 *       run.advance(read.scenario.endsAt);
 *       run.digest; // 32 hex digits
 *     }
 */
export type {
  AgentKind,
  AnyAgentKind,
  Command,
  Headroom,
  Instrument,
  Opening,
  Random,
  View,
} from './agents/contract.ts';
export { AGENT_KINDS } from './agents/kinds.ts';
export { LOOPS, type LoopName } from './agents/loops.ts';
export { SimulationFault } from './engine/fault.ts';
export { Replay } from './engine/replay.ts';
export { Simulation, type SimulationOptions } from './engine/simulation.ts';
export { RunDigest } from './events/content-digest.ts';
export { LogWriter } from './events/log-writer.ts';
export type { RecordBatch } from './events/records.ts';
export type { EventStream } from './events/stream.ts';
export type { EventOf, EventType, MarketEvent } from './events/vocabulary.ts';
export type { LocatedError } from './scenario/located-error.ts';
export { readScenario } from './scenario/read-scenario.ts';
export type { Scenario } from './scenario/scenario.ts';
export { type Seed, type SimTime, seed } from './units/quantity.ts';
export { isoTime, parseIsoTime } from './units/time.ts';
