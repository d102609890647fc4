/** The flow table: who bought, who sold, and whose reason it was. */
import { expect, test } from 'vitest';
import { RunSummary } from '../../src/analysis/run-summary.ts';
import { MONDAY, Tape, TUESDAY } from './one-bond.ts';

const [VALUE, VIGILANTE, DEALER] = [0, 1, 2];

function flowsOf(write: (tape: Tape) => void): RunSummary {
  const summary = new RunSummary();
  write(new Tape(summary));
  return summary;
}

const short = (summary: RunSummary): string[] =>
  summary.flowRows().map((row) => `${row.date} ${row.agent} ${row.flag} ${row.buy_face / 1e8} ${row.sell_face / 1e8}`);

test('a fill has two sides, each with the reason of its own order', () => {
  const summary = flowsOf((tape) => {
    tape.open(MONDAY);
    const makerOrder = tape.accept(DEALER, false, 'marketMaking');
    tape.fill({
      taker: VIGILANTE,
      takerSells: true,
      flag: 'stopLoss',
      maker: DEALER,
      makerOrder,
      ticks: 9900,
      lots: 5,
    });
  });
  expect(short(summary)).toEqual(['2026-01-19 dealer marketMaking 5 0', '2026-01-19 vigilante stopLoss 0 5']);
});

test('only sales that had to be are forced', () => {
  const summary = flowsOf((tape) => {
    tape.open(MONDAY);
    const bid = tape.accept(DEALER, false, 'marketMaking');
    tape.fill({
      taker: VIGILANTE,
      takerSells: true,
      flag: 'margin',
      maker: DEALER,
      makerOrder: bid,
      ticks: 9900,
      lots: 1,
    });
    tape.fill({
      taker: VIGILANTE,
      takerSells: true,
      flag: 'voluntary',
      maker: DEALER,
      makerOrder: bid,
      ticks: 9900,
      lots: 3,
    });
  });
  const [vigilante, dealer] = summary.report().flows;
  expect(vigilante).toMatchObject({ agent_kind: 'vigilante', forced_share: 0.25 });
  expect(vigilante?.net_dv01).toBeLessThan(0);
  expect(dealer).toMatchObject({ agent_kind: 'dealer', forced_sell_dv01: 0, forced_share: null });
  expect((vigilante?.net_dv01 as number) + (dealer?.net_dv01 as number)).toBeCloseTo(0, 1);
});

test('a new business date begins new rows', () => {
  const summary = flowsOf((tape) => {
    tape.open(MONDAY);
    const makerOrder = tape.accept(DEALER, true, 'marketMaking');
    const buy = { taker: VALUE, takerSells: false, flag: 'mandate', maker: DEALER, makerOrder, ticks: 9900 } as const;
    tape
      .fill({ ...buy, lots: 2 })
      .close(MONDAY)
      .clock('2026-01-19T03:25:00Z')
      .open(MONDAY)
      .fill({ ...buy, lots: 1 });
    tape
      .clock('2026-01-19T23:40:00Z')
      .open(TUESDAY)
      .fill({ ...buy, lots: 4 });
  });
  expect(short(summary)).toEqual([
    '2026-01-19 dealer marketMaking 0 3',
    '2026-01-19 value mandate 3 0',
    '2026-01-20 dealer marketMaking 0 4',
    '2026-01-20 value mandate 4 0',
  ]);
});

test('an award is a purchase of the bidder and a sale of the issuer', () => {
  const summary = flowsOf((tape) => {
    const award = { auction: 'ten-year', instrument: 'JGB-10Y', agent: 'dealer', counterparty: 'value', face: 7e8 };
    tape.open(MONDAY).event({ type: 'BidAllotted', ...award, side: 'buy', book: 'competitive' } as never);
  });
  expect(short(summary)).toEqual(['2026-01-19 dealer voluntary 7 0', '2026-01-19 value policy 0 7']);
});

test('an award of a purchase is a sale of the bidder, however fine', () => {
  const summary = flowsOf((tape) => {
    const award = {
      auction: 'purchase',
      instrument: 'JGB-10Y',
      agent: 'value',
      counterparty: 'dealer',
      face: 50_000_100,
    };
    tape.open(MONDAY).event({ type: 'BidAllotted', ...award, side: 'sell', book: 'competitive' } as never);
  });
  expect(summary.flowRows().map(({ agent, flag, buy_face, sell_face }) => [agent, flag, buy_face, sell_face])).toEqual([
    ['dealer', 'policy', 50_000_100, 0],
    ['value', 'voluntary', 0, 50_000_100],
  ]);
});
