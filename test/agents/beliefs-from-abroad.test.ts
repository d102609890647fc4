/** What shocks of world politics and unexplained moves in Tokyo do to an institution's idea of fair yields. */
import { describe, expect, test } from 'vitest';
import {
  digestGeopolitics,
  type GeopoliticalBelief,
  geopoliticalBp,
  hearGeopolitics,
  restingGeopolitics,
} from '../../src/agents/geopolitical-belief.ts';
import { listen, restingSpillover, type SpilloverBelief, spilloverBp } from '../../src/agents/spillover-belief.ts';
import { ticksPerDay } from '../../src/agents/trading-day.ts';
import type { Market } from '../../src/units/quantity.ts';
import { evenLuck } from './employed.ts';
import { GILT_30Y, JGB_10Y, JGB_30Y, KTB_10Y, USDJPY, UST_10Y, UST_30Y } from './fake-lines.ts';
import { type FakeView, seenBy } from './fake-view.ts';
import { geopoliticalShock } from './published.ts';

describe('world politics', () => {
  const fund = (market: Market): GeopoliticalBelief => restingGeopolitics(market, evenLuck('character'));

  function shocked(market: Market, severity: number, tradingDays: number): GeopoliticalBelief {
    const belief = fund(market);
    hearGeopolitics(belief, geopoliticalShock(severity, 'ust'));
    for (let tick = 0; tick < tradingDays * ticksPerDay(market); tick++) digestGeopolitics(belief);
    return belief;
  }

  test('the market that was struck pays most, others pay part, and nobody pays without a shock', () => {
    const [home, abroad, untouched] = [shocked('ust', 0.6, 1), shocked('gilt', 0.6, 1), shocked('ust', 0, 1)];
    expect(home.premiumBp).toBeGreaterThan(abroad.premiumBp);
    expect(abroad.premiumBp).toBeGreaterThan(0);
    expect(shocked('gilt', 0.6, 0).targetBp).toBeLessThan(0.8 * shocked('ust', 0.6, 0).targetBp);
    expect(untouched.premiumBp).toBe(0);
  });

  test('it is priced within hours and fades over days', () => {
    const full = shocked('ust', 1, 0).targetBp;
    expect(shocked('ust', 1, 0.1).premiumBp).toBeGreaterThan(0.4 * full);
    expect(shocked('ust', 1, 0.5).premiumBp).toBeGreaterThan(0.85 * full);
    expect(shocked('ust', 1, 10).premiumBp).toBeLessThan(0.3 * full);
  });

  test('a graver shock costs in proportion, and long lines pay by their loading', () => {
    const [half, whole] = [shocked('ust', 0.5, 1), shocked('ust', 1, 1)];
    expect(whole.premiumBp).toBeCloseTo(2 * half.premiumBp, 9);
    expect(geopoliticalBp(whole, UST_30Y)).toBeCloseTo(UST_30Y.premiumLoading * whole.premiumBp, 9);
  });
});

describe('Tokyo', () => {
  const listener = (market: Market, attention = 1): SpilloverBelief => restingSpillover(market, attention, true);

  function heardAfter(
    belief: SpilloverBelief,
    view: FakeView<object>,
    tradingDays: number,
    market: Market,
  ): SpilloverBelief {
    for (let tick = 0; tick < tradingDays * ticksPerDay(market); tick++) listen(belief, view);
    return belief;
  }

  const view = () => seenBy('fund', 'fundamental', {});
  const afterTokyoMoved = (byBp: number, market: Market): SpilloverBelief =>
    heardAfter(listener(market), view().moved(JGB_30Y, byBp), 0.6, market);

  test('ten basis points that news does not explain are worth one to three abroad', () => {
    const carried = spilloverBp(afterTokyoMoved(10, 'ust'), view(), UST_10Y);
    expect(carried).toBeGreaterThan(1);
    expect(carried).toBeLessThan(3);
    expect(spilloverBp(afterTokyoMoved(10, 'gilt'), view(), GILT_30Y)).toBeGreaterThan(1);
    expect(spilloverBp(afterTokyoMoved(10, 'ktb'), view(), KTB_10Y)).toBeGreaterThan(1);
  });

  test('a move that macro news explains carries nothing', () => {
    const explained = heardAfter(listener('ust'), view().movedForGoodReason(JGB_30Y, 10), 0.6, 'ust');
    expect(spilloverBp(explained, view(), UST_10Y)).toBe(0);
  });

  test('only the thirty-year speaks for Tokyo: other lines are not heard', () => {
    const heard = heardAfter(listener('ust'), view().moved(JGB_10Y, 10), 0.6, 'ust');
    expect(spilloverBp(heard, view(), UST_10Y)).toBe(0);
  });

  test('a move that stays becomes the new normal within weeks', () => {
    const moved = view().moved(JGB_30Y, 20);
    const fresh = spilloverBp(heardAfter(listener('ust'), moved, 0.6, 'ust'), moved, UST_10Y);
    const stale = spilloverBp(heardAfter(listener('ust'), moved, 20, 'ust'), moved, UST_10Y);
    expect(stale).toBeLessThan(0.1 * fresh);
  });

  test('a move that is taken back is taken back abroad, and leaves a little of the opposite sign', () => {
    const belief = afterTokyoMoved(20, 'ust');
    const back = spilloverBp(heardAfter(belief, view(), 0.6, 'ust'), view(), UST_10Y);
    expect(back).toBeLessThan(0);
    expect(back).toBeGreaterThan(-0.15 * spilloverBp(afterTokyoMoved(20, 'ust'), view(), UST_10Y));
  });

  test('an attentive desk carries more, in proportion', () => {
    const [half, whole] = [0.6, 1.2].map((attention) =>
      spilloverBp(heardAfter(listener('ust', attention), view().moved(JGB_30Y, 10), 0.6, 'ust'), view(), UST_10Y),
    ) as [number, number];
    expect(whole).toBeCloseTo(2 * half, 9);
  });

  test('Tokyo does not listen to itself, nor anybody where Tokyo is not listed; currencies carry no premium', () => {
    expect(restingSpillover('jgb', 1, true).sourceExists).toBe(false);
    const deaf = heardAfter(restingSpillover('ust', 1, false), seenBy('fund', 'fundamental', {}, [UST_10Y]), 1, 'ust');
    expect(deaf.heardBp).toBe(0);
    expect(spilloverBp(afterTokyoMoved(10, 'ust'), view(), USDJPY)).toBe(0);
  });
});
