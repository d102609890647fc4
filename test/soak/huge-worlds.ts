/**
 * R22, beside the rows: huge worlds in a process of their own, for as long as the soak lasts. First the quiet world, whose memory
 * must be flat but for what digests keep; for the last third of the time ten thousand institutions over five hundred bonds, which
 * must get on.
 */
import { HugeChild } from './huge-child.ts';
import type { HugeStep } from './huge-run.ts';
import { LONGEST_DAYS } from './long-calm.ts';
import { growthOf, MOST_GROWTH } from './memory-growth.ts';
import type { SoakCompanion } from './soak-row.ts';

/** Of the soak's time, for the quiet world; what takes ten seconds and more to build needs a third of it. */
const CALM_SHARE = 2 / 3;
const DAYS_A_STEP = 3;
const INSTITUTIONS = 10_000;
const BONDS = 500;

export class HugeWorlds implements SoakCompanion {
  readonly id = 'R22';
  readonly title = 'huge worlds get on, and memory is flat';
  /** On a busy machine eight steps of the quiet world take half a minute, and so does building the wide one in its third. */
  readonly certainAfterS = 300;
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

  unreached(): readonly string[] {
    return unreachedOf(this.#calm?.steps ?? [], this.#wide?.steps ?? []);
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

/** A world that has not got on proves nothing, and neither does memory that was never judged. */
export function unreachedOf(
  calm: readonly Pick<HugeStep, 'heldMb' | 'digestsMb'>[],
  wide: readonly Pick<HugeStep, 'seq'>[],
): string[] {
  const unreached: string[] = [];
  if (growthOf(calm) === undefined)
    unreached.push(`the quiet world made ${calm.length} steps: too few to judge its memory`);
  const [first, last] = [wide[0], wide.at(-1)];
  if (first === undefined || last === undefined || last.seq <= first.seq)
    unreached.push(`the wide world made ${wide.length} steps and has not got on`);
  return unreached;
}

function told(world: string, child: HugeChild | undefined, flat: string): string {
  const last = child?.steps.at(-1);
  if (last === undefined) return '';
  const held = `${Math.round(last.heldMb)} MB of heap and buffers, ${last.digestsMb.toFixed(1)} of them digests${flat}`;
  return `${world} to ${last.at.slice(0, 16)}, ${last.seq} events and records, ${Math.round(last.rssMb)} MB resident, ${held}`;
}

const percent = (share: number): string => `${share < 0 ? '' : '+'}${(100 * share).toFixed(1)} %`;
