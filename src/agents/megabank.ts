/**
 * Megabanks, SMFG first among them: deposits in search of duration, in no hurry.
 *
 * Watch → Test → Build (`docs/odd.md` §7.11): small purchases once yields stand near the bank's own fair value, building
 * only when realised volatility has fallen, yields no longer rise and nothing is pending. A VaR breach sells. The bank
 * decides at the close of the market's longest line and works its orders through the next day.
 */
import { filter, merge } from 'rxjs';
import { z } from 'zod';
import { FORMAT_TERMS, type HeldFormat } from '../events/auction-terms.ts';
import type { EventOf } from '../events/vocabulary.ts';
import { NO_CAUSE, permilleOf, type Seq, type SimTime } from '../units/quantity.ts';
import { DAY_MS } from '../units/time.ts';
import { bidTowardWish, settleWish } from './auction-wishes.ts';
import { bankBook, cutForLimit, declareBreach, valueAtRisk } from './bank-book.ts';
import type { AgentKind, Command, Instrument, View } from './contract.ts';
import { basisPointsField, faceField, marketField, moneyField, windowField } from './mandate-fields.ts';
import { hearWindowClose, restingWindow, type VarWindow } from './var-window.ts';
import { workToward } from './working-order.ts';

const STAGES = ['watch', 'test', 'build'] as const;
type Stage = (typeof STAGES)[number];
/** Distance from its own fair value at which it starts to look, bp. */
const NEAR_FAIR_BP = 15;
/** Share of the gap to its target that it buys in a week while testing, and the months in which it builds. */
const TEST_SHARE_PER_WEEK = 0.0075;
const BUILD_MONTHS = 12;
const TRADING_DAYS_PER_MONTH = 21;
/** Volatility of the long line below which it builds, as a multiple of calm, and above which it stops again. */
const CALM_ENOUGH = 1.1;
const TOO_WILD = 1.5;
/** An election or the auction of a super-long line of its market within this many days is a reason to wait. */
const CATALYST_DAYS = 5;
const SUPER_LONG_YEARS = 20;
/** An outlier loses more than this share of Tier 1 on a parallel rise of 100 bp; the bank's own limit is a part of that. */
const OUTLIER_SHARE = 0.15;
const SOFT_LIMIT = 0.3;
const OUTLIER_SHOCK_BP = 100;
/** How far beyond the market it trades what its rule wants. */
const TOLERANCE = { halfSpreads: 1.5, sigmas: 0.1 } as const;

const mandate = z.strictObject({
  market: marketField('market of its main book'),
  target: faceField('face it wants to hold in that market'),
  fair10y: basisPointsField('10-year yield that it calls fair'),
  varLimit: moneyField('99 % ten-day value at risk that it may carry'),
  tier1: moneyField('Tier 1 capital, against which interest-rate risk is held; absent: no such limit is known', 0),
  varWindow: windowField(),
});
type Mandate = z.infer<typeof mandate>;

interface Memory {
  readonly window: VarWindow;
  stage: Stage;
  because: Seq;
  /** Wanted holding by instrument id; what is not named stays as it is. */
  readonly wanted: Record<string, number>;
  /** Times of what could still move the market, as far as the calendar has told. */
  catalysts: SimTime[];
  /** Volatility of the long line at the close before the last and at the last, as multiples of calm. */
  lastWild: number;
  wild: number;
}

export const megabank: AgentKind<Mandate, Memory> = {
  kind: 'megabank',
  mandate,
  start: (opening) => ({
    window: restingWindow(opening.self.mandate.varWindow ?? 0),
    stage: 'watch',
    because: NO_CAUSE,
    wanted: {},
    catalysts: [],
    lastWild: 1,
    wild: 1,
  }),

  watches: (stream, self) =>
    merge(
      stream.of('ClockTicked'),
      stream.of('CloseMarked'),
      stream.of('AuctionAnnounced'),
      stream.of('ElectionCalled'),
      stream.of('BidsInvited'),
      stream.of('BidAllotted').pipe(filter((event) => event.agent === self.id)),
    ),

  remember(memory, event, view) {
    switch (event.type) {
      case 'CloseMarked': {
        const line = view.instrument(event.instrument);
        if (line.market === view.self.mandate.market) hearWindowClose(memory.window, event, line);
        if (event.instrument === longest(view)?.id) {
          memory.lastWild = memory.wild;
          memory.wild = volatilityOverCalm(view);
        }
        break;
      }
      case 'AuctionAnnounced':
        if (isSuperLongIssue(view, event)) awaitCatalyst(memory, view, event.resultAt);
        break;
      case 'ElectionCalled':
        awaitCatalyst(memory, view, (event.date * DAY_MS) as SimTime);
        break;
      case 'DecisionTaken':
        memory.stage = STAGES[Math.round((event.milliValues[0] ?? 0) / 1000)] ?? 'watch';
        memory.because = event.seq;
        planTomorrow(memory, view, (event.milliValues[1] ?? 0) / 1000);
        break;
      case 'BidAllotted':
        settleWish(memory.wanted, event, view);
        break;
      case 'RiskLimitBreached':
        memory.because = event.seq;
        cutBook(memory, view);
        break;
      default:
        break;
    }
    return memory;
  },

  decide(view, memory, event) {
    if (event.type === 'CloseMarked' && event.instrument === longest(view)?.id) return review(view, memory);
    if (event.type === 'BidsInvited') return bidTowardWish(view, event, { ...memory, ...terms(view) });
    if (event.type === 'ClockTicked' && view.isOpen(view.self.mandate.market)) return work(view, memory);
    return [];
  },

  headroom(view, memory) {
    const lines = domestic(view);
    const book = bankBook(view, lines, memory.window);
    const used = valueAtRisk(book) / view.self.mandate.varLimit;
    const line = lines.at(-1);
    // VaR grows with volatility: the rise in one day that would take the slow σ to the limit.
    return line === undefined || used <= 0
      ? []
      : [{ limit: 'value at risk', instrument: line.id, distanceBp: line.calmSigmaBp * 10 * (1 / used - 1), used }];
  },
};

