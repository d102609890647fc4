/**
 * The order book as its rules say it, with nothing done for speed: two sorted arrays of plain objects.
 *
 * Written from the rules (price, then time; fills at the resting order's price; an owner's own resting order is
 * cancelled; a quote never crosses) and not from the product, so that a difference means that one of them is wrong.
 * Everything the product may get wrong by cleverness (best prices, causes, queue places) is recomputed here.
 */
import { BUY, Field, RECORD_WORDS, Reason, RecordKind, SELL, type SideBit } from '../../../src/events/records.ts';
import { foldWord, type RestingOrder } from '../../../src/market/book/book-audit.ts';
import type { SelfTradeRule } from '../../../src/market/book/self-trade.ts';
import { type Amend, type BookModel, type Order, type Quote, type Row, SMALL_WINDOW, termsOf } from './book-model.ts';
import { naiveCallPrice } from './naive-call.ts';
import { allOf, type Incoming, incomingOf, isOwn, NOBODY, type Resting, type Stop } from './naive-orders.ts';

/** What trading left of an order: lots, and whether its owner's resting order has ended it. */
interface Left {
  readonly lots: number;
  readonly isEnded: boolean;
}

type Facts = Partial<Record<keyof typeof Field, number>>;

const INSTRUMENT = 7;

export class NaiveBook implements BookModel {
  readonly name = 'the naive book';
  /** Each side in the order in which it trades. */
  readonly sides: [Resting[], Resting[]] = [[], []];
  readonly bestCause: [number, number] = [0, 0];
  readonly selfTrade: SelfTradeRule;
  private readonly bestSeen: [number, number] = [0, 0];
  lastTradeTicks = 0;
  tradeCause = 0;
  turnover = 0;
  /** Waiting, by side; the one that is reached first stands last. */
  readonly stops: [Stop[], Stop[]] = [[], []];
  private elected: Stop[] = [];
  private deadlines: { readonly second: number; readonly order: number }[] = [];
  private rows: number[][] = [];
  private placements = 0;
  readonly low: number;
  readonly high: number;
  isCollecting = false;

  constructor(options = SMALL_WINDOW) {
    this.selfTrade = options.selfTrade ?? 'cancelResting';
    const [lowest, highest] = options.limits ?? [1, Number.POSITIVE_INFINITY];
    this.low = Math.max(lowest, options.lowTicks);
    this.high = Math.min(highest, options.lowTicks + options.ladderTicks - 1);
  }

  submit(order: Order): Row[] {
    if (order.type === 'stop') return this.submitStop({ ...order, trigger: order.trigger as number });
    const incoming = order.type === 'market' ? { ...order, ticks: 0 } : order;
    const reason = this.refusal(incoming, order.lots);
    if (reason !== 0) {
      this.say(RecordKind.rejected, incoming, { quantity: order.lots, counterOrder: reason });
      return this.said();
    }
    const accepted = this.say(RecordKind.accepted, incoming, { quantity: order.lots });
    this.finish(incoming, this.trade(incoming, order.lots), accepted);
    if (this.find(order.order) !== undefined) this.remember(order);
    this.runElected();
    return this.said();
  }

  private submitStop(stop: Stop): Row[] {
    if (stop.ticks !== 0 && (stop.ticks < this.low || stop.ticks > this.high)) {
      this.say(RecordKind.rejected, stop, { quantity: stop.lots, counterOrder: Reason.outsidePriceLimits });
      return this.said();
    }
    this.say(RecordKind.accepted, stop, { quantity: stop.lots, resting: stop.lots, counterOrder: stop.trigger });
    const waiting = this.stops[stop.side];
    waiting.push(stop);
    // The latest first among equals, so that the oldest is reached first.
    waiting.sort((a, b) => (stop.side === BUY ? b.trigger - a.trigger : a.trigger - b.trigger) || b.order - a.order);
    this.remember(stop);
    if (this.lastTradeTicks !== 0 && !this.isCollecting) this.elect(this.lastTradeTicks);
    this.runElected();
    return this.said();
  }

  private remember({ order, goodTill = 0 }: Order): void {
    if (goodTill !== 0) this.deadlines.push({ second: goodTill, order });
  }

