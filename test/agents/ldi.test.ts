/** Liability-driven funds: collateral for so many basis points, a margin call below the trigger, sales until more comes. */
import { describe, expect, test } from 'vitest';
import { ldi } from '../../src/agents/ldi.ts';
import { ticksPerDay } from '../../src/agents/trading-day.ts';
import { face } from '../../src/units/quantity.ts';
import { DAY_MS, dayOf, later } from '../../src/units/time.ts';
import { bids, declarations, declared, type Employed, employ, luckOf, netTaken, takes } from './employed.ts';
import { auctionOf } from './fake-auctions.ts';
import { GILT_10Y, GILT_30Y } from './fake-lines.ts';
import { type FakeView, seenBy } from './fake-view.ts';
import { bidsInvited, clockTick, priceTick } from './published.ts';

type Mandate = Parameters<typeof ldi.decide>[0]['self']['mandate'];
type Fund = Employed<Mandate, Parameters<typeof ldi.decide>[1]>;

function fund(buffer: number, facts: Partial<Mandate> = {}): Fund {
  const mandate: Mandate = { market: 'gilt', buffer, trigger: 50, sponsors: 'pooled', ...facts };
  const view: FakeView<Mandate> = seenBy<Mandate>('pension', 'ldi', mandate, [GILT_10Y, GILT_30Y]);
  return employ(ldi, view.holding(GILT_30Y, 5000));
}
/** What it does when gilts have risen by so much. */
function risen(self: Fund, riseBp: number) {
  self.view.moved(GILT_10Y, riseBp).moved(GILT_30Y, riseBp);
  return self.acts(priceTick('GILT-30Y'));
}

describe('the buffer', () => {
  test('LDI with the buffers of 2026 sells nothing on +100 bp; with 40 bp of headroom it calls for margin', () => {
    const of2026 = fund(300);
    expect(risen(of2026, 100)).toEqual([]);
    expect(of2026.acts(clockTick())).toEqual([]);
    const of2022 = fund(90);
    expect(of2022.headroomBp()).toBeCloseTo(40, 9);
    expect(risen(of2022, 39)).toEqual([]);
    expect(declared(risen(of2022, 2), 'MarginCalled').agent).toBe('pension');
  });

  test('below +250 bp the funds of 2026 are not forced, whatever their luck', () => {
    for (let n = 0; n < 50; n++) {
      const view = seenBy<Mandate>('pension', 'ldi', fund(350).view.self.mandate, [GILT_10Y, GILT_30Y]).holding(
        GILT_30Y,
        5000,
      );
      expect(risen(employ(ldi, view, luckOf(n, 'pension')), 225), `seed ${n}`).toEqual([]);
    }
  });

  test('headroom falls by a basis point for a basis point, by risk and not by face', () => {
    const { view } = fund(300);
    const self = employ(ldi, view.holding(GILT_10Y, 5000));
    view.moved(GILT_30Y, 22);
    // 0.14 against 0.08 points per bp: 14/22 of the risk is in the 30-year.
    expect(self.headroomBp()).toBeCloseTo(250 - 14, 9);
  });

  test('a smaller book makes the same collateral last longer: selling restores it as money does', () => {
    const self = fund(90);
    risen(self, 60);
    expect(self.headroomBp()).toBeCloseTo(30 - 50, 9);
    self.view.holding(GILT_30Y, 4000);
    expect(self.headroomBp()).toBeCloseTo(30 / 0.8 - 50, 9);
  });

  test('a rally restores it', () => {
    const self = fund(90);
    expect(risen(self, -50)).toEqual([]);
    expect(self.headroomBp()).toBeCloseTo(90, 9);
  });

  test('opens as the scenario states it, whatever the luck', () => {
    for (let n = 0; n < 20; n++)
      expect(employ(ldi, fund(60).view, luckOf(n, 'pension')).headroomBp()).toBeCloseTo(10, 9);
  });
});

