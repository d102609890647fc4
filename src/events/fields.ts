/**
 * The one table of every event type: its number, its version and its fields in order.
 *
 * The codec, the digest, the checks of nasty numbers and the exports derive from it; a missing or misspelt event,
 * field or unit does not compile. Numbers and the order of fields are part of the log's format: a change of a type's
 * fields raises its version and needs an upcaster (`upcast.ts`).
 */
import type { BondMarket, Currency, Market, Side } from '../units/quantity.ts';
import { choice, type KindOf } from './field-kinds.ts';
import type { BidRefused, BidSubmitted, EventOf, EventType, OfficialSpoke, PolicyRateSet } from './vocabulary.ts';

type Envelope = 'seq' | 'at' | 'type' | 'causes';

export interface EventRow<E> {
  readonly code: number;
  readonly version: number;
  readonly fields: { readonly [Name in Exclude<keyof E, Envelope>]-?: KindOf<E[Name]> };
}

export type EventTable = { readonly [Type in EventType]: EventRow<EventOf<Type>> };

const BONDS: Readonly<Record<BondMarket, number>> = { jgb: 0, ust: 1, gilt: 2, ktb: 3 };
const market = choice<Market>({ ...BONDS, fx: 4, equity: 5, gold: 6, bitcoin: 7 });
const currency = choice<Currency>({ JPY: 0, USD: 1, GBP: 2, KRW: 3 });
const side = choice<Side>({ buy: 0, sell: 1 });
const stance = choice<OfficialSpoke['stance']>({ calming: 0, alarming: 1 });
const guidance = choice<PolicyRateSet['guidance']>({ hawkish: 0, neutral: 1, dovish: 2 });
const book = choice<BidSubmitted['book']>({ competitive: 0, nonPriceI: 1 });
const refusal = choice<BidRefused['reason']>({ closed: 0, notEligible: 1, aboveBidLimit: 2, offGrid: 3 });

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

  SessionOpened: { code: 10, version: 1, fields: { market, date: 'date' } },
  SessionClosed: { code: 11, version: 1, fields: { market, date: 'date' } },
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
    fields: { market, rate: 'milliBp', votesFor: 'int', votesAgainst: 'int', guidance, headline: 'name' },
  },
  GeopoliticalShockStruck: { code: 25, version: 1, fields: { market, severity: 'permille', headline: 'name' } },
  IssuancePlanRevised: {
    code: 26,
    version: 1,
    fields: { market, fromTenorMilliYears: 'int', toTenorMilliYears: 'int', amount: 'minor', headline: 'name' },
  },
  NewsArrived: { code: 27, version: 1, fields: { market, levelMilliSigma: 'int', slopeMilliSigma: 'int' } },

  AuctionAnnounced: {
    code: 40,
    version: 1,
    fields: {
      auction: 'name',
      instrument: 'name',
      format: 'name',
      offered: 'lots',
      bidsCloseAt: 'time',
      resultAt: 'time',
    },
  },
  BidsInvited: { code: 41, version: 1, fields: { auction: 'name', instrument: 'name', offered: 'lots' } },
  BidSubmitted: {
    code: 42,
    version: 1,
    fields: { auction: 'name', agent: 'name', book, priceTicks: 'ticks', quantity: 'lots' },
  },
  BidRefused: { code: 43, version: 1, fields: { auction: 'name', agent: 'name', reason: refusal } },
  BidAllotted: {
    code: 44,
    version: 1,
    fields: {
      auction: 'name',
      instrument: 'name',
      agent: 'name',
      issuer: 'name',
      quantity: 'lots',
      priceTicks: 'ticks',
      paid: 'minor',
    },
  },
  AuctionResultPublished: {
    code: 45,
    version: 1,
    fields: {
      auction: 'name',
      instrument: 'name',
      format: 'name',
      offered: 'lots',
      bids: 'lots',
      accepted: 'lots',
      nonPriceI: 'lots',
      lowestTicks: 'ticks',
      averageMilliTicks: 'int',
      prorataTenThousandthsPct: 'int',
      coverPermille: 'permille',
      dealerShare: 'permille',
    },
  },

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
};

export const EVENT_TYPES = Object.keys(EVENTS) as readonly EventType[];
