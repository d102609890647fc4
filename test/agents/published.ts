/** Events as the engine would publish them, for tests that hand them to one institution. */
import type { EventOf, EventType, MarketEvent, Unplaced } from '../../src/events/vocabulary.ts';
import type { DayNumber } from '../../src/units/civil-date.ts';
import {
  lots,
  type Market,
  milliBpOf,
  minor,
  permille,
  priceTicks,
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
export const close = (instrument: string, changeBp = 0): EventOf<'CloseMarked'> =>
  published<'CloseMarked'>({
    type: 'CloseMarked',
    instrument,
    date: 20_473 as DayNumber,
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

export const bidsInvited = (auction: string, instrument: string, offered: number) =>
  published<'BidsInvited'>({ type: 'BidsInvited', auction, instrument, offered: lots(offered) });

export const auctionAnnounced = (instrument: string, resultAt: SimTime) =>
  published<'AuctionAnnounced'>({
    type: 'AuctionAnnounced',
    auction: 'next',
    instrument,
    format: 'jgb_price_conventional',
    offered: lots(6000),
    bidsCloseAt: resultAt,
    resultAt,
  });

export const allotted = (agent: string, instrument: string, quantity: number) =>
  published<'BidAllotted'>({
    type: 'BidAllotted',
    auction: 'next',
    instrument,
    agent,
    issuer: 'mof',
    quantity: lots(quantity),
    priceTicks: priceTicks(10_000),
    paid: minor(0),
  });
