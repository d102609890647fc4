/**
 * Discount factors from par yields: two bootstraps on a grid of half-years, and the zero rates read from them.
 *
 * A par bond of t years pays half its yield every half-year and costs 100. `bootstrapInterpolatedPar` draws straight lines
 * between the par yields and prices a par bond at every half-year; `bootstrapNodes` prices only the bonds that are given and lets
 * the discount factor fall at a constant rate between them (log-linear, a step forward curve). Neither ever extrapolates.
 * Hagan and West, "Interpolation Methods for Curve Construction", Applied Mathematical Finance 13(2), 2006, §2–3.
 */
import { exp, expm1 } from '../math/exp.ts';
import { log } from '../math/log.ts';
import { assert } from '../units/assert.ts';
import { yieldPctOrNaN } from './solve-yield.ts';

export interface ParYield {
  /** A whole number of half-years, at least one. */
  readonly years: number;
  /** Percent a year, semiannual coupons. */
  readonly parYieldPct: number;
}

export type CurveResult =
  | { readonly ok: true; readonly curve: DiscountCurve }
  /** So steep a curve leaves nothing for the principal: the first maturity that cannot be priced. */
  | { readonly ok: false; readonly reason: 'discountNotPositive'; readonly years: number };

export class DiscountCurve {
  /** At 0, ½, 1 … years; all positive, the first is 1. */
  readonly #discounts: Float64Array;

  constructor(discounts: Float64Array) {
    assert(discounts.length >= 2 && discounts[0] === 1, 'a curve begins at one today and goes at least half a year');
    this.#discounts = discounts;
  }

  get lastYears(): number {
    return (this.#discounts.length - 1) / 2;
  }

  /** From today to the last maturity; log-linear within a half-year. */
  discountAt(years: number): number {
    assert(years >= 0 && years <= this.lastYears, `${years} years are not on a curve of ${this.lastYears}`);
    const at = Math.floor(2 * years);
    const before = this.#discounts[at] as number;
    const part = 2 * years - at;
    return part === 0 ? before : before * exp(part * log((this.#discounts[at + 1] as number) / before));
  }

  /** Continuously compounded, percent; after today. */
  zeroContinuousPctAt(years: number): number {
    assert(years > 0, 'a rate needs time');
    return (-100 * log(this.discountAt(years))) / years;
  }

  /** Compounded twice a year, percent; after today. */
  zeroSemiannualPctAt(years: number): number {
    return 200 * expm1(this.zeroContinuousPctAt(years) / 200);
  }
}

/** Par yields linear between the maturities given and flat before the first; maturities increase. */
export function bootstrapInterpolatedPar(parYields: readonly ParYield[]): CurveResult {
  const last = checkedHalfYears(parYields);
  const discounts = new Float64Array(last + 1);
  discounts[0] = 1;
  let annuity = 0;
  for (let k = 1; k <= last; k++) {
    const halfCoupon = interpolatedPct(parYields, k / 2) / 200;
    const discount = (1 - halfCoupon * annuity) / (1 + halfCoupon);
    if (!(discount > 0)) return { ok: false, reason: 'discountNotPositive', years: k / 2 };
    discounts[k] = discount;
    annuity += discount;
  }
  return { ok: true, curve: new DiscountCurve(discounts) };
}

/** Par bonds at the maturities given alone, one constant forward rate between each and the next; maturities increase. */
export function bootstrapNodes(parYields: readonly ParYield[]): CurveResult {
  const last = checkedHalfYears(parYields);
  const discounts = new Float64Array(last + 1);
  discounts[0] = 1;
  let annuity = 0;
  let at = 0;
  for (const { years, parYieldPct } of parYields) {
    const next = 2 * years;
    const perHalfYear = forwardFactor(parYieldPct, next - at, {
      annuity,
      discount: discounts[at] as number,
    });
    if (Number.isNaN(perHalfYear)) return { ok: false, reason: 'discountNotPositive', years };
    for (; at < next; at++) {
      discounts[at + 1] = (discounts[at] as number) * perHalfYear;
      annuity += discounts[at + 1] as number;
    }
  }
  return { ok: true, curve: new DiscountCurve(discounts) };
}

/**
 * Discount per half-year over the last stretch of a par bond. Seen from the stretch's beginning what is left is a bond on a
 * coupon date, and its price per 100 is what the coupons before leave of par: so its yield is the forward rate.
 */
function forwardFactor(
  parYieldPct: number,
  halfYears: number,
  before: { readonly annuity: number; readonly discount: number },
): number {
  const halfCoupon = parYieldPct / 2;
  const price = (100 - halfCoupon * before.annuity) / before.discount;
  const stream = {
    partPeriod: 1,
    isPartSimple: true,
    firstCoupon: halfCoupon,
    halfCoupon,
    fullPeriods: halfYears - 1,
  };
  return 1 / (1 + yieldPctOrNaN(stream, price) / 200);
}

function interpolatedPct(parYields: readonly ParYield[], years: number): number {
  const after = parYields.findIndex((node) => node.years >= years);
  const right = parYields[after] as ParYield;
  const left = parYields[after - 1];
  if (left === undefined) return right.parYieldPct;
  const part = (years - left.years) / (right.years - left.years);
  return left.parYieldPct + part * (right.parYieldPct - left.parYieldPct);
}

function checkedHalfYears(parYields: readonly ParYield[]): number {
  let last = 0;
  for (const { years, parYieldPct } of parYields) {
    assert(Number.isSafeInteger(2 * years) && 2 * years > last, `a node at ${years} years is out of place`);
    assert(Number.isFinite(parYieldPct) && parYieldPct > -200, `no par yield: ${parYieldPct} %`);
    last = 2 * years;
  }
  assert(last > 0, 'a curve needs a node');
  return last;
}
