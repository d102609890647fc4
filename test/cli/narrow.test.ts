/** Results on terminals of every width: nothing runs over, bars go before numbers, and columns before rows. */
import { describe, expect, test } from 'vitest';
import type { FlowTotal } from '../../src/analysis/flow-totals.ts';
import type { RunReport } from '../../src/analysis/run-summary.ts';
import type { DailyRow } from '../../src/analysis/tables/daily-table.ts';
import type { LineState } from '../../src/cli/log/replay-state.ts';
import { replayLines } from '../../src/cli/log/replay-text.ts';
import { summaryLines } from '../../src/cli/run/summary-text.ts';
import { left, right, textTable, wrapped } from '../../src/cli/text-table.ts';
import type { Market } from '../../src/units/quantity.ts';

const TENORS = [2, 5, 10, 20, 30, 40];
const MARKETS: readonly Market[] = ['jgb', 'ust', 'gilt', 'ktb', 'fx', 'equity'];
const HEAD = {
  title: 'Japan, 16 to 30 January 2026',
  id: 'japan-2026',
  seed: 9007199254740991,
  settings: ['loops.L1=off'],
};
const CALM_FACE = new Map(TENORS.map((tenor) => [`JGB-${tenor}Y`, 1e12]));

const COLUMNS = { open_yield_pct: 2, high_yield_pct: 2, low_yield_pct: 2, close_yield_pct: 2.345 } as const;
const REST = { trades: 5, spread_bp: 1.2, depth_dv01: 1e6, close_price: 98.76, currency: 'JPY' } as const;
const DAILY: DailyRow[] = ['2026-01-19', '2026-01-20'].flatMap((date) =>
  TENORS.map((tenor) => ({
    date,
    market: 'jgb',
    bond: `JGB-${tenor}Y`,
    tenor_years: tenor,
    ...COLUMNS,
    change_bp: tenor - 12.3,
    volume_face: 2e12,
    volume_dv01: 1e9,
    ...REST,
  })),
);
const FLOWS: FlowTotal[] = ['foreignHolder', 'dealer'].flatMap((agent_kind) =>
  MARKETS.map((market) => ({
    agent_kind,
    market,
    currency: 'JPY',
    buy_dv01: 0,
    sell_dv01: 1e9,
    net_dv01: -1.23e9,
    forced_sell_dv01: 1e9,
    forced_share: 0.43,
  })),
);

const REPORT: RunReport = {
  from: '2026-01-16T06:00:00Z',
  to: '2026-01-20T10:00:00Z',
  counts: { events: 1, control_events: 1, records: 0, orders: 0, fills: 0, by_type: {} },
  daily: DAILY,
  changes: TENORS.map((tenor) => ({ market: 'jgb', bond: `JGB-${tenor}Y`, change_bp: 77.7 })),
  auctions: [
    {
      time: '2026-01-20T03:35:00Z',
      market: 'jgb',
      bond: 'JGB-20Y',
      format: 'jgb_price_conventional',
      offered: 8e11,
      bids: 2e12,
      accepted: 6e11,
      cover: 3.2,
      average_price: 98.9,
      stop_price: 98.6,
      average_yield_pct: 3.1,
      stop_yield_pct: 3.2,
      tail: 0.3,
      tail_unit: 'yen',
      dealer_share: 0.4,
    },
  ],
  operations: [
    {
      time: '2026-01-21T02:00:00Z',
      market: 'jgb',
      bond: 'JGB-10Y+JGB-20Y+JGB-30Y',
      format: 'boj_purchase',
      offered: 4e11,
      bids: 9e11,
      accepted: 4.001e11,
      cover: 2.249,
      average_price: null,
      stop_price: null,
      average_yield_pct: null,
      stop_yield_pct: null,
      tail: null,
      tail_unit: 'none',
      dealer_share: 1,
    },
  ],
  flows: FLOWS,
  interdealer: [],
  headlines: [
    {
      time: '2026-01-19T09:30:00Z',
      market: 'jgb',
      type: 'OfficialSpoke',
      headline: 'A minister calls for calm and promises responsible finances, which nobody believes',
    },
  ],
  pressure: [
    { agent_kind: 'foreignHolder', limit_breaches: 1234, stop_losses: 2, margin_calls: 3, quotes_withdrawn: 4 },
  ],
};

const LINES: LineState[] = TENORS.map((tenor) => ({
  market: 'jgb',
  bond: `JGB-${tenor}Y-205512`,
  currency: 'JPY',
  tenor_years: tenor,
  yield_pct: 2.3,
  change_bp: -123.4,
  close_yield_pct: 2.3,
  close_change_bp: -120.1,
  bid: 98.71,
  offer: 98.73,
  bid_face: 1.2e11,
  offer_face: 1.3e11,
}));
const STATE = {
  lines: LINES,
  ledger: { agents: 1, instruments: 1, conserved: true, imbalances: [], unsettled: [], reserves: [] },
  counts: { ...REPORT.counts, records: 1, orders: 1, fills: 1 },
};

const summaryAt = (width: number): string[] => summaryLines({ ...HEAD, calmFace: CALM_FACE }, REPORT, width);
const replayAt = (width: number): string[] =>
  replayLines({ title: HEAD.title, time: REPORT.to, seq: 123456, stopped: 'end of the log, 1 frame' }, STATE, width);

