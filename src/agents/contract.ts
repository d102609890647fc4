/**
 * What an institution is to the simulation: five pure functions over plain data.
 *
 * An agent sees the world only through a `View` (what such an institution could see), keeps only a plain-data memory,
 * and acts only by returning commands. It never touches a book, a ledger, a clock or another agent; it cannot fail.
 * Everything is thought in *levels*: the yield of a bond in basis points, and minus 10,000 × ln(price) elsewhere, so
 * that up always means cheaper and one rule serves bonds and currencies.
 */
import type { Observable } from 'rxjs';
import type { z } from 'zod';
import type { BidBook, HeldFormat } from '../events/auction-terms.ts';
import type { OrderFlag } from '../events/records.ts';
import type { EventStream } from '../events/stream.ts';
import type { DeclaredEvent, MarketEvent, Unplaced } from '../events/vocabulary.ts';
import type { Draws } from '../math/draws.ts';
import type { Currency, Face, Lots, Market, Minor, PriceTicks, Seq, Side, SimTime, Venue } from '../units/quantity.ts';
import type { AgentKindName } from './kind-names.ts';
import type { LoopName } from './loops.ts';

/** Static facts of an instrument, and the market's state on a calm day as the scenario gives it. */
export interface Instrument {
  readonly id: string;
  /** Position in the run's list, ordered by id. */
  readonly index: number;
  readonly market: Market;
  /** Where it trades: its market, or an exchange with hours of its own. */
  readonly venue: Venue;
  readonly currency: Currency;
  /** Pays coupons and is repaid; a future on bonds is none. */
  readonly isBond: boolean;
  /** Original tenor; 0 where there is none. */
  readonly tenorYears: number;
  readonly ticksPerPoint: number;
  readonly lotFace: number;
  /** Lots that change hands on a calm day, clients included. */
  readonly calmDailyLots: number;
  /** Standard deviation of a calm day's change, bp of level. */
  readonly calmSigmaBp: number;
  /** Half the spread that one dealer quotes on a calm day, bp of level. */
  readonly calmHalfSpreadBp: number;
  /** How much of one bp of 10-year fiscal premium this line carries. */
  readonly premiumLoading: number;
  readonly openLevelBp: number;
  /** Where it would have stood at the opening without a premium that was believed already, and without a ceiling. */
  readonly openConsensusBp: number;
  /** By how much a ceiling held it down at the opening, bp; 0 for most lines. */
  readonly heldDownBp: number;
  /** Volatility that the market had realised at the opening, bp a day; absent: a calm day's. */
  readonly openSigmaBp?: number;
  /** Tails of its last auctions before the opening, as yields in bp, oldest first; absent where the scenario states none. */
  readonly recentTailsBp?: readonly number[];
}

/** Speeds of the realised volatility that everybody can compute: half-lives of 0.6, 1.5 and 12 trading days. */
export type VolatilitySpeed = 'fast' | 'medium' | 'slow';

/** Public facts of one auction or operation from its announcement on; what stays hidden (a reserve) is not here. */
export interface AuctionView {
  readonly id: string;
  readonly format: HeldFormat;
  /** Whoever sells the bonds, or buys them. */
  readonly counterparty: string;
  readonly instruments: readonly string[];
  readonly offered: Face;
  readonly bidsCloseAt: SimTime;
  readonly resultAt: SimTime;
  /** Bids must be whole multiples of this many thousandths, amounts of this face. */
  readonly bidStepMilli: number;
  readonly faceStep: Face;
  readonly leastFace: Face;
  /** A central bank's purchase that no calendar had: it is news. */
  readonly isUnscheduled: boolean;
  /** Most that all dealers together may take at the average price during the auction: Non-Price I, the GEMMs' share. */
  readonly dealersCeiling: Face;
  /** What `boj_fixed_rate` pays over the reference, thousandths of a percent; absent elsewhere. */
  readonly fixedSpreadMilli?: number;
}

export interface Self<Mandate> {
  readonly id: string;
  readonly kind: AgentKindName;
  readonly mandate: Mandate;
}

/** What one institution can see, now. Levels are bp, prices ticks, positions lots, money minor units of its currency. */
export interface View<Mandate = unknown> {
  readonly self: Self<Mandate>;
  readonly at: SimTime;

