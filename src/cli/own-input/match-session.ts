/**
 * An order book for a stranger's orders: names become numbers, commands are matched in batches, fills come out as rows.
 *
 * Batches keep reading and matching apart, so that either can be measured. The book grows with the orders and owners
 * alive; its window of prices moves with the orders that rest and is the one thing that cannot grow.
 */
import { BUY, Field, packTerms, RECORD_WORDS, Reason, RecordKind, SELL, typeIndex } from '../../events/records.ts';
import { KEY_COUNT_MAX } from '../../market/book/bitmap.ts';
import { Book, LOTS_MAX } from '../../market/book/book.ts';
import { enlarged } from '../../market/book/book-enlarge.ts';
import { recentre } from '../../market/book/book-recentre.ts';
import { GrowingRecordLog } from '../../market/book/growing-record-log.ts';
import { amend, cancel, submit } from '../../market/book/order-entry.ts';
import { NO_OWNER, OrderForm } from '../../market/book/order-form.ts';
import { displayOf, lotsBeside, PARTS_MAX, partsLeft } from './book-room.ts';
import { countText } from './number-text.ts';
import { OrderNames, ownText } from './order-names.ts';
import type { OrderRow, RowOp, RowType } from './order-row.ts';

export interface Fill {
  readonly makerId: string;
  readonly takerId: string;
  readonly priceTicks: number;
  readonly lots: number;
}

/** What the book cannot hold: the column at fault and the limit. */
export interface LimitReached {
  readonly column: 'price_ticks' | 'qty_lots' | 'display_lots';
  readonly message: string;
  readonly expected: string;
}

/** What a new order has beside price and quantity. */
interface Entry {
  readonly terms: number;
  readonly display: number;
  readonly owner: number;
}

const TICKS_MAX = 2 ** 31 - 1;
const BATCH = 4_096;
const WORDS = 7;
const OP: Readonly<Record<RowOp, number>> = { new: 0, cancel: 1, amend: 2 };
const TYPE: Readonly<Record<RowType, number>> = {
  limit: typeIndex('limit'),
  market: typeIndex('market'),
  ioc: typeIndex('ioc'),
  fok: typeIndex('fok'),
  post_only: typeIndex('postOnly'),
};
const ICEBERG = typeIndex('iceberg');
const REASON_NAMES = new Map<number, string>(Object.entries(Reason).map(([name, reason]) => [reason, name]));

export class MatchSession {
  readonly refusals = new Map<string, number>();
  operations = 0;
  fills = 0;
  private book = new Book({ instrument: 0, ownerCapacity: 64, ladderTicks: KEY_COUNT_MAX, orderCapacity: 1 << 16 });
  private readonly log = new GrowingRecordLog(1 << 15);
  private readonly form = new OrderForm();
  private readonly names = new OrderNames();
  private readonly owners = new Map<string, number>();
  private readonly batch = new Int32Array(BATCH * WORDS);
  private length = 0;
  private batchLots = 0;
  /** No fewer than the parts that icebergs of this file have left, and the least that one of them shows. */
  private parts = 0;
  private leastDisplay = 0;
  private hasWindow = false;
  private readonly onFill: (fill: Fill) => void;
  private readonly measured: (work: () => void, operations: number) => void;

  /** `measured` does the work that it is given: the matching of so many operations. */
  constructor(onFill: (fill: Fill) => void, measured: (work: () => void, operations: number) => void) {
    this.onFill = onFill;
    this.measured = measured;
  }

  /** Takes a row; says so where its order is beyond what the book can hold. */
  add(row: OrderRow): LimitReached | undefined {
    if (this.length === BATCH * WORDS) this.flush();
    this.operations++;
    if (row.op === 'new') return this.addNew(row);
    const number = this.names.numberOf(row.id);
    if (number === 0) {
      this.refuse('unknownOrder');
      return undefined;
    }
    if (row.op === 'amend') {
      const limit = this.makeRoom(row, this.names.ownerOf(number), number);
      // What was still to be matched may have ended the order.
      if (this.names.numberOf(row.id) === 0) {
        this.refuse('unknownOrder');
        return undefined;
      }
      if (limit !== undefined) return limit;
    }
    this.put(row, number, { terms: 0, display: 0, owner: NO_OWNER });
    return undefined;
  }

