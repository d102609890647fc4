/** The four bond tables as one file for `price`, each bond twice: by its yield and by its price. */
import { expect } from 'vitest';
import { DV01, near, PRICE, RELATIVE, YIELD_PCT } from '../bonds/oracle-bonds.ts';
import { field, numberOf, type Row, readTable } from '../oracles/read-table.ts';

const TABLES = [
  { market: 'jgb', convention: 'compound', yieldColumn: 'yield_compound_pct' },
  { market: 'ust', convention: 'street', yieldColumn: 'yield_street_pct' },
  { market: 'gilt', convention: 'dmo', yieldColumn: 'yield_pct' },
  { market: 'ktb', convention: 'customary', yieldColumn: 'yield_pct' },
] as const;

export interface OracleRow {
  readonly row: Row;
  readonly yieldColumn: string;
}

/** Columns in an order of their own. */
const COLUMNS = [
  'settlement',
  'id',
  'eom',
  'market',
  'yield_pct',
  'clean_price',
  'coupon_pct',
  'maturity',
  'convention',
  'ex_div_date',
];

/** Every so many rows of each table. */
export function oracleCsv(every: number): { readonly csv: string; readonly rows: readonly OracleRow[] } {
  const lines = [COLUMNS.join(',')];
  const rows: OracleRow[] = [];
  for (const { market, convention, yieldColumn } of TABLES) {
    for (const [index, row] of readTable(`bonds_${market}.csv`).entries()) {
      if (index % every !== 0) continue;
      for (const isByYield of [true, false]) {
        const values: Record<string, string> = {
          ...row,
          id: field(row, 'case_id'),
          market,
          convention,
          yield_pct: isByYield ? field(row, yieldColumn) : '',
          clean_price: isByYield ? '' : field(row, 'clean_price'),
          ex_div_date: market === 'gilt' ? field(row, 'ex_div_date') : '',
        };
        lines.push(COLUMNS.map((column) => values[column] as string).join(','));
        rows.push({ row, yieldColumn });
      }
    }
  }
  return { csv: `${lines.join('\n')}\n`, rows };
}

/** A line that the command wrote, with no quotes in it. */
export function expectOracleRow({ row, yieldColumn }: OracleRow, line: string): void {
  const fields = line.split(',');
  const [accrued, dirty, duration, convexity, dv01] = fields.slice(COLUMNS.length).map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const of = (column: string): string => fields[COLUMNS.indexOf(column)] as string;
  const id = field(row, 'case_id');
  expect(of('id')).toBe(id);
  near(Number(of('yield_pct')), numberOf(row, yieldColumn), YIELD_PCT, `${id} yield`);
  near(Number(of('clean_price')), numberOf(row, 'clean_price'), PRICE, `${id} clean price`);
  near(accrued, numberOf(row, 'accrued'), PRICE, `${id} accrued`);
  near(dirty, numberOf(row, 'dirty_price'), PRICE, `${id} dirty price`);
  const relative = (column: string): number => numberOf(row, column) * RELATIVE;
  // Twelve decimals of a duration of days hold fewer digits than the relative tolerance asks for.
  near(duration, numberOf(row, 'mod_duration'), relative('mod_duration') + 1e-12, `${id} duration`);
  near(convexity, numberOf(row, 'convexity'), relative('convexity') + 1e-12, `${id} convexity`);
  near(dv01, numberOf(row, 'dv01'), DV01, `${id} DV01`);
  for (const text of fields.slice(COLUMNS.length)) expect(text).toMatch(/^-?\d+\.\d{12}$/);
}