  /** All instruments of a market that still trade, by tenor, index-linked before others, and then id. */
  instruments(market: Market): readonly Instrument[];
  instrument(id: string): Instrument;
  /** Whether a market is in session; for orders ask of the line's own venue. */
  isOpen(venue: Venue): boolean;
  /** True on a feedback loop unless the scenario switched it off. */
  loop(name: LoopName): boolean;
  /** Auctions and operations announced and not yet allotted, by time. */
  auctions(market: Market): readonly AuctionView[];
  auction(id: string): AuctionView;
  /** A level as a bid at this auction, in thousandths of what it is bid in, not yet on its grid. */
  bidMilliAt(auction: AuctionView, instrument: Instrument, levelBp: number): number;
  policyRateBp(market: Market): number;
  /** Yield at which the central bank stands ready to buy all that is offered of a line; undefined without such an offer. */
  ceilingBp(instrument: Instrument): number | undefined;

  /** Best bid or offer in ticks; 0 where that side is empty. */
  bidTicks(instrument: Instrument): PriceTicks;
  offerTicks(instrument: Instrument): PriceTicks;
  /** Level of the mid in bp; where a side is empty, the last that was seen. */
  levelBp(instrument: Instrument): number;
  /** Level of the last official close. */
  closeLevelBp(instrument: Instrument): number;
  /** Opening level plus all macro news since: where the line would stand without flows, premia or fear. */
  consensusBp(instrument: Instrument): number;
  /** What unexplained moves of other markets are worth here, to somebody of average attention, bp. */
  heardAbroadBp(instrument: Instrument): number;
  /** What shocks of world politics are worth here, to somebody of average gravity, bp. */
  politicsBp(instrument: Instrument): number;
  /** Realised volatility of the mid, bp a day. */
  volatilityBp(instrument: Instrument, speed: VolatilitySpeed): number;
  /** The same with routine news at its calm rate and only what news leaves unexplained as it was. */
  unrestBp(instrument: Instrument, speed: VolatilitySpeed): number;
  /** Level minus its own moving average (half-life 1.6 trading days), bp: positive while yields rise. */
  stretchBp(instrument: Instrument): number;
  /** The same of what neither routine news nor world politics explains of the level: positive while yields run away. */
  runBp(instrument: Instrument): number;
  /** Visible forced selling less buying of the last hours, lots (half-life a quarter of a trading day). */
  forcedImbalance(instrument: Instrument): number;
  /** Lots traded this business date. */
  turnoverToday(instrument: Instrument): number;
  /** Change of the level since `ticks` decision ticks ago (at most 24), bp. */
  changeOverTicks(instrument: Instrument, ticks: number): number;

  /** Clean price of a level, in points (floating), for settlement of a trade done now. */
  priceAt(instrument: Instrument, levelBp: number): number;
  levelAt(instrument: Instrument, pricePoints: number): number;
  /** Money in minor units that one lot gains or loses when its level moves by one bp. */
  dv01(instrument: Instrument): number;

  position(instrument: Instrument): Lots;
  /** Lots that others sold to its resting orders less those that they bought from them, since the opening. */
  boughtAtQuotes(instrument: Instrument): Lots;
  cash(currency: Currency): Minor;
  /** Own resting lots on one side. */
  restingLots(instrument: Instrument, side: Side): number;
  /** Units of `to` for one unit of `from` at the present mid. */
  fxRate(from: Currency, to: Currency): number;
}

/** Named streams of this agent at this instant: `random('noise')` is the same luck in every branch of a fork. */
export type Random = (purpose: string) => Draws;

/** One side of an institution's resting orders as it wants them: the market cancels, keeps and adds what differs. */
export interface QuoteCommand {
  readonly type: 'Quote';
  readonly instrument: Instrument;
  readonly side: Side;
  /** Best first; prices distinct. Empty: withdraw from this side. Orders never cross: they join the best instead. */
  readonly prices: readonly PriceTicks[];
  readonly sizes: readonly Lots[];
  readonly flag: OrderFlag;
  /** Seq of an earlier event of one's own that this carries out; by default the event that woke the agent. */
  readonly because?: Seq;
}

