/**
 * The control plane's vocabulary: everything that happens except what happens to single orders (`records.ts`).
 *
 * A closed discriminated union on `type`; names in the past tense and in the market's own words; every number an
 * integer whose unit is its type. Each event names the events that it follows from in `causes`. Only what the
 * scenario states (its opening, calendar and announcements) and noise may have none; the test of orphans holds that.
 *
 * Adding an event: one interface here or in its chapter, one row in `fields.ts` (the compiler asks for it), one case in
 * whoever folds it.
 */
import type { DayNumber } from '../units/civil-date.ts';
import type {
  Currency,
  Lots,
  Market,
  MilliBp,
  Minor,
  Permille,
  PriceTicks,
  Side,
  SimTime,
  Venue,
} from '../units/quantity.ts';
import type { AuctionEvent } from './auction-events.ts';
import type { Event } from './event.ts';
import type { InterventionEvent } from './intervention-events.ts';
import type { SettlementEvent } from './settlement-events.ts';

// ── Opening: makes a log readable without its scenario ────────────────────────────────────────────────────────────

export interface InstrumentListed extends Event<'InstrumentListed'> {
  readonly instrument: string;
  readonly market: Market;
  readonly currency: Currency;
  /** Original tenor in thousandths of a year; 0 where there is none. */
  readonly tenorMilliYears: number;
  /** Annual coupon in thousandths of a percent. */
  readonly couponMilliPct: number;
  /** Maturity; 0 where there is none. */
  readonly maturity: DayNumber;
  /** Ticks to one unit of the quoted price (100 where the tick is 0.01). */
  readonly ticksPerPoint: number;
  /** What one tick on one lot is worth. */
  readonly tickValue: Minor;
  /** Face of a lot in whole units of the currency (for a currency pair, of its base). */
  readonly lotFace: number;
  /** Opening price and its level: the yield of a bond, minus 10,000 × ln(price) elsewhere. */
  readonly openTicks: PriceTicks;
  readonly openLevel: MilliBp;
}

export interface AgentJoined extends Event<'AgentJoined'> {
  readonly agent: string;
  readonly kind: string;
}

/** Opening cash; `from` is whoever carries the other side, the central bank of the currency where there is one. */
export interface CashOpened extends Event<'CashOpened'> {
  readonly agent: string;
  readonly from: string;
  readonly currency: Currency;
  readonly amount: Minor;
}

/**
 * Opening holding. What is outstanding goes from the issuer to the holders nobody names, and from those to the
 * institutions that the scenario names: every opening is a transfer, so one more institution changes no other event.
 */
export interface HoldingOpened extends Event<'HoldingOpened'> {
  readonly agent: string;
  readonly from: string;
  readonly instrument: string;
  readonly lots: Lots;
}

// ── Calendar ──────────────────────────────────────────────────────────────────────────────────────────────────────

export interface SessionOpened extends Event<'SessionOpened'> {
  /** A market, or the exchange on which its future trades. */
  readonly market: Venue;
  readonly date: DayNumber;
}

export interface SessionClosed extends Event<'SessionClosed'> {
  readonly market: Venue;
  readonly date: DayNumber;
}

/** Interest accrued on one lot for trades of this business date; the buyer pays it to the seller. */
export interface InterestAccrued extends Event<'InterestAccrued'> {
  readonly instrument: string;
  readonly date: DayNumber;
  readonly perLot: Minor;
}

/** The decision clock: one for the whole world while any market is open. */
export interface ClockTicked extends Event<'ClockTicked'> {}

/** One per instrument and tick in which best bid, best offer or last trade changed. Zero ticks: that side is empty. */
export interface PriceTicked extends Event<'PriceTicked'> {
  readonly instrument: string;
  readonly bidTicks: PriceTicks;
  readonly offerTicks: PriceTicks;
  readonly lastTicks: PriceTicks;
  /** Level of the mid; where a side is empty, the last that was seen. */
  readonly level: MilliBp;
}

