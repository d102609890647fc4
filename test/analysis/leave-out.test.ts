/** What can be left out of a run, how, and which of the causes is the nearest that can. */
import { describe, expect, test } from 'vitest';
import { type Chain, ChainCollector, ChainIndex } from '../../src/analysis/why/causal-chain.ts';
import { nearestRemovable, removalOf } from '../../src/analysis/why/leave-out.ts';
import { Field, RecordKind } from '../../src/events/records.ts';
import type { MarketEvent } from '../../src/events/vocabulary.ts';
import type { Seq } from '../../src/units/quantity.ts';
import { smallWorld } from '../engine/small-world.ts';
import { RecordedRun } from './recorded-run.ts';

const scenario = smallWorld();
const run = new RecordedRun({ scenario });

function chainOf(seq: Seq): Chain {
  const index = new ChainIndex(seq);
  run.show(index);
  const collector = new ChainCollector(seq, index);
  run.show(collector);
  return collector.chain();
}

const removal = (event: MarketEvent | undefined) =>
  event === undefined ? undefined : removalOf(event, chainOf(event.seq), scenario);

describe('what the scenario states goes out of the scenario', () => {
  test('an announcement', () => {
    const left = removal(run.of('FiscalShockAnnounced')[0]);
    expect(left?.scenario.announcements).toEqual([]);
    expect(left?.scenario.auctions).toEqual(scenario.auctions);
    expect(left?.without).toBeUndefined();
    expect(left?.text).toBe('the announcement surprise is not made');
  });

  test('an auction', () => {
    const left = removal(run.of('AuctionAnnounced')[0]);
    expect(left?.scenario.auctions).toEqual([]);
    expect(left?.scenario.announcements).toEqual(scenario.announcements);
  });

  test('one of two announcements that say the same', () => {
    const [surprise] = scenario.announcements;
    const twice = { ...scenario, announcements: [surprise, surprise].flatMap((each) => (each ? [{ ...each }] : [])) };
    const event = run.of('FiscalShockAnnounced')[0] as MarketEvent;
    expect(removalOf(event, chainOf(event.seq), twice)?.scenario.announcements).toHaveLength(1);
  });
});

test('a decision is named by its institution and by what woke it', () => {
  const decision = run.of('DecisionTaken')[0];
  const clock = decision?.causes.at(-1);
  expect(removal(decision)?.without).toEqual({
    kind: 'decision',
    agent: decision?.agent,
    at: decision?.at,
    wokenBy: clock,
  });
  const bid = run.of('BidSubmitted')[0];
  expect(removal(bid)?.without).toMatchObject({ kind: 'decision', agent: bid?.agent });
});

test('a draw is named by its seq', () => {
  for (const draw of [run.of('NoiseDrawn')[0], run.of('NewsArrived')[0]]) {
    expect(removal(draw)?.without).toEqual({ kind: 'draw', seq: draw?.seq });
  }
});

test('prices, clocks, sessions and results cannot be left out', () => {
  const types = ['PriceTicked', 'ClockTicked', 'SessionOpened', 'CloseMarked', 'AuctionResultPublished'] as const;
  for (const type of types) expect(removal(run.of(type)[0]), type).toBeUndefined();
});

test('of an order the nearest is the draw or the decision that it follows from', () => {
  const draws = new Map(run.of('NoiseDrawn').map((event) => [event.seq as number, event]));
  const batch = run.batches().find(({ words }) => draws.has(words[Field.cause] as number));
  expect(batch?.words[Field.kind]).toBe(RecordKind.accepted);
  const chain = chainOf(batch?.firstSeq as Seq);
  expect(nearestRemovable(chain, scenario)?.event.seq).toBe(batch?.words[Field.cause]);
});

test('where everything is the calendar’s there is none', () => {
  const closed = run.of('SessionClosed')[0]?.seq as Seq;
  expect(nearestRemovable(chainOf(closed), scenario)).toBeUndefined();
});

test('an auction that carries out an operation is left out with the decision to hold it', () => {
  const [announced] = run.of('AuctionAnnounced');
  const operation = { type: 'OperationAnnounced', agent: 'boj', seq: 1, at: 5, causes: [] } as unknown as MarketEvent;
  const auction = { ...announced, auction: 'boj-purchase', seq: 2, at: 5, causes: [1] } as unknown as MarketEvent;
  const node = (seq: number, follows_from: readonly number[]) => ({ seq, follows_from }) as Chain['nodes'][number];
  const nodes = [node(2, [1]), node(1, [])];
  const events = new Map([operation, auction].map((event) => [event.seq, event]));
  const chain: Chain = { target: auction.seq, nodes, roots: [operation.seq], events };
  expect(removalOf(auction, chain, scenario)).toBeUndefined();
  expect(nearestRemovable(chain, scenario)?.event).toBe(operation);
});
