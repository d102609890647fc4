/** Two runs side by side: what the first has more than the second, the largest first. */
import { expect, test } from 'vitest';
import type { DailyRow } from '../../src/analysis/tables/daily-table.ts';
import type { FlowRow } from '../../src/analysis/tables/flow-table.ts';
import { closeDifferences, flowDifferences } from '../../src/analysis/why/paired-differences.ts';

const close = (date: string, bond: string, yieldPct: number | null, price: number | null = 100): DailyRow =>
  ({ date, market: 'jgb', bond, close_yield_pct: yieldPct, close_price: price }) as DailyRow;
const flow = (agent_kind: string, bond: string, net_dv01: number, date = '2026-01-20'): FlowRow =>
  ({ date, agent_kind, market: bond.startsWith('JGB') ? 'jgb' : 'ust', bond, net_dv01 }) as FlowRow;

test('closes differ in basis points of yield; without a yield, of the price', () => {
  const base = [
    close('2026-01-20', 'JGB-10Y', 2.314),
    close('2026-01-20', 'JGB-30Y', 3.876),
    close('2026-01-20', 'FX', null, 158),
  ];
  const without = [
    close('2026-01-20', 'JGB-10Y', 2.262),
    close('2026-01-20', 'JGB-30Y', 3.785),
    close('2026-01-20', 'FX', null, 157),
  ];
  const rows = closeDifferences(base, without);
  expect(rows.map(({ bond, difference_bp }) => [bond, difference_bp])).toEqual([
    ['FX', 63.49],
    ['JGB-30Y', 9.1],
    ['JGB-10Y', 5.2],
  ]);
  expect(rows[1]).toMatchObject({ close: 3.876, close_without: 3.785 });
});

test('a date that only one of them has, or that has not closed, is left out', () => {
  const base = [close('2026-01-20', 'JGB-10Y', 2.3), close('2026-01-21', 'JGB-10Y', null, null)];
  const without = [close('2026-01-21', 'JGB-10Y', null, null), close('2026-01-22', 'JGB-10Y', 2.3)];
  expect(closeDifferences(base, without)).toEqual([]);
});

test('flows are added over dates and institutions, and compared within a market', () => {
  const base = [
    flow('dealer', 'JGB-10Y', 100),
    flow('dealer', 'JGB-10Y', 50, '2026-01-21'),
    flow('carry', 'UST-2Y', -3),
  ];
  const without = [flow('dealer', 'JGB-10Y', 20), flow('vigilante', 'JGB-30Y', -400)];
  expect(flowDifferences(base, without)).toEqual([
    {
      agent_kind: 'vigilante',
      market: 'jgb',
      bond: 'JGB-30Y',
      net_dv01: 0,
      net_dv01_without: -400,
      difference_dv01: 400,
    },
    { agent_kind: 'dealer', market: 'jgb', bond: 'JGB-10Y', net_dv01: 150, net_dv01_without: 20, difference_dv01: 130 },
    { agent_kind: 'carry', market: 'ust', bond: 'UST-2Y', net_dv01: -3, net_dv01_without: 0, difference_dv01: -3 },
  ]);
});

test('a run beside itself differs in nothing', () => {
  const rows = [close('2026-01-20', 'JGB-10Y', 2.314)];
  expect(closeDifferences(rows, rows).map(({ difference_bp }) => difference_bp)).toEqual([0]);
  const flows = [flow('dealer', 'JGB-10Y', 100)];
  expect(flowDifferences(flows, flows)[0]?.difference_dv01).toBe(0);
});
