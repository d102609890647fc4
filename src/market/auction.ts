/**
 * What the price auctions share: bids, the ladder that ranks them, exact averages and truncated shares.
 *
 * Bids are counted per price tick instead of sorted, so the order in which they came cannot matter and a large auction
 * costs a few nanoseconds a bid. Nothing here knows an issuer's rule. All sums are integers inside ±2^53, asserted.
 */
import { assert, Bug } from '../units/assert.ts';
import type { Lots, PriceTicks } from '../units/quantity.ts';

export interface Bid {
  /** Whoever bids, as the caller counts them; the same bidder may bid at many prices. */
  readonly bidder: number;
  readonly priceTicks: PriceTicks;
  readonly quantity: Lots;
}

/** A request for an amount at the price that the auction will find. */
export interface Claim {
  readonly bidder: number;
  readonly quantity: Lots;
}

/** Where a walk from the highest bid downward ran out of what was on offer. */
export interface StopOut {
  /** Lowest price that gets anything; 0 where nothing is accepted. */
  readonly stopTicks: PriceTicks;
  /** Bids at that price, and how much was left for them. */
  readonly bidsAtStop: Lots;
  readonly leftAtStop: Lots;
  readonly bidTotal: Lots;
}

/** Widest range of prices in one auction. Whoever reads bids from a person checks it; beyond it is our bug. */
export const LADDER_TICKS_MAX = 2 ** 22;

export function stopOut(bids: readonly Bid[], target: number): StopOut {
  const { lowestTicks, ladder, bidTotal } = ladderOf(bids);
  let left = target;
  let stopTicks = 0;
  let bidsAtStop = 0;
  let leftAtStop = 0;
  for (let rung = ladder.length - 1; rung >= 0 && left > 0; rung -= 1) {
    const quantity = ladder[rung] as number;
    if (quantity === 0) continue;
    stopTicks = lowestTicks + rung;
    bidsAtStop = quantity;
    leftAtStop = Math.min(left, quantity);
    left -= leftAtStop;
  }
  return {
    stopTicks: stopTicks as PriceTicks,
    bidsAtStop: bidsAtStop as Lots,
    leftAtStop: leftAtStop as Lots,
    bidTotal: bidTotal as Lots,
  };
}

/** Face bid for at each tick from the lowest bid upward. */
function ladderOf(bids: readonly Bid[]): { lowestTicks: number; ladder: Float64Array; bidTotal: number } {
  if (bids.length === 0) return { lowestTicks: 0, ladder: new Float64Array(0), bidTotal: 0 };
  let lowestTicks = Number.POSITIVE_INFINITY;
  let highestTicks = 0;
  let bidTotal = 0;
  for (const { priceTicks, quantity } of bids) {
    if (!(Number.isSafeInteger(priceTicks) && priceTicks > 0))
      throw new Bug(`a bid needs a price, got ${priceTicks} ticks`);
    if (!(Number.isSafeInteger(quantity) && quantity > 0)) throw new Bug(`a bid needs an amount, got ${quantity} lots`);
    lowestTicks = Math.min(lowestTicks, priceTicks);
    highestTicks = Math.max(highestTicks, priceTicks);
    bidTotal += quantity;
  }
  assert(Number.isSafeInteger(bidTotal), `bids add up to more than 2^53: ${bidTotal}`);
  const rungs = highestTicks - lowestTicks + 1;
  assert(rungs <= LADDER_TICKS_MAX, `bids lie ${rungs} ticks apart, at most ${LADDER_TICKS_MAX} are ranked`);
  const ladder = new Float64Array(rungs);
  for (const { priceTicks, quantity } of bids) {
    ladder[priceTicks - lowestTicks] = (ladder[priceTicks - lowestTicks] as number) + quantity;
  }
  return { lowestTicks, ladder, bidTotal };
}

/** floor(quantity × left ÷ total): an award cut in proportion. Everything if there is enough. */
export function prorataFloor(quantity: number, left: number, total: number): number {
  return left >= total ? quantity : floorOfProduct(quantity, left, total);
}

/** floor(a × b ÷ divisor) for non-negative integers, exact; asserts where an intermediate product would not be. */
export function floorOfProduct(a: number, b: number, divisor: number): number {
  assert(divisor > 0 && a >= 0 && b >= 0, `a share needs positive parts, got ${a} × ${b} ÷ ${divisor}`);
  const whole = Math.floor(b / divisor);
  const remainder = b - whole * divisor;
  const head = a * whole;
  const tail = a * remainder;
  assert(Number.isSafeInteger(head) && Number.isSafeInteger(tail), `${a} × ${b} ÷ ${divisor} passes 2^53`);
  return head + (tail - (tail % divisor)) / divisor;
}