type Own = View<Mandate>;

const domestic = (view: Own): readonly Instrument[] =>
  view.instruments(view.self.mandate.market).filter((line) => line.isBond);
const terms = (view: Own) => ({ market: view.self.mandate.market, tolerance: TOLERANCE });
const longest = (view: Own): Instrument | undefined => domestic(view).at(-1);
const tenYear = (view: Own): Instrument | undefined => domestic(view).find((line) => line.tenorYears === 10);

function isSuperLongIssue(view: Own, { format, instruments }: EventOf<'AuctionAnnounced'>): boolean {
  const { direction, takesManyLines } = FORMAT_TERMS[format as HeldFormat];
  if (direction !== 'issue' || takesManyLines) return false;
  return instruments
    .map((id) => view.instrument(id))
    .some(({ market, tenorYears }) => market === view.self.mandate.market && tenorYears >= SUPER_LONG_YEARS);
}

function awaitCatalyst(memory: Memory, view: Own, at: SimTime): void {
  memory.catalysts = [...memory.catalysts.filter((time) => time > view.at), at];
}

function review(view: Own, memory: Memory): Command[] {
  const used = valueAtRisk(bankBook(view, domestic(view), memory.window)) / view.self.mandate.varLimit;
  if (used > 1) return [declareBreach(view.self.id, 'valueAtRisk', used)];
  if (!view.loop('B1')) return [];
  const stage = nextStage(view, memory);
  const lotsPerDay = dailyPurchase(view, stage);
  if (stage === memory.stage && stage === 'watch') return [];
  const line = tenYear(view);
  return [
    {
      type: 'Declare',
      event: {
        type: 'DecisionTaken',
        agent: view.self.id,
        rule: 'megabank.stage',
        instrument: line?.id ?? '',
        terms: ['stage', 'lotsPerDay', 'distanceToFairBp', 'volatilityOverCalm'],
        milliValues: [
          STAGES.indexOf(stage) * 1000,
          permilleOf(lotsPerDay),
          permilleOf(line === undefined ? 0 : view.levelBp(line) - view.self.mandate.fair10y),
          permilleOf(volatilityOverCalm(view)),
        ],
      },
    },
  ];
}

function volatilityOverCalm(view: Own): number {
  const line = longest(view);
  return line === undefined ? 1 : view.volatilityBp(line, 'medium') / line.calmSigmaBp;
}

function nextStage(view: Own, memory: Memory): Stage {
  const line = tenYear(view);
  const long = longest(view);
  if (line === undefined || long === undefined) return 'watch';
  const nearFair = view.levelBp(line) > view.self.mandate.fair10y - NEAR_FAIR_BP;
  if (!nearFair) return 'watch';
  const wild = volatilityOverCalm(view);
  const pending = memory.catalysts.some((at) => at > view.at && at < view.at + CATALYST_DAYS * DAY_MS);
  const quiet = wild < CALM_ENOUGH && view.stretchBp(long) <= 0 && !pending;
  const rising = wild > Math.max(CALM_ENOUGH, memory.lastWild);
  if (quiet) return 'build';
  return memory.stage === 'build' && wild < TOO_WILD && !rising ? 'build' : 'test';
}

/** Lots of its usual 10-year line that a stage buys in a day. */
function dailyPurchase(view: Own, stage: Stage): number {
  const line = tenYear(view);
  if (line === undefined || stage === 'watch') return 0;
  const held = domestic(view).reduce((face, each) => face + view.position(each) * each.lotFace, 0);
  const gapLots = Math.max(0, view.self.mandate.target - held) / line.lotFace;
  const share = stage === 'test' ? TEST_SHARE_PER_WEEK / 5 : 1 / (BUILD_MONTHS * TRADING_DAYS_PER_MONTH);
  return Math.min(gapLots * share, roomLots(view, line));
}

/** Lots of a line until a rise of 100 bp would cost more than the bank's own part of the outlier limit. */
function roomLots(view: Own, line: Instrument): number {
  const { tier1 } = view.self.mandate;
  if (tier1 === 0) return Number.POSITIVE_INFINITY;
  const limit = (SOFT_LIMIT * OUTLIER_SHARE * tier1) / OUTLIER_SHOCK_BP;
  const used = domestic(view).reduce((sum, each) => sum + view.position(each) * view.dv01(each), 0);
  return Math.max(0, (limit - used) / view.dv01(line));
}

function planTomorrow(memory: Memory, view: Own, lotsPerDay: number): void {
  const line = tenYear(view);
  if (line !== undefined) memory.wanted[line.id] = view.position(line) + Math.round(lotsPerDay);
}

function cutBook(memory: Memory, view: Own): void {
  const share = cutForLimit(valueAtRisk(bankBook(view, domestic(view), memory.window)), view.self.mandate.varLimit);
  for (const line of domestic(view)) memory.wanted[line.id] = Math.round(view.position(line) * (1 - share));
}

function work(view: Own, memory: Memory): Command[] {
  const commands: Command[] = [];
  for (const line of domestic(view)) {
    const wanted = memory.wanted[line.id];
    if (wanted === undefined) continue;
    const selling = wanted < view.position(line);
    const flag = selling ? 'riskLimit' : 'voluntary';
    commands.push(
      ...workToward(view, line, wanted, {
        dayShare: 0.1,
        ...TOLERANCE,
        flag,
        because: memory.because,
      }),
    );
  }
  return commands;
}
