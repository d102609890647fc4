/**
 * Cross-market relative value: desks that hold long duration somewhere and sell it when markets abroad move without
 * a macro reason and it has not followed. Their capital is small against turnover, so they carry a minor part of the
 * spill-over; the rest is what others make of the same news (`docs/odd.md` §7.13).
 */

import { z } from 'zod';
import { NO_CAUSE } from '../units/quantity.ts';
import type { AgentKind, Command, View } from './contract.ts';
import { flatHoldings } from './flat-holdings.ts';
import { marketField, shareField } from './mandate-fields.ts';
import { workToward } from './working-order.ts';

/** Of what the market hears from abroad: they trade the whole of calm co-movement, others the part they take for global. */
const OF_WHAT_IS_HEARD = 1.5;
const FULL_SIGMAS = 2;
const PACE = 0.3;

const mandate = z.strictObject({
  market: marketField('market that it trades against all others'),
  capacity: shareField('largest position in the long line, as a share of its daily turnover', 0.1),
});
type Mandate = z.infer<typeof mandate>;

interface Memory {
  readonly flatLots: Record<string, number>;
}

export const globalRv: AgentKind<Mandate, Memory> = {
  kind: 'globalRv',
  mandate,

  start(opening) {
    return { flatLots: flatHoldings(opening, opening.self.mandate.market) };
  },

  watches: (stream) => stream.of('ClockTicked'),
  remember: (memory) => memory,

  decide(view, memory, event) {
    const { market } = view.self.mandate;
    if (event.type !== 'ClockTicked' || !view.isOpen(market)) return [];
    return followAbroad(view, memory);
  },

  headroom: () => [],
};

function followAbroad(view: View<Mandate>, memory: Memory): Command[] {
  const target = view.instruments(view.self.mandate.market).findLast((line) => line.isBond);
  if (target === undefined) return [];
  const expected = OF_WHAT_IS_HEARD * view.heardAbroadBp(target);
  const explained = view.consensusBp(target) - target.openConsensusBp + view.politicsBp(target);
  const seen = view.levelBp(target) - target.openLevelBp - explained;
  // What a market does for reasons of its own is not theirs to trade: only what it owes to the move abroad.
  const owed =
    expected > 0 ? Math.min(expected, Math.max(0, expected - seen)) : Math.max(expected, Math.min(0, expected - seen));
  const gapSigmas = owed / target.calmSigmaBp;
  const capacity = view.self.mandate.capacity * target.calmDailyLots;
  // Yields expected to rise: sell.
  const wanted =
    (memory.flatLots[target.id] ?? 0) - Math.round(capacity * Math.max(-1, Math.min(1, gapSigmas / FULL_SIGMAS)));
  if (Math.abs(view.position(target) - wanted) < 0.15 * capacity) return [];
  return workToward(view, target, wanted, {
    dayShare: PACE,
    halfSpreads: 1.5,
    sigmas: 0.1,
    flag: 'voluntary',
    because: NO_CAUSE,
  });
}
