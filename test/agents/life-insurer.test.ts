/** Life insurers: they buy dips only when it pays and has been quieter for days, and come home month by month. */

import { describe, expect, test } from 'vitest';
import { hedgedPickupBp, lifeInsurer } from '../../src/agents/life-insurer.ts';
import type { SimTime } from '../../src/units/quantity.ts';
import { parseIsoTime } from '../../src/units/time.ts';
import { declarations, declared, type Employed, employ, evenLuck, netTaken, takes, uniformLuck } from './employed.ts';
import { JGB_10Y, JGB_30Y, JGB_40Y, UST_10Y } from './fake-lines.ts';
import { type FakeView, seenBy } from './fake-view.ts';
import { clockTick, close } from './published.ts';

type Mandate = Parameters<typeof lifeInsurer.decide>[0]['self']['mandate'];
type Insurer = Employed<Mandate, Parameters<typeof lifeInsurer.decide>[1]>;
const HEDGED_YEN = 17.76e12;
const NO_LIMITS = { durationGap: 0, solvency: 0, solvencyPerBp: 0, solvencyFloor: 0, bookPrice: 0, lossBudget: 0 };

/** The sector as one: 44.4 % of ¥40 tn hedged. 30-year and UST at their closes of 20 January. */
function sector(facts: Partial<Mandate> = {}): Insurer {
  const mandate: Mandate = { hedgedForeign: HEDGED_YEN, dipBudget: 2e12, floor30y: 370, ...NO_LIMITS, ...facts };
  const view: FakeView<Mandate> = seenBy<Mandate>('insurers', 'lifeInsurer', mandate, [JGB_10Y, JGB_30Y, UST_10Y]);
  return employ(lifeInsurer, view.holding(UST_10Y, 180_000).atLevel(JGB_30Y, 387.5).atLevel(UST_10Y, 429.5));
}

/** So many closes with volatility at these multiples of calm; gives what was decided on the last. */
function closes(self: Insurer, timesCalm: readonly number[]) {
  let commands: ReturnType<Insurer['acts']> = [];
  for (const times of timesCalm) {
    self.view.withVolatility(JGB_30Y, times);
    commands = self.acts(close('JGB-30Y'));
  }
  return declarations(commands).map(({ event }) => (event.type === 'DecisionTaken' ? event.rule : event.type));
}

describe('the hedged pick-up', () => {
  test('at the closes of 20 January it is 265.5 bp: 3.875 % − (4.295 % − 3.075 %)', () => {
    // Calibration has 266 at a hedge cost of 308 bp; policy rates and basis of the scenario give 307.5.
    expect(hedgedPickupBp(sector().view)).toBeCloseTo(265.5, 9);
  });

  test('the ten-year pays 112 bp more than a hedged Treasury, not 266', () => {
    const self = sector();
    expect(hedgedPickupBp(self.view.atLevel(JGB_30Y, 234))).toBeCloseTo(112, 9);
  });

  test('a hike in Tokyo makes hedging cheaper and the pick-up smaller', () => {
    const self = sector();
    const before = hedgedPickupBp(self.view);
    expect(hedgedPickupBp(self.view.withPolicyRate('jgb', 100))).toBeCloseTo(before - 25, 9);
  });
});

