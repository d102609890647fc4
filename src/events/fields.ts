/**
 * The one table of every event type: its number, its version and its fields in order.
 *
 * The codec, the digest, the checks of nasty numbers and the exports derive from it; a missing or misspelt event,
 * field or unit does not compile. Numbers and the order of fields are part of the log's format: a change of a type's
 * fields raises its version and needs an upcaster (`upcast.ts`).
 */
import type { BondMarket, Currency, Market, Side, Venue } from '../units/quantity.ts';
import type { BidBook, BidRefusal, TailUnit } from './auction-terms.ts';
import { choice, type KindOf } from './field-kinds.ts';
import type { LoopSwitched } from './intervention-events.ts';
import type { EventOf, EventType, OfficialSpoke, PolicyRateSet } from './vocabulary.ts';

type Envelope = 'seq' | 'at' | 'type' | 'causes';

export interface EventRow<E> {
  readonly code: number;
  readonly version: number;
  readonly fields: { readonly [Name in Exclude<keyof E, Envelope>]-?: KindOf<E[Name]> };
}

export type EventTable = { readonly [Type in EventType]: EventRow<EventOf<Type>> };

const BONDS: Readonly<Record<BondMarket, number>> = { jgb: 0, ust: 1, gilt: 2, ktb: 3 };
const MARKETS = { ...BONDS, fx: 4, equity: 5, gold: 6, bitcoin: 7 } as const;
const market = choice<Market>(MARKETS);
const venue = choice<Venue>({ ...MARKETS, ose: 8 });
const currency = choice<Currency>({ JPY: 0, USD: 1, GBP: 2, KRW: 3 });
const side = choice<Side>({ buy: 0, sell: 1 });
const stance = choice<OfficialSpoke['stance']>({ calming: 0, alarming: 1 });
const guidance = choice<PolicyRateSet['guidance']>({ hawkish: 0, neutral: 1, dovish: 2 });
const book = choice<BidBook>({ competitive: 0, nonPriceI: 1, nonCompetitive: 2, option: 3 });
const refusal = choice<BidRefusal>({
  closed: 0,
  notEligible: 1,
  aboveBidLimit: 2,
  offGrid: 3,
  belowMinimum: 4,
  notOnOffer: 5,
  notHeld: 6,
});
const onOff = choice<LoopSwitched['to']>({ off: 0, on: 1 });
const tailUnit = choice<TailUnit>({ none: 0, yen: 1, bp: 2 });

