/**
 * What the fast book and the naive book both are to a test: commands in, rows out, queues to look at.
 *
 * A row is a record's twelve words in the order of `Field`. `FastBook` is the product behind this interface; the naive
 * book is written from the rules and shares no code with it.
 */
import { BUY, packTerms, RECORD_WORDS, SELL, type SideBit, typeIndex } from '../../../src/events/records.ts';
import { Book } from '../../../src/market/book/book.ts';
import { type RestingOrder, restingOrders, stateHash } from '../../../src/market/book/book-audit.ts';
import { uncross } from '../../../src/market/book/call-auction.ts';
import { expireUntil } from '../../../src/market/book/good-till.ts';
import { HaltCause, halt } from '../../../src/market/book/halts.ts';
import {
  amend,
  amendDown,
  cancel,
  cancelAll,
  expireAll,
  massCancel,
  submit,
} from '../../../src/market/book/order-entry.ts';
import { OrderForm, type OrderNumbers, QuoteForm } from '../../../src/market/book/order-form.ts';
import { quote } from '../../../src/market/book/quote-entry.ts';
import { RecordLog } from '../../../src/market/book/record-log.ts';
import type { SelfTradeRule } from '../../../src/market/book/self-trade.ts';
import { STOP_WORDS, StopWord } from '../../../src/market/book/stop-orders.ts';

export type Row = readonly number[];
export type TypeName = 'limit' | 'market' | 'ioc' | 'fok' | 'postOnly' | 'iceberg' | 'stop';

export interface Order {
  readonly order: number;
  readonly owner: number;
  readonly side: SideBit;
  readonly type: TypeName;
  readonly ticks: number;
  readonly lots: number;
  readonly cause: number;
  /** Lots shown at a time. */
  readonly display?: number;
  /** Of a stop, whose `ticks` are its limit, 0 for none. */
  readonly trigger?: number;
  /** The second at which it ends. */
  readonly goodTill?: number;
}

export interface Amend {
  readonly order: number;
  readonly ticks: number;
  readonly lots: number;
  readonly cause: number;
}

export interface Quote {
  readonly owner: number;
  readonly side: SideBit;
  readonly levels: readonly (readonly [ticks: number, lots: number])[];
  readonly cause: number;
}

export interface BookModel {
  readonly name: string;
  submit(order: Order): Row[];
  cancel(order: number, cause: number): Row[];
  cancelAll(owner: number, side: SideBit, cause: number): Row[];
  massCancel(owner: number, cause: number): Row[];
  expireUntil(second: number, cause: number): Row[];
  amend(order: Amend): Row[];
  amendDown(order: number, lots: number, cause: number): Row[];
  quote(wanted: Quote, numbers: OrderNumbers): Row[];
  expireAll(cause: number): Row[];
  /** Trading stops and orders queue; a call auction ends that. */
  halt(cause: number): Row[];
  call(referenceTicks: number, cause: number): Row[];
  readonly isCollecting: boolean;
  /** Numbers of waiting stops. */
  waiting(): readonly number[];
  /** Orders resting. */
  count(): number;
  queue(side: SideBit): readonly RestingOrder[];
  bestTicks(side: SideBit): number;
  hash(): number;
}

export interface WindowOptions {
  readonly lowTicks: number;
  readonly ladderTicks: number;
  readonly owners: number;
  readonly orderCapacity: number;
  readonly selfTrade?: SelfTradeRule;
  /** Lowest and highest price of the day. */
  readonly limits?: readonly [number, number];
  /** False: a book that keeps no stops and so takes its plain path. */
  readonly takesStops?: boolean;
}

export const SMALL_WINDOW: WindowOptions = { lowTicks: 96, ladderTicks: 32, owners: 26, orderCapacity: 256 };

export const termsOf = (side: SideBit, type: TypeName): number => packTerms(side, typeIndex(type), 0);

export class FastBook implements BookModel {
  readonly name = 'the fast book';
  readonly book: Book;
  readonly log: RecordLog;
  readonly form = new OrderForm();
  readonly quoteForm = new QuoteForm();

