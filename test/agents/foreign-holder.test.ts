/** Foreign holders of Korean bonds: a stop-loss each, none of them behind its holder on the first day. */
import { describe, expect, test } from 'vitest';
import { foreignHolder } from '../../src/agents/foreign-holder.ts';
import { declarations, declared, type Employed, employ, luckOf, netTaken, takes } from './employed.ts';
import { bond, GILT_10Y, KTB_3Y, KTB_10Y, KTB_30Y } from './fake-lines.ts';
import { type FakeView, seenBy } from './fake-view.ts';
import { clockTick, close } from './published.ts';

type Mandate = Parameters<typeof foreignHolder.decide>[0]['self']['mandate'];
type Holder = Employed<Mandate, Parameters<typeof foreignHolder.decide>[1]>;
const PRIVATE: Mandate = { market: 'ktb', stops: true, medianThreshold: 0.1, lossAtStart: 0.08 };

const view = (facts: Partial<Mandate> = {}): FakeView<Mandate> =>
  seenBy<Mandate>('holder', 'foreignHolder', { ...PRIVATE, ...facts }, [KTB_3Y, KTB_10Y, KTB_30Y])
    .holding(KTB_3Y, 3000)
    .holding(KTB_10Y, 2000);
/** 8 % under water with a stop at 10 %: the middle of everything. */
const holder = (facts: Partial<Mandate> = {}): Holder => employ(foreignHolder, view(facts));
/** 5,000 lots of which 3,000 lose 0.03 and 2,000 lose 0.08 points a basis point: 2 % of face in 40 bp. */
const BP_TO_STOP = 40;

function risen(self: Holder, riseBp: number) {
  for (const line of [KTB_3Y, KTB_10Y, KTB_30Y]) self.view.moved(line, riseBp);
  return self.acts(clockTick());
}

describe('the threshold', () => {
  test('no holder’s stop-loss lies behind him on the first day', () => {
    for (let n = 0; n < 200; n++) {
      const self = employ(foreignHolder, view(), luckOf(20260116, `holder-${n}`));
      expect(self.memory.threshold, `holder ${n}`).toBeGreaterThan(self.memory.lossAtStart);
      expect(self.headroomBp(), `holder ${n}`).toBeGreaterThan(0);
      expect(self.acts(clockTick()), `holder ${n}`).toEqual([]);
    }
  });

  test('nor where holders are as far under water as one can be', () => {
    for (let n = 0; n < 200; n++) {
      const { threshold, lossAtStart } = employ(
        foreignHolder,
        view({ lossAtStart: 0.3 }),
        luckOf(5, `holder-${n}`),
      ).memory;
      expect(threshold, `holder ${n}`).toBeGreaterThan(lossAtStart);
      expect(threshold).toBeLessThanOrEqual(0.25);
    }
  });

  test('thresholds are spread out, 4 % to 25 %, about the median', () => {
    const thresholds = Array.from(
      { length: 400 },
      (_, n) => employ(foreignHolder, view({ lossAtStart: 0 }), luckOf(9, `holder-${n}`)).memory.threshold,
    ).sort((a, b) => a - b);
    expect(thresholds[0]).toBeGreaterThanOrEqual(0.04);
    expect(thresholds.at(-1)).toBeLessThanOrEqual(0.25);
    expect(thresholds[200]).toBeGreaterThan(0.09);
    expect(thresholds[200]).toBeLessThan(0.11);
    expect((thresholds[320] as number) - (thresholds[80] as number)).toBeGreaterThan(0.03);
  });
});

