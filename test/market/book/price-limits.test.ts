/** Daily limits and the static breaker of JGB futures: by the clock, minute by minute. */
import { describe, expect, test } from 'vitest';
import { BUY, SELL } from '../../../src/events/records.ts';
import {
  applyLimits,
  type DailyLimits,
  dailyLimits,
  type Observed,
  observeLimits,
  JGB_FUTURES_LIMITS as RULES,
} from '../../../src/market/book/price-limits.ts';
import { simTime } from '../../../src/units/quantity.ts';
import { MINUTE_MS } from '../../../src/units/time.ts';
import { FastBook } from './book-model.ts';
import { sentence } from './book-picture.ts';
import { A, B, order } from './rule-check.ts';

const minutes = (count: number) => simTime(count * MINUTE_MS);
const CLOSE = minutes(300);
const seen = (at: number, more: Partial<Observed>): Observed => ({
  at: minutes(at),
  lastTradeTicks: 14_500,
  bidTicks: 14_499,
  offerTicks: 14_501,
  closesAt: CLOSE,
  ...more,
});
const afterSeeing = (limits: DailyLimits, ...observed: Observed[]) =>
  observed.reduce((state, one) => observeLimits(state.limits, RULES, one), {
    limits,
    haltUntil: undefined,
  } as ReturnType<typeof observeLimits>);

describe('the static breaker', () => {
  const day = dailyLimits(14_500, RULES);

  test('a day ranges two points on either side of its base', () => {
    expect(day).toEqual({ baseTicks: 14_500, highestTicks: 14_700, lowestTicks: 14_300, touched: undefined });
  });

  test('inside the limits nothing happens', () => {
    expect(afterSeeing(day, seen(1, { lastTradeTicks: 14_699 }))).toEqual({ limits: day, haltUntil: undefined });
  });

  test.each([
    ['a trade at the lower limit', { lastTradeTicks: 14_300 }, 'lowestTicks', 14_200],
    ['an offer at the lower limit', { offerTicks: 14_300 }, 'lowestTicks', 14_200],
    ['a trade at the upper limit', { lastTradeTicks: 14_700 }, 'highestTicks', 14_800],
    ['a bid at the upper limit', { bidTicks: 14_700 }, 'highestTicks', 14_800],
  ] as const)('%s that stands for a minute halts for ten and widens that side', (_what, price, limit, widened) => {
    const waiting = afterSeeing(day, seen(10, price));
    expect(waiting.haltUntil).toBeUndefined();
    const halted = afterSeeing(waiting.limits, seen(11, price));
    expect(halted.haltUntil).toBe(minutes(21));
    expect(halted.limits).toEqual({ ...day, [limit]: widened });
  });

  test('prices that come back within the minute begin anew', () => {
    const low = { lastTradeTicks: 14_300 };
    expect(afterSeeing(day, seen(10, low), seen(10.5, {}), seen(11, low)).haltUntil).toBeUndefined();
  });

  test('from one limit to the other the minute begins anew', () => {
    expect(
      afterSeeing(day, seen(10, { lastTradeTicks: 14_300 }), seen(11, { lastTradeTicks: 14_700 })).haltUntil,
    ).toBeUndefined();
  });

  test('a side is widened once', () => {
    const low = { lastTradeTicks: 14_300 };
    const { limits } = afterSeeing(day, seen(10, low), seen(11, low));
    const again = { lastTradeTicks: 14_200 };
    const still = afterSeeing(limits, seen(30, again), seen(32, again));
    expect([still.haltUntil, still.limits.lowestTicks]).toEqual([undefined, 14_200]);
    const high = { lastTradeTicks: 14_700 };
    expect(afterSeeing(limits, seen(40, high), seen(41, high)).limits.highestTicks).toBe(14_800);
  });

  test('not in the last twenty minutes of a session', () => {
    const low = { lastTradeTicks: 14_300 };
    expect(afterSeeing(day, seen(279, low), seen(280.5, low)).haltUntil).toBeUndefined();
    expect(afterSeeing(day, seen(279, low), seen(280, low)).haltUntil).toBe(minutes(290));
  });
});

test('a book takes no order beyond the limits, and its best prices must lie inside', () => {
  const fast = new FastBook({ lowTicks: 96, ladderTicks: 32, owners: 4, orderCapacity: 16 });
  const limits = { baseTicks: 105, highestTicks: 110, lowestTicks: 100, touched: undefined };
  applyLimits(fast.book, limits);
  expect(fast.submit(order(A, BUY, 1, 99)).map(sentence)).toEqual(['a limit buy 1 at 99 refused: outsidePriceLimits']);
  expect(fast.submit(order(A, SELL, 1, 111)).map(sentence)).toEqual([
    'a limit sell 1 at 111 refused: outsidePriceLimits',
  ]);
  fast.submit(order(A, SELL, 1, 110, { order: 101 }));
  fast.submit(order(B, BUY, 1, 100, { order: 102 }));
  expect(() => applyLimits(fast.book, { ...limits, lowestTicks: 111, highestTicks: 120 })).toThrow(
    /orders rest beyond/,
  );
  expect(() => dailyLimits(300, RULES)).toThrow(/above the widened range/);
});
