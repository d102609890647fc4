/** Reads the columns that the four bond tables share, and compares with the tolerances of `test/oracles/README.md`. */
import { expect } from 'vitest';
import type { YieldConvention } from '../../src/bonds/bond.ts';
import {
  cleanPriceOf,
  dv01ByRevaluation,
  quotedYieldOf,
  riskAt,
  type SettledBond,
  settledBond,
} from '../../src/bonds/quote.ts';
import { type DayNumber, parseIsoDate } from '../../src/units/civil-date.ts';
import { field, numberOf, type Row } from '../oracles/read-table.ts';

export const PRICE = 1e-8;
export const YIELD_PCT = 1e-7;
export const RELATIVE = 1e-8;
export const DV01 = 1e-9;

export function dateOf(row: Row, column: string): DayNumber {
  const date = parseIsoDate(field(row, column));
  if (date === undefined) throw new Error(`${column} is no date: '${field(row, column)}'`);
  return date;
}

export function bondOf(row: Row, convention: YieldConvention): SettledBond {
  const terms = {
    convention,
    couponPct: numberOf(row, 'coupon_pct'),
    maturity: dateOf(row, 'maturity'),
    isMonthEnd: field(row, 'eom') === '1',
    exDividendDate: convention === 'giltDmo' ? dateOf(row, 'ex_div_date') : undefined,
  };
  return settledBond(terms, dateOf(row, 'settlement'));
}

export function near(got: number | undefined, wanted: number, tolerance: number, what: string): void {
  expect(Math.abs((got ?? Number.NaN) - wanted), `${what}: ${got} instead of ${wanted}`).toBeLessThanOrEqual(tolerance);
}

export function yieldPctOf(bond: SettledBond, cleanPrice: number): number {
  const result = quotedYieldOf(bond, cleanPrice);
  if (!result.ok) throw new Error(result.reason);
  return result.yieldPct;
}

/** Everything but the columns of one market's own. */
export function expectSharedColumns(row: Row, bond: SettledBond, yieldColumn: string): void {
  const id = field(row, 'case_id');
  const yieldPct = numberOf(row, yieldColumn);
  const { period } = bond;
  expect(period.previous, id).toBe(dateOf(row, 'prev_coupon'));
  expect(period.next, id).toBe(dateOf(row, 'next_coupon'));
  expect(period.couponsLeft, id).toBe(numberOf(row, 'coupons_after_settlement'));
  expect(bond.settlement - period.previous, id).toBe(numberOf(row, 'days_accrued'));
  expect(period.next - period.previous, id).toBe(numberOf(row, 'days_in_period'));

  const clean = cleanPriceOf(bond, yieldPct);
  near(bond.accrued, numberOf(row, 'accrued'), PRICE, `${id} accrued`);
  near(clean, numberOf(row, 'clean_price'), PRICE, `${id} clean price`);
  near(clean + bond.accrued, numberOf(row, 'dirty_price'), PRICE, `${id} dirty price`);
  near(yieldPctOf(bond, numberOf(row, 'clean_price')), yieldPct, YIELD_PCT, `${id} yield of the clean price`);

  const risk = riskAt(bond, yieldPct);
  const relative = (column: string): number => numberOf(row, column) * RELATIVE;
  near(risk.modifiedDuration, numberOf(row, 'mod_duration'), relative('mod_duration'), `${id} modified duration`);
  near(risk.convexity, numberOf(row, 'convexity'), relative('convexity'), `${id} convexity`);
  near(risk.dv01, numberOf(row, 'dv01'), DV01, `${id} DV01`);
  near(dv01ByRevaluation(bond, yieldPct), numberOf(row, 'dv01_fd1bp'), DV01, `${id} DV01 by revaluation`);
  if ('mac_duration' in row && field(row, 'mac_duration') !== '') {
    near(risk.macaulayDuration, numberOf(row, 'mac_duration'), relative('mac_duration'), `${id} Macaulay duration`);
  } else {
    expect(risk.macaulayDuration, id).toBeUndefined();
  }
}
