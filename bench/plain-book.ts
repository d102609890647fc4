/**
 * An order book as a good programmer writes it without a thought for speed: objects, `Map`s and sorted arrays.
 *
 * The reference that our typed-array book is measured against in the same run, and the naive model that results are checked
 * against. It does the same work for the same commands: a record of each fact with the same contents, orders found by number
 * and by owner and side, what an owner has resting, the last trade, the turnover and why the best price is what it is; limit,
 * market, IOC and FOK orders, amends, no trade with oneself, and the same checks of what comes in. What the workload does not
 * use (stops, icebergs, halts, price bands) it leaves out; our book has it switched on and asks each time.
 */

export const ORDER_TIMES = ['limit', 'market', 'ioc', 'fok'] as const;
export type PlainType = (typeof ORDER_TIMES)[number];

export interface PlainOrder {
  readonly id: number;
  readonly owner: number;
  readonly side: 0 | 1;
  readonly type: PlainType;
  readonly cause: number;
  price: number;
  lots: number;
}

interface PlainLevel {
  readonly price: number;
  lots: number;
  readonly orders: PlainOrder[];
}

export interface PlainRecord {
  readonly kind: 'accepted' | 'rejected' | 'amended' | 'cancelled' | 'expired' | 'filled';
  readonly instrument: number;
  readonly order: number;
  readonly owner: number;
  readonly side: 0 | 1;
  readonly type: PlainType;
  readonly price: number;
  readonly quantity: number;
  resting: number;
  /** Of a fill: the maker. */
  readonly counterOrder?: number;
  readonly counterOwner?: number;
  readonly counterCause?: number;
  readonly reason?: string;
  readonly cause: number;
}

interface PlainOwner {
  readonly orders: readonly [Set<PlainOrder>, Set<PlainOrder>];
  readonly lots: [number, number];
}

export class PlainBook {
  readonly instrument: number;
  readonly ownerCount: number;
  readonly priceLimit: number;
  /** Best level last. */
  readonly sides: readonly [PlainLevel[], PlainLevel[]] = [[], []];
  readonly orders = new Map<number, PlainOrder>();
  readonly owners = new Map<number, PlainOwner>();
  lastTrade = 0;
  tradeCause = 0;
  turnover = 0;
  /** By side: what led to the last change of its best price. */
  readonly bestCauses: [number, number] = [0, 0];
  records: PlainRecord[] = [];

  constructor(instrument: number, ownerCount: number, priceLimit: number) {
    this.instrument = instrument;
    this.ownerCount = ownerCount;
    this.priceLimit = priceLimit;
  }

  add(order: PlainOrder): void {
    this.check(order);
    if (order.type === 'fok' && !this.canFillWhole(order)) {
      this.record('rejected', order, { reason: 'cannotFill' });
      return;
    }
    if (order.type === 'limit' && (order.price <= 0 || order.price >= this.priceLimit)) {
      this.record('rejected', order, { reason: 'outsidePriceLimits' });
      return;
    }
    this.match(order, this.record('accepted', order));
  }

  cancel(id: number, cause: number): boolean {
    const order = this.orders.get(id);
    if (order === undefined) return false;
    this.record('cancelled', order, { cause });
    this.remove(order, cause);
    return true;
  }

  /** Fewer lots at the same price keep the place; anything else queues anew. */
  amend(id: number, price: number, lots: number, cause: number): boolean {
    const order = this.orders.get(id);
    if (order === undefined) return false;
    const changed = { ...order, price, lots };
    this.check(changed);
    if (price === order.price && lots < order.lots) {
      this.record('amended', order, { quantity: order.lots - lots, resting: lots, cause });
      this.takeOff(order, order.lots - lots);
      return true;
    }
    this.remove(order, cause);
    this.match(changed, this.record('amended', changed, { quantity: 0, cause }));
    return true;
  }

  private match(order: PlainOrder, entered: PlainRecord): void {
    const opposite = this.sides[order.side === 0 ? 1 : 0];
    for (let best = opposite.at(-1); order.lots > 0 && best !== undefined; best = opposite.at(-1)) {
      if (!reaches(order, best.price)) break;
      this.trade(order, best.orders[0] as PlainOrder);
    }
    if (order.lots === 0) return;
    if (order.type !== 'limit') {
      this.record('expired', order);
      return;
    }
    entered.resting = order.lots;
    this.rest(order);
  }

