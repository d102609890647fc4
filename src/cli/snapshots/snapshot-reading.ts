/** Reads parts of the files of a snapshot folder. What the system does not give is one more reason to leave a snapshot out. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { codeOf } from '../environment-fault.ts';
import { readSnapshotHeader, SNAPSHOT_HEADER_BYTES, type SnapshotHeader } from './snapshot-header.ts';

/** In words what is wrong with it where it is none. */
export function readHeaderFile(path: string): SnapshotHeader | string {
  const bytes = readFrom(path, 0, SNAPSHOT_HEADER_BYTES);
  return typeof bytes === 'string' ? bytes : readSnapshotHeader(bytes);
}

/** Everything behind the header. */
export const readPayloadFile = (path: string): Uint8Array | string => readFrom(path, SNAPSHOT_HEADER_BYTES);

/** A file as words; empty where there is none. */
export function readWords(path: string): Int32Array {
  const bytes = readFrom(path, 0);
  return typeof bytes === 'string' ? new Int32Array() : new Int32Array(bytes.buffer, 0, bytes.length >> 2);
}

/** At most `most` bytes from an offset on, in a buffer of their own. */
function readFrom(path: string, offset: number, most = Number.POSITIVE_INFINITY): Uint8Array | string {
  try {
    const fd = openSync(path, 'r');
    try {
      const bytes = new Uint8Array(Math.max(0, Math.min(most, fstatSync(fd).size - offset)));
      let done = 0;
      while (done < bytes.length) {
        const got = readSync(fd, bytes, done, bytes.length - done, offset + done);
        if (got === 0) break;
        done += got;
      }
      return done === bytes.length ? bytes : bytes.slice(0, done);
    } finally {
      closeSync(fd);
    }
  } catch (cause) {
    return `it cannot be read (${codeOf(cause) ?? 'unknown error'})`;
  }
}
