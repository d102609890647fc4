/** Everything that happens follows from something, back to what the scenario states or to noise. */
import { beforeAll, describe, expect, test } from 'vitest';
import { Simulation } from '../../src/engine/simulation.ts';
import { Field, RECORD_WORDS, RecordKind } from '../../src/events/records.ts';
import type { EventType, MarketEvent } from '../../src/events/vocabulary.ts';
import { SEED, smallWorld } from './small-world.ts';

/** What the scenario states (opening, calendar, announcements), and noise. */
const ROOTS: ReadonlySet<EventType> = new Set<EventType>([
  'InstrumentListed',
  'AgentJoined',
  'CashOpened',
  'HoldingOpened',
  'SessionOpened',
  'SessionClosed',
  'ClockTicked',
  'FiscalShockAnnounced',
  'ElectionCalled',
  'ElectionHeld',
  'OfficialSpoke',
  'PolicyRateSet',
  'GeopoliticalShockStruck',
  'IssuancePlanRevised',
  'NewsArrived',
  'NoiseDrawn',
  'AuctionAnnounced',
  'CloseMarked',
  // The calendar of settlement: its day, the coupons and redemptions that fall on it.
  'CurrencySettled',
  'RegisterClosed',
  'BondRedeemed',
]);

describe('on one day of the small world', () => {
  const events = new Map<number, MarketEvent>();
  const orderCauses: { order: number; kind: number; cause: number }[] = [];

  beforeAll(() => {
    const scenario = smallWorld();
    const run = new Simulation({
      scenario,
      seed: SEED,
      observe: (stream) => {
        stream.events$.subscribe((event) => events.set(event.seq, event));
        stream.batches$.subscribe(({ words, from, to }) => {
          for (let at = from; at < to; at += RECORD_WORDS) {
            orderCauses.push({
              order: words[at + Field.order] as number,
              kind: words[at + Field.kind] as number,
              cause: words[at + Field.cause] as number,
            });
          }
        });
      },
    });
    run.advance(scenario.endsAt);
  });

  test('no event is an orphan, and a cause always came before', () => {
    for (const event of events.values()) {
      if (event.causes.length === 0) expect(ROOTS, `${event.type} at seq ${event.seq}`).toContain(event.type);
      for (const cause of event.causes) {
        expect(cause).toBeLessThan(event.seq);
        expect(events.has(cause), `cause ${cause} of ${event.seq} is a control event`).toBe(true);
      }
    }
  });

  test('every order, fill and cancel names a control event', () => {
    expect(orderCauses.filter(({ kind }) => kind === RecordKind.filled).length).toBeGreaterThan(500);
    for (const { order, cause } of orderCauses) expect(events.has(cause), `order ${order}`).toBe(true);
  });

  test('the auction pays out what it took in: awards name their bids, the result names the awards', () => {
    const awards = [...events.values()].filter((event) => event.type === 'BidAllotted');
    expect(awards.length).toBeGreaterThan(3);
    for (const award of awards) expect(events.get(award.causes[0] as number)?.type).toBe('BidSubmitted');
    const result = [...events.values()].find((event) => event.type === 'AuctionResultPublished');
    if (result?.type !== 'AuctionResultPublished') throw new Error('the auction has no result');
    expect(result.accepted + result.nonCompetitive).toBeLessThanOrEqual(800_000_000_000);
    const atResult = awards.filter(({ book }) => book !== 'option');
    expect(atResult.reduce((sum, award) => sum + award.face, 0)).toBe(result.accepted + result.nonCompetitive);
  });
});
