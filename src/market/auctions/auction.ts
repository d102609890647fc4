/**
 * What all auctions and operations share: bids, the ladder that ranks them, and shares of what is left at the margin.
 *
 * Bids are counted per rung (a price, a yield or a spread in its smallest step) instead of sorted, so the order in which
 * they came cannot matter and a large auction costs a few nanoseconds a bid. Nothing here knows an issuer's rule. All
 * amounts are integers inside ±2^53, asserted; shares are exact.
 */
import { assert, Bug } from '../../units/assert.ts';
import type { Lots, PriceTicks } from '../../units/quantity.ts';

export interface Bid {
  /** Whoever bids, as the caller counts them; the same bidder may bid at many prices. */
  readonly bidder: number;
  readonly priceTicks: PriceTicks;
  readonly quantity: Lots;
}

export interface YieldBid {
  readonly bidder: number;
  /** Thousandths of a percent; may be negative. */
  readonly yieldMilliPct: number;
  readonly quantity: Lots;
}

/** A bid or an offer as a difference to a reference of its issue. */
export interface SpreadBid {
  readonly bidder: number;
  /** Thousandths of a percent or of a yen, whichever the operation is bid in. */
  readonly spreadMilli: number;
  readonly quantity: Lots;
}

/** A request for an amount at the price that the auction will find. */
export interface Claim {
  readonly bidder: number;
  readonly quantity: Lots;
}

/** Bids as two columns of integers. The higher score is the better bid, whatever it stands for. */
export interface RankedBids {
  readonly scores: ArrayLike<number>;
  readonly amounts: ArrayLike<number>;
}

/** Where a walk from the best bid to the worst ran out of what was on offer. */
export interface Margin {
  /** Worst score that gets anything; undefined where nothing is accepted. */
  readonly stopScore: number | undefined;
  /** Bids at that score, and how much was left for them. */
  readonly bidsAtStop: Lots;
  readonly leftAtStop: Lots;
  readonly bidTotal: Lots;
}

export interface Allotment extends Margin {
  /** By bid, in the order given. */
  readonly awards: readonly Lots[];
  readonly accepted: Lots;
  /** What bids fell short of the target; not what rounding left over. */
  readonly undersubscribedBy: Lots;
}

/** The award of a bid at the margin, where `left` is there for bids of `total` and less than they want. */
export type MarginalShare = (amount: number, left: number, total: number) => number;

/** Widest range of prices in one auction. Whoever reads bids from a person checks it; beyond it is our bug. */
export const LADDER_TICKS_MAX = 2 ** 22;

/** Better bids in full, bids at the margin by their share, worse ones nothing. */
export function allotRanked(bids: RankedBids, target: number, share: MarginalShare): Allotment {
  assert(Number.isSafeInteger(target) && target >= 0, `an auction's target must be whole lots, got ${target}`);
  const margin = stopOut(bids, target);
  const { stopScore, bidsAtStop, leftAtStop, bidTotal } = margin;
  const { length } = bids.scores;
  const awards = new Array<Lots>(length).fill(0 as Lots);
  let accepted = 0;
  for (let index = 0; index < length && stopScore !== undefined; index += 1) {
    const score = bids.scores[index] as number;
    if (score < stopScore) continue;
    const amount = bids.amounts[index] as number;
    const award = score > stopScore || leftAtStop >= bidsAtStop ? amount : share(amount, leftAtStop, bidsAtStop);
    accepted += award;
    awards[index] = award as Lots;
  }
  return { ...margin, awards, accepted: accepted as Lots, undersubscribedBy: Math.max(0, target - bidTotal) as Lots };
}

/** The highest price is the best bid. */
export function priceRanked(bids: readonly Bid[]): RankedBids {
  const [scores, amounts] = [new Float64Array(bids.length), new Float64Array(bids.length)];
  for (let index = 0; index < bids.length; index += 1) {
    const { priceTicks, quantity } = bids[index] as Bid;
    scores[index] = priceTicks;
    amounts[index] = quantity;
  }
  return { scores, amounts };
}

/** The lowest yield is the best bid. */
export function yieldRanked(bids: readonly YieldBid[]): RankedBids {
  const [scores, amounts] = [new Float64Array(bids.length), new Float64Array(bids.length)];
  for (let index = 0; index < bids.length; index += 1) {
    const { yieldMilliPct, quantity } = bids[index] as YieldBid;
    scores[index] = -yieldMilliPct;
    amounts[index] = quantity;
  }
  return { scores, amounts };
}

