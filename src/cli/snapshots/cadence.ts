/**
 * When snapshots are taken: at the ends of equal spans of simulated time from the opening on, where enough has happened.
 *
 * The log is cut at each, so that it lies between two frames. When one is due follows from the events alone, so that a
 * run that was killed and gone on with has the bytes of the straight one. Ctrl-C cuts one more frame: the same digest.
 */
import type { SimTime } from '../../units/quantity.ts';
import { MINUTE_MS } from '../../units/time.ts';

/** As `run.json` has it. */
export interface SnapshotPlan {
  readonly every_minutes: number;
  /** Events and records since the last: fewer are read sooner than a snapshot is written. */
  readonly least_events: number;
}

export const HOURLY: SnapshotPlan = { every_minutes: 60, least_events: 20_000 };

export class Cadence {
  readonly #everyMs: number;
  readonly #least: number;
  readonly #opensAt: SimTime;
  /** The end of the span under way. */
  #endsAt: number;
  #lastSeq = 0;

  constructor({ every_minutes, least_events }: SnapshotPlan, opensAt: SimTime) {
    this.#everyMs = every_minutes * MINUTE_MS;
    this.#least = least_events;
    this.#opensAt = opensAt;
    this.#endsAt = opensAt + this.#everyMs;
  }

  /** True where a snapshot is due before anything happens at `at`, `seq` being the last event or record before. */
  isDue(at: SimTime, seq: number): boolean {
    if (at < this.#endsAt) return false;
    const spans = Math.floor((at - this.#opensAt) / this.#everyMs);
    this.#endsAt = this.#opensAt + (spans + 1) * this.#everyMs;
    if (seq - this.#lastSeq < this.#least) return false;
    this.#lastSeq = seq;
    return true;
  }
}
