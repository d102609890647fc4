/**
 * What an institution makes of the world beyond its market: unexplained moves abroad and shocks of world politics, both
 * as everybody can work them out (`View`), more or less of them by temper (`docs/odd.md` §7.4).
 */
import type { Draws } from '../math/draws.ts';
import type { Instrument, View } from './contract.ts';

export interface WorldBelief {
  /** Scales what is heard from abroad, 0.6…1.4. */
  readonly attention: number;
  /** Scales what world politics is worth, 0.7…1.3. */
  readonly gravity: number;
}

export function ownTemper(draws: Draws): WorldBelief {
  const attention = 0.6 + 0.8 * draws.uniform();
  return { attention, gravity: 0.7 + 0.6 * draws.uniform() };
}

/** bp that it adds to its value of a line. */
export const worldBp = ({ attention, gravity }: WorldBelief, view: View, line: Instrument): number =>
  attention * view.heardAbroadBp(line) + gravity * view.politicsBp(line);

/** What neither routine news nor the world explains of a line's level: what is left is about its own government. */
export const homeMadeBp = (view: View, line: Instrument): number =>
  view.levelBp(line) - view.consensusBp(line) - view.heardAbroadBp(line) - view.politicsBp(line);
