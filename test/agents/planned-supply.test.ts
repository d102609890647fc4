/** What the calendar had meets money of its own: an auction costs a concession for days, not for ever. */
import { describe, expect, test } from 'vitest';
import { hearSupply, noSupply, placeSupply } from '../../src/agents/planned-supply.ts';
import { ticksPerDay } from '../../src/agents/trading-day.ts';
import type { EventOf } from '../../src/events/vocabulary.ts';
import { auctionOf } from './fake-auctions.ts';
import { GILT_10Y, JGB_20Y, JGB_30Y } from './fake-lines.ts';
import { seenBy } from './fake-view.ts';

const PART = 0.08;
const SOLD_LOTS = 1000;

const resultOf = (auction: ReturnType<typeof auctionOf>): EventOf<'AuctionResultPublished'> =>
  ({
    type: 'AuctionResultPublished',
    auction: auction.id,
    instruments: auction.instruments,
    accepted: SOLD_LOTS * JGB_20Y.lotFace,
    nonCompetitive: 0,
  }) as unknown as EventOf<'AuctionResultPublished'>;

/** Lots that count as flat after so many days. */
function flatAfter(days: number, auction: ReturnType<typeof auctionOf>): Record<string, number> {
  const view = seenBy('v1', 'fundamental', {}, [JGB_20Y, JGB_30Y, GILT_10Y]).beforeAuction(auction);
  const supply = noSupply('jgb');
  const flat: Record<string, number> = {};
  hearSupply(supply, resultOf(auction), view, PART);
  for (let tick = 0; tick < days * ticksPerDay('jgb'); tick++) placeSupply(supply, flat);
  return flat;
}

describe('a sale that was planned', () => {
  const sale = auctionOf('jgb_price_conventional');

  test('half of his part of it counts as flat after a day, all of it after a week', () => {
    expect(flatAfter(0, sale)).toEqual({});
    expect(flatAfter(1, sale)['JGB-20Y']).toBeCloseTo((PART * SOLD_LOTS) / 2, 6);
    expect(flatAfter(7, sale)['JGB-20Y']).toBeGreaterThan(0.99 * PART * SOLD_LOTS);
  });

  test('in another market it is nobody’s business here', () => {
    expect(flatAfter(7, auctionOf('dmo_multiple_price'))).toEqual({});
  });
});

describe('a purchase', () => {
  test('by plan leaves him flat with less, spread over its lines as they trade', () => {
    const flat = flatAfter(7, auctionOf('boj_purchase', { instruments: ['JGB-20Y', 'JGB-30Y'] }));
    expect(flat['JGB-20Y']).toBeLessThan(0);
    expect((flat['JGB-20Y'] as number) / (flat['JGB-30Y'] as number)).toBeCloseTo(
      (JGB_20Y.calmDailyLots * JGB_30Y.lotFace) / (JGB_30Y.calmDailyLots * JGB_20Y.lotFace),
      6,
    );
  });

  test('out of turn, or of all that is offered at a stated rate, has no such money behind it', () => {
    expect(flatAfter(7, auctionOf('boj_purchase', { isUnscheduled: true }))).toEqual({});
    expect(flatAfter(7, auctionOf('boj_fixed_rate'))).toEqual({});
  });
});
