/** When there is a sale worth waiting for. */
import { describe, expect, test } from 'vitest';
import { isSaleAhead } from '../../src/agents/sale-ahead.ts';
import { HOUR_MS } from '../../src/units/time.ts';
import { auctionOf } from './fake-auctions.ts';
import { JGB_10Y, JGB_20Y, JGB_30Y, JGB_40Y, KTB_3Y } from './fake-lines.ts';
import { seenBy } from './fake-view.ts';

const LINES = [JGB_10Y, JGB_20Y, JGB_30Y, JGB_40Y, KTB_3Y];
const hoursBefore = (hours: number, auction = auctionOf('jgb_price_conventional')) => {
  const view = seenBy('fund', 'vigilante', {}, LINES).beforeAuction(auction);
  return view.on((auction.bidsCloseAt - hours * HOUR_MS) as typeof auction.bidsCloseAt);
};

describe('a sale is waited for', () => {
  test('on its morning, until it is allotted, and not the day before', () => {
    expect(isSaleAhead(hoursBefore(3), 'jgb')).toBe(true);
    expect(isSaleAhead(hoursBefore(-0.5), 'jgb')).toBe(true);
    expect(isSaleAhead(hoursBefore(5), 'jgb')).toBe(false);
    expect(isSaleAhead(seenBy('fund', 'vigilante', {}, LINES), 'jgb')).toBe(false);
  });

  test('in its own market alone', () => {
    expect(isSaleAhead(hoursBefore(3), 'ktb')).toBe(false);
  });

  test('not where a central bank buys, nor for bonds that carry little of the issuer’s premium', () => {
    expect(isSaleAhead(hoursBefore(3, auctionOf('boj_purchase')), 'jgb')).toBe(false);
    expect(isSaleAhead(hoursBefore(3, auctionOf('ktb_differential', { instruments: ['KTB-3Y'] })), 'ktb')).toBe(false);
  });
});
