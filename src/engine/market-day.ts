/**
 * What the clock brings to the markets: sessions open and close, news arrives, the decision clock ticks, prices are
 * published and closes marked. Institutions are not here; they hear of it through the stream.
 */
import type { Instrument } from '../agents/contract.ts';
import type { EventOf } from '../events/vocabulary.ts';
import { expireAll } from '../market/book/order-entry.ts';
import { bondValueDate, spotValueDate } from '../market/ledger/value-dates.ts';
import type { DayNumber } from '../units/civil-date.ts';
import { baseCurrencyOf, HOME_MARKET } from '../units/home-markets.ts';
import { isFuture } from '../units/instrument-name.ts';
import {
  type BondMarket,
  type Market,
  milliBpOf,
  NO_CAUSE,
  type PriceTicks,
  type Seq,
  type SimTime,
  simTime,
  type Venue,
} from '../units/quantity.ts';
import { extraHolidays, tradedVenues } from './agenda.ts';
import type { MarketView } from './agent-view.ts';
import type { Exchange } from './exchange.ts';
import { settlementOf } from './future-settlement.ts';
import type { Gauges } from './gauges.ts';
import type { Nature, News } from './nature.ts';
import type { OrderDesk } from './order-desk.ts';
import type { Recorder } from './recorder.ts';

export interface MarketDayParts {
  readonly market: MarketView;
  readonly gauges: Gauges;
  readonly nature: Nature;
  readonly recorder: Recorder;
  readonly desk: OrderDesk;
  readonly exchange: Exchange;
}

/** What the last price tick of an instrument showed. */
interface Shown {
  seq: Seq;
  bid: number;
  offer: number;
  trade: number;
}

export interface MarketDayState {
  readonly shown: readonly Shown[];
  readonly dateOf: readonly (readonly [Venue, DayNumber])[];
  /** By instrument; `NO_CAUSE` before its first close. */
  readonly closedBy: readonly Seq[];
  /** Up to which instant a market has heard the news. */
  readonly heard: readonly (readonly [Venue, SimTime])[];
}

export class MarketDay {
  private readonly parts: MarketDayParts;
  private readonly venues: readonly Venue[];
  private readonly shown: readonly Shown[];
  private readonly dateOf = new Map<Venue, DayNumber>();
  /** Last official close by instrument. */
  private readonly closedBy: Seq[];
  private readonly heard = new Map<Venue, SimTime>();

  constructor(parts: MarketDayParts) {
    this.parts = parts;
    const { scenario, instruments } = parts.market.sources;
    this.venues = tradedVenues(scenario);
    this.shown = instruments.map(() => ({ seq: NO_CAUSE, bid: 0, offer: 0, trade: 0 }));
    this.closedBy = instruments.map(() => NO_CAUSE);
    for (const venue of this.venues) this.heard.set(venue, simTime(scenario.opensAt));
  }

  save(): MarketDayState {
    const { shown, dateOf, closedBy, heard } = this;
    const copies = shown.map((each) => ({ ...each }));
    return { shown: copies, dateOf: [...dateOf], closedBy: [...closedBy], heard: [...heard] };
  }

  restore({ shown, dateOf, closedBy, heard }: MarketDayState): void {
    for (const [at, each] of this.shown.entries()) Object.assign(each, shown[at]);
    for (const [venue, date] of dateOf) this.dateOf.set(venue, date);
    for (const [at, seq] of closedBy.entries()) this.closedBy[at] = seq;
    for (const [venue, at] of heard) this.heard.set(venue, at);
  }

  open(venue: Venue, date: DayNumber): void {
    const { recorder, exchange, market: view } = this.parts;
    const isNewDate = this.dateOf.get(venue) !== date;
    // Ratios first: whoever hears of the session knows what its prices pay.
    if (isNewDate) for (const line of view.linesOf(venue)) this.turnPricing(line, date);
    const { seq } = recorder.record({ type: 'SessionOpened', market: venue, date }, []);
    if (isNewDate) {
      this.dateOf.set(venue, date);
      for (const line of view.linesOf(venue)) this.turnDate(line, date, seq);
    }
    if (venue !== 'ose') this.hearGap(venue, isNewDate);
    if (venue === 'ose') for (const line of view.linesOf(venue)) exchange.openSession(line, date, seq);
  }

