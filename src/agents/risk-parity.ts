/**
 * Risk-parity and volatility-control funds: hold fixed risk weights and scale the whole with realised volatility.
 *
 * Leverage ℓ = min(cap, σ_target/σ_portfolio) on an exponentially weighted covariance of daily moves; the weights are
 * slow (fixed here), only leverage is fast: with both fast a JGB shock would *raise* other holdings. Trades beyond a
 * band, a third of the gap a day. How much is sold emerges; no share is written in (`docs/odd.md` §7.8).
 */
import { merge } from 'rxjs';
import { z } from 'zod';
import type { EventOf } from '../events/vocabulary.ts';
import { MINOR_PER_UNIT } from '../units/amount-text.ts';
import { NO_CAUSE, permilleOf, type Seq } from '../units/quantity.ts';
import type { AgentKind, Command, View } from './contract.ts';
import { shareField } from './mandate-fields.ts';
import { workToward } from './working-order.ts';

const BAND = 0.07;
const SHARE_OF_GAP_PER_DAY = 0.35;
/** Correlations at rest, toward which the sample is shrunk by half. */
const RESTING_CORRELATION = 0.4;

const mandate = z.strictObject({
  sleeves: z
    .array(z.string())
    .min(1)
    .max(12)
    .describe('instruments of its bond sleeves; sizes are its opening holdings'),
  decay: z.number().min(0.5).max(0.999).default(0.94).describe('λ of its volatility estimate, per day'),
  leverageCap: shareField('largest leverage as a multiple of the calm one', 1).refine((cap) => cap > 0, {
    message: 'expected more than 0%: a fund without leverage holds nothing',
  }),
});
type Mandate = z.infer<typeof mandate>;

interface Memory {
  /** What the calm leverage holds: the opening holdings, unless the cap lies below it. */
  readonly baseLots: Record<string, number>;
  /** Per sleeve: today's move in calm days once its market has closed. */
  readonly moves: Record<string, number>;
  /** Covariance of moves in calm days, by `a|b` with a ≤ b. */
  readonly covariance: Record<string, number>;
  leverage: number;
  because: Seq;
}

export const riskParity: AgentKind<Mandate, Memory> = {
  kind: 'riskParity',
  mandate,

  start(opening) {
    const { sleeves, leverageCap } = opening.self.mandate;
    // A fund whose cap lies below the calm leverage opens at its cap, with that much slack.
    const leverage = Math.min(1, leverageCap);
    const baseLots: Record<string, number> = {};
    const covariance: Record<string, number> = {};
    for (const a of sleeves) {
      baseLots[a] = opening.position(opening.instrument(a)) / leverage;
      for (const b of sleeves) if (a <= b) covariance[`${a}|${b}`] = a === b ? 1 : RESTING_CORRELATION;
    }
    return { baseLots, moves: {}, covariance, leverage, because: NO_CAUSE };
  },

  watches: (stream) => merge(stream.of('ClockTicked'), stream.of('CloseMarked')),

  remember(memory, event, view) {
    if (event.type === 'CloseMarked') learnMove(memory, event, view);
    if (event.type === 'LeverageAdjusted') {
      memory.leverage = event.to / 1000;
      memory.because = event.seq;
    }
    return memory;
  },

  decide(view, memory, event) {
    const { sleeves } = view.self.mandate;
    if (event.type === 'CloseMarked' && event.instrument === sleeves.at(-1)) return rebalance(view, memory);
    if (event.type !== 'ClockTicked' || memory.because === NO_CAUSE) return [];
    return sleeves.flatMap((id) => {
      const wanted = Math.round((memory.baseLots[id] ?? 0) * memory.leverage);
      const pace = { dayShare: 0.1, halfSpreads: 2, sigmas: 0.1, flag: 'mandate', because: memory.because } as const;
      return workToward(view, view.instrument(id), wanted, pace);
    });
  },

  headroom(view, memory) {
    const slack = targetLeverage(view, memory) / memory.leverage;
    return view.self.mandate.sleeves.map((id) => {
      const sigma = view.instrument(id).calmSigmaBp;
      return {
        limit: 'rebalancing band',
        instrument: id,
        distanceBp: sigma * Math.max(0, (slack / (1 - BAND)) * 2 - 1),
      };
    });
  },
};

type Own = View<Mandate>;

function learnMove(memory: Memory, event: EventOf<'CloseMarked'>, view: Own): void {
  const { sleeves, decay } = view.self.mandate;
  if (!sleeves.includes(event.instrument)) return;
  const line = view.instrument(event.instrument);
  memory.moves[line.id] = event.change / 1000 / line.calmSigmaBp;
  for (const other of sleeves) {
    const [a, b] = line.id <= other ? [line.id, other] : [other, line.id];
    const key = `${a}|${b}`;
    const product = (memory.moves[a] ?? 0) * (memory.moves[b] ?? 0);
    // A pair is sampled when its later market closes, with the earlier one's move of the same day.
    if (memory.moves[other] !== undefined)
      memory.covariance[key] = decay * (memory.covariance[key] ?? 0) + (1 - decay) * product;
  }
}

/** Leverage as a multiple of the calm one: calm portfolio volatility over the present estimate. */
function targetLeverage(view: Own, memory: Memory): number {
  const { sleeves, leverageCap } = view.self.mandate;
  let now = 0;
  let calm = 0;
  for (const a of sleeves) {
    for (const b of sleeves) {
      const [x, y] = a <= b ? [a, b] : [b, a];
      const weight = riskWeight(view, memory, a) * riskWeight(view, memory, b);
      const resting = a === b ? 1 : RESTING_CORRELATION;
      const sample = memory.covariance[`${x}|${y}`] ?? resting;
      now +=
        weight *
        (a === b ? sample : 0.5 * sample + 0.5 * resting * Math.sqrt(variance(memory, a) * variance(memory, b)));
      calm += weight * resting;
    }
  }
  // A fund that holds nothing has no risk to scale.
  return now === 0 ? 1 : Math.min(leverageCap, Math.sqrt(calm / now));
}

const variance = (memory: Memory, id: string): number => memory.covariance[`${id}|${id}`] ?? 1;

/** Calm risk of a sleeve in dollars, the weight it keeps. */
function riskWeight(view: Own, memory: Memory, id: string): number {
  const line = view.instrument(id);
  // Yen and won have no cents: risk in minor units of two currencies cannot be compared.
  const unitsPerBp = ((memory.baseLots[id] ?? 0) * view.dv01(line)) / MINOR_PER_UNIT[line.currency];
  return unitsPerBp * line.calmSigmaBp * view.fxRate(line.currency, 'USD');
}

function rebalance(view: Own, memory: Memory): Command[] {
  if (!view.loop('L2')) return [];
  const target = targetLeverage(view, memory);
  if (Math.abs(target / memory.leverage - 1) <= BAND) return [];
  const to = memory.leverage + SHARE_OF_GAP_PER_DAY * (target - memory.leverage);
  return [
    {
      type: 'Declare',
      event: { type: 'LeverageAdjusted', agent: view.self.id, from: permilleOf(memory.leverage), to: permilleOf(to) },
    },
  ];
}
