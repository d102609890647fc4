/**
 * The bet against a ceiling: macro funds sell the future and the lines that a central bank holds down, as long as what they
 * gain if it gives up, at the odds that they see, pays for what they lose if it does not, the carry and the way in and out.
 *
 * Odds are 1 − C (`ceiling-belief.ts`), and larger for such funds than for others, so the bet grows when the market
 * doubts and goes when the bank has its way. The ceiling's own line is the last place for it: whoever sells there moves
 * nothing, and what is sold has to be borrowed of the bank that bought it. Source: `docs/odd.md` §7.7.
 */
import { tanh } from '../math/logistic.ts';
import { isFuture } from '../units/instrument-name.ts';
import type { Market } from '../units/quantity.ts';
import { type CeilingBelief, ceilingOdds, ceilingOf } from './ceiling-belief.ts';
import type { Instrument, View } from './contract.ts';
import { effectiveSigmaBp } from './volatility.ts';

/** Odds that the bank gives up at its next decision, as whoever bets on it sees them, over what others see; never more than certain. */
const SCEPTICISM = 3;
/** What a short costs until the next decision of the bank: carry and the lending fee of scarce bonds, bp. */
const CARRY_BP = 0.6;
/** Half-spreads of the way in and out. */
const ROUND_TRIP = 2;
/** Tenors around ten years that the bet is put on. */
const SHORTEST_YEARS = 7;
const LONGEST_YEARS = 10;

const isNearTenYears = ({ id, heldDownBp, tenorYears }: Instrument): boolean =>
  heldDownBp > 0 && (isFuture(id) || (tenorYears >= SHORTEST_YEARS && tenorYears <= LONGEST_YEARS));

/** The future and what lies near ten years and is held down: where the ceiling can be sold. */
export const attackedLines = (view: View, market: Market): readonly Instrument[] =>
  view.instruments(market).filter(isNearTenYears);

/**
 * How much of its capacity in a line a fund uses there: in the ceiling's own nothing, in the others that much more, in risk.
 * Where there is no other line it is sold to the bank itself.
 */
export function attackShare(view: View, line: Instrument): number {
  const lines = attackedLines(view, line.market);
  const pinned = ceilingOf(view, line.market)?.line;
  const risk = (each: Instrument): number => each.calmDailyLots * view.dv01(each);
  let all = 0;
  let free = 0;
  for (const each of lines) {
    all += risk(each);
    if (each.id !== pinned?.id) free += risk(each);
  }
  if (free === 0) return 1;
  return line.id === pinned?.id ? 0 : all / free;
}

/** What a short of a line is worth at these odds, in days of volatility; nothing where no ceiling matters. */
export function attackSignal(view: View, bank: CeilingBelief, line: Instrument): number {
  const odds = ceilingOdds(bank, view, line);
  if (odds === undefined) return 0;
  const sceptical = 1 + (SCEPTICISM - 1) * (1 - bank.settled);
  const doubt = Math.min(1, sceptical * (1 - bank.credibility));
  const costBp = CARRY_BP + ROUND_TRIP * line.calmHalfSpreadBp;
  const expectedBp = doubt * odds.gainBp - (1 - doubt) * odds.lossBp - costBp;
  return expectedBp / effectiveSigmaBp(view, line, 1);
}

/** Share of capacity wanted short of a line, 0…1. Between entry and exit it stays as it is; it never grows into a bid that stands. */
export function attackConviction(
  view: View,
  bank: CeilingBelief,
  line: Instrument,
  held: { readonly conviction: number; readonly entry: number; readonly exit: number; readonly slope: number },
): number {
  const signal = attackSignal(view, bank, line);
  if (signal < held.exit || (held.conviction === 0 && signal < held.entry)) return 0;
  const wanted = Math.round(tanh(held.slope * signal) * 1000) / 1000;
  const isBidFor = view.ceilingBp(line) !== undefined && attackedLines(view, line.market).length > 1;
  return isBidFor ? Math.min(held.conviction, wanted) : wanted;
}
