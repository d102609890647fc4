/** What `show` prints on terminals of every width: nothing runs over, numbers stay, and what cannot be told says why. */
import { expect, test } from 'vitest';
import type { ComparedNumber, NotCompared } from '../../src/analysis/published/compare-published.ts';
import type { AgentHeadroom } from '../../src/cli/show/headroom-run.ts';
import type { LineRow } from '../../src/cli/show/line-rows.ts';
import { type ShownState, showLines } from '../../src/cli/show/show-text.ts';
import type { Market } from '../../src/units/quantity.ts';

const lineOf = (market: Market, bond: string): LineRow => ({
  market,
  bond,
  currency: 'JPY',
  tenor_years: 30,
  yield_pct: market === 'fx' ? null : 12.345,
  change_bp: -123.4,
  close_yield_pct: 2.3,
  close_change_bp: -120.1,
  bid: 98.71,
  offer: 98.73,
  bid_face: 1.2e11,
  offer_face: 1.3e11,
  date: '2026-01-20',
  day_change_bp: 123.4,
  spread_bp: 12.3,
  depth_face: 1.23e12,
  depth_dv01: 1e9,
  last: 98.72,
});
const BONDS = [2, 5, 10, 20, 30, 40].map((tenor) => `JGB-${tenor}Y`);
const ASKED = { relation: 'is', source: 'W10', note: '', since: null, against: null, published_to: null } as const;
const CLOSE = { ...ASKED, measure: 'change', subject: 'JGB-30Y', date: '2026-01-20', status: 'published' } as const;
const COMPARED: ComparedNumber[] = [
  { ...CLOSE, published: 26.5, unit: 'bp', model: 23.7, difference: -2.8, difference_unit: 'bp' },
  {
    ...CLOSE,
    measure: 'close',
    relation: 'between',
    published: 2.28,
    published_to: 2.29,
    status: 'derived',
    unit: 'pct',
    model: 2.31,
    difference: 2,
    difference_unit: 'bp',
  },
  {
    ...CLOSE,
    measure: 'interdealer_turnover',
    date: '2026-01-21',
    relation: 'about',
    status: 'general-knowledge',
    published: 2.69e10,
    unit: 'JPY',
    model: 0,
    difference: -2.69e10,
    difference_unit: 'JPY',
  },
  {
    ...CLOSE,
    measure: 'retraced',
    date: null,
    since: '2026-01-16',
    published: 0.41,
    unit: 'share',
    model: 0.25,
    difference: -0.16,
    difference_unit: 'share',
  },
];
const NOT_COMPARED: NotCompared[] = [
  { ...CLOSE, measure: 'index', subject: 'jgb-liquidity', published: 9.5, unit: 'points', why: 'it needs more lines' },
  { ...CLOSE, subject: 'BUND-10Y', published: 4, unit: 'bp', why: 'no such line in the run' },
  { ...CLOSE, subject: 'BUND-30Y', published: 6, unit: 'bp', why: 'no such line in the run' },
];
const AGENTS: AgentHeadroom[] = [
  { agent: 'holders-01', headroom: [{ limit: 'stop-loss', instrument: 'KTB-30Y', distanceBp: 31.49, used: 0.5 }] },
  { agent: 'holders-02', headroom: [{ limit: 'stop-loss', instrument: 'KTB-30Y', distanceBp: -5.51, used: 0.5 }] },
  { agent: 'holders-03', headroom: [{ limit: 'stop-loss', instrument: 'KTB-30Y', distanceBp: 44, used: 0.5 }] },
  {
    agent: 'ldi-pooled-1',
    headroom: [{ limit: 'collateral buffer', instrument: 'GILT-30Y', distanceBp: 240.7, used: 0.5 }],
  },
];
const STATE: ShownState = {
  title: 'Japan, 16 to 30 January 2026 · seed 9007199254740991',
  about: '2026-01-20T06:00:00Z · seq 296,569 · as asked',
  lines: [...BONDS.map((bond) => lineOf('jgb', bond)), lineOf('jgb', 'JGB-20Y-204403'), lineOf('fx', 'FX-USDJPY')],
  holders: AGENTS.map(({ agent }) => ({
    agent,
    agent_kind: agent.startsWith('ldi') ? 'ldi' : 'foreignHolder',
    holdings: [{ market: 'jgb', bond: 'JGB-30Y', currency: 'JPY', face: 1e12, dv01: 1.4e9 }],
  })),
  headroom: { ok: true, agents: AGENTS },
  report: { auctions: [], operations: [], flows: [] },
  published: { episode: 'japan-2026', compared: COMPARED, not_compared: NOT_COMPARED },
};

