/** Reads parts of the files of a snapshot folder. What the system does not give is one more reason to leave a snapshot out. */
import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { codeOf } from '../environment-fault.ts';
import { readSnapshotHeader, SNAPSHOT_HEADER_BYTES, type SnapshotHeader } from './snapshot-header.ts';

/** In words what is wrong with it where it is none. */
export function readHeaderFile(path: string): SnapshotHeader | string {
  const bytes = readFrom(path, 0, SNAPSHOT_HEADER_BYTES);
  return typeof bytes === 'string' ? bytes : readSnapshotHeader(bytes);
}

/** What lies behind the header, and one byte more than there should be where there is more. */
export const readPayloadFile = (path: string, { payload }: SnapshotHeader): Uint8Array | string =>
  readFrom(path, SNAPSHOT_HEADER_BYTES, payload.bytes + 1);

/** At most so many bytes of a file, as words; none where there is no file. */
export function readWords(path: string, most: number): Int32Array {
  const bytes = readFrom(path, 0, most);
  return typeof bytes === 'string' ? new Int32Array() : new Int32Array(bytes.buffer, 0, bytes.length >> 2);
}

/** At most `most` bytes from an offset on, in a buffer of their own. */
function readFrom(path: string, offset: number, most: number): Uint8Array | string {
  try {
    // Opening a pipe would wait for whoever writes into it.
    if (!statSync(path).isFile()) return 'it is no file';
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
