/**
 * Where commands become orders: the only caller of the books' doors in a live run.
 *
 * It numbers orders, refuses what the market refuses (closed, beyond the permitted short) with a record, and after each
 * command lets ledger and gauges follow the new fills, so that the next institution sees what just happened.
 */
import type { QuoteCommand, TakeCommand } from '../agents/contract.ts';
import {
  BUY,
  Field,
  flagIndex,
  packTerms,
  RECORD_WORDS,
  Reason,
  RecordKind,
  SELL,
  type SideBit,
  typeIndex,
} from '../events/records.ts';
import type { Book } from '../market/book/book.ts';
import { cancelAll, submit } from '../market/book/order-entry.ts';
import { OrderForm, QUOTE_LEVELS_MAX, QuoteForm } from '../market/book/order-form.ts';
import { writeRejected } from '../market/book/order-records.ts';
import { quote } from '../market/book/quote-entry.ts';
import { RECORD_CAPACITY, RecordLog } from '../market/book/record-log.ts';
import { applyFillRecord } from '../market/ledger/ledger-evolve.ts';
import { assert } from '../units/assert.ts';
import type { Seq, Side } from '../units/quantity.ts';
import type { Gauges } from './gauges.ts';
import { NO_PROBE, type Probe } from './probe.ts';
import { QuotedFlow } from './quoted-flow.ts';
import type { OpenedWorld } from './world.ts';

const LIMIT = typeIndex('limit');
const IOC = typeIndex('ioc');

export interface Placement {
  readonly owner: number;
  readonly cause: number;
  readonly isOpen: boolean;
  /** The line trades no more: it matures, or its last trading day is over. */
  readonly isOver?: boolean;
}

/** What a venue does around every order in one of its books. */
export interface TradingRules {
  beforeOrder(instrument: number): void;
  afterOrder(instrument: number, side: SideBit, cause: Seq): void;
}

export class OrderDesk {
  readonly log: RecordLog;
  readonly quotedFlow: QuotedFlow;
  /** Lots that an owner has promised to auctions under way: nobody sells a bond twice. */
  promised: (owner: number, instrument: number) => number = () => 0;
  private readonly world: OpenedWorld;
  private readonly gauges: Gauges;
  private readonly probe: Probe;
  private readonly order = new OrderForm();
  private readonly quoted = new QuoteForm();
  private readonly numbers = { next: 1 };
  /** By instrument; most books have none. */
  private readonly rules: (TradingRules | undefined)[];
  /** Records up to here are in ledger and gauges. */
  private settledTo = 0;

  constructor(world: OpenedWorld, gauges: Gauges, probe: Probe = NO_PROBE) {
    this.probe = probe;
    this.world = world;
    this.gauges = gauges;
    this.quotedFlow = new QuotedFlow(world.agents.ids.length, world.books.length);
    this.rules = world.books.map(() => undefined);
    // One operation is never split over two batches: the reserve must hold a sweep of the largest book.
    const longest = 2 * QUOTE_LEVELS_MAX + 2 + Math.max(...world.books.map((book) => book.orderCapacity));
    this.log = new RecordLog(Math.max(RECORD_CAPACITY, 4 * longest), longest);
  }

  /** Number that the next order will have. */
  get nextOrder(): number {
    return this.numbers.next;
  }

  set nextOrder(number: number) {
    this.numbers.next = number;
  }

  /** From here on these rules hold for a book. */
  govern(instrument: number, rules: TradingRules): void {
    this.rules[instrument] = rules;
  }

  take(command: TakeCommand, { owner, cause, isOpen, isOver = false }: Placement): void {
    const book = this.bookOf(command.instrument.index);
    const side = sideBit(command.side);
    const { order } = this;
    order.order = this.numbers.next++;
    order.owner = owner;
    order.terms = packTerms(side, IOC, flagIndex(command.flag));
    order.priceTicks = command.limit;
    order.quantity = command.quantity;
    order.cause = cause;
    assert(isWord(command.limit) && isWord(command.quantity) && isWord(cause), NOT_WORDS);
    if (isOver) writeRejected(this.log, book, order, Reason.notTrading);
    else if (!isOpen) writeRejected(this.log, book, order, Reason.marketClosed);
    else if (side === SELL && !this.maySell(book, owner, command.quantity))
      writeRejected(this.log, book, order, Reason.beyondShortLimit);
    else this.enter(book, order);
    this.settle();
  }

  quote(command: QuoteCommand, { owner, cause, isOpen, isOver = false }: Placement): void {
    const book = this.bookOf(command.instrument.index);
    const side = sideBit(command.side);
    assert(command.prices.length === command.sizes.length, 'a quote has a size for every price');
    assert(command.prices.every(isWord) && command.sizes.every(isWord) && isWord(cause), NOT_WORDS);
    const wanted = command.sizes.reduce((sum: number, lots) => sum + lots, 0);
    // A seller without bonds withdraws; resting offers never pass what may be delivered.
    if (!isOpen || isOver || wanted === 0 || (side === SELL && !this.mayOffer(book, owner, wanted))) {
      cancelAll(book, this.log, { owner, side, cause });
    } else {
      const { quoted } = this;
      quoted.owner = owner;
      quoted.terms = packTerms(side, LIMIT, flagIndex(command.flag));
      quoted.cause = cause;
      quoted.count = command.prices.length;
      for (let level = 0; level < quoted.count; level++) {
        quoted.prices[level] = command.prices[level] as number;
        quoted.sizes[level] = command.sizes[level] as number;
      }
      quote(book, this.log, quoted, this.numbers);
      this.rules[book.instrument]?.afterOrder(book.instrument, side, cause as Seq);
    }
    this.settle();
  }

  /** Ledger, gauges and quoted flow follow the records written since the last call. */
  settle(): void {
    const { words, length } = this.log;
    this.probe.begin('ledger');
    for (let at = this.settledTo; at < length; at += RECORD_WORDS) {
      if (words[at + Field.kind] !== RecordKind.filled) continue;
      applyFillRecord(this.world.ledger, words, at);
      this.quotedFlow.readFill(words, at);
    }
    this.gauges.readRecords(words, this.settledTo, length);
    this.settledTo = length;
    this.probe.end();
  }

  /** Forgets published records. */
  rewind(): void {
    assert(this.settledTo === this.log.length, 'records were published before the ledger had them');
    this.log.rewind();
    this.settledTo = 0;
  }

  private enter(book: Book, order: OrderForm): void {
    const rules = this.rules[book.instrument];
    if (rules === undefined) {
      submit(book, this.log, order);
      return;
    }
    rules.beforeOrder(book.instrument);
    submit(book, this.log, order);
    rules.afterOrder(book.instrument, (order.terms & 1) as SideBit, order.cause as Seq);
  }

  private maySell(book: Book, owner: number, lots: number): boolean {
    return this.mayOffer(book, owner, lots + book.restingLots(owner, SELL));
  }

  private mayOffer({ instrument }: Book, owner: number, lots: number): boolean {
    return this.world.ledger.canSell(owner, instrument, lots + this.promised(owner, instrument));
  }

  private bookOf(index: number): Book {
    const book = this.world.books[index];
    assert(book !== undefined, `no book has index ${index}`);
    return book;
  }
}

/** Records hold 32 bits, which would make a number of everything that is none. */
const isWord = (value: number): boolean => (value | 0) === value;
const NOT_WORDS = 'prices, lots and causes of an order are integers of 32 bits';

const sideBit = (side: Side): SideBit => (side === 'buy' ? BUY : SELL);
