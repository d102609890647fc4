/**
 * What one institution sees: public market data and its own accounts, nothing else. Read-only, live, without copies.
 *
 * One `MarketView` is shared; each institution reads it through an `AgentView` that adds who it is.
 */
import type { AuctionView, Instrument, OpeningBeliefs, Self, View, VolatilitySpeed } from '../agents/contract.ts';
import type { LoopName } from '../agents/loops.ts';
import { BUY, SELL } from '../events/records.ts';
import type { Book } from '../market/book/book.ts';
import { calendarOf } from '../market/calendar/sessions.ts';
import type { AuctionFacts, Scenario } from '../scenario/scenario.ts';
import { assert } from '../units/assert.ts';
import { isIndexLinked } from '../units/instrument-name.ts';
import {
  type Currency,
  type Lots,
  lots,
  type Market,
  type Minor,
  type PriceTicks,
  type Side,
  type SimTime,
  type Venue,
} from '../units/quantity.ts';
import { DAY_MS } from '../units/time.ts';
import type { Auction } from './auction-desk.ts';
import { FxRates } from './fx-rates.ts';
import type { Gauges } from './gauges.ts';
import type { InstrumentPricing } from './instrument-pricing.ts';
import type { QuotedFlow } from './quoted-flow.ts';
import type { World } from './world.ts';

/** Thousandths of a percent in a basis point. */
const MILLI_PER_BP = 10;
const SPEEDS = { fast: 0, medium: 1, slow: 2 } as const;

export interface MarketSources {
  readonly scenario: Scenario;
  readonly world: World;
  readonly gauges: Gauges;
  readonly quotedFlow: QuotedFlow;
  readonly instruments: readonly Instrument[];
  readonly pricings: readonly InstrumentPricing[];
  readonly auctions: ReadonlyMap<string, Auction>;
}

export class MarketView {
  now = 0 as SimTime;
  readonly fx: FxRates;
  readonly sources: MarketSources;
  readonly loops: Record<LoopName, boolean>;
  /** Offers to buy a line at a stated yield, by its id. */
  private auctionsKnown = -1;
  private readonly ceilingOffers = new Map<string, Auction[]>();
  private readonly byId: ReadonlyMap<string, Instrument>;
  private readonly byMarket = new Map<Market, readonly Instrument[]>();
  /** Mid whose level is known, in half ticks, and that level, by instrument. */
  private readonly knownMid: Float64Array;
  private readonly knownLevel: Float64Array;

  constructor(sources: MarketSources) {
    this.sources = sources;
    this.loops = { ...sources.scenario.loops };
    const { instruments } = sources;
    this.byId = new Map(instruments.map((instrument) => [instrument.id, instrument]));
    for (const instrument of [...instruments].sort(byTenor)) {
      if (!this.isTrading(instrument)) continue;
      const lines = this.byMarket.get(instrument.market);
      if (lines === undefined) this.byMarket.set(instrument.market, [instrument]);
      else this.byMarket.set(instrument.market, [...lines, instrument]);
    }
    this.knownMid = new Float64Array(instruments.length);
    this.knownLevel = new Float64Array(instruments.length);
    this.fx = new FxRates(instruments, (instrument) => this.levelBp(instrument));
  }

  instruments(market: Market): readonly Instrument[] {
    return this.byMarket.get(market) ?? NONE;
  }

  instrument(id: string): Instrument {
    const instrument = this.byId.get(id);
    assert(instrument !== undefined, `no instrument is called ${id}`);
    return instrument;
  }

  has(id: string): boolean {
    return this.byId.has(id);
  }

  loop(name: LoopName): boolean {
    return this.loops[name];
  }

  /** From here on the loop is open or closed for everybody. */
  switchLoop(name: LoopName, isOn: boolean): void {
    this.loops[name] = isOn;
  }

  /** Lines of one venue that still trade. */
  linesOf(venue: Venue): readonly Instrument[] {
    return this.instruments(calendarOf(venue)).filter((line) => line.venue === venue);
  }

  isTrading(instrument: Instrument): boolean {
    return this.pricing(instrument).isTrading;
  }

  /** The line trades no more: institutions no longer see it among a market's. */
  retire({ id, market }: Instrument): void {
    this.byMarket.set(
      market,
      this.instruments(market).filter((line) => line.id !== id),
    );
  }

  book(instrument: Instrument): Book {
    return this.sources.world.parts.books[instrument.index] as Book;
  }

  isOpen(venue: Venue): boolean {
    return this.sources.world.public.session[venue] !== undefined;
  }

  /** Mid of bid and offer in half ticks; 0 where a side is empty, and while a book collects: its sides may cross. */
  midHalfTicks(instrument: Instrument): number {
    const book = this.book(instrument);
    if (book.isCollecting) return 0;
    const bid = book.bestBidTicks();
    const offer = book.bestOfferTicks();
    return bid > 0 && offer > 0 ? bid + offer : 0;
  }

