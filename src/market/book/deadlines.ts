/**
 * Until when good-till-time orders stand: a binary heap of (second, order number), the earliest first, in typed arrays.
 *
 * An order that is gone leaves its entry behind; entries are dropped when their time comes, or all at once when the heap is
 * full. Order numbers are not used again while an entry is there, so a stale one can never end another order.
 */
import { assert } from '../../units/assert.ts';

/** Seconds since 1970 that fit into a record: up to January 2038. */
export const GOOD_TILL_MAX = 2 ** 31 - 1;

/** The heap as it stands, entries of orders that are gone included: how full it is must not depend on a pause. */
export interface DeadlinesState {
  readonly seconds: Int32Array;
  readonly orders: Int32Array;
}

export class Deadlines {
  readonly capacity: number;
  private readonly seconds: Int32Array;
  private readonly orders: Int32Array;
  length = 0;

  constructor(capacity: number) {
    assert(Number.isInteger(capacity) && capacity >= 0, `a count of deadlines must not be negative, got ${capacity}`);
    this.capacity = capacity;
    // Twice the room, so that clearing out stale entries pays for itself.
    this.seconds = new Int32Array(2 * capacity);
    this.orders = new Int32Array(2 * capacity);
  }

  /** The earliest deadline; 0 where there is none. */
  get firstSecond(): number {
    return this.length === 0 ? 0 : (this.seconds[0] as number);
  }

  /** Keeps the second until which an order stands; 0 means for good. `isAlive` says which orders still stand. */
  remember(second: number, order: number, isAlive: (order: number) => boolean): void {
    if (second === 0) return;
    if (!(Number.isInteger(second) && second > 0 && second <= GOOD_TILL_MAX)) {
      assert(false, `a good-till time is a second from 1 to ${GOOD_TILL_MAX}, got ${second}`);
    }
    this.add(second, order, isAlive);
  }

  private add(second: number, order: number, isAlive: (order: number) => boolean): void {
    if (this.length === this.seconds.length) this.clearOut(isAlive);
    if (this.length >= this.seconds.length) {
      assert(false, `the book keeps at most goodTillCapacity = ${this.capacity} good-till orders`);
    }
    let at = this.length++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.isEarlier(parent, second, order)) break;
      this.copy(parent, at);
      at = parent;
    }
    this.seconds[at] = second;
    this.orders[at] = order;
  }

  /** Takes the earliest entry out and returns its order; of one second the oldest order comes first. */
  take(): number {
    const first = this.orders[0] as number;
    const last = --this.length;
    if (last > 0) this.sink(this.seconds[last] as number, this.orders[last] as number);
    return first;
  }

  save(): DeadlinesState {
    return { seconds: this.seconds.slice(0, this.length), orders: this.orders.slice(0, this.length) };
  }

  restore({ seconds, orders }: DeadlinesState): void {
    const { length } = seconds;
    const fits = length === orders.length && length <= this.seconds.length;
    assert(fits, `${length} deadlines of ${orders.length} orders do not fit where ${this.seconds.length} have room`);
    this.seconds.set(seconds);
    this.orders.set(orders);
    this.length = length;
  }

  private sink(second: number, order: number): void {
    let at = 0;
    for (let child = 1; child < this.length; child = 2 * at + 1) {
      const right = child + 1;
      const least =
        right < this.length && this.isEarlier(right, this.seconds[child] as number, this.orders[child] as number)
          ? right
          : child;
      if (!this.isEarlier(least, second, order)) break;
      this.copy(least, at);
      at = least;
    }
    this.seconds[at] = second;
    this.orders[at] = order;
  }

  private isEarlier(at: number, second: number, order: number): boolean {
    const there = this.seconds[at] as number;
    return there < second || (there === second && (this.orders[at] as number) < order);
  }

  private copy(from: number, to: number): void {
    this.seconds[to] = this.seconds[from] as number;
    this.orders[to] = this.orders[from] as number;
  }

  private clearOut(isAlive: (order: number) => boolean): void {
    const count = this.length;
    this.length = 0;
    for (let at = 0; at < count; at++) {
      const [second, order] = [this.seconds[at] as number, this.orders[at] as number];
      // What is read is ahead of what is written: the heap grows by at most one entry for each that is read.
      if (isAlive(order)) this.add(second, order, isAlive);
    }
  }
}
