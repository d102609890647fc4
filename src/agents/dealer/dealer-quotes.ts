/**
 * How a dealer quotes a line: around its reservation level, wider and thinner with stress, use of the limit and news, and
 * not at all on the side that adds risk when the limit is nearly used (`docs/odd.md` §7.6, depth and spread rows).
 */
import { pow } from '../../math/pow.ts';
import type { Command, View } from '../contract.ts';
import type { LineRisk } from '../curve-risk.ts';
import { halfSpreadBp } from '../half-spread.ts';
import { ticksAtLevel, wholeLots } from '../order-prices.ts';
import type { DealerMandate } from './dealer-mandate.ts';
import { leaningDv01 } from './dealer-risk.ts';

/** Utilisation above which the side that adds risk is not quoted. */
export const PULLS_ABOVE = 0.9;
const DEPTH_VOLATILITY_EXPONENT = 1.2;
/** Most by which a full limit alone widens the spread. */
const WIDENING_CAP = 5;
/** Distances of its two orders a side, in half-spreads. */
const RUNGS = [1, 2.5] as const;
/** Distance at which it shows what it would be rid of once that weighs `WORTH_AN_AXE` of its limit. */
const AXE_RUNG = 0.8;
const WORTH_AN_AXE = 0.12;

export interface QuoteState {
  readonly book: readonly LineRisk[];
  readonly risk: LineRisk;
  /** Utilisation of the risk limit, 0 … 0.97. */
  readonly used: number;
  readonly reservationBp: number;
  /** 1 just after an announcement, fading. */
  readonly news: number;
}

type Own = View<DealerMandate>;

/** Both sides of one line; an empty side is a withdrawal. */
export function quoteLine(view: Own, state: QuoteState): Command[] {
  const { risk, used } = state;
  const line = risk.instrument;
  const stress = risk.sigmaBp / line.calmSigmaBp;
  // Steps of a quarter half-spread: a dealer moves only the quotes that change.
  const grid = 0.25 * line.calmHalfSpreadBp;
  const centre = Math.round(state.reservationBp / grid) * grid;
  const half = halfSpreadBp(line, risk.sigmaBp, state.news);
  const depth = (pow(1 / Math.max(1, stress), DEPTH_VOLATILITY_EXPONENT) * (1 - used)) / (1 + 0.5 * state.news);
  const size = wholeLots(Math.max(1, view.self.mandate.quoteShare * line.calmDailyLots * depth));
  const addsRisk = leaningDv01(state.book, risk) > 0 ? 'buy' : 'sell';
  const hasAxe = view.loop('L6') && Math.abs(risk.dv01) > WORTH_AN_AXE * view.self.mandate.riskLimit;
  // A fuller limit widens the side that would fill it; what it would be rid of it shows as ever.
  const widening = Math.min(WIDENING_CAP, 1 + (0.6 * used * used) / (1 - used));
  return (['buy', 'sell'] as const).map((side): Command => {
    const away = (side === 'buy' ? half : -half) * (side === addsRisk ? widening : 1);
    const rungs = side !== addsRisk && hasAxe ? [AXE_RUNG, ...RUNGS] : RUNGS;
    const levels = used > PULLS_ABOVE && side === addsRisk ? [] : rungs.map((rung) => centre + away * rung);
    const prices = [...new Set(levels.map((level) => ticksAtLevel(view, line, level, side)))];
    return { type: 'Quote', instrument: line, side, prices, sizes: prices.map(() => size), flag: 'marketMaking' };
  });
}
