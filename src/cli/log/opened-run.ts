/**
 * A run whose log is opened once and asked for its state at any moment: the nearest snapshot before it, and what the log
 * says from there on, verified frame by frame. Without snapshots the log is read from its first frame, to the same state.
 */
import { RunCounts } from '../../analysis/run-counts.ts';
import { Replay } from '../../engine/replay.ts';
import { LogReader } from '../../events/log-reader.ts';
import { codeIdentity } from '../code-identity.ts';
import type { Interruption } from '../interruption.ts';
import { ENGINE_VERSION } from '../program.ts';
import type { Progress } from '../progress.ts';
import { snapshotFolderOf } from '../snapshots/snapshot-folder.ts';
import { type LoadedSnapshot, SnapshotShelf } from '../snapshots/snapshot-shelf.ts';
import type { Moment } from '../time-argument.ts';
import { FileSource } from './file-source.ts';
import { type ReplayedLog, ReplayFault, type RestoredReplay, replayLog } from './replay-log.ts';

export interface Seek {
  /** Undefined: the end, and everything is read. */
  readonly moment: Moment | undefined;
  readonly progress: Progress;
  readonly interruption: Interruption;
}

export class OpenedRun {
  /** Undefined: the log is read from its first frame. */
  readonly shelf: SnapshotShelf | undefined;
  readonly #path: string;
  readonly #source: FileSource;

  /** Throws `EnvironmentFault`. */
  constructor(logPath: string, { usesSnapshots = true } = {}) {
    this.#path = logPath;
    this.#source = new FileSource(logPath);
    try {
      this.shelf = usesSnapshots ? shelfOf(logPath, this.#source) : undefined;
    } catch (cause) {
      this.#source.close();
      throw cause;
    }
  }

  /** Throws `EnvironmentFault`, and `ReplayFault` where the log tells of a world that cannot be. */
  async seek({ moment, progress, interruption }: Seek): Promise<ReplayedLog> {
    const request = { source: this.#source, path: this.#path, moment, progress, interruption };
    const from = moment === undefined ? undefined : this.#nearest(moment);
    if (from === undefined) return replayLog(request);
    try {
      const replayed = await replayLog({ ...request, from: from.restored });
      if (replayed.end?.ending !== 'refused') return replayed;
      this.shelf?.drop(from.loaded.header, `the log does not go on from it: ${replayed.end.flaw.problem}`);
    } catch (fault) {
      if (!(fault instanceof ReplayFault)) throw fault;
      this.shelf?.drop(from.loaded.header, `the log does not go on from it: ${fault.message}`);
    }
    // Whether the snapshot or the log is wrong, the first event tells.
    return replayLog(request);
  }

  close(): void {
    this.#source.close();
  }

  #nearest(moment: Moment): { readonly loaded: LoadedSnapshot; readonly restored: RestoredReplay } | undefined {
    for (;;) {
      const loaded = this.shelf?.atOrBefore(moment);
      if (loaded === undefined) return undefined;
      const restored = restore(loaded, this.shelf as SnapshotShelf);
      if (typeof restored !== 'string') return { loaded, restored };
      this.shelf?.drop(loaded.header, restored);
    }
  }
}

function shelfOf(logPath: string, source: FileSource): SnapshotShelf | undefined {
  const { header } = new LogReader(source, { engineVersion: ENGINE_VERSION });
  if (header === undefined) return undefined;
  const { scenarioDigest, seed } = header;
  const key = { engineVersion: ENGINE_VERSION, code: codeIdentity(), scenarioDigest, seed };
  return new SnapshotShelf(snapshotFolderOf(logPath), source, key);
}

/** In words what is wrong where nothing can be made of it. */
function restore(loaded: LoadedSnapshot, shelf: SnapshotShelf): RestoredReplay | string {
  const digest = shelf.digestState(loaded);
  if (typeof digest === 'string') return digest;
  const { header, snapshot, counts } = loaded;
  const { control_events: controlEvents, records } = counts;
  try {
    const state = { world: snapshot.world, at: header.place.lastAt, lastSeq: header.seq, controlEvents, records };
    return { replay: new Replay(state), counts: new RunCounts(counts), position: loaded.header.place, digest };
  } catch (cause) {
    return `no world can be made of it: ${cause instanceof Error ? cause.message : String(cause)}`;
  }
}
