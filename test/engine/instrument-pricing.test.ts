/** Price and level of everything that trades, on the bonds of the shipped scenario. */
import { describe, expect, test } from 'vitest';
import { FxRates } from '../../src/engine/fx-rates.ts';
import { InstrumentPricing, openingLevelBp } from '../../src/engine/instrument-pricing.ts';
import { listInstruments } from '../../src/engine/opening.ts';
import type { InstrumentFacts } from '../../src/scenario/scenario.ts';
import { type DayNumber, parseIsoDate } from '../../src/units/civil-date.ts';
import { shippedScenario } from '../sims/shipped-run.ts';

const scenario = shippedScenario('japan-2026');
const TRADE_DATE = parseIsoDate('2026-01-20') as DayNumber;
const factsOf = (id: string): InstrumentFacts => scenario.instruments.find((line) => line.id === id) as InstrumentFacts;
const pricing = (id: string, date = TRADE_DATE): InstrumentPricing => new InstrumentPricing(factsOf(id), date, []);
const ALL = scenario.instruments.map(({ id }) => id);

describe('price and level', () => {
  test.each(ALL)('of %s lead back to each other, near the opening and far from it', (id) => {
    const { priceAt, levelAt } = bound(pricing(id));
    const opening = openingLevelBp(factsOf(id));
    for (const byBp of [-150, -26.5, -1, 0, 0.01, 7, 300])
      expect(levelAt(priceAt(opening + byBp))).toBeCloseTo(opening + byBp, 6);
  });

  test.each(ALL)('of %s: up means cheaper, by its DV01 for the first basis point', (id) => {
    const line = pricing(id);
    const opening = openingLevelBp(factsOf(id));
    const fall = line.priceAt(opening - 0.5) - line.priceAt(opening + 0.5);
    const { tickValue, ticksPerPoint } = factsOf(id);
    expect(fall).toBeGreaterThan(0);
    expect((fall * tickValue * ticksPerPoint) / line.dv01).toBeCloseTo(1, 3);
  });

  test('the JGB 30-year of 3.4 %: 3.61 to 3.875 % is 96.98 to 93.41', () => {
    const { priceAt } = bound(pricing('JGB-30Y'));
    expect(priceAt(361)).toBeCloseTo(96.98, 1);
    expect(priceAt(387.5)).toBeCloseTo(93.41, 1);
  });

  test('a JGB lot of ¥100 m in the 30-year is worth about ¥140,000 a basis point, in the 10-year ¥80,000', () => {
    expect(pricing('JGB-30Y').dv01).toBeGreaterThan(138_000);
    expect(pricing('JGB-30Y').dv01).toBeLessThan(150_000);
    expect(pricing('JGB-10Y').dv01).toBeGreaterThan(78_000);
    expect(pricing('JGB-10Y').dv01).toBeLessThan(84_000);
  });

  test('USDJPY at 158.16 stands at minus ten thousand logarithms, and one per cent is about a hundred of them', () => {
    const { priceAt, levelAt } = bound(pricing('FX-USDJPY'));
    expect(openingLevelBp(factsOf('FX-USDJPY'))).toBeCloseTo(-10_000 * Math.log(158.16), 6);
    expect(priceAt(openingLevelBp(factsOf('FX-USDJPY')))).toBeCloseTo(158.16, 9);
    expect(levelAt(158.16) - levelAt(158.16 * 1.01)).toBeCloseTo(99.5, 1);
    // One bp of $1 m at 158.16.
    expect(pricing('FX-USDJPY').dv01).toBeCloseTo(15_816, 0);
  });
});

describe('accrued interest', () => {
  test.each(ALL)('of one lot of %s is a whole number of the smallest unit', (id) => {
    for (let day = 0; day < 200; day += 7) {
      const perLot = pricing(
        id,
        (TRADE_DATE + day - ((TRADE_DATE + day + 4) % 7 === 6 ? 1 : 0)) as DayNumber,
      ).accruedPerLot();
      expect(Number.isSafeInteger(perLot)).toBe(true);
    }
  });

  test('a currency accrues nothing, a bond less than half a coupon', () => {
    expect(pricing('FX-USDJPY').accruedPerLot()).toBe(0);
    // 3.4 % since 20 December: 32 days to settlement on the 21st.
    const perLot = pricing('JGB-30Y').accruedPerLot();
    expect(perLot).toBeGreaterThan((3_400_000 * 31) / 365);
    expect(perLot).toBeLessThan((3_400_000 * 33) / 365);
  });

  test('pence and cents, not pounds and dollars', () => {
    // 5.375 % on £1 m is £26,875 a half-year; since 31 July, 174 of 184 days.
    expect(pricing('GILT-30Y').accruedPerLot()).toBeGreaterThan(2_687_500 * 0.9);
    expect(pricing('GILT-30Y').accruedPerLot()).toBeLessThan(2_687_500);
  });

  test('the next trade date accrues one day more', () => {
    const line = pricing('JGB-30Y');
    const before = line.accruedPerLot();
    line.turnDate((TRADE_DATE + 1) as DayNumber, 387.5);
    expect(line.accruedPerLot() - before).toBeCloseTo(3_400_000 / 365, -1);
  });

  test('a bond that has matured trades no more', () => {
    expect(pricing('UST-2Y').isTrading).toBe(true);
    expect(pricing('UST-2Y', parseIsoDate('2028-01-03') as DayNumber).isTrading).toBe(false);
  });
});

describe('exchange rates for adding up risk', () => {
  const instruments = listInstruments(scenario);

  test('follow the pair where it is listed and a stated constant elsewhere, both ways round', () => {
    const fx = new FxRates(instruments, (line) => line.openLevelBp);
    expect(fx.rate('USD', 'JPY')).toBeCloseTo(158.16, 6);
    expect(fx.rate('JPY', 'USD') * fx.rate('USD', 'JPY')).toBeCloseTo(1, 12);
    expect(fx.rate('GBP', 'USD')).toBeCloseTo(1.34, 2);
    expect(fx.rate('KRW', 'KRW')).toBe(1);
    expect(fx.rate('GBP', 'JPY')).toBeCloseTo(fx.rate('GBP', 'USD') * fx.rate('USD', 'JPY'), 9);
  });

  test('a pair quoted in dollars is read the other way round', () => {
    const cable = {
      ...(instruments.find(({ id }) => id === 'FX-USDJPY') as (typeof instruments)[number]),
      id: 'FX-GBPUSD',
    };
    const fx = new FxRates([cable], () => -10_000 * Math.log(1.25));
    expect(fx.rate('GBP', 'USD')).toBeCloseTo(1.25, 9);
    expect(fx.rate('USD', 'GBP')).toBeCloseTo(0.8, 9);
  });

  test('a stronger yen is fewer yen for a dollar', () => {
    const fx = new FxRates(instruments, (line) => line.openLevelBp + 100);
    expect(fx.rate('USD', 'JPY')).toBeCloseTo(158.16 * 0.99, 1);
  });
});

const bound = (line: InstrumentPricing) => ({
  priceAt: (levelBp: number): number => line.priceAt(levelBp),
  levelAt: (points: number): number => line.levelAt(points),
});
