/** A run stopped once at the moment of a fork, for its digest there, and what it came to. */
import { readFileSync } from 'node:fs';
import { Simulation } from '../../src/engine/simulation.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { type SimTime, seed } from '../../src/units/quantity.ts';

export const shippedText = (name: string): string =>
  readFileSync(new URL(`../../sims/${name}.yaml`, import.meta.url), 'utf8');

export class SimulationRun {
  readonly digestAtFork: string;
  readonly digest: string;
  /** Face that the operation `emergency` took. */
  bought = 0;
  readonly closeBp = new Map<string, number>();

  constructor(scenario: Scenario, fork: SimTime, until: SimTime) {
    const run = new Simulation({
      scenario,
      seed: seed(1),
      observe: (stream) => {
        stream.of('CloseMarked').subscribe(({ instrument, level }) => this.closeBp.set(instrument, level / 1000));
        stream.of('BidAllotted').subscribe(({ auction, face }) => {
          if (auction === 'emergency') this.bought += face;
        });
      },
    });
    run.advance(fork);
    // Putting an operation on the calendar is no event, so this is the digest of both.
    this.digestAtFork = run.digest;
    run.advance(until);
    this.digest = run.digest;
  }
}