  /** Orders are good for the session. Books are audited while they are full. */
  close(venue: Venue, date: DayNumber): void {
    const { recorder, exchange, market: view } = this.parts;
    const lines = view.linesOf(venue);
    view.sources.world.checkInvariants(lines.map((line) => view.book(line)));
    const closed = recorder.record({ type: 'SessionClosed', market: venue, date }, []);
    for (const line of lines) {
      this.expireOrders(line, closed.seq);
      if (venue === 'ose') exchange.closeSession(line);
    }
  }

  /** The official close: the mid, else the last trade, else the previous close. */
  mark(venue: Venue, date: DayNumber): void {
    for (const line of this.parts.market.linesOf(venue)) {
      const closed = this.markLine(line, date);
      this.closedBy[line.index] = closed.seq;
      if (isFuture(line.id)) this.settleFuture(line, closed);
    }
    if (venue !== 'ose') this.parts.gauges.innovations.learn(venue);
  }

  /** Ticks the decision clock where anything is open; says whether it did. */
  tickClock(): boolean {
    const { recorder, nature } = this.parts;
    const open = this.venues.filter((venue) => this.parts.market.isOpen(venue));
    for (const venue of open) {
      if (venue === 'ose') continue;
      this.tell(nature.duringSession(venue, recorder.now));
      this.heard.set(venue, recorder.now);
    }
    if (open.length > 0) recorder.record({ type: 'ClockTicked' }, []);
    return open.length > 0;
  }

  /** What happened while it was shut, over night or over lunch. */
  private hearGap(venue: Market, isNewDate: boolean): void {
    const { recorder, nature } = this.parts;
    const since = this.heard.get(venue) as SimTime;
    if (isNewDate) this.tell(nature.overnight(venue, since, recorder.now));
    else this.tell(nature.duringBreak(venue, since, recorder.now));
  }

  /** One event per instrument whose best bid, best offer or last trade changed since its last. */
  publishPriceTicks(): void {
    for (const instrument of this.parts.market.sources.instruments) {
      if (!this.parts.market.isOpen(instrument.venue) || !this.parts.market.isTrading(instrument)) continue;
      this.parts.gauges.tick(instrument, this.parts.market.levelBp(instrument));
      this.publishPriceTick(instrument);
    }
    for (const venue of this.venues)
      if (venue !== 'ose' && this.parts.market.isOpen(venue)) this.parts.gauges.hearWorld(venue);
  }

  private publishPriceTick(instrument: Instrument): void {
    const book = this.parts.market.book(instrument);
    // While a book collects its sides may cross: what was last shown stands.
    if (book.isCollecting) return;
    const shown = this.shown[instrument.index] as Shown;
    const [bid, offer, trade] = [book.bestBidTicks(), book.bestOfferTicks(), book.lastTradeTicks];
    const causes = distinct([
      bid === shown.bid ? 0 : book.bidCause,
      offer === shown.offer ? 0 : book.offerCause,
      trade === shown.trade ? 0 : book.tradeCause,
    ]);
    if (bid === shown.bid && offer === shown.offer && trade === shown.trade) return;
    const event = this.parts.recorder.record(
      {
        type: 'PriceTicked',
        instrument: instrument.id,
        bidTicks: bid as PriceTicks,
        offerTicks: offer as PriceTicks,
        lastTicks: trade as PriceTicks,
        level: milliBpOf(this.parts.gauges.level[instrument.index] as number),
      },
      causes,
    );
    Object.assign(shown, { bid, offer, trade, seq: event.seq });
  }

  private turnPricing(line: Instrument, date: DayNumber): void {
    const { gauges, recorder, market: view } = this.parts;
    const pricing = view.pricing(line);
    pricing.turnDate(date, gauges.level[line.index] as number);
    view.forgetLevel(line);
    if (view.sources.scenario.instruments[line.index]?.indexed === undefined || !pricing.isTrading) return;
    const { ratioHundredThousandths } = pricing;
    recorder.record({ type: 'IndexRatioSet', instrument: line.id, date, ratioHundredThousandths }, []);
  }

