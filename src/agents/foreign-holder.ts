/**
 * Foreign holders of Korean bonds: private ones with a stop-loss each, official ones without.
 *
 * Thresholds are spread out and drawn given that none is behind the holder on its first day (`docs/odd.md` §7.10), so
 * that nothing is sold before something happens. Beyond the threshold half of the book's risk go each day, in the
 * tenor that is traded most first, for as long as the loss stands.
 */
import { EMPTY, filter, merge } from 'rxjs';
import { z } from 'zod';
import { exp } from '../math/exp.ts';
import { MINOR_PER_UNIT } from '../units/amount-text.ts';
import { NO_CAUSE, permilleOf, type Seq } from '../units/quantity.ts';
import type { AgentKind, Command, Instrument, Opening, Random, View } from './contract.ts';
import { flatHoldings } from './flat-holdings.ts';
import { marketField, shareField } from './mandate-fields.ts';
import { isOfMarket } from './routing.ts';
import { workToward } from './working-order.ts';

const THRESHOLD_DISPERSION = 0.35;
const THRESHOLD_RANGE = [0.04, 0.25] as const;
/** Room that the nearest has left, share of cost: a basis point. */
const LEAST_ROOM = 0.0005;
const SOLD_PER_DAY = 0.5;
/** Pace of one holder's sale as a share of each line's turnover. */
const PACE = 0.05;

const mandate = z.strictObject({
  market: marketField('market whose bonds it holds'),
  stops: z.boolean().default(true).describe('false for official holders, who have no stop-loss'),
  medianThreshold: shareField('median loss at which such holders stop, as a share of cost', 0.1),
  lossAtStart: shareField('average loss against cost that such holders have already, as a share', 0.08),
});
type Mandate = z.infer<typeof mandate>;

interface Memory {
  readonly threshold: number;
  readonly lossAtStart: number;
  readonly openLevelBp: Record<string, number>;
  /** The book that its cost is counted on: what was sold at a loss is lost. */
  readonly openLots: Record<string, number>;
  /** Holdings wanted once the stop was hit, by instrument id. */
  readonly wanted: Record<string, number>;
  triggered: boolean;
  because: Seq;
}

export const foreignHolder: AgentKind<Mandate, Memory> = {
  kind: 'foreignHolder',
  mandate,

  start(opening, random) {
    const openLevelBp: Record<string, number> = {};
    const openLots = flatHoldings(opening, opening.self.mandate.market);
    for (const line of opening.instruments(opening.self.mandate.market)) openLevelBp[line.id] = line.openLevelBp;
    return {
      ...drawThreshold(opening, random),
      openLevelBp,
      openLots,
      wanted: {},
      triggered: false,
      because: NO_CAUSE,
    };
  },

  // A holder without a stop has nothing to look at.
  watches: (stream, self) =>
    self.mandate.stops
      ? merge(
          stream.of('ClockTicked'),
          stream.of('CloseMarked').pipe(filter((event) => isOfMarket(event, self.mandate.market))),
        )
      : EMPTY,

  remember(memory, event, view) {
    if (event.type === 'StopLossTriggered') {
      memory.triggered = true;
      memory.because = event.seq;
      wantLess(view, memory);
    }
    // The next day's slice, while the loss stands.
    const dayEnds = event.type === 'CloseMarked' && event.instrument === lines(view).at(-1)?.id;
    if (dayEnds && memory.triggered && lossOf(view, memory) > memory.threshold) wantLess(view, memory);
    return memory;
  },

  decide(view, memory, event) {
    if (!view.self.mandate.stops || !view.loop('L5')) return [];
    if (event.type !== 'ClockTicked' || !view.isOpen(view.self.mandate.market)) return [];
    if (!memory.triggered) return checkStop(view, memory);
    const pace = { dayShare: PACE, halfSpreads: 3, sigmas: 0.3, flag: 'stopLoss', because: memory.because } as const;
    return lines(view).flatMap((line) => {
      const wanted = memory.wanted[line.id];
      return wanted === undefined || wanted >= view.position(line) ? [] : workToward(view, line, wanted, pace);
    });
  },

  headroom(view, memory) {
    const line = lines(view).at(-1);
    if (!view.self.mandate.stops || line === undefined) return [];
    return [
      {
        limit: 'stop-loss',
        instrument: line.id,
        distanceBp: (memory.threshold - lossOf(view, memory)) * bpPerUnitLoss(view, memory),
        used: Math.max(0, lossOf(view, memory) / memory.threshold),
      },
    ];
  },
};