  /** Matches what has been added. */
  flush(): void {
    if (this.length === 0) return;
    this.measured(this.matchBatch, this.length / WORDS);
    this.length = 0;
    this.batchLots = 0;
    this.readRecords();
  }

  get restingOrders(): number {
    return this.book.restingOrders;
  }

  private addNew(row: OrderRow): LimitReached | undefined {
    if (this.names.numberOf(row.id) !== 0) {
      this.flush();
      if (this.names.numberOf(row.id) !== 0) {
        this.refuse('idInUse');
        return undefined;
      }
    }
    const owner = row.owner === '' ? NO_OWNER : this.ownerIndex(row.owner);
    const mayRest = row.type === 'limit' || row.type === 'post_only';
    if (mayRest) {
      const limit = this.makeRoom(row, owner, 0);
      if (limit !== undefined) return limit;
    }
    const type = row.type === 'limit' && row.display > 0 ? ICEBERG : TYPE[row.type];
    const terms = packTerms(row.isBuy ? BUY : SELL, type, 0);
    const display = mayRest ? row.display : 0;
    this.put(row, this.names.add(row.id, owner), { terms, display, owner });
    return undefined;
  }

  private ownerIndex(owner: string): number {
    const known = this.owners.get(owner);
    if (known !== undefined) return known;
    const index = this.owners.size;
    this.owners.set(ownText(owner), index);
    if (index >= this.book.ownerCapacity) {
      this.flush();
      this.book = enlarged(this.book, 0, 2 * index);
    }
    return index;
  }

  /** An order at this price, of so many lots, may rest; `number` is that of the order that a row amends, else 0. */
  private makeRoom(row: OrderRow, owner: number, number: number): LimitReached | undefined {
    const { priceTicks, quantity } = row;
    if (this.book.restingOrders + this.length / WORDS >= this.book.orderCapacity) {
      this.flush();
      if (4 * this.book.restingOrders >= this.book.orderCapacity)
        this.book = enlarged(this.book, 4 * this.book.orderCapacity, 0);
    }
    if (!this.hasWindow || !this.book.inWindow(priceTicks)) {
      this.flush();
      const limit = this.moveWindow(priceTicks);
      if (limit !== undefined) return limit;
    }
    const tooMany = this.makePartsRoom(row, number);
    if (tooMany !== undefined) return tooMany;
    this.batchLots += quantity;
    if (this.lotsNear(priceTicks, owner) + this.batchLots <= LOTS_MAX) return undefined;
    this.flush();
    this.batchLots = quantity;
    const comer = { number, side: row.isBuy ? BUY : SELL, owner, priceTicks } as const;
    if (lotsBeside(this.book, comer) + quantity <= LOTS_MAX) return undefined;
    const message = `more than ${countText(LOTS_MAX)} lots would rest at one price or belong to one owner`;
    return { column: 'qty_lots', message, expected: 'fewer lots' };
  }

  private makePartsRoom({ quantity, display }: OrderRow, number: number): LimitReached | undefined {
    const isNew = number === 0;
    if (isNew && display > 0) this.leastDisplay = Math.min(display, this.leastDisplay || display);
    const least = isNew ? display : this.leastDisplay;
    if (least === 0) return undefined;
    this.parts += Math.ceil(quantity / least);
    if (this.parts <= PARTS_MAX) return undefined;
    this.flush();
    const shown = isNew ? display : displayOf(this.book, number);
    this.parts = partsLeft(this.book) + (shown === 0 ? 0 : Math.ceil(quantity / shown));
    if (this.parts <= PARTS_MAX) return undefined;
    const message = `icebergs would have more than ${countText(PARTS_MAX)} parts left to show`;
    return { column: isNew ? 'display_lots' : 'qty_lots', message, expected: 'larger or fewer parts' };
  }