/** The official close of a business date (`docs/formats.md`). */
export interface CloseMarked extends Event<'CloseMarked'> {
  readonly instrument: string;
  readonly date: DayNumber;
  /** Mid in half ticks, so that it is an integer. */
  readonly closeHalfTicks: number;
  readonly level: MilliBp;
  /** Level minus that of the previous business date's close, of the opening state on the first. */
  readonly change: MilliBp;
}

// ── What the scenario announces ───────────────────────────────────────────────────────────────────────────────────

/** A stated change of the yearly deficit. */
export interface FiscalShockAnnounced extends Event<'FiscalShockAnnounced'> {
  readonly market: Market;
  readonly amount: Minor;
  /** Yearly change of the deficit as a share of output. */
  readonly gdpShare: MilliBp;
  /** Stated length in thousandths of a year; 0 = permanent. */
  readonly durationMilliYears: number;
  /** How much likelier than before the measure has become: announcements of one measure add up. */
  readonly likelihood: Permille;
  /** 1000 = fully funded and explained. */
  readonly clarity: Permille;
  readonly headline: string;
}

export interface ElectionCalled extends Event<'ElectionCalled'> {
  readonly market: Market;
  readonly date: DayNumber;
  readonly headline: string;
}

export interface ElectionHeld extends Event<'ElectionHeld'> {
  readonly market: Market;
  readonly headline: string;
}

export interface OfficialSpoke extends Event<'OfficialSpoke'> {
  readonly market: Market;
  readonly speaker: string;
  readonly stance: 'calming' | 'alarming';
  readonly credibility: Permille;
  readonly headline: string;
}

export interface PolicyRateSet extends Event<'PolicyRateSet'> {
  readonly market: Market;
  readonly rate: MilliBp;
  /** What markets had expected of this decision; the difference is the surprise. */
  readonly expected: MilliBp;
  readonly votesFor: number;
  readonly votesAgainst: number;
  readonly guidance: 'hawkish' | 'neutral' | 'dovish';
  readonly headline: string;
}

export interface GeopoliticalShockStruck extends Event<'GeopoliticalShockStruck'> {
  readonly market: Market;
  /** 1000 = the gravest of a decade. */
  readonly severity: Permille;
  readonly headline: string;
}

/** The issuer changes what it will sell in a tenor bucket; a cut is negative. */
export interface IssuancePlanRevised extends Event<'IssuancePlanRevised'> {
  readonly market: Market;
  readonly fromTenorMilliYears: number;
  readonly toTenorMilliYears: number;
  readonly amount: Minor;
  readonly headline: string;
}

/** A central bank changes what it will hold of a tenor bucket, against what was expected: less is negative. */
export interface BalanceSheetPlanRevised extends Event<'BalanceSheetPlanRevised'> {
  readonly market: Market;
  readonly fromTenorMilliYears: number;
  readonly toTenorMilliYears: number;
  readonly amount: Minor;
  readonly headline: string;
}

/** A figure of the economy: how far it lies beyond the forecasts, in thousandths of their usual error; up raises yields. */
export interface MacroReleased extends Event<'MacroReleased'> {
  readonly market: Market;
  readonly surpriseMilliSigma: number;
  readonly headline: string;
}

/** Routine macro news, drawn by nature: shifts of a market's consensus in thousandths of its calm daily move. */
export interface NewsArrived extends Event<'NewsArrived'> {
  readonly market: Market;
  readonly levelMilliSigma: number;
  readonly slopeMilliSigma: number;
}

// ── What institutions declare ─────────────────────────────────────────────────────────────────────────────────────

interface ByAgent {
  readonly agent: string;
}

/** A change of what an institution thinks the issuer's credit costs in 10-year yield. */
export interface BeliefRevised extends Event<'BeliefRevised'>, ByAgent {
  readonly market: Market;
  readonly premium: MilliBp;
  readonly persistence: Permille;
}

