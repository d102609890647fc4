/**
 * What the calendar says will happen: announcements, auctions, sessions, marks and the decision clock, put into the queue
 * at the start. The clock and the price ticks queue their own successors.
 */
import { marketDayPlan } from '../market/sessions.ts';
import type { Announcement, Scenario } from '../scenario/scenario.ts';
import type { DayNumber } from '../units/civil-date.ts';
import { type Market, type SimTime, simTime } from '../units/quantity.ts';
import { TICK_MS } from '../units/time.ts';
import type { Auction } from './auction-desk.ts';
import { type EventQueue, Priority } from './event-queue.ts';

export type CalendarWork =
  | { readonly kind: 'announce'; readonly announcement: Announcement }
  | { readonly kind: 'open' | 'close' | 'mark'; readonly market: Market; readonly date: DayNumber }
  | { readonly kind: 'auction'; readonly step: 'announce' | 'invite' | 'result'; readonly auction: Auction }
  | { readonly kind: 'clock' }
  | { readonly kind: 'priceTicks' };

export function tradedMarkets(scenario: Scenario): Market[] {
  return [...new Set(scenario.instruments.map(({ market }) => market))].sort();
}

/** The scenario's own holidays of a market, beside the calendar's. */
export function extraHolidays(scenario: Scenario, market: Market): readonly DayNumber[] {
  return scenario.markets.find((facts) => facts.market === market)?.extraHolidays ?? [];
}

export function fillAgenda(
  queue: EventQueue<CalendarWork>,
  scenario: Scenario,
  auctions: ReadonlyMap<string, Auction>,
): void {
  const { opensAt, endsAt } = scenario;
  for (const announcement of scenario.announcements) {
    queue.push(announcement.at, Priority.announcement, 0, { kind: 'announce', announcement });
  }
  for (const market of tradedMarkets(scenario)) {
    const holidays = extraHolidays(scenario, market);
    for (const { at, what, date } of marketDayPlan(market, simTime(opensAt + 1), endsAt, holidays)) {
      const priority = what === 'mark' ? Priority.mark : what === 'close' ? Priority.sessionEnd : Priority.sessionStart;
      queue.push(at, priority, 0, { kind: what, market, date });
    }
  }
  for (const auction of auctions.values()) {
    const { announcedAt, bidsCloseAt, resultAt } = auction.facts;
    queue.push(max(announcedAt, opensAt), Priority.auction, 0, { kind: 'auction', step: 'announce', auction });
    queue.push(bidsCloseAt, Priority.auction, 1, { kind: 'auction', step: 'invite', auction });
    queue.push(resultAt, Priority.auction, 2, { kind: 'auction', step: 'result', auction });
  }
  queue.push(nextTick(opensAt), Priority.clock, 0, { kind: 'clock' });
}

export const nextTick = (at: SimTime): SimTime => simTime((Math.floor(at / TICK_MS) + 1) * TICK_MS);

const max = (a: SimTime, b: SimTime): SimTime => (a > b ? a : b);
