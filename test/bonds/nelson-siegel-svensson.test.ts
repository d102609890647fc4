import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type NssCurve, nssDiscount, nssForwardPct, nssZeroPct } from '../../src/bonds/nelson-siegel-svensson.ts';
import { fitNss } from '../../src/bonds/nss-fit.ts';
import type { FitBond } from '../../src/bonds/nss-prices.ts';
import { field, numberOf, type Row, readTable } from '../oracles/read-table.ts';
import { near } from './oracle-bonds.ts';

const curveOf = (row: Row): NssCurve => ({
  beta0Pct: numberOf(row, 'beta0_pct'),
  beta1Pct: numberOf(row, 'beta1_pct'),
  beta2Pct: numberOf(row, 'beta2_pct'),
  beta3Pct: numberOf(row, 'beta3_pct'),
  tau1Years: numberOf(row, 'tau1_years'),
  tau2Years: numberOf(row, 'tau2_years'),
});

/** Semiannual coupons, settled on a coupon date. */
const flowsOf = (years: number, couponPct: number) =>
  Array.from({ length: 2 * years }, (_, k) => ({
    years: (k + 1) / 2,
    amount: couponPct / 2 + (k === 2 * years - 1 ? 100 : 0),
  }));

const bondsOf = (id: string): FitBond[] =>
  readTable('nss_fit_bonds.csv')
    .filter((row) => field(row, 'case_id') === id)
    .map((row) => ({
      flows: flowsOf(numberOf(row, 't_years'), numberOf(row, 'coupon_pct')),
      dirtyPrice: numberOf(row, 'price_per_100'),
    }));

const priceOn = (curve: NssCurve, { flows }: Pick<FitBond, 'flows'>): number =>
  flows.reduce((sum, { years, amount }) => sum + amount * nssDiscount(curve, years), 0);

const TENORS = [0.5, 1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 18, 20, 25, 30];
const CURVE: NssCurve = { beta0Pct: 3.9, beta1Pct: -2.4, beta2Pct: 0.8, beta3Pct: 1.1, tau1Years: 1.7, tau2Years: 8 };

describe('the curve', () => {
  test('zero rates, forward rates and discount factors agree with the table', () => {
    const rows = readTable('nss_eval.csv');
    expect(rows.length).toBe(48);
    for (const row of rows) {
      const curve = curveOf(row);
      const years = numberOf(row, 't_years');
      const at = `${field(row, 'case_id')} at ${years}`;
      near(nssZeroPct(curve, years), numberOf(row, 'zero_cont_pct'), 1e-11, `${at}: zero`);
      near(nssForwardPct(curve, years), numberOf(row, 'inst_forward_pct'), 1e-11, `${at}: forward`);
      near(nssDiscount(curve, years), numberOf(row, 'discount_factor'), 1e-13, `${at}: discount`);
    }
  });

  test('begins at β0 + β1 and ends at β0', () => {
    expect(nssZeroPct(CURVE, 0)).toBeCloseTo(1.5, 12);
    expect(nssForwardPct(CURVE, 0)).toBeCloseTo(1.5, 12);
    expect(nssZeroPct(CURVE, 1e-9)).toBeCloseTo(1.5, 7);
    expect(nssZeroPct(CURVE, 1e7)).toBeCloseTo(3.9, 5);
    expect(nssDiscount(CURVE, 0)).toBe(1);
  });

  test('the forward rate is what discount factors lose', () => {
    for (const t of [0.3, 2, 7.7, 25]) {
      const lost = (nssDiscount(CURVE, t - 1e-4) - nssDiscount(CURVE, t + 1e-4)) / (2e-4 * nssDiscount(CURVE, t));
      expect(100 * lost).toBeCloseTo(nssForwardPct(CURVE, t), 6);
    }
  });
});

