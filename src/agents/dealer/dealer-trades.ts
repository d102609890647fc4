/**
 * What a dealer trades on its own: it lays risk off in the ten-year, where every market's future is, passes positions on to
 * other dealers inside the quotes, and above its limit sells what must go.
 *
 * Withdrawing alone leaves dealers full and prices still; inventory that *must* shrink is what moves them. A reduction is
 * sold mostly where the same risk sells more easily, so that the line just auctioned does not blow out alone.
 */
import { permilleOf } from '../../units/quantity.ts';
import type { Command, TakeCommand, View } from '../contract.ts';
import type { LineRisk } from '../curve-risk.ts';
import { takeWithin } from '../order-prices.ts';
import { ticksPerDay } from '../trading-day.ts';
import type { DealerMandate, DealerMemory } from './dealer-mandate.ts';

export const SELLS_ABOVE = 0.85;
const REDUCTION_PER_TICK = 0.02;
/** Share of a reduction sold in the line itself. */
const REDUCTION_IN_LINE = 0.25;
/** Tenor of the line in which risk is laid off: futures everywhere are on bonds of about ten years. */
const HEDGE_TENOR_YEARS = 10;
/** Share of the risk of the other lines that it hedges; what is left is the risk that the curve turns. */
const HEDGE_RATIO = 0.8;
/** A gap of this share of the limit is left open, and so much of what is beyond is closed a tick. */
const HEDGE_BAND = 0.3;
const HEDGE_PER_TICK = 0.1;
/** Calls to the broker a day for a line that weighs `WORTH_A_CALL` of the limit or more, on an ordinary day. */
const CALLS_PER_DAY = 18;
const WORTH_A_CALL = 0.05;
/** What is passed on at a call, as a share of what it shows at the best. */
const CLIP = 0.5;

type Own = View<DealerMandate>;

/**
 * Above the limit it must shrink: part in the line it holds, most where the same risk sells more easily; not in the ten-year,
 * where `hedge` is at work.
 */
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
  const future = hedgeLine(book);
  const carried = book.length === 1 ? book : book.filter((risk) => risk !== future);
  for (const risk of carried) {
    const line = risk.instrument;
    let cut = REDUCTION_PER_TICK * REDUCTION_IN_LINE * risk.dv01;
    for (const other of carried)
      cut += REDUCTION_PER_TICK * (1 - REDUCTION_IN_LINE) * other.dv01 * hedgeShare(view, carried, other, risk);
    if (!view.isOpen(line.venue)) continue;
    const wish = -cut / view.dv01(line);
    const take = takeWithin(view, line, wish, line.calmHalfSpreadBp + 0.25 * risk.sigmaBp);
    if (take !== undefined) commands.push({ type: 'Take', instrument: line, ...take, flag: 'riskLimit', ...reason });
  }
  return commands;
}

/** Lays off the parallel part of what it holds elsewhere, a little each tick. */
export function hedge(view: Own, book: readonly LineRisk[]): TakeCommand[] {
  const future = hedgeLine(book);
  if (future === undefined || book.length < 2 || !view.isOpen(future.instrument.venue)) return [];
  const line = future.instrument;
  let elsewhere = 0;
  for (const risk of book)
    if (risk !== future) elsewhere += (risk.dv01 * risk.instrument.calmSigmaBp) / line.calmSigmaBp;
  const gap = future.dv01 + HEDGE_RATIO * elsewhere;
  const beyond = Math.abs(gap) - HEDGE_BAND * view.self.mandate.riskLimit;
  if (beyond <= 0) return [];
  const wish = (-Math.sign(gap) * HEDGE_PER_TICK * beyond) / view.dv01(line);
  const take = takeWithin(view, line, wish, line.calmHalfSpreadBp);
  return take === undefined ? [] : [{ type: 'Take', instrument: line, ...take, flag: 'marketMaking' }];
}

/** Nearest to ten years; the first of equals. */
function hedgeLine(book: readonly LineRisk[]): LineRisk | undefined {
  const distance = ({ instrument }: LineRisk): number => Math.abs(instrument.tenorYears - HEDGE_TENOR_YEARS);
  let nearest: LineRisk | undefined;
  for (const risk of book) if (nearest === undefined || distance(risk) < distance(nearest)) nearest = risk;
  return nearest;
}

interface Mood {
  readonly used: number;
  readonly news: number;
  /** Uniform luck of the tick. */
  readonly chance: number;
}

/**
 * Through a broker, inside the quotes: who holds more of a line than is worth carrying gives a clip to whoever is short of
 * it and shows that in his price. Rarer the fuller the limit and the less anybody knows what it is worth.
 */
export function passOn(view: Own, { instrument: line, dv01, sigmaBp }: LineRisk, mood: Mood): TakeCommand[] {
  const { riskLimit, quoteShare } = view.self.mandate;
  const wish = Math.min(1, Math.abs(dv01) / riskLimit / WORTH_A_CALL);
  const calls = (CALLS_PER_DAY * wish * (1 - mood.used)) / (Math.max(1, sigmaBp / line.calmSigmaBp) * (1 + mood.news));
  if (mood.chance * ticksPerDay(line.venue) >= calls) return [];
  const clip = Math.max(1, CLIP * quoteShare * line.calmDailyLots);
  const take = takeWithin(view, line, -Math.sign(dv01) * clip, line.calmHalfSpreadBp);
  return take === undefined ? [] : [{ type: 'Take', instrument: line, ...take, flag: 'marketMaking' }];
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