  constructor(options: WindowOptions = SMALL_WINDOW) {
    this.book = new Book({
      instrument: 7,
      baseTicks: options.lowTicks,
      ladderTicks: options.ladderTicks,
      ownerCapacity: options.owners,
      orderCapacity: options.orderCapacity,
      stopCapacity: options.takesStops === false ? 0 : options.orderCapacity,
      goodTillCapacity: options.orderCapacity,
      ...(options.selfTrade === undefined ? {} : { selfTrade: options.selfTrade }),
    });
    if (options.limits !== undefined) this.book.setDailyLimits(...options.limits);
    // One order may sweep icebergs of sixty lots that show one at a time.
    this.log = new RecordLog(128 * options.orderCapacity);
  }

  submit(order: Order): Row[] {
    this.form.owner = order.owner;
    this.form.terms = termsOf(order.side, order.type);
    this.form.display = order.display ?? 0;
    this.form.triggerTicks = order.trigger ?? 0;
    this.form.goodTillSecond = order.goodTill ?? 0;
    this.fill(order);
    submit(this.book, this.log, this.form);
    return this.written();
  }

  cancel(order: number, cause: number): Row[] {
    cancel(this.book, this.log, order, cause);
    return this.written();
  }

  cancelAll(owner: number, side: SideBit, cause: number): Row[] {
    cancelAll(this.book, this.log, { owner, side, cause });
    return this.written();
  }

  massCancel(owner: number, cause: number): Row[] {
    massCancel(this.book, this.log, owner, cause);
    return this.written();
  }

  expireUntil(second: number, cause: number): Row[] {
    expireUntil(this.book, this.log, second, cause);
    return this.written();
  }

  waiting(): number[] {
    const { counts, rows } = this.book.stops;
    return SIDES.flatMap((side) =>
      Array.from(
        { length: counts[side] as number },
        (_, row) => rows[side][row * STOP_WORDS + StopWord.order] as number,
      ),
    );
  }

  amend(order: Amend): Row[] {
    this.fill(order);
    amend(this.book, this.log, this.form);
    return this.written();
  }

  amendDown(order: number, lots: number, cause: number): Row[] {
    this.fill({ order, ticks: 0, lots, cause });
    amendDown(this.book, this.log, this.form);
    return this.written();
  }

  quote(wanted: Quote, numbers: OrderNumbers): Row[] {
    this.quoteForm.owner = wanted.owner;
    this.quoteForm.terms = termsOf(wanted.side, 'limit');
    this.quoteForm.cause = wanted.cause;
    this.quoteForm.count = wanted.levels.length;
    wanted.levels.forEach(([ticks, lots], level) => {
      this.quoteForm.prices[level] = ticks;
      this.quoteForm.sizes[level] = lots;
    });
    quote(this.book, this.log, this.quoteForm, numbers);
    return this.written();
  }

  expireAll(cause: number): Row[] {
    expireAll(this.book, this.log, cause);
    return this.written();
  }

  halt(cause: number): Row[] {
    halt(this.book, this.log, { ticks: 0, why: HaltCause.asked, cause });
    return this.written();
  }

  call(referenceTicks: number, cause: number): Row[] {
    uncross(this.book, this.log, referenceTicks, cause);
    return this.written();
  }

  get isCollecting(): boolean {
    return this.book.isCollecting;
  }

  count(): number {
    return this.book.restingOrders;
  }

  queue(side: SideBit): RestingOrder[] {
    return restingOrders(this.book, side);
  }

  bestTicks(side: SideBit): number {
    return this.book.bestTicks(side);
  }

  hash(): number {
    return stateHash(this.book);
  }

  private fill(order: Amend): void {
    this.form.order = order.order;
    this.form.priceTicks = order.ticks;
    this.form.quantity = order.lots;
    this.form.cause = order.cause;
  }

  /** What has been written by other hands. */
  rows(): Row[] {
    return this.written();
  }

  private written(): Row[] {
    const rows: Row[] = [];
    for (let at = 0; at < this.log.length; at += RECORD_WORDS)
      rows.push([...this.log.words.subarray(at, at + RECORD_WORDS)]);
    this.log.rewind();
    return rows;
  }
}

export const SIDES: readonly SideBit[] = [BUY, SELL];
