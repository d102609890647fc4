/**
 * The control plane's vocabulary: everything that happens except what happens to single orders (`records.ts`).
 *
 * A closed discriminated union on `type`; names in the past tense and in the market's own words; every number an
 * integer whose unit is its type. Each event names the events that it follows from in `causes`. Only what the
 * scenario states (its opening, calendar and announcements) and noise may have none; the test of orphans holds that.
 *
 * Adding an event: one interface here, one row in `fields.ts` (the compiler asks for it), one case in whoever folds it.
 */
import type { DayNumber } from '../units/civil-date.ts';
import type {
  Currency,
  Face,
  Lots,
  Market,
  MilliBp,
  Minor,
  Permille,
  PriceTicks,
  Seq,
  Side,
  SimTime,
  Venue,
} from '../units/quantity.ts';
import type { BidBook, BidRefusal, TailUnit } from './auction-terms.ts';

interface Event<Type extends string> {
  readonly seq: Seq;
  readonly at: SimTime;
  readonly type: Type;
  /** Control events that this one follows from, oldest first. */
  readonly causes: readonly Seq[];
}

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

/** Routine macro news, drawn by nature: shifts of a market's consensus in thousandths of its calm daily move. */
export interface NewsArrived extends Event<'NewsArrived'> {
  readonly market: Market;
  readonly levelMilliSigma: number;
  readonly slopeMilliSigma: number;
}

// ── Auctions and operations: amounts in face, bids in thousandths of what the format is bid in (`auction-terms.ts`) ─

export interface AuctionAnnounced extends Event<'AuctionAnnounced'> {
  readonly auction: string;
  /** Lines that may be bid for (or offered); one except where an operation takes many at once. */
  readonly instruments: readonly string[];
  readonly format: string;
  /** Whoever sells the bonds, or buys them in an operation. */
  readonly counterparty: string;
  readonly offered: Face;
  readonly bidsCloseAt: SimTime;
  readonly resultAt: SimTime;
}

/** Bidding is about to close: the last moment at which institutions may bid. */
export interface BidsInvited extends Event<'BidsInvited'> {
  readonly auction: string;
  readonly instruments: readonly string[];
  readonly offered: Face;
}

export interface BidSubmitted extends Event<'BidSubmitted'> {
  readonly auction: string;
  readonly agent: string;
  /** The dealer who carried the bid; empty for one's own. */
  readonly through: string;
  readonly book: BidBook;
  readonly instrument: string;
  /** Price in thousandths of a point, yield or spread in thousandths of a percent (of a yen where spreads are of prices);
   *  0 for a bid that takes the average. */
  readonly bidMilli: number;
  readonly face: Face;
}

export interface BidRefused extends Event<'BidRefused'> {
  readonly auction: string;
  readonly agent: string;
  readonly reason: BidRefusal;
}

/** One accepted bid; bonds and cash move on the settlement date. */
export interface BidAllotted extends Event<'BidAllotted'> {
  readonly auction: string;
  readonly instrument: string;
  readonly agent: string;
  readonly counterparty: string;
  /** What the agent does: it buys at an issue and sells into a purchase. */
  readonly side: Side;
  readonly book: BidBook;
  readonly face: Face;
  readonly bidMilli: number;
  /** Accrued interest to the settlement date included. */
  readonly paid: Minor;
  readonly settlement: DayNumber;
}

/** What the issuer prints. Prices and yields are of the stop and of the average; 0 where several lines have no common one. */
export interface AuctionResultPublished extends Event<'AuctionResultPublished'> {
  readonly auction: string;
  readonly instruments: readonly string[];
  readonly format: string;
  readonly counterparty: string;
  readonly offered: Face;
  /** Competitive bids. */
  readonly bids: Face;
  /** Competitive awards. */
  readonly accepted: Face;
  /** Awards without competition: Non-Price I, non-competitive. */
  readonly nonCompetitive: Face;
  /** Worst accepted bid, thousandths. */
  readonly stopMilli: number;
  /** Weighted average accepted bid, millionths, truncated towards zero. */
  readonly averageMicro: number;
  /** Clean prices per 100 in millionths of a point; yields as the market quotes them in millionths of a percent. */
  readonly stopPriceMicro: number;
  readonly averagePriceMicro: number;
  readonly stopYieldMicroPct: number;
  readonly averageYieldMicroPct: number;
  /** Positive is worse; thousandths of the unit. */
  readonly tailMilli: number;
  readonly tailUnit: TailUnit;
  /** Share awarded at the stop in ten-thousandths of a percent, truncated. */
  readonly prorataTenThousandthsPct: number;
  readonly coverPermille: Permille;
  /** Dealers' own bids and those carried by dealers, of competitive awards. */
  readonly dealerShare: Permille;
  readonly indirectShare: Permille;
}

