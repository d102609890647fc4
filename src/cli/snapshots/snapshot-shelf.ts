/**
 * The snapshots that lie beside a log: which there are, and the nearest before a moment, loaded.
 *
 * They are disposable and may be anybody's, so each is believed only as far as it can be checked: of this engine, code,
 * scenario and seed, its checksums right, and at a frame of this very log, whose chain and digest it states. One that is not
 * is left out, with the reason; the next before it serves.
 */
import { join } from 'node:path';
import type { Counts } from '../../analysis/run-counts.ts';
import type { Snapshot } from '../../engine/snapshot.ts';
import { RunDigest, type RunDigestState } from '../../events/content-digest.ts';
import { sameWords } from '../../events/log-format.ts';
import type { ByteSource } from '../../events/log-reader.ts';
import { hexOf } from '../../math/digest.ts';
import type { Seq } from '../../units/quantity.ts';
import type { Moment } from '../time-argument.ts';
import { checksumOf } from './checksum.ts';
import { ROW_BYTES, withContents } from './content-rows.ts';
import { flawOf } from './snapshot-flaw.ts';
import { contentsPath, seqOfName, snapshotName, snapshotNames } from './snapshot-folder.ts';
import type { SnapshotHeader, SnapshotKey } from './snapshot-header.ts';
import { unpackPayload } from './snapshot-payload.ts';
import { readHeaderFile, readPayloadFile, readWords } from './snapshot-reading.ts';

export interface LoadedSnapshot {
  readonly header: SnapshotHeader;
  /** Without the content digests of control events: see `digestState`. */
  readonly snapshot: Snapshot;
  readonly counts: Counts;
}

export interface LeftOut {
  readonly path: string;
  readonly seq: number;
  readonly why: string;
}

export class SnapshotShelf {
  readonly #folder: string;
  /** Headers that are right, the earliest first. */
  readonly #headers: SnapshotHeader[] = [];
  readonly #leftOut: LeftOut[] = [];
  /** As much of the file as was asked for so far. */
  #contents: Int32Array = new Int32Array();

  /** @param log Its snapshots are those that lie at one of its frames. */
  constructor(folder: string, log: ByteSource, key: SnapshotKey) {
    this.#folder = folder;
    for (const name of snapshotNames(folder)) {
      const seq = seqOfName(name);
      const header = readHeaderFile(join(folder, name));
      const flaw = typeof header === 'string' ? header : flawOf(header, { seq, key, log });
      if (typeof header === 'string' || flaw !== undefined) this.#leaveOut(seq, flaw as string);
      else this.#headers.push(header);
    }
  }

  /** The last for which this is true, loaded; those that turn out to be bad are left out from then on. */
  latest(isWanted: (header: SnapshotHeader) => boolean): LoadedSnapshot | undefined {
    for (;;) {
      const header = this.#headers.findLast(isWanted);
      if (header === undefined) return undefined;
      const loaded = this.#load(header);
      if (typeof loaded !== 'string') return loaded;
      this.drop(header, loaded);
    }
  }

  /** The last at or before a moment. */
  atOrBefore(moment: Moment): LoadedSnapshot | undefined {
    return this.latest(({ seq, place }) => (moment.kind === 'seq' ? seq <= moment.seq : place.lastAt <= moment.at));
  }

  /** It turned out to be of no use. */
  drop(header: SnapshotHeader, why: string): void {
    this.#headers.splice(this.#headers.indexOf(header), 1);
    this.#leaveOut(header.seq, why);
  }

  /** Those left out behind one seq and up to another, the last first. */
  leftOutBetween(behind: number, upTo: number): readonly LeftOut[] {
    return this.#leftOut.filter(({ seq }) => seq > behind && seq <= upTo).sort((a, b) => b.seq - a.seq);
  }

  /** The digest there with all content digests; in words what is wrong where it is not the log's. */
  digestState({ header, snapshot }: LoadedSnapshot): RunDigestState | string {
    const rows = this.contentRows(header);
    if (rows === undefined) return 'the content digests that it needs are not there';
    const whole = withContents(snapshot.digest, rows);
    const wrong = 'its digest is not that of the log';
    if (whole === undefined) return wrong;
    try {
      return RunDigest.restore(whole).hex === hexOf(header.digest) ? whole : wrong;
    } catch {
      return wrong;
    }
  }

  /** Seqs and content digests of control events up to a snapshot; undefined where they are not there or damaged. */
  contentRows({ controlEvents, contentsChecksum }: SnapshotHeader): Int32Array | undefined {
    const words = (controlEvents * ROW_BYTES) / 4;
    if (words > this.#contents.length)
      this.#contents = readWords(contentsPath(this.#folder), controlEvents * ROW_BYTES);
    if (words > this.#contents.length) return undefined;
    const rows = this.#contents.subarray(0, words);
    return sameWords(checksumOf(rows), 0, contentsChecksum, 0) ? rows : undefined;
  }

  #load(header: SnapshotHeader): LoadedSnapshot | string {
    const bytes = readPayloadFile(join(this.#folder, snapshotName(header.seq)), header);
    const payload = typeof bytes === 'string' ? bytes : unpackPayload(bytes, header);
    return typeof payload === 'string' ? payload : { header, ...payload };
  }

  #leaveOut(seq: number, why: string): void {
    this.#leftOut.push({ path: join(this.#folder, snapshotName(seq as Seq)), seq, why });
  }
}
