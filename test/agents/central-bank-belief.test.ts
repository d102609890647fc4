/** What purchases and ceilings do to whoever believes the central bank, and to whoever does not. */
import { describe, expect, test } from 'vitest';
import { bankBeliefs, bankShiftBp, hearAuthority, passBankTick } from '../../src/agents/central-bank-belief.ts';
import { ticksPerDay } from '../../src/agents/trading-day.ts';
import { evenLuck } from './employed.ts';
import { auctionOf } from './fake-auctions.ts';
import { EVERY_LINE, JGB_30Y, USDJPY } from './fake-lines.ts';
import { type FakeView, seenBy } from './fake-view.ts';
import { published } from './published.ts';

type Beliefs = ReturnType<typeof bankBeliefs>;
const tokyo = (credibility: number): FakeView<unknown> =>
  seenBy<unknown>('holder', 'fundamental', {}, EVERY_LINE).believing({ credibility });

/** Face of so many days' turnover of the 30-year. */
const facePerDays = (days: number): number => days * JGB_30Y.calmDailyLots * JGB_30Y.lotFace;

/** A purchase of the 30-year is announced out of turn; `premiumBp` is what the issuer's finances are thought to cost. */
function afterPurchase(
  view: FakeView<unknown>,
  { days = 1, premiumBp = 12, market = 'jgb' as 'jgb' | 'fx', isUnscheduled = true } = {},
): Beliefs {
  const beliefs = bankBeliefs(view, market, evenLuck('character'));
  const terms = { id: 'purchase', instruments: [JGB_30Y.id], offered: facePerDays(days), isUnscheduled };
  view.beforeAuction(auctionOf('boj_purchase', terms));
  const announced = published<'AuctionAnnounced'>({ type: 'AuctionAnnounced', auction: 'purchase' } as never);
  hearAuthority(beliefs, announced, view, premiumBp);
  return beliefs;
}

function later(beliefs: Beliefs, view: FakeView<unknown>, days: number): Beliefs {
  for (let tick = 0; tick < days * ticksPerDay('jgb'); tick++) passBankTick(beliefs, view);
  return beliefs;
}

const thirty = (beliefs: Beliefs, view: FakeView<unknown>): number => bankShiftBp(beliefs, view, JGB_30Y);

describe('a purchase out of turn', () => {
  test('lowers the 30-year at once by about 10 bp where the bank is believed, by nothing where it is not', () => {
    const relief = (credibility: number): number => -thirty(afterPurchase(tokyo(credibility)), tokyo(credibility));
    expect(relief(1)).toBeGreaterThan(7);
    expect(relief(1)).toBeLessThan(13);
    expect(relief(0.5)).toBeCloseTo(relief(1) / 2, 6);
    expect(relief(0)).toBeLessThan(0.01);
  });

  test('after ten days the 30-year is higher where nobody believes and the issuer spends, lower where it is believed', () => {
    const tenDays = (credibility: number, premiumBp = 12): number => {
      const view = tokyo(credibility);
      return thirty(later(afterPurchase(view, { premiumBp }), view, 10), view);
    };
    expect(tenDays(0)).toBeGreaterThan(4);
    expect(tenDays(1)).toBeLessThan(-3);
    expect(tenDays(0, 0)).toBeCloseTo(0, 6);
  });

  test('the larger the purchase, the more it must be believed to do any good', () => {
    const turnsAt = (days: number): number => {
      for (let credibility = 0; credibility <= 1; credibility += 0.01) {
        const view = tokyo(credibility);
        if (thirty(later(afterPurchase(view, { days }), view, 10), view) < 0) return credibility;
      }
      return 1;
    };
    expect(turnsAt(2)).toBeGreaterThan(turnsAt(1));
    expect(turnsAt(1)).toBeGreaterThanOrEqual(turnsAt(0.25));
  });

  test('weakens the yen by 0.05 to 0.5 per cent per ¥tn where it is not believed, and no more than three in all', () => {
    const fallPct = (credibility: number, days: number): number => {
      const view = tokyo(credibility);
      return -bankShiftBp(afterPurchase(view, { days, market: 'fx' }), view, USDJPY) / 100;
    };
    expect(fallPct(0, 1)).toBeGreaterThan(0.05);
    expect(fallPct(0, 1)).toBeLessThan(0.5);
    expect(fallPct(1, 1)).toBeCloseTo(0, 6);
    expect(fallPct(0, 1000)).toBeLessThanOrEqual(3);
  });

  test('by the calendar says nothing new; with L7 off no purchase does', () => {
    const view = tokyo(0.2);
    expect(thirty(later(afterPurchase(view, { isUnscheduled: false }), view, 3), view)).toBeCloseTo(0, 9);
    const without = tokyo(0.2).without('L7');
    expect(thirty(later(afterPurchase(without), without, 3), without)).toBeCloseTo(0, 9);
  });
});

describe('C', () => {
  test('falls when purchases and spending go together, and comes back while they work', () => {
    const view = tokyo(0.6);
    const [belief] = afterPurchase(view);
    const fallen = belief?.credibility ?? 1;
    expect(fallen).toBeLessThan(0.6);
    const close = { type: 'CloseMarked', instrument: JGB_30Y.id, level: 3_470_000, change: -5000 } as never;
    hearAuthority([belief as never], published<'CloseMarked'>(close), view, 12);
    expect(belief?.credibility).toBeGreaterThan(fallen);
  });

  test('falls at each close beyond a ceiling and rises at each at which it held; a decision that keeps it raises it most', () => {
    const pinned = (): FakeView<unknown> => tokyo(0.6).underCeiling(JGB_30Y, JGB_30Y.openLevelBp);
    const credibilityAfter = (event: never): number => {
      const view = pinned();
      const beliefs = bankBeliefs(view, 'jgb', evenLuck('character'));
      hearAuthority(beliefs, published(event), view, 0);
      return beliefs[0]?.credibility ?? 0;
    };
    const closedAt = (levelBp: number): never =>
      ({ type: 'CloseMarked', instrument: JGB_30Y.id, level: 1000 * levelBp, change: 0 }) as never;
    const before = bankBeliefs(pinned(), 'jgb', evenLuck('character'))[0]?.credibility ?? 0;
    expect(credibilityAfter(closedAt(JGB_30Y.openLevelBp + 5))).toBeLessThan(before);
    expect(credibilityAfter(closedAt(JGB_30Y.openLevelBp))).toBeGreaterThan(before);
    const kept = { type: 'PolicyRateSet', market: 'jgb', rate: -100, expected: -100 } as never;
    expect(credibilityAfter(kept)).toBeGreaterThan(credibilityAfter(closedAt(JGB_30Y.openLevelBp)));
  });
});
