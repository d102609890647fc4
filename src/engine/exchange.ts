/**
 * The exchange on which the JGB future trades: call auctions, daily limits and breakers around its books.
 *
 * Every session opens with a call: orders of its first moment queue and trade at one price. A trade that would leave the
 * dynamic band halts trading for some seconds, a price that stands at the daily limit for a minute for ten minutes, and a
 * call ends either halt. The rules themselves are pure (`src/market/book/price-limits.ts`, `halts.ts`, `call-auction.ts`); here
 * is when they are asked, and that what they write is recorded. Nothing here decides who trades or at what price.
 *
 * The band is about the last price, or about the middle of bid and offer where the last price lies outside them
 * (`docs/decisions/0025-venues-future-and-linker.md`).
 */
import type { Instrument } from '../agents/contract.ts';
import { BUY, SELL, type SideBit } from '../events/records.ts';
import type { Book } from '../market/book/book.ts';
import { uncross } from '../market/book/call-auction.ts';
import { HaltCause, halt } from '../market/book/halts.ts';
import {
  applyLimits,
  type DailyLimits,
  dailyLimits,
  observeLimits,
  JGB_FUTURES_LIMITS as RULES,
  type SessionPart,
} from '../market/book/price-limits.ts';
import { calendarOf, type Session, sessionsOf } from '../market/calendar/sessions.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { assert } from '../units/assert.ts';
import type { DayNumber } from '../units/civil-date.ts';
import { NO_CAUSE, type Seq, type SimTime, simTime } from '../units/quantity.ts';
import { TICK_MS } from '../units/time.ts';
import { extraHolidays } from './agenda.ts';
import type { MarketView } from './agent-view.ts';
import type { OrderDesk, TradingRules } from './order-desk.ts';
import type { Recorder } from './recorder.ts';

/** What the exchange asks to be woken for: the call that ends a halt; a second look at a limit that was touched. */
export interface ExchangeWork {
  readonly kind: 'exchange';
  readonly what: 'call' | 'look';
  /** Index of the instrument. */
  readonly line: number;
  /** Of a call: that of an earlier halt, or of a session that is over, no longer applies. */
  readonly ticket: number;
}

export interface ExchangeParts {
  readonly market: MarketView;
  readonly recorder: Recorder;
  readonly desk: OrderDesk;
  readonly holidays: readonly DayNumber[];
  readonly wakeAt: (at: SimTime, work: ExchangeWork) => void;
}

/** What changes of a line on the exchange; plain data. */
interface LineState {
  /** Base of the daily limits: the last settlement price. */
  settlementTicks: number;
  /** Business date of the limits in force; undefined before the first. */
  date: DayNumber | undefined;
  limits: DailyLimits;
  session: Session;
  /** When a touched limit is looked at again; 0: not. */
  lookAt: number;
  ticket: number;
  isHalted: boolean;
  haltedBy: Seq;
  /** The price that led to a dynamic halt; the reference until something trades. 0: none. */
  haltTicks: number;
  /** Turnover when that happened. */
  haltTurnover: number;
}

interface ExchangeLine extends LineState {
  readonly instrument: Instrument;
  readonly book: Book;
}

export type ExchangeState = readonly (LineState & { readonly line: number })[];

export class Exchange implements TradingRules {
  private readonly parts: ExchangeParts;
  private readonly lines = new Map<number, ExchangeLine>();

  constructor(
    parts: ExchangeParts,
    listed: readonly { readonly instrument: Instrument; readonly openTicks: number }[],
  ) {
    this.parts = parts;
    for (const { instrument, openTicks } of listed) {
      this.lines.set(instrument.index, {
        instrument,
        book: parts.market.book(instrument),
        settlementTicks: openTicks,
        date: undefined,
        limits: dailyLimits(openTicks, RULES),
        session: { opensAt: simTime(0), closesAt: simTime(0) },
        lookAt: 0,
        ticket: 0,
        isHalted: false,
        haltedBy: NO_CAUSE,
        haltTicks: 0,
        haltTurnover: 0,
      });
      parts.desk.govern(instrument.index, this);
    }
  }

  save(): ExchangeState {
    return [...this.lines].map(([line, { instrument: _instrument, book: _book, ...state }]) => ({ line, ...state }));
  }

  restore(state: ExchangeState): void {
    for (const { line, ...saved } of state) Object.assign(this.lineOf(line), saved);
  }

  // ── By the clock ──────────────────────────────────────────────────────────────────────────────────────────────────

  /** Orders queue from the opening of a session until the call, after the decisions of its first tick. */
  openSession({ index }: Instrument, date: DayNumber, opened: Seq): void {
    const line = this.lineOf(index);
    const { now } = this.parts.recorder;
    const sessions = sessionsOf('ose', date, this.parts.holidays);
    const session = sessions.find(({ opensAt, closesAt }) => opensAt <= now && now < closesAt);
    assert(session !== undefined, `no session of day ${date} is under way at ${now}`);
    line.session = session;
    if (line.date !== date) {
      line.date = date;
      line.limits = dailyLimits(line.settlementTicks, RULES);
      applyLimits(line.book, line.limits);
    }
    line.haltTicks = 0;
    const callAt = simTime(Math.ceil(now / TICK_MS) * TICK_MS);
    this.collect(line, { why: HaltCause.asked, ticks: 0, cause: opened }, callAt);
  }

  /** Orders have expired with the session; what was to happen in it will not. */
  closeSession({ index }: Instrument): void {
    const line = this.lineOf(index);
    line.ticket += 1;
    line.isHalted = false;
    line.limits = { ...line.limits, touched: undefined };
  }

