import { describe, expect, test } from 'vitest';
import {
  bootstrapInterpolatedPar,
  bootstrapNodes,
  type CurveResult,
  type DiscountCurve,
} from '../../src/bonds/curve.ts';
import { field, numberOf, type Row, readTable } from '../oracles/read-table.ts';
import { near } from './oracle-bonds.ts';

const METHODS = {
  lin_par_interp_exact: bootstrapInterpolatedPar,
  ql_piecewise_loglinear_discount: bootstrapNodes,
} as const;

const rows = readTable('curves.csv');
const ids = [...new Set(rows.map((row) => field(row, 'curve_id')))];
const cases = ids.flatMap((id) =>
  (Object.keys(METHODS) as (keyof typeof METHODS)[]).map((method) => [id, method] as const),
);

const rowsOf = (id: string, method: string): Row[] =>
  rows.filter((row) => field(row, 'curve_id') === id && field(row, 'method') === method);

const nodesOf = (of: readonly Row[]) =>
  of
    .filter((row) => field(row, 'is_input_node') === '1')
    .map((row) => ({ years: numberOf(row, 't_years'), parYieldPct: numberOf(row, 'par_yield_pct') }));

function curveOf(result: CurveResult): DiscountCurve {
  if (!result.ok) throw new Error(`${result.reason} at ${result.years}`);
  return result.curve;
}

describe.each(cases)('%s by %s', (id, method) => {
  const points = rowsOf(id, method);
  const nodes = nodesOf(points);
  const curve = curveOf(METHODS[method](nodes));

  test('discount factors and zero rates of every half-year agree with QuantLib', () => {
    expect(points.length).toBeGreaterThanOrEqual(60);
    expect(curve.lastYears).toBe(points.length / 2);
    for (const row of points) {
      const years = numberOf(row, 't_years');
      near(curve.discountAt(years), numberOf(row, 'discount_factor'), 1e-11, `discount at ${years}`);
      near(curve.zeroContinuousPctAt(years), numberOf(row, 'zero_cont_pct'), 1e-8, `continuous zero at ${years}`);
      near(curve.zeroSemiannualPctAt(years), numberOf(row, 'zero_semi_pct'), 1e-8, `semiannual zero at ${years}`);
    }
  });

  test('a par bond of each node costs 100', () => {
    for (const { years, parYieldPct } of nodes) {
      let price = 100 * curve.discountAt(years);
      for (let t = 0.5; t <= years; t += 0.5) price += (parYieldPct / 2) * curve.discountAt(t);
      near(price, 100, 1e-9, `${years} years`);
    }
  });
});

describe('a curve', () => {
  const curve = curveOf(
    bootstrapNodes([
      { years: 1, parYieldPct: 4 },
      { years: 3, parYieldPct: 5 },
    ]),
  );

  test('is one today and falls at one rate between two nodes', () => {
    expect(curve.discountAt(0)).toBe(1);
    for (const t of [1.3, 1.85, 2.4, 2.9]) {
      near(curve.discountAt(t) ** 2, curve.discountAt(t - 0.1) * curve.discountAt(t + 0.1), 1e-14, `at ${t}`);
    }
  });

  test('flat at 4 % discounts every half-year by 1.02, by both methods', () => {
    for (const bootstrap of Object.values(METHODS)) {
      const flat = curveOf(
        bootstrap([
          { years: 0.5, parYieldPct: 4 },
          { years: 10, parYieldPct: 4 },
        ]),
      );
      for (let k = 1; k <= 20; k++) near(flat.discountAt(k / 2), 1.02 ** -k, 1e-14, `after ${k} half-years`);
      near(flat.zeroSemiannualPctAt(7), 4, 1e-12, 'zero rate');
    }
  });

  test('takes yields of zero and below', () => {
    for (const bootstrap of Object.values(METHODS)) {
      const negative = curveOf(
        bootstrap([
          { years: 2, parYieldPct: -0.2 },
          { years: 5, parYieldPct: 0 },
        ]),
      );
      expect(negative.discountAt(2)).toBeGreaterThan(1);
      near(negative.discountAt(5), 1, 1e-12, 'par at zero yield');
    }
  });

  test('so steep that no principal is left is refused with the maturity', () => {
    for (const bootstrap of Object.values(METHODS)) {
      const steep = bootstrap([
        { years: 1, parYieldPct: 1 },
        { years: 20, parYieldPct: 12 },
        { years: 25, parYieldPct: 40 },
      ]);
      expect(steep).toMatchObject({ ok: false, reason: 'discountNotPositive' });
      expect(!steep.ok && steep.years).toBeGreaterThan(10);
    }
  });

  test('is asked beyond its end, or made of nodes out of order, only by mistake', () => {
    expect(() => curve.discountAt(3.01)).toThrow(/not on a curve/);
    for (const bootstrap of Object.values(METHODS)) {
      expect(() => bootstrap([])).toThrow(/needs a node/);
      expect(() => bootstrap([{ years: 0.7, parYieldPct: 1 }])).toThrow(/out of place/);
      expect(() =>
        bootstrap([
          { years: 2, parYieldPct: 1 },
          { years: 1, parYieldPct: 1 },
        ]),
      ).toThrow(/out of place/);
    }
  });
});
