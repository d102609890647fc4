/**
 * R22, beside the rows: huge worlds in a process of their own, for as long as the soak lasts. First the quiet world, whose memory
 * must be flat but for what digests keep; for the last third of the time ten thousand institutions over five hundred bonds, which
 * must get on.
 */
import { HugeChild } from './huge-child.ts';
import { LONGEST_DAYS } from './long-calm.ts';
import { growthOf, MOST_GROWTH } from './memory-growth.ts';
import type { SoakCompanion } from './soak-row.ts';

/** Of the soak's time, for the quiet world; what takes ten seconds to build needs a third of it. */
const CALM_SHARE = 2 / 3;
const DAYS_A_STEP = 7;
const INSTITUTIONS = 10_000;
const BONDS = 500;

export class HugeWorlds implements SoakCompanion {
  readonly id = 'R22';
  readonly title = 'huge worlds get on, and memory is flat';
  readonly #totalMs: number;
  #calm: HugeChild | undefined;
  #wide: HugeChild | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(totalMs: number) {
    this.#totalMs = totalMs;
  }

  begin(): void {
    this.#calm = new HugeChild('calm', [LONGEST_DAYS, DAYS_A_STEP]);
    this.#timer = setTimeout(() => {
      void this.#calm?.stop();
      this.#wide = new HugeChild('wide', [INSTITUTIONS, BONDS]);
    }, this.#totalMs * CALM_SHARE);
  }

  figures(): string {
    const growth = growthOf(this.#calm?.steps ?? []);
    const flat = growth === undefined ? '' : `; without those ${percent(growth)} over the last half`;
    return [told('calm', this.#calm, flat), told('wide', this.#wide, '')].filter((text) => text !== '').join('; ');
  }

  async end(): Promise<readonly string[]> {
    clearTimeout(this.#timer);
    const faults: string[] = [];
    for (const child of [this.#calm, this.#wide]) {
      await child?.stop();
      if (child?.fault !== undefined) faults.push(child.fault);
    }
    const growth = growthOf(this.#calm?.steps ?? []);
    if (growth !== undefined && growth > MOST_GROWTH) faults.push(`memory is not flat: ${this.figures()}`);
    return faults;
  }
}

function told(world: string, child: HugeChild | undefined, flat: string): string {
  const last = child?.steps.at(-1);
  if (last === undefined) return '';
  const held = `${Math.round(last.rssMb)} MB, ${last.digestsMb.toFixed(1)} of them digests${flat}`;
  return `${world} to ${last.at.slice(0, 16)}, ${last.seq} events and records, ${held}`;
}

const percent = (share: number): string => `${share < 0 ? '' : '+'}${(100 * share).toFixed(1)} %`;