  /** The official settlement price: base of the next business date's limits. */
  settle({ index }: Instrument, ticks: number): void {
    this.lineOf(index).settlementTicks = ticks;
  }

  perform({ what, line: index, ticket }: ExchangeWork): void {
    const line = this.lineOf(index);
    if (what === 'look') this.look(line);
    else if (ticket === line.ticket && line.isHalted) this.call(line);
  }

  // ── Around every order ────────────────────────────────────────────────────────────────────────────────────────────

  beforeOrder(index: number): void {
    const line = this.lineOf(index);
    line.book.bandTicks = RULES.bandTicks[this.partOf(line.session)];
    line.book.referenceTicks = this.referenceTicks(line);
  }

  afterOrder(index: number, side: SideBit, cause: Seq): void {
    const line = this.lineOf(index);
    const { book } = line;
    if (line.isHalted) return;
    if (!book.isCollecting) {
      this.look(line);
      return;
    }
    line.haltTicks = book.bestTicks(side === BUY ? SELL : BUY);
    line.haltTurnover = book.turnoverLots;
    this.wait(line, cause, simTime(this.parts.recorder.now + RULES.dynamicHaltMs));
  }

  // ── Halts ─────────────────────────────────────────────────────────────────────────────────────────────────────────

  private collect(
    line: ExchangeLine,
    { why, ticks, cause }: { readonly why: HaltCause; readonly ticks: number; readonly cause: Seq },
    callAt: SimTime,
  ): void {
    const { desk } = this.parts;
    halt(line.book, desk.log, { ticks, why, cause });
    desk.settle();
    this.wait(line, cause, callAt);
  }

  private wait(line: ExchangeLine, cause: Seq, callAt: SimTime): void {
    line.isHalted = true;
    line.haltedBy = cause;
    line.ticket += 1;
    this.parts.wakeAt(callAt, { kind: 'exchange', what: 'call', line: line.instrument.index, ticket: line.ticket });
  }

  private call(line: ExchangeLine): void {
    const { desk, recorder } = this.parts;
    // A call writes two records a fill: it needs the room of a log that has been emptied.
    recorder.flush();
    uncross(line.book, desk.log, this.referenceTicks(line), line.haltedBy);
    desk.settle();
    line.isHalted = false;
    this.look(line);
  }

  /** The static breaker. */
  private look(line: ExchangeLine): void {
    const { book, limits, session } = line;
    const at = this.parts.recorder.now;
    if (book.isCollecting || at >= session.closesAt || !this.parts.market.isTrading(line.instrument)) return;
    const [lastTradeTicks, bidTicks, offerTicks] = [book.lastTradeTicks, book.bestBidTicks(), book.bestOfferTicks()];
    const seen = { at, lastTradeTicks, bidTicks, offerTicks, closesAt: session.closesAt };
    const observed = observeLimits(limits, RULES, seen);
    line.limits = observed.limits;
    if (observed.haltUntil !== undefined) {
      assert(limits.touched !== undefined, 'a limit is touched before it halts trading');
      const { ticks, cause } = touchOf(line.book, limits, limits.touched.side);
      applyLimits(book, line.limits);
      line.haltTicks = 0;
      this.collect(line, { why: HaltCause.staticLimit, ticks, cause }, observed.haltUntil);
      return;
    }
    const { touched } = observed.limits;
    if (touched === undefined) return;
    const lookAt = simTime(touched.since + RULES.graceMs);
    if (lookAt <= at || lookAt === line.lookAt) return;
    line.lookAt = lookAt;
    this.parts.wakeAt(lookAt, { kind: 'exchange', what: 'look', line: line.instrument.index, ticket: line.ticket });
  }

  /** The band opens and closes a session wider: its first and its last tick. */
  private partOf({ opensAt, closesAt }: Session): SessionPart {
    const { now } = this.parts.recorder;
    if (now < opensAt + TICK_MS) return 'opening';
    return now >= closesAt - TICK_MS ? 'closing' : 'regular';
  }

  private referenceTicks({ book, haltTicks, haltTurnover, settlementTicks }: ExchangeLine): number {
    if (haltTicks !== 0 && book.turnoverLots === haltTurnover) return haltTicks;
    const last = book.lastTradeTicks === 0 ? settlementTicks : book.lastTradeTicks;
    const [bid, offer] = [book.bestBidTicks(), book.bestOfferTicks()];
    const isInside = bid === 0 || offer === 0 || bid >= offer || (bid <= last && last <= offer);
    return isInside ? last : Math.floor((bid + offer) / 2);
  }

  private lineOf(index: number): ExchangeLine {
    const line = this.lines.get(index);
    assert(line !== undefined, `instrument ${index} does not trade on the exchange`);
    return line;
  }
}

/** The exchange of a scenario, with the futures that it lists. */
export function exchangeOf(scenario: Scenario, parts: Omit<ExchangeParts, 'holidays'>): Exchange {
  const { listings } = parts.market.sources.world.parts;
  const listed = parts.market.sources.instruments
    .filter(({ venue }) => venue === 'ose')
    .map((instrument) => ({ instrument, openTicks: (listings[instrument.index] as { openTicks: number }).openTicks }));
  return new Exchange({ ...parts, holidays: extraHolidays(scenario, calendarOf('ose')) }, listed);
}

/** The limit that prices stand at, and the decision that brought them there. */
function touchOf(book: Book, { highestTicks, lowestTicks }: DailyLimits, side: 'high' | 'low') {
  const ticks = side === 'high' ? highestTicks : lowestTicks;
  const quoted = side === 'high' ? book.bidCause : book.offerCause;
  const cause = book.lastTradeTicks === ticks ? book.tradeCause : quoted;
  return { ticks, cause: cause as Seq };
}
