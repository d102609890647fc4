/** The disk, whose n-th call for a file of snapshots is refused, and every one after it. */
import { sep } from 'node:path';
import { DISK, type FilePort } from '../../../src/cli/file-port.ts';

export class FailingDisk implements FilePort {
  calls = 0;
  readonly #at: number;
  readonly #open = new Set<number>();

  constructor(at: number) {
    this.#at = at;
  }

  /** Files of snapshots that were never closed. */
  get leftOpen(): number {
    return this.#open.size;
  }

  open(path: string, flags: 'wx' | 'r+' | 'w'): number {
    const isOurs = path.includes(`${sep}snapshots${sep}`);
    if (isOurs) this.#call();
    const fd = DISK.open(path, flags);
    if (isOurs) this.#open.add(fd);
    else this.#open.delete(fd);
    return fd;
  }

  write(fd: number, bytes: Uint8Array, position: number): number {
    if (!this.#open.has(fd)) return DISK.write(fd, bytes, position);
    // What a full disk does first.
    if (this.calls + 1 === this.#at) DISK.write(fd, bytes.subarray(0, bytes.length >> 1), position);
    this.#call();
    return DISK.write(fd, bytes, position);
  }

  sync = DISK.sync;

  truncate(fd: number, length: number): void {
    if (this.#open.has(fd)) this.#call();
    DISK.truncate(fd, length);
  }

  close(fd: number): void {
    DISK.close(fd);
    if (this.#open.delete(fd)) this.#call();
  }

  rename = DISK.rename;

  move(from: string, to: string): void {
    this.#call();
    DISK.move(from, to);
  }

  remove = DISK.remove;

  #call(): void {
    this.calls += 1;
    if (this.calls >= this.#at) throw Object.assign(new Error('refused by the test'), { code: 'ENOSPC' });
  }
}
