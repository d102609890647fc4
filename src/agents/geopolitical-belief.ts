/**
 * What a shock of world politics does to an institution's idea of fair yields in the market it struck: a premium that
 * is asked for at once in market hours and fades over days. Separate from the fiscal belief, so that a run without the
 * shock shows how much of a move it was (`docs/odd.md` §7.4).
 */
import type { EventOf } from '../events/vocabulary.ts';
import type { Draws } from '../math/draws.ts';
import type { Market } from '../units/quantity.ts';
import type { Instrument } from './contract.ts';
import { decayPerTick } from './trading-day.ts';

/** bp of 10-year yield that the gravest shock of a decade is worth (assumed; five calm days). */
const BP_AT_FULL_SEVERITY = 25;
/** Share of it that institutions of other markets take for theirs. */
const SHARE_ABROAD = 0.5;
const DIGESTION_HALF_LIFE_DAYS = 0.1;
const FADING_HALF_LIFE_DAYS = 5;

export interface GeopoliticalBelief {
  readonly market: Market;
  readonly gravity: number;
  readonly digestionPerTick: number;
  readonly fadingPerTick: number;
  targetBp: number;
  premiumBp: number;
}

export function restingGeopolitics(market: Market, draws: Draws): GeopoliticalBelief {
  return {
    market,
    gravity: 0.7 + 0.6 * draws.uniform(),
    digestionPerTick: 1 - decayPerTick(market, DIGESTION_HALF_LIFE_DAYS),
    fadingPerTick: 1 - decayPerTick(market, FADING_HALF_LIFE_DAYS),
    targetBp: 0,
    premiumBp: 0,
  };
}

export function hearGeopolitics(belief: GeopoliticalBelief, event: EventOf<'GeopoliticalShockStruck'>): void {
  const share = event.market === belief.market ? 1 : SHARE_ABROAD;
  belief.targetBp += (share * BP_AT_FULL_SEVERITY * belief.gravity * event.severity) / 1000;
}

/** One tick of market hours. */
export function digestGeopolitics(belief: GeopoliticalBelief): void {
  belief.targetBp -= belief.fadingPerTick * belief.targetBp;
  belief.premiumBp += belief.digestionPerTick * (belief.targetBp - belief.premiumBp);
}

/** Long lines carry it as they carry any term premium. */
export const geopoliticalBp = (belief: GeopoliticalBelief, line: Instrument): number =>
  line.premiumLoading * belief.premiumBp;
