/** Whether a snapshot belongs to a run and its log, told from its header alone. */
import { FRAME_HEADER_BYTES, frameEndOf, sameWords } from '../../events/log-format.ts';
import type { ByteSource } from '../../events/log-reader.ts';
import type { SnapshotHeader, SnapshotKey } from './snapshot-header.ts';

export interface SnapshotWanted {
  /** That its name states. */
  readonly seq: number;
  readonly key: SnapshotKey;
  readonly log: ByteSource;
}

/** In words why it is of no use; undefined where it is of use. */
export function flawOf(header: SnapshotHeader, { seq, key, log }: SnapshotWanted): string | undefined {
  if (header.seq !== seq) return 'its name is that of another';
  const { engineVersion, code, scenarioDigest, seed } = header.key;
  if (engineVersion !== key.engineVersion) return `it was taken by engine ${engineVersion}`;
  if (code !== key.code) return 'it was taken by other code';
  if (scenarioDigest !== key.scenarioDigest || seed !== key.seed) return 'it is of another run';
  return flawOfPlace(header, log);
}

/** A frame's link stands for everything before it, so one comparison is enough to know the log again. */
function flawOfPlace({ place, seq, digest }: SnapshotHeader, log: ByteSource): string | undefined {
  const { tail, lastFrameAt } = place;
  if (tail.bytes > log.size) return 'it lies beyond the end of the log';
  if (lastFrameAt + FRAME_HEADER_BYTES > tail.bytes) return NOT_OF_LOG;
  const bytes = new Uint8Array(log.read(lastFrameAt, FRAME_HEADER_BYTES));
  const frame = frameEndOf(new Int32Array(bytes.buffer, 0, FRAME_HEADER_BYTES / 4));
  const isThere =
    frame !== undefined &&
    lastFrameAt + frame.bytes === tail.bytes &&
    frame.lastSeq === seq &&
    sameWords(frame.link, 0, tail.chain, 0) &&
    sameWords(frame.digest, 0, digest, 0);
  return isThere ? undefined : NOT_OF_LOG;
}

const NOT_OF_LOG = 'it is not of this log';