export const EVENTS: EventTable = {
  InstrumentListed: {
    code: 1,
    version: 1,
    fields: {
      instrument: 'name',
      market,
      currency,
      tenorMilliYears: 'int',
      couponMilliPct: 'int',
      maturity: 'date',
      ticksPerPoint: 'int',
      tickValue: 'minor',
      lotFace: 'int',
      openTicks: 'ticks',
      openLevel: 'milliBp',
    },
  },
  AgentJoined: { code: 2, version: 1, fields: { agent: 'name', kind: 'name' } },
  CashOpened: { code: 3, version: 1, fields: { agent: 'name', from: 'name', currency, amount: 'minor' } },
  HoldingOpened: { code: 4, version: 1, fields: { agent: 'name', from: 'name', instrument: 'name', lots: 'lots' } },

  SessionOpened: { code: 10, version: 1, fields: { market: venue, date: 'date' } },
  SessionClosed: { code: 11, version: 1, fields: { market: venue, date: 'date' } },
  InterestAccrued: { code: 12, version: 1, fields: { instrument: 'name', date: 'date', perLot: 'minor' } },
  ClockTicked: { code: 13, version: 1, fields: {} },
  PriceTicked: {
    code: 14,
    version: 1,
    fields: { instrument: 'name', bidTicks: 'ticks', offerTicks: 'ticks', lastTicks: 'ticks', level: 'milliBp' },
  },
  CloseMarked: {
    code: 15,
    version: 1,
    fields: { instrument: 'name', date: 'date', closeHalfTicks: 'int', level: 'milliBp', change: 'milliBp' },
  },

  FiscalShockAnnounced: {
    code: 20,
    version: 1,
    fields: {
      market,
      amount: 'minor',
      gdpShare: 'milliBp',
      durationMilliYears: 'int',
      likelihood: 'permille',
      clarity: 'permille',
      headline: 'name',
    },
  },
  ElectionCalled: { code: 21, version: 1, fields: { market, date: 'date', headline: 'name' } },
  ElectionHeld: { code: 22, version: 1, fields: { market, headline: 'name' } },
  OfficialSpoke: {
    code: 23,
    version: 1,
    fields: { market, speaker: 'name', stance, credibility: 'permille', headline: 'name' },
  },
  PolicyRateSet: {
    code: 24,
    version: 1,
    fields: {
      market,
      rate: 'milliBp',
      expected: 'milliBp',
      votesFor: 'int',
      votesAgainst: 'int',
      guidance,
      headline: 'name',
    },
  },
  GeopoliticalShockStruck: { code: 25, version: 1, fields: { market, severity: 'permille', headline: 'name' } },
  IssuancePlanRevised: {
    code: 26,
    version: 1,
    fields: { market, fromTenorMilliYears: 'int', toTenorMilliYears: 'int', amount: 'minor', headline: 'name' },
  },
  BalanceSheetPlanRevised: {
    code: 28,
    version: 1,
    fields: { market, fromTenorMilliYears: 'int', toTenorMilliYears: 'int', amount: 'minor', headline: 'name' },
  },
  MacroReleased: { code: 29, version: 1, fields: { market, surpriseMilliSigma: 'int', headline: 'name' } },
  NewsArrived: { code: 27, version: 1, fields: { market, levelMilliSigma: 'int', slopeMilliSigma: 'int' } },

  AuctionAnnounced: {
    code: 40,
    version: 1,
    fields: {
      auction: 'name',
      instruments: 'names',
      format: 'name',
      counterparty: 'name',
      offered: 'face',
      bidsCloseAt: 'time',
      resultAt: 'time',
    },
  },
  BidsInvited: { code: 41, version: 1, fields: { auction: 'name', instruments: 'names', offered: 'face' } },
  BidSubmitted: {
    code: 42,
    version: 1,
    fields: {
      auction: 'name',
      agent: 'name',
      through: 'name',
      book,
      instrument: 'name',
      bidMilli: 'int',
      face: 'face',
    },
  },
  BidRefused: { code: 43, version: 1, fields: { auction: 'name', agent: 'name', reason: refusal } },
  BidAllotted: {
    code: 44,
    version: 1,
    fields: {
      auction: 'name',
      instrument: 'name',
      agent: 'name',
      counterparty: 'name',
      side,
      book,
      face: 'face',
      bidMilli: 'int',
      paid: 'minor',
      settlement: 'date',
    },
  },
  AuctionResultPublished: {
    code: 45,
    version: 1,
    fields: {
      auction: 'name',
      instruments: 'names',
      format: 'name',
      counterparty: 'name',
      offered: 'face',
      bids: 'face',
      accepted: 'face',
      nonCompetitive: 'face',
      stopMilli: 'int',
      averageMicro: 'int',
      stopPriceMicro: 'int',
      averagePriceMicro: 'int',
      stopYieldMicroPct: 'int',
      averageYieldMicroPct: 'int',
      tailMilli: 'int',
      tailUnit,
      prorataTenThousandthsPct: 'int',
      coverPermille: 'permille',
      dealerShare: 'permille',
      indirectShare: 'permille',
    },
  },
  OptionInvited: {
    code: 46,
    version: 1,
    fields: { auction: 'name', instrument: 'name', priceMicro: 'int', limitPct: 'int', closesAt: 'time' },
  },
  OptionResultPublished: {
    code: 47,
    version: 1,
    fields: { auction: 'name', instrument: 'name', taken: 'face', unused: 'face' },
  },

  FutureExpired: { code: 49, version: 1, fields: { instrument: 'name' } },
  ValueDateSet: { code: 50, version: 1, fields: { instrument: 'name', date: 'date', settlement: 'date' } },
  IndexRatioSet: {
    code: 51,
    version: 1,
    fields: { instrument: 'name', date: 'date', ratioHundredThousandths: 'int' },
  },
  RegisterClosed: { code: 52, version: 1, fields: { instrument: 'name', payable: 'date', perLot: 'minor' } },
  BondRedeemed: { code: 53, version: 1, fields: { instrument: 'name', perLot: 'minor' } },
  FutureMarked: { code: 54, version: 1, fields: { instrument: 'name', date: 'date', priceTicks: 'ticks' } },
  FundsBorrowed: {
    code: 55,
    version: 1,
    fields: { borrower: 'name', lender: 'name', currency, amount: 'minor', instrument: 'name', units: 'int' },
  },
  FundsRepaid: {
    code: 56,
    version: 1,
    fields: {
      borrower: 'name',
      lender: 'name',
      currency,
      amount: 'minor',
      interest: 'minor',
      instrument: 'name',
      units: 'int',
    },
  },
  DeliveryFailed: {
    code: 57,
    version: 1,
    fields: { agent: 'name', to: 'name', instrument: 'name', units: 'int', amount: 'minor', until: 'date' },
  },
  PaymentFailed: {
    code: 58,
    version: 1,
    fields: { agent: 'name', to: 'name', currency, amount: 'minor', until: 'date' },
  },
  CurrencySettled: { code: 59, version: 1, fields: { currency, date: 'date' } },

  BeliefRevised: {
    code: 60,
    version: 1,
    fields: { agent: 'name', market, premium: 'milliBp', persistence: 'permille' },
  },
  DecisionTaken: {
    code: 61,
    version: 1,
    fields: { agent: 'name', rule: 'name', instrument: 'name', terms: 'names', milliValues: 'ints' },
  },
  NoiseDrawn: { code: 62, version: 1, fields: { agent: 'name', instrument: 'name', lots: 'lots' } },
  RiskLimitBreached: {
    code: 63,
    version: 1,
    fields: { agent: 'name', measure: 'name', utilisation: 'permille', limit: 'permille' },
  },
  StopLossTriggered: {
    code: 64,
    version: 1,
    fields: { agent: 'name', instrument: 'name', loss: 'permille', threshold: 'permille' },
  },
  MarginCalled: { code: 65, version: 1, fields: { agent: 'name', currency, amount: 'minor' } },
  CapitalRequested: { code: 66, version: 1, fields: { agent: 'name', currency, amount: 'minor', expectedAt: 'time' } },
  CapitalReceived: { code: 67, version: 1, fields: { agent: 'name', currency, amount: 'minor' } },
  QuotesWithdrawn: {
    code: 68,
    version: 1,
    fields: { agent: 'name', instrument: 'name', side, utilisation: 'permille' },
  },
  QuotesRestored: {
    code: 69,
    version: 1,
    fields: { agent: 'name', instrument: 'name', side, utilisation: 'permille' },
  },
  LeverageAdjusted: { code: 70, version: 1, fields: { agent: 'name', from: 'permille', to: 'permille' } },
  OperationAnnounced: {
    code: 71,
    version: 1,
    fields: { agent: 'name', operation: 'name', market, instrument: 'name', amount: 'minor' },
  },

  MandateChanged: { code: 80, version: 1, fields: { agent: 'name', path: 'name', value: 'name' } },
  LoopSwitched: { code: 81, version: 1, fields: { loop: 'name', to: onOff } },
  AuctionCancelled: { code: 82, version: 1, fields: { auction: 'name', instruments: 'names' } },
  OfferRevised: { code: 83, version: 1, fields: { auction: 'name', instruments: 'names', offered: 'face' } },
  CurrencyInterventionOrdered: {
    code: 84,
    version: 1,
    fields: { agent: 'name', instrument: 'name', side, lots: 'lots', until: 'time' },
  },
};

export const EVENT_TYPES = Object.keys(EVENTS) as readonly EventType[];
