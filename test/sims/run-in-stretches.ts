/**
 * A run that is interrupted at many moments: each time its snapshot goes through a structured clone, and another simulation
 * goes on from there. What it publishes must be what the straight run published, event by event.
 */
import { expect } from 'vitest';
import { Simulation, type SimulationOptions } from '../../src/engine/simulation.ts';
import type { Snapshot } from '../../src/engine/snapshot.ts';
import { drawsOf, streamKey } from '../../src/math/draws.ts';
import type { Intervention, Scenario } from '../../src/scenario/scenario.ts';
import { type Seq, type SimTime, seed } from '../../src/units/quantity.ts';
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

/** The straight run is made in one stretch. Returns its events and records. */
export function checkStretches({ scenario, seed: number, moments }: Stretches, said: string): number {
  const options = { scenario, seed: seed(number) };
  const straight = new Simulation(options);
  straight.advance(scenario.endsAt);
  let cut = new Simulation(options);
  for (const moment of [...moments, scenario.endsAt]) {
    cut.advance(moment);
    cut = new Simulation({ ...options, from: structuredClone(cut.save()) });
  }
  const where = `${said}, with snapshots at ${moments.map((at) => isoTime(at)).join(', ')}`;
  expect(cut.digest, where).toBe(straight.digest);
  expect(cut.world.stateHash(), where).toBe(straight.world.stateHash());
  expect(cut.save(), where).toEqual(straight.save());
  return straight.lastSeq;
}

/**
 * The scenario with loops switched off and on at moments and after seqs: the last of an instant, and those that the switches
 * themselves then make.
 */
export function withSwitches(scenario: Scenario, number: number): Scenario {
  const [first = scenario.opensAt, second = first, third = second] = momentsOf(scenario, 3, number);
  const run = new Simulation({ scenario, seed: seed(number) });
  run.advance(first);
  const last = run.lastSeq;
  const off = { kind: 'switchLoop', loop: 'L6', isOn: false } as const;
  const on = { ...off, isOn: true } as const;
  const interventions: Intervention[] = [
    ...[last, last + 1, last + 2].map((seq, at) => ({ at: first, after: seq as Seq, deed: at % 2 === 0 ? off : on })),
    { at: second, deed: on },
    { at: third, deed: off },
  ];
  return { ...scenario, interventions };
}

/** The instants in which something is switched: a run that pauses there looks once more for what waits. */
export function switchMoments(scenario: Scenario, number: number): SimTime[] {
  const moments = new Set<SimTime>();
  const run = new Simulation({
    scenario,
    seed: seed(number),
    observe: (stream) => stream.of('LoopSwitched').subscribe(({ at }) => moments.add(at)),
  });
  run.advance(scenario.endsAt);
  return [...moments].sort((a, b) => a - b);
}
