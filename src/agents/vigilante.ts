/**
 * Bond vigilantes: macro funds that short the long end while yields pay too little for the issuer's finances.
 *
 * Signal = (premium they think right − premium that yields show) in days of volatility, with some momentum while others
 * are afraid; in above an entry threshold, out below an exit threshold. The short sits in the 30- and 40-year, half
 * hedged in the 10-year. A loss beyond the stop cuts the position. Source: `docs/odd.md` §7.7, sizes by market
 * (`docs/odd.md` §7.7: at most a few days' elasticity, never by capital alone).
 */

import { merge } from 'rxjs';
import { z } from 'zod';
import type { MarketEvent } from '../events/vocabulary.ts';
import { tanh } from '../math/logistic.ts';
import { NO_CAUSE, permilleOf, type Seq } from '../units/quantity.ts';
import type { AgentKind, Command, Instrument, View } from './contract.ts';
import { digest, type FiscalBelief, hearWords, holdRevision, restingBelief, reviseOn } from './fiscal-belief.ts';
import { flatHoldings } from './flat-holdings.ts';
import { marketField, shareField } from './mandate-fields.ts';
import { effectiveSigmaBp } from './volatility.ts';
import { workToward } from './working-order.ts';
import { homeMadeBp } from './world-belief.ts';

const MOMENTUM = 0.6;
const MOMENTUM_CAP_BP = 30;
const EXIT_SIGNAL = 0.3;
const CONVICTION = 0.8;
/** Share of a line's daily turnover that one fund trades in a day at most. */
const PACE = 0.12;
const HEDGE_SHARE = 0.5;

const mandate = z.strictObject({
  market: marketField('market whose issuer it watches'),
  capacity: shareField('largest short in each long line, as a share of the line’s daily turnover', 0.13),
  stopLossSigmas: z
    .number()
    .min(1)
    .max(50)
    .default(12)
    .describe('loss at which it closes, in calm daily moves of its position'),
});
type Mandate = z.infer<typeof mandate>;

interface Memory {
  readonly belief: FiscalBelief;
  readonly entrySignal: number;
  readonly flatLots: Record<string, number>;
  /** Share of capacity that it wants to be short, 0…1, and the event that said so. */
  conviction: number;
  because: Seq;
  /** Level of the longest line when the short was opened. */
  entryLevelBp: number;
  stoppedOut: boolean;
}

export const vigilante: AgentKind<Mandate, Memory> = {
  kind: 'vigilante',
  mandate,

  start(opening, random) {
    const { market } = opening.self.mandate;
    const draws = random('character');
    const flatLots = flatHoldings(opening, market);
    return {
      belief: restingBelief(market, draws, 1.5),
      entrySignal: 0.5 + draws.uniform(),
      flatLots,
      conviction: 0,
      because: NO_CAUSE,
      entryLevelBp: 0,
      stoppedOut: false,
    };
  },

  watches: (stream) =>
    merge(
      stream.of('ClockTicked'),
      stream.of('FiscalShockAnnounced'),
      stream.of('OfficialSpoke'),
      stream.of('IssuancePlanRevised'),
    ),

  remember(memory, event, view) {
    const { market } = view.self.mandate;
    if (event.type === 'BeliefRevised') holdRevision(memory.belief, event);
    if (event.type === 'OfficialSpoke' && view.loop('B2')) hearWords(memory.belief, event);
    if (event.type === 'FiscalShockAnnounced' && event.market === market) memory.stoppedOut = false;
    if (event.type === 'ClockTicked' && view.isOpen(market)) digest(memory.belief, pricedBp(view), view.loop('L1'));
    if (event.type === 'StopLossTriggered') memory.stoppedOut = true;
    if (event.type === 'DecisionTaken' || event.type === 'StopLossTriggered') takePosition(memory, event, view);
    return memory;
  },

  decide(view, memory, event) {
    switch (event.type) {
      case 'FiscalShockAnnounced':
      case 'OfficialSpoke':
      case 'IssuancePlanRevised':
        return reviseOn(view, memory.belief, event);
      case 'ClockTicked':
        return view.isOpen(view.self.mandate.market) ? press(view, memory) : [];
      default:
        return [];
    }
  },

  headroom(view, memory) {
    const longest = longLines(view).at(-1);
    if (longest === undefined || memory.conviction === 0) return [];
    const loss = memory.entryLevelBp - view.levelBp(longest);
    const room = view.self.mandate.stopLossSigmas * longest.calmSigmaBp - loss;
    // A short is stopped by a *fall* of yields.
    return [{ limit: 'stop', instrument: longest.id, distanceBp: -room }];
  },
};

