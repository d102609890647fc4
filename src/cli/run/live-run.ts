/** A simulation under way with those who watch it: the log, the summary, and the record of what it has come to. */
import { extraHolidaysOf } from '../../analysis/quote-board.ts';
import { RunSummary } from '../../analysis/run-summary.ts';
import { Replay } from '../../engine/replay.ts';
import { Simulation } from '../../engine/simulation.ts';
import type { Snapshot } from '../../engine/snapshot.ts';
import type { LogVisitor } from '../../events/log-reader.ts';
import type { EventStream } from '../../events/stream.ts';
import { assert } from '../../units/assert.ts';
import type { Seq, SimTime } from '../../units/quantity.ts';
import { isoTime, MINUTE_MS } from '../../units/time.ts';
import { ForkWatch } from '../fork/fork-watch.ts';
import type { Interruption } from '../interruption.ts';
import type { SameUpTo } from '../log/first-difference.ts';
import { ENGINE_VERSION } from '../program.ts';
import { SnapshotWriter } from '../snapshots/snapshot-writer.ts';
import { leadUp, type StartPoint, snapshotWith } from '../snapshots/start-point.ts';
import { momentText } from '../time-argument.ts';
import { drive, type Pauses } from './drive.ts';
import type { LogObserver } from './log-observer.ts';
import { FORMATS, RUN_FOLDER_SCHEMA, type RunRecord, thisMachine } from './run-record.ts';
import type { Session } from './session.ts';

export class LiveRun {
  readonly summary: RunSummary;
  readonly log: LogObserver | undefined;
  /** Of a fork. */
  readonly watch: ForkWatch | undefined;
  readonly #session: Session;
  readonly #began: number;
  readonly #snapshots: SnapshotWriter | undefined;
  #simulation: Simulation | undefined;
  /** What lies before the snapshot from which the run goes on. */
  #replay: Replay | undefined;
  #ledUpTo: SimTime | undefined;

  constructor(session: Session, log: LogObserver | undefined, began: number) {
    this.#session = session;
    this.log = log;
    this.#began = began;
    const extraHolidays = extraHolidaysOf(session.loaded.scenario);
    const books = () => (this.#simulation ?? this.#replay)?.world.parts.books;
    this.summary = new RunSummary({ extraHolidays, books });
    this.watch = session.fork === undefined ? undefined : new ForkWatch(session.fork.seq);
    this.#snapshots = snapshotWriter(session);
  }

  /** True where it arrived, false where it was interrupted. The log's last frame is cut in both cases. */
  async run(interruption: Interruption): Promise<boolean> {
    const { loaded, seed, agents, until, progress, fork, start } = this.#session;
    const { watch } = this;
    const visitors: readonly LogVisitor[] = [this.log, this.summary, watch].filter((each) => each !== undefined);
    const from = start === undefined ? undefined : await this.#leadUp(start, visitors, interruption);
    if (start !== undefined && from === undefined) return false;
    if (fork !== undefined) watch?.compareWith(fork.parentLog, start && from && sameUpTo(start, from));
    const simulation = new Simulation({
      scenario: loaded.scenario,
      seed,
      observe: (stream, digest) => {
        this.log?.share(digest);
        follow(stream, visitors);
      },
      ...(agents === undefined ? {} : { kinds: agents.kinds }),
      ...(watch === undefined ? {} : { observeContent: (at, content) => watch.observeContent(at, content) }),
      ...(from === undefined ? {} : { from }),
    });
    this.#simulation = simulation;
    fork?.begun(this);
    const pauses = this.#pauses(simulation);
    const arrived = await drive({ simulation, until, progress, interruption, since: from?.at, pauses });
    if (arrived) this.log?.checkLength();
    this.log?.flush();
    assert(this.log === undefined || this.log.digest === simulation.digest, 'log and run disagree about the digest');
    return arrived;
  }
  /** Gives everybody what lies before the snapshot, from the log. Undefined: interrupted. */
  async #leadUp(
    start: StartPoint,
    visitors: readonly LogVisitor[],
    interruption: Interruption,
  ): Promise<Snapshot | undefined> {
    const { loaded, progress, fork } = this.#session;
    const { opensAt, endsAt } = loaded.scenario;
    const { log } = this;
    assert(log !== undefined, 'only a run that keeps its log goes on from a snapshot');
    // A fork says nothing of how wide the books were: it needs none.
    if (fork === undefined) this.#replay = new Replay();
    const all = this.#replay === undefined ? visitors : [this.#replay, ...visitors];
    const shareAt = (at: SimTime): number => {
      this.#ledUpTo = at;
      return (at - opensAt) / Math.max(1, endsAt - opensAt);
    };
    const arrived = await leadUp({ start, visitors: all, progress, interruption, shareAt });
    this.#replay = undefined;
    if (arrived) return snapshotWith(start.loaded, log.digestState(), log.digest);
    log.flush();
    return undefined;
  }

