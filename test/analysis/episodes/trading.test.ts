/** Who traded what: money, force, and what dealers passed between each other. */
import { describe, expect, test } from 'vitest';
import {
  correlationOfDays,
  dailyDeviation,
  daysBeyond,
  deadDays,
  meanSpread,
  spreadAgainst,
  totalChange,
} from '../../../src/analysis/episodes/quiet-days.ts';
import {
  boughtTn,
  forcedSalesBn,
  forcedShareOfSales,
  interdealerAgainstCalm,
  mostForcedInADayBn,
  netSalesBn,
  purchasesBn,
  saleOn,
  stopsOf,
} from '../../../src/analysis/episodes/trading.ts';
import { days, extract, flow } from './hand-extract.ts';

const SINCE = { since: '2026-01-16', to: '2026-01-21' };
const run = extract({
  flows: [
    flow({ date: '2026-01-19', sell_money: 4e9, forced_sell_money: 3e9, sell_dv01: 4, forced_sell_dv01: 3 }),
    flow({ date: '2026-01-20', sell_money: 9e9, forced_sell_money: 9e9, sell_dv01: 9, forced_sell_dv01: 9 }),
    flow({
      date: '2026-01-20',
      is_long: false,
      buy_money: 1e9,
      sell_money: 2e9,
      forced_sell_money: 2e9,
      sell_dv01: 2,
      forced_sell_dv01: 2,
    }),
    flow({ date: '2026-01-22', sell_money: 50e9, forced_sell_money: 50e9 }),
    flow({ agent_kind: 'fundamental', sell_money: 5e9, sell_dv01: 5 }),
    flow({ agent_kind: 'dealer', sell_money: 99e9, sell_dv01: 99 }),
    flow({ market: 'ust', sell_money: 7e9 }),
  ],
});
const ldi = { kinds: ['ldi'], market: 'gilt', ...SINCE } as const;

describe('sales of a kind in a market', () => {
  test('are summed over the dates asked for, in billions', () => {
    expect(forcedSalesBn(run, ldi)).toBe(14);
    expect(mostForcedInADayBn(run, ldi)).toBe(11);
    expect(netSalesBn(run, ldi)).toBe(14);
    expect(purchasesBn(run, { ...ldi, isLong: false })).toBe(1);
    expect(netSalesBn(run, { ...ldi, isLong: true })).toBe(13);
  });

  test('of a kind that sold nothing are nothing', () => {
    expect(mostForcedInADayBn(run, { ...ldi, kinds: ['carry'] })).toBe(0);
  });
});

test('forced sales are a share of all but dealers’ sales: they pass on what others sold them', () => {
  expect(forcedShareOfSales(run, { market: 'gilt', ...SINCE })).toBe(14 / 20);
  expect(forcedShareOfSales(run, { market: 'ktb', ...SINCE })).toBeNull();
});

test('volume between dealers is compared with the mean calm day, days without such a trade included', () => {
  const bonds = ['JGB-20Y', 'JGB-30Y'];
  const calm = extract({
    daily: days('JGB-30Y', [1, -1, 2, 0]),
    interdealer: [{ date: '2026-01-19', bond: 'JGB-30Y', volume_dv01: 40 }],
  });
  const busy = extract({
    interdealer: [
      { date: '2026-01-20', bond: 'JGB-30Y', volume_dv01: 12 },
      { date: '2026-01-20', bond: 'JGB-20Y', volume_dv01: 3 },
      { date: '2026-01-20', bond: 'JGB-10Y', volume_dv01: 500 },
      { date: '2026-01-21', bond: 'JGB-30Y', volume_dv01: 500 },
    ],
  });
  expect(interdealerAgainstCalm([busy, calm], bonds, '2026-01-20')).toBe(1.5);
  expect(interdealerAgainstCalm([busy, extract({})], bonds, '2026-01-20')).toBeNull();
});

test('auctions and operations are found by line, date and format', () => {
  const sale = {
    time: '2026-01-20T03:35:00.000Z',
    bond: 'JGB-20Y',
    format: 'jgb_price_conventional',
    accepted: 6e11,
    cover: 3.2,
    tail: 0.25,
  };
  const held = extract({ auctions: [sale], operations: [{ ...sale, format: 'boj_purchase', accepted: 2e12 }] });
  expect(saleOn(held, 'JGB-20Y', '2026-01-20')?.cover).toBe(3.2);
  expect(saleOn(held, 'JGB-20Y', '2026-01-21')).toBeUndefined();
  expect(boughtTn(held, { formats: ['boj_purchase'], ...SINCE })).toBe(2);
  expect(boughtTn(held, { formats: ['boj_fixed_rate'], ...SINCE })).toBe(0);
});

test('stops of a kind that had none are nothing', () => {
  const counts = { limit_breaches: 0, margin_calls: 0, quotes_withdrawn: 0 };
  expect(stopsOf(extract({ pressure: [{ agent_kind: 'carry', stop_losses: 3, ...counts }] }), 'carry')).toBe(3);
  expect(stopsOf(extract({}), 'carry')).toBe(0);
});

describe('quiet days', () => {
  const calm = extract({ daily: [...days('JGB-30Y', [3, -4, null]), ...days('JGB-40Y', [25, 1], { spread_bp: 2 })] });

  test('move by the root of their mean square, and by nothing in sum', () => {
    expect(dailyDeviation(calm, 'JGB-30Y')).toBeCloseTo(Math.sqrt(12.5), 12);
    expect(totalChange(calm, 'JGB-30Y')).toBe(-1);
    expect(daysBeyond(calm, 'JGB-40Y', 20)).toBe(1);
    expect(dailyDeviation(calm, 'UST-30Y')).toBeNull();
  });

  test('have a spread, against which another day’s is wide', () => {
    expect(meanSpread(calm, 'JGB-40Y')).toBe(2);
    const wide = extract({ daily: days('JGB-40Y', [1, 1], { spread_bp: 5 }) });
    expect(spreadAgainst([wide, calm], 'JGB-40Y', '2026-01-20')).toBe(2.5);
  });

  test('of two lines move together or apart, on the dates that both have', () => {
    const one = days('UST-10Y', [1, -2, 3, -1, 2]);
    const both = (changes: number[]) =>
      correlationOfDays(extract({ daily: [...one, ...days('GILT-10Y', changes)] }), 'UST-10Y', 'GILT-10Y');
    expect(both([2, -4, 6, -2, 4])).toBeCloseTo(1, 12);
    expect(both([-1, 2, -3, 1, -2])).toBeCloseTo(-1, 12);
    expect(both([1, -2, 3, -1])).toBeNull();
    expect(both([0, 0, 0, 0, 0])).toBeNull();
  });

  test('are dead where nothing traded or one side was never there', () => {
    expect(deadDays(calm)).toBe(0);
    const dead = [...days('JGB-2Y', [0, 0], { trades: 0 }), ...days('JGB-5Y', [0], { spread_bp: null })];
    expect(deadDays(extract({ daily: dead }))).toBe(3);
  });
});