type Own = View<Mandate>;

function takePosition(
  memory: Memory,
  event: MarketEvent & { type: 'DecisionTaken' | 'StopLossTriggered' },
  view: Own,
): void {
  const longest = longLines(view).at(-1);
  if (memory.conviction === 0 && longest !== undefined) memory.entryLevelBp = view.levelBp(longest);
  memory.conviction = event.type === 'StopLossTriggered' ? 0 : (event.milliValues[0] ?? 0) / 1000;
  memory.because = event.seq;
}

/** The bonds that it shorts: the two longest. */
const longLines = (view: Own): readonly Instrument[] =>
  view
    .instruments(view.self.mandate.market)
    .filter((line) => line.isBond)
    .slice(-2);

function pricedBp(view: Own): number {
  const line = longLines(view)[0];
  if (line === undefined || line.premiumLoading <= 0) return 0;
  return homeMadeBp(view, line) / line.premiumLoading;
}

function press(view: Own, memory: Memory): Command[] {
  const line = longLines(view)[0];
  if (line === undefined || line.premiumLoading <= 0) return [];
  const stop = stopped(view, memory);
  if (stop.length > 0) return stop;
  const wanted = wantedConviction(view, memory, line);
  const changed = Math.abs(wanted - memory.conviction) > 0.15 || (wanted === 0) !== (memory.conviction === 0);
  const decision: Command[] = changed
    ? [
        {
          type: 'Declare',
          event: {
            type: 'DecisionTaken',
            agent: view.self.id,
            rule: 'vigilante.signal',
            instrument: line.id,
            terms: ['conviction', 'believedBp', 'pricedBp'],
            milliValues: [permilleOf(wanted), permilleOf(memory.belief.targetBp), permilleOf(pricedBp(view))],
          },
          because: memory.belief.because,
        },
      ]
    : [];
  return [...decision, ...(changed ? [] : work(view, memory))];
}

/** Share of capacity wanted short. Between entry and exit it keeps what it has. */
function wantedConviction(view: Own, memory: Memory, line: Instrument): number {
  if (memory.stoppedOut) return 0;
  const sigma = effectiveSigmaBp(view, line, memory.belief.fear);
  const stretch = Math.max(-MOMENTUM_CAP_BP, Math.min(MOMENTUM_CAP_BP, view.stretchBp(line)));
  const momentum =
    view.loop('L1') && memory.belief.doubts ? (MOMENTUM * memory.belief.fear * stretch) / line.premiumLoading : 0;
  const signal = ((memory.belief.targetBp + momentum - pricedBp(view)) * line.premiumLoading) / sigma;
  if (memory.conviction === 0 && signal < memory.entrySignal) return 0;
  if (signal < EXIT_SIGNAL) return 0;
  const grown = tanh(CONVICTION * signal) * Math.min(1, (1.5 * line.calmSigmaBp) / sigma);
  return Math.round(grown * 1000) / 1000;
}

function stopped(view: Own, memory: Memory): Command[] {
  const longest = longLines(view).at(-1);
  if (longest === undefined || memory.conviction === 0) return [];
  const lossSigmas = (memory.entryLevelBp - view.levelBp(longest)) / longest.calmSigmaBp;
  if (lossSigmas < view.self.mandate.stopLossSigmas) return [];
  const loss = permilleOf(lossSigmas);
  const threshold = permilleOf(view.self.mandate.stopLossSigmas);
  return [
    {
      type: 'Declare',
      event: { type: 'StopLossTriggered', agent: view.self.id, instrument: longest.id, loss, threshold },
    },
  ];
}

function work(view: Own, memory: Memory): Command[] {
  const flag = memory.stoppedOut ? 'stopLoss' : 'voluntary';
  const pace = { dayShare: PACE, halfSpreads: 2, sigmas: 0.15, flag, because: memory.because } as const;
  const commands: Command[] = [];
  let shortDv01 = 0;
  for (const line of longLines(view)) {
    const short = memory.conviction * view.self.mandate.capacity * line.calmDailyLots;
    shortDv01 += short * view.dv01(line);
    commands.push(...workToward(view, line, Math.round((memory.flatLots[line.id] ?? 0) - short), pace));
  }
  const hedge = view.instruments(view.self.mandate.market).find((line) => line.tenorYears === 10);
  if (hedge !== undefined) {
    const long = (HEDGE_SHARE * shortDv01) / view.dv01(hedge);
    commands.push(...workToward(view, hedge, Math.round((memory.flatLots[hedge.id] ?? 0) + long), pace));
  }
  return commands;
}
