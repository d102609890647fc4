/**
 * Options that follow an auction: Non-Price-Competitive II in Japan, the post-auction option facility in Britain.
 *
 * They cost nothing and pay the difference between the market and the average price, so a winner waits until the last
 * tick before they close and then takes all of its limit where the market bids more than the average, else nothing.
 */
import type { EventOf } from '../../events/vocabulary.ts';
import type { Seq, SimTime } from '../../units/quantity.ts';
import { TICK_MS } from '../../units/time.ts';
import { claimAtAverage } from '../auction-bids.ts';
import type { BidCommand, View } from '../contract.ts';

export interface HeldOption {
  readonly auction: string;
  readonly instrument: string;
  /** Clean price in millionths of a point. */
  readonly priceMicro: number;
  readonly limitPct: number;
  readonly closesAt: SimTime;
  readonly because: Seq;
}

export interface OptionMemory {
  /** Face won by auction, options not counted. */
  readonly won: Record<string, number>;
  options: HeldOption[];
}

export function rememberAward(memory: OptionMemory, { auction, book, face, side }: EventOf<'BidAllotted'>): void {
  if (side === 'buy' && book !== 'option') memory.won[auction] = (memory.won[auction] ?? 0) + face;
}

export function rememberOption(memory: OptionMemory, event: EventOf<'OptionInvited'>): void {
  const { auction, instrument, priceMicro, limitPct, closesAt, seq: because, at } = event;
  if (memory.won[auction] !== undefined && !isLastTick(at, closesAt))
    memory.options.push({ auction, instrument, priceMicro, limitPct, closesAt, because });
}

export function forgetClosed(memory: OptionMemory, at: SimTime): void {
  if (memory.options.every(({ closesAt }) => closesAt > at)) return;
  for (const { auction, closesAt } of memory.options) if (closesAt <= at) delete memory.won[auction];
  memory.options = memory.options.filter(({ closesAt }) => closesAt > at);
}

/** Claims on options whose last tick this is. */
export const exerciseDue = (view: View, memory: OptionMemory): BidCommand[] =>
  memory.options
    .filter(({ closesAt }) => isLastTick(view.at, closesAt))
    .flatMap((option) => exercise(view, memory, option));

/** An option that closes before the next tick is decided on when it is offered. */
export const exerciseAtOnce = (view: View, memory: OptionMemory, event: EventOf<'OptionInvited'>): BidCommand[] =>
  isLastTick(view.at, event.closesAt) ? exercise(view, memory, { ...event, because: event.seq }) : [];

function exercise(view: View, memory: OptionMemory, option: HeldOption): BidCommand[] {
  const { auction, instrument, priceMicro, limitPct, because } = option;
  const line = view.instrument(instrument);
  const bidMicro = (view.bidTicks(line) / line.ticksPerPoint) * 1e6;
  if (bidMicro <= priceMicro) return [];
  const limit = (limitPct * (memory.won[auction] ?? 0)) / 100;
  return claimAtAverage(view.auction(auction), 'option', instrument, limit).map((claim) => ({ ...claim, because }));
}

const isLastTick = (at: SimTime, closesAt: SimTime): boolean => at < closesAt && closesAt <= at + TICK_MS;
