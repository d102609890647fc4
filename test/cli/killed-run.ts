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
  /** Until its folder was there. */
  readonly startMs: number;
}

/** How the runs are cut into frames, which end at snapshots, and what they go on from. */
export interface Cutting {
  readonly everyMinutes: number;
  readonly from: 'snapshot' | 'first event';
}

/** Of the kills this share falls before the run has a folder, and the last few of the others after its end. */
const STARTING = 0.15;
const BEYOND = 1.1;

export interface Kill {
  /** Names the folder. */
  readonly kill: number;
  /** From 0, as the program is started, to 1, just after the straight run would have ended. */
  readonly moment: number;
  readonly said: string;
}

export class KilledRuns {
  /** Kills that left a log that was neither empty nor whole. */
  midway = 0;
  resumed = 0;
  readonly place: Workplace;
  readonly #straight: Straight;
  readonly #cutting: Cutting;
  /** From the folder to the end, in the quickest run so far: on a busy machine one measurement may be far too long. */
  #writeMs: number;

  private constructor(place: Workplace, straight: Straight, writeMs: number, cutting: Cutting) {
    this.place = place;
    this.#straight = straight;
    this.#writeMs = writeMs;
    this.#cutting = cutting;
  }

  /** Runs once undisturbed, to have something to compare with. */
  static async begin(place: Workplace, cutting: Cutting): Promise<KilledRuns> {
    await place.spillover('run', 'small.yaml', '--out', 'warm-up');
    const began = performance.now();
    const straight = place.spillover('run', 'small.yaml', '--out', 'straight', ...flagsOf(cutting));
    await begun(place, 'straight', straight);
    const startMs = performance.now() - began;
    const { stdout } = await straight;
    const writeMs = performance.now() - began - startMs;
    const log = place.bytes('straight/events.log');
    return new KilledRuns(place, { digest: lastLine(stdout), log, startMs }, writeMs, cutting);
  }

  /** Counted from when the run has its folder: how long a process takes to start says nothing about what is written. */
  async kill({ kill, moment, said }: Kill): Promise<void> {
    const { place } = this;
    const starts = moment < STARTING;
    const after = starts
      ? (moment / STARTING) * this.#straight.startMs
      : ((moment - STARTING) / (1 - STARTING)) * BEYOND * this.#writeMs;
    const about = `${said}, ${Math.round(after)} ms after ${starts ? 'its start' : 'it had begun'}`;
    const folder = `run-${kill}`;
    const child = place.start('run', 'small.yaml', '--out', folder, ...flagsOf(this.#cutting));
    const ending = ended(child);
    if (!starts) await begun(place, folder, ending);
    const began = performance.now();
    if (!starts) ending.then(({ code }) => this.#wasOver(code, performance.now() - began));
    await sleep(after);
    child.kill('SIGKILL');
    await ending;
    if (place.has(`${folder}/run.json`)) await this.#resume(folder, about);
    rmSync(`${place.path}/${folder}`, { recursive: true, force: true });
  }

  /** Before anybody killed it. */
  #wasOver(code: number | null, writeMs: number): void {
    if (code === 0) this.#writeMs = Math.min(this.#writeMs, writeMs);
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
    if (this.#cutting.from === 'first event')
      rmSync(`${place.path}/${folder}/snapshots`, { recursive: true, force: true });
    const { code, stdout, stderr } = await place.spillover('run', '--resume', folder);
    expect(code, `${about}: ${stderr}`).toBe(0);
    expect(lastLine(stdout), about).toBe(digest);
    expect(place.bytes(`${folder}/events.log`).equals(log), about).toBe(true);
    this.resumed++;
  }
}

const flagsOf = ({ everyMinutes }: Cutting): string[] => ['--snapshots', String(everyMinutes)];

/** The run has its folder, or is over. */
async function begun(place: Workplace, folder: string, ending: Promise<unknown>): Promise<void> {
  let isOver = false;
  const over = (): void => {
    isOver = true;
  };
  ending.then(over, over);
  while (!isOver && !place.has(`${folder}/run.json`)) await sleep(1);
}

function readGood(bytes: Uint8Array, about: string): number {
  const source = { size: bytes.length, read: (at: number, length: number) => bytes.slice(at, at + length) };
  const reader = new LogReader(source, { engineVersion: '0' });
  while (reader.next({ control: () => undefined, batch: () => undefined }));
  expect(reader.end?.ending, about).not.toBe('refused');
  return reader.tail.bytes;
}
