/** What purchases and ceilings do to whoever believes the central bank, and to whoever does not. */
import { describe, expect, test } from 'vitest';
import { bankBeliefs, bankShiftBp, hearAuthority, passBankTick } from '../../src/agents/central-bank-belief.ts';
import { ticksPerDay } from '../../src/agents/trading-day.ts';
import { evenLuck } from './employed.ts';
import { auctionOf } from './fake-auctions.ts';
import { EVERY_LINE, JGB_10Y, JGB_30Y, USDJPY } from './fake-lines.ts';
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

  test('the larger the purchase, the more it must be believed to do any good; it turns from harm to good once', () => {
    const turnsAt = (days: number): number => {
      const percents = Array.from({ length: 101 }, (_, percent) => percent);
      const does = percents.map((percent) => {
        const view = tokyo(percent / 100);
        return thirty(later(afterPurchase(view, { days }), view, 10), view) < 0 ? 'good' : 'harm';
      });
      const turn = does.indexOf('good');
      expect(does).toEqual(percents.map((percent) => (percent < turn ? 'harm' : 'good')));
      return turn;
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

  test('by the calendar says nothing new', () => {
    const view = tokyo(0.2);
    expect(thirty(later(afterPurchase(view, { isUnscheduled: false }), view, 3), view)).toBeCloseTo(0, 9);
  });

  test('with L7 off brings its relief and is held against nobody', () => {
    const tenDaysOn = (view: FakeView<unknown>): number => thirty(later(afterPurchase(view), view, 10), view);
    expect(tenDaysOn(tokyo(0.1))).toBeGreaterThan(1);
    expect(tenDaysOn(tokyo(0.1).without('L7'))).toBeLessThan(0);
    const yen = afterPurchase(tokyo(0.1).without('L7'), { market: 'fx' });
    expect(bankShiftBp(yen, tokyo(0.1), USDJPY)).toBeCloseTo(0, 9);
  });

  test('that comes every day takes away no more than 15 bp of ten years in all', () => {
    const view = tokyo(1);
    const beliefs = afterPurchase(view);
    const announced = published<'AuctionAnnounced'>({ type: 'AuctionAnnounced', auction: 'purchase' } as never);
    for (let day = 0; day < 50; day++) hearAuthority(beliefs, announced, view, 0);
    expect(-thirty(beliefs, view)).toBeCloseTo(15 * JGB_30Y.premiumLoading, 6);
  });

  test('is forgotten: half of the doubt and of the fall of the yen is gone after forty days', () => {
    const view = tokyo(0.1);
    const doubted = later(afterPurchase(view), view, 40);
    const after40 = thirty(doubted, view);
    expect(thirty(later(doubted, view, 40), view) / after40).toBeCloseTo(0.5, 1);
    const yen = afterPurchase(view, { market: 'fx' });
    const fallen = bankShiftBp(yen, view, USDJPY);
    for (let tick = 0; tick < 40 * ticksPerDay('fx'); tick++) passBankTick(yen, view);
    expect(bankShiftBp(yen, view, USDJPY) / fallen).toBeCloseTo(0.5, 2);
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

  describe('under a ceiling', () => {
    /** An offer at the ceiling is still to come. */
    const pinned = (): FakeView<unknown> =>
      tokyo(0.6)
        .underCeiling(JGB_30Y, JGB_30Y.openLevelBp)
        .beforeAuction(auctionOf('boj_fixed_rate', { id: 'ceiling', instruments: [JGB_30Y.id] }))
        .later(-1);
    const closedAt = (levelBp: number, line = JGB_30Y): never =>
      ({ type: 'CloseMarked', instrument: line.id, level: 1000 * levelBp, change: 0 }) as never;
    const decided = { type: 'PolicyRateSet', market: 'jgb', rate: -100, expected: -100 } as never;
    const credibilityAfter = (events: readonly never[], view = pinned(), then = view): number => {
      const beliefs = bankBeliefs(view, 'jgb', evenLuck('character'));
      for (const event of events) hearAuthority(beliefs, published(event), event === decided ? view : then, 0);
      return beliefs[0]?.credibility ?? 0;
    };
    const held = closedAt(JGB_30Y.openLevelBp);

    test('falls at a close beyond it and rises at one at which it held, once a day and not once a line', () => {
      expect(credibilityAfter([closedAt(JGB_30Y.openLevelBp + 5)])).toBeLessThan(credibilityAfter([]));
      expect(credibilityAfter([held])).toBeGreaterThan(credibilityAfter([]));
      expect(credibilityAfter([held, closedAt(217, JGB_10Y)])).toBe(credibilityAfter([held]));
    });

    test('a decision says nothing until the close: a ceiling that still stands then raises it most', () => {
      expect(credibilityAfter([decided])).toBe(credibilityAfter([]));
      expect(credibilityAfter([decided, held])).toBeGreaterThan(credibilityAfter([held, held, held]));
    });

    test('a decision after which it is offered no more, or higher, costs as much as a ceiling that broke', () => {
      const gone = tokyo(0.6);
      const higher = pinned().underCeiling(JGB_30Y, JGB_30Y.openLevelBp + 25);
      expect(credibilityAfter([decided, held], pinned(), gone)).toBeLessThan(credibilityAfter([]));
      expect(credibilityAfter([decided, held], pinned(), higher)).toBeLessThan(credibilityAfter([]));
    });
  });
});
