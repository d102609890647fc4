/**
 * Carry traders: borrow yen, hold dollars, for as long as the rate difference pays for the currency's volatility.
 *
 * Position X = X̄·Λ(c/σ − k); a loss of several volatilities closes it (`docs/odd.md` §7.13). A fiscal shock does not
 * trouble them, a rise of the yen does: that sign is the test of a flight against a loss of faith. What else the borrowed
 * money holds (shares, bitcoin, bonds) stands for one margin account: it goes with the dollars, and a fall of any of it as
 * large closes all (loop L9).
 */
import { filter, merge } from 'rxjs';
import { z } from 'zod';
import { logistic } from '../math/logistic.ts';
import { NO_CAUSE, permilleOf, type Seq } from '../units/quantity.ts';
import type { AgentKind, Command, Headroom, Instrument, View } from './contract.ts';
import { faceField } from './mandate-fields.ts';
import { workToward } from './working-order.ts';

const PAIR = 'FX-USDJPY';
const TRADING_DAYS = 250;
/** Carry over volatility at which it holds half of its capacity. */
const HALF_AT = 0.25;
const STEEPNESS = 12;
/** Fall of the pair over its own average, in daily volatilities, that closes it. */
const STOP_SIGMAS = 3;
const PACE = 0.1;

const mandate = z.strictObject({
  capacity: faceField('largest position, in dollars'),
  funded: z
    .array(z.string())
    .min(1)
    .max(12)
    .optional()
    .describe('what else it holds on borrowed money: instruments beside the dollar, sizes are its opening holdings'),
});
type Mandate = z.infer<typeof mandate>;

interface Memory {
  /** Share of what it held on the first day that it wants now. */
  share: number;
  readonly openLots: number;
  /** What else it held on the first day, by instrument id. */
  readonly fundedLots: Record<string, number>;
  /** Rate difference when it first looked, bp: what it holds on the first day is right for that one. */
  restingCarryBp: number | undefined;
  because: Seq;
}

export const carry: AgentKind<Mandate, Memory> = {
  kind: 'carry',
  mandate,

  start(opening) {
    const pair = opening.instruments('fx').find((line) => line.id === PAIR);
    return {
      share: 1,
      openLots: pair === undefined ? 0 : opening.position(pair),
      fundedLots: Object.fromEntries(
        (opening.self.mandate.funded ?? []).map((id) => [id, opening.position(opening.instrument(id))]),
      ),
      restingCarryBp: undefined,
      because: NO_CAUSE,
    };
  },

  watches: (stream, { mandate: { funded = [] } }) =>
    merge(
      stream.of('ClockTicked'),
      stream.of('CloseMarked').pipe(filter(({ instrument }) => instrument === PAIR || funded.includes(instrument))),
      stream.of('PolicyRateSet'),
    ),

  remember(memory, event, view) {
    memory.restingCarryBp ??= carryBpOf(view);
    if (event.type === 'DecisionTaken' || event.type === 'StopLossTriggered') {
      memory.because = event.seq;
      memory.share = event.type === 'DecisionTaken' ? (event.milliValues[0] ?? 0) / 1000 : 0;
    }
    return memory;
  },

  decide(view, memory, event) {
    const pair = view.instruments('fx').find((line) => line.id === PAIR);
    if (pair === undefined || !view.loop('L9')) return [];
    if (event.type === 'CloseMarked' && event.instrument !== PAIR)
      return stopOn(view, memory, view.instrument(event.instrument));
    if (event.type === 'CloseMarked' || event.type === 'PolicyRateSet') return review(view, memory, pair);
    if (event.type !== 'ClockTicked' || memory.because === NO_CAUSE) return [];
    const flag = memory.share === 0 ? 'stopLoss' : 'voluntary';
    const pace = { dayShare: PACE, halfSpreads: 2, sigmas: 0.1, flag, because: memory.because } as const;
    return [
      ...workToward(view, pair, wantedLots(view, memory, pair), pace),
      ...Object.entries(memory.fundedLots).flatMap(([id, lots]) =>
        workToward(view, view.instrument(id), Math.round(lots * Math.min(1, memory.share)), pace),
      ),
    ];
  },

  headroom(view, memory) {
    const pair = view.instruments('fx').find((line) => line.id === PAIR);
    if (pair === undefined || memory.share === 0) return [];
    const funded = Object.keys(memory.fundedLots).map((id) => view.instrument(id));
    return [pair, ...funded].map((line) => stopOf(view, line));
  },
};

type Own = View<Mandate>;

/** Up is cheaper for every line it holds, so a rise is what stops it. */
function stopOf(view: Own, line: Instrument): Headroom {
  const allowedBp = STOP_SIGMAS * line.calmSigmaBp;
  const stretchBp = view.stretchBp(line);
  const used = Math.max(0, stretchBp / allowedBp);
  return { limit: 'stop', instrument: line.id, distanceBp: allowedBp - stretchBp, used };
}

/** Never more dollars than its capacity, unless it opened with more. */
function wantedLots(view: Own, { openLots, share }: Memory, pair: Instrument): number {
  const most = Math.max(Math.floor(view.self.mandate.capacity / pair.lotFace), openLots);
  return Math.min(most, Math.round(openLots * share));
}

const carryBpOf = (view: Own): number => view.policyRateBp('ust') - view.policyRateBp('jgb');

/** Up is cheaper for every line, so a stretch upward is the loss of whoever holds it. */
function stopOn(view: Own, memory: Memory, line: Instrument): Command[] {
  const loss = view.stretchBp(line) / line.calmSigmaBp;
  if (loss <= STOP_SIGMAS || memory.share === 0) return [];
  const event = {
    type: 'StopLossTriggered',
    agent: view.self.id,
    instrument: line.id,
    loss: permilleOf(loss),
    threshold: permilleOf(STOP_SIGMAS),
  } as const;
  return [{ type: 'Declare', event }];
}

function review(view: Own, memory: Memory, pair: Instrument): Command[] {
  const agent = view.self.id;
  const stop = stopOn(view, memory, pair);
  if (stop.length > 0) return stop;
  const carryBp = carryBpOf(view);
  const restingCarryBp = memory.restingCarryBp ?? carryBp;
  // A quiet fortnight is no reason to carry more: what it opened with was right for calm.
  const volatilityBp = Math.max(pair.calmSigmaBp, view.volatilityBp(pair, 'slow')) * Math.sqrt(TRADING_DAYS);
  const calmBp = pair.calmSigmaBp * Math.sqrt(TRADING_DAYS);
  // Relative to what the same rule wants on a calm day at the opening's volatility and rates.
  const wanted =
    logistic(STEEPNESS * (carryBp / volatilityBp - HALF_AT)) /
    logistic(STEEPNESS * (restingCarryBp / calmBp - HALF_AT));
  const share = Math.round(Math.min(1.5, wanted) * 20) / 20;
  if (Math.abs(share - memory.share) < 0.05 || memory.share === 0) return [];
  const milliValues = [permilleOf(share), permilleOf(carryBp), permilleOf(volatilityBp)];
  const terms = ['share', 'carryBp', 'volatilityBp'];
  return [
    {
      type: 'Declare',
      event: { type: 'DecisionTaken', agent, rule: 'carry.share', instrument: pair.id, terms, milliValues },
    },
  ];
}
