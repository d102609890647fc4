/**
 * A run that stopped through our own fault: an assertion, or an exception in somebody who was listening.
 *
 * Carries what is needed to see it again. The message names the place; whoever shows it adds the command.
 */

import type { Seed, Seq, SimTime } from '../units/quantity.ts';
import { isoTime } from '../units/time.ts';

export interface FaultPlace {
  readonly scenario: string;
  readonly seed: Seed;
  readonly seq: Seq;
  readonly at: SimTime;
  /** Institution that was deciding, if one was. */
  readonly agent: string | undefined;
}

/** Our bug, or an exception of a subscriber, with its place: scenario, seed, seq, time and institution. `cause` is what was thrown. */
export class SimulationFault extends Error {
  override readonly name = 'SimulationFault';
  readonly place: FaultPlace;

  constructor(cause: unknown, place: FaultPlace) {
    const what = cause instanceof Error ? cause.message : String(cause);
    const who = place.agent === undefined ? '' : `, ${place.agent} deciding`;
    super(`${what} (scenario ${place.scenario}, seed ${place.seed}, seq ${place.seq}, ${isoTime(place.at)}${who})`, {
      cause,
    });
    this.place = place;
  }
}
