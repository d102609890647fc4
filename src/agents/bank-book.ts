/**
 * What megabanks and regional banks share: a bond book under an interest-rate-risk limit and a value-at-risk limit.
 *
 * VaR = 2.33·σ·√10·DV01 over the book's lines; a breach is answered by selling (VaR − 0.9·limit)/VaR of the risk over
 * days (`docs/odd.md` §7.11). Banks look at their book once a day, at the close of its longest line.
 */
import { permille } from '../units/quantity.ts';
import type { Command, Instrument, View } from './contract.ts';
import { dailyRisk, type LineRisk, lineRisk } from './curve-risk.ts';
import { type VarWindow, windowSigmaBp } from './var-window.ts';

const CONFIDENCE = 2.33;
const HORIZON_DAYS = 10;
/** A breach is answered down to this share of the limit. */
const BACK_TO = 0.9;

/** At the volatility of the bank's own window, or the market's slow one where it keeps none. */
export function bankBook(view: View, lines: readonly Instrument[], window?: VarWindow): LineRisk[] {
  return lines.map((line) => {
    const own = window === undefined ? undefined : windowSigmaBp(window, line);
    return lineRisk(view, line, view.position(line), own ?? view.volatilityBp(line, 'slow'));
  });
}

/** Value at risk in money, 99 %, ten days. */
export const valueAtRisk = (book: readonly LineRisk[]): number =>
  CONFIDENCE * Math.sqrt(HORIZON_DAYS) * dailyRisk(book);

/** Share of each holding that has to go, 0 while the limit holds. */
export function cutForLimit(var99: number, limit: number): number {
  return var99 <= limit ? 0 : (var99 - BACK_TO * limit) / var99;
}

export function declareBreach(agent: string, measure: string, used: number): Command {
  return {
    type: 'Declare',
    event: {
      type: 'RiskLimitBreached',
      agent,
      measure,
      utilisation: permille(Math.round(used * 1000)),
      limit: permille(1000),
    },
  };
}
