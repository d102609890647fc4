/** The index of fit errors and the correlation of shares and bonds. */
import { expect, test } from 'vitest';
import { fitErrorBp, LINES_LEAST, type QuotedBond } from '../../../src/analysis/measures/fit-error.ts';
import { stockBondCorrelation } from '../../../src/analysis/measures/stock-bond.ts';
import { nssDiscount } from '../../../src/bonds/nelson-siegel-svensson.ts';

const CURVE = { beta0Pct: 3.6, beta1Pct: -2.6, beta2Pct: -1, beta3Pct: 2, tau1Years: 2, tau2Years: 12 };

/** Bonds of 2 % from 1 to 40 years on the curve, those off the run included. */
function bonds(count: number): QuotedBond[] {
  return Array.from({ length: count }, (_, at) => {
    const years = 1 + Math.round((39 * at) / (count - 1));
    const flows = Array.from({ length: 2 * years }, (__, k) => ({
      years: (k + 1) / 2,
      amount: k + 1 === 2 * years ? 101 : 1,
    }));
    const worth = (shift: number): number =>
      flows.reduce((sum, { years: t, amount }) => sum + amount * nssDiscount(CURVE, t) * (1 - (shift * t) / 10_000), 0);
    return { flows, dirtyPrice: worth(0), dv01: worth(0) - worth(1) };
  });
}

test('twenty bonds on one curve have no fit error; one that yields 8 bp more shows as most of 8 ÷ √20', () => {
  const smooth = bonds(20);
  expect(fitErrorBp(smooth)).toBeLessThan(0.02);
  const off = smooth.map((bond, at) => (at === 12 ? { ...bond, dirtyPrice: bond.dirtyPrice - 8 * bond.dv01 } : bond));
  const found = fitErrorBp(off) ?? 0;
  expect(found).toBeGreaterThan((0.8 * 8) / Math.sqrt(20));
  expect(found).toBeLessThan((1.01 * 8) / Math.sqrt(20));
});

test('six lines lie on a curve of six numbers whatever they cost: no index is told', () => {
  expect(fitErrorBp(bonds(6))).toBeNull();
  expect(fitErrorBp(bonds(LINES_LEAST - 1))).toBeNull();
});

test('when shares and bonds have fallen together for n days, the correlation has come up from −1 as weights say', () => {
  const day = (shareReturn: number, yieldChangeBp: number) => ({ shareReturn, yieldChangeBp });
  const cushion = Array.from({ length: 40 }, (_, at) => (at % 2 ? day(1, 5) : day(-1, -5)));
  const together = Array.from({ length: 10 }, (_, at) => (at % 2 ? day(1, -5) : day(-1, 5)));
  const found = stockBondCorrelation([...cushion, ...together]);
  expect(found).toHaveLength(31);
  expect(found[0]).toBeCloseTo(-1, 9);
  const [old, all] = [0.94 ** 10, 1 - 0.94 ** 50];
  expect(found.at(-1)).toBeCloseTo((1 - old - old * (1 - 0.94 ** 40)) / all, 9);
});