describe('a fit to bond prices', () => {
  const results = readTable('nss_fit_results.csv');

  test.each(results.map((row) => [field(row, 'case_id'), row] as const))(
    '%s is as good as QuantLib’s, or exact',
    (id, row) => {
      const fit = fitNss(bondsOf(id));
      if (numberOf(row, 'noise_sd_price') > 0) {
        expect(fit.rmsePrice).toBeLessThanOrEqual(1.02 * numberOf(row, 'rmse_price_quantlib_fit'));
        return;
      }
      expect(fit.rmsePrice).toBeLessThan(1e-4);
      for (const years of [1, 5, 10, 20, 30]) {
        near(nssDiscount(fit.curve, years), numberOf(row, `true_df_${years}`), 1e-6, `${id} discount at ${years}`);
      }
    },
  );

  test('says its own error and how often it priced', () => {
    const bonds = bondsOf('NF-P02');
    const { curve, rmsePrice, evaluations } = fitNss(bonds);
    const squares = bonds.reduce((sum, bond) => sum + (priceOn(curve, bond) - bond.dirtyPrice) ** 2, 0);
    expect(Math.sqrt(squares / bonds.length)).toBeCloseTo(rmsePrice, 12);
    expect(evaluations).toBeGreaterThan(10);
    expect(fitNss(bonds)).toEqual(fitNss(bonds));
  });

  test('finds a curve of its own kind again from exact prices', () => {
    const betas = fc.double({ min: -3, max: 3, noNaN: true });
    const curves = fc.record({
      beta0Pct: fc.double({ min: 1, max: 6, noNaN: true }),
      beta1Pct: betas,
      beta2Pct: betas,
      beta3Pct: betas,
      tau1Years: fc.double({ min: 0.5, max: 2.5, noNaN: true }),
      tau2Years: fc.double({ min: 4, max: 12, noNaN: true }),
    });
    fc.assert(
      fc.property(curves, (curve) => {
        const bonds = TENORS.map((years) => ({ flows: flowsOf(years, 2.5), dirtyPrice: 0 }));
        const fit = fitNss(bonds.map((bond) => ({ ...bond, dirtyPrice: priceOn(curve, bond) })));
        // The search may end in a neighbouring valley, whose prices nobody could tell apart.
        expect(fit.rmsePrice).toBeLessThan(0.05);
      }),
      { numRuns: 100 },
    );
  });

  test('begun from yesterday’s curve costs a fraction and ends as well', () => {
    const yesterday = fitNss(bondsOf('NF-P02'));
    const today = bondsOf('NF-P02').map((bond, i) => ({ ...bond, dirtyPrice: bond.dirtyPrice - 0.02 * (1 + (i % 4)) }));
    const cold = fitNss(today);
    const warm = fitNss(today, { start: yesterday.curve });
    expect(warm.rmsePrice).toBeLessThan(1.05 * cold.rmsePrice);
    expect(warm.evaluations).toBeLessThan(100);
    expect(warm.evaluations).toBeLessThan(cold.evaluations / 2);
  });

  test('listens to weights: a bond that counts for nothing may cost anything', () => {
    const exact = TENORS.map((years) => ({
      flows: flowsOf(years, 2),
      dirtyPrice: priceOn(CURVE, { flows: flowsOf(years, 2) }),
    }));
    const wrong = { ...(exact[9] as FitBond), dirtyPrice: 55 };
    expect(fitNss([...exact, wrong]).rmsePrice).toBeGreaterThan(1);
    expect(fitNss([...exact, { ...wrong, weight: 0 }]).rmsePrice).toBeLessThan(1e-4);
  });

  test('takes payments on any day, and few bonds', () => {
    const odd = {
      flows: [
        { years: 0.137, amount: 1 },
        { years: 0.637, amount: 101 },
      ],
      dirtyPrice: 99.2,
    };
    const { curve, rmsePrice } = fitNss([odd]);
    expect(rmsePrice).toBeLessThan(1e-6);
    expect(priceOn(curve, odd)).toBeCloseTo(99.2, 5);
  });

  test('of nothing, or of payments that are past, is our bug', () => {
    expect(() => fitNss([])).toThrow(/needs a bond/);
    expect(() => fitNss([{ flows: [{ years: 0, amount: 100 }], dirtyPrice: 100 }])).toThrow(/still to come/);
    expect(() => fitNss(bondsOf('NF-P01'), { start: { ...CURVE, tau1Years: 0 } })).toThrow(/no start/);
  });
});
