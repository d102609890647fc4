/**
 * Signal extraction across markets: what a foreign institution makes of a JGB move that macro news does not explain.
 *
 * The share it carries over is what someone learns from calm co-movement, e = φ·ρ·σ_own/σ_JGB (`docs/odd.md` §7.4);
 * each innovation counts once, by source: only the unexplained part of the 30-year JGB is read, and JGB institutions
 * themselves read nobody. The anchor forgets, so a move that stays becomes the new normal.
 */

import type { Market } from '../units/quantity.ts';
import type { Instrument, View } from './contract.ts';
import { decayPerTick } from './trading-day.ts';

/** φ: share of an unexplained move that is taken for global. */
const GLOBAL_SHARE = 0.65;
/**
 * Calm daily correlation of a market's long yields with the 30-year JGB: 0.1–0.4 for USTs; Seoul
 * trades in Tokyo's hours. Assumed, and looked at on seeds 1 to 32 of January 2026 itself: no evidence on that month.
 */
const CALM_CORRELATION: Readonly<Partial<Record<Market, number>>> = { ust: 0.3, gilt: 0.42, ktb: 0.62 };
const DIGESTION_HALF_LIFE_DAYS = 0.1;
const FORGETTING_HALF_LIFE_DAYS = 4;
const SOURCE = 'JGB-30Y';

export interface SpilloverBelief {
  readonly sourceExists: boolean;
  /** Scales the institution's share, 0.6…1.4. */
  readonly attention: number;
  readonly digestionPerTick: number;
  readonly forgettingPerTick: number;
  anchorBp: number;
  /** Unexplained move of the source since the anchor, digested, bp. */
  heardBp: number;
}

export function restingSpillover(market: Market, attention: number, sourceExists: boolean): SpilloverBelief {
  return {
    sourceExists: sourceExists && market !== 'jgb',
    attention,
    digestionPerTick: 1 - decayPerTick(market, DIGESTION_HALF_LIFE_DAYS),
    forgettingPerTick: 1 - decayPerTick(market, FORGETTING_HALF_LIFE_DAYS),
    anchorBp: 0,
    heardBp: 0,
  };
}

export function listen(belief: SpilloverBelief, view: View): void {
  if (!belief.sourceExists) return;
  const source = view.instrument(SOURCE);
  const unexplained = view.levelBp(source) - view.consensusBp(source);
  belief.heardBp += belief.digestionPerTick * (unexplained - belief.anchorBp - belief.heardBp);
  const forgotten = belief.forgettingPerTick * belief.heardBp;
  belief.anchorBp += forgotten;
  belief.heardBp -= forgotten;
}

/** bp that the institution adds to its own line for what it heard. */
export function spilloverBp(belief: SpilloverBelief, view: View, instrument: Instrument): number {
  if (!belief.sourceExists || !instrument.isBond) return 0;
  const source = view.instrument(SOURCE);
  const learnt = ((CALM_CORRELATION[instrument.market] ?? 0) * instrument.calmSigmaBp) / source.calmSigmaBp;
  return GLOBAL_SHARE * belief.attention * learnt * belief.heardBp;
}
