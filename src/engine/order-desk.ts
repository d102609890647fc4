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
import type { Book } from '../market/book.ts';
import { applyFillRecord } from '../market/ledger-evolve.ts';
import { cancelAll, submit } from '../market/order-entry.ts';
import { OrderForm, QUOTE_LEVELS_MAX, QuoteForm } from '../market/order-form.ts';
import { writeRejected } from '../market/order-records.ts';
import { quote } from '../market/quote-entry.ts';
import { RECORD_CAPACITY, RecordLog } from '../market/record-log.ts';
import { assert } from '../units/assert.ts';
import type { Side } from '../units/quantity.ts';
import type { Gauges } from './gauges.ts';
import type { OpenedWorld } from './world.ts';

const LIMIT = typeIndex('limit');
const IOC = typeIndex('ioc');

export interface Placement {
  readonly owner: number;
  readonly cause: number;
  readonly isOpen: boolean;
}

export class OrderDesk {
  readonly log: RecordLog;
  private readonly world: OpenedWorld;
  private readonly gauges: Gauges;
  private readonly order = new OrderForm();
  private readonly quoted = new QuoteForm();
  private readonly numbers = { next: 1 };
  /** Records up to here are in ledger and gauges. */
  private settledTo = 0;

  constructor(world: OpenedWorld, gauges: Gauges) {
    this.world = world;
    this.gauges = gauges;
    // One operation is never split over two batches: the reserve must hold a sweep of the largest book.
    const longest = 2 * QUOTE_LEVELS_MAX + 2 + Math.max(...world.books.map((book) => book.orderCapacity));
    this.log = new RecordLog(Math.max(RECORD_CAPACITY, 4 * longest), longest);
  }

  take(command: TakeCommand, { owner, cause, isOpen }: Placement): void {
    const book = this.bookOf(command.instrument.index);
    const side = sideBit(command.side);
    const { order } = this;
    order.order = this.numbers.next++;
    order.owner = owner;
    order.terms = packTerms(side, IOC, flagIndex(command.flag));
    order.priceTicks = command.limit;
    order.quantity = command.quantity;
    order.cause = cause;
    if (!isOpen) writeRejected(this.log, book, order, Reason.marketClosed);
    else if (side === SELL && !this.maySell(book, owner, command.quantity))
      writeRejected(this.log, book, order, Reason.beyondShortLimit);
    else submit(book, this.log, order);
    this.settle();
  }

  quote(command: QuoteCommand, { owner, cause, isOpen }: Placement): void {
    const book = this.bookOf(command.instrument.index);
    const side = sideBit(command.side);
    assert(command.prices.length === command.sizes.length, 'a quote has a size for every price');
    const wanted = command.sizes.reduce((sum: number, lots) => sum + lots, 0);
    // A seller without bonds withdraws; resting offers never pass what may be delivered.
    if (!isOpen || wanted === 0 || (side === SELL && !this.world.ledger.canSell(owner, book.instrument, wanted))) {
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
    }
    this.settle();
  }

  /** Ledger and gauges follow the records written since the last call. */
  settle(): void {
    const { words, length } = this.log;
    for (let at = this.settledTo; at < length; at += RECORD_WORDS) {
      if (words[at + Field.kind] === RecordKind.filled) applyFillRecord(this.world.ledger, words, at);
    }
    this.gauges.readRecords(words, this.settledTo, length);
    this.settledTo = length;
  }

  /** Forgets published records. */
  rewind(): void {
    assert(this.settledTo === this.log.length, 'records were published before the ledger had them');
    this.log.rewind();
    this.settledTo = 0;
  }

  private maySell(book: Book, owner: number, lots: number): boolean {
    return this.world.ledger.canSell(owner, book.instrument, lots + book.restingLots(owner, SELL));
  }

  private bookOf(index: number): Book {
    const book = this.world.books[index];
    assert(book !== undefined, `no book has index ${index}`);
    return book;
  }
}

const sideBit = (side: Side): SideBit => (side === 'buy' ? BUY : SELL);