describe('repatriation', () => {
  const soldUsd = (self: Insurer): number => {
    const [, command] = [0, self.acts(close('JGB-30Y'))];
    const event = declarations(command)[0]?.event;
    return event?.type === 'DecisionTaken' ? (-(event.milliValues[0] as number) / 1000) * UST_10Y.lotFace : 0;
  };

  test('brings home half to one per cent of the hedged stock a month at a pick-up of 266', () => {
    const monthly = 21 * soldUsd(sector());
    const stock = HEDGED_YEN / 158;
    expect(monthly / stock).toBeGreaterThan(0.005);
    expect(monthly / stock).toBeLessThan(0.0075);
  });

  test('five days of it are half a billion dollars at most', () => {
    expect(5 * soldUsd(sector())).toBeLessThan(0.5e9);
  });

  test('34 bp more of yield raise the flow by a fifth to a third, not by six per cent', () => {
    const before = sector();
    before.view.moved(JGB_30Y, -34);
    const rise = soldUsd(sector()) / soldUsd(before) - 1;
    expect(rise).toBeGreaterThan(0.2);
    expect(rise).toBeLessThan(0.35);
  });

  test('it sells no Treasury that it does not hold', () => {
    const self = sector();
    self.view.holding(UST_10Y, 2);
    expect(soldUsd(self)).toBe(2 * UST_10Y.lotFace);
    self.view.holding(UST_10Y, 0);
    expect(self.acts(close('JGB-30Y'))).toEqual([]);
  });

  test('with L4 off, or without Treasuries to sell, nobody comes home', () => {
    const off = sector();
    off.view.without('L4');
    expect(soldUsd(off)).toBe(0);
    const alone = seenBy<Mandate>('insurers', 'lifeInsurer', off.view.self.mandate, [JGB_30Y]).atLevel(JGB_30Y, 387.5);
    expect(employ(lifeInsurer, alone).acts(close('JGB-30Y'))).toEqual([]);
  });

  test('orders follow the next day, in New York, at a small share of turnover', () => {
    const self = sector();
    self.acts(close('JGB-30Y'));
    expect(takes(self.acts(clockTick()))[0]).toMatchObject({
      side: 'sell',
      flag: 'voluntary',
      because: self.memory.because,
      instrument: { id: 'UST-10Y' },
    });
    const wished = self.view.position(UST_10Y) - (self.memory.wanted['UST-10Y'] as number);
    let sold = 0;
    for (let tick = 0; tick < 288; tick++) {
      sold -= netTaken(self.acts(clockTick()))['UST-10Y'] ?? 0;
      self.view.holding(UST_10Y, 180_000 - sold).later(1);
    }
    expect(sold).toBe(wished);
  });
});

describe('dips', () => {
  const FALLING = [1.25, 1.2, 1.15, 1.1, 1.05, 1];

  test('five closes of falling volatility and a yield above its floor make it buy a day’s part of its budget', () => {
    const self = sector();
    expect(closes(self, FALLING)).toContain('lifeInsurer.dip');
    const bought = (self.memory.wanted['JGB-30Y'] as number) * JGB_30Y.lotFace;
    expect(bought / 2e12).toBeCloseTo(1 / 252, 3);
  });

  test('four falls are not five, and one rise starts the count again', () => {
    expect(closes(sector(), FALLING.slice(1))).not.toContain('lifeInsurer.dip');
    expect(closes(sector(), [1.25, 1.2, 1.15, 1.2, 1.1, 1.05, 1])).not.toContain('lifeInsurer.dip');
  });

  test('below its floor it does not buy, however quiet', () => {
    const self = sector({ floor30y: 390 });
    expect(closes(self, FALLING)).not.toContain('lifeInsurer.dip');
  });

  test('with B1 off it does not buy', () => {
    const self = sector();
    self.view.without('B1');
    expect(closes(self, FALLING)).toEqual(['lifeInsurer.repatriation']);
  });
});

test('life insurers neither buy nor repatriate while volatility is high, though it falls and yields pay', () => {
  const self = sector();
  expect(closes(self, [2.4, 2.2, 2, 1.8, 1.6, 1.4, 1.3])).toEqual([]);
  expect(self.memory.wanted).toEqual({});
  expect(self.acts(clockTick())).toEqual([]);
  expect(closes(self, [1.2])).toEqual(['lifeInsurer.dip', 'lifeInsurer.repatriation']);
});

test('an insurer decides at the close of the thirty-year and at no other', () => {
  expect(sector().acts(close('JGB-10Y'))).toEqual([]);
  expect(declared(sector().acts(close('JGB-30Y')), 'DecisionTaken').agent).toBe('insurers');
});

describe('what it owes', () => {
  const boughtOn = (facts: Partial<Mandate>, at?: string): number => {
    const self = sector({ hedgedForeign: 0, ...facts });
    self.view.holding(JGB_10Y, 200_000).withVolatility(JGB_30Y, 3);
    if (at !== undefined) self.view.on(parseIsoTime(at) as SimTime);
    const event = declarations(self.acts(close('JGB-30Y')))[0]?.event;
    return event?.type === 'DecisionTaken' ? (event.milliValues[0] as number) / 1000 : 0;
  };

  test('with an open duration gap it buys super-longs every day, however wild the market; with none nothing', () => {
    expect(boughtOn({ durationGap: 1 })).toBeGreaterThan(0);
    expect(boughtOn({ durationGap: 2 })).toBeCloseTo(2 * boughtOn({ durationGap: 1 }), 2);
    expect(boughtOn({ durationGap: 0 })).toBe(0);
    expect(boughtOn({ durationGap: -1 })).toBe(0);
  });

  test('a new half-year begins with half as much again, and before its end books are nearly closed', () => {
    const usual = boughtOn({ durationGap: 1 }, '2026-02-10T06:00:00Z');
    expect(boughtOn({ durationGap: 1 }, '2026-04-10T06:00:00Z')).toBeCloseTo(1.5 * usual, 2);
    expect(boughtOn({ durationGap: 1 }, '2026-03-10T06:00:00Z')).toBeCloseTo(0.3 * usual, 2);
  });
});

