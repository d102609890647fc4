/** A disk in memory whose n-th call fails, once or from then on, in the ways that disks do. */
import type { FilePort } from '../../src/cli/file-port.ts';

export interface Failure {
  /** Counts every call from 1. */
  readonly at: number;
  readonly kind: 'ENOSPC' | 'EIO' | 'EACCES' | 'EROFS' | 'nothing taken' | 'one byte' | 'half';
  readonly forEver: boolean;
}

export class MemoryDisk implements FilePort {
  calls = 0;
  hasFailed = false;
  readonly #files = new Map<string, { bytes: Uint8Array }>();
  readonly #open: (string | undefined)[] = [];
  #failure: Failure | undefined;

  constructor(failure?: Failure) {
    this.#failure = failure;
  }

  /** Calls are counted anew. */
  failFrom(failure: Failure): void {
    this.calls = 0;
    this.#failure = failure;
  }

  bytesOf(path: string): Uint8Array {
    return this.#files.get(path)?.bytes ?? new Uint8Array();
  }

  open(path: string, flags: 'wx' | 'r+' | 'w'): number {
    this.#call();
    if (flags === 'wx' && this.#files.has(path)) throw failureOf('EEXIST');
    if (flags === 'r+' && !this.#files.has(path)) throw failureOf('ENOENT');
    if (flags !== 'r+') this.#files.set(path, { bytes: new Uint8Array() });
    return this.#open.push(path) - 1;
  }

  write(fd: number, bytes: Uint8Array, position: number): number {
    const allowance = this.#call();
    const taken = Math.min(bytes.length, allowance(bytes.length));
    const file = this.#file(fd);
    const grown = new Uint8Array(Math.max(file.bytes.length, position + taken));
    grown.set(file.bytes);
    grown.set(bytes.subarray(0, taken), position);
    file.bytes = grown;
    return taken;
  }

  sync(_fd: number): void {
    this.#call();
  }

  truncate(fd: number, length: number): void {
    this.#call();
    const file = this.#file(fd);
    file.bytes = file.bytes.slice(0, length);
  }

  close(fd: number): void {
    this.#call();
    this.#open[fd] = undefined;
  }

  rename(from: string, to: string): void {
    this.#call();
    const file = this.#files.get(from);
    if (file === undefined) throw failureOf('ENOENT');
    this.#files.set(to, file);
    this.#files.delete(from);
  }

  move(from: string, to: string): void {
    this.rename(from, to);
  }

  remove(path: string): void {
    this.#call();
    this.#files.delete(path);
  }

  /** How many of so many bytes a write takes this time. */
  #call(): (length: number) => number {
    this.calls++;
    const failure = this.#failure;
    if (failure === undefined || this.calls < failure.at || (this.calls > failure.at && !failure.forEver)) {
      return (length) => length;
    }
    this.hasFailed = true;
    if (failure.kind === 'one byte') return () => 1;
    if (failure.kind === 'half') return (length) => Math.ceil(length / 2);
    if (failure.kind === 'nothing taken') return () => 0;
    throw failureOf(failure.kind);
  }

  #file(fd: number): { bytes: Uint8Array } {
    const file = this.#files.get(this.#open[fd] ?? '');
    if (file === undefined) throw failureOf('EBADF');
    return file;
  }
}

const failureOf = (code: string): Error => Object.assign(new Error(`${code}: refused by the test`), { code });
