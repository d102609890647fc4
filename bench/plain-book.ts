/**
 * An order book as one would write it without a thought for speed: objects, `Map`s and sorted arrays.
 *
 * The reference that our typed-array book is measured against in the same run. It offers the same: a record of every
 * accepted, filled and cancelled order, orders found by number and by owner, and no trade with oneself.
 */
import { COMMAND_WORDS, Command, foldFill, type Workload } from './workload.ts';

interface PlainOrder {
  readonly id: number;
  readonly owner: string;
  readonly side: 0 | 1;
  readonly price: number;
  readonly cause: number;
  lots: number;
}

interface PlainLevel {
  readonly price: number;
  readonly orders: PlainOrder[];
}

type PlainRecord =
  | { kind: 'accepted'; order: number; owner: string; price: number; quantity: number; resting: number; cause: number }
  | {
      kind: 'filled';
      maker: PlainOrder;
      taker: number;
      price: number;
      quantity: number;
      resting: number;
      cause: number;
    }
  | { kind: 'cancelled'; order: number; owner: string; price: number; quantity: number; cause: number };

export const NOBODY = '';

export class PlainBook {
  /** Best level last. */
  readonly sides: readonly [PlainLevel[], PlainLevel[]] = [[], []];
  readonly orders = new Map<number, PlainOrder>();
  readonly owners = new Map<string, Set<PlainOrder>>();
  records: PlainRecord[] = [];

  add(order: PlainOrder): void {
    const { id, owner, side, price, cause } = order;
    const quantity = order.lots;
    const accepted = { kind: 'accepted' as const, order: id, owner, price, quantity, resting: 0, cause };
    this.records.push(accepted);
    const opposite = this.sides[side === 0 ? 1 : 0];
    for (let best = opposite.at(-1); order.lots > 0 && best !== undefined; best = opposite.at(-1)) {
      if (side === 0 ? best.price > price : best.price < price) break;
      this.trade(order, best.orders[0] as PlainOrder);
    }
    accepted.resting = order.lots;
    if (order.lots > 0) this.rest(order);
  }

  cancel(id: number, cause: number): void {
    const order = this.orders.get(id);
    if (order === undefined) throw new Error(`no order ${id}`);
    this.records.push({
      kind: 'cancelled',
      order: id,
      owner: order.owner,
      price: order.price,
      quantity: order.lots,
      cause,
    });
    this.remove(order);
  }

  private trade(order: PlainOrder, maker: PlainOrder): void {
    if (maker.owner === order.owner && order.owner !== NOBODY) {
      this.cancel(maker.id, order.cause);
      return;
    }
    const quantity = Math.min(order.lots, maker.lots);
    order.lots -= quantity;
    maker.lots -= quantity;
    const { id: taker, cause } = order;
    this.records.push({ kind: 'filled', maker, taker, price: maker.price, quantity, resting: maker.lots, cause });
    if (maker.lots === 0) this.remove(maker);
  }

  private remove(order: PlainOrder): void {
    const levels = this.sides[order.side];
    const at = this.levelIndex(order.side, order.price);
    const level = levels[at] as PlainLevel;
    level.orders.splice(level.orders.indexOf(order), 1);
    if (level.orders.length === 0) levels.splice(at, 1);
    this.orders.delete(order.id);
    this.owners.get(order.owner)?.delete(order);
  }

  private rest(order: PlainOrder): void {
    const levels = this.sides[order.side];
    const at = this.levelIndex(order.side, order.price);
    const level = levels[at];
    if (level?.price === order.price) level.orders.push(order);
    else levels.splice(at, 0, { price: order.price, orders: [order] });
    this.orders.set(order.id, order);
    const own = this.owners.get(order.owner);
    if (own === undefined) this.owners.set(order.owner, new Set([order]));
    else own.add(order);
  }

  /** Where a price is, or belongs, among the levels of a side. */
  private levelIndex(side: 0 | 1, price: number): number {
    const levels = this.sides[side];
    let low = 0;
    let high = levels.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const there = (levels[middle] as PlainLevel).price;
      if (side === 0 ? there < price : there > price) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Runs commands `[from, to)`; returns the lots traded, and the hash of the fills where a first one is given. */
export function runPlain(
  book: PlainBook,
  { words }: Workload,
  [from, to]: readonly [number, number],
  hash?: number,
): { lots: number; hash: number } {
  const total = { lots: 0, hash: hash ?? 0 };
  for (let at = from * COMMAND_WORDS; at < to * COMMAND_WORDS; at += COMMAND_WORDS) {
    const side = words[at] as number;
    const [id, price, lots] = [words[at + 1] as number, words[at + 2] as number, words[at + 3] as number];
    if (side === Command.cancel) book.cancel(id, 1);
    else book.add({ id, owner: NOBODY, side: side as 0 | 1, price, cause: 1, lots });
    if (book.records.length >= 4_096) consume(book, total, hash !== undefined);
  }
  consume(book, total, hash !== undefined);
  return total;
}

/** Reads the fills and drops the records, as a publisher of batches would. */
function consume(book: PlainBook, total: { lots: number; hash: number }, hashed: boolean): void {
  for (const record of book.records) {
    if (record.kind !== 'filled') continue;
    total.lots += record.quantity;
    if (hashed) total.hash = foldFill(total.hash, [record.maker.id, record.taker, record.price, record.quantity]);
  }
  book.records = [];
}