describe('the call', () => {
  test('asks for what makes it whole, of those who must bring it; a second request waits for the first', () => {
    const self = fund(90);
    const commands = risen(self, 50);
    // 110 − 40 bp are missing on 5,000 lots of £1,400 a basis point.
    expect(declared(commands, 'MarginCalled')).toMatchObject({ currency: 'GBP', amount: 70 * 5000 * 140_000 });
    expect(declared(commands, 'CapitalRequested').expectedAt).toBeGreaterThan(self.view.at);
    expect(risen(self, 10)).toEqual([]);
    self.view.on(later(self.view.at, DAY_MS));
    expect(declarations(risen(self, 10)).map(({ event }) => event.type)).toEqual(['MarginCalled']);
  });

  test('money called for on a Friday comes on a weekday, and a fund with next to nothing left cuts faster', () => {
    const friday = fund(90, { sponsors: 'segregated' });
    while (dayOf(friday.view.at) % 7 !== 1) friday.view.on(later(friday.view.at, DAY_MS));
    for (const n of [1, 2, 3, 4, 5]) {
      const self = employ(ldi, friday.view, luckOf(n, 'pension'));
      const { expectedAt } = declared(risen(self, 50), 'CapitalRequested');
      expect((expectedAt - friday.view.at) / DAY_MS, `seed ${n}`).toBeGreaterThanOrEqual(3);
      expect([0, 4, 5, 6], `seed ${n}`).toContain(dayOf(expectedAt) % 7);
    }
    const cut = (riseBp: number): number => {
      const self = fund(90);
      self.view.holding(GILT_30Y, 500);
      const small = employ(ldi, self.view);
      risen(small, riseBp);
      return small.memory.cutLots['GILT-30Y'] ?? 0;
    };
    expect(cut(50)).toBeCloseTo(0.2 * 500, 6);
    expect(cut(80)).toBeCloseTo(0.35 * 500, 6);
  });

  test('pooled funds wait five to ten days for their sponsors, segregated ones one to three', () => {
    const waits = (sponsors: Mandate['sponsors']): number[] =>
      Array.from(
        { length: 100 },
        (_, n) => employ(ldi, fund(90, { sponsors }).view, luckOf(n, 'pension')).memory.recapDays,
      );
    expect([...new Set(waits('pooled'))].sort((a, b) => a - b)).toEqual([5, 6, 7, 8, 9, 10]);
    expect([...new Set(waits('segregated'))].sort((a, b) => a - b)).toEqual([1, 2, 3]);
  });
});

