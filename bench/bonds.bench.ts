/** Price ↔ yield in the four conventions of the markets, against a walk over the coupons and bisection. */
import type { BondConvention } from '../src/bonds/bond.ts';
import type { CouponStream } from '../src/bonds/coupon-stream.ts';
import { residualYears } from '../src/bonds/jgb.ts';
import { type BondPricing, pricingOn } from '../src/bonds/pricing.ts';
import { settledBond } from '../src/bonds/quote.ts';
import { dayNumber } from '../src/units/civil-date.ts';
import type { Benchmark, Contender, Scale } from './benchmark.ts';

const CONVENTIONS: readonly BondConvention[] = ['jgbSimple', 'ustStreet', 'giltDmo', 'ktbCustomary'];
const SETTLEMENT = dayNumber(2026, 1, 21);
const YIELDS = Array.from({ length: 500 }, (_, step) => 0.5 + step / 100);

export function* topic(scale: Scale): Generator<Benchmark> {
  const rounds = scale === 'short' ? 7 : 11;
  for (const convention of CONVENTIONS) {
    const terms = { convention, couponPct: 3.4, maturity: dayNumber(2055, 12, 20), isMonthEnd: false };
    const ours = pricingOn(terms, SETTLEMENT);
    const years = residualYears(SETTLEMENT, terms.maturity);
    const { accrued, stream } = settledBond(terms, SETTLEMENT);
    const walked = (yieldPct: number): number =>
      convention === 'jgbSimple' ? simplePrice(3.4, years, yieldPct) : walkedDirty(stream, yieldPct) - accrued;
    const prices = YIELDS.map(walked);
    const name = `30-year bond, ${convention}`;
    yield {
      name: `price of a yield, ${name}`,
      unit: 'price',
      rounds,
      warmUps: 3,
      contenders: [
        pricer('closed form (ours)', false, (at) => ours.cleanPriceAt(YIELDS[at] as number), prices),
        pricer('coupon by coupon', true, (at) => walked(YIELDS[at] as number), prices),
      ],
    };
    yield {
      name: `yield of a price, ${name}`,
      unit: 'yield',
      rounds,
      warmUps: 3,
      contenders: [
        pricer('Newton in a bracket (ours)', false, yieldFrom(ours, prices), YIELDS),
        pricer('bisection, coupon by coupon', true, (at) => bisected(walked, prices[at] as number), YIELDS),
      ],
    };
  }
}

const yieldFrom =
  (pricing: BondPricing, prices: readonly number[]) =>
  (at: number): number =>
    pricing.yieldPctOf(prices[at] as number);

/** A contender that goes through all points, often enough for the clock. */
function pricer(
  name: string,
  isReference: boolean,
  value: (at: number) => number,
  expected: readonly number[],
): Contender {
  const repeats = isReference ? 2 : 50;
  const found = new Float64Array(YIELDS.length);
  const run = (): void => {
    for (let repeat = 0; repeat < repeats; repeat++) for (const at of YIELDS.keys()) found[at] = value(at);
  };
  const check = (): void => {
    for (const [at, right] of expected.entries()) {
      if (Math.abs((found[at] as number) - right) > 1e-9) throw new Error(`${name}: ${found[at]}, not ${right}`);
    }
  };
  return { name, isReference, operations: YIELDS.length * repeats, sample: () => ({ run, check }) };
}

/** Japan's simple yield: y = (coupon + (100 − price) ÷ years) ÷ price. */
const simplePrice = (couponPct: number, years: number, yieldPct: number): number =>
  (100 * (couponPct + 100 / years)) / (yieldPct + 100 / years);

function walkedDirty(
  { partPeriod, isPartSimple, firstCoupon, halfCoupon, fullPeriods }: CouponStream,
  yieldPct: number,
): number {
  const half = yieldPct / 200;
  const part = isPartSimple ? 1 / (1 + partPeriod * half) : (1 + half) ** -partPeriod;
  let value = firstCoupon;
  for (let period = 1; period <= fullPeriods; period++) value += halfCoupon * (1 + half) ** -period;
  return part * (value + 100 * (1 + half) ** -fullPeriods);
}

function bisected(priceOf: (yieldPct: number) => number, price: number): number {
  let [low, high] = [-10, 100];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (priceOf(middle) > price) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