export function stopOut(bids: RankedBids, target: number): Margin {
  const { lowest, rungs, bidTotal } = ladderOf(bids);
  let left = target;
  let stopScore: number | undefined;
  let bidsAtStop = 0;
  let leftAtStop = 0;
  for (let rung = rungs.length - 1; rung >= 0 && left > 0; rung -= 1) {
    const amount = rungs[rung] as number;
    if (amount === 0) continue;
    stopScore = lowest + rung;
    bidsAtStop = amount;
    leftAtStop = Math.min(left, amount);
    left -= leftAtStop;
  }
  return {
    stopScore,
    bidsAtStop: bidsAtStop as Lots,
    leftAtStop: leftAtStop as Lots,
    bidTotal: bidTotal as Lots,
  };
}

/** Amount bid for at each score from the worst upward. A bid may be cut to nothing before it is ranked. */
function ladderOf({ scores, amounts }: RankedBids): { lowest: number; rungs: Float64Array; bidTotal: number } {
  if (scores.length === 0) return { lowest: 0, rungs: new Float64Array(0), bidTotal: 0 };
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  let bidTotal = 0;
  for (let index = 0; index < scores.length; index += 1) {
    const [score, amount] = [scores[index] as number, amounts[index] as number];
    if (!Number.isSafeInteger(score)) throw new Bug(`a bid is ranked by a whole number, got ${score}`);
    if (!(Number.isSafeInteger(amount) && amount >= 0)) throw new Bug(`a bid needs an amount, got ${amount} lots`);
    if (score < lowest) lowest = score;
    if (score > highest) highest = score;
    bidTotal += amount;
  }
  assert(Number.isSafeInteger(bidTotal), `bids add up to more than 2^53: ${bidTotal}`);
  const height = highest - lowest + 1;
  assert(height <= LADDER_TICKS_MAX, `bids lie ${height} ticks apart, at most ${LADDER_TICKS_MAX} are ranked`);
  const rungs = new Float64Array(height);
  for (let index = 0; index < scores.length; index += 1) {
    const rung = (scores[index] as number) - lowest;
    rungs[rung] = (rungs[rung] as number) + (amounts[index] as number);
  }
  return { lowest, rungs, bidTotal };
}

/** floor(quantity × left ÷ total): an award cut in proportion. Everything if there is enough. */
export function prorataFloor(quantity: number, left: number, total: number): number {
  return left >= total ? quantity : floorOfProduct(quantity, left, total);
}

/** The same rounded up; never more than the bid. */
export function prorataCeil(quantity: number, left: number, total: number): number {
  return left >= total ? quantity : quantity - floorOfProduct(quantity, total - left, total);
}

/** floor(a × b ÷ divisor) for non-negative integers, exact; asserts where the result passes 2^53. */
export function floorOfProduct(a: number, b: number, divisor: number): number {
  assert(divisor > 0 && a >= 0 && b >= 0, `a share needs positive parts, got ${a} × ${b} ÷ ${divisor}`);
  const remainder = b % divisor;
  const head = a * ((b - remainder) / divisor);
  const product = a * remainder;
  const tail = Number.isSafeInteger(product)
    ? (product - (product % divisor)) / divisor
    : longQuotient(a, remainder, divisor);
  assert(Number.isSafeInteger(head + tail), `${a} × ${b} ÷ ${divisor} passes 2^53`);
  return head + tail;
}

/** floor(a × b ÷ divisor) for b < divisor by doubling, one binary digit of `a` at a time: no intermediate passes 2^53. */
function longQuotient(a: number, b: number, divisor: number): number {
  let quotient = 0;
  let remainder = 0;
  for (let power = 2 ** 52; power >= 1; power /= 2) {
    quotient *= 2;
    if (remainder >= divisor - remainder) {
      remainder -= divisor - remainder;
      quotient += 1;
    } else remainder *= 2;
    if (Math.floor(a / power) % 2 === 0) continue;
    if (remainder >= divisor - b) {
      remainder -= divisor - b;
      quotient += 1;
    } else remainder += b;
  }
  return quotient;
}