  private elect(ticks: number): void {
    for (const side of [BUY, SELL] as const) {
      const isReached = ({ trigger }: Stop): boolean => (side === BUY ? trigger <= ticks : trigger >= ticks);
      this.elected.push(...this.stops[side].filter(isReached).reverse());
      this.stops[side] = this.stops[side].filter((stop) => !isReached(stop));
    }
  }

  private runElected(): void {
    for (let stop = this.elected.shift(); stop !== undefined; stop = this.elected.shift()) {
      const type = stop.ticks === 0 ? 'market' : 'limit';
      const loose = { ...stop, type, cause: this.tradeCause, display: 0, goodTill: 0 } as const;
      const entered = this.say(RecordKind.amended, loose, {});
      this.finish(loose, this.trade(loose, stop.lots), entered);
    }
  }

  private endStop(order: number, cause: number, kind: number): boolean {
    const stop = this.stops.flat().find((one) => one.order === order);
    if (stop === undefined) return false;
    this.stops[stop.side] = this.stops[stop.side].filter((one) => one !== stop);
    this.say(kind, { ...stop, cause, display: 0, goodTill: 0 }, { quantity: stop.lots });
    return true;
  }

  waiting(): number[] {
    return this.stops.flat().map(({ order }) => order);
  }

  massCancel(owner: number, cause: number): Row[] {
    const rows = [...this.cancelAll(owner, BUY, cause), ...this.cancelAll(owner, SELL, cause)];
    const own = this.stops.flatMap((side) => side.filter((stop) => stop.owner === owner).reverse());
    for (const { order } of own) this.endStop(order, cause, RecordKind.cancelled);
    return [...rows, ...this.said()];
  }

  expireUntil(second: number, cause: number): Row[] {
    const due = this.deadlines.filter((one) => one.second <= second);
    this.deadlines = this.deadlines.filter((one) => one.second > second);
    for (const { order } of due.sort((a, b) => a.second - b.second || a.order - b.order)) {
      const one = this.find(order);
      if (one === undefined) {
        this.endStop(order, cause, RecordKind.expired);
        continue;
      }
      this.say(RecordKind.expired, incomingOf(one, cause), { quantity: allOf(one) });
      this.take(one, cause);
    }
    return this.said();
  }

  cancel(order: number, cause: number): Row[] {
    const found = this.find(order);
    if (found !== undefined) this.cancelOne(found, cause, 0);
    else if (!this.endStop(order, cause, RecordKind.cancelled)) this.sayUnknown(order, cause);
    return this.said();
  }

  cancelAll(owner: number, side: SideBit, cause: number): Row[] {
    for (const own of this.ofOwner(owner, side)) this.cancelOne(own, cause, 0);
    return this.said();
  }

  amend(wish: Amend): Row[] {
    const old = this.find(wish.order);
    if (old === undefined) {
      this.sayUnknown(wish.order, wish.cause);
      return this.said();
    }
    if (wish.ticks === old.priceTicks && wish.lots < allOf(old))
      return this.amendDown(wish.order, wish.lots, wish.cause);
    const { owner, side, type, display } = old;
    const incoming = { ...wish, owner, side, type, display };
    const reason = this.refusal(incoming, wish.lots);
    if (reason !== 0) {
      this.say(RecordKind.rejected, incoming, { quantity: wish.lots, resting: allOf(old), counterOrder: reason });
      return this.said();
    }
    const amended = this.say(RecordKind.amended, incoming, {});
    this.take(old, wish.cause);
    this.finish(incoming, this.trade(incoming, wish.lots), amended);
    this.runElected();
    return this.said();
  }

  amendDown(order: number, lots: number, cause: number): Row[] {
    const old = this.find(order);
    if (old === undefined) this.sayUnknown(order, cause);
    else this.shrink(old, lots, cause);
    return this.said();
  }

