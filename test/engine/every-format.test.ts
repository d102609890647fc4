/** A week in the primary markets: every format is held in a run, its awards settle, and the log alone gives the same world. */
import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { AGENT_KINDS } from '../../src/agents/kinds.ts';
import { RunSummary } from '../../src/analysis/run-summary.ts';
import { Replay } from '../../src/engine/replay.ts';
import { Simulation } from '../../src/engine/simulation.ts';
import { FORMAT_TERMS, HELD_FORMATS, type HeldFormat } from '../../src/events/auction-terms.ts';
import type { EventOf, EventType, MarketEvent } from '../../src/events/vocabulary.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import { SEED } from './small-world.ts';

const events: MarketEvent[] = [];
const replay = new Replay();
const summary = new RunSummary();
let run: Simulation;

beforeAll(() => {
  const text = readFileSync(new URL('../../sims/primary-market.yaml', import.meta.url), 'utf8');
  const read = readScenario(text, 'primary-market.yaml', AGENT_KINDS);
  if (!read.ok) throw new Error(read.errors.map(({ message }) => message).join('\n'));
  run = new Simulation({
    scenario: read.scenario,
    seed: SEED,
    observe: (stream) => {
      stream.events$.subscribe((event) => events.push(event));
      for (const visitor of [replay, summary]) {
        stream.events$.subscribe((event) => visitor.control(event));
        stream.batches$.subscribe((batch) => visitor.batch(batch));
      }
    },
  });
  run.advance(read.scenario.endsAt);
});

const ofType = <Type extends EventType>(type: Type): EventOf<Type>[] =>
  events.filter((event): event is EventOf<Type> => event.type === type);

test('every format is held, and each auction that was announced has one result', () => {
  const results = ofType('AuctionResultPublished');
  expect([...new Set(results.map(({ format }) => format))].sort()).toEqual([...HELD_FORMATS].sort());
  expect(results.map(({ auction }) => auction).sort()).toEqual(
    ofType('AuctionAnnounced')
      .filter(({ resultAt }) => resultAt <= run.scenario.endsAt)
      .map(({ auction }) => auction)
      .sort(),
  );
});

test('awards add up to the result in face, and go the way of their format', () => {
  for (const { auction, format, accepted, nonCompetitive, counterparty } of ofType('AuctionResultPublished')) {
    const awards = ofType('BidAllotted').filter((award) => award.auction === auction && award.book !== 'option');
    expect(
      awards.reduce((sum, award) => sum + award.face, 0),
      auction,
    ).toBe(accepted + nonCompetitive);
    const side = FORMAT_TERMS[format as HeldFormat].direction === 'issue' ? 'buy' : 'sell';
    for (const award of awards) expect(award, auction).toMatchObject({ side, counterparty });
  }
});

test('an award is paid for at about par, and due after its result', () => {
  const minor = { JPY: 1, KRW: 1, USD: 100, GBP: 100 };
  const listed = new Map(ofType('InstrumentListed').map((listing) => [listing.instrument, listing]));
  const awards = ofType('BidAllotted');
  expect(awards.length).toBeGreaterThan(50);
  for (const { instrument, face, paid, settlement, at, auction } of awards) {
    const perFace = paid / face / minor[listed.get(instrument)?.currency as keyof typeof minor];
    expect(perFace, `${auction} ${instrument}`).toBeGreaterThan(0.5);
    expect(perFace, `${auction} ${instrument}`).toBeLessThan(2);
    expect(settlement * 86_400_000, auction).toBeGreaterThan(at - 86_400_000);
  }
});

test('a client’s bid has a dealer, a dealer’s has none', () => {
  const kinds = new Map(ofType('AgentJoined').map(({ agent, kind }) => [agent, kind]));
  const bids = ofType('BidSubmitted');
  for (const { agent, through, auction } of bids)
    expect(kinds.get(through) ?? 'none', `${agent} at ${auction}`).toBe(
      kinds.get(agent) === 'dealer' ? 'none' : 'dealer',
    );
  expect(new Set(bids.map(({ through }) => through === '')).size).toBe(2);
});

test('the tables have a row for each result: sales apart from purchases', () => {
  const { auctions, operations } = summary.report();
  expect(auctions.length + operations.length).toBe(ofType('AuctionResultPublished').length);
  for (const [rows, direction] of [
    [auctions, 'issue'],
    [operations, 'purchase'],
  ] as const)
    for (const { format } of rows) expect(FORMAT_TERMS[format as HeldFormat].direction).toBe(direction);
  const many = [...auctions, ...operations].filter(({ bond }) => bond.includes('+'));
  expect(many.length).toBeGreaterThan(0);
  for (const row of many) expect([row.average_price, row.stop_yield_pct, row.tail]).toEqual([null, null, null]);
});

test('a world built from the log alone is the live one, and conserves everything', () => {
  expect(replay.world.stateHash()).toBe(run.world.stateHash());
  replay.finish();
});
