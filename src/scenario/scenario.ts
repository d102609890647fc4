/**
 * A scenario after reading: plain data in the run's units, checked, expanded and in canonical order.
 *
 * It holds facts of the day (what exists, who holds what, calendars, announcements), never outcomes. Lists are ordered
 * by id or by time and id, so that the order in the file means nothing.
 */
import type { AgentKindName } from '../agents/kind-names.ts';
import type { LoopName } from '../agents/loops.ts';
import type { BondConvention } from '../bonds/bond.ts';
import type { IndexPath } from '../bonds/index-ratio.ts';
import type { HeldFormat } from '../events/auction-terms.ts';
import type { EventOf, Unplaced } from '../events/vocabulary.ts';
import type { DayNumber } from '../units/civil-date.ts';
import type {
  BondMarket,
  Currency,
  Face,
  Lots,
  Market,
  MilliBp,
  Minor,
  Permille,
  Seq,
  Side,
  SimTime,
} from '../units/quantity.ts';

export interface BondTerms {
  readonly convention: BondConvention;
  /** Annual coupon in thousandths of a percent. */
  readonly couponMilliPct: number;
  readonly maturity: DayNumber;
  readonly tenorMilliYears: number;
  readonly issuer: string;
}

/** A future on bonds of its market: positions sum to zero, gains and losses are paid daily. */
export interface FutureTerms {
  readonly lastTradingDay: DayNumber;
  readonly tenorMilliYears: number;
}

export interface InstrumentFacts {
  readonly id: string;
  readonly market: Market;
  readonly currency: Currency;
  /** Absent for currencies and other instruments without cash flows. */
  readonly bond?: BondTerms;
  /** Index-linked bonds: prices and yields are real, money is real times ratio. */
  readonly indexed?: IndexPath;
  readonly future?: FutureTerms;
  readonly ticksPerPoint: number;
  readonly tickValue: Minor;
  readonly lotFace: number;
  /** For a currency pair: the currency that a lot is counted in. */
  readonly base?: Currency;
  /** Opening level: yield in milli-bp for a bond or a future; elsewhere the price stands in `openPricePoints`. */
  readonly openLevel?: MilliBp;
  readonly openPricePoints?: number;
  /** Yield without the ceiling under which the line opens. */
  readonly openFair?: MilliBp;
  /** Bonds: lots outstanding. Elsewhere 0. */
  readonly outstanding: Lots;
  readonly calmDailyLots: Lots;
  readonly calmSigma: MilliBp;
  /** Volatility realised when the run opens; absent: the calm one. */
  readonly openSigma?: MilliBp;
  /** Tails of the last auctions before, oldest first. */
  readonly recentTails?: readonly MilliBp[];
  readonly calmHalfSpread: MilliBp;
  /** Thousandths of the line's share in one bp of fiscal premium. */
  readonly premiumLoadingMilli: number;
}

export interface MarketFacts {
  readonly market: BondMarket;
  readonly policyRate: MilliBp;
  /** Yearly output in minor units. */
  readonly gdp: Minor;
  /** Gross debt over output, thousandths. */
  readonly debtToGdpPermille: number;
  readonly issuer: string;
  /** bp of 10-year fiscal premium that the opening yields hold already. */
  readonly openPremium: MilliBp;
  /** Share of institutions that doubt the issuer already. */
  readonly openDoubt: Permille;
  /** How far the central bank is believed at the opening. */
  readonly openCredibility: Permille;
  /** Correlation of unexplained daily moves with other markets, as known at the opening; a pair is stated once. */
  readonly openCorrelations: Readonly<Partial<Record<BondMarket, Permille | undefined>>>;
  readonly extraHolidays: readonly DayNumber[];
}

export interface AgentFacts {
  readonly id: string;
  readonly kind: AgentKindName;
  /** Validated by the kind's own schema; opaque here. */
  readonly mandate: unknown;
  /** Opening holdings in lots by instrument id. */
  readonly holdings: Readonly<Record<string, Lots>>;
  /** Opening cash in minor units by currency. */
  readonly cash: Readonly<Partial<Record<Currency, Minor>>>;
  /** What it may borrow without collateral, minor units by currency; absent: no limit is known. */
  readonly creditLine?: Readonly<Partial<Record<Currency, Minor>>>;
}

