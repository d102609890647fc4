/** A run's extract written by hand: what a test says, and nothing else in it. */
import type { ExtractedDay, ExtractedFlow, RunExtract } from '../../../src/analysis/episodes/run-extract.ts';

export const extract = (parts: Partial<RunExtract>): RunExtract => ({
  digest: '0'.repeat(32),
  from: '2026-01-16T06:00:00.000Z',
  to: '2026-01-30T22:00:00.000Z',
  counts: { events: 0, orders: 0, fills: 0 },
  daily: [],
  auctions: [],
  operations: [],
  flows: [],
  interdealer: [],
  marks: [],
  pressure: [],
  ...parts,
});

/** Days of a line from the 19th on, by their changes; the close of the 16th is 3.47 %. */
export function days(
  bond: string,
  changes: readonly (number | null)[],
  more: Partial<ExtractedDay> = {},
): ExtractedDay[] {
  let level = 347;
  return changes.map((change_bp, at) => {
    level += change_bp ?? 0;
    return {
      date: `2026-01-${19 + at}`,
      market: 'jgb',
      bond,
      close_yield_pct: level / 100,
      high_yield_pct: null,
      change_bp,
      trades: 5,
      volume_dv01: 1,
      spread_bp: 1,
      depth_dv01: 1,
      ...more,
    };
  });
}

export const flow = (parts: Partial<ExtractedFlow>): ExtractedFlow => ({
  date: '2026-01-20',
  agent_kind: 'ldi',
  market: 'gilt',
  is_long: true,
  buy_money: 0,
  sell_money: 0,
  forced_sell_money: 0,
  net_dv01: 0,
  sell_dv01: 0,
  forced_sell_dv01: 0,
  ...parts,
});
