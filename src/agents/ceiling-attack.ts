/**
 * The bet against a ceiling: macro funds sell the future and the lines that a central bank holds down, as long as what they
 * gain if it gives up, at the odds that they see, pays for what they lose if it does not, the carry and the way in and out.
 *
 * Odds are 1 − C (`ceiling-belief.ts`), so the bet grows when the market doubts and goes when the bank has its way. Who
 * sells at the ceiling finds the central bank on the other side. Source: `docs/odd.md` §7.7.
 */
import { tanh } from '../math/logistic.ts';
import { isFuture } from '../units/instrument-name.ts';
import type { Market } from '../units/quantity.ts';
import { type CeilingBelief, ceilingOdds } from './ceiling-belief.ts';
import type { Instrument, View } from './contract.ts';
import { effectiveSigmaBp } from './volatility.ts';

/** What a short costs until the next decision of the bank: carry and the lending fee of scarce bonds, bp. */
const CARRY_BP = 0.6;
/** Half-spreads of the way in and out. */
const ROUND_TRIP = 2;
/** Tenors around ten years that the bet is put on. */
const SHORTEST_YEARS = 7;
const LONGEST_YEARS = 10;

/** The future and what lies near ten years and is held down: where the ceiling can be sold. */
export const attackedLines = (view: View, market: Market): readonly Instrument[] =>
  view
    .instruments(market)
    .filter(
      ({ id, heldDownBp, tenorYears }) =>
        heldDownBp > 0 && (isFuture(id) || (tenorYears >= SHORTEST_YEARS && tenorYears <= LONGEST_YEARS)),
    );

/** What a short of a line is worth at these odds, in days of volatility; nothing where no ceiling matters. */
export function attackSignal(view: View, bank: CeilingBelief, line: Instrument): number {
  const odds = ceilingOdds(bank, view, line);
  if (odds === undefined) return 0;
  const { credibility } = bank;
  const costBp = CARRY_BP + ROUND_TRIP * line.calmHalfSpreadBp;
  const expectedBp = (1 - credibility) * odds.gainBp - credibility * odds.lossBp - costBp;
  return expectedBp / effectiveSigmaBp(view, line, 1);
}

/** Share of capacity wanted short of a line, 0…1. Between entry and exit it stays as it is. */
export function attackConviction(
  view: View,
  bank: CeilingBelief,
  line: Instrument,
  held: { readonly conviction: number; readonly entry: number; readonly exit: number; readonly slope: number },
): number {
  const signal = attackSignal(view, bank, line);
  if (signal < held.exit || (held.conviction === 0 && signal < held.entry)) return 0;
  return Math.round(tanh(held.slope * signal) * 1000) / 1000;
}
