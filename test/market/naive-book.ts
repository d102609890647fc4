/**
 * The order book as its rules say it, with nothing done for speed: two sorted arrays of plain objects.
 *
 * Written from the rules (price, then time; fills at the resting order's price; an owner's own resting order is
 * cancelled; a quote never crosses) and not from the product, so that a difference means that one of them is wrong.
 * Everything the product may get wrong by cleverness (best prices, causes, queue places) is recomputed here.
 */
import { BUY, Field, RECORD_WORDS, Reason, RecordKind, SELL, type SideBit } from '../../src/events/records.ts';
import { foldWord, type RestingOrder } from '../../src/market/book-audit.ts';
import {
  type Amend,
  type BookModel,
  type Order,
  type Quote,
  type Row,
  SMALL_WINDOW,
  type TypeName,
  termsOf,
} from './book-model.ts';

type Resting = { -readonly [Key in keyof RestingOrder]: RestingOrder[Key] } & {
  readonly side: SideBit;
  readonly type: TypeName;
  readonly since: number;
};
type Facts = Partial<Record<keyof typeof Field, number>>;
type Incoming = Omit<Order, 'lots'>;

const INSTRUMENT = 7;
const NOBODY = -1;

export class NaiveBook implements BookModel {
  readonly name = 'the naive book';
  /** Each side in the order in which it trades. */
  readonly sides: [Resting[], Resting[]] = [[], []];
  readonly bestCause: [number, number] = [0, 0];
  private readonly bestSeen: [number, number] = [0, 0];
  lastTradeTicks = 0;
  tradeCause = 0;
  turnover = 0;
  private rows: number[][] = [];
  private placements = 0;
  readonly low: number;
  readonly high: number;

  constructor(options = SMALL_WINDOW) {
    this.low = Math.max(1, options.lowTicks);
    this.high = options.lowTicks + options.ladderTicks - 1;
  }

  submit(order: Order): Row[] {
    const incoming = order.type === 'market' ? { ...order, ticks: 0 } : order;
    const reason = this.refusal(incoming, order.lots);
    if (reason !== 0) {
      this.say(RecordKind.rejected, incoming, { quantity: order.lots, counterOrder: reason });
      return this.said();
    }
    const accepted = this.say(RecordKind.accepted, incoming, { quantity: order.lots });
    const left = this.trade(incoming, order.lots);
    if (left > 0 && (order.type === 'limit' || order.type === 'postOnly')) {
      accepted[Field.resting] = left;
      this.place(incoming, left);
    } else if (left > 0) {
      this.say(RecordKind.expired, incoming, { quantity: left });
    }
    return this.said();
  }

