/** Sales and purchases by auction, as their issuers publish them. */
import type { AuctionRow } from '../../analysis/tables/auction-table.ts';
import { type DataTable, numbers, tableMarkup, words } from '../page/data-table.ts';
import { fixed, minuteText, money } from '../page/numbers.ts';
import type { Block } from '../page/page.ts';
import type { RunInput } from './run-input.ts';

const CURRENCY: Readonly<Record<string, string>> = { jgb: 'JPY', ust: 'USD', gilt: 'GBP', ktb: 'KRW' };

export function auctionsBlock({ study }: RunInput): Block | undefined {
  const { auctions, operations } = study.report;
  if (auctions.length + operations.length === 0) return undefined;
  const tables = [
    ...(auctions.length === 0 ? [] : [tableMarkup(tableOf(auctions), { caption: 'Sales', isStacked: true })]),
    ...(operations.length === 0 ? [] : [tableMarkup(tableOf(operations), { caption: 'Purchases', isStacked: true })]),
  ];
  return { id: 'auctions', title: 'Auctions and operations', parts: tables };
}

function tableOf(rows: readonly AuctionRow[]): DataTable {
  return {
    columns: [
      words('bond', 'bond'),
      words('time', 'result'),
      words('offered', 'offered'),
      words('accepted', 'accepted'),
      numbers('cover', 'bid-to-cover, times', (value) => fixed(value, 2)),
      numbers('average_yield_pct', 'average yield, %', (value) => fixed(value, 3)),
      words('tail', 'tail'),
      numbers('dealer_share', 'dealers’ share, %', (value) => fixed(100 * value, 0)),
    ],
    rows: rows.map((row) => [
      row.bond.replaceAll('+', ', '),
      minuteText(row.time),
      row.format === 'boj_fixed_rate' ? 'no limit' : money(CURRENCY[row.market] ?? row.market, row.offered),
      money(CURRENCY[row.market] ?? row.market, row.accepted),
      row.cover === 0 ? null : row.cover,
      row.average_yield_pct,
      row.tail === null ? '–' : `${fixed(row.tail, row.tail_unit === 'bp' ? 1 : 2)} ${row.tail_unit}`,
      row.dealer_share,
    ]),
  };
}
