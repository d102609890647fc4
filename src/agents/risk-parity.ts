/**
 * Risk-parity and volatility-control funds: hold slow risk weights and scale the whole with realised volatility.
 *
 * Leverage ℓ = min(cap, σ_target/σ_portfolio) on an exponentially weighted covariance of daily moves, fast; weights are
 * inverse volatilities of a 120-day memory: with both fast a JGB shock would *raise* other holdings. Each looks once a day at an
 * hour of its own, and opens somewhere within its band, as whoever has traded by such a rule for years. Trades beyond the
 * band, a third of the gap a day, all of them carrying out a declared adjustment. How much is sold emerges; no share is
 * written in (`docs/odd.md` §7.8).
 */
import { merge } from 'rxjs';
import { z } from 'zod';
import type { EventOf } from '../events/vocabulary.ts';
import { pow } from '../math/pow.ts';
import { MINOR_PER_UNIT } from '../units/amount-text.ts';
import { NO_CAUSE, permilleOf, type Seq } from '../units/quantity.ts';
import { DAY_MS, HOUR_MS, TICK_MS } from '../units/time.ts';
import type { AgentKind, Command, Instrument, View } from './contract.ts';
import { shareField } from './mandate-fields.ts';
import { workToward } from './working-order.ts';

const BAND = 0.05;
const SHARE_OF_GAP_PER_DAY = 0.35;
/** Correlations with which the sample opens: along one curve, of bonds of two countries, and of anything else. */
const RESTING_CORRELATION = { curve: 0.9, bonds: 0.4, other: 0.05 } as const;
/** It looks once a day, between these hours UTC: New York's day. */
const LOOKS = { from: 13, to: 21 } as const;
const LOOKS_TICKS = ((LOOKS.to - LOOKS.from) * HOUR_MS) / TICK_MS;
/** Memory of the volatilities that set the weights, business days. */
const WEIGHT_HALF_LIFE_DAYS = 120;
const WEIGHT_DECAY = pow(0.5, 1 / WEIGHT_HALF_LIFE_DAYS);
/** Funds report no portfolio without risk: the estimate is not taken below this share of the calm variance. */
const LEAST_VARIANCE = 0.05;

const mandate = z.strictObject({
  sleeves: z
    .array(z.string())
    .min(1)
    .max(12)
    .describe('instruments of its sleeves, bonds or others; sizes are its opening holdings'),
  decay: z.number().min(0.5).max(0.999).default(0.94).describe('λ of its volatility estimate, per day'),
  leverageCap: shareField('largest leverage as a multiple of the calm one', 1).refine((cap) => cap > 0, {
    message: 'expected more than 0%: a fund without leverage holds nothing',
  }),
});
type Mandate = z.infer<typeof mandate>;

interface Memory {
  /** What the calm leverage holds: the opening holdings, unless the cap lies below it. */
  readonly baseLots: Record<string, number>;
  /** Per sleeve: its last move in calm days and the business date of it. */
  readonly moves: Record<string, { readonly move: number; readonly date: number }>;
  /** Level at the last close, by sleeve. */
  readonly closes: Record<string, number>;
  /** Tick of the day at which it looks. */
  readonly looksAt: number;
  /** Covariance of moves in calm days, by `a|b` with a ≤ b; each pair is sampled once a business date. */
  readonly covariance: Record<string, number>;
  /** Slow variance of moves in calm days, by sleeve. */
  readonly slowVariance: Record<string, number>;
  /** Weight of each sleeve over its opening one, as of the last adjustment. */
  weights: Record<string, number>;
  leverage: number;
  because: Seq;
}

export const riskParity: AgentKind<Mandate, Memory> = {
  kind: 'riskParity',
  mandate,

  start(opening, random) {
    const { sleeves, leverageCap } = opening.self.mandate;
    const draws = random('character');
    // A fund whose cap lies below the calm leverage opens at its cap, with that much slack; each somewhere within its band.
    const leverage = Math.min(1, leverageCap) / (1 + BAND * (2 * draws.uniform() - 1));
    const baseLots: Record<string, number> = {};
    const covariance: Record<string, number> = {};
    const slowVariance: Record<string, number> = {};
    const weights: Record<string, number> = {};
    const closes: Record<string, number> = {};
    for (const a of sleeves) {
      closes[a] = opening.instrument(a).openLevelBp;
      baseLots[a] = opening.position(opening.instrument(a)) / leverage;
      slowVariance[a] = 1;
      weights[a] = 1;
      for (const b of sleeves)
        if (a <= b) covariance[`${a}|${b}`] = restingCovariance(opening.instrument(a), opening.instrument(b));
    }
    const looksAt = (LOOKS.from * HOUR_MS) / TICK_MS + Math.floor(draws.uniform() * LOOKS_TICKS);
    return { baseLots, moves: {}, closes, looksAt, covariance, slowVariance, weights, leverage, because: NO_CAUSE };
  },

  watches: (stream) => merge(stream.of('ClockTicked'), stream.of('CloseMarked')),

  remember(memory, event, view) {
    if (event.type === 'CloseMarked') learnMove(memory, event, view);
    if (event.type === 'LeverageAdjusted') {
      memory.leverage = event.to / 1000;
      memory.weights = slowWeights(view, memory);
      memory.because = event.seq;
    }
    return memory;
  },

  decide(view, memory, event) {
    const { sleeves } = view.self.mandate;
    if (event.type !== 'ClockTicked') return [];
    const looks = Math.floor((view.at % DAY_MS) / TICK_MS) === memory.looksAt;
    if (looks && sleeves.some((id) => view.isOpen(view.instrument(id).venue))) {
      const adjusted = rebalance(view, memory);
      if (adjusted.length > 0) return adjusted;
    }
    if (memory.because === NO_CAUSE) return [];
    return sleeves.flatMap((id) => {
      const wanted = Math.round((memory.baseLots[id] ?? 0) * (memory.weights[id] ?? 1) * memory.leverage);
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
        used: Math.max(0, (1 - slack) / BAND),
      };
    });
  },
};