  /** No less than what rests already where an order would come to rest, whichever its side. */
  private lotsNear(ticks: number, owner: number): number {
    const { book } = this;
    const at = (side: 0 | 1): number => {
      const level = book.lotsAt(side, ticks) + book.hiddenAt(side, ticks);
      return owner === NO_OWNER ? level : Math.max(level, book.restingLots(owner, side));
    };
    return Math.max(at(BUY), at(SELL));
  }

  /** Puts the price into the middle of the window, or as near to it as what rests allows. */
  private moveWindow(ticks: number): LimitReached | undefined {
    const { book } = this;
    const [lowest, highest] = restingRange(book, ticks);
    if (highest - lowest >= book.ladderTicks) {
      const other = lowest === ticks ? highest : lowest;
      const message = `the price ${ticks} lies too far from an order that rests at ${other}`;
      return { column: 'price_ticks', message, expected: `resting orders within ${countText(book.ladderTicks)} ticks` };
    }
    const centred = Math.floor((lowest + highest - book.ladderTicks) / 2);
    recentre(book, Math.max(0, Math.min(centred, TICKS_MAX - book.ladderTicks + 1)));
    this.hasWindow = true;
    return undefined;
  }

  private put(row: OrderRow, number: number, entry: Entry): void {
    const { batch, length: at } = this;
    batch[at] = OP[row.op];
    batch[at + 1] = number;
    batch[at + 2] = entry.terms;
    batch[at + 3] = row.priceTicks;
    batch[at + 4] = row.quantity;
    batch[at + 5] = entry.display;
    batch[at + 6] = entry.owner;
    this.length = at + WORDS;
  }

  private readonly matchBatch = (): void => {
    const { batch, book, log, form, length } = this;
    for (let at = 0; at < length; at += WORDS) {
      const op = batch[at];
      form.order = batch[at + 1] as number;
      if (op === 1) {
        cancel(book, log, form.order, 0);
        continue;
      }
      form.priceTicks = batch[at + 3] as number;
      form.quantity = batch[at + 4] as number;
      if (op === 2) {
        amend(book, log, form);
        continue;
      }
      form.terms = batch[at + 2] as number;
      form.display = batch[at + 5] as number;
      form.owner = batch[at + 6] as number;
      submit(book, log, form);
    }
  };

  /** Fills come out, names of orders that are gone are forgotten. */
  private readRecords(): void {
    const { log, names } = this;
    const gone: number[] = [];
    for (let at = 0; at < log.length; at += RECORD_WORDS) {
      const kind = log.words[at + Field.kind];
      const rests = log.words[at + Field.resting] !== 0;
      if (kind === RecordKind.filled) {
        this.readFill(at);
        if (!rests) gone.push(log.words[at + Field.counterOrder] as number);
      } else if (kind === RecordKind.rejected) {
        const reason = log.words[at + Field.counterOrder] as number;
        this.refuse(REASON_NAMES.get(reason) as string);
        if (!rests && reason !== Reason.unknownOrder) gone.push(log.words[at + Field.order] as number);
      } else if (!rests && kind !== RecordKind.expired) {
        gone.push(log.words[at + Field.order] as number);
      }
    }
    for (const number of gone) names.remove(number);
    log.rewind();
  }

  private readFill(at: number): void {
    const { log, names } = this;
    this.fills++;
    this.onFill({
      makerId: names.idOf(log.words[at + Field.counterOrder] as number),
      takerId: names.idOf(log.words[at + Field.order] as number),
      priceTicks: log.words[at + Field.priceTicks] as number,
      lots: log.words[at + Field.quantity] as number,
    });
  }

  private refuse(reason: string): void {
    this.refusals.set(reason, (this.refusals.get(reason) ?? 0) + 1);
  }
}

/** From the lowest to the highest price at which an order rests, `ticks` included. */
function restingRange(book: Book, ticks: number): readonly [number, number] {
  let [lowest, highest] = [ticks, ticks];
  for (const side of [BUY, SELL] as const) {
    const keys = book.keys[side];
    for (let key = keys.from(0); key < book.ladderTicks; key = keys.from(key + 1)) {
      lowest = Math.min(lowest, book.ticksOf(side, key));
      highest = Math.max(highest, book.ticksOf(side, key));
    }
  }
  return [lowest, highest];
}
