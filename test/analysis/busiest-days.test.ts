/** The busiest day of a bond market: by what was traded, against what a calm day trades. */
import { expect, test } from 'vitest';
import { busiestDays } from '../../src/analysis/busiest-days.ts';
import type { DailyRow } from '../../src/analysis/tables/daily-table.ts';

const row = (date: string, bond: string, face: number, more: Partial<DailyRow> = {}): DailyRow => ({
  date,
  market: 'jgb',
  bond,
  tenor_years: 10,
  open_yield_pct: null,
  high_yield_pct: null,
  low_yield_pct: null,
  close_yield_pct: null,
  change_bp: 1,
  volume_face: face,
  volume_dv01: 0,
  trades: 1,
  spread_bp: 1,
  depth_dv01: null,
  close_price: null,
  currency: 'JPY',
  ...more,
});

const CALM = new Map([
  ['JGB-10Y', 100],
  ['JGB-30Y', 20],
]);

test('the day with the most traded over all lines, and the mean of their spreads', () => {
  const daily = [
    row('2026-01-19', 'JGB-10Y', 150),
    row('2026-01-19', 'JGB-30Y', 10),
    row('2026-01-20', 'JGB-10Y', 140, { spread_bp: 2 }),
    row('2026-01-20', 'JGB-30Y', 40, { spread_bp: 5 }),
  ];
  expect(busiestDays(daily, CALM)).toEqual([
    { market: 'jgb', currency: 'JPY', date: '2026-01-20', volumeFace: 180, calmFace: 120, spreadBp: 3.5 },
  ]);
});

test('a date under way, a line without a calm turnover and what is no bond are left out', () => {
  const daily = [
    row('2026-01-19', 'JGB-10Y', 50, { spread_bp: null }),
    row('2026-01-19', 'JGB-40Y', 900),
    row('2026-01-20', 'JGB-10Y', 500, { change_bp: null }),
    row('2026-01-19', 'FX-USDJPY', 900, { market: 'fx' }),
  ];
  expect(busiestDays(daily, new Map([...CALM, ['FX-USDJPY', 1]]))).toEqual([
    expect.objectContaining({ date: '2026-01-19', volumeFace: 50, calmFace: 100, spreadBp: null }),
  ]);
});

test('nothing closed, nothing said', () => {
  expect(busiestDays([], CALM)).toEqual([]);
});