  private turnDate(instrument: Instrument, date: DayNumber, opened: Seq): void {
    const { gauges, recorder, market: view } = this.parts;
    const pricing = view.pricing(instrument);
    if (!pricing.isTrading) {
      view.retire(instrument);
      return;
    }
    gauges.turnDate(instrument);
    this.setValueDate(instrument, date, opened);
    if (!instrument.isBond) return;
    const perLot = pricing.accruedPerLot();
    recorder.record({ type: 'InterestAccrued', instrument: instrument.id, date, perLot }, [opened]);
  }

  /** Futures and what has no delivery settle day by day, without a value date. */
  private setValueDate({ id, market, isBond, currency }: Instrument, date: DayNumber, opened: Seq): void {
    const { scenario } = this.parts.market.sources;
    const holidaysOf = (home: BondMarket): readonly DayNumber[] => extraHolidays(scenario, home);
    const set = (settlement: DayNumber): void => {
      this.parts.recorder.record({ type: 'ValueDateSet', instrument: id, date, settlement }, [opened]);
    };
    if (isBond && !isFuture(id)) set(bondValueDate(market as BondMarket, date, holidaysOf));
    if (market !== 'fx') return;
    const base = HOME_MARKET[baseCurrencyOf(id, currency)];
    set(spotValueDate([base, HOME_MARKET[currency]], date, holidaysOf));
  }

  private markLine(instrument: Instrument, date: DayNumber): EventOf<'CloseMarked'> {
    const { gauges, recorder, market: view } = this.parts;
    const traded = view.midHalfTicks(instrument) || 2 * view.book(instrument).lastTradeTicks;
    const previous = gauges.previousClose[instrument.index] as number;
    const level = traded > 0 ? view.levelOfHalfTicks(instrument, traded) : previous;
    const unchanged = Math.round(2 * view.pricing(instrument).priceAt(previous) * instrument.ticksPerPoint);
    const tick = (this.shown[instrument.index] as Shown).seq;
    gauges.previousClose[instrument.index] = level;
    const marked = recorder.record(
      {
        type: 'CloseMarked',
        instrument: instrument.id,
        date,
        closeHalfTicks: traded > 0 ? traded : unchanged,
        level: milliBpOf(level),
        change: milliBpOf(level - previous),
      },
      tick === NO_CAUSE ? [] : [tick],
    );
    return marked as EventOf<'CloseMarked'>;
  }

  /** Daily settlement; the last one ends trading. */
  private settleFuture(line: Instrument, { seq, date, closeHalfTicks }: EventOf<'CloseMarked'>): void {
    const { recorder, exchange, market: view } = this.parts;
    const { priceTicks, isLast, curve } = settlementOf(view, line, { date, closeHalfTicks });
    const causes = distinct([seq, ...curve.map(({ index }) => this.closedBy[index] ?? NO_CAUSE)]);
    const marked = recorder.record({ type: 'FutureMarked', instrument: line.id, date, priceTicks }, causes);
    if (line.venue === 'ose') exchange.settle(line, priceTicks);
    if (!isLast) return;
    this.expireOrders(line, marked.seq);
    exchange.closeSession(line);
    recorder.record({ type: 'FutureExpired', instrument: line.id }, [marked.seq]);
    view.pricing(line).stopTrading();
    view.retire(line);
  }

  private expireOrders(line: Instrument, cause: Seq): void {
    const { desk, recorder, market: view } = this.parts;
    expireAll(view.book(line), desk.log, cause);
    desk.settle();
    if (desk.log.isNearlyFull()) recorder.flush();
  }

  private tell(news: News): void {
    this.parts.gauges.hearNews(this.parts.recorder.record(news, []) as EventOf<'NewsArrived'>);
  }
}

/** The decisions behind a price tick, oldest first, each once. */
function distinct(causes: readonly number[]): Seq[] {
  return [...new Set(causes)].filter((cause) => cause > 0).sort((a, b) => a - b) as Seq[];
}