  quote(wanted: Quote, numbers: { next: number }): Row[] {
    const { owner, side, cause } = wanted;
    const opposite = this.isCollecting ? undefined : this.sides[1 - side]?.[0];
    const join = this.sides[side][0];
    const target = new Map<number, number>();
    const order = (ticks: number): Incoming => ({ order: numbers.next++, owner, side, type: 'limit', ticks, cause });
    for (const [ticks, lots] of wanted.levels) {
      const crosses =
        opposite !== undefined && (side === BUY ? ticks >= opposite.priceTicks : ticks <= opposite.priceTicks);
      const at = crosses && join !== undefined ? join.priceTicks : ticks;
      if (crosses && join === undefined) {
        this.say(RecordKind.rejected, order(ticks), { quantity: lots, counterOrder: Reason.wouldCross });
      } else if (at < this.low || at > this.high) {
        this.say(RecordKind.rejected, order(ticks), { quantity: lots, counterOrder: Reason.outsidePriceLimits });
      } else {
        target.set(at, (target.get(at) ?? 0) + lots);
      }
    }
    for (const own of this.ofOwner(owner, side)) {
      const lots = target.get(own.priceTicks) ?? 0;
      if (lots === 0 || lots > allOf(own)) {
        this.cancelOne(own, cause, 0);
        continue;
      }
      if (lots < allOf(own)) this.shrink(own, lots, cause);
      target.delete(own.priceTicks);
    }
    for (const [ticks, lots] of target) {
      const placed = order(ticks);
      this.say(RecordKind.accepted, placed, { quantity: lots, resting: lots });
      this.place(placed, lots);
    }
    return this.said();
  }

  expireAll(cause: number): Row[] {
    for (const one of [...this.sides[BUY], ...this.sides[SELL]]) {
      this.say(RecordKind.expired, incomingOf(one, cause), { quantity: allOf(one) });
      this.take(one, cause);
    }
    for (const { order } of this.stops.flatMap((side) => [...side].reverse())) {
      this.endStop(order, cause, RecordKind.expired);
    }
    return this.said();
  }

  halt(cause: number): Row[] {
    if (!this.isCollecting) this.sayOfBook(RecordKind.halted, 0, cause);
    this.isCollecting = true;
    return this.said();
  }

  call(referenceTicks: number, cause: number): Row[] {
    const price = naiveCallPrice(this.sides, [this.low, this.high], referenceTicks);
    for (let left = price.lots; left > 0; ) {
      const [buyer, seller] = [this.sides[BUY][0] as Resting, this.sides[SELL][0] as Resting];
      const lots = Math.min(left, buyer.lots, seller.lots);
      left -= lots;
      this.say(RecordKind.amended, incomingOf(buyer, cause), {
        quantity: lots,
        resting: allOf(buyer) - lots,
        counterOrder: Reason.callAuction,
      });
      this.say(RecordKind.filled, incomingOf(buyer, cause), {
        priceTicks: price.ticks,
        quantity: lots,
        resting: allOf(seller) - lots,
        counterOrder: seller.order,
        counterOwner: seller.owner,
        counterCause: seller.cause,
      });
      for (const one of [buyer, seller]) {
        one.lots -= lots;
        if (one.lots === 0 && one.hidden > 0) this.showMore(one, cause);
        else if (one.lots === 0) this.take(one, cause);
      }
      this.lastTradeTicks = price.ticks;
      this.tradeCause = cause;
      this.turnover += lots;
    }
    this.sayOfBook(RecordKind.resumed, price.lots === 0 ? 0 : price.ticks, cause);
    this.isCollecting = false;
    if (this.lastTradeTicks !== 0) this.elect(this.lastTradeTicks);
    this.runElected();
    return this.said();
  }

  count(): number {
    return this.sides[BUY].length + this.sides[SELL].length;
  }

  queue(side: SideBit): readonly RestingOrder[] {
    return this.sides[side].map(({ order, owner, terms, priceTicks, lots, cause, hidden, display }) => ({
      order,
      owner,
      terms,
      priceTicks,
      lots,
      cause,
      hidden,
      display,
    }));
  }

  bestTicks(side: SideBit): number {
    return this.sides[side][0]?.priceTicks ?? 0;
  }