  private trade(order: PlainOrder, maker: PlainOrder): void {
    if (maker.owner === order.owner) {
      this.record('cancelled', maker, { cause: order.cause, reason: 'selfTrade' });
      this.remove(maker, order.cause);
      return;
    }
    const quantity = Math.min(order.lots, maker.lots);
    order.lots -= quantity;
    const { id: counterOrder, owner: counterOwner, cause: counterCause, price } = maker;
    const resting = maker.lots - quantity;
    this.record('filled', order, { price, quantity, resting, counterOrder, counterOwner, counterCause });
    if (resting === 0) this.remove(maker, order.cause);
    else this.takeOff(maker, quantity);
    this.lastTrade = price;
    this.tradeCause = order.cause;
    this.turnover += quantity;
  }

  private record(kind: PlainRecord['kind'], order: PlainOrder, more?: Partial<PlainRecord>): PlainRecord {
    const { id, owner, side, type, price, lots, cause } = order;
    const record: PlainRecord = {
      kind,
      instrument: this.instrument,
      order: id,
      owner,
      side,
      type,
      price: more?.price ?? price,
      quantity: more?.quantity ?? lots,
      resting: more?.resting ?? 0,
      counterOrder: more?.counterOrder ?? 0,
      counterOwner: more?.counterOwner ?? 0,
      counterCause: more?.counterCause ?? 0,
      reason: more?.reason ?? '',
      cause: more?.cause ?? cause,
    };
    this.records.push(record);
    return record;
  }

  private takeOff(order: PlainOrder, lots: number): void {
    order.lots -= lots;
    const levels = this.sides[order.side];
    (levels[this.levelIndex(order.side, order.price)] as PlainLevel).lots -= lots;
    this.ownerOf(order).lots[order.side] -= lots;
  }

  private remove(order: PlainOrder, cause: number): void {
    const levels = this.sides[order.side];
    const at = this.levelIndex(order.side, order.price);
    const level = levels[at] as PlainLevel;
    level.lots -= order.lots;
    level.orders.splice(level.orders.indexOf(order), 1);
    if (level.orders.length === 0) {
      if (at === levels.length - 1) this.bestCauses[order.side] = cause;
      levels.splice(at, 1);
    }
    this.orders.delete(order.id);
    const owner = this.ownerOf(order);
    owner.orders[order.side].delete(order);
    owner.lots[order.side] -= order.lots;
  }

  private rest(order: PlainOrder): void {
    const levels = this.sides[order.side];
    const at = this.levelIndex(order.side, order.price);
    const level = levels[at];
    if (level?.price === order.price) {
      level.orders.push(order);
      level.lots += order.lots;
    } else {
      if (at === levels.length) this.bestCauses[order.side] = order.cause;
      levels.splice(at, 0, { price: order.price, lots: order.lots, orders: [order] });
    }
    this.orders.set(order.id, order);
    const owner = this.ownerOf(order);
    owner.orders[order.side].add(order);
    owner.lots[order.side] += order.lots;
  }

  private ownerOf({ owner: number }: PlainOrder): PlainOwner {
    const known = this.owners.get(number);
    if (known !== undefined) return known;
    const owner: PlainOwner = { orders: [new Set(), new Set()], lots: [0, 0] };
    this.owners.set(number, owner);
    return owner;
  }

  private canFillWhole(order: PlainOrder): boolean {
    let wanted = order.lots;
    for (const level of this.sides[order.side === 0 ? 1 : 0].toReversed()) {
      if (wanted <= 0 || !reaches(order, level.price)) break;
      wanted -= level.lots;
    }
    return wanted <= 0;
  }

  private check({ id, owner, price, lots }: PlainOrder): void {
    if (!Number.isInteger(lots) || lots <= 0) throw new Error(`an order has at least one lot, got ${lots}`);
    if (!Number.isInteger(price)) throw new Error(`a price is a number of ticks, got ${price}`);
    if (!Number.isInteger(id) || id < 0) throw new Error(`an order has a number, got ${id}`);
    if (owner < 0 || owner >= this.ownerCount) throw new Error(`there is no owner ${owner}`);
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

const reaches = ({ type, side, price }: PlainOrder, there: number): boolean =>
  type === 'market' || (side === 0 ? there <= price : there >= price);
