import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { exp, expm1 } from '../../src/math/exp.ts';
import { log, log1p } from '../../src/math/log.ts';
import { logistic, tanh } from '../../src/math/logistic.ts';
import { normalCdf, normalQuantile } from '../../src/math/normal.ts';
import { integerPower, pow } from '../../src/math/pow.ts';

/** Units in the last place that the error may reach, correct rounding being 0.5. */
const FUNCTIONS: Record<string, { of: (x: number, y: number) => number; ulps: number }> = {
  exp: { of: exp, ulps: 0.55 },
  expm1: { of: expm1, ulps: 1.5 },
  log: { of: log, ulps: 0.8 },
  log1p: { of: log1p, ulps: 0.8 },
  pow: { of: pow, ulps: 0.6 },
  normalCdf: { of: normalCdf, ulps: 5 },
  normalQuantile: { of: normalQuantile, ulps: 6 },
  tanh: { of: tanh, ulps: 4 },
  logistic: { of: logistic, ulps: 2 },
};

const references = readFileSync(new URL('references.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1);

describe('against 160-bit arithmetic', () => {
  for (const [name, { of, ulps }] of Object.entries(FUNCTIONS)) {
    test(`${name} is within ${ulps} units in the last place`, () => {
      const rows = references.filter((line) => line.startsWith(`${name},`));
      expect(rows.length).toBe(240);
      let worst = { error: 0, row: '' };
      for (const row of rows) {
        const [x, y, nearest, rest] = row.split(',').slice(1).map(Number) as [number, number, number, number];
        const error = Math.abs(of(x, y) - nearest - rest) / lastPlace(nearest);
        if (!(error <= worst.error)) worst = { error, row };
      }
      expect(worst.error, worst.row).toBeLessThanOrEqual(ulps);
    });
  }

  test('a product of whole powers agrees with the general power to a few units in the last place', () => {
    for (let n = -80; n <= 80; n++) {
      const ratio = integerPower(1.0178, n) / pow(1.0178, n);
      expect(Math.abs(ratio - 1)).toBeLessThan(40 * Number.EPSILON);
    }
  });
});

describe('at the edges', () => {
  const cases: [string, number, number][] = [
    ['exp(0)', exp(0), 1],
    ['exp(1)', exp(1), Math.E],
    ['exp(∞)', exp(Infinity), Infinity],
    ['exp(−∞)', exp(-Infinity), 0],
    ['exp just below overflow', exp(709.782712893384), 1.7976931348622732e308],
    ['exp above overflow', exp(709.7827128933841), Infinity],
    ['exp at the smallest number', exp(-745.1332191019411), 5e-324],
    ['exp below it', exp(-745.1332191019412), 0],
    ['exp(NaN)', exp(NaN), NaN],
    ['expm1(−0)', expm1(-0), -0],
    ['expm1(−1000)', expm1(-1000), -1],
    ['expm1(1000)', expm1(1000), Infinity],
    ['log(1)', log(1), 0],
    ['log(0)', log(0), -Infinity],
    ['log(−1)', log(-1), NaN],
    ['log(∞)', log(Infinity), Infinity],
    ['log of the smallest number', log(5e-324), -744.4400719213812],
    ['log1p(−1)', log1p(-1), -Infinity],
    ['log1p(−2)', log1p(-2), NaN],
    ['log1p(−0)', log1p(-0), -0],
    ['log1p(∞)', log1p(Infinity), Infinity],
    ['0^0', pow(0, 0), 1],
    ['0^2', pow(0, 2), 0],
    ['0^−2', pow(0, -2), Infinity],
    ['∞^−1', pow(Infinity, -1), 0],
    ['∞^½', pow(Infinity, 0.5), Infinity],
    ['0.5^∞', pow(0.5, Infinity), 0],
    ['0.5^−∞', pow(0.5, -Infinity), Infinity],
    ['2^1e301', pow(2, 1e301), Infinity],
    ['2^−1074', pow(2, -1074), 5e-324],
    ['2^1023', pow(2, 1023), 2 ** 1023],
    ['9^½', pow(9, 0.5), 3],
    ['(−8)^3', pow(-8, 3), NaN],
    ['NaN^1', pow(NaN, 1), NaN],
    ['smallest number^½', pow(5e-324, 0.5), 2 ** -537],
    ['1.5^0 by products', integerPower(1.5, 0), 1],
    ['2^−3 by products', integerPower(2, -3), 0.125],
    ['Φ(0)', normalCdf(0), 0.5],
    ['Φ(∞)', normalCdf(Infinity), 1],
    ['Φ(−∞)', normalCdf(-Infinity), 0],
    ['Φ(NaN)', normalCdf(NaN), NaN],
    ['Φ⁻¹(½)', normalQuantile(0.5), 0],
    ['Φ⁻¹(0)', normalQuantile(0), -Infinity],
    ['Φ⁻¹(1)', normalQuantile(1), Infinity],
    ['Φ⁻¹(1.1)', normalQuantile(1.1), NaN],
    ['Φ⁻¹(NaN)', normalQuantile(NaN), NaN],
    ['tanh(−0)', tanh(-0), -0],
    ['tanh(50)', tanh(50), 1],
    ['tanh(−50)', tanh(-50), -1],
    ['tanh(NaN)', tanh(NaN), NaN],
    ['logistic(0)', logistic(0), 0.5],
    ['logistic(−800)', logistic(-800), 0],
    ['logistic(800)', logistic(800), 1],
  ];
  test.each(cases)('%s', (_, got, wanted) => expect(got).toBe(wanted));

  test('exp and log undo each other, and Φ and its inverse', () => {
    for (let x = -7.9; x < 8; x += 0.1) {
      expect(log(exp(x))).toBeCloseTo(x, 13);
      if (x < 4) expect(normalQuantile(normalCdf(x))).toBeCloseTo(x, 11);
    }
  });
});

function lastPlace(x: number): number {
  let exponent = Math.floor(Math.log2(Math.abs(x)));
  if (2 ** exponent > Math.abs(x)) exponent--;
  return 2 ** Math.max(exponent - 52, -1074);
}
