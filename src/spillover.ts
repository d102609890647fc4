/**
 * The public surface of the library: read a scenario, run it, watch it, read its tables, replay its log. `docs/library.md` has a
 * program of ten lines and says of every name what it is, in which units, and what it throws.
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
export { LiveTables } from './analysis/tables/live-tables.ts';
export { TABLES, type TableName, type TableRows } from './analysis/tables/table-columns.ts';
export { SimulationFault } from './engine/fault.ts';
export { Replay } from './engine/replay.ts';
export { Simulation, type SimulationOptions } from './engine/simulation.ts';
export { RunDigest } from './events/content-digest.ts';
export { type ByteSource, type LogEnd, type LogVisitor, readLog } from './events/log-reader.ts';
export { LogWriter } from './events/log-writer.ts';
export type { RecordBatch } from './events/records.ts';
export type { EventStream } from './events/stream.ts';
export type { EventOf, EventType, MarketEvent } from './events/vocabulary.ts';
export type { Setting } from './scenario/apply-settings.ts';
export type { LocatedError } from './scenario/located-error.ts';
export { type ReadResult, readChangedScenario, readScenario } from './scenario/read-scenario.ts';
export type { Scenario } from './scenario/scenario.ts';
export { type Seed, type SimTime, seed } from './units/quantity.ts';
export { isoTime, parseIsoTime } from './units/time.ts';
