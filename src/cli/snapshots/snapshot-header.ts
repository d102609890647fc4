/**
 * The first 512 bytes of a snapshot: what it is of, where it belongs in the log, and checksums of itself and the rest.
 *
 * Bytes by strangers give a header or words that say what is wrong, never an exception. Layout: `docs/snapshots.md`.
 */
import { ByteReader } from '../../events/byte-reader.ts';
import { ByteWriter } from '../../events/byte-writer.ts';
import { sameWords } from '../../events/log-format.ts';
import type { LogPosition } from '../../events/log-reader.ts';
import type { LogTail } from '../../events/log-writer.ts';
import type { Seq, SimTime } from '../../units/quantity.ts';
import { checksumOf } from './checksum.ts';

export const SNAPSHOT_HEADER_BYTES = 512;
const MAGIC = [0x53505389 | 0, 0x0a1a0a0d] as const;
const FORMAT_VERSION = 1;
const CHECK_WORD = SNAPSHOT_HEADER_BYTES / 4 - 4;

/** What a snapshot must be of to be of any use to a run. */
export interface SnapshotKey {
  readonly engineVersion: string;
  /** `codeIdentity` of the code that took it: another may keep other things under the same names. */
  readonly code: string;
  readonly scenarioDigest: string;
  readonly seed: number;
}

/** The end of a frame of the log. */
export interface LogPlace extends LogPosition {
  /** Offset of the frame that ends there. */
  readonly lastFrameAt: number;
}

export interface SnapshotHeader {
  readonly key: SnapshotKey;
  /** Everything up to and including this instant has happened. */
  readonly at: SimTime;
  /** Of the last event or record. */
  readonly seq: Seq;
  /** The run's digest there, four words. */
  readonly digest: Int32Array;
  readonly place: LogPlace;
  /** Control events so far, whose content digests lie in the file `contents`; and the checksum of that much of it. */
  readonly controlEvents: number;
  readonly contentsChecksum: Int32Array;
  readonly payload: PayloadHead;
}

export interface PayloadHead {
  readonly bytes: number;
  /** Before it was deflated. */
  readonly rawBytes: number;
  readonly checksum: Int32Array;
}

export function snapshotHeaderBytes(header: SnapshotHeader): Uint8Array {
  const { key, place, payload } = header;
  const { tail, lastFrameAt, lastAt } = place;
  const out = new ByteWriter(SNAPSHOT_HEADER_BYTES);
  for (const word of MAGIC) out.word(word);
  out.word(FORMAT_VERSION);
  out.word(SNAPSHOT_HEADER_BYTES);
  out.integer(key.seed);
  out.integer(header.at);
  out.integer(lastAt);
  out.word(header.seq);
  out.copy(header.digest, 0, 4);
  out.integer(tail.bytes);
  out.integer(lastFrameAt);
  out.word(tail.frames);
  out.copy(tail.chain, 0, 4);
  out.word(header.controlEvents);
  out.copy(header.contentsChecksum, 0, 4);
  out.word(payload.bytes);
  out.word(payload.rawBytes);
  out.copy(payload.checksum, 0, 4);
  for (const text of [key.engineVersion, key.code, key.scenarioDigest]) out.text(text);
  while (out.length < 4 * CHECK_WORD) out.word(0);
  const check = checksumOf(out.wordView());
  out.copy(check, 0, 4);
  return out.view();
}

/** A header, or in words what is wrong with it. */
export function readSnapshotHeader(bytes: Uint8Array): SnapshotHeader | string {
  if (bytes.length < SNAPSHOT_HEADER_BYTES) return 'it ends inside its header';
  // Copied, for the boundary.
  const head = new Uint8Array(bytes.subarray(0, SNAPSHOT_HEADER_BYTES));
  const words = new Int32Array(head.buffer);
  if (words[0] !== MAGIC[0] || words[1] !== MAGIC[1]) return 'it is no snapshot';
  if (words[2] !== FORMAT_VERSION)
    return `it has format ${(words[2] as number) >>> 0}, this program reads ${FORMAT_VERSION}`;
  if (!sameWords(checksumOf(words.subarray(0, CHECK_WORD)), 0, words, CHECK_WORD)) return 'its header is damaged';
  const from = new ByteReader(head);
  from.take(16);
  const header = readFields(from);
  return from.flaw === undefined && isPossible(header) ? header : 'its header is none, although its checksum is right';
}

function readFields(from: ByteReader): SnapshotHeader {
  const four = (): Int32Array => from.take(16).slice();
  const seed = from.integer();
  const at = from.integer() as SimTime;
  const lastAt = from.integer() as SimTime;
  const seq = from.word() as Seq;
  const digest = four();
  const [bytes, lastFrameAt, frames, chain] = [from.integer(), from.integer(), from.word(), four()];
  const tail: LogTail = { bytes, frames, lastSeq: seq, chain };
  const [controlEvents, contentsChecksum] = [from.word(), four()];
  const payload = { bytes: from.unsigned(), rawBytes: from.unsigned(), checksum: four() };
  const [engineVersion, code, scenarioDigest] = [from.text(), from.text(), from.text()];
  const key: SnapshotKey = { engineVersion, code, scenarioDigest, seed };
  const place: LogPlace = { tail, lastFrameAt, lastAt };
  return { key, at, seq, digest, place, controlEvents, contentsChecksum, payload };
}

const isPossible = ({ at, seq, place, controlEvents, payload }: SnapshotHeader): boolean =>
  place.lastAt <= at &&
  seq >= 1 &&
  place.tail.frames >= 1 &&
  place.lastFrameAt >= 0 &&
  place.lastFrameAt < place.tail.bytes &&
  controlEvents >= 0 &&
  controlEvents <= seq &&
  payload.bytes % 4 === 0;