/** A decision worth explaining: the rule and its numbers; words live with the reader. */
export interface DecisionTaken extends Event<'DecisionTaken'>, ByAgent {
  readonly rule: string;
  readonly instrument: string;
  readonly terms: readonly string[];
  /** Thousandths of the unit that the term names. */
  readonly milliValues: readonly number[];
}

/** An institution without opinions was moved by its clients; the root of the orders that follow. */
export interface NoiseDrawn extends Event<'NoiseDrawn'>, ByAgent {
  readonly instrument: string;
  readonly lots: Lots;
}

export interface RiskLimitBreached extends Event<'RiskLimitBreached'>, ByAgent {
  readonly measure: string;
  readonly utilisation: Permille;
  readonly limit: Permille;
}

export interface StopLossTriggered extends Event<'StopLossTriggered'>, ByAgent {
  readonly instrument: string;
  readonly loss: Permille;
  readonly threshold: Permille;
}

export interface MarginCalled extends Event<'MarginCalled'>, ByAgent {
  readonly currency: Currency;
  readonly amount: Minor;
}

export interface CapitalRequested extends Event<'CapitalRequested'>, ByAgent {
  readonly currency: Currency;
  readonly amount: Minor;
  readonly expectedAt: SimTime;
}

export interface CapitalReceived extends Event<'CapitalReceived'>, ByAgent {
  readonly currency: Currency;
  readonly amount: Minor;
}

export interface QuotesWithdrawn extends Event<'QuotesWithdrawn'>, ByAgent {
  readonly instrument: string;
  readonly side: Side;
  readonly utilisation: Permille;
}

export interface QuotesRestored extends Event<'QuotesRestored'>, ByAgent {
  readonly instrument: string;
  readonly side: Side;
  readonly utilisation: Permille;
}

export interface LeverageAdjusted extends Event<'LeverageAdjusted'>, ByAgent {
  readonly from: Permille;
  readonly to: Permille;
}

/** A central bank or a debt office decided to hold an operation; the auction that carries it out follows from it. */
export interface OperationAnnounced extends Event<'OperationAnnounced'>, ByAgent {
  readonly operation: string;
  readonly market: Market;
  readonly instrument: string;
  readonly amount: Minor;
}

/** What an agent may declare in a command; the engine stamps seq, time and causes. */
export type DeclaredEvent =
  | BeliefRevised
  | DecisionTaken
  | NoiseDrawn
  | RiskLimitBreached
  | StopLossTriggered
  | MarginCalled
  | CapitalRequested
  | CapitalReceived
  | QuotesWithdrawn
  | QuotesRestored
  | LeverageAdjusted;

/** Everything that can happen, told apart by `type`; every event has `seq`, `at` (ms) and `causes` (seqs), and integers with their unit in the type. */
export type MarketEvent =
  | AuctionEvent
  | SettlementEvent
  | InterventionEvent
  | InstrumentListed
  | AgentJoined
  | CashOpened
  | HoldingOpened
  | SessionOpened
  | SessionClosed
  | InterestAccrued
  | ClockTicked
  | PriceTicked
  | CloseMarked
  | FiscalShockAnnounced
  | ElectionCalled
  | ElectionHeld
  | OfficialSpoke
  | PolicyRateSet
  | GeopoliticalShockStruck
  | IssuancePlanRevised
  | BalanceSheetPlanRevised
  | MacroReleased
  | NewsArrived
  | OperationAnnounced
  | DeclaredEvent;

/** The name of an event: `AuctionCompleted`, `PriceTicked` and so on. */
export type EventType = MarketEvent['type'];
/** The events of one name. */
export type EventOf<Type extends EventType> = Extract<MarketEvent, { readonly type: Type }>;

/** An event before the engine has given it its place: what deciders produce. */
export type Unplaced<E extends MarketEvent> = E extends MarketEvent ? Omit<E, 'seq' | 'at' | 'causes'> : never;