  hash(): number {
    let hash = 0;
    for (const one of [...this.sides[BUY], ...this.sides[SELL]]) {
      const words = [one.order, one.owner, one.terms, one.priceTicks, one.lots, one.cause];
      for (const word of one.display === 0 ? words : [...words, one.hidden, one.display]) hash = foldWord(hash, word);
    }
    for (const { order, owner, side, trigger, ticks, lots, cause } of this.stops.flat()) {
      for (const word of [order, owner, termsOf(side, 'stop'), trigger, ticks, lots, cause])
        hash = foldWord(hash, word);
    }
    for (const word of [...this.bestCause, this.lastTradeTicks, this.tradeCause, this.turnover | 0])
      hash = foldWord(hash, word);
    return foldWord(hash, Math.floor(this.turnover / 2 ** 32));
  }

  // ── The rules ───────────────────────────────────────────────────────────────────────────────────────────────────

  private refusal(order: Incoming, lots: number): number {
    const reached = this.sides[1 - order.side]?.filter((one) => this.reaches(order, one)) ?? [];
    if (this.isCollecting && !['limit', 'postOnly', 'iceberg'].includes(order.type)) return Reason.halted;
    if (order.type === 'market' || order.type === 'ioc') return 0;
    if (order.type === 'fok') {
      return this.reachable(order, reached) < lots ? Reason.cannotFill : 0;
    }
    if (order.ticks < this.low || order.ticks > this.high) return Reason.outsidePriceLimits;
    return order.type === 'postOnly' && reached.length > 0 && !this.isCollecting ? Reason.wouldCross : 0;
  }

  /** Lots that a FOK order would get of those in `reached`. */
  private reachable(order: Incoming, reached: readonly Resting[]): number {
    const first = reached.find((one) => isOwn(one, order));
    const sum = (ones: readonly Resting[]): number => ones.reduce((lots, one) => lots + allOf(one), 0);
    if (first === undefined || this.selfTrade === 'allow') return sum(reached);
    if (this.selfTrade === 'cancelResting') return sum(reached.filter((one) => !isOwn(one, order)));
    // The order ends where it meets its owner's; what icebergs at that price hide would come only after.
    const ahead = reached.slice(0, reached.indexOf(first));
    const sameLevel = ahead.filter((one) => one.priceTicks === first.priceTicks);
    return sum(ahead) - sameLevel.reduce((lots, one) => lots + one.hidden, 0);
  }

  private reaches(order: Incoming, one: Resting): boolean {
    if (order.type === 'market') return true;
    return order.side === BUY ? one.priceTicks <= order.ticks : one.priceTicks >= order.ticks;
  }

  private trade(order: Incoming, lots: number): Left {
    if (this.isCollecting) return { lots, isEnded: false };
    let left = lots;
    while (left > 0) {
      const first = this.sides[1 - order.side]?.[0];
      if (first === undefined || !this.reaches(order, first)) break;
      if (isOwn(first, order) && this.selfTrade !== 'allow') {
        if (this.selfTrade !== 'cancelIncoming') this.cancelOne(first, order.cause, Reason.selfTrade);
        if (this.selfTrade !== 'cancelResting') return { lots: left, isEnded: true };
        continue;
      }
      const traded = Math.min(left, first.lots);
      left -= traded;
      first.lots -= traded;
      this.say(RecordKind.filled, order, {
        priceTicks: first.priceTicks,
        quantity: traded,
        resting: allOf(first),
        counterOrder: first.order,
        counterOwner: first.owner,
        counterCause: first.cause,
      });
      this.lastTradeTicks = first.priceTicks;
      this.tradeCause = order.cause;
      this.elect(first.priceTicks);
      this.turnover += traded;
      if (first.lots === 0 && first.hidden > 0) this.showMore(first, order.cause);
      else if (first.lots === 0) this.take(first, order.cause);
    }
    return { lots: left, isEnded: false };
  }

  /** Rests what is left of an order, or lets it vanish; `entered` is the record by which it came. */
  private finish(order: Incoming, left: Left, entered: number[]): void {
    if (left.lots === 0) return;
    if (left.isEnded) {
      this.say(RecordKind.expired, order, { quantity: left.lots, counterOrder: Reason.selfTrade });
    } else if (['limit', 'postOnly', 'iceberg'].includes(order.type)) {
      entered[Field.resting] = left.lots;
      this.place(order, left.lots);
    } else {
      this.say(RecordKind.expired, order, { quantity: left.lots });
    }
  }

