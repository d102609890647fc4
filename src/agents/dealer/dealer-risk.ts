/**
 * A dealer's inventory as risk: how much of the limit it uses, how that skews what it asks, and what must be sold when
 * there is too much of it (loop L6).
 *
 * Withdrawing alone leaves dealers full and prices still; inventory that *must* shrink is what moves them. A reduction is
 * sold partly in the line itself and partly where the same risk sells more easily.
 */
import { permilleOf } from '../../units/quantity.ts';
import type { Command, View } from '../contract.ts';
import { dailyRisk, type LineRisk, lineRisk, totalDv01 } from '../curve-risk.ts';
import { takeWithin } from '../order-prices.ts';
import { effectiveSigmaBp } from '../volatility.ts';
import type { DealerMandate, DealerMemory } from './dealer-mandate.ts';

export const SELLS_ABOVE = 0.85;
/** Utilisation is not counted beyond this, so that 1/(1−u) stays finite. */
const UTILISATION_CAP = 0.97;
const REDUCTION_PER_TICK = 0.03;
/** Share of a reduction sold in the line itself. */
const REDUCTION_IN_LINE = 0.4;
const SKEW = 0.4;
const SKEW_OTHER_LINES = 0.4;
const SKEW_CAP_SIGMAS = 2;

type Own = View<DealerMandate>;

export function openBook(view: Own, memory: DealerMemory): LineRisk[] {
  return view.instruments(view.self.mandate.market).map((line) => {
    const sigma = view.loop('L6') ? effectiveSigmaBp(view, line, memory.belief.fear) : line.calmSigmaBp;
    return lineRisk(view, line, view.position(line) - (memory.flatLots[line.id] ?? 0), sigma);
  });
}

/** Share of the risk limit in use. The limit is stated as parallel DV01 of lines as volatile as the market's middle line on a calm day. */
export function utilisation(view: Own, book: readonly LineRisk[]): number {
  const middle = book[Math.floor(book.length / 2)];
  if (middle === undefined || !view.loop('L6')) return 0;
  return Math.min(UTILISATION_CAP, dailyRisk(book) / (view.self.mandate.riskLimit * middle.instrument.calmSigmaBp));
}

/** Positive when long: a dealer with too much asks for less and pays less. */
export function skewBp(view: Own, book: readonly LineRisk[], risk: LineRisk, used: number): number {
  const weighted = risk.dv01 + SKEW_OTHER_LINES * (totalDv01(book) - risk.dv01);
  const skew = (SKEW * risk.sigmaBp * weighted) / view.self.mandate.riskLimit / (1 - used);
  const cap = SKEW_CAP_SIGMAS * risk.sigmaBp;
  return Math.max(-cap, Math.min(cap, skew));
}

/** Above the limit it must shrink: part in the line it holds, part where the same risk sells more easily. */
export function reduce(view: Own, memory: DealerMemory, book: readonly LineRisk[], used: number): Command[] {
  const commands: Command[] = [];
  // A breach declared on an earlier tick stays the reason; a new one comes first in the list and is it.
  const reason = memory.overLimit ? { because: memory.because } : {};
  if (!memory.overLimit) {
    commands.push({
      type: 'Declare',
      event: {
        type: 'RiskLimitBreached',
        agent: view.self.id,
        measure: 'dailyRisk',
        utilisation: permilleOf(used),
        limit: permilleOf(SELLS_ABOVE),
      },
    });
  }
  for (const risk of book) {
    const line = risk.instrument;
    let cut = REDUCTION_PER_TICK * REDUCTION_IN_LINE * risk.dv01;
    for (const other of book)
      cut += REDUCTION_PER_TICK * (1 - REDUCTION_IN_LINE) * other.dv01 * hedgeShare(view, book, other, risk);
    if (!view.isOpen(line.venue)) continue;
    const wish = -cut / view.dv01(line);
    const take = takeWithin(view, line, wish, line.calmHalfSpreadBp + 0.25 * risk.sigmaBp);
    if (take !== undefined && take.side === (totalDv01(book) > 0 ? 'sell' : 'buy')) {
      commands.push({ type: 'Take', instrument: line, ...take, flag: 'riskLimit', ...reason });
    }
  }
  return commands;
}

/** Share of `held`'s risk that is hedged in `line`: liquid and near in tenor first. */
function hedgeShare(view: Own, book: readonly LineRisk[], held: LineRisk, line: LineRisk): number {
  const weight = (candidate: LineRisk): number => {
    const gap = Math.abs(candidate.instrument.tenorYears - held.instrument.tenorYears);
    return Math.sqrt(candidate.instrument.calmDailyLots * view.dv01(candidate.instrument)) / (1 + gap / 5);
  };
  let sum = 0;
  for (const candidate of book) sum += weight(candidate);
  return weight(line) / sum;
}
