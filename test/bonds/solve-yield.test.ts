/** Every price gives its yield or a reason, and soon: steps are counted by the exponentials that the solver takes. */
import { describe, expect, test, vi } from 'vitest';
import { type CouponStream, dirtyAt, fallAt } from '../../src/bonds/coupon-stream.ts';
import { HIGHEST_YIELD_PCT, LOWEST_YIELD_PCT, yieldOf, yieldPctOrNaN } from '../../src/bonds/solve-yield.ts';
import { gridStreams, PRICES, stepped, YIELDS_PCT } from './yield-grid.ts';

const counter = vi.hoisted(() => ({ exponentials: 0 }));
vi.mock('../../src/math/exp.ts', async (original) => {
  const real = await original<typeof import('../../src/math/exp.ts')>();
  const counted = (x: number): number => {
    counter.exponentials++;
    return real.exp(x);
  };
  return { ...real, exp: counted };
});

/** One exponential a step, and one for the answer. */
function stepsTo(stream: CouponStream, price: number): number {
  counter.exponentials = 0;
  const yieldPct = yieldPctOrNaN(stream, price);
  return counter.exponentials - (Number.isNaN(yieldPct) ? 0 : 1);
}

describe('on a grid of bonds', () => {
  test('every yield from −5 % to 60 % comes back from its price, in at most 8 steps and fewer than 4 on average', () => {
    let [solved, steps, most] = [0, 0, 0];
    for (const stream of gridStreams()) {
      for (const yieldPct of stepped(YIELDS_PCT, 26)) {
        const price = dirtyAt(stream, yieldPct / 200);
        const result = yieldOf(stream, price);
        // A price holds its yield to its own rounding over its fall per point.
        const resolution = 1e-11 + (100 * 4e-14 * price) / fallAt(stream, yieldPct / 200);
        if (!result.ok || !(Math.abs(result.yieldPct - yieldPct) < resolution))
          throw new Error(`${yieldPct} % of ${JSON.stringify(stream)}: ${JSON.stringify(result)}`);
        const taken = stepsTo(stream, price);
        solved++;
        steps += taken;
        most = Math.max(most, taken);
      }
    }
    expect(solved).toBeGreaterThan(30_000);
    expect(most).toBeLessThanOrEqual(8);
    expect(steps / solved).toBeLessThan(4);
  });

  test('every price from 1 to 400 has a yield that reprices it, in at most 12 steps, or the reason why it has none, within 50', () => {
    const refused = { yieldBelowRange: 0, yieldAboveRange: 0, priceNotPositive: 0 };
    let [solved, mostSolved, mostRefused] = [0, 0, 0];
    for (const stream of gridStreams()) {
      const dearest = dirtyAt(stream, LOWEST_YIELD_PCT / 200);
      const cheapest = dirtyAt(stream, HIGHEST_YIELD_PCT / 200);
      for (const price of stepped(PRICES, 21)) {
        const result = yieldOf(stream, price);
        const reason = price >= dearest ? 'yieldBelowRange' : price <= cheapest ? 'yieldAboveRange' : 'none';
        const isRight = result.ok
          ? reason === 'none' && Math.abs(dirtyAt(stream, result.yieldPct / 200) / price - 1) < 1e-11
          : result.reason === reason;
        if (!isRight) throw new Error(`${price} for ${JSON.stringify(stream)}: ${JSON.stringify(result)}`);
        const taken = stepsTo(stream, price);
        if (result.ok) {
          solved++;
          mostSolved = Math.max(mostSolved, taken);
        } else {
          refused[result.reason]++;
          mostRefused = Math.max(mostRefused, taken);
        }
      }
    }
    expect(solved).toBeGreaterThan(30_000);
    expect(refused.yieldAboveRange).toBeGreaterThan(100);
    expect(refused.yieldBelowRange).toBeGreaterThan(100);
    expect(refused.priceNotPositive).toBe(0);
    expect(mostSolved).toBeLessThanOrEqual(12);
    expect(mostRefused).toBeLessThanOrEqual(50);
  });
});
