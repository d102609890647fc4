/**
 * What the calendar says will happen: announcements, auctions, sessions, marks and the decision clock, put into the queue
 * at the start. The clock and the price ticks queue their own successors.
 */

import { calendarOf, marketDayPlan, venueOf } from '../market/calendar/sessions.ts';
import { settlementPlan } from '../market/ledger/settlement-plan.ts';
import type { Announcement, Scenario } from '../scenario/scenario.ts';
import { assert } from '../units/assert.ts';
import type { DayNumber } from '../units/civil-date.ts';
import { HOME_MARKET } from '../units/home-markets.ts';
import { CURRENCIES, type Currency, type Market, type SimTime, simTime, type Venue } from '../units/quantity.ts';
import { TICK_MS } from '../units/time.ts';
import type { Auction } from './auction-desk.ts';
import { type EventQueue, Priority } from './event-queue.ts';

/** What an auction does by the clock; `option`: what winners took after the result. */
export type AuctionStep = 'announce' | 'invite' | 'result' | 'option';

export type CalendarWork =
  | { readonly kind: 'announce'; readonly announcement: Announcement }
  | { readonly kind: 'open' | 'close' | 'mark'; readonly venue: Venue; readonly date: DayNumber }
  | { readonly kind: 'settle'; readonly currency: Currency; readonly date: DayNumber; readonly since: DayNumber }
  | { readonly kind: 'auction'; readonly step: AuctionStep; readonly auction: Auction }
  | { readonly kind: 'clock' }
  | { readonly kind: 'priceTicks' };

export function tradedMarkets(scenario: Scenario): Market[] {
  return [...new Set(scenario.instruments.map(({ market }) => market))].sort();
}

/** Every traded market, then the exchange where its lines trade: at one instant a future is marked after its bonds. */
export function tradedVenues(scenario: Scenario): Venue[] {
  return [
    ...new Set<Venue>([
      ...tradedMarkets(scenario),
      ...scenario.instruments.map(({ id, market }) => venueOf(id, market)),
    ]),
  ];
}

/** Currencies in which anybody holds or trades anything. */
export function usedCurrencies({ instruments, agents }: Scenario): Currency[] {
  return CURRENCIES.filter(
    (currency) =>
      instruments.some((line) => line.currency === currency || line.base === currency) ||
      agents.some(({ cash }) => cash[currency] !== undefined),
  );
}

/** The scenario's own holidays of a market, beside the calendar's. */
export function extraHolidays(scenario: Scenario, market: Market): readonly DayNumber[] {
  return scenario.markets.find((facts) => facts.market === market)?.extraHolidays ?? [];
}

/** Queues what lies after `reached`: everything, where nothing has happened yet. */
export function fillAgenda(
  queue: EventQueue<CalendarWork>,
  scenario: Scenario,
  auctions: ReadonlyMap<string, Auction>,
  reached: number,
): void {
  const { opensAt, endsAt } = scenario;
  const push: Push = (at, priority, turn, work) => {
    assert(at >= opensAt, `${work.kind} is planned for ${at}, before the opening`);
    if (at > reached) queue.push(at, priority, turn, work);
  };
  for (const announcement of scenario.announcements) {
    push(announcement.at, Priority.announcement, 0, { kind: 'announce', announcement });
  }
  for (const venue of tradedVenues(scenario)) {
    const holidays = extraHolidays(scenario, calendarOf(venue));
    for (const { at, what, date } of marketDayPlan(venue, simTime(opensAt + 1), endsAt, holidays)) {
      const priority = what === 'mark' ? Priority.mark : what === 'close' ? Priority.sessionEnd : Priority.sessionStart;
      push(at, priority, 0, { kind: what, venue, date });
    }
  }
  for (const currency of usedCurrencies(scenario)) {
    const holidays = extraHolidays(scenario, HOME_MARKET[currency]);
    for (const { at, date, since } of settlementPlan(currency, opensAt, endsAt, holidays))
      push(at, Priority.settlement, 0, { kind: 'settle', currency, date, since });
  }
  for (const auction of auctions.values()) pushAuction(push, auction, opensAt);
  push(nextTick(max(opensAt, simTime(reached))), Priority.clock, 0, { kind: 'clock' });
}

/** Nothing of an auction happens before `from`. */
export function queueAuction(queue: EventQueue<CalendarWork>, auction: Auction, from: SimTime): void {
  pushAuction((at, priority, turn, work) => queue.push(at, priority, turn, work), auction, from);
}

type Push = EventQueue<CalendarWork>['push'];

function pushAuction(push: Push, auction: Auction, from: SimTime): void {
  const { announcedAt, bidsCloseAt, resultAt, option } = auction.facts;
  const pushStep = (at: SimTime, turn: number, step: AuctionStep): void =>
    push(at, Priority.auction, turn, { kind: 'auction', step, auction });
  pushStep(max(announcedAt, from), 0, 'announce');
  pushStep(bidsCloseAt, 1, 'invite');
  pushStep(resultAt, 2, 'result');
  if (option !== undefined) pushStep(option.resultAt, 3, 'option');
}

export const nextTick = (at: SimTime): SimTime => simTime((Math.floor(at / TICK_MS) + 1) * TICK_MS);

const max = (a: SimTime, b: SimTime): SimTime => (a > b ? a : b);
