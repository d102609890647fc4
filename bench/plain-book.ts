/**
 * An order book as one would write it without a thought for speed: objects, a `Map` and sorted arrays.
 *
 * The reference that our typed-array book is measured against in the same run. It does less (no owners, no records but
 * its fills), which is in its favour.
 */
import { Command, COMMAND_WORDS, foldFill, type Workload } from './workload.ts';

interface PlainOrder {
  readonly id: number;
  readonly side: 0 | 1;
  readonly price: number;
  lots: number;
}

interface PlainLevel {
  readonly price: number;
  readonly orders: PlainOrder[];
}

export interface PlainFill {
  readonly maker: number;
  readonly taker: number;
  readonly price: number;
  readonly lots: number;
}

export class PlainBook {
  /** Best level last. */
  readonly sides: readonly [PlainLevel[], PlainLevel[]] = [[], []];
  readonly orders = new Map<number, PlainOrder>();
  fills: PlainFill[] = [];

  add(side: 0 | 1, id: number, price: number, lots: number): void {
    const opposite = this.sides[side === 0 ? 1 : 0];
    let left = lots;
    for (let best = opposite.at(-1); left > 0 && best !== undefined; best = opposite.at(-1)) {
      if (side === 0 ? best.price > price : best.price < price) break;
      const maker = best.orders[0] as PlainOrder;
      const traded = Math.min(left, maker.lots);
      this.fills.push({ maker: maker.id, taker: id, price: best.price, lots: traded });
      left -= traded;
      maker.lots -= traded;
      if (maker.lots > 0) continue;
      best.orders.shift();
      this.orders.delete(maker.id);
      if (best.orders.length === 0) opposite.pop();
    }
    if (left > 0) this.rest({ id, side, price, lots: left });
  }

  cancel(id: number): void {
    const order = this.orders.get(id) as PlainOrder;
    const levels = this.sides[order.side];
    const at = this.levelIndex(order.side, order.price);
    const level = levels[at] as PlainLevel;
    level.orders.splice(level.orders.indexOf(order), 1);
    if (level.orders.length === 0) levels.splice(at, 1);
    this.orders.delete(id);
  }

  private rest(order: PlainOrder): void {
    const levels = this.sides[order.side];
    const at = this.levelIndex(order.side, order.price);
    const level = levels[at];
    if (level?.price === order.price) level.orders.push(order);
    else levels.splice(at, 0, { price: order.price, orders: [order] });
    this.orders.set(order.id, order);
  }

  /** Where a price is, or belongs, among the levels of a side. */
  private levelIndex(side: 0 | 1, price: number): number {
    const levels = this.sides[side];
    let [low, high] = [0, levels.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const there = (levels[middle] as PlainLevel).price;
      if (side === 0 ? there < price : there > price) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Runs commands `[from, to)`; fills are folded into the hash where asked for, and forgotten as they would be by a consumer. */
export function runPlain(book: PlainBook, { words }: Workload, [from, to]: readonly [number, number], hash?: number): { lots: number; hash: number } {
  let [lots, folded] = [0, hash ?? 0];
  for (let at = from * COMMAND_WORDS; at < to * COMMAND_WORDS; at += COMMAND_WORDS) {
    const kind = words[at] as number;
    if (kind === Command.cancel) book.cancel(words[at + 1] as number);
    else book.add(kind as 0 | 1, words[at + 1] as number, words[at + 2] as number, words[at + 3] as number);
    if (book.fills.length < 1_024) continue;
    for (const fill of book.fills) {
      lots += fill.lots;
      if (hash !== undefined) folded = foldFill(folded, [fill.maker, fill.taker, fill.price, fill.lots]);
    }
    book.fills = [];
  }
  for (const fill of book.fills) {
    lots += fill.lots;
    if (hash !== undefined) folded = foldFill(folded, [fill.maker, fill.taker, fill.price, fill.lots]);
  }
  book.fills = [];
  return { lots, hash: folded };
}
