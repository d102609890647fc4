/**
 * A table being written: under another name until it is whole, so that what bears its name always is.
 *
 * Written in order and on the disk before it gets its name. Where a write fails nothing of it is left.
 */
import { EnvironmentFault } from '../environment-fault.ts';
import { type FilePort, writeAll } from '../file-port.ts';

export class TableFile {
  readonly path: string;
  readonly #port: FilePort;
  readonly #beginnings: string;
  #fd: number | undefined;
  #bytes = 0;

  /** Throws `EnvironmentFault`. */
  constructor(port: FilePort, path: string) {
    this.path = path;
    this.#port = port;
    this.#beginnings = `${path}.${process.pid}.new`;
    try {
      this.#fd = port.open(this.#beginnings, 'w');
    } catch (cause) {
      throw new EnvironmentFault('create', path, cause);
    }
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Throws `EnvironmentFault`; then the file is discarded. */
  append(block: Uint8Array): void {
    this.#orDiscard((fd) => {
      writeAll(this.#port, fd, block, this.#bytes);
      this.#bytes += block.length;
    });
  }

  /** All of it is on the disk; it bears its name from `name` on. */
  complete(): void {
    this.#orDiscard((fd) => {
      this.#port.sync(fd);
      this.#fd = undefined;
      this.#port.close(fd);
    });
  }

  /** Takes the place of what bore the name before. */
  name(): void {
    try {
      this.#port.rename(this.#beginnings, this.path);
    } catch (cause) {
      this.discard();
      throw new EnvironmentFault('write', this.path, cause);
    }
  }

  /** Nothing of it is left, unless it bears its name already. */
  discard(): void {
    const fd = this.#fd;
    this.#fd = undefined;
    try {
      if (fd !== undefined) this.#port.close(fd);
    } catch {
      // It is removed anyway.
    }
    try {
      this.#port.remove(this.#beginnings);
    } catch {
      // A leftover `.new` harms nobody; the first failure is the one to report.
    }
  }

  #orDiscard(work: (fd: number) => void): void {
    const fd = this.#fd;
    if (fd === undefined) throw new EnvironmentFault('write', this.path, new Error('it has been given up'));
    try {
      work(fd);
    } catch (cause) {
      this.discard();
      throw new EnvironmentFault('write', this.path, cause);
    }
  }
}
