/**
 * Life insurers: slow, unlevered, driven by liabilities. They buy the dip only when yields pay what they need *and*
 * volatility has fallen for days, and bring foreign money home month by month when the hedged pick-up is high.
 *
 * Repatriation R = ρ·H·Λ((pick − p0)/s), pick = JGB 30y − (UST 10y − hedge cost), on the hedged stock
 * (`docs/odd.md` §7.12); gated by volatility. January 2026 shows none, and none is scripted.
 */
import { merge } from 'rxjs';
import { z } from 'zod';
import { logistic } from '../math/logistic.ts';
import { NO_CAUSE, permilleOf, type Seq } from '../units/quantity.ts';
import type { AgentKind, Command, View } from './contract.ts';
import { basisPointsField, faceField } from './mandate-fields.ts';
import { workToward } from './working-order.ts';

const PICKUP_MIDPOINT_BP = 230;
const PICKUP_SCALE_BP = 60;
const MONTHLY_SHARE = 0.009;
const TRADING_DAYS_PER_MONTH = 21;
/** Volatility of the 30-year above which it neither repatriates nor buys, as a multiple of calm. */
const GATE = 1.26;
/** Consecutive falls of volatility, in daily closes, before a dip is bought. */
const FALLING_DAYS = 5;
/** Basis over the difference of policy rates in the cost of hedging dollars, bp (assumed). */
const BASIS_BP = 20;

const mandate = z.strictObject({
  hedgedForeign: faceField('foreign bonds held with currency hedge'),
  dipBudget: faceField('face that it is ready to add in super-longs in a year when yields pay'),
  floor30y: basisPointsField('30-year yield from which it adds'),
});
type Mandate = z.infer<typeof mandate>;

interface Memory {
  because: Seq;
  lastVolatilityBp: number;
  fallingDays: number;
  readonly wanted: Record<string, number>;
}

export const lifeInsurer: AgentKind<Mandate, Memory> = {
  kind: 'lifeInsurer',
  mandate,
  start: () => ({ because: NO_CAUSE, lastVolatilityBp: 0, fallingDays: 0, wanted: {} }),
  watches: (stream) => merge(stream.of('ClockTicked'), stream.of('CloseMarked')),

  remember(memory, event, view) {
    if (event.type === 'CloseMarked' && event.instrument === 'JGB-30Y') {
      const volatility = view.volatilityBp(view.instrument('JGB-30Y'), 'medium');
      memory.fallingDays = volatility < memory.lastVolatilityBp ? memory.fallingDays + 1 : 0;
      memory.lastVolatilityBp = volatility;
    }
    if (event.type === 'DecisionTaken') {
      memory.because = event.seq;
      const line = view.instrument(event.instrument);
      memory.wanted[line.id] = view.position(line) + Math.round((event.milliValues[0] ?? 0) / 1000);
    }
    return memory;
  },

  decide(view, memory, event) {
    if (event.type === 'CloseMarked' && event.instrument === 'JGB-30Y')
      return [...dip(view, memory), ...repatriation(view)];
    if (event.type !== 'ClockTicked' || memory.because === NO_CAUSE) return [];
    return Object.entries(memory.wanted).flatMap(([id, wanted]) =>
      workToward(view, view.instrument(id), wanted, {
        dayShare: 0.05,
        halfSpreads: 1,
        sigmas: 0.05,
        flag: 'voluntary',
        because: memory.because,
      }),
    );
  },

  headroom: () => [],
};

type Own = View<Mandate>;

const calm = (view: Own): boolean => {
  const line = view.instrument('JGB-30Y');
  return view.volatilityBp(line, 'medium') < GATE * line.calmSigmaBp;
};

/** A day's share of the yearly budget, once yields pay and volatility has fallen for days. */
function dip(view: Own, memory: Memory): Command[] {
  const line = view.instrument('JGB-30Y');
  const pays = view.levelBp(line) > view.self.mandate.floor30y;
  if (!view.loop('B1') || !pays || memory.fallingDays < FALLING_DAYS || !calm(view)) return [];
  const lotsToday = view.self.mandate.dipBudget / line.lotFace / (12 * TRADING_DAYS_PER_MONTH);
  const valueBp = view.levelBp(line) - view.self.mandate.floor30y;
  return decision(view, { rule: 'lifeInsurer.dip', instrument: line.id, lotsToday, term: 'aboveFloorBp', valueBp });
}

/** bp that a 30-year JGB pays more than a hedged 10-year UST. */
export function hedgedPickupBp(view: View): number {
  const hedgeCost = view.policyRateBp('ust') - view.policyRateBp('jgb') + BASIS_BP;
  return view.levelBp(view.instrument('JGB-30Y')) - (view.levelBp(view.instrument('UST-10Y')) - hedgeCost);
}

function repatriation(view: Own): Command[] {
  if (!view.loop('L4') || !calm(view) || !view.instruments('ust').some((line) => line.id === 'UST-10Y')) return [];
  const line = view.instrument('UST-10Y');
  const pickup = hedgedPickupBp(view);
  const monthly =
    MONTHLY_SHARE * view.self.mandate.hedgedForeign * logistic((pickup - PICKUP_MIDPOINT_BP) / PICKUP_SCALE_BP);
  const dollars = monthly / TRADING_DAYS_PER_MONTH / view.fxRate('USD', 'JPY');
  const lotsToday = Math.min(view.position(line), dollars / line.lotFace);
  return decision(view, {
    rule: 'lifeInsurer.repatriation',
    instrument: line.id,
    lotsToday: -lotsToday,
    term: 'hedgedPickupBp',
    valueBp: pickup,
  });
}

interface Wish {
  readonly rule: string;
  readonly instrument: string;
  /** Positive buys, negative sells. */
  readonly lotsToday: number;
  /** What the rule looked at, bp. */
  readonly term: string;
  readonly valueBp: number;
}

function decision(view: Own, { rule, instrument, lotsToday, term, valueBp }: Wish): Command[] {
  if (Math.abs(Math.round(lotsToday)) < 1) return [];
  const milliValues = [permilleOf(lotsToday), permilleOf(valueBp)];
  const event = {
    type: 'DecisionTaken',
    agent: view.self.id,
    rule,
    instrument,
    terms: ['lots', term],
    milliValues,
  } as const;
  return [{ type: 'Declare', event }];
}
