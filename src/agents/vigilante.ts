/**
 * Bond vigilantes: macro funds that short the long end while yields pay too little for the issuer's finances, and the lines
 * under a ceiling while it looks as if it might go (`ceiling-attack.ts`).
 *
 * Signal = (premium they think right − premium that yields show) in days of volatility, with some momentum while others
 * are afraid; in above an entry threshold, out below an exit threshold, out with a profit only once the market has turned. The
 * short sits in the 30- and 40-year, half hedged in the 10-year; what ends it is in `vigilante-bets.ts`. Source:
 * `docs/odd.md` §7.7, sizes by market (at most a few days' elasticity, never by capital alone).
 */

import { merge } from 'rxjs';
import { z } from 'zod';
import { tanh } from '../math/logistic.ts';
import { NO_CAUSE, permilleOf } from '../units/quantity.ts';
import { backing } from './backstop.ts';
import { attackConviction, attackedLines, attackShare } from './ceiling-attack.ts';
import {
  bankBeliefs,
  bankShiftBp,
  type CentralBankBelief,
  hearAuthority,
  isAuthorityNews,
  passBankTick,
} from './central-bank-belief.ts';
import type { AgentKind, Command, Instrument, View } from './contract.ts';
import {
  digest,
  type FiscalBelief,
  hearWords,
  holdRevision,
  likeOthers,
  openingBelief,
  reviseOn,
} from './fiscal-belief.ts';
import { flatHoldings } from './flat-holdings.ts';
import { marketField, shareField } from './mandate-fields.ts';
import { isSaleAhead } from './sale-ahead.ts';
import {
  type Bets,
  calledForMargin,
  decided,
  longLines,
  marginRoom,
  shorts,
  stopped,
  takeLoss,
  takePosition,
} from './vigilante-bets.ts';
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
/** bp of 10-year premium for one point of interest over growth on a debt of one year's output (1 to 3 plausible). */
const BURDEN_BP = 2;
/** Share of the debt that is refinanced within the five years that it looks ahead, at a sixth a year. */
const REFINANCED = 0.58;
/** Rise of yields beyond which the debt's arithmetic adds nothing more, percentage points. */
const BURDEN_CAP_POINTS = 3;
/** It takes profits only once yields have fallen over so many ticks. */
const TURN_TICKS = 12;
/** It does not buy from who is seen to be forced: he will sell more tomorrow. Visible forced selling, share of a day's turnover. */
const FORCED_SHARE = 0.05;

const mandate = z.strictObject({
  market: marketField('market whose issuer it watches'),
  capacity: shareField('largest short in each line, as a share of the line’s daily turnover', 0.13),
  stopLossSigmas: z
    .number()
    .min(1)
    .max(50)
    .default(10)
    .describe('loss at which it closes, in calm daily moves of its position; at half of it half goes'),
  crowding: shareField(
    'how far it judges as the other macro funds do; at 100% all go in and out at the same signal',
    0,
  ),
});
type Mandate = z.infer<typeof mandate>;

interface Memory extends Bets {
  readonly belief: FiscalBelief;
  readonly banks: readonly CentralBankBelief[];
  readonly entrySignal: number;
  readonly flatLots: Record<string, number>;
  /** Gross debt over output. */
  readonly debt: number;
}

export const vigilante: AgentKind<Mandate, Memory> = {
  kind: 'vigilante',
  mandate,

  start(opening, random) {
    const { market } = opening.self.mandate;
    const draws = random('character');
    const before = opening.beliefs(market);
    const crowding = Math.min(1, opening.self.mandate.crowding);
    return {
      belief: likeOthers(openingBelief(market, draws, 1.5, before), crowding),
      banks: bankBeliefs(opening, market, draws),
      entrySignal: 0.5 + (1 - crowding) * draws.uniform() + crowding / 2,
      flatLots: flatHoldings(opening, market),
      debt: before.debt,
      conviction: 0,
      because: NO_CAUSE,
      attacks: {},
      entryLevelBp: {},
      allowed: 1,
      squeezed: false,
    };
  },

  watches: (stream) =>
    merge(
      stream.of('ClockTicked'),
      stream.of('FiscalShockAnnounced'),
      stream.of('OfficialSpoke'),
      stream.of('IssuancePlanRevised'),
      stream.of('AuctionAnnounced'),
      stream.of('AuctionResultPublished'),
      stream.of('CloseMarked'),
      stream.of('PolicyRateSet'),
    ),

  remember(memory, event, view) {
    const { market } = view.self.mandate;
    if (event.type === 'BeliefRevised') holdRevision(memory.belief, event);
    if (event.type === 'OfficialSpoke' && view.loop('B2')) hearWords(memory.belief, event);
    if (isAuthorityNews(event)) hearAuthority(memory.banks, event, view, memory.belief.targetBp);
    if (event.type === 'FiscalShockAnnounced' && event.market === market) memory.allowed = 1;
    if (event.type === 'ClockTicked' && view.isOpen(market)) {
      digest(memory.belief, {
        pricedBp: pricedBp(view, memory),
        learns: view.loop('L1'),
        waits: isSaleAhead(view, market),
      });
      passBankTick(memory.banks, view);
    }
    if (event.type === 'StopLossTriggered') takeLoss(memory, event, view);
    if (event.type === 'DecisionTaken') takePosition(memory, event, view);
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
    return shorts(view, memory).map(({ line, lossSigmas }) => ({
      limit: 'stop',
      instrument: line.id,
      // A short is stopped by a *fall* of yields.
      distanceBp: (lossSigmas - view.self.mandate.stopLossSigmas) * line.calmSigmaBp,
      used: Math.max(0, lossSigmas / view.self.mandate.stopLossSigmas),
    }));
  },
};

type Own = View<Mandate>;

