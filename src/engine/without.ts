/**
 * A run without one thing that happened in it: the same scenario, the same luck, up to there the same events.
 *
 * An institution's decision issues no commands; a draw is replaced by its mean. What the scenario states is left out of the
 * scenario itself. Seqs name events across both runs, since everything before the first difference is the same.
 */
import type { Command } from '../agents/contract.ts';
import type { MarketEvent, Unplaced } from '../events/vocabulary.ts';
import type { Seq, SimTime } from '../units/quantity.ts';
import { lots } from '../units/quantity.ts';

export type Without =
  | {
      readonly kind: 'decision';
      readonly agent: string;
      readonly at: SimTime;
      /** The event that it was an answer to; undefined: everything that the agent decided at that instant. */
      readonly wokenBy: Seq | undefined;
    }
  /** `NoiseDrawn` or `NewsArrived`. */
  | { readonly kind: 'draw'; readonly seq: Seq };

/** Whether what this institution would decide now is left out. */
export function isLeftOut(without: Without | undefined, agent: string, wokenBy: MarketEvent): boolean {
  if (without?.kind !== 'decision' || without.agent !== agent || without.at !== wokenBy.at) return false;
  return without.wokenBy === undefined || without.wokenBy === wokenBy.seq;
}

/** Whether a command carries out a draw that came to nothing. */
export const carriesOut = (without: Without | undefined, command: Command, cause: Seq): boolean =>
  without?.kind === 'draw' &&
  command.type !== 'Declare' &&
  (('because' in command ? command.because : undefined) ?? cause) === without.seq;

/** The event with its draw at the mean, where it is the one that is replaced. */
export function atMean(without: Without | undefined, seq: number, event: Unplaced<MarketEvent>): Unplaced<MarketEvent> {
  if (without?.kind !== 'draw' || without.seq !== seq) return event;
  if (event.type === 'NoiseDrawn') return { ...event, lots: lots(0) };
  if (event.type === 'NewsArrived') return { ...event, levelMilliSigma: 0, slopeMilliSigma: 0 };
  return event;
}