describe('the stop', () => {
  test('within it he holds on; beyond it he says what he lost and what he would bear', () => {
    const self = holder();
    expect(self.headroomBp()).toBeCloseTo(BP_TO_STOP, 6);
    expect(risen(self, BP_TO_STOP - 1)).toEqual([]);
    expect(declared(risen(self, 2), 'StopLossTriggered')).toMatchObject({ agent: 'holder', loss: 101, threshold: 100 });
  });

  test('a loss is a loss in pounds as in won: pence do not make it a hundred times larger', () => {
    const mandate = { ...PRIVATE, market: 'gilt' as const };
    const lines = [GILT_10Y, bond('GILT-5Y', 12, GILT_10Y)];
    const abroad = employ(
      foreignHolder,
      seenBy<Mandate>('holder', 'foreignHolder', mandate, lines).holding(GILT_10Y, 2000),
    );
    // 0.08 points a basis point: 2 % of face in 25 bp.
    expect(abroad.headroomBp()).toBeCloseTo(25, 6);
    abroad.view.moved(GILT_10Y, 24);
    expect(abroad.acts(clockTick())).toEqual([]);
    abroad.view.moved(GILT_10Y, 2);
    expect(declared(abroad.acts(clockTick()), 'StopLossTriggered').loss).toBe(101);
  });

  test('half of the book’s risk goes in a day, as stop-loss, where risk is traded most first', () => {
    const self = holder();
    risen(self, BP_TO_STOP + 1);
    const orders = takes(self.acts(clockTick()));
    expect(orders.map(({ instrument }) => instrument.id)).toEqual(['KTB-10Y']);
    for (const order of orders)
      expect(order).toMatchObject({ side: 'sell', flag: 'stopLoss', because: self.memory.because });
    // 2,000 lots of 0.08 and 3,000 of 0.03: half of 250 is 1,563 of the ten-year.
    expect(self.memory.wanted).toMatchObject({ 'KTB-10Y': 437, 'KTB-3Y': 3000 });
    expect(declarations(self.acts(clockTick()))).toEqual([]); // said once
  });

  test('twenty holders together are no more than a day’s turnover a day', () => {
    const self = holder();
    risen(self, BP_TO_STOP + 1);
    let sold = 0;
    for (let tick = 0; tick < 78; tick++) {
      sold -= netTaken(self.acts(clockTick()))['KTB-10Y'] ?? 0;
      self.view.holding(KTB_10Y, 2000 - sold).later(1);
    }
    expect(sold).toBeGreaterThan(0.02 * KTB_10Y.calmDailyLots);
    expect(20 * sold).toBeLessThanOrEqual(KTB_10Y.calmDailyLots);
  });

  test('the next slice follows the next close while the loss stands, and none once it is gone', () => {
    const self = holder();
    risen(self, BP_TO_STOP + 1);
    for (const line of [KTB_3Y, KTB_10Y]) self.view.holding(line, self.memory.wanted[line.id] as number);
    expect(self.acts(clockTick())).toEqual([]);
    self.hears(close('KTB-10Y'));
    expect(self.acts(clockTick())).toEqual([]); // the day ends with the longest line
    self.hears(close('KTB-30Y'));
    // 437 of 0.08 and 3,000 of 0.03 are left: what the ten-year cannot give the three-year does.
    expect(takes(self.acts(clockTick())).map(({ instrument }) => instrument.id)).toEqual(['KTB-3Y', 'KTB-10Y']);
    const relieved = holder();
    risen(relieved, BP_TO_STOP + 1);
    for (const line of [KTB_3Y, KTB_10Y]) relieved.view.holding(line, relieved.memory.wanted[line.id] as number);
    for (const line of [KTB_3Y, KTB_10Y, KTB_30Y]) relieved.view.moved(line, -30);
    relieved.hears(close('KTB-30Y'));
    expect(relieved.acts(clockTick())).toEqual([]);
  });

  test('official holders have none, and with L5 off nobody has', () => {
    const official = holder({ stops: false });
    expect(risen(official, 500)).toEqual([]);
    expect(foreignHolder.headroom(official.view, official.memory)).toEqual([]);
    const off = holder();
    off.view.without('L5');
    expect(risen(off, 500)).toEqual([]);
    expect(off.acts(clockTick())).toEqual([]);
  });
});