describe('the sale', () => {
  function called(facts: Partial<Mandate> = {}): Fund {
    const self = fund(90, facts);
    risen(self, 50);
    return self;
  }

  /** Every order fills, for so many ticks. */
  function sells(self: Fund, ticks: number): number {
    const before = self.view.position(GILT_30Y);
    for (let tick = 0; tick < ticks; tick++) {
      const net = netTaken(self.acts(clockTick()))['GILT-30Y'] ?? 0;
      self.view.holding(GILT_30Y, self.view.position(GILT_30Y) + net).later(1);
    }
    return before - self.view.position(GILT_30Y);
  }
  /** A day's call on 5,000 lots. */
  const CUT_LOTS = 1000;
  const DAY_TICKS = ticksPerDay('gilt');

  test('is flagged as margin, names the call, and goes on tick by tick', () => {
    const self = called();
    const [first] = takes(self.acts(clockTick()));
    expect(first).toMatchObject({ side: 'sell', flag: 'margin', because: self.memory.because });
    expect(takes(self.acts(clockTick()))).toHaveLength(1);
  });

  test('one call costs a pooled fund a fifth of its own book at most, and less where less is missing', () => {
    expect(5000 - (called().memory.wanted['GILT-30Y'] as number)).toBe(CUT_LOTS);
    const shallow = fund(90 + 60, { trigger: 105 });
    risen(shallow, 50);
    expect((shallow.memory.wanted['GILT-30Y'] as number) / 5000).toBeCloseTo(100 / 110, 3);
  });

  test('a segregated fund, whose sponsor answers, sells 3 %', () => {
    expect(5000 - (called({ sponsors: 'segregated' }).memory.wanted['GILT-30Y'] as number)).toBe(150);
  });

  test('is spread over a third of the day, and the rest of the day nothing more goes', () => {
    const self = called();
    expect(Math.abs(sells(self, DAY_TICKS / 6) - CUT_LOTS / 2)).toBeLessThan(20);
    expect(Math.abs(sells(self, DAY_TICKS / 6) - CUT_LOTS / 2)).toBeLessThan(20);
    expect(sells(self, DAY_TICKS / 2)).toBeLessThan(20);
  });

  test('goes on day after day until the buffer is whole: the trigger starts it and does not end it', () => {
    const self = called();
    const days = [1, 2, 3, 4, 5, 6].map(() => sells(self, DAY_TICKS));
    // A fifth of what is left each day, past the trigger of 50 bp, to the 110 bp that it rebuilds.
    expect(days[1]).toBeGreaterThan(0.7 * CUT_LOTS);
    expect(self.headroomBp()).toBeGreaterThan(60 - 1);
    expect(days[5]).toBeLessThan(0.01 * CUT_LOTS);
  });

  test('never takes what it does not hold', () => {
    const self = called();
    self.view.holding(GILT_30Y, 0);
    expect(self.acts(clockTick())).toEqual([]);
  });

  test('what found no buyer in the morning is made up for later in the day', () => {
    const self = called();
    for (let tick = 0; tick < DAY_TICKS / 2; tick++) self.acts(clockTick());
    expect(sells(self, DAY_TICKS / 4)).toBeGreaterThan(0.7 * CUT_LOTS);
  });

  test('no fund sells more than 15 % of a line’s daily turnover a day, however large it is', () => {
    const self = fund(90);
    self.view.holding(GILT_30Y, 100 * GILT_30Y.calmDailyLots);
    const large = employ(ldi, self.view);
    risen(large, 50);
    expect(sells(large, DAY_TICKS)).toBeLessThanOrEqual(Math.ceil(0.15 * GILT_30Y.calmDailyLots));
  });

  test('of two lines it sells first what sells most easily', () => {
    const self = fund(90);
    const lines = { easy: GILT_30Y, hard: GILT_10Y };
    self.view.holding(lines.easy, 5000).holding(lines.hard, 20);
    const two = employ(ldi, self.view);
    risen(two, 50);
    expect(two.memory.cutLots['GILT-10Y']).toBeLessThan(20);
    expect(two.memory.cutLots['GILT-30Y']).toBeGreaterThan(900);
  });

  test('is put off while announced purchases will take it, and offered there instead', () => {
    const operation = { ...auctionOf('boe_reverse'), offered: face(100 * GILT_30Y.calmDailyLots * GILT_30Y.lotFace) };
    const self = called();
    self.view.beforeAuction(operation);
    expect(sells(self, DAY_TICKS)).toBe(0);
    expect(bids(self.acts(bidsInvited(operation)))).toMatchObject([{ instrument: 'GILT-30Y' }]);
  });

  test('ends once prices have made the buffer whole again', () => {
    const self = called();
    expect(takes(self.acts(clockTick()))).toHaveLength(1);
    risen(self, -80);
    expect(self.acts(clockTick())).toEqual([]);
  });

  test('waits for the market to open', () => {
    const self = called();
    self.view.whileClosed('gilt');
    expect(self.acts(clockTick())).toEqual([]);
  });

  test('ends when collateral arrives: the buffer is whole, and the next rise starts from there', () => {
    const self = called();
    self.view.on(self.memory.capitalAt);
    expect(declared(self.acts(clockTick()), 'CapitalReceived').amount).toBe(70 * 5000 * 140_000);
    expect(self.headroomBp()).toBeCloseTo(110 - 50, 6);
    expect(self.acts(clockTick())).toEqual([]);
    expect(risen(self, 59)).toEqual([]);
    expect(declared(risen(self, 2), 'MarginCalled')).toBeDefined();
  });

  test('that arrives is what is said to arrive, also where the market has made the buffer whole before', () => {
    const self = called();
    risen(self, -70);
    const before = self.headroomBp();
    self.view.on(self.memory.capitalAt);
    const { amount } = declared(self.acts(clockTick()), 'CapitalReceived');
    expect(self.headroomBp() - before).toBeCloseTo(amount / (5000 * 140_000), 6);
  });

  test('with L3 off there is no call and no sale', () => {
    const self = fund(90);
    self.view.without('L3');
    expect(risen(self, 200)).toEqual([]);
    expect(self.acts(clockTick())).toEqual([]);
  });
});
