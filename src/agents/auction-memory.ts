/**
 * What results of auctions teach (loop L8): a tail wider than usual says that buyers are missing, and everybody who heard it
 * asks more for that sector, in the market and at its next auction; a good result takes away half as much.
 *
 * The surprise is z = (tail − usual)/dispersion of the last results and what it costs is b·tanh(z/3), bounded
 * (`docs/odd.md` §7.20): the widest tail since 1987 is worth about a calm day's move. It weighs more with whoever doubts
 * the issuer already or has no room left, so that the same result passes in a calm market.
 */
import type { EventOf } from '../events/vocabulary.ts';
import { log } from '../math/log.ts';
import { tanh } from '../math/logistic.ts';
import type { Market } from '../units/quantity.ts';
import type { Instrument, Opening, View } from './contract.ts';
import { decayPerTick } from './trading-day.ts';

/** Usual tail and its dispersion where no results are known, in sigmas of the line: where prices are bid, and elsewhere. */
const USUAL_TAIL = { yen: 0.4, bp: 0.07 } as const;
const USUAL_DISPERSION = { yen: 0.24, bp: 0.12 } as const;
/** Results that those stand for, and how many of the last are remembered. */
const USUAL_WEIGHT = 3;
const RESULTS_KEPT = 6;
/** b, in sigmas of the line: 3 bp at 20 years, and nearly 6 where everybody doubts and no dealer has room. */
const COST_SIGMAS = 0.9;
/** Surprise at which most of it is said. */
const SATURATION = 3;
/** A good result counts for so much of a bad one. */
const GOOD_SHARE = 0.5;
/** How much of it reaches a line of another tenor: 1/(1 + so much times the logarithm of the tenors' ratio). */
const DISTANCE = 1.2;
/** What doubt of the issuer and a full limit each add to it. */
const STATE_WEIGHT = 0.4;
/** Premium at which doubt of the issuer is complete, bp of ten-year yield. */
const FULL_DOUBT_BP = 10;
/** Trading days in which half of it is in prices, and in which half of that is forgotten. */
const DIGESTION_HALF_LIFE_DAYS = 0.1;
const FORGETTING_HALF_LIFE_DAYS = 8;

export interface AuctionMemory {
  readonly market: Market;
  readonly digestionPerTick: number;
  readonly forgettingPerTick: number;
  /** Tails of the last results by instrument id, bp, oldest first. */
  readonly tails: Record<string, number[]>;
  /** bp by instrument id: what results called for, and what of it is in its prices. */
  readonly target: Record<string, number>;
  readonly premium: Record<string, number>;
}

export function restingAuctionMemory(market: Market, opening: Opening<unknown>): AuctionMemory {
  const tails: Record<string, number[]> = {};
  const target: Record<string, number> = {};
  const premium: Record<string, number> = {};
  for (const line of opening.instruments(market)) {
    tails[line.id] = [...(line.recentTailsBp ?? [])].slice(-RESULTS_KEPT);
    target[line.id] = 0;
    premium[line.id] = 0;
  }
  return {
    market,
    digestionPerTick: 1 - decayPerTick(market, DIGESTION_HALF_LIFE_DAYS),
    forgettingPerTick: 1 - decayPerTick(market, FORGETTING_HALF_LIFE_DAYS),
    tails,
    target,
    premium,
  };
}

/** `doubtBp` is the hearer's own fiscal premium, `strain` what its limit adds: 0 … 1. */
export function hearResult(
  memory: AuctionMemory,
  result: EventOf<'AuctionResultPublished'>,
  view: View,
  { doubtBp, strain }: { readonly doubtBp: number; readonly strain: number },
): void {
  // A sale that failed has no tail; taken for one of zero it would be good news.
  if (result.accepted === 0) return;
  const [id] = result.instruments;
  const tails = id === undefined ? undefined : memory.tails[id];
  if (id === undefined || tails === undefined || result.instruments.length > 1 || result.tailUnit === 'none') return;
  const sold = view.instrument(id);
  const tail = tailBp(result);
  const surprise = surpriseOf(tail, tails, sold, result.tailUnit);
  tails.push(tail);
  if (tails.length > RESULTS_KEPT) tails.shift();
  if (!view.loop('L8')) return;
  const doubt = Math.min(1, Math.max(0, doubtBp) / FULL_DOUBT_BP);
  const weight = (1 + STATE_WEIGHT * (doubt + strain)) * (surprise < 0 ? GOOD_SHARE : 1);
  const sigmas = COST_SIGMAS * weight * tanh(surprise / SATURATION);
  for (const line of view.instruments(memory.market)) {
    const nearness = 1 / (1 + DISTANCE * Math.abs(log(Math.max(1, line.tenorYears) / Math.max(1, sold.tenorYears))));
    memory.target[line.id] = (memory.target[line.id] ?? 0) + sigmas * nearness * line.calmSigmaBp;
  }
}

/** Stop less average as a yield where prices are bid; elsewhere the issuer's own figure is one. */
const tailBp = ({
  tailUnit,
  tailMilli,
  stopYieldMicroPct,
  averageYieldMicroPct,
}: EventOf<'AuctionResultPublished'>): number =>
  tailUnit === 'yen' ? (stopYieldMicroPct - averageYieldMicroPct) / 10_000 : tailMilli / 1000;

function surpriseOf(tail: number, before: readonly number[], line: Instrument, unit: 'yen' | 'bp'): number {
  const expected = USUAL_TAIL[unit] * line.calmSigmaBp;
  const spread = USUAL_DISPERSION[unit] * line.calmSigmaBp;
  const count = USUAL_WEIGHT + before.length;
  const usual = (USUAL_WEIGHT * expected + sum(before, (each) => each)) / count;
  const variance = (USUAL_WEIGHT * spread * spread + sum(before, (each) => (each - usual) * (each - usual))) / count;
  return (tail - usual) / Math.sqrt(variance);
}

function sum(values: readonly number[], of: (value: number) => number): number {
  let total = 0;
  for (const value of values) total += of(value);
  return total;
}

/** One tick of market hours. */
export function digestResults(memory: AuctionMemory): void {
  for (const id of Object.keys(memory.target)) {
    const target = (memory.target[id] ?? 0) * (1 - memory.forgettingPerTick);
    const premium = memory.premium[id] ?? 0;
    memory.target[id] = target;
    memory.premium[id] = premium + memory.digestionPerTick * (target - premium);
  }
}

/** bp by which it asks more for a line. */
export const auctionPremiumBp = (memory: AuctionMemory, line: Instrument): number => memory.premium[line.id] ?? 0;
