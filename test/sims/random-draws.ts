/** Seeded choices for made-up scenarios: whole numbers only, so that one seed is one text on every machine. */
import { type Dice, dice } from '../events/random-run.ts';

/** What a scenario may or may not have; a test that needs one says so, everything else is left to the dice. */
export type Feature =
  | 'jgb'
  | 'ust'
  | 'gilt'
  | 'ktb'
  | 'fx'
  | 'future'
  | 'linker'
  | 'maturing'
  | 'coupon'
  | 'auctions'
  | 'operations'
  | 'calendar'
  | 'announcements'
  | 'creditLines'
  | 'extraHoliday'
  | 'rateAtAuction';
export type Wanted = Readonly<Partial<Record<Feature, boolean>>>;

/** xorshift32 begins alike on seeds that are alike. */
const WARM_UP = 16;

export class Draws {
  readonly #roll: Dice;
  readonly #wanted: Wanted;

  constructor(seed: number, wanted: Wanted = {}) {
    this.#roll = dice(seed);
    this.#wanted = wanted;
    for (let n = 0; n < WARM_UP; n++) this.#roll(2);
  }

  /** From `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + this.#roll(most - least + 1);
  }

  chance(percent: number): boolean {
    return this.#roll(100) < percent;
  }

  /** Rolls in any case, so that what is asked for moves nothing else. */
  has(feature: Feature, percent: number): boolean {
    const rolled = this.chance(percent);
    return this.#wanted[feature] ?? rolled;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.#roll(from.length)] as T;
  }

  /** A subset in the order given, of one at least. */
  some<T>(from: readonly T[], percent: number): T[] {
    const chosen = from.filter(() => this.chance(percent));
    return chosen.length > 0 ? chosen : [this.pick(from)];
  }

  shuffled<T>(from: readonly T[]): T[] {
    const rest = [...from];
    for (let at = rest.length - 1; at > 0; at--) {
      const other = this.#roll(at + 1);
      [rest[at], rest[other]] = [rest[other] as T, rest[at] as T];
    }
    return rest;
  }

  /** A whole number of `1 / 10^places` as text, such as 2.35. */
  decimal(least: number, most: number, places: number): string {
    const scale = 10 ** places;
    const units = this.between(least * scale, most * scale);
    return (units / scale).toFixed(places);
  }
}
