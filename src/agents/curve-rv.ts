/**
 * Curve relative value: buys the line that is cheap to its neighbours and sells the one that is dear, within a capital
 * that shrinks as the misfit widens (`docs/odd.md` §7.13). Keeps one auctioned line from standing alone on the curve.
 */

import { z } from 'zod';
import { NO_CAUSE } from '../units/quantity.ts';
import type { AgentKind, Command, Instrument, View } from './contract.ts';
import { flatHoldings } from './flat-holdings.ts';
import { marketField, shareField } from './mandate-fields.ts';
import { workToward } from './working-order.ts';

/** Misfit, in calm days, below which it does nothing and at which it is fully invested. */
const ENTRY_SIGMAS = 0.25;
const FULL_SIGMAS = 1.5;
const PACE = 0.25;

const mandate = z.strictObject({
  market: marketField('market whose curve it trades'),
  capacity: shareField('largest position in a line, as a share of its daily turnover', 0.2),
});
type Mandate = z.infer<typeof mandate>;

interface Memory {
  readonly flatLots: Record<string, number>;
}

export const curveRv: AgentKind<Mandate, Memory> = {
  kind: 'curveRv',
  mandate,

  start(opening) {
    return { flatLots: flatHoldings(opening, opening.self.mandate.market) };
  },

  watches: (stream) => stream.of('ClockTicked'),
  remember: (memory) => memory,

  decide(view, memory, event) {
    const { market } = view.self.mandate;
    if (event.type !== 'ClockTicked' || !view.isOpen(market)) return [];
    const lines = view.instruments(market).filter((line) => line.isBond);
    const misfits = curveMisfits(view, lines);
    return lines.flatMap((line, at) =>
      tradeMisfit(view, memory, { line, misfitBp: misfits[at] ?? 0, wings: wingsOf(lines, at) }),
    );
  },

  headroom: () => [],
};

/** bp by which each line stands above the curve that the others' moves since the opening suggest. */
export function curveMisfits(view: View, lines: readonly Instrument[]): number[] {
  const moves = lines.map(
    (line) => view.levelBp(line) - line.openLevelBp - (view.consensusBp(line) - line.openConsensusBp),
  );
  return lines.map((line, at) => {
    const below = at > 0 ? at - 1 : 1;
    const above = at < lines.length - 1 ? at + 1 : lines.length - 2;
    const [near, far] = [lines[below], lines[above]];
    if (near === undefined || far === undefined || near === far) return 0;
    const span = far.premiumLoading - near.premiumLoading;
    const share = span === 0 ? 0.5 : Math.max(-0.5, Math.min(1.5, (line.premiumLoading - near.premiumLoading) / span));
    return (moves[at] as number) - ((1 - share) * (moves[below] as number) + share * (moves[above] as number));
  });
}

/** The lines on either side, of which it trades the other leg. */
const wingsOf = (lines: readonly Instrument[], at: number): Instrument[] =>
  [lines[at - 1], lines[at + 1]].filter((line) => line !== undefined);

interface Misfit {
  readonly line: Instrument;
  readonly misfitBp: number;
  readonly wings: readonly Instrument[];
}

/** Lots that its capacity allows: no more risk than both wings together could take off. */
function capacityOf(view: View<Mandate>, { line, wings }: Misfit): number {
  const daily = (each: Instrument): number => each.calmDailyLots * view.dv01(each);
  const other = wings.reduce((sum, wing) => sum + daily(wing), 0);
  return view.self.mandate.capacity * line.calmDailyLots * Math.min(1, other / daily(line));
}

function tradeMisfit(view: View<Mandate>, memory: Memory, misfit: Misfit): Command[] {
  const { line, misfitBp } = misfit;
  const sigmas = misfitBp / line.calmSigmaBp;
  const strength = Math.max(0, Math.min(1, (Math.abs(sigmas) - ENTRY_SIGMAS) / (FULL_SIGMAS - ENTRY_SIGMAS)));
  const capacity = capacityOf(view, misfit);
  const wanted = (memory.flatLots[line.id] ?? 0) + Math.round(Math.sign(misfitBp) * strength * capacity);
  const held = view.position(line) - wanted;
  // Hysteresis: a tenth of capacity is not worth a trade.
  if (Math.abs(held) < 0.1 * capacity) return [];
  return workToward(view, line, wanted, {
    dayShare: PACE,
    halfSpreads: 1.5,
    sigmas: 0.1,
    flag: 'voluntary',
    because: NO_CAUSE,
  });
}
