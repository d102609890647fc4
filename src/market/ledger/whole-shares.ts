/**
 * Shares of whole numbers with a sign, exact, whatever passes 2^53 on the way.
 */
import { assert } from '../../units/assert.ts';
import { floorOfProduct } from '../auctions/auction.ts';

/** a × b ÷ divisor, cut towards zero: what somebody owes is cut as what somebody is owed. */
export function shareTowardsZero(a: number, b: number, divisor: number): number {
  assert(Number.isSafeInteger(a) && Number.isSafeInteger(b), `a share of whole numbers, not of ${a} × ${b}`);
  const size = floorOfProduct(Math.abs(a), Math.abs(b), divisor);
  return size === 0 ? 0 : Math.sign(a) * Math.sign(b) * size;
}

/** a × b ÷ divisor to the nearest whole, ties away from zero; results up to 2^52. */
export function shareToNearest(a: number, b: number, divisor: number): number {
  const size = nearest(Math.abs(a), Math.abs(b), divisor);
  return size === 0 ? 0 : Math.sign(a) * Math.sign(b) * size;
}

function nearest(a: number, b: number, divisor: number): number {
  const floor = floorOfProduct(a, b, divisor);
  // The rest is below the divisor, so twice the product lies in 2 × floor … 2 × floor + 1.
  return floorOfProduct(a, 2 * b, divisor) > 2 * floor ? floor + 1 : floor;
}
