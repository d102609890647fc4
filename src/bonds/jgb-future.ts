/**
 * The 10-year JGB future as this market has it: settled in cash on the simple yield of a notional 7-year 6 % bond.
 *
 * Price = 100·(1 + 7·6 %)/(1 + 7·y): the price of such a bond at a simple yield y, residual term always seven years. The
 * Osaka Exchange's contract has the same notional bond but delivers one of the issues with 7 to 11 years to run, so that
 * its price follows the cheapest of them with carry and a delivery option; neither is here (`docs/decisions/0025-….md`).
 */
import { assert } from '../units/assert.ts';
import { priceAtSimpleYield, priceChangePerSimpleBp, simpleYield } from './jgb.ts';

/** Coupon and term of the notional bond: Osaka Exchange, "Contract specifications", 10-year JGB futures. */
export const NOTIONAL_COUPON_PCT = 6;
export const NOTIONAL_YEARS = 7;

export const futurePriceAt = (yieldPct: number): number =>
  priceAtSimpleYield(NOTIONAL_COUPON_PCT, NOTIONAL_YEARS, yieldPct);

/** NaN where the price is not positive. */
export const futureYieldPctOf = (price: number): number =>
  price > 0 ? 100 * simpleYield(NOTIONAL_COUPON_PCT, NOTIONAL_YEARS, price) : Number.NaN;

/** Fall of the price per 100 for +1 bp of the yield, positive. */
export const futureDv01Per100 = (yieldPct: number): number =>
  -priceChangePerSimpleBp(NOTIONAL_COUPON_PCT, NOTIONAL_YEARS, yieldPct);

/** A bond of the curve at its close. */
export interface ClosingYield {
  readonly years: number;
  readonly yieldPct: number;
}

/**
 * The yield on which the last settlement is made: the curve of closing simple yields read at seven years, straight between
 * the neighbours; beyond the longest or the shortest line it is flat. The order of lines means nothing.
 */
export function finalSettlementYieldPct(curve: readonly ClosingYield[]): number {
  assert(curve.length > 0, 'a future settles on a curve of at least one bond');
  const shorter = pick(curve, (line) => line.years <= NOTIONAL_YEARS, 1);
  const longer = pick(curve, (line) => line.years >= NOTIONAL_YEARS, -1);
  if (shorter === undefined) return (longer as ClosingYield).yieldPct;
  if (longer === undefined || longer.years === shorter.years) return shorter.yieldPct;
  const share = (NOTIONAL_YEARS - shorter.years) / (longer.years - shorter.years);
  return shorter.yieldPct + share * (longer.yieldPct - shorter.yieldPct);
}

/** Of the lines on one side of seven years the nearest; `direction` 1 looks for the longest, −1 for the shortest. */
function pick(
  curve: readonly ClosingYield[],
  isOnSide: (line: ClosingYield) => boolean,
  direction: 1 | -1,
): ClosingYield | undefined {
  let found: ClosingYield | undefined;
  for (const line of curve) {
    if (!isOnSide(line)) continue;
    if (found === undefined || isNearer(line, found, direction)) found = line;
  }
  return found;
}

/** Of two of one term the lower yield, so that the order of lines does not matter. */
const isNearer = (line: ClosingYield, than: ClosingYield, direction: 1 | -1): boolean =>
  line.years === than.years ? line.yieldPct < than.yieldPct : direction * (line.years - than.years) > 0;
