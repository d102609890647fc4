/** Call and primary auctions from a thousand bids to a million, against sorting objects. */

import type { YieldBid } from '../src/market/auctions/auction.ts';
import { allotUst } from '../src/market/auctions/auction-ust.ts';
import type { Lots } from '../src/units/quantity.ts';
import { type Benchmark, type Contender, expectEqual, type Scale } from './benchmark.ts';
import { callContenders } from './call-contenders.ts';

const FULL = [1_000, 10_000, 100_000, 1_000_000];

export function* topic(scale: Scale): Generator<Benchmark> {
  for (const bids of scale === 'short' ? FULL.slice(0, 2) : FULL) {
    const rounds = bids >= 1_000_000 ? 5 : 11;
    const repeats = Math.max(1, 20_000 / bids);
    yield {
      name: `primary auction at one yield, ${bids} bids`,
      unit: 'bid',
      rounds,
      warmUps: 2,
      contenders: primaryContenders(bids, repeats),
    };
    yield { name: `call auction, ${bids} orders`, unit: 'order', rounds, warmUps: 2, contenders: callContenders(bids) };
  }
}

function primaryContenders(count: number, repeats: number): Contender[] {
  let state = count;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const bids: YieldBid[] = Array.from({ length: count }, (_, bidder) => ({
    bidder,
    yieldMilliPct: 4_200 + Math.round(40 * (next() + next() + next() - 1.5)),
    quantity: (1 + Math.floor(1_000 * next())) as Lots,
  }));
  const offered = Math.floor(bids.reduce((sum, { quantity }) => sum + quantity, 0) / 2.6) as Lots;
  const expected = sortedAwards(bids, offered);
  const contender = (name: string, isReference: boolean, awards: () => readonly number[]): Contender => ({
    name,
    isReference,
    operations: count * repeats,
    sample: () => {
      let found: readonly number[] = [];
      return {
        run: () => {
          for (let repeat = 0; repeat < repeats; repeat++) found = awards();
        },
        check: () => {
          for (const [bid, award] of expected.entries()) expectEqual(`${name}: award of bid ${bid}`, found[bid], award);
        },
      };
    },
  });
  const ours = (): readonly number[] => allotUst({ offered, nonCompetitive: 0 as Lots, bids }).awards;
  return [
    contender('histogram (ours)', false, ours),
    contender('objects sorted', true, () => sortedAwards(bids, offered)),
  ];
}

/** The rule of 31 CFR 356.20 over bids in order: better ones whole, those at the stop by a share rounded up to 0.01 %. */
function sortedAwards(bids: readonly YieldBid[], offered: number): number[] {
  const ranked = bids.map((bid, index) => ({ bid, index })).sort((a, b) => a.bid.yieldMilliPct - b.bid.yieldMilliPct);
  const awards = bids.map(() => 0);
  let left = offered;
  for (let from = 0; from < ranked.length && left > 0; ) {
    const stop = ranked[from]?.bid.yieldMilliPct;
    let [to, total] = [from, 0];
    for (; ranked[to]?.bid.yieldMilliPct === stop && to < ranked.length; to++) total += ranked[to]?.bid.quantity ?? 0;
    const hundredths = total <= left ? 10_000 : Math.ceil((left * 10_000) / total);
    for (; from < to; from++) {
      const { bid, index } = ranked[from] as (typeof ranked)[number];
      awards[index] = Math.ceil((bid.quantity * hundredths) / 10_000);
    }
    left -= Math.min(left, total);
  }
  return awards;
}