describe('its books', () => {
  /** Holds ¥1tn of 40-years, which stand at 40 for 100 in the books or not at all, on a wild day, so that nothing else is decided. */
  function holder(facts: Partial<Mandate>, price: number): Insurer {
    const mandate: Mandate = { hedgedForeign: 0, dipBudget: 0, floor30y: 900, ...NO_LIMITS, ...facts };
    const view = seenBy<Mandate>('insurers', 'lifeInsurer', mandate, [JGB_30Y, JGB_40Y]);
    view.holding(JGB_40Y, 10_000);
    const levelBp = view.levelAt(JGB_40Y, price);
    return employ(lifeInsurer, view.atLevel(JGB_40Y, levelBp).withVolatility(JGB_30Y, 3));
  }
  const decidedOn = (self: Insurer, luck = evenLuck) =>
    declarations(self.acts(close('JGB-30Y'), luck)).map(({ event }) =>
      event.type === 'DecisionTaken' ? event : undefined,
    );

  test('given a budget of ¥126bn and a price a tenth below book, when the thirty-year closes, then ¥1bn of loss is sold a day', () => {
    const [sale] = decidedOn(holder({ bookPrice: 1, lossBudget: 126e9 }, 90));
    expect(sale).toMatchObject({ rule: 'lifeInsurer.lossSale', instrument: 'JGB-40Y' });
    // Ten points of loss on ¥100m a lot: a hundred lots.
    expect((sale?.milliValues[0] ?? 0) / 1000).toBeCloseTo(-100, 0);
    expect((sale?.milliValues[1] ?? 0) / 1000).toBeCloseTo(1000, -1);
  });

  test('given the budget is spent, then nothing more is sold until the next half-year begins', () => {
    const self = holder({ bookPrice: 1, lossBudget: 126e9 }, 90);
    self.view.on(parseIsoTime('2026-02-10T06:00:00Z') as SimTime);
    let days = 0;
    while (decidedOn(self).length > 0 && days < 200) days += 1;
    expect(days).toBeGreaterThan(120);
    expect(days).toBeLessThan(132);
    self.view.on(parseIsoTime('2026-04-02T06:00:00Z') as SimTime);
    expect(decidedOn(self)).toHaveLength(1);
  });

  test.each([
    [45, 1 / 21],
    [60, 0.1 / 21],
  ])(
    'given a line at %d for a book price of 100, then luck below the day’s chance writes it down, and that uses up the budget',
    (price, chance) => {
      const facts = { bookPrice: 1, lossBudget: 126e9 };
      const spared = holder(facts, price);
      expect(decidedOn(spared, uniformLuck(chance * 1.01)).map((event) => event?.rule)).toEqual([
        'lifeInsurer.lossSale',
      ]);
      const hit = holder(facts, price);
      expect(decidedOn(hit, uniformLuck(chance * 0.99)).map((event) => event?.rule)).toEqual(['lifeInsurer.writeDown']);
      expect(hit.memory.writtenDownTo['JGB-40Y']).toBeCloseTo(price, 3);
      expect(hit.memory.lossTaken).toBeGreaterThan(126e9);
      hit.view.atLevel(JGB_40Y, hit.view.levelAt(JGB_40Y, price - 5));
      expect(decidedOn(hit)).toEqual([]);
    },
  );

  test('given a price above book or nothing stated of its books, then no loss is taken', () => {
    expect(decidedOn(holder({ bookPrice: 0.8, lossBudget: 126e9 }, 90))).toEqual([]);
    expect(decidedOn(holder({ lossBudget: 126e9 }, 45))).toEqual([]);
  });

  test('given a ratio below its floor, when yields pay and it is calm, then no dip is bought', () => {
    const falling = [1.2, 1.18, 1.16, 1.14, 1.12, 1.1, 1.08];
    const [rich, poor] = [2.22, 1.9].map((solvency) =>
      closes(sector({ hedgedForeign: 0, solvency, solvencyFloor: 2, solvencyPerBp: 0 }), falling),
    );
    expect(rich).toEqual(['lifeInsurer.dip']);
    expect(poor).toEqual([]);
  });
});
