/**
 * A run that is killed while it writes, at a moment by dice: what is on the disk must be the beginning of the whole log, and the
 * run must go on from it to the same log and digest. Shared by the deep tier and the soak.
 */
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { LogReader } from '../../src/events/log-reader.ts';
import { ended, lastLine, type Workplace } from './program.ts';

interface Straight {
  readonly digest: string;
  readonly log: Buffer;
  readonly ms: number;
}

export interface Kill {
  /** Names the folder. */
  readonly kill: number;
  /** Of the time that the straight run took. */
  readonly share: number;
  readonly said: string;
}

export class KilledRuns {
  /** Kills that left a log that was neither empty nor whole. */
  midway = 0;
  resumed = 0;
  readonly place: Workplace;
  readonly #straight: Straight;
  readonly #options: readonly string[];

  private constructor(place: Workplace, straight: Straight, options: readonly string[]) {
    this.place = place;
    this.#straight = straight;
    this.#options = options;
  }

  /** Runs once undisturbed, to have something to compare with. */
  static async begin(place: Workplace, ...options: readonly string[]): Promise<KilledRuns> {
    await place.spillover('run', 'small.yaml', '--out', 'warm-up');
    const began = performance.now();
    const { stdout } = await place.spillover('run', 'small.yaml', '--out', 'straight', ...options);
    const ms = performance.now() - began;
    return new KilledRuns(place, { digest: lastLine(stdout), log: place.bytes('straight/events.log'), ms }, options);
  }

  async kill({ kill, share, said }: Kill): Promise<void> {
    const { place } = this;
    const after = share * this.#straight.ms;
    const about = `${said}, after ${Math.round(after)} ms`;
    const folder = `run-${kill}`;
    const child = place.start('run', 'small.yaml', '--out', folder, ...this.#options);
    const ending = ended(child);
    await sleep(after);
    child.kill('SIGKILL');
    await ending;
    if (place.has(`${folder}/run.json`)) await this.#resume(folder, about);
    rmSync(`${place.path}/${folder}`, { recursive: true, force: true });
  }

  async #resume(folder: string, about: string): Promise<void> {
    const { place } = this;
    const { digest, log } = this.#straight;
    if (place.has(`${folder}/events.log`)) {
      const left = place.bytes(`${folder}/events.log`);
      const good = readGood(new Uint8Array(left), about);
      expect(left.subarray(0, good).equals(log.subarray(0, good)), about).toBe(true);
      if (good > 256 && good < log.length) this.midway++;
    }
    if (JSON.parse(place.read(`${folder}/run.json`)).complete) return;
    const { code, stdout, stderr } = await place.spillover('run', '--resume', folder);
    expect(code, `${about}: ${stderr}`).toBe(0);
    expect(lastLine(stdout), about).toBe(digest);
    expect(place.bytes(`${folder}/events.log`).equals(log), about).toBe(true);
    this.resumed++;
  }
}

function readGood(bytes: Uint8Array, about: string): number {
  const source = { size: bytes.length, read: (at: number, length: number) => bytes.slice(at, at + length) };
  const reader = new LogReader(source, { engineVersion: '0' });
  while (reader.next({ control: () => undefined, batch: () => undefined }));
  expect(reader.end?.ending, about).not.toBe('refused');
  return reader.tail.bytes;
}
