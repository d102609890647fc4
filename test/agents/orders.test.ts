/** From an opinion to an order, and from what is held to what is wanted. */
import { describe, expect, test } from 'vitest';
import type { Instrument } from '../../src/agents/contract.ts';
import { takeWithin, ticksAtLevel, wholeLots } from '../../src/agents/order-prices.ts';
import { type Pace, workToward } from '../../src/agents/working-order.ts';
import { Bug } from '../../src/units/assert.ts';
import { NO_CAUSE, seq } from '../../src/units/quantity.ts';
import { netTaken, takes } from './employed.ts';
import { JGB_10Y, JGB_20Y, JGB_30Y, JGB_40Y } from './fake-lines.ts';
import { type FakeView, seenBy } from './fake-view.ts';

const calm = () => seenBy('fund', 'fundamental', {});

describe('prices', () => {
  test('a buyer rounds his price down and a seller up, never the other way', () => {
    const level = JGB_30Y.openLevelBp + 1; // 99.86 is on the grid, a hair more is not
    expect(ticksAtLevel(calm(), JGB_30Y, level + 0.01, 'buy')).toBe(9985);
    expect(ticksAtLevel(calm(), JGB_30Y, level + 0.01, 'sell')).toBe(9986);
  });

  test('a bond that is worth nothing still costs a tick', () => {
    expect(ticksAtLevel(calm(), JGB_30Y, 100_000, 'buy')).toBe(1);
    expect(takeWithin(calm().atLevel(JGB_30Y, 100_000), JGB_30Y, -5, 1)?.limit).toBe(1);
  });

  test('a level that is no number is our bug, and so is a wish that is none', () => {
    expect(() => ticksAtLevel(calm(), JGB_30Y, Number.NaN, 'buy')).toThrow(Bug);
    expect(() => wholeLots(Number.POSITIVE_INFINITY)).toThrow(Bug);
    expect(() => takeWithin(calm(), JGB_30Y, 5, Number.NaN)).toThrow(Bug);
  });

  test('lots are rounded toward nothing on both sides', () => {
    expect([2.9, -2.9, 0.4, -0.4].map(wholeLots)).toEqual([2, -2, 0, 0]);
    expect(Object.is(wholeLots(-0.4), 0)).toBe(true);
  });
});

describe('takes', () => {
  test('a buyer pays up to the tolerance above the mid, a seller takes as much below', () => {
    const [buy, sell] = [takeWithin(calm(), JGB_30Y, 7.9, 2), takeWithin(calm(), JGB_30Y, -7.9, 2)];
    expect(buy).toEqual({ side: 'buy', limit: 10_028, quantity: 7 });
    expect(sell).toEqual({ side: 'sell', limit: 9972, quantity: 7 });
  });

  test('less than a lot is no trade', () => expect(takeWithin(calm(), JGB_30Y, 0.99, 2)).toBeUndefined());
});

describe('child orders', () => {
  const pace: Pace = { dayShare: 0.1, halfSpreads: 2, sigmas: 0.1, flag: 'mandate', because: NO_CAUSE };

  /** Lots traded in a day of ticks by somebody whose every order fills. */
  function dayOfTrading(view: FakeView<object>, line: Instrument, wanted: number, terms: Pace): number {
    const before = view.position(line);
    for (let tick = 0; tick < 96; tick++) {
      const net = netTaken(workToward(view, line, wanted, terms))[line.id] ?? 0;
      view.holding(line, view.position(line) + net).later(1);
    }
    return view.position(line) - before;
  }

  test('a day’s trading stays within its share of the line’s turnover', () => {
    for (const line of [JGB_10Y, JGB_20Y, JGB_30Y, JGB_40Y]) {
      for (const dayShare of [0.01, 0.05, 0.1, 0.3]) {
        const sold = -dayOfTrading(calm().holding(line, 1_000_000), line, 0, { ...pace, dayShare });
        const allowed = dayShare * line.calmDailyLots;
        expect(sold, `${line.id} at ${dayShare}`).toBeLessThanOrEqual(Math.max(1, allowed));
        expect(sold, `${line.id} at ${dayShare}`).toBeGreaterThanOrEqual(Math.floor(0.5 * allowed));
      }
    }
  });

  test('at less than a lot a tick it trades single lots, evenly over the day', () => {
    expect(dayOfTrading(calm(), JGB_40Y, 1000, { ...pace, dayShare: 0.01 })).toBe(30);
  });

  test('it ends at the target, and trades no lot beyond it', () => {
    expect(dayOfTrading(calm().holding(JGB_10Y, 100), JGB_10Y, 137, pace)).toBe(37);
    expect(workToward(calm().holding(JGB_10Y, 137), JGB_10Y, 137, pace)).toEqual([]);
  });

  test('while the market is closed it rests', () => {
    expect(workToward(calm().whileClosed('jgb'), JGB_10Y, 1000, pace)).toEqual([]);
  });

  test('says why it trades: by its own event where there is one, else by what woke it', () => {
    const [forced] = takes(workToward(calm(), JGB_10Y, 1000, { ...pace, flag: 'riskLimit', because: seq(42) }));
    expect(forced).toMatchObject({ flag: 'riskLimit', because: 42 });
    expect(takes(workToward(calm(), JGB_10Y, 1000, pace))[0]).not.toHaveProperty('because');
  });
});
