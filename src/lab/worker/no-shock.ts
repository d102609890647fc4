/**
 * The run without the shock: the same scenario, seed and calendar without anything that the scenario announces. What it
 * shows would have happened anyway, on the same luck; it is the grey band behind every line.
 */
import { Simulation } from '../../engine/simulation.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { Seed, SimTime } from '../../units/quantity.ts';
import { TICK_MS } from '../../units/time.ts';
import { lastRowAt } from './tick-row.ts';

/** What is known before anything happens stays: policy rates, auctions, purchases, what is believed already. */
export const withoutAnnouncements = (scenario: Scenario): Scenario => ({ ...scenario, announcements: [] });

export class NoShock {
  readonly #simulation: Simulation;
  readonly #rows: { readonly at: number; readonly changeBp: Float32Array }[] = [];
  #reachedAt: number;

  constructor(scenario: Scenario, seed: Seed) {
    this.#simulation = new Simulation({ scenario: withoutAnnouncements(scenario), seed });
    this.#reachedAt = scenario.opensAt - 1;
  }

  get reachedAt(): number {
    return this.#reachedAt;
  }

  get isDone(): boolean {
    return this.#reachedAt >= this.#simulation.scenario.endsAt;
  }

  step(): void {
    const { scenario, instruments, market } = this.#simulation;
    const next = Math.min(scenario.endsAt, (Math.floor(this.#reachedAt / TICK_MS) + 1) * TICK_MS);
    const before = this.#simulation.lastSeq;
    this.#simulation.advance(next as SimTime);
    this.#reachedAt = next;
    if (this.#simulation.lastSeq === before) return;
    const changeBp = Float32Array.from(instruments, (line) => market.levelBp(line) - line.openLevelBp);
    this.#rows.push({ at: next, changeBp });
  }

  /** By line; NaN where it has not come so far. */
  changeAt(at: number): Float64Array {
    const row = at > this.#reachedAt ? undefined : this.#rows[lastRowAt(this.#rows, at)];
    if (row !== undefined) return Float64Array.from(row.changeBp);
    const blank = at > this.#reachedAt ? Number.NaN : 0;
    return new Float64Array(this.#simulation.instruments.length).fill(blank);
  }
}
