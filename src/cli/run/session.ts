/** What a run is to be, everything read and checked: from a scenario, from a folder to go on with, or as a fork. */
import type { RunSummary } from '../../analysis/run-summary.ts';
import type { Seed, Seq } from '../../units/quantity.ts';
import type { ForkWatch } from '../fork/fork-watch.ts';
import type { Progress } from '../progress.ts';
import type { SnapshotPlan } from '../snapshots/cadence.ts';
import type { StartPoint } from '../snapshots/start-point.ts';
import type { Moment } from '../time-argument.ts';
import type { AgentsFile } from './agents-file.ts';
import type { LogSoFar } from './log-observer.ts';
import type { RunFolder } from './run-folder.ts';
import type { RunRecord } from './run-record.ts';
import type { LoadedScenario } from './scenario-source.ts';

export interface Session {
  readonly loaded: LoadedScenario;
  readonly seed: Seed;
  readonly until: Moment | undefined;
  readonly settings: readonly string[];
  readonly agents: AgentsFile | undefined;
  /** Undefined: nothing is kept. */
  readonly folder: RunFolder | undefined;
  readonly keepLog: boolean;
  /** Of the code that runs it; null where nothing is kept. */
  readonly code: string | null;
  /** The unfinished log to go on with. */
  readonly soFar: LogSoFar | undefined;
  /** What its folder says of the run that is being gone on with. */
  readonly resumes: RunRecord | undefined;
  /** When snapshots are taken; undefined: never. */
  readonly snapshots: SnapshotPlan | undefined;
  /** Undefined: from the first event. */
  readonly start: StartPoint | undefined;
  readonly progress: Progress;
  /** The run that this one is a fork of. */
  readonly fork?: ForkSession;
}

/** What a fork asks of the run under way. */
export interface WatchedRun {
  readonly summary: RunSummary;
  readonly watch: ForkWatch | undefined;
  /** Seq of the last event or record before each intervention that was carried out. */
  readonly intervenedAfter: readonly Seq[];
}

export interface ForkSession {
  readonly parent: RunRecord;
  readonly parentLog: string;
  /** Last event or record that both have for certain. */
  readonly seq: Seq;
  readonly patches: readonly string[];
  readonly origin: (run: WatchedRun | undefined) => NonNullable<RunRecord['fork']>;
  readonly begun: (run: WatchedRun) => void;
}
