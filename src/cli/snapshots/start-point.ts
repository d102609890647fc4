/**
 * Where a run can go on from instead of beginning with its first event: a snapshot, and the log that leads up to it.
 *
 * Who watches the run is given what lies before from that log, and what the snapshot says of the digest there is held
 * against it. The content digests that the run goes on with are those of the log, so that a snapshot needs none of its own.
 */
import { join } from 'node:path';
import type { Snapshot } from '../../engine/snapshot.ts';
import type { RunDigestState } from '../../events/content-digest.ts';
import { LogReader, type LogVisitor } from '../../events/log-reader.ts';
import { hexOf } from '../../math/digest.ts';
import type { Seq, SimTime } from '../../units/quantity.ts';
import { isoTime } from '../../units/time.ts';
import { environmentFaultIn } from '../environment-fault.ts';
import type { FilePort } from '../file-port.ts';
import type { Interruption } from '../interruption.ts';
import { FileSource } from '../log/file-source.ts';
import { inTurn } from '../log/in-turn.ts';
import { LogMismatch } from '../log/log-mismatch.ts';
import { countText } from '../own-input/number-text.ts';
import { ENGINE_VERSION } from '../program.ts';
import type { Progress } from '../progress.ts';
import type { AgentsFile } from '../run/agents-file.ts';
import { tell } from '../terminal.ts';
import { snapshotFolderOf, snapshotName } from './snapshot-folder.ts';
import { type LoadedSnapshot, SnapshotShelf } from './snapshot-shelf.ts';
import type { WrittenSoFar } from './snapshot-writer.ts';

export interface StartPoint {
  readonly logPath: string;
  readonly loaded: LoadedSnapshot;
  /** Where the run's own snapshots go on; undefined where it is not the run's own, or nothing goes on. */
  readonly soFar: WrittenSoFar | undefined;
}

export interface StartWanted {
  readonly logPath: string;
  readonly scenarioDigest: string;
  readonly seed: number;
  readonly code: string;
  /** Behaviour of the user's own, which may keep what its memory does not say: such a run is repeated from its first event. */
  readonly agents: AgentsFile | undefined;
  /** Last seq of the log that counts. */
  readonly upTo: Seq;
  /** The snapshot lies before this instant. */
  readonly before?: SimTime;
  /** Whether the run that goes on is the one that took it. */
  readonly isOwn: boolean;
}

/** The last snapshot that will do; undefined: from the first event. Throws `EnvironmentFault`. */
export function findStart({ logPath, upTo, before, isOwn, agents, ...run }: StartWanted): StartPoint | undefined {
  if (agents !== undefined) return undefined;
  const log = new FileSource(logPath);
  try {
    const shelf = new SnapshotShelf(snapshotFolderOf(logPath), log, { engineVersion: ENGINE_VERSION, ...run });
    const loaded = shelf.latest(({ at, seq }) => seq <= upTo && (before === undefined || at < before));
    tellLeftOut(shelf, loaded?.header.seq ?? 0, upTo);
    const rows = isOwn && loaded !== undefined ? shelf.contentRows(loaded.header) : undefined;
    const soFar = rows === undefined || loaded === undefined ? undefined : { seq: loaded.header.seq, rows };
    return loaded === undefined ? undefined : { logPath, loaded, soFar };
  } finally {
    log.close();
  }
}

/** In one line, the snapshots between two seqs that are of no use: one of them would have been chosen. */
export function tellLeftOut(shelf: SnapshotShelf, chosen: number, upTo: number): void {
  const [first, ...others] = shelf.leftOutBetween(chosen, upTo);
  if (first === undefined) return;
  const more = others.length === 0 ? '' : `; so ${others.length === 1 ? 'is one more' : `are ${others.length} more`}`;
  tell(`spillover: ${first.path} is left out: ${first.why}${more}`);
}

const pathOf = ({ logPath, loaded: { header } }: StartPoint): string =>
  join(snapshotFolderOf(logPath), snapshotName(header.seq));

export const startText = ({ loaded: { header } }: StartPoint): string =>
  `from the snapshot at seq ${countText(header.seq)}, ${isoTime(header.place.lastAt)}`;

/**
 * Whatever comes of a snapshot, the first event is the judge of it: where going on fails, or comes to what it must not,
 * the run is repeated from there. Throws `EnvironmentFault`.
 */
export async function goOnOrRepeat<T>(start: StartPoint, goOn: () => Promise<T>, repeat: () => Promise<T>): Promise<T> {
  try {
    return await goOn();
  } catch (cause) {
    if (environmentFaultIn(cause) !== undefined) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    tell(`spillover: going on ${startText(start)} failed: ${why}`);
    tell(`spillover: repeating from the first event, without snapshots`);
  }
  return repeat();
}

/**
 * Where the run has come from its first event to its end, so that the snapshot was wrong.
 * @param own The snapshot is the run's own and is removed; undefined: it lies in the folder of a run that is only read.
 */
export function tellDisproved(start: StartPoint, own?: FilePort): void {
  const path = pathOf(start);
  let isRemoved = own !== undefined;
  try {
    own?.remove(path);
  } catch {
    isRemoved = false;
  }
  tell(`spillover: ${path} was of no use and ${isRemoved ? 'is' : 'can be'} removed`);
}

/** The snapshot with the content digests that the log gives. Throws `LogMismatch` where the two disagree. */
export function snapshotWith({ header, snapshot }: LoadedSnapshot, digest: RunDigestState, hex: string): Snapshot {
  const stated = hexOf(header.digest);
  if (digest.count !== header.seq || hex !== stated)
    throw new LogMismatch(header.seq, { repeated: hex, logged: stated });
  return { ...snapshot, digest };
}

export interface LeadUp {
  readonly start: StartPoint;
  readonly visitors: readonly LogVisitor[];
  readonly progress: Progress;
  readonly interruption: Interruption;
  /** Of the whole work, at a moment. */
  readonly shareAt: (at: SimTime) => number;
}

/**
 * Gives the visitors what lies before the snapshot. False: interrupted. Frames are verified, digests are not: visitors fold
 * their own. Throws `EnvironmentFault`, and `LogMismatch` where the log ends before.
 */
export async function leadUp({ start, visitors, progress, interruption, shareAt }: LeadUp): Promise<boolean> {
  const { seq } = start.loaded.header;
  const source = new FileSource(start.logPath);
  const reader = new LogReader(source, { engineVersion: ENGINE_VERSION, digest: 'unchecked' });
  let at = 0 as SimTime;
  const clock: LogVisitor = {
    control: (event) => {
      at = event.at;
    },
    batch: (batch) => {
      at = batch.at;
    },
  };
  const all = inTurn(clock, ...visitors);
  try {
    while (reader.tail.lastSeq < seq && reader.next(all)) {
      progress.update(shareAt(at), isoTime(at).slice(0, 10), reader.tail.lastSeq);
      if (await interruption.listen()) return false;
    }
  } finally {
    source.close();
  }
  const { lastSeq } = reader.tail;
  if (lastSeq === seq) return true;
  throw new LogMismatch(lastSeq as Seq, { repeated: 'nothing', logged: 'its end' });
}
