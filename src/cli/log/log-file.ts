/**
 * The event log on the disk: appended block by block, each on the disk before the next, never rewritten.
 *
 * Where a write fails, what was good before stays good: the file is cut back to it as far as the disk allows, and what is
 * left over is a torn tail that readers recognise. After a failure nothing is written any more.
 */
import { EnvironmentFault } from '../environment-fault.ts';
import { type FilePort, writeAll } from '../file-port.ts';

export class LogFile {
  readonly path: string;
  readonly #port: FilePort;
  readonly #fd: number;
  #bytes: number;
  #fault: EnvironmentFault | undefined;

  /** Makes a new file, or goes on with an existing one after its first `keepBytes`. Throws `EnvironmentFault`. */
  constructor(port: FilePort, path: string, keepBytes?: number) {
    this.#port = port;
    this.path = path;
    this.#bytes = keepBytes ?? 0;
    try {
      this.#fd = port.open(path, keepBytes === undefined ? 'wx' : 'r+');
      if (keepBytes !== undefined) port.truncate(this.#fd, keepBytes);
    } catch (cause) {
      throw new EnvironmentFault(keepBytes === undefined ? 'create' : 'go on with', path, cause);
    }
  }

  /** Length of what is on the disk for certain. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Writes one block and waits for the disk. Throws `EnvironmentFault`. */
  append(block: Uint8Array): void {
    if (this.#fault !== undefined) throw this.#fault;
    try {
      writeAll(this.#port, this.#fd, block, this.#bytes);
      this.#port.sync(this.#fd);
    } catch (cause) {
      this.#fault = new EnvironmentFault('write', this.path, cause);
      this.#cutBack();
      throw this.#fault;
    }
    this.#bytes += block.length;
  }

  close(): void {
    try {
      this.#port.close(this.#fd);
    } catch (cause) {
      // Every block has been synced: there is nothing left that closing could lose.
      this.#fault ??= new EnvironmentFault('close', this.path, cause);
    }
  }

  #cutBack(): void {
    try {
      this.#port.truncate(this.#fd, this.#bytes);
    } catch {
      // The torn tail stays; the first failure is the one to report.
    }
  }
}
