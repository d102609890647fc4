/**
 * The common order flow of all matching benchmarks: seeded, and with the fills that it must give.
 *
 * A prefill of resting orders (not timed), then passive limits, cancels and amends of live orders, and marketable limits,
 * around a mean-reverting mid, in the shares that a `Shape` states. A naive book of its own (`workload-oracle.ts`) decides which orders
 * are live, so that every cancel hits one and every engine must produce the same fills in the same order.
 */
import { Oracle, PRICE_LIMIT, type Resting } from './workload-oracle.ts';
import { DENSE, type Shape } from './workload-shapes.ts';

export const COMMAND_WORDS = 4;
/** First word of a command; the others are id, price in ticks and lots (both 0 in a cancel). */
export const Command = { buy: 0, sell: 1, cancel: 2, amend: 3 } as const;
/** Owners of the orders: buyers are even, sellers odd, so that nobody meets himself. */
export const OWNERS = 32;
export const ownerOf = (id: number, side: number): number => (Math.imul(id + 1, 0x9e3779b1) >>> 28) * 2 + side;

const MEAN_TICKS = 15_000;

export interface Workload {
  readonly seed: number;
  readonly words: Int32Array;
  /** Commands that only fill the book, and those that are measured. */
  readonly prefill: number;
  readonly commands: number;
  /** Lots that each command trades, the prefill's included. */
  readonly traded: Int32Array;
  /** Of the measured commands. */
  readonly fills: number;
  readonly lots: number;
  /** `foldFill` over all fills in order. */
  readonly hash: number;
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

export interface WorkloadOptions {
  readonly seed: number;
  readonly commands: number;
  /** Orders resting, about; the shape's own number where none is given. */
  readonly resting?: number;
  readonly shape?: Shape;
}

export function generateWorkload({
  seed,
  commands,
  shape = DENSE,
  resting = shape.resting,
}: WorkloadOptions): Workload {
  const flow = new Flow(seed, shape);
  while (flow.oracle.live.length < resting) flow.step(() => flow.passive());
  const prefill = flow.traded.length;
  for (let at = 0; at < commands; at++) flow.step(() => flow.command(resting));
  const { fills, lots, hash } = flow.oracle;
  const [words, traded] = [Int32Array.from(flow.words), Int32Array.from(flow.traded)];
  return { seed, words, prefill, commands, traded, fills, lots, hash };
}

/** Lots that commands `[from, to)` trade. */
export function lotsBetween({ traded }: Workload, from: number, to: number): number {
  let lots = 0;
  for (let at = from; at < to; at++) lots += traded[at] as number;
  return lots;
}

class Flow {
  readonly oracle = new Oracle();
  readonly words: number[] = [];
  readonly traded: number[] = [];
  readonly #shape: Shape;
  readonly #uniform: () => number;
  #mid = MEAN_TICKS;
  #id = 0;

  constructor(seed: number, shape: Shape) {
    this.#uniform = mulberry32(seed);
    this.#shape = shape;
  }

  /** The mid moves, then one command. */
  step(command: () => void): void {
    const before = this.oracle.lots;
    const normal = Math.sqrt(-2 * Math.log(1 - this.#uniform())) * Math.cos(2 * Math.PI * this.#uniform());
    this.#mid += 1e-4 * (MEAN_TICKS - this.#mid) + 0.5 * normal;
    command();
    this.traded.push(this.oracle.lots - before);
  }

  command(resting: number): void {
    const { marketable, amends, cancels } = this.#shape;
    const { live, bestBid, bestOffer } = this.oracle;
    const excess = (live.length - resting) / resting;
    const choice = this.#uniform();
    const isTwoSided = bestBid >= 0 && bestOffer < PRICE_LIMIT;
    if (choice < marketable && isTwoSided) this.#marketable();
    else if (choice < marketable + amends && live.length > 0) this.#amend(this.#anyOrder());
    else if (choice < marketable + amends + Math.min(0.6, Math.max(0.05, cancels + 2 * excess)) && live.length > 0)
      this.#cancel(this.#anyOrder());
    else this.passive();
  }

  passive(): void {
    const side = this.#side();
    this.#place(side, this.#passivePrice(side), 1 + this.#exponential(9));
  }

  #marketable(): void {
    const side = this.#side();
    const reach = this.#reachThrough(side, this.#shape.levels(this.#uniform()));
    this.#place(side, reach.price, reach.lots);
  }

  #amend(order: Resting): void {
    const reduces = this.#uniform() < 0.5 && order.lots > 1;
    const price = reduces ? order.price : this.#passivePrice(order.side);
    const lots = reduces ? 1 + Math.floor(this.#uniform() * (order.lots - 1)) : 1 + this.#exponential(9);
    this.words.push(Command.amend, order.id, price, lots);
    this.oracle.amend(order, price, lots);
  }

  #cancel(order: Resting): void {
    this.words.push(Command.cancel, order.id, 0, 0);
    this.oracle.forget(order);
  }

  #place(side: 0 | 1, price: number, lots: number): void {
    this.words.push(side, this.#id, price, lots);
    this.oracle.add(side, this.#id, price, lots);
    this.#id++;
  }

  #passivePrice(side: 0 | 1): number {
    const { near, far } = this.#shape;
    const away = 1 + this.#exponential(this.#uniform() < 0.6 ? near : far);
    const middle = Math.round(this.#mid);
    const price =
      side === 0
        ? Math.min(middle - away, this.oracle.bestOffer - 1)
        : Math.max(middle + away, this.oracle.bestBid + 1);
    return Math.min(Math.max(price, 1), PRICE_LIMIT - 1);
  }

  /** Price and lots of an order that takes `levels` − 1 levels whole and one or two orders of the last. */
  #reachThrough(side: 0 | 1, levels: number): { price: number; lots: number } {
    const { queues, bestBid, bestOffer } = this.oracle;
    const opposite = queues[side === 0 ? 1 : 0];
    const step = side === 0 ? 1 : -1;
    let price = side === 0 ? bestOffer : bestBid;
    let [reached, lots, found] = [price, 0, 0];
    for (; found < levels && price >= 0 && price < PRICE_LIMIT; price += step) {
      const queue = opposite[price];
      if (queue === undefined || queue.length === 0) continue;
      found++;
      reached = price;
      if (found < levels) {
        lots += queue.reduce((sum, order) => sum + order.lots, 0);
      } else {
        const second = queue.length > 1 && this.#uniform() < 0.25 ? (queue[1] as Resting).lots : 0;
        lots += 1 + Math.floor(this.#uniform() * ((queue[0] as Resting).lots + second));
      }
    }
    return { price: reached, lots };
  }

  #anyOrder(): Resting {
    const { live } = this.oracle;
    return live[Math.floor(this.#uniform() * live.length)] as Resting;
  }

  #side(): 0 | 1 {
    return this.#uniform() < 0.5 ? 0 : 1;
  }

  #exponential(mean: number): number {
    return Math.floor(-Math.log(1 - this.#uniform()) * mean);
  }
}
