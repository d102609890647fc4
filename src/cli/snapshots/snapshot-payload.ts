/**
 * What a snapshot holds, as bytes: the run as plain data in V8's form, deflated, padded to whole words.
 *
 * V8's form knows typed arrays and Maps and is read by the version that wrote it and later ones; one that cannot be read is
 * left out like any other. Deflated at the lowest level: a quarter of the size for a fifth of the time of a seek.
 */
import { deserialize, serialize } from 'node:v8';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Counts } from '../../analysis/run-counts.ts';
import type { Snapshot } from '../../engine/snapshot.ts';
import { sameWords } from '../../events/log-format.ts';
import { checksumOf } from './checksum.ts';
import type { PayloadHead, SnapshotHeader } from './snapshot-header.ts';

/** A run in memory is no larger. */
const RAW_BYTES_MOST = 1 << 30;

export interface SnapshotPayload {
  /** Without the content digests of control events, which lie in a file of their own. */
  readonly snapshot: Snapshot;
  readonly counts: Counts;
}

/** Throws where the state is no plain data. */
export function packPayload(payload: SnapshotPayload): { readonly bytes: Uint8Array; readonly head: PayloadHead } {
  const raw = serialize(payload);
  const packed = deflateRawSync(raw, { level: 1 });
  const bytes = new Uint8Array((packed.length + 3) & ~3);
  bytes.set(packed);
  return { bytes, head: { bytes: bytes.length, rawBytes: raw.length, checksum: checksumOf(wordsOf(bytes)) } };
}

/** The payload, or in words what is wrong with it. Bytes by strangers never throw. */
export function unpackPayload(bytes: Uint8Array, header: SnapshotHeader): SnapshotPayload | string {
  const { payload } = header;
  if (bytes.length !== payload.bytes) return `it is ${bytes.length < payload.bytes ? 'torn' : 'too long'}`;
  if (!sameWords(checksumOf(wordsOf(bytes)), 0, payload.checksum, 0)) return 'it is damaged';
  if (payload.rawBytes > RAW_BYTES_MOST) return `it claims to hold ${payload.rawBytes} bytes`;
  let held: Partial<SnapshotPayload> | null;
  try {
    const raw = inflateRawSync(bytes, { maxOutputLength: Math.max(1, payload.rawBytes) });
    if (raw.length !== payload.rawBytes) return 'it holds less than it says';
    held = deserialize(raw);
  } catch {
    return 'it cannot be read, although its checksum is right';
  }
  return isOf(held, header) ? (held as SnapshotPayload) : 'what it holds is not what its header says';
}

function isOf(held: Partial<SnapshotPayload> | null, { at, seq, controlEvents }: SnapshotHeader): boolean {
  const snapshot = held?.snapshot;
  const counts = held?.counts;
  return (
    snapshot?.at === at &&
    snapshot.seq === seq &&
    snapshot.digest?.count === seq &&
    snapshot.digest.known === controlEvents &&
    counts?.events === seq &&
    counts.control_events === controlEvents &&
    typeof counts.by_type === 'object'
  );
}

const wordsOf = (bytes: Uint8Array): Int32Array => new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
