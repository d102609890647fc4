/**
 * Drives a simulation to its end or to a moment, in stretches short enough to show progress and to hear Ctrl-C.
 *
 * How it is cut into stretches changes nothing that happens. A seq is reached at the end of the instant in which it falls,
 * since what institutions do at one instant is not taken apart.
 */
import type { Simulation } from '../../engine/simulation.ts';
import type { SimTime } from '../../units/quantity.ts';
import { isoTime, later, MINUTE_MS, SECOND_MS } from '../../units/time.ts';
import type { Interruption } from '../interruption.ts';
import type { Progress } from '../progress.ts';
import type { Moment } from '../time-argument.ts';

/** Simulated time in one stretch: some ten milliseconds of work. */
const STRETCH_MS = 10 * MINUTE_MS;
/** Towards a seq: no two instants of the decision clock fall into one step. */
const STEP_MS = SECOND_MS;

export interface Drive {
  readonly simulation: Simulation;
  readonly until: Moment | undefined;
  readonly progress: Progress;
  readonly interruption: Interruption;
  /** The simulation has come so far already. */
  readonly since?: SimTime | undefined;
  readonly pauses?: Pauses | undefined;
}

/** Called between two stretches, at equal spans from the opening. */
export interface Pauses {
  readonly everyMs: number;
  /** Everything up to and including `reached` has happened. */
  readonly at: (reached: SimTime) => void;
}

/** True where it got there, false where it was interrupted. Throws `SimulationFault` only. */
export async function drive({ simulation, until, progress, interruption, since, pauses }: Drive): Promise<boolean> {
  const { opensAt, endsAt } = simulation.scenario;
  const end = until?.kind === 'time' && until.at < endsAt ? until.at : endsAt;
  const stopSeq = until?.kind === 'seq' ? until.seq : Number.POSITIVE_INFINITY;
  const everyMs = pauses?.everyMs ?? Number.POSITIVE_INFINITY;
  let pauseAt = opensAt + everyMs;
  let stretchEnd: SimTime;
  for (let at: SimTime = opensAt; at <= end && simulation.lastSeq < stopSeq; at = later(stretchEnd, 1)) {
    stretchEnd = Math.min(at + STRETCH_MS - 1, pauseAt - 1, end) as SimTime;
    const isPause = stretchEnd + 1 === pauseAt;
    if (isPause) pauseAt += everyMs;
    if (since !== undefined && stretchEnd <= since) continue;
    if (until?.kind === 'seq') stepTo(simulation, { from: at, to: stretchEnd, stopSeq });
    else simulation.advance(stretchEnd);
    if (isPause && simulation.lastSeq < stopSeq) pauses?.at(stretchEnd);
    const share = end === opensAt ? 1 : (stretchEnd - opensAt) / (end - opensAt);
    progress.update(share, isoTime(stretchEnd).slice(0, 10), simulation.lastSeq);
    if (await interruption.listen()) return false;
  }
  return true;
}

function stepTo(simulation: Simulation, { from, to, stopSeq }: { from: SimTime; to: SimTime; stopSeq: number }): void {
  for (let at = from; at <= to && simulation.lastSeq < stopSeq; at = later(at, STEP_MS)) {
    simulation.advance(Math.min(at + STEP_MS - 1, to) as SimTime);
  }
}