  levelBp(instrument: Instrument): number {
    const mid = this.midHalfTicks(instrument);
    return mid > 0 ? this.levelOfHalfTicks(instrument, mid) : (this.sources.gauges.level[instrument.index] as number);
  }

  /** Level of a price in half ticks; remembers the last one asked for. */
  levelOfHalfTicks(instrument: Instrument, halfTicks: number): number {
    const at = instrument.index;
    if (this.knownMid[at] !== halfTicks) {
      this.knownLevel[at] = this.pricing(instrument).levelAt(halfTicks / 2 / instrument.ticksPerPoint);
      this.knownMid[at] = halfTicks;
    }
    return this.knownLevel[at] as number;
  }

  /** Levels of the same price differ from one settlement date to the next. */
  forgetLevel(instrument: Instrument): void {
    this.knownMid[instrument.index] = 0;
  }

  pricing(instrument: Instrument): InstrumentPricing {
    return this.sources.pricings[instrument.index] as InstrumentPricing;
  }

  openAuctions(market: Market): readonly AuctionView[] {
    const { world, auctions } = this.sources;
    const found: AuctionView[] = [];
    for (const { id } of world.public.auctions) {
      const auction = auctions.get(id);
      if (auction !== undefined && auction.market === market) found.push(auction.view);
    }
    return found;
  }

  /**
   * Yield at which all of a line is bought: of the offer that is next, else of the last within a day. A bank that has bought
   * every day is taken to do so until it has not.
   */
  ceilingBp(instrument: Instrument): number | undefined {
    if (this.auctionsKnown !== this.sources.auctions.size) this.listCeilings();
    let best: AuctionFacts | undefined;
    for (const { facts, hasBegun, isCancelled } of this.ceilingOffers.get(instrument.id) ?? []) {
      if (!hasBegun || isCancelled || facts.bidsCloseAt + DAY_MS < this.now) continue;
      if (best === undefined || isNearer(facts, best, this.now)) best = facts;
    }
    return best?.fixedYieldMilli === undefined ? undefined : best.fixedYieldMilli / MILLI_PER_BP;
  }

  private listCeilings(): void {
    this.auctionsKnown = this.sources.auctions.size;
    this.ceilingOffers.clear();
    for (const auction of this.sources.auctions.values()) {
      const [line] = auction.facts.instruments;
      if (auction.facts.fixedYieldMilli === undefined || line === undefined) continue;
      this.ceilingOffers.set(line, [...(this.ceilingOffers.get(line) ?? []), auction]);
    }
  }

  /** An auction that was announced, also after its result: options follow it. */
  auction(id: string): Auction {
    const auction = this.sources.auctions.get(id);
    assert(auction !== undefined, `no auction is called ${id}`);
    return auction;
  }

  /**
   * Level that spreads are counted from: the last official close, which stands for the average that JSDA publishes; the
   * market itself for the Bank of England, and for the when-issued level of the US Treasury's auctions.
   */
  referenceBp({ facts }: Auction, instrument: string): number {
    const line = this.instrument(instrument);
    const isMarket = facts.format === 'boe_reverse' || facts.format === 'ust_single_price';
    return isMarket ? this.levelBp(line) : (this.sources.gauges.previousClose[line.index] as number);
  }
}

const NONE: readonly Instrument[] = [];

/** Offers that are still open before those that are over; of the open the next, of the others the last; told later first. */
function isNearer(one: AuctionFacts, other: AuctionFacts, now: SimTime): boolean {
  const [isOpen, wasOpen] = [one.bidsCloseAt >= now, other.bidsCloseAt >= now];
  if (isOpen !== wasOpen) return isOpen;
  if (one.bidsCloseAt !== other.bidsCloseAt) return isOpen === one.bidsCloseAt < other.bidsCloseAt;
  return one.announcedAt > other.announcedAt;
}

/** Index-linked lines before the others of their tenor, so that the last of a tenor is a nominal one. */
function byTenor(a: Instrument, b: Instrument): number {
  const [linkedA, linkedB] = [a, b].map(({ id }) => (isIndexLinked(id) ? 0 : 1)) as [number, number];
  return a.tenorYears - b.tenorYears || linkedA - linkedB || (a.id < b.id ? -1 : 1);
}

export class AgentView implements View {
  self: Self<unknown>;
  /** The mandate that a patch has put in the place of the scenario's. */
  adopted: unknown;
  readonly index: number;
  private readonly market: MarketView;

  constructor(market: MarketView, self: Self<unknown>, index: number) {
    this.market = market;
    this.self = self;
    this.index = index;
  }