type Own = View<Mandate>;

const lines = (view: Own): readonly Instrument[] =>
  view.instruments(view.self.mandate.market).filter((line) => line.isBond);

/** A day's part of the risk goes where risk is traded most: in the line that the future is on before all others. */
function wantLess(view: Own, memory: Memory): void {
  const byTurnover = [...lines(view)].sort((a, b) => b.calmDailyLots * view.dv01(b) - a.calmDailyLots * view.dv01(a));
  let risk = 0;
  for (const line of byTurnover) risk += SOLD_PER_DAY * view.position(line) * view.dv01(line);
  for (const line of byTurnover) {
    const sold = Math.min(view.position(line), Math.round(risk / view.dv01(line)));
    memory.wanted[line.id] = view.position(line) - sold;
    risk = Math.max(0, risk - sold * view.dv01(line));
  }
}

/** A threshold beyond the loss that it already has: whoever was past the stop has sold long ago. */
function drawThreshold(opening: Opening<Mandate>, random: Random): { threshold: number; lossAtStart: number } {
  const draws = random('character');
  const lossAtStart = Math.max(0, opening.self.mandate.lossAtStart + 0.03 * draws.normal());
  const [low, high] = THRESHOLD_RANGE;
  // Rejection with a bounded number of draws; the last resort is the upper end, which is beyond any opening loss.
  for (let tries = 0; tries < 64; tries++) {
    const threshold = opening.self.mandate.medianThreshold * exp(THRESHOLD_DISPERSION * draws.normal());
    if (threshold > lossAtStart + LEAST_ROOM && threshold >= low && threshold <= high)
      return { threshold, lossAtStart };
  }
  return { threshold: high, lossAtStart: Math.min(lossAtStart, high - 0.01) };
}

/** Loss against cost as a share: what there was at the start plus what yields added to the book of then. */
function lossOf(view: Own, memory: Memory): number {
  let lost = 0;
  let worth = 0;
  for (const line of lines(view)) {
    const held = memory.openLots[line.id] ?? 0;
    lost += held * view.dv01(line) * (view.levelBp(line) - (memory.openLevelBp[line.id] ?? 0));
    worth += held * line.lotFace * MINOR_PER_UNIT[line.currency];
  }
  return memory.lossAtStart + (worth === 0 ? 0 : lost / worth);
}

/** Parallel bp that cost one unit (100 %) of the book. */
function bpPerUnitLoss(view: Own, { openLots }: Memory): number {
  let dv01 = 0;
  let worth = 0;
  for (const line of lines(view)) {
    const held = openLots[line.id] ?? 0;
    dv01 += held * view.dv01(line);
    worth += held * line.lotFace * MINOR_PER_UNIT[line.currency];
  }
  return dv01 <= 0 ? 0 : worth / dv01;
}

function checkStop(view: Own, memory: Memory): Command[] {
  const loss = lossOf(view, memory);
  if (loss <= memory.threshold) return [];
  return [
    {
      type: 'Declare',
      event: {
        type: 'StopLossTriggered',
        agent: view.self.id,
        instrument: lines(view).at(-1)?.id ?? '',
        loss: permilleOf(loss),
        threshold: permilleOf(memory.threshold),
      },
    },
  ];
}