  #pauses(simulation: Simulation): Pauses | undefined {
    const { log } = this;
    const { snapshots: plan } = this.#session;
    if (log === undefined || plan === undefined) return undefined;
    return {
      everyMs: plan.every_minutes * MINUTE_MS,
      at: (reached) => {
        const place = log.placeFor(reached);
        if (place !== undefined) this.#snapshots?.take(simulation, place, this.summary.counts());
      },
    };
  }

  close(): void {
    this.log?.close();
    this.watch?.close();
    this.#snapshots?.close();
  }

  /** Seq of the last event or record before each intervention of a fork. */
  get intervenedAfter(): readonly Seq[] {
    return this.#simulation?.intervenedAfter ?? [];
  }

  record(end: { complete: boolean; fault?: Error }): RunRecord {
    const kept = this.log?.kept;
    const now = this.#simulation?.now ?? this.#ledUpTo;
    const ledUpTo = this.#ledUpTo === undefined ? undefined : this.log?.digest;
    const { by_type, ...counts } = this.summary.counts();
    return {
      ...recordAtFirst(this.#session, this.#began, this),
      complete: end.complete,
      code: this.log?.hasCaughtUp === false ? (this.#session.resumes?.code ?? null) : this.#session.code,
      to: now === undefined ? null : isoTime(now),
      counts,
      digest: this.#simulation?.digest ?? ledUpTo ?? null,
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

const sameUpTo = ({ loaded }: StartPoint, { digest }: Snapshot): SameUpTo => ({
  position: loaded.header.place,
  digest,
});

function snapshotWriter({
  folder,
  keepLog,
  snapshots,
  start,
  loaded,
  seed,
  code,
}: Session): SnapshotWriter | undefined {
  if (folder === undefined || !keepLog || snapshots === undefined || code === null) return undefined;
  const key = { engineVersion: ENGINE_VERSION, code, scenarioDigest: loaded.digest, seed };
  return new SnapshotWriter({ port: folder.port, folder: folder.snapshotFolder, key, soFar: start?.soFar });
}

/** A fork inside the effects of a command lies at their end, which the record of a killed one does not know yet. */
function forkGoneOnWith({ resumes, loaded }: Session, run: LiveRun | undefined): RunRecord['fork'] {
  const fork = resumes?.fork ?? null;
  const waits = loaded.scenario.interventions?.some(({ after }) => after === fork?.seq) === true;
  const used = waits ? run?.intervenedAfter.find((seq) => seq >= (fork?.seq ?? 0)) : undefined;
  return fork === null || used === undefined ? fork : { ...fork, seq: used };
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
    fork: session.fork?.origin(run) ?? forkGoneOnWith(session, run),
    patches: session.fork?.patches ?? session.resumes?.patches ?? [],
    keeps_log: keepLog,
    snapshots: (keepLog ? session.snapshots : undefined) ?? null,
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
