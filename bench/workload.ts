/**
 * The common order flow of all matching benchmarks: seeded, and with the fills that it must give.
 *
 * A prefill of resting orders (not timed), then about 56 % passive limits, 34 % cancels of live orders and 10 %
 * marketable limits through one to three levels, around a mean-reverting mid. A naive book of its own decides which
 * orders are live, so that every cancel hits one and every engine must produce the same fills in the same order.
 */
export const COMMAND_WORDS = 4;
/** First word of a command; the others are id, price in ticks and lots (0 in a cancel). */
export const Command = { buy: 0, sell: 1, cancel: 2 } as const;

const PRICE_LIMIT = 65_536;
const MEAN_TICKS = 15_000;

export interface Workload {
  readonly seed: number;
  readonly words: Int32Array;
  /** Commands that only fill the book, and those that are measured. */
  readonly prefill: number;
  readonly commands: number;
  /** Of the measured commands. */
  readonly fills: number;
  readonly lots: number;
  /** `foldFill` over all fills in order. */
  readonly hash: number;
}

interface Resting {
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

function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Which orders are live, and what trades: queues by price and nothing clever. */
class Oracle {
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

export interface WorkloadOptions {
  readonly seed: number;
  readonly commands: number;
  /** Orders resting, about. */
  readonly resting: number;
}

export function generateWorkload({ seed, commands, resting }: WorkloadOptions): Workload {
  const uniform = mulberry32(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  const exponential = (mean: number): number => Math.floor(-Math.log(1 - uniform()) * mean);
  const oracle = new Oracle();
  const words: number[] = [];
  let [mid, id] = [MEAN_TICKS, 0];

  const place = (side: 0 | 1, price: number, lots: number): void => {
    words.push(side, id, price, lots);
    oracle.add(side, id, price, lots);
    id++;
  };
  const passive = (): void => {
    const side = uniform() < 0.5 ? 0 : 1;
    const away = 1 + exponential(uniform() < 0.6 ? 40 : 250);
    const near = Math.round(mid);
    const price = side === 0 ? Math.min(near - away, oracle.bestOffer - 1) : Math.max(near + away, oracle.bestBid + 1);
    place(side, price, 1 + exponential(9));
  };
  const drift = (): void => {
    mid += 1e-4 * (MEAN_TICKS - mid) + 0.5 * normal();
  };
  const marketable = (): void => {
    const side = uniform() < 0.5 ? 0 : 1;
    const which = uniform();
    const levels = which < 0.72 ? 1 : which < 0.93 ? 2 : 3;
    const reach = reachThrough(oracle, side, levels, uniform);
    place(side, reach.price, reach.lots);
  };

  while (oracle.live.length < resting) {
    drift();
    passive();
  }
  const prefill = words.length / COMMAND_WORDS;
  for (let at = 0; at < commands; at++) {
    drift();
    const excess = (oracle.live.length - resting) / resting;
    const choice = uniform();
    if (choice < 0.1 && oracle.bestBid >= 0 && oracle.bestOffer < PRICE_LIMIT) marketable();
    else if (choice < 0.1 + Math.min(0.6, Math.max(0.05, 0.35 + 2 * excess))) {
      const order = oracle.live[Math.floor(uniform() * oracle.live.length)] as Resting;
      words.push(Command.cancel, order.id, 0, 0);
      oracle.forget(order);
    } else passive();
  }
  const { fills, lots, hash } = oracle;
  return { seed, words: Int32Array.from(words), prefill, commands, fills, lots, hash };
}

/** Price and lots of an order that takes `levels` − 1 levels whole and one or two orders of the last. */
function reachThrough(
  oracle: Oracle,
  side: 0 | 1,
  levels: number,
  uniform: () => number,
): { price: number; lots: number } {
  const queues = oracle.queues[side === 0 ? 1 : 0];
  const step = side === 0 ? 1 : -1;
  let price = side === 0 ? oracle.bestOffer : oracle.bestBid;
  let [reached, lots, found] = [price, 0, 0];
  for (; found < levels && price >= 0 && price < PRICE_LIMIT; price += step) {
    const queue = queues[price];
    if (queue === undefined || queue.length === 0) continue;
    found++;
    reached = price;
    if (found < levels) {
      lots += queue.reduce((sum, order) => sum + order.lots, 0);
    } else {
      const second = queue.length > 1 && uniform() < 0.25 ? (queue[1] as Resting).lots : 0;
      lots += 1 + Math.floor(uniform() * ((queue[0] as Resting).lots + second));
    }
  }
  return { price: reached, lots };
}
