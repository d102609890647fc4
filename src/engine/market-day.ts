/**
 * What the clock brings to the markets: sessions open and close, news arrives, the decision clock ticks, prices are
 * published and closes marked. Institutions are not here; they hear of it through the stream.
 */
import type { Instrument } from '../agents/contract.ts';
import type { EventOf } from '../events/vocabulary.ts';
import { expireAll } from '../market/order-entry.ts';
import type { DayNumber } from '../units/civil-date.ts';
import { type Market, milliBpOf, NO_CAUSE, type PriceTicks, type Seq } from '../units/quantity.ts';
import { tradedMarkets } from './agenda.ts';
import type { MarketView } from './agent-view.ts';
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
}

/** What the last price tick of an instrument showed. */
interface Shown {
  seq: Seq;
  bid: number;
  offer: number;
  trade: number;
}

export class MarketDay {
  private readonly parts: MarketDayParts;
  private readonly markets: readonly Market[];
  private readonly shown: readonly Shown[];
  private readonly dateOf = new Map<Market, DayNumber>();

  constructor(parts: MarketDayParts) {
    this.parts = parts;
    const { scenario, instruments } = parts.market.sources;
    this.markets = tradedMarkets(scenario);
    this.shown = instruments.map(() => ({ seq: NO_CAUSE, bid: 0, offer: 0, trade: 0 }));
  }

  open(market: Market, date: DayNumber): void {
    const { recorder, nature } = this.parts;
    const opened = recorder.record({ type: 'SessionOpened', market, date }, []);
    if (this.dateOf.get(market) === date) return;
    this.dateOf.set(market, date);
    for (const instrument of this.parts.market.instruments(market)) this.turnDate(instrument, date, opened.seq);
    this.tell(nature.overnight(market, recorder.now));
  }

  /** Orders are good for the session. Books are audited while they are full. */
  close(market: Market, date: DayNumber): void {
    const { recorder, desk } = this.parts;
    const books = this.parts.market.instruments(market).map((instrument) => this.parts.market.book(instrument));
    this.parts.market.sources.world.checkInvariants(books);
    const closed = recorder.record({ type: 'SessionClosed', market, date }, []);
    for (const book of books) {
      expireAll(book, desk.log, closed.seq);
      desk.settle();
      if (desk.log.isNearlyFull()) recorder.flush();
    }
  }

  /** The official close: the mid, else the last trade, else the previous close. */
  mark(market: Market, date: DayNumber): void {
    const { gauges, recorder } = this.parts;
    const view = this.parts.market;
    for (const instrument of view.instruments(market)) {
      const traded = view.midHalfTicks(instrument) || 2 * view.book(instrument).lastTradeTicks;
      const previous = gauges.previousClose[instrument.index] as number;
      const level = traded > 0 ? view.levelOfHalfTicks(instrument, traded) : previous;
      const unchanged = Math.round(2 * view.pricing(instrument).priceAt(previous) * instrument.ticksPerPoint);
      const tick = (this.shown[instrument.index] as Shown).seq;
      gauges.previousClose[instrument.index] = level;
      recorder.record(
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
    }
  }

  /** Ticks the decision clock where anything is open; says whether it did. */
  tickClock(): boolean {
    const { recorder, nature } = this.parts;
    const open = this.markets.filter((market) => this.parts.market.isOpen(market));
    for (const market of open) this.tell(nature.duringSession(market, recorder.now));
    if (open.length > 0) recorder.record({ type: 'ClockTicked' }, []);
    return open.length > 0;
  }

  /** One event per instrument whose best bid, best offer or last trade changed since its last. */
  publishPriceTicks(): void {
    for (const instrument of this.parts.market.sources.instruments) {
      if (!this.parts.market.isOpen(instrument.market)) continue;
      this.parts.gauges.tick(instrument, this.parts.market.levelBp(instrument));
      this.publishPriceTick(instrument);
    }
  }

  private publishPriceTick(instrument: Instrument): void {
    const book = this.parts.market.book(instrument);
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

  private turnDate(instrument: Instrument, date: DayNumber, opened: Seq): void {
    const { gauges, recorder } = this.parts;
    const pricing = this.parts.market.pricing(instrument);
    pricing.turnDate(date, gauges.level[instrument.index] as number);
    this.parts.market.forgetLevel(instrument);
    gauges.turnDate(instrument);
    if (!instrument.isBond) return;
    const perLot = pricing.accruedPerLot();
    recorder.record({ type: 'InterestAccrued', instrument: instrument.id, date, perLot }, [opened]);
  }

  private tell(news: News): void {
    this.parts.gauges.hearNews(this.parts.recorder.record(news, []) as EventOf<'NewsArrived'>);
  }
}

/** The decisions behind a price tick, oldest first, each once. */
function distinct(causes: readonly number[]): Seq[] {
  return [...new Set(causes)].filter((cause) => cause > 0).sort((a, b) => a - b) as Seq[];
}
