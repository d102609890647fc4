/** A log on the disk as a source of bytes: read piece by piece, so that its size does not matter. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { ByteSource } from '../../events/log-reader.ts';
import { attempt } from '../environment-fault.ts';

export class FileSource implements ByteSource {
  readonly size: number;
  readonly #path: string;
  readonly #fd: number;

  /** Throws `EnvironmentFault`. */
  constructor(path: string) {
    this.#path = path;
    this.#fd = attempt('open', path, () => openSync(path, 'r'));
    this.size = attempt('look at', path, () => fstatSync(this.#fd).size);
  }

  read(offset: number, length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    for (let done = 0; done < length; ) {
      const got = attempt('read', this.#path, () => readSync(this.#fd, bytes, done, length - done, offset + done));
      // Shorter than it was when it was opened: somebody has cut it. What is missing reads as zeros and fails its checksum.
      if (got === 0) break;
      done += got;
    }
    return bytes;
  }

  close(): void {
    closeSync(this.#fd);
  }
}