/** Winners may take more at the average price until the option closes: Non-Price II, PAOF. */
export interface OptionInvited extends Event<'OptionInvited'> {
  readonly auction: string;
  readonly instrument: string;
  /** Clean price in millionths of a point. */
  readonly priceMicro: number;
  /** Percent of what the winner won. */
  readonly limitPct: number;
  readonly closesAt: SimTime;
}

export interface OptionResultPublished extends Event<'OptionResultPublished'> {
  readonly auction: string;
  readonly instrument: string;
  readonly taken: Face;
  readonly unused: Face;
}

// ── Settlement ────────────────────────────────────────────────────────────────────────────────────────────────────

/** Trades of this business date settle on that day; a trade without one settles at once. */
export interface ValueDateSet extends Event<'ValueDateSet'> {
  readonly instrument: string;
  readonly date: DayNumber;
  readonly settlement: DayNumber;
}

/** Cash per unit of the index that bonds of this line pay from now on, in hundred-thousandths (index-linked gilts). */
export interface IndexRatioSet extends Event<'IndexRatioSet'> {
  readonly instrument: string;
  readonly date: DayNumber;
  readonly ratioHundredThousandths: number;
}

/** Who owns the line now is paid its coupon on the day stated. */
export interface RegisterClosed extends Event<'RegisterClosed'> {
  readonly instrument: string;
  readonly payable: DayNumber;
  readonly perLot: Minor;
}

/** The line is repaid to whoever owns it and exists no more. */
export interface BondRedeemed extends Event<'BondRedeemed'> {
  readonly instrument: string;
  readonly perLot: Minor;
}

/** Daily settlement of a future: gains and losses since the last one are paid in cash on the next settlement day. */
export interface FutureMarked extends Event<'FutureMarked'> {
  readonly instrument: string;
  readonly date: DayNumber;
  readonly priceTicks: PriceTicks;
}

/** Cash against bonds until the next settlement day; without an instrument it is a loan without collateral. */
export interface FundsBorrowed extends Event<'FundsBorrowed'> {
  readonly borrower: string;
  readonly lender: string;
  readonly currency: Currency;
  readonly amount: Minor;
  readonly instrument: string;
  /** Collateral in the ledger's units of the line. */
  readonly units: number;
}

export interface FundsRepaid extends Event<'FundsRepaid'> {
  readonly borrower: string;
  readonly lender: string;
  readonly currency: Currency;
  readonly amount: Minor;
  readonly interest: Minor;
  readonly instrument: string;
  readonly units: number;
}

/** A seller could not deliver: bonds and their money change hands on the next settlement day instead. */
export interface DeliveryFailed extends Event<'DeliveryFailed'> {
  readonly agent: string;
  readonly to: string;
  readonly instrument: string;
  readonly units: number;
  readonly amount: Minor;
  readonly until: DayNumber;
}

/** A payer could not pay, and nobody lent: the debt is due again on the next settlement day. */
export interface PaymentFailed extends Event<'PaymentFailed'> {
  readonly agent: string;
  readonly to: string;
  readonly currency: Currency;
  readonly amount: Minor;
  readonly until: DayNumber;
}

/** What was due in this currency and its bonds up to this day has changed hands. */
export interface CurrencySettled extends Event<'CurrencySettled'> {
  readonly currency: Currency;
  readonly date: DayNumber;
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

export type MarketEvent =
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
  | NewsArrived
  | AuctionAnnounced
  | BidsInvited
  | BidSubmitted
  | BidRefused
  | BidAllotted
  | AuctionResultPublished
  | OptionInvited
  | OptionResultPublished
  | ValueDateSet
  | IndexRatioSet
  | RegisterClosed
  | BondRedeemed
  | FutureMarked
  | FundsBorrowed
  | FundsRepaid
  | DeliveryFailed
  | PaymentFailed
  | CurrencySettled
  | OperationAnnounced
  | DeclaredEvent;

export type EventType = MarketEvent['type'];
export type EventOf<Type extends EventType> = Extract<MarketEvent, { readonly type: Type }>;

/** An event before the engine has given it its place: what deciders produce. */
export type Unplaced<E extends MarketEvent> = E extends MarketEvent ? Omit<E, 'seq' | 'at' | 'causes'> : never;
