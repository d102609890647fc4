/**
 * Reads a log from its first frame, or from a snapshot, and folds it into a world, without scenario, agents or matching rules.
 *
 * The reader verifies every frame before it is believed; the world holds its invariants at every opening of a session and
 * at the end. Nothing here writes.
 */
import { RunCounts } from '../../analysis/run-counts.ts';
import { Replay } from '../../engine/replay.ts';
import { RunDigest, type RunDigestState } from '../../events/content-digest.ts';
import { type ByteSource, type LogPosition, LogReader, type LogVisitor } from '../../events/log-reader.ts';
import type { Seq, SimTime } from '../../units/quantity.ts';
import { isoTime } from '../../units/time.ts';
import type { Interruption } from '../interruption.ts';
import { ENGINE_VERSION } from '../program.ts';
import type { Progress } from '../progress.ts';
import type { Moment } from '../time-argument.ts';
import { CutVisitor } from './cut-visitor.ts';
import { inTurn } from './in-turn.ts';
import type { LogReading } from './log-ending.ts';

export interface ReplayedLog extends LogReading {
  readonly replay: Replay;
  readonly counts: RunCounts;
  readonly wasInterrupted: boolean;
  /** Time of the log's first event, where the moment asked for lies before it. */
  readonly opensAfterwards: SimTime | undefined;
  /** Seq of the snapshot that it began with; undefined: it was read from the first event. */
  readonly restoredAt: Seq | undefined;
}

/** A replay as it stands at a frame's end, and the digest there. */
export interface RestoredReplay {
  readonly replay: Replay;
  readonly counts: RunCounts;
  readonly position: LogPosition;
  readonly digest: RunDigestState;
}

export interface ReplayRequest {
  readonly source: ByteSource;
  /** Of the log, for messages. */
  readonly path: string;
  /** Undefined: from the first event. */
  readonly from?: RestoredReplay | undefined;
  /** Who else is shown what is read, after the replay has folded it. */
  readonly also?: (replay: Replay) => readonly LogVisitor[];
  readonly moment: Moment | undefined;
  readonly progress: Progress;
  readonly interruption: Interruption;
}

/** A fault in the world that a log tells of: checked bytes, impossible events. */
export class ReplayFault extends Error {
  override readonly name = 'ReplayFault';

  readonly seq: Seq;
  readonly path: string;

  constructor(cause: unknown, seq: Seq, path: string) {
    super(`${cause instanceof Error ? cause.message : String(cause)} (after seq ${seq} of ${path})`, { cause });
    this.seq = seq;
    this.path = path;
  }
}

/** Throws `EnvironmentFault`, and `ReplayFault` where the log tells of a world that cannot be. */
export async function replayLog(request: ReplayRequest): Promise<ReplayedLog> {
  const { source, path, from, also, moment, progress, interruption } = request;
  const { replay, counts } = from ?? { replay: new Replay(), counts: new RunCounts() };
  const both = inTurn(replay, counts, ...(also?.(replay) ?? []));
  const digestThere = (): RunDigest => (from === undefined ? new RunDigest() : RunDigest.restore(from.digest));
  const cut = moment === undefined ? undefined : new CutVisitor(both, moment, digestThere());
  const start = from === undefined ? {} : { from: from.position };
  const reader = new LogReader(source, { engineVersion: ENGINE_VERSION, digest: digestThere(), ...start });
  let wasInterrupted = false;
  try {
    while (!wasInterrupted && cut?.isDone !== true && next(reader, cut ?? both, replay, path)) {
      progress.update(reader.tail.bytes / source.size, isoTime(replay.at).slice(0, 10), replay.lastSeq);
      wasInterrupted = await interruption.listen();
    }
    guarded(() => replay.finish(), replay, path);
  } finally {
    progress.end();
  }
  const digest = (cut?.digest ?? reader.digest)?.hex ?? '';
  const opensAfterwards = replay.lastSeq === 0 ? cut?.beyondAt : undefined;
  const { header, end, tail } = reader;
  const read = { header, end, lastSeq: replay.lastSeq, frames: tail.frames, digest };
  return { ...read, replay, counts, wasInterrupted, opensAfterwards, restoredAt: from?.position.tail.lastSeq };
}

const next = (reader: LogReader, visitor: LogVisitor, replay: Replay, path: string): boolean =>
  guarded(() => reader.next(visitor), replay, path);

function guarded<T>(work: () => T, replay: Replay, path: string): T {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'EnvironmentFault') throw cause;
    throw new ReplayFault(cause, replay.lastSeq, path);
  }
}
