/** Events as the engine would publish them, for tests that hand them to one institution. */
import type { AuctionView } from '../../src/agents/contract.ts';
import type { BidBook, HeldFormat } from '../../src/events/auction-terms.ts';
import type { EventOf, EventType, MarketEvent, Unplaced } from '../../src/events/vocabulary.ts';
import type { DayNumber } from '../../src/units/civil-date.ts';
import {
  face,
  type Market,
  milliBpOf,
  minor,
  permille,
  priceTicks,
  type Side,
  type SimTime,
  seq,
} from '../../src/units/quantity.ts';
import { TUESDAY_NOON } from './fake-view.ts';

let last = 1000;

/** Gives an event its place after all events so far. */
export function published<E extends EventType>(event: Unplaced<EventOf<E>>, at: SimTime = TUESDAY_NOON): EventOf<E> {
  last += 1;
  return { ...event, seq: seq(last), at, causes: [] } as unknown as EventOf<E>;
}

export const clockTick = (): MarketEvent => published<'ClockTicked'>({ type: 'ClockTicked' });

export const priceTick = (instrument: string): MarketEvent =>
  published<'PriceTicked'>({
    type: 'PriceTicked',
    instrument,
    bidTicks: priceTicks(9998),
    offerTicks: priceTicks(10002),
    lastTicks: priceTicks(10000),
    level: milliBpOf(0),
  });

/** An official close, so many basis points from the last. */
export const close = (instrument: string, changeBp = 0, daysLater = 0): EventOf<'CloseMarked'> =>
  published<'CloseMarked'>({
    type: 'CloseMarked',
    instrument,
    date: (20_473 + daysLater) as DayNumber,
    closeHalfTicks: 20_000,
    level: milliBpOf(0),
    change: milliBpOf(changeBp),
  });

export interface Measure {
  readonly market?: Market;
  readonly gdpPct?: number;
  /** 0 = for ever. */
  readonly years?: number;
  readonly likelihood?: number;
  readonly clarity?: number;
}

export const fiscalShock = ({ market = 'jgb', gdpPct = 1, years = 0, likelihood = 1, clarity = 1 }: Measure = {}) =>
  published<'FiscalShockAnnounced'>({
    type: 'FiscalShockAnnounced',
    market,
    amount: minor(0),
    gdpShare: milliBpOf(100 * gdpPct),
    durationMilliYears: 1000 * years,
    likelihood: permille(1000 * likelihood),
    clarity: permille(1000 * clarity),
    headline: 'a budget',
  });

export const words = (stance: 'calming' | 'alarming', credibility: number, market: Market = 'jgb') =>
  published<'OfficialSpoke'>({
    type: 'OfficialSpoke',
    market,
    speaker: 'the minister',
    stance,
    credibility: permille(1000 * credibility),
    headline: 'words',
  });

export const issuanceCut = (amount: number, market: Market = 'jgb') =>
  published<'IssuancePlanRevised'>({
    type: 'IssuancePlanRevised',
    market,
    fromTenorMilliYears: 20_000,
    toTenorMilliYears: 40_000,
    amount: minor(amount),
    headline: 'a plan',
  });

export const geopoliticalShock = (severity: number, market: Market = 'ust') =>
  published<'GeopoliticalShockStruck'>({
    type: 'GeopoliticalShockStruck',
    market,
    severity: permille(1000 * severity),
    headline: 'a threat',
  });

export const bidsInvited = ({ id, instruments, offered }: Pick<AuctionView, 'id' | 'instruments' | 'offered'>) =>
  published<'BidsInvited'>({ type: 'BidsInvited', auction: id, instruments, offered });

export const auctionAnnounced = (
  instrument: string,
  resultAt: SimTime,
  format: HeldFormat = 'jgb_price_conventional',
) =>
  published<'AuctionAnnounced'>({
    type: 'AuctionAnnounced',
    auction: 'next',
    instruments: [instrument],
    format,
    counterparty: 'issuer',
    offered: face(600_000_000_000),
    bidsCloseAt: resultAt,
    resultAt,
  });

export interface Award {
  readonly auction?: string;
  readonly side?: Side;
  readonly book?: BidBook;
}

export const allotted = (agent: string, instrument: string, amount: number, award: Award = {}) =>
  published<'BidAllotted'>({
    type: 'BidAllotted',
    auction: award.auction ?? 'next',
    instrument,
    agent,
    counterparty: 'issuer',
    side: award.side ?? 'buy',
    book: award.book ?? 'competitive',
    face: face(amount),
    bidMilli: 100_000,
    paid: minor(0),
    settlement: 20_474 as DayNumber,
  });

export const optionInvited = (
  auction: string,
  instrument: string,
  terms: { readonly price: number; readonly limitPct: number; readonly closesAt: SimTime },
) =>
  published<'OptionInvited'>({
    type: 'OptionInvited',
    auction,
    instrument,
    priceMicro: Math.round(1e6 * terms.price),
    limitPct: terms.limitPct,
    closesAt: terms.closesAt,
  });

export const resultPublished = (counterparty: string, coverPermille: number, format: HeldFormat) =>
  published<'AuctionResultPublished'>({
    type: 'AuctionResultPublished',
    auction: 'next',
    instruments: ['JGB-20Y'],
    format,
    counterparty,
    offered: face(600_000_000_000),
    bids: face(1_800_000_000_000),
    accepted: face(600_000_000_000),
    nonCompetitive: face(0),
    stopMilli: 99_800,
    averageMicro: 99_900_000,
    stopPriceMicro: 99_800_000,
    averagePriceMicro: 99_900_000,
    stopYieldMicroPct: 0,
    averageYieldMicroPct: 0,
    tailMilli: 100,
    tailUnit: 'yen',
    prorataTenThousandthsPct: 1_000_000,
    coverPermille: permille(coverPermille),
    dealerShare: permille(700),
    indirectShare: permille(0),
  });

/** Of a sale by price: the stop lies so many bp of yield beyond the average. */
export const tailPublished = (instrument: string, tailBp: number) => ({
  ...resultPublished('mof', 3000, 'jgb_price_conventional'),
  instruments: [instrument],
  stopYieldMicroPct: Math.round(tailBp * 10_000),
  averageYieldMicroPct: 0,
});
