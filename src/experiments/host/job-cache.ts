/**
 * Results of runs on disk, one JSON line each, appended as they come: an experiment that was killed goes on where it was.
 *
 * Only whole lines count. A line is known by its key, which holds scenario, settings, seed, end and engine, so what another code
 * made is never taken for this one's. The file may be deleted at any time.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { RunExtract } from '../../analysis/episodes/run-extract.ts';

export class JobCache {
  readonly #path: string;
  readonly #known = new Map<string, RunExtract>();

  constructor(path: string) {
    this.#path = path;
    mkdirSync(dirname(path), { recursive: true });
    if (!existsSync(path)) return;
    const text = readFileSync(path, 'utf8');
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    for (const line of whole.split('\n')) this.#take(line);
    // What a kill left behind is ended, so that the next line is one of its own.
    if (whole.length < text.length) appendFileSync(path, '\n');
  }

  get(key: string): RunExtract | undefined {
    return this.#known.get(key);
  }

  /** @param note Told to people who look into the file. */
  put(key: string, note: string, extract: RunExtract): void {
    this.#known.set(key, extract);
    appendFileSync(this.#path, `${JSON.stringify({ key, note, extract })}\n`);
  }

  #take(line: string): void {
    if (line === '') return;
    try {
      const { key, extract } = JSON.parse(line) as { key?: string; extract?: RunExtract };
      if (key !== undefined && extract !== undefined) this.#known.set(key, extract);
    } catch {
      // A torn line of an earlier kill: its run is repeated.
    }
  }
}
