/** What must hold for every row that `price` answers, whatever its market: shared by the quick and the deep tier. */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { PriceColumn } from '../../src/cli/own-input/price-columns.ts';
import { type PricedRow, priceRow } from '../../src/cli/own-input/price-row.ts';
import { addDays, dayNumber, isoDate } from '../../src/units/civil-date.ts';

export type Fields = Partial<Readonly<Record<PriceColumn, string>>>;

const SETTLED_FROM = dayNumber(2015, 1, 5);
const QUOTED = [
  ['jgb', 'simple'],
  ['jgb', 'compound'],
  ['ust', 'street'],
  ['ust', 'treasury'],
  ['gilt', 'dmo'],
  ['ktb', 'customary'],
] as const;

/** Bonds from a day to 55 years, without a coupon to 15 %. */
const bonds = fc
  .record({
    quoted: fc.constantFrom(...QUOTED),
    eighths: fc.integer({ min: 0, max: 120 }),
    settlement: fc.integer({ min: 0, max: 8_000 }).map((days) => addDays(SETTLED_FROM, days)),
    days: fc.oneof(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 20_000 })),
  })
  .map(({ quoted: [market, convention], eighths, settlement, days }) => ({
    fields: {
      id: 'x',
      market,
      convention,
      coupon_pct: String(eighths / 8),
      settlement: isoDate(settlement),
      maturity: isoDate(addDays(settlement, days)),
    },
    days,
    settlement,
  }));
const yields = fc.double({ min: -5, max: 60, noNaN: true });
/** A simple yield of −5 % has no price beyond 20 years. */
const rows = fc
  .record({ bond: bonds, yieldPct: yields })
  .filter(
    ({ bond, yieldPct }) => bond.fields.convention !== 'simple' || 1 + (yieldPct / 100) * (bond.days / 365) > 0.05,
  );

export function priced(fields: Fields): PricedRow {
  const result = priceRow((column) => fields[column] ?? '');
  if (!result.ok)
    throw new Error(`${JSON.stringify(fields)}: ${result.faults.map(({ message }) => message).join('; ')}`);
  return result.row;
}

const holds = (runs: number, check: (fields: Fields, yieldPct: number, days: number) => void): void =>
  fc.assert(
    fc.property(rows, ({ bond, yieldPct }) => check(bond.fields, yieldPct, bond.days)),
    { numRuns: runs },
  );

/** A price is written with twelve decimals, which hold its yield to so much. */
const resolution = ({ dv01, cleanPrice }: PricedRow): number =>
  1e-9 + (1e-12 + 1e-15 * cleanPrice) / (100 * Math.max(dv01, 1e-12));

/** The same bond and price by the yield that its risk is of. */
function inCompound(fields: Fields, { cleanPrice, yieldPct }: PricedRow): { compound: Fields; y: number } {
  if (fields.convention !== 'simple') return { compound: fields, y: yieldPct };
  const compound = { ...fields, convention: 'compound' };
  return { compound, y: priced({ ...compound, clean_price: String(cleanPrice) }).yieldPct };
}

export const PROPERTIES: Readonly<Record<string, (runs: number) => void>> = {
  'the yield of the price of a yield is that yield': (runs) =>
    holds(runs, (fields, yieldPct) => {
      const there = priced({ ...fields, yield_pct: String(yieldPct) });
      const back = priced({ ...fields, clean_price: there.cleanPrice.toFixed(12) });
      expect(there.yieldPct).toBe(Number(String(yieldPct)));
      // A simple yield's price moves more per point than its compound yield's does, or as much.
      expect(Math.abs(back.yieldPct - yieldPct)).toBeLessThan(4 * resolution(there));
    }),

  'the price of the yield of a price is that price': (runs) =>
    fc.assert(
      fc.property(bonds, fc.double({ min: 1, max: 400, noNaN: true }), ({ fields }, price) => {
        const result = priceRow((column) => ({ ...fields, clean_price: String(price) })[column as 'id'] ?? '');
        if (!result.ok) {
          expect(result.faults.map(({ column }) => column)).toEqual(['clean_price']);
          expect(result.faults[0]?.message).toMatch(/yield|not positive/);
          return;
        }
        const { yieldPct } = result.row;
        const back = priced({ ...fields, yield_pct: String(yieldPct) });
        expect(Math.abs(back.cleanPrice / price - 1)).toBeLessThan(1e-9);
      }),
      { numRuns: runs },
    ),

  'the dirty price is the clean price and the accrued interest': (runs) =>
    holds(runs, (fields, yieldPct) => {
      const { cleanPrice, accrued, dirtyPrice } = priced({ ...fields, yield_pct: String(yieldPct) });
      expect(dirtyPrice).toBe(cleanPrice + accrued);
      expect(Math.abs(accrued)).toBeLessThanOrEqual(Number(fields.coupon_pct) * (184 / 365));
      if (fields.market !== 'gilt') expect(accrued).toBeGreaterThanOrEqual(0);
    }),

  'DV01 is what a basis point takes from the price, of the compound yield where the row’s is simple': (runs) =>
    holds(runs, (fields, yieldPct) => {
      const row = priced({ ...fields, yield_pct: String(yieldPct) });
      const { compound, y } = inCompound(fields, row);
      const at = (pct: number) => priced({ ...compound, yield_pct: String(pct) }).dirtyPrice;
      const difference = (at(y - 0.01) - at(y + 0.01)) / 2;
      expect(Math.abs(row.dv01 - difference)).toBeLessThan(1e-4 * row.dv01 + 1e-12 * row.dirtyPrice);
      expect(Math.abs(row.modDuration * row.dirtyPrice * 1e-4 - row.dv01)).toBeLessThan(1e-12 * (1 + row.dv01));
      const bend = (at(y - 0.01) + at(y + 0.01) - 2 * at(y)) / 1e-8;
      expect(Math.abs(row.convexity * row.dirtyPrice - bend)).toBeLessThan(
        1e-3 * row.convexity * row.dirtyPrice + 1e-4 * row.dirtyPrice,
      );
    }),

  'risk ends with the bond: duration is at most the time that is left, and at maturity there is nothing to price': (
    runs,
  ) =>
    holds(runs, (fields, yieldPct, days) => {
      const row = priced({ ...fields, yield_pct: String(yieldPct) });
      const { modDuration, convexity, dv01, dirtyPrice } = row;
      // Part periods of 181 to 184 days are all half a year; a negative yield makes later money weigh more.
      const years = ((days / 365) * 1.01) / (1 + Math.min(inCompound(fields, row).y, 0) / 200);
      expect(modDuration).toBeLessThan(years);
      expect(modDuration).toBeGreaterThan(0);
      expect(dv01).toBeLessThan(years * dirtyPrice * 1e-4);
      expect(convexity).toBeLessThan(2 * years * (years + 1));
      const atMaturity = priceRow((column) => ({ ...fields, settlement: fields.maturity })[column as 'id'] ?? '');
      expect(atMaturity.ok).toBe(false);
    }),
};
