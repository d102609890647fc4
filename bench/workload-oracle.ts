/** The naive book behind the workload: which orders are live, and what trades. Queues by price and nothing clever. */
export const PRICE_LIMIT = 65_536;

export interface Resting {
  readonly id: number;
  readonly side: 0 | 1;
  readonly price: number;
  lots: number;
}

/** Order-sensitive 32-bit hash of the fill sequence. */
export function foldFill(hash: number, [maker, taker, price, lots]: readonly [number, number, number, number]): number {
  let folded = Math.imul(hash ^ maker, 0x9e3779b1);
  folded = Math.imul(folded ^ taker, 0x85ebca6b);
  folded = Math.imul(folded ^ price, 0xc2b2ae35);
  folded = Math.imul(folded ^ lots, 0x27d4eb2f);
  return folded ^ (folded >>> 15);
}

export class Oracle {
  readonly queues: readonly [(Resting[] | undefined)[], (Resting[] | undefined)[]] = [[], []];
  readonly live: Resting[] = [];
  readonly position = new Map<number, number>();
  bestBid = -1;
  bestOffer = PRICE_LIMIT;
  fills = 0;
  lots = 0;
  hash = 0;

  add(side: 0 | 1, id: number, price: number, lots: number): void {
    let left = lots;
    while (left > 0) {
      const best = side === 0 ? this.bestOffer : this.bestBid;
      if (side === 0 ? best > price || best >= PRICE_LIMIT : best < price || best < 0) break;
      const queue = this.queues[1 - side]?.[best] as Resting[];
      const maker = queue[0] as Resting;
      const traded = Math.min(left, maker.lots);
      this.fills++;
      this.lots += traded;
      this.hash = foldFill(this.hash, [maker.id, id, best, traded]);
      left -= traded;
      maker.lots -= traded;
      if (maker.lots === 0) this.forget(maker);
    }
    if (left > 0) this.rest({ id, side, price, lots: left });
  }

  /** Fewer lots at the same price keep the place; anything else queues anew. */
  amend(order: Resting, price: number, lots: number): void {
    if (price === order.price && lots < order.lots) {
      order.lots = lots;
      return;
    }
    this.forget(order);
    this.add(order.side, order.id, price, lots);
  }

  forget(order: Resting): void {
    const queue = this.queues[order.side][order.price] as Resting[];
    queue.splice(queue.indexOf(order), 1);
    const at = this.position.get(order.id) as number;
    const last = this.live.pop() as Resting;
    if (last !== order) {
      this.live[at] = last;
      this.position.set(last.id, at);
    }
    this.position.delete(order.id);
    while (this.bestBid >= 0 && !this.queues[0][this.bestBid]?.length) this.bestBid--;
    while (this.bestOffer < PRICE_LIMIT && !this.queues[1][this.bestOffer]?.length) this.bestOffer++;
  }

  private rest(order: Resting): void {
    const side = this.queues[order.side];
    const queue = side[order.price] ?? [];
    side[order.price] = queue;
    queue.push(order);
    this.position.set(order.id, this.live.length);
    this.live.push(order);
    if (order.side === 0) this.bestBid = Math.max(this.bestBid, order.price);
    else this.bestOffer = Math.min(this.bestOffer, order.price);
  }
}