const TRADE = { date: '2026-01-20', agent_kind: 'ldi', agent: 'ldi-pooled-1', market: 'jgb', flag: 'margin' } as const;
/** One institution by name. */
const ASKED_FOR: ShownState = {
  ...STATE,
  holders: STATE.holders.filter(({ agent }) => agent === 'ldi-pooled-1'),
  tradesAsked: [
    { ...TRADE, bond: 'JGB-30Y', buy_face: 1e9, sell_face: 4e9, net_dv01: -3e6, forced_sell_dv01: 4e6 },
    { ...TRADE, bond: 'JGB-10Y', buy_face: 2e9, sell_face: 0, net_dv01: 2e6, forced_sell_dv01: 0 },
  ],
};

test('no line is longer than the terminal is wide', () => {
  for (let width = 32; width <= 120; width++) {
    for (const line of [...showLines(STATE, width), ...showLines(ASKED_FOR, width)])
      expect(line.length, `${width}: ${line}`).toBeLessThanOrEqual(width);
  }
});

test('yields, changes, limits, published numbers and those of the run are there at every width', () => {
  for (const width of [32, 44, 60, 72, 80, 120]) {
    const text = showLines(STATE, width).join('\n');
    for (const [, tenor] of BONDS.map((bond) => bond.split('-')))
      expect(text, String(width)).toMatch(new RegExp(` ${tenor}( |\n)`));
    expect(text).toContain('20Y-204403');
    expect(text).toMatch(/12\.345%/);
    expect(text).toMatch(/foreignHolder.* -5\.5( |\n)/);
    expect(text).toMatch(/ \+26\.5 bp +\+23\.7 bp/);
    expect(text).toMatch(/ 2\.280 to 2\.290%\* +2\.310%/);
  }
});

test('the nearest limit of a kind is named with whose it is, and what lies in the middle', () => {
  const text = showLines(STATE, 120).join('\n');
  expect(text).toMatch(/foreignHolder +stop-loss +KTB-30Y +-5\.5 +holders-02 +\+31\.5 +3\n/);
  expect(text).toMatch(/ldi +collateral buffer +GILT-30Y +\+240\.7 +ldi-pooled-1 +\+240\.7 +1\n/);
});

test('what is about, derived or general knowledge is marked, and misses carry their sign and unit', () => {
  const text = showLines(STATE, 120).join('\n');
  expect(text).toMatch(/JGB-30Y change +\+26\.5 bp +\+23\.7 bp +-2\.8 bp +W10/);
  expect(text).toMatch(/JGB-30Y between dealers +~¥26\.9bn\*\* +¥0 +-¥26\.9bn/);
  expect(text).toMatch(/JGB-30Y given back since 16 Jan +41% +25% +-16 points/);
  expect(text).toContain('over all days');
});

test('what cannot be compared stands together by reason', () => {
  const text = showLines(STATE, 120).join('\n');
  expect(text).toContain('Not compared   3 numbers');
  expect(text).toContain('no such line in the run: BUND-10Y change +4.0 bp (20 Jan); BUND-30Y change +6.0 bp (20 Jan)');
});

test('an institution that was asked for stands alone: what it holds, what it traded of each line, its limits', () => {
  const text = showLines(ASKED_FOR, 80).join('\n');
  expect(text).toMatch(/\nldi-pooled-1\n {2}JGB-10Y +¥0 +\+¥2\.00bn +\+¥2\.00m\n/);
  expect(text).toMatch(/\n {2}JGB-30Y +¥1\.00tn +¥1\.40bn +-¥3\.00bn +-¥3\.00m\n/);
  expect(text).toMatch(/\+240\.7 +GILT-30Y +ldi-pooled-1 +collateral buffer\n?/);
  expect(text).not.toMatch(/Books|holders-0/);
});

test('limits that are not known say why, and what would tell', () => {
  const headroom = {
    ok: false,
    why: 'no snapshot near: 1,857,933 events would be repeated',
    canBeAsked: true,
  } as const;
  const text = showLines({ ...STATE, headroom }, 100).join('\n');
  expect(text).toContain('not shown: no snapshot near: 1,857,933 events would be repeated; --headroom does it');
  const never = showLines({ ...STATE, headroom: { ...headroom, canBeAsked: false } }, 100).join('\n');
  expect(never).not.toContain('--headroom');
});

test('before the first event there is nothing but that', () => {
  expect(showLines({ ...STATE, lines: [] }, 80).at(-1)).toBe('nothing has happened yet');
});