export type AnnouncedEvent = Unplaced<
  EventOf<
    | 'FiscalShockAnnounced'
    | 'ElectionCalled'
    | 'ElectionHeld'
    | 'OfficialSpoke'
    | 'PolicyRateSet'
    | 'GeopoliticalShockStruck'
    | 'IssuancePlanRevised'
    | 'BalanceSheetPlanRevised'
    | 'MacroReleased'
  >
>;

export interface Announcement {
  readonly id: string;
  readonly at: SimTime;
  readonly event: AnnouncedEvent;
}

/** What winners may take after the result at its average price: Non-Price II, PAOF. */
export interface AuctionOption {
  readonly limitPct: number;
  readonly closesAt: SimTime;
  readonly resultAt: SimTime;
}

export interface AuctionFacts {
  readonly id: string;
  readonly format: HeldFormat;
  /** By id; one unless the format takes many at once. */
  readonly instruments: readonly string[];
  /** The issuer that sells, or who buys in an operation. */
  readonly counterparty: string;
  readonly offered: Face;
  /** Money that is to be spent in all: `offered` is what it buys, counted anew when it is announced and when offers are invited. */
  readonly money?: Minor;
  /** Most that dealers may take at the average price while the auction runs: Non-Price I, the GEMMs' share. */
  readonly dealersCeiling: Face;
  /** What small bidders whom nobody names take without competing. */
  readonly nonCompetitive: Face;
  readonly option?: AuctionOption;
  /** Thousandths of a percent: the reserve of `boe_reverse`, the price of `boj_fixed_rate`. */
  readonly spreadMilli?: number;
  /** Thousandths of a percent: the yield that `boj_fixed_rate` pays, where it states that and no spread. */
  readonly fixedYieldMilli?: number;
  /** Width of a group in `ktb_differential`, thousandths of a percent. */
  readonly bandMilli?: number;
  /** A purchase that no calendar had: institutions take it for news. */
  readonly isUnscheduled?: true;
  readonly announcedAt: SimTime;
  readonly bidsCloseAt: SimTime;
  readonly resultAt: SimTime;
  readonly settlement: DayNumber;
}

export type Deed =
  | { readonly kind: 'announce'; readonly announcement: Announcement }
  /** An auction or operation beside those of the scenario. */
  | { readonly kind: 'hold'; readonly auction: AuctionFacts }
  | { readonly kind: 'cancel'; readonly auction: string }
  | {
      readonly kind: 'revise';
      readonly auction: string;
      readonly offered: Face;
      readonly dealersCeiling: Face;
      readonly nonCompetitive: Face;
    }
  | {
      readonly kind: 'trade';
      readonly agent: string;
      readonly instrument: string;
      readonly side: Side;
      readonly lots: Lots;
      readonly until: SimTime;
    }
  | {
      readonly kind: 'setMandate';
      readonly agent: string;
      /** Keys of the mandate, joined by dots. */
      readonly path: string;
      /** As it was written. */
      readonly value: unknown;
      /** The whole mandate from here on, read by its kind. */
      readonly mandate: unknown;
    }
  | { readonly kind: 'switchLoop'; readonly loop: LoopName; readonly isOn: boolean };

/**
 * What is changed in a world under way, from a moment on: a fact of its moment like an announcement, never an outcome. It
 * comes after everything else of its instant, so that what was before stays as it was.
 */
export interface Intervention {
  readonly at: SimTime;
  /** After the command whose effects reach this seq, in the instant `at`; absent: at the end of that instant. */
  readonly after?: Seq;
  readonly deed: Deed;
}

/** A scenario that has been read: every default filled in, every amount in the smallest unit, every time in ms. */
export interface Scenario {
  readonly schemaVersion: 1;
  readonly id: string;
  readonly title: string;
  readonly opensAt: SimTime;
  readonly endsAt: SimTime;
  readonly markets: readonly MarketFacts[];
  readonly instruments: readonly InstrumentFacts[];
  readonly agents: readonly AgentFacts[];
  readonly announcements: readonly Announcement[];
  readonly auctions: readonly AuctionFacts[];
  readonly loops: Readonly<Record<LoopName, boolean>>;
  /** What a fork changes on the way, by moment; absent in a run that was not forked. */
  readonly interventions?: readonly Intervention[];
  /**
   * What the named agents do not hold, by instrument: outstanding minus the sum of holdings. Never negative for a bond;
   * for a currency pair the other side of what they hold. Lines fully held are absent.
   */
  readonly residual: Readonly<Record<string, Lots>>;
}
