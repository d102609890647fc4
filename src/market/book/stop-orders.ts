/**
 * Stop orders that wait for a trade at their trigger price or beyond, outside the queues of the book.
 *
 * One sorted run of rows a side, the next to be triggered last, in typed arrays: there are few stops, they move rarely, and
 * what every trade asks ("is the next one reached?") is one comparison. A trade elects stops; they run one after the
 * other once the order that traded is done, and their own trades may elect more. Reads are in bounds, hence the casts.
 */
import { BUY, SELL, type SideBit } from '../../events/records.ts';
import { assert } from '../../units/assert.ts';
import type { OrderForm } from './order-form.ts';

/** Words of a row. `priceTicks` is the limit that the order will have, 0 for a market order. */
export const StopWord = { order: 0, owner: 1, terms: 2, trigger: 3, priceTicks: 4, lots: 5, cause: 6 } as const;
export const STOP_WORDS = 7;
const TRIGGER = StopWord.trigger;

export class StopOrders {
  readonly capacity: number;
  /** By side, `counts` rows each. */
  readonly rows: readonly [Int32Array, Int32Array];
  readonly counts = new Int32Array(2);
  /** Stops that wait, both sides. */
  parked = 0;
  /** Rows elected and not yet run, in order: `electedTo` words. */
  private readonly elected: Int32Array;
  private electedTo = 0;

  constructor(capacity: number) {
    assert(Number.isInteger(capacity) && capacity >= 0, `a count of stops must not be negative, got ${capacity}`);
    this.capacity = capacity;
    this.rows = [new Int32Array(capacity * STOP_WORDS), new Int32Array(capacity * STOP_WORDS)];
    this.elected = new Int32Array(capacity * STOP_WORDS);
  }

  /** Keeps a stop order, behind those of its side with the same trigger. */
  park(order: OrderForm): void {
    if (this.parked >= this.capacity) {
      assert(false, `the book keeps at most stopCapacity = ${this.capacity} stop orders`);
    }
    const side = (order.terms & 1) as SideBit;
    const rows = this.rows[side];
    const end = (this.counts[side] as number) * STOP_WORDS;
    let at = end;
    while (at > 0 && !isBefore(side, rows[at - STOP_WORDS + TRIGGER] as number, order.triggerTicks)) at -= STOP_WORDS;
    rows.copyWithin(at + STOP_WORDS, at, end);
    rows[at + StopWord.order] = order.order;
    rows[at + StopWord.owner] = order.owner;
    rows[at + StopWord.terms] = order.terms;
    rows[at + TRIGGER] = order.triggerTicks;
    rows[at + StopWord.priceTicks] = order.priceTicks;
    rows[at + StopWord.lots] = order.quantity;
    rows[at + StopWord.cause] = order.cause;
    this.counts[side] = (this.counts[side] as number) + 1;
    this.parked++;
  }

  has(number: number): boolean {
    for (const side of [BUY, SELL] as const) {
      const end = (this.counts[side] as number) * STOP_WORDS;
      for (let at = 0; at < end; at += STOP_WORDS) if (this.rows[side][at + StopWord.order] === number) return true;
    }
    return false;
  }

  /** Takes a waiting stop out and puts it on the form; false where no such stop waits. */
  take(number: number, into: OrderForm): boolean {
    for (const side of [BUY, SELL] as const) {
      const rows = this.rows[side];
      const end = (this.counts[side] as number) * STOP_WORDS;
      for (let at = 0; at < end; at += STOP_WORDS) {
        if (rows[at + StopWord.order] !== number) continue;
        fillForm(into, rows, at);
        rows.copyWithin(at, at + STOP_WORDS, end);
        this.drop(side);
        return true;
      }
    }
    return false;
  }

  /** Number of the stop of a side that is next to be triggered, of one owner where one is named; 0 where none waits. */
  nextOf(side: SideBit, owner?: number): number {
    const rows = this.rows[side];
    for (let at = ((this.counts[side] as number) - 1) * STOP_WORDS; at >= 0; at -= STOP_WORDS) {
      if (owner === undefined || rows[at + StopWord.owner] === owner) return rows[at + StopWord.order] as number;
    }
    return 0;
  }

  /** A trade at `ticks` elects buy stops at or below it and sell stops at or above it, the nearest first, buys first. */
  elect(ticks: number): void {
    for (const side of [BUY, SELL] as const) {
      const rows = this.rows[side];
      for (let count = this.counts[side] as number; count > 0; count--) {
        const at = (count - 1) * STOP_WORDS;
        const trigger = rows[at + TRIGGER] as number;
        if (side === BUY ? trigger > ticks : trigger < ticks) break;
        this.elected.set(rows.subarray(at, at + STOP_WORDS), this.electedTo);
        this.electedTo += STOP_WORDS;
        this.drop(side);
      }
    }
  }

  /** Puts the stop that was elected first on the form; false where none is left. */
  nextElected(into: OrderForm): boolean {
    if (this.electedTo === 0) return false;
    fillForm(into, this.elected, 0);
    this.elected.copyWithin(0, STOP_WORDS, this.electedTo);
    this.electedTo -= STOP_WORDS;
    return true;
  }

  /** The rows that wait, by side. Elected ones run before an operation ends, so that between two there are none. */
  save(): readonly [Int32Array, Int32Array] {
    assert(this.electedTo === 0, 'a book is saved between operations, and this one is still letting stops loose');
    const waiting = (side: SideBit): Int32Array => this.rows[side].slice(0, (this.counts[side] as number) * STOP_WORDS);
    return [waiting(BUY), waiting(SELL)];
  }

  restore(rows: readonly [Int32Array, Int32Array]): void {
    const [buys, sells] = [rows[BUY].length / STOP_WORDS, rows[SELL].length / STOP_WORDS];
    const fits = Number.isInteger(buys) && Number.isInteger(sells) && buys + sells <= this.capacity;
    assert(fits, `${buys} and ${sells} stops do not fit where ${this.capacity} may wait`);
    for (const side of [BUY, SELL] as const) this.rows[side].set(rows[side]);
    this.counts.set([buys, sells]);
    this.parked = buys + sells;
  }

  private drop(side: SideBit): void {
    this.counts[side] = (this.counts[side] as number) - 1;
    this.parked--;
  }
}

/** True where a row with trigger `there` is triggered later than one with `ticks`: it stands before it. */
const isBefore = (side: SideBit, there: number, ticks: number): boolean =>
  side === BUY ? there > ticks : there < ticks;

function fillForm(form: OrderForm, rows: Int32Array, at: number): void {
  form.order = rows[at + StopWord.order] as number;
  form.owner = rows[at + StopWord.owner] as number;
  form.terms = rows[at + StopWord.terms] as number;
  form.triggerTicks = rows[at + TRIGGER] as number;
  form.priceTicks = rows[at + StopWord.priceTicks] as number;
  form.quantity = rows[at + StopWord.lots] as number;
  form.cause = rows[at + StopWord.cause] as number;
  form.display = 0;
  form.goodTillSecond = 0;
}
