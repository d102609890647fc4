/** Results of single runs on the disk, until the part of the tables that they belong to is written: a kill loses only what runs. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bytesOfResult, resultOfBytes } from '../../experiments/host/result-bytes.ts';
import type { RunResult } from '../../experiments/host/run-experiment.ts';
import { attempt, EnvironmentFault } from '../environment-fault.ts';
import { type FilePort, writeAll } from '../file-port.ts';
import { makeWithParents } from '../run/run-folder.ts';

const ENDING = '.json.zst';

export class RunSpill {
  readonly #port: FilePort;
  readonly #folder: string;
  readonly #known = new Set<number>();

  /** Throws `EnvironmentFault`. */
  constructor(port: FilePort, folder: string) {
    this.#port = port;
    this.#folder = folder;
    attempt('create', folder, () => makeWithParents(folder));
    for (const name of attempt('list', folder, () => readdirSync(folder))) this.#take(name);
  }

  has(run: number): boolean {
    return this.#known.has(run);
  }

  /** Whole or not at all when this program is killed. Nobody waits for the disk: what a power cut tears is run again. */
  put(run: number, result: RunResult): void {
    const path = this.#pathOf(run);
    const bytes = bytesOfResult(result);
    const beginnings = `${path}.${process.pid}.new`;
    try {
      const fd = this.#port.open(beginnings, 'w');
      try {
        writeAll(this.#port, fd, bytes, 0);
      } finally {
        this.#port.close(fd);
      }
      this.#port.move(beginnings, path);
    } catch (cause) {
      throw new EnvironmentFault('write', path, cause);
    }
    this.#known.add(run);
  }

  get(run: number): RunResult {
    return resultOfBytes(this.bytesOf(run));
  }

  /** As it lies there, compressed. */
  bytesOf(run: number): Uint8Array {
    const path = this.#pathOf(run);
    return attempt('read', path, () => readFileSync(path));
  }

  remove(run: number): void {
    const path = this.#pathOf(run);
    attempt('remove', path, () => this.#port.remove(path));
    this.#known.delete(run);
  }

  /** What cannot be read is run again; what a kill left half written is nobody's. */
  #take(name: string): void {
    const path = join(this.#folder, name);
    const run = name.endsWith(ENDING) ? Number(name.slice(0, -ENDING.length)) : Number.NaN;
    try {
      if (!Number.isInteger(run)) throw new SyntaxError('no result of a run');
      resultOfBytes(readFileSync(path));
      this.#known.add(run);
    } catch {
      if (existsSync(path)) attempt('remove', path, () => this.#port.remove(path));
    }
  }

  #pathOf(run: number): string {
    return join(this.#folder, `${String(run).padStart(8, '0')}${ENDING}`);
  }
}
