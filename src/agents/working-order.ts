/**
 * How an institution gets from what it holds to what it wants: in child orders that stay a small share of turnover.
 *
 * The wish is kept as a target holding, so that nothing has to be counted: what is left is target minus position. What
 * bounds a forced seller is execution, not need (`docs/odd.md` §7.9).
 */
import type { OrderFlag } from '../events/records.ts';
import type { Seq } from '../units/quantity.ts';
import { TICK_MS } from '../units/time.ts';
import type { Command, Instrument, View } from './contract.ts';
import { takeWithin } from './order-prices.ts';
import { ticksPerDay } from './trading-day.ts';

export interface Pace {
  /** Most that is traded in a day, as a share of the line's calm turnover. */
  readonly dayShare: number;
  /** How far from the mid a child order may trade, in calm half-spreads and in sigmas. */
  readonly halfSpreads: number;
  readonly sigmas: number;
  readonly flag: OrderFlag;
  /** Own event that this carries out; none where the waking event is reason enough. */
  readonly because: Seq;
}

/** One child order toward the target, or none. */
export function workToward(view: View, line: Instrument, targetLots: number, pace: Pace): Command[] {
  if (!view.isOpen(line.venue)) return [];
  const left = targetLots - view.position(line);
  const perTick = (pace.dayShare * line.calmDailyLots) / ticksPerDay(line.venue);
  // Whole lots at a fractional pace: trade one lot on as many ticks as the pace allows.
  const child = Math.sign(left) * Math.min(Math.abs(left), Math.max(1, perTick));
  if (perTick < 1 && !dueAtPace(view, perTick)) return [];
  const take = takeWithin(view, line, child, pace.halfSpreads * line.calmHalfSpreadBp + pace.sigmas * line.calmSigmaBp);
  if (take === undefined) return [];
  return [
    {
      type: 'Take',
      instrument: line,
      ...take,
      flag: pace.flag,
      ...(pace.because > 0 ? { because: pace.because } : {}),
    },
  ];
}

/** True on a share `perTick` of the ticks, evenly spread. */
function dueAtPace(view: View, perTick: number): boolean {
  const tick = Math.floor(view.at / TICK_MS);
  return Math.floor((tick + 1) * perTick) > Math.floor(tick * perTick);
}