  /** The shown part of an iceberg is gone: the next one comes behind all others at its price. */
  private showMore(one: Resting, cause: number): void {
    const queue = this.sides[one.side];
    const lots = Math.min(one.display, one.hidden);
    this.say(RecordKind.replenished, incomingOf(one, cause), {
      quantity: lots,
      resting: one.hidden,
      counterOrder: 0,
    });
    one.lots = lots;
    one.hidden -= lots;
    const at = queue.indexOf(one);
    queue.splice(at, 1);
    const last = queue.findLastIndex((other) => other.priceTicks === one.priceTicks);
    queue.splice(last < 0 ? at : last + 1, 0, one);
  }

  private place(order: Incoming, lots: number): void {
    const queue = this.sides[order.side];
    const behind = queue.findIndex((one) =>
      order.side === BUY ? one.priceTicks < order.ticks : one.priceTicks > order.ticks,
    );
    const { order: number, owner, side, type, ticks, cause, display = 0 } = order;
    const shown = display === 0 ? lots : Math.min(lots, display);
    const resting = {
      order: number,
      owner,
      side,
      type,
      priceTicks: ticks,
      lots: shown,
      hidden: lots - shown,
      display,
      cause,
      terms: termsOf(side, type),
      since: this.placements++,
    };
    queue.splice(behind < 0 ? queue.length : behind, 0, resting);
    this.noticeBest(cause);
  }

  private take(one: Resting, cause: number): void {
    const queue = this.sides[one.side];
    queue.splice(queue.indexOf(one), 1);
    this.noticeBest(cause);
  }

  private cancelOne(one: Resting, cause: number, reason: number): void {
    this.say(RecordKind.cancelled, incomingOf(one, cause), { quantity: allOf(one), counterOrder: reason });
    this.take(one, cause);
  }

  private shrink(one: Resting, lots: number, cause: number): void {
    this.say(RecordKind.amended, incomingOf(one, cause), {
      counterOrder: 0,
      quantity: allOf(one) - lots,
      resting: lots,
    });
    one.lots = Math.min(one.lots, lots);
    one.hidden = lots - one.lots;
  }

  private noticeBest(cause: number): void {
    for (const side of [BUY, SELL] as const) {
      if (this.bestTicks(side) === this.bestSeen[side]) continue;
      this.bestSeen[side] = this.bestTicks(side);
      this.bestCause[side] = cause;
    }
  }

  private find(order: number): Resting | undefined {
    return this.sides.flat().find((one) => one.order === order);
  }

  /** In the order in which they came to rest. */
  private ofOwner(owner: number, side: SideBit): Resting[] {
    return this.sides[side].filter((one) => one.owner === owner).sort((a, b) => a.since - b.since);
  }

  // ── What is said ────────────────────────────────────────────────────────────────────────────────────────────────

  private say(kind: number, order: Incoming, facts: Facts): number[] {
    const row = new Array<number>(RECORD_WORDS).fill(0);
    const { order: number, owner, side, type, ticks, cause, display = 0, goodTill = 0 } = order;
    const all = {
      kind,
      instrument: INSTRUMENT,
      order: number,
      owner,
      terms: termsOf(side, type),
      priceTicks: ticks,
      cause,
      counterCause: goodTill,
      counterOrder: kind === RecordKind.accepted || kind === RecordKind.amended ? display : 0,
      ...facts,
    };
    for (const [name, value] of Object.entries(all)) row[Field[name as keyof typeof Field]] = value;
    this.rows.push(row);
    return row;
  }

  private sayUnknown(order: number, cause: number): void {
    const row = this.say(RecordKind.rejected, { order, owner: NOBODY, side: BUY, type: 'limit', ticks: 0, cause }, {});
    row[Field.counterOrder] = Reason.unknownOrder;
  }

  private sayOfBook(kind: number, ticks: number, cause: number): void {
    this.say(kind, { order: 0, owner: NOBODY, side: BUY, type: 'limit', ticks, cause }, {});
  }

  private said(): Row[] {
    const rows = this.rows;
    this.rows = [];
    return rows;
  }
}