  /** From here on the institution acts under another mandate. */
  adopt(mandate: unknown): void {
    this.adopted = mandate;
    this.self = { ...this.self, mandate };
  }

  get at(): SimTime {
    return this.market.now;
  }

  instruments(market: Market): readonly Instrument[] {
    return this.market.instruments(market);
  }

  instrument(id: string): Instrument {
    return this.market.instrument(id);
  }

  isOpen(venue: Venue): boolean {
    return this.market.isOpen(venue);
  }

  loop(name: LoopName): boolean {
    return this.market.loop(name);
  }

  auctions(market: Market): readonly AuctionView[] {
    return this.market.openAuctions(market);
  }

  auction(id: string): AuctionView {
    return this.market.auction(id).view;
  }

  bidMilliAt({ id }: AuctionView, instrument: Instrument, levelBp: number): number {
    const auction = this.market.auction(id);
    return auction.bidMilliAt(instrument, levelBp, this.market.referenceBp(auction, instrument.id));
  }

  policyRateBp(market: Market): number {
    return (this.market.sources.world.public.policyRate[market] ?? 0) / 1000;
  }

  ceilingBp(instrument: Instrument): number | undefined {
    return this.market.ceilingBp(instrument);
  }

  beliefs(market: Market): OpeningBeliefs {
    const facts = this.market.sources.scenario.markets.find((each) => each.market === market);
    if (facts === undefined) return { premiumBp: 0, doubt: 0, debt: 0, credibility: 0 };
    const { openPremium, openDoubt, openCredibility, debtToGdpPermille } = facts;
    return {
      premiumBp: openPremium / 1000,
      doubt: openDoubt / 1000,
      debt: debtToGdpPermille / 1000,
      credibility: openCredibility / 1000,
    };
  }

  bidTicks(instrument: Instrument): PriceTicks {
    return this.market.book(instrument).bestBidTicks() as PriceTicks;
  }

  offerTicks(instrument: Instrument): PriceTicks {
    return this.market.book(instrument).bestOfferTicks() as PriceTicks;
  }

  levelBp(instrument: Instrument): number {
    return this.market.levelBp(instrument);
  }

  closeLevelBp(instrument: Instrument): number {
    return this.market.sources.gauges.previousClose[instrument.index] as number;
  }

  consensusBp(instrument: Instrument): number {
    return this.market.sources.gauges.consensus[instrument.index] as number;
  }

  heardAbroadBp(instrument: Instrument): number {
    return this.market.sources.gauges.innovations.heardBp(instrument);
  }

  politicsBp(instrument: Instrument): number {
    return this.market.sources.gauges.politics.premiumBp(instrument);
  }

  volatilityBp(instrument: Instrument, speed: VolatilitySpeed): number {
    return this.market.sources.gauges.volatilityBp(instrument.index, SPEEDS[speed]);
  }

  unrestBp(instrument: Instrument, speed: VolatilitySpeed): number {
    return this.market.sources.gauges.unrestBp(instrument.index, SPEEDS[speed]);
  }

  stretchBp(instrument: Instrument): number {
    return this.market.sources.gauges.stretchBp(instrument.index);
  }

  runBp(instrument: Instrument): number {
    return this.market.sources.gauges.runBp(instrument.index);
  }

  forcedImbalance(instrument: Instrument): number {
    return this.market.sources.gauges.forcedLots[instrument.index] as number;
  }

  turnoverToday(instrument: Instrument): number {
    return this.market.sources.gauges.turnover[instrument.index] as number;
  }

  changeOverTicks(instrument: Instrument, ticks: number): number {
    return this.market.sources.gauges.changeOverTicks(instrument.index, ticks);
  }

  priceAt(instrument: Instrument, levelBp: number): number {
    return this.market.pricing(instrument).priceAt(levelBp);
  }

  levelAt(instrument: Instrument, pricePoints: number): number {
    return this.market.pricing(instrument).levelAt(pricePoints);
  }

  dv01(instrument: Instrument): number {
    return this.market.pricing(instrument).dv01;
  }

  position(instrument: Instrument): Lots {
    return this.market.sources.world.parts.ledger.holding(this.index, instrument.index);
  }

  boughtAtQuotes(instrument: Instrument): Lots {
    return lots(this.market.sources.quotedFlow.boughtLots(this.index, instrument.index));
  }

  cash(currency: Currency): Minor {
    return this.market.sources.world.parts.ledger.cash(this.index, currency);
  }

  restingLots(instrument: Instrument, side: Side): number {
    return this.market.book(instrument).restingLots(this.index, side === 'buy' ? BUY : SELL);
  }

  fxRate(from: Currency, to: Currency): number {
    return this.market.fx.rate(from, to);
  }
}
