/** A simulation under way with those who watch it: the log, the summary, and the record of what it has come to. */
import { RunSummary } from '../../analysis/run-summary.ts';
import { Simulation } from '../../engine/simulation.ts';
import type { LogVisitor } from '../../events/log-reader.ts';
import type { EventStream } from '../../events/stream.ts';
import { assert } from '../../units/assert.ts';
import type { Seed, Seq } from '../../units/quantity.ts';
import { isoTime } from '../../units/time.ts';
import type { ForkWatch } from '../fork/fork-watch.ts';
import type { Interruption } from '../interruption.ts';
import { ENGINE_VERSION } from '../program.ts';
import type { Progress } from '../progress.ts';
import { type Moment, momentText } from '../time-argument.ts';
import type { AgentsFile } from './agents-file.ts';
import { drive } from './drive.ts';
import type { LogObserver, LogSoFar } from './log-observer.ts';
import type { RunFolder } from './run-folder.ts';
import { FORMATS, RUN_FOLDER_SCHEMA, type RunRecord, thisMachine } from './run-record.ts';
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
  readonly progress: Progress;
  /** The run that this one is a fork of. */
  readonly fork?: ForkSession;
}

export interface ForkSession {
  readonly parent: RunRecord;
  readonly watch: ForkWatch;
  readonly patches: readonly string[];
  readonly origin: (run: LiveRun | undefined) => NonNullable<RunRecord['fork']>;
  readonly begun: (run: LiveRun) => void;
}

export class LiveRun {
  readonly summary: RunSummary;
  readonly log: LogObserver | undefined;
  readonly #session: Session;
  readonly #began: number;
  #simulation: Simulation | undefined;

  constructor(session: Session, log: LogObserver | undefined, began: number) {
    this.#session = session;
    this.log = log;
    this.#began = began;
    const { markets } = session.loaded.scenario;
    const extraHolidays = Object.fromEntries(markets.map((facts) => [facts.market, facts.extraHolidays]));
    this.summary = new RunSummary({ extraHolidays, books: () => this.#simulation?.world.parts.books });
  }

  /** True where it arrived, false where it was interrupted. The log's last frame is cut in both cases. */
  async run(interruption: Interruption): Promise<boolean> {
    const { loaded, seed, agents, until, progress, fork } = this.#session;
    const kept = this.log === undefined ? [this.summary] : [this.log, this.summary];
    const visitors: readonly LogVisitor[] = fork === undefined ? kept : [...kept, fork.watch];
    const simulation = new Simulation({
      scenario: loaded.scenario,
      seed,
      observe: (stream) => follow(stream, visitors),
      ...(agents === undefined ? {} : { kinds: agents.kinds }),
      ...(fork === undefined ? {} : { observeContent: (at, content) => fork.watch.observeContent(at, content) }),
    });
    this.#simulation = simulation;
    fork?.begun(this);
    const arrived = await drive({ simulation, until, progress, interruption });
    if (arrived) this.log?.checkLength();
    this.log?.flush();
    assert(this.log === undefined || this.log.digest === simulation.digest, 'log and run disagree about the digest');
    return arrived;
  }

  /** Seq of the last event or record before each intervention of a fork. */
  get intervenedAfter(): readonly Seq[] {
    return this.#simulation?.intervenedAfter ?? [];
  }

  record(end: { complete: boolean; fault?: Error }): RunRecord {
    const kept = this.log?.kept;
    const { by_type, ...counts } = this.summary.counts();
    return {
      ...recordAtFirst(this.#session, this.#began, this),
      complete: end.complete,
      code: this.log?.hasCaughtUp === false ? (this.#session.resumes?.code ?? null) : this.#session.code,
      to: this.#simulation === undefined ? null : isoTime(this.#simulation.now),
      counts,
      digest: this.#simulation?.digest ?? null,
      log: kept === undefined ? null : { bytes: kept.bytes, frames: kept.frames, last_seq: kept.lastSeq },
      fault: end.fault?.message ?? null,
      wall_seconds: Math.round(Date.now() - this.#began) / 1000,
    };
  }
}

function follow(stream: EventStream, visitors: readonly LogVisitor[]): void {
  for (const visitor of visitors) {
    stream.events$.subscribe((event) => visitor.control(event));
    stream.batches$.subscribe((batch) => visitor.batch(batch));
  }
}

/** The record of a run that has not begun. */
export function recordAtFirst(session: Session, began: number, run?: LiveRun): RunRecord {
  const { seed, until, settings, agents, keepLog, code } = session;
  const { scenario, digest, path } = session.loaded;
  return {
    schema: RUN_FOLDER_SCHEMA,
    scenario: { id: scenario.id, title: scenario.title, digest, file: path },
    seed,
    until: until === undefined ? null : momentText(until),
    complete: false,
    engine_version: ENGINE_VERSION,
    code,
    formats: FORMATS,
    settings,
    agents: agents === undefined ? null : { file: agents.path, sha256: agents.sha256 },
    fork: session.fork?.origin(run) ?? session.resumes?.fork ?? null,
    patches: session.fork?.patches ?? session.resumes?.patches ?? [],
    keeps_log: keepLog,
    from: isoTime(scenario.opensAt),
    to: null,
    counts: null,
    digest: null,
    log: null,
    fault: null,
    machine: thisMachine(),
    started: new Date(began).toISOString(),
    wall_seconds: null,
  };
}