test('no line is longer than the terminal is wide', () => {
  for (let width = 32; width <= 120; width++) {
    for (const line of [...summaryAt(width), ...replayAt(width)])
      expect(line.length, `${width}: ${line}`).toBeLessThanOrEqual(width);
  }
});

test('every tenor, kind and market is there at every width', () => {
  for (const width of [32, 40, 60, 79, 80, 120]) {
    const text = summaryAt(width).join('\n');
    for (const tenor of TENORS) expect(text, String(width)).toMatch(new RegExp(` ${tenor}Y( |\n)`));
    for (const market of MARKETS) expect(text, String(width)).toMatch(new RegExp(` ${market}( |\n)`));
    expect(text).toContain('foreignHolder');
    expect(replayAt(width).filter((line) => line.startsWith('JGB-'))).toHaveLength(TENORS.length);
  }
});

test('bars are drawn where there is room for them, and numbers everywhere', () => {
  expect(summaryAt(80).join('\n')).toMatch(/-10\.3 ▒/);
  const narrow = summaryAt(40).join('\n');
  expect(narrow).not.toMatch(/[▒█]/);
  expect(narrow).not.toContain('longest bar');
  expect(narrow).toContain('-10.3');
});

test('the change in all is not added up from rounded days', () => {
  expect(summaryAt(80).find((line) => line.startsWith('in all'))).toMatch(/^in all +\+77\.7( +\+77\.7){5}$/);
});

describe('lines beside the benchmarks', () => {
  const OTHERS = ['JGB-10Y-F', 'JGB-2Y-202603', 'JGB-20Y-204403'];
  const daily = [
    ...DAILY,
    ...OTHERS.flatMap((bond) =>
      DAILY.filter((row) => row.bond === 'JGB-2Y').map((row) => ({ ...row, bond, change_bp: -99.9 })),
    ),
  ];
  const at = (width: number): string[] =>
    summaryLines({ ...HEAD, calmFace: CALM_FACE }, { ...REPORT, daily, auctions: [], operations: [] }, width);
  const headings = (width: number): string[] => (at(width).find((line) => line.includes(' 10Y-F')) ?? '').split(/ +/);

  test('all stand beside their tenors where there is room', () => {
    expect(headings(120)).toEqual(['', '2Y', '2Y-202603', '5Y', '10Y', '10Y-F', '20Y', '20Y-204403', '30Y', '40Y']);
    expect(at(120).join('\n')).not.toContain('without');
  });

  test('with less room those off the run are left out, told, and scale no bars; the future stays', () => {
    expect(headings(80)).toEqual(['', '2Y', '5Y', '10Y', '10Y-F', '20Y', '30Y', '40Y']);
    expect(at(80)).toContain('without 2 off-the-run lines');
    for (const width of [32, 44, 60, 80, 120])
      for (const line of at(width)) expect(line.length, `${width}: ${line}`).toBeLessThanOrEqual(width);
  });
});

test('an operation at a stated rate has no amount, and what was bought is there', () => {
  const [operation] = REPORT.operations;
  const operations = [
    { ...operation, format: 'boj_fixed_rate', bond: 'JGB-10Y', offered: 1e14, accepted: 4.7e12, cover: 0 },
    { ...operation, format: 'boe_reverse', market: 'gilt', bond: 'GILT-30Y', offered: 5e9, accepted: 0, cover: 0 },
  ] as RunReport['operations'];
  const text = summaryLines({ ...HEAD, calmFace: CALM_FACE }, { ...REPORT, operations }, 80);
  expect(text.find((line) => line.includes('no limit'))).toMatch(/JGB-10Y +no limit +¥4\.70tn +none/);
  expect(text.find((line) => line.includes('GILT-30Y'))).toMatch(/GILT-30Y +£5\.00bn +none +none/);
});

test('lines sold together are named where there is room', () => {
  expect(summaryAt(120).join('\n')).toContain('JGB-10Y, 20Y, 30Y ');
  expect(summaryAt(80).join('\n')).toContain('JGB-10Y and 2 more ');
});

test('one is one', () => {
  const text = replayAt(80).join('\n');
  expect(text).toContain('1 account, 1 line: cash and bonds conserved exactly');
  expect(text).toContain('1 control, 1 of orders: 1 order, 1 fill');
});

test('a table first shortens its headings, then leaves out what is dispensable, then cuts', () => {
  const columns = [
    left('name'),
    right('a long heading', { short: 'long' }),
    right('less', { dispensable: 1 }),
    left('what'),
  ];
  const rows = [['x', '1', '2', 'something']];
  expect(textTable(columns, rows)[0]).toBe('name  a long heading  less  what');
  expect(textTable(columns, rows, 30)).toEqual(['name  long  less  what', 'x        1     2  something']);
  expect(textTable(columns, rows, 24)).toEqual(['name  long  what', 'x        1  something']);
  expect(textTable(columns, rows, 16)).toEqual(['name  long  what', 'x        1  som…']);
});

test('a word that is too long stays whole', () => {
  expect(wrapped('a b indivisible c', 5)).toEqual(['a b', 'indivisible', 'c']);
});
