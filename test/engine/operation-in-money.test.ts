/** An operation stated in money: what it buys follows the price, and what is spent does not. */
import { describe, expect, test } from 'vitest';
import { AGENT_KINDS } from '../../src/agents/kinds.ts';
import { Auction } from '../../src/engine/auction-desk.ts';
import { Simulation } from '../../src/engine/simulation.ts';
import type { EventOf } from '../../src/events/vocabulary.ts';
import { operationText } from '../../src/scenario/auctions/auction-text.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import type { AuctionFacts } from '../../src/scenario/scenario.ts';
import { face, type Minor, seed, seq, simTime } from '../../src/units/quantity.ts';
import { auctionFacts, GILT_AT_PAR, lineOf } from './auction-fixture.ts';
import { GILT_WORLD } from './gilt-world.ts';

const OPERATION =
  'operations: [{ id: day-one, bond: GILT-30Y-IL, format: boe_reverse, money: £0.5bn, reserveSpread: -50bp, announced: 2026-02-24T08:00Z, date: 2026-02-25 }]';
const read = (text: string) => {
  const answer = readScenario(text, 'gilts.yaml', AGENT_KINDS);
  if (!answer.ok) throw new Error(answer.errors[0]?.message);
  return answer.scenario;
};
const scenario = () => read(GILT_WORLD.replace('loops: {}', `${OPERATION}\nloops: {}`));

describe('given £0.5bn for a linker at 79 whose index ratio is 1.35', () => {
  const seen: EventOf<'AuctionAnnounced' | 'BidsInvited' | 'BidAllotted'>[] = [];
  const run = new Simulation({
    scenario: scenario(),
    seed: seed(7),
    observe: (stream) => {
      for (const type of ['AuctionAnnounced', 'BidsInvited', 'BidAllotted'] as const)
        stream.of(type).subscribe((event) => seen.push(event as never));
    },
  });
  run.advance(simTime(Date.UTC(2026, 1, 25, 17)));
  const [announced, invited] = seen as [EventOf<'AuctionAnnounced'>, EventOf<'BidsInvited'>];

  test('when it is announced, then the face is what the money buys, index ratio paid', () => {
    // 79.4 clean at a real yield of 2.1 %, times 1.35 of retail prices: £107 of money for £100 of face.
    expect(announced.type).toBe('AuctionAnnounced');
    expect(announced.offered / 1e9).toBeGreaterThan(0.44);
    expect(announced.offered / 1e9).toBeLessThan(0.49);
  });

  test('when offers are invited a day later, then the face is counted again at that price, and no more money is spent', () => {
    expect(invited.type).toBe('BidsInvited');
    expect(invited.offered).not.toBe(announced.offered);
    expect(Math.abs(invited.offered / announced.offered - 1)).toBeLessThan(0.05);
    const awards = seen.filter((event) => event.type === 'BidAllotted');
    const spent = awards.reduce((sum, { paid }) => sum + paid, 0);
    expect(awards.length).toBeGreaterThan(0);
    expect(spent).toBeLessThanOrEqual(0.5e9 * 100 * 1.01);
  });
});

test('given the file written back, then it is still stated in money', () => {
  const [operation] = scenario().auctions as [AuctionFacts];
  expect(operation.money).toBe(0.5e9 * 100);
  expect(operationText(operation)).toMatchObject({ money: '£500m' });
  expect(operationText(operation)).not.toHaveProperty('amount');
});

describe('given an operation of £5bn of money', () => {
  const line = lineOf(GILT_AT_PAR);
  const operation = () =>
    new Auction(auctionFacts('boe_reverse', [GILT_AT_PAR], { offered: face(5e9), money: 5e11 as Minor }), [line]);

  test('when the price falls to nearly a half, then nearly twice as much is wanted, but never more than exists', () => {
    const yields = [5, 12, 60, 3000].map((pct) => {
      const auction = operation();
      auction.countMoney(() => 100 * pct);
      return auction.facts.offered;
    });
    const [first = 0, second = 0] = yields;
    expect(second / first).toBeGreaterThan(1.6);
    expect(second / first).toBeLessThan(2);
    for (const offered of yields) expect(offered).toBeLessThanOrEqual(line.outstanding);
    for (const offered of yields) expect(offered % 1e5).toBe(0);
  });

  test('when its amount is revised in face, then the money counts no more', () => {
    const auction = operation();
    auction.revise({ offered: face(1e9), dealersCeiling: face(0), nonCompetitive: face(0) }, seq(1));
    auction.countMoney(() => 900);
    expect(auction.facts.offered).toBe(1e9);
  });
});
