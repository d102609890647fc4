/**
 * What a ceiling is worth: a line at which a central bank buys all that is offered, and the lines around it.
 *
 * The ceiling holds a line's neighbours down as far as it is believed to last; its own line cannot be worth less to anybody
 * who may sell it to the bank tomorrow. Source: `docs/odd.md` §7.15.
 */
import type { Market } from '../units/quantity.ts';
import type { Instrument, View } from './contract.ts';

export interface CeilingBelief {
  readonly market: Market;
  /** C at the opening in the market as a whole: what the opening yields hold of the ceiling. */
  readonly openCredibility: number;
  /** How far the ceiling's line stood above it at the opening without it, bp; 0 where none stood. */
  readonly openPressureBp: number;
  /** C now. */
  credibility: number;
  /** How far the last decision has settled the matter until the next: 1 when the ceiling was seen to be kept, fading. */
  settled: number;
}

/** The ceiling that rules the market, and by how much its line would stand above it. */
export interface Ceiling {
  readonly line: Instrument;
  readonly levelBp: number;
  readonly pressureBp: number;
}

/** Of several the one whose line was held down most at the opening. */
export function ceilingOf(view: View, market: Market): Ceiling | undefined {
  let ruling: Ceiling | undefined;
  for (const line of view.instruments(market)) {
    const levelBp = view.ceilingBp(line);
    if (levelBp === undefined || (ruling !== undefined && ruling.line.heldDownBp >= line.heldDownBp)) continue;
    ruling = { line, levelBp, pressureBp: Math.max(0, view.consensusBp(line) - levelBp) };
  }
  return ruling;
}

/** Whether the bank still offers to buy the ceiling's line: an offer that is announced and open to come. */
export const isStillOffered = (view: View, { line }: Ceiling): boolean =>
  view
    .auctions(line.market)
    .some(
      ({ format, instruments, bidsCloseAt }) =>
        format === 'boj_fixed_rate' && bidsCloseAt > view.at && instruments.includes(line.id),
    );

/** bp that a believed ceiling takes off a line's fair yield if it lasts. */
function heldDownBp(belief: CeilingBelief, line: Instrument, ceiling: Ceiling): number {
  if (ceiling.line.id === line.id) return ceiling.pressureBp;
  const share = line.heldDownBp / (belief.openCredibility * belief.openPressureBp);
  return Math.min(1, share) * ceiling.pressureBp;
}

/** bp to take off a line's fair yield for the ceiling, as far as it is believed to last. */
export function ceilingDiscountBp(belief: CeilingBelief, view: View, line: Instrument): number {
  if (belief.openPressureBp === 0) return 0;
  const ceiling = ceilingOf(view, belief.market);
  if (ceiling === undefined) return 0;
  // Its own line stood at the ceiling on the first day for who believed as everybody did: he had sold before.
  if (ceiling.line.id === line.id) return Math.min(1, belief.credibility / belief.openCredibility) * ceiling.pressureBp;
  return belief.credibility * heldDownBp(belief, line, ceiling);
}

/** What a short of the line gains if the ceiling goes, and loses if it lasts, bp; undefined where no ceiling matters to it. */
export function ceilingOdds(
  belief: CeilingBelief,
  view: View,
  line: Instrument,
): { readonly gainBp: number; readonly lossBp: number } | undefined {
  if (belief.openPressureBp === 0 || line.heldDownBp <= 0) return undefined;
  const ceiling = ceilingOf(view, belief.market);
  if (ceiling === undefined) return undefined;
  const free = view.consensusBp(line);
  const level = view.levelBp(line);
  const held = free - heldDownBp(belief, line, ceiling);
  return { gainBp: Math.max(0, free - level), lossBp: Math.max(0, level - held) };
}

/** C as the freest line that the ceiling holds down shows it; a line that is bought at its ceiling shows nothing. */
export function impliedCredibility(belief: CeilingBelief, view: View): number | undefined {
  const ceiling = ceilingOf(view, belief.market);
  if (ceiling === undefined || ceiling.pressureBp <= 0) return undefined;
  let freest: Instrument | undefined;
  for (const line of view.instruments(belief.market))
    if (view.ceilingBp(line) === undefined && line.heldDownBp > (freest?.heldDownBp ?? 0)) freest = line;
  if (freest === undefined) return undefined;
  const held = heldDownBp(belief, freest, ceiling);
  return held <= 0 ? undefined : Math.min(1, Math.max(0, (view.consensusBp(freest) - view.levelBp(freest)) / held));
}