  cancel(order: number, cause: number): Row[] {
    const found = this.find(order);
    if (found === undefined) this.sayUnknown(order, cause);
    else this.cancelOne(found, cause, 0);
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
    if (wish.ticks === old.priceTicks && wish.lots < old.lots) return this.amendDown(wish.order, wish.lots, wish.cause);
    const incoming = { ...wish, owner: old.owner, side: old.side, type: old.type };
    const reason = this.refusal(incoming, wish.lots);
    if (reason !== 0) {
      this.say(RecordKind.rejected, incoming, { quantity: wish.lots, resting: old.lots, counterOrder: reason });
      return this.said();
    }
    const amended = this.say(RecordKind.amended, incoming, {});
    this.take(old, wish.cause);
    const left = this.trade(incoming, wish.lots);
    amended[Field.resting] = left;
    if (left > 0) this.place(incoming, left);
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
    const opposite = this.sides[1 - side]?.[0];
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
      if (lots === 0 || lots > own.lots) {
        this.cancelOne(own, cause, 0);
        continue;
      }
      if (lots < own.lots) this.shrink(own, lots, cause);
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
      this.say(RecordKind.expired, incomingOf(one, cause), { quantity: one.lots });
      this.take(one, cause);
    }
    return this.said();
  }

  count(): number {
    return this.sides[BUY].length + this.sides[SELL].length;
  }

  queue(side: SideBit): readonly RestingOrder[] {
    return this.sides[side].map(({ order, owner, terms, priceTicks, lots, cause }) => ({
      order,
      owner,
      terms,
      priceTicks,
      lots,
      cause,
    }));
  }

  bestTicks(side: SideBit): number {
    return this.sides[side][0]?.priceTicks ?? 0;
  }

  hash(): number {
    let hash = 0;
    for (const one of [...this.sides[BUY], ...this.sides[SELL]]) {
      for (const word of [one.order, one.owner, one.terms, one.priceTicks, one.lots, one.cause])
        hash = foldWord(hash, word);
    }
    for (const word of [...this.bestCause, this.lastTradeTicks, this.tradeCause, this.turnover | 0])
      hash = foldWord(hash, word);
    return foldWord(hash, Math.floor(this.turnover / 2 ** 32));
  }

  // ── The rules ───────────────────────────────────────────────────────────────────────────────────────────────────

  private refusal(order: Incoming, lots: number): number {
    const reached = this.sides[1 - order.side]?.filter((one) => this.reaches(order, one)) ?? [];
    if (order.type === 'market' || order.type === 'ioc') return 0;
    if (order.type === 'fok') {
      const others = reached.filter((one) => !isOwn(one, order));
      return others.reduce((sum, one) => sum + one.lots, 0) < lots ? Reason.cannotFill : 0;
    }
    if (order.ticks < this.low || order.ticks > this.high) return Reason.outsidePriceLimits;
    return order.type === 'postOnly' && reached.length > 0 ? Reason.wouldCross : 0;
  }

  private reaches(order: Incoming, one: Resting): boolean {
    if (order.type === 'market') return true;
    return order.side === BUY ? one.priceTicks <= order.ticks : one.priceTicks >= order.ticks;
  }

  private trade(order: Incoming, lots: number): number {
    let left = lots;
    while (left > 0) {
      const first = this.sides[1 - order.side]?.[0];
      if (first === undefined || !this.reaches(order, first)) break;
      if (isOwn(first, order)) {
        this.cancelOne(first, order.cause, Reason.selfTrade);
        continue;
      }
      const traded = Math.min(left, first.lots);
      left -= traded;
      first.lots -= traded;
      this.say(RecordKind.filled, order, {
        priceTicks: first.priceTicks,
        quantity: traded,
        resting: first.lots,
        counterOrder: first.order,
        counterOwner: first.owner,
        counterCause: first.cause,
      });
      this.lastTradeTicks = first.priceTicks;
      this.tradeCause = order.cause;
      this.turnover += traded;
      if (first.lots === 0) this.take(first, order.cause);
    }
    return left;
  }

  private place(order: Incoming, lots: number): void {
    const queue = this.sides[order.side];
    const behind = queue.findIndex((one) =>
      order.side === BUY ? one.priceTicks < order.ticks : one.priceTicks > order.ticks,
    );
    const { order: number, owner, side, type, ticks, cause } = order;
    const resting = {
      order: number,
      owner,
      side,
      type,
      priceTicks: ticks,
      lots,
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
    this.say(RecordKind.cancelled, incomingOf(one, cause), { quantity: one.lots, counterOrder: reason });
    this.take(one, cause);
  }

  private shrink(one: Resting, lots: number, cause: number): void {
    this.say(RecordKind.amended, incomingOf(one, cause), { quantity: one.lots - lots, resting: lots });
    one.lots = lots;
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
    const { order: number, owner, side, type, ticks, cause } = order;
    const all = {
      kind,
      instrument: INSTRUMENT,
      order: number,
      owner,
      terms: termsOf(side, type),
      priceTicks: ticks,
      cause,
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

  private said(): Row[] {
    const rows = this.rows;
    this.rows = [];
    return rows;
  }
}

const isOwn = (one: Resting, order: Incoming): boolean => order.owner !== NOBODY && one.owner === order.owner;

const incomingOf = (one: Resting, cause: number): Incoming => ({
  order: one.order,
  owner: one.owner,
  side: one.side,
  type: one.type,
  ticks: one.priceTicks,
  cause,
});
