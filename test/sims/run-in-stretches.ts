/**
 * A run that is interrupted at many moments: each time its snapshot goes through a structured clone, and another simulation
 * goes on from there. What it publishes must be what the straight run published, event by event.
 */
import { expect } from 'vitest';
import { Simulation, type SimulationOptions } from '../../src/engine/simulation.ts';
import type { Snapshot } from '../../src/engine/snapshot.ts';
import { drawsOf, streamKey } from '../../src/math/draws.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { type SimTime, seed } from '../../src/units/quantity.ts';
import { isoTime } from '../../src/units/time.ts';

/** Content digests of everything from the first event on. */
export class WatchedRun {
  readonly contents: string[] = [];
  readonly #options: SimulationOptions;
  #run: Simulation;

  constructor(options: Omit<SimulationOptions, 'observeContent'>) {
    this.#options = { ...options, observeContent: (_, content) => this.contents.push(content) };
    this.#run = new Simulation(this.#options);
  }

  get run(): Simulation {
    return this.#run;
  }

  advance(until: SimTime): this {
    this.#run.advance(until);
    return this;
  }

  /** Another simulation takes over, of the same scenario or of one with a patch beside it. */
  handOver(options: Partial<SimulationOptions> = {}): Snapshot {
    const snapshot = structuredClone(this.#run.save());
    this.#run = new Simulation({ ...this.#options, ...options, from: snapshot });
    return snapshot;
  }
}

/** Moments of a run, in order, drawn from a seed. */
export function momentsOf({ opensAt, endsAt }: Scenario, count: number, number: number): SimTime[] {
  const draws = drawsOf(streamKey({ seed: seed(number), purpose: 'moments', agent: 'test', instant: opensAt }));
  return Array.from(
    { length: count },
    () => (opensAt + Math.floor(draws.uniform() * (endsAt - opensAt))) as SimTime,
  ).sort((a, b) => a - b);
}

export interface Stretches {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly moments: readonly SimTime[];
}

/** Returns the events and records of the run. */
export function checkStretches({ scenario, seed: number, moments }: Stretches, said: string): number {
  const options = { scenario, seed: seed(number) };
  const straight = new Simulation(options);
  let cut = new Simulation(options);
  for (const moment of [...moments, scenario.endsAt]) {
    straight.advance(moment);
    cut.advance(moment);
    if (cut.digest !== straight.digest) {
      const where = `${isoTime(moment)}, with snapshots at ${moments.map((at) => isoTime(at)).join(', ')}`;
      expect.fail(`${said}: the run in stretches is another by ${where}`);
    }
    expect(cut.world.stateHash(), said).toBe(straight.world.stateHash());
    cut = new Simulation({ ...options, from: structuredClone(cut.save()) });
  }
  expect(cut.save(), said).toEqual(straight.save());
  return straight.lastSeq;
}