/** Trade now up to a limit; what does not fill vanishes. */
export interface TakeCommand {
  readonly type: 'Take';
  readonly instrument: Instrument;
  readonly side: Side;
  readonly limit: PriceTicks;
  readonly quantity: Lots;
  readonly flag: OrderFlag;
  readonly because?: Seq;
}

export interface BidCommand {
  readonly type: 'Bid';
  readonly auction: string;
  readonly book: BidBook;
  readonly instrument: string;
  /** Thousandths, on the auction's grid; 0 for a bid that takes the average. */
  readonly bidMilli: number;
  readonly face: Face;
  /** Seq of an earlier event that this carries out; by default the event that woke the agent. */
  readonly because?: Seq;
}

/** Holds an operation in a line now: it is announced, takes offers for half an hour and is allotted. */
export interface OperateCommand {
  readonly type: 'Operate';
  readonly operation: string;
  readonly format: HeldFormat;
  readonly instrument: Instrument;
  readonly face: Face;
  /** Thousandths of a percent: what `boe_reverse` refuses below and nobody sees; what `boj_fixed_rate` pays. */
  readonly spreadMilli?: number;
}

/** States a fact about oneself. Commands after it in the same list follow from it. */
export interface DeclareCommand {
  readonly type: 'Declare';
  readonly event: Unplaced<DeclaredEvent>;
  /** Seq of an earlier event that it follows from too, beside the one that woke the agent. */
  readonly because?: Seq;
}

/** What an institution does: quote, trade, bid, hold an operation, or state a fact about itself. */
export type Command = QuoteCommand | TakeCommand | BidCommand | OperateCommand | DeclareCommand;

/** How far a limit is, in market units. */
export interface Headroom {
  readonly limit: string;
  readonly instrument: string;
  /** Rise of the level that would reach the limit, bp; negative when it is behind us. */
  readonly distanceBp: number;
  /** How much of the limit is used up, 0 … 1; more when it is passed. */
  readonly used: number;
}

/** What an agent knows on its first day. */
export interface Opening<Mandate> {
  readonly self: Self<Mandate>;
  readonly at: SimTime;
  instruments(market: Market): readonly Instrument[];
  instrument(id: string): Instrument;
  position(instrument: Instrument): Lots;
  dv01(instrument: Instrument): number;
  fxRate(from: Currency, to: Currency): number;
  /** What of a market's issuer and central bank is believed before anything is said. */
  beliefs(market: Market): OpeningBeliefs;
}

/** Beliefs on the first day, the same for everybody up to characters. */
export interface OpeningBeliefs {
  /** bp of 10-year fiscal premium that the opening yields hold already. */
  readonly premiumBp: number;
  /** Share of institutions that doubt the issuer already, 0…1. */
  readonly doubt: number;
  /** Gross government debt over yearly output. */
  readonly debt: number;
  /** C: how far the central bank is believed to do what it says, 0…1. */
  readonly credibility: number;
}

/** A kind of institution: the schema of its mandate and five pure functions. */
export interface AgentKind<Mandate, Memory> {
  readonly kind: AgentKindName;
  /** Facts of one institution's balance sheet and rules, as a scenario states them; units and sources in `describe`. */
  readonly mandate: z.ZodType<Mandate>;
  /** Memory is plain data: it can be snapshotted, inspected and compared. */
  start(opening: Opening<Mandate>, random: Random): Memory;
  /** Which published events wake it: merge, filter and map on the routed streams; no state in operators. */
  watches(stream: EventStream, self: Self<Mandate>): Observable<MarketEvent>;
  /** Folds a watched event, or one that it declared itself, into memory. May work in place on the memory it is given. */
  remember(memory: Memory, event: MarketEvent, view: View<Mandate>): Memory;
  decide(view: View<Mandate>, memory: Memory, event: MarketEvent, random: Random): Command[];
  headroom(view: View<Mandate>, memory: Memory): Headroom[];
}

/** A kind with its types forgotten, as the registry and the engine hold it. */
// biome-ignore lint/suspicious/noExplicitAny: memory and mandate are private to each kind
export type AnyAgentKind = AgentKind<any, any>;