function pricedBp(view: Own, memory: Memory): number {
  const line = longLines(view)[0];
  if (line === undefined || line.premiumLoading <= 0) return 0;
  return (homeMadeBp(view, line) - bankShiftBp(memory.banks, view, line)) / line.premiumLoading;
}

/** d' = d(1+r)/(1+g) − pb: what the rise of yields since the opening will cost as the debt is refinanced (L1), bp. */
function burdenBp(view: Own, memory: Memory, line: Instrument): number {
  if (!view.loop('L1') || !memory.belief.doubts) return 0;
  const points = Math.min(BURDEN_CAP_POINTS, Math.max(0, (view.levelBp(line) - line.openLevelBp) / 100));
  return BURDEN_BP * memory.debt * REFINANCED * points;
}

function press(view: Own, memory: Memory): Command[] {
  const line = longLines(view)[0];
  if (line === undefined || line.premiumLoading <= 0) return [];
  const forced = [...stopped(view, memory), ...calledForMargin(view, memory)].slice(0, 1);
  if (forced.length > 0) return forced;
  const wanted = wantedConviction(view, memory, line);
  const changed = isChanged(wanted, memory.conviction) && !(wanted < memory.conviction && mustWait(view, memory, line));
  const milliValues = [wanted, memory.belief.targetBp, pricedBp(view, memory)].map(permilleOf);
  const terms = ['conviction', 'believedBp', 'pricedBp'];
  const decision = changed
    ? [decided(view, { rule: 'vigilante.signal', line, terms, milliValues, because: memory.belief.because })]
    : attackChanges(view, memory);
  return decision.length > 0 ? decision : work(view, memory);
}

const isChanged = (wanted: number, held: number): boolean =>
  Math.abs(wanted - held) > 0.15 || (wanted === 0) !== (held === 0);

/** Whoever is in the money and unhurt covers when the market turns, not while it runs. */
function mustWait(view: Own, { allowed }: Memory, line: Instrument): boolean {
  if (allowed < 1) return false;
  const runs = view.stretchBp(line) > 0 && view.changeOverTicks(line, TURN_TICKS) > 0;
  const forced = longLines(view).some(
    (each) => view.forcedImbalance(each) * (1 - backing(view, each)) > FORCED_SHARE * each.calmDailyLots,
  );
  return runs || (view.loop('L6') && forced);
}

/** Share of capacity wanted short. Between entry and exit it keeps what it has. */
function wantedConviction(view: Own, memory: Memory, line: Instrument): number {
  const sigma = effectiveSigmaBp(view, line, memory.belief.fear);
  const run = Math.max(-MOMENTUM_CAP_BP, Math.min(MOMENTUM_CAP_BP, view.runBp(line)));
  const momentum =
    view.loop('L1') && memory.belief.doubts ? (MOMENTUM * memory.belief.fear * run) / line.premiumLoading : 0;
  const right = memory.belief.targetBp + burdenBp(view, memory, line) + momentum;
  const signal = ((right - pricedBp(view, memory)) * line.premiumLoading) / sigma;
  if (memory.conviction === 0 && signal < memory.entrySignal) return 0;
  if (signal < EXIT_SIGNAL) return 0;
  const grown = tanh(CONVICTION * signal) * Math.min(1, (1.5 * line.calmSigmaBp) / sigma);
  return Math.round(Math.min(memory.allowed * grown, marginRoom(view, memory)) * 1000) / 1000;
}

/** The first line of the ceiling's whose bet has changed. */
function attackChanges(view: Own, memory: Memory): Command[] {
  const [bank] = memory.banks;
  if (bank === undefined || bank.openPressureBp === 0) return [];
  for (const line of attackedLines(view, view.self.mandate.market)) {
    if (attackShare(view, line) === 0) continue;
    const conviction = memory.attacks[line.id] ?? 0;
    const held = { conviction, entry: memory.entrySignal, exit: EXIT_SIGNAL, slope: CONVICTION };
    const grown = memory.allowed * attackConviction(view, bank, line, held);
    const wanted = Math.round(Math.min(grown, marginRoom(view, memory)) * 1000) / 1000;
    if (!isChanged(wanted, conviction)) continue;
    const milliValues = [wanted, bank.credibility, view.levelBp(line)].map(permilleOf);
    const terms = ['conviction', 'credibility', 'levelBp'];
    return [decided(view, { rule: 'vigilante.ceiling', line, terms, milliValues, because: memory.belief.because })];
  }
  return [];
}

function work(view: Own, memory: Memory): Command[] {
  const flag = memory.allowed < 1 ? 'stopLoss' : memory.squeezed ? 'margin' : 'voluntary';
  const pace = { dayShare: PACE, halfSpreads: 2, sigmas: 0.15, flag, because: memory.because } as const;
  const wanted = new Map<Instrument, number>();
  const add = (line: Instrument, lots: number): unknown => wanted.set(line, (wanted.get(line) ?? 0) + lots);
  const { capacity } = view.self.mandate;
  let shortDv01 = 0;
  for (const line of longLines(view)) {
    const short = memory.conviction * capacity * line.calmDailyLots;
    shortDv01 += short * view.dv01(line);
    add(line, -short);
  }
  const hedge = view.instruments(view.self.mandate.market).find((line) => line.tenorYears === 10);
  if (hedge !== undefined) add(hedge, (HEDGE_SHARE * shortDv01) / view.dv01(hedge));
  for (const line of attackedLines(view, view.self.mandate.market))
    add(line, -(memory.attacks[line.id] ?? 0) * attackShare(view, line) * capacity * line.calmDailyLots);
  return [...wanted].flatMap(([line, lots]) =>
    workToward(view, line, Math.round((memory.flatLots[line.id] ?? 0) + lots), pace),
  );
}