type Own = View<Mandate>;

function learnMove(memory: Memory, event: EventOf<'CloseMarked'>, view: Own): void {
  const { sleeves, decay } = view.self.mandate;
  if (!sleeves.includes(event.instrument)) return;
  const line = view.instrument(event.instrument);
  const move = event.change / 1000 / line.calmSigmaBp;
  memory.moves[line.id] = { move, date: event.date };
  memory.closes[line.id] = view.levelBp(line);
  memory.slowVariance[line.id] = WEIGHT_DECAY * (memory.slowVariance[line.id] ?? 1) + (1 - WEIGHT_DECAY) * move * move;
  for (const other of sleeves) {
    // Where both closed on one date the later of the two samples the pair.
    const met = memory.moves[other];
    if (met === undefined || met.date !== event.date) continue;
    const key = pairOf(line.id, other);
    memory.covariance[key] = decay * (memory.covariance[key] ?? 0) + (1 - decay) * move * met.move;
  }
}

/** Leverage as a multiple of the calm one: calm portfolio volatility over the present estimate, today so far included. */
export function targetLeverage(view: Own, memory: Memory): number {
  const { sleeves, decay, leverageCap } = view.self.mandate;
  const weights = slowWeights(view, memory);
  let now = 0;
  let calm = 0;
  let today = 0;
  for (const a of sleeves) {
    today += riskWeight(view, memory, a) * (weights[a] ?? 1) * moveSinceClose(view, memory, a);
    for (const b of sleeves) {
      const resting = restingCovariance(view.instrument(a), view.instrument(b));
      const risks = riskWeight(view, memory, a) * riskWeight(view, memory, b);
      now += risks * (weights[a] ?? 1) * (weights[b] ?? 1) * (memory.covariance[pairOf(a, b)] ?? resting);
      calm += risks * resting;
    }
  }
  // A day that is not over can only add to risk: it counts as far as it has moved more than was estimated.
  now += (1 - decay) * Math.max(0, today * today - now);
  // A fund that holds nothing has no risk to scale.
  return calm === 0 ? 1 : Math.min(leverageCap, Math.sqrt(calm / Math.max(now, LEAST_VARIANCE * calm)));
}

/** Calm days. */
function moveSinceClose(view: Own, memory: Memory, id: string): number {
  const line = view.instrument(id);
  return (view.levelBp(line) - (memory.closes[id] ?? line.openLevelBp)) / line.calmSigmaBp;
}

/** Inverse slow volatilities over the opening ones, with the same capital in all. */
function slowWeights(view: Own, memory: Memory): Record<string, number> {
  const { sleeves } = view.self.mandate;
  const inverse = sleeves.map((id) => 1 / Math.sqrt(Math.max(LEAST_VARIANCE, memory.slowVariance[id] ?? 1)));
  const capital = sleeves.map((id) => capitalIn(view, memory, id));
  const whole = capital.reduce((sum, part) => sum + part, 0);
  const leant = capital.reduce((sum, part, at) => sum + part * (inverse[at] as number), 0);
  const scale = leant > 0 ? whole / leant : 1;
  return Object.fromEntries(sleeves.map((id, at) => [id, scale * (inverse[at] as number)]));
}

/** Opening holding in dollars; of bonds the face. */
function capitalIn(view: Own, memory: Memory, id: string): number {
  const line = view.instrument(id);
  const price = line.isBond ? 1 : view.priceAt(line, line.openLevelBp) / 100;
  return (memory.baseLots[id] ?? 0) * line.lotFace * price * view.fxRate(line.currency, 'USD');
}

const pairOf = (a: string, b: string): string => (a <= b ? `${a}|${b}` : `${b}|${a}`);

function restingCovariance(a: Instrument, b: Instrument): number {
  if (a.id === b.id) return 1;
  if (!a.isBond || !b.isBond) return RESTING_CORRELATION.other;
  return a.market === b.market ? RESTING_CORRELATION.curve : RESTING_CORRELATION.bonds;
}

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
