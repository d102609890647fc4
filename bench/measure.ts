/**
 * Runs one benchmark: all contenders in every round, in an order that is drawn, on the process's CPU time, collection and
 * compilation included. Waiting costs nothing on this clock, other jobs on the same core do: hence rounds, ratios within a
 * round, and their medians.
 */
import { PerformanceObserver } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import { Bench } from 'tinybench';
import type { Benchmark, Contender, Sample } from './benchmark.ts';
import { type Spread, spreadOf } from './interval.ts';

export interface MeasuredRow {
  readonly name: string;
  readonly isReference: boolean;
  /** CPU nanoseconds an operation. */
  readonly nanos: Spread;
  /** Time over that of the first contender in the same round. */
  readonly ratio: Spread;
  /** Heap that one more sample left behind, bytes an operation; a lower bound where `collections` of that sample is not 0. */
  readonly bytes: number;
  readonly isBytesLowerBound: boolean;
  /** Garbage collections while the clock ran, a million operations. */
  readonly collections: number;
}

export interface Measured {
  readonly name: string;
  readonly unit: string;
  readonly rounds: number;
  readonly note: string | undefined;
  readonly rows: readonly MeasuredRow[];
}

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

export async function measure(benchmark: Benchmark): Promise<Measured> {
  const { name, unit, rounds, warmUps, contenders, note } = benchmark;
  const collections = new CollectionCounter();
  const nanos: number[][] = contenders.map(() => []);
  const collected = contenders.map(() => 0);
  for (let round = 0; round < warmUps + rounds; round++) {
    for (const which of drawnOrder(contenders.length, round)) {
      const contender = contenders[which] as Contender;
      const sample = contender.sample(round);
      const before = await collections.count();
      const time = await timed(contender, sample);
      const after = await collections.count();
      sample.check();
      if (round < warmUps) continue;
      nanos[which]?.push(time);
      collected[which] = (collected[which] as number) + after - before;
    }
  }
  const rows: MeasuredRow[] = [];
  for (const [which, contender] of contenders.entries()) {
    const times = nanos[which] as number[];
    const ratios = times.map((time, round) => time / (nanos[0]?.[round] as number));
    const memory = await bytesOf(contender, warmUps + rounds, collections);
    rows.push({
      name: contender.name,
      isReference: contender.isReference ?? false,
      nanos: spreadOf(times),
      ratio: spreadOf(ratios),
      ...memory,
      collections: ((collected[which] as number) * 1e6) / (rounds * contender.operations),
    });
  }
  collections.stop();
  return { name, unit, rounds, note: note?.(), rows };
}

/** CPU nanoseconds an operation. */
async function timed(contender: Contender, sample: Sample): Promise<number> {
  let own: unknown;
  const bench = new Bench({ now: cpuMs, iterations: 1, time: 0, warmup: false });
  // Said, since it would otherwise be found out by calling the function once more.
  const work = (): void => {
    own = sample.run();
  };
  bench.add(contender.name, work, { async: false });
  await bench.run();
  const result = bench.getTask(contender.name)?.result;
  if (result?.state !== 'completed') throw new Error(`${contender.name}: ${JSON.stringify(result)}`, { cause: result });
  return typeof own === 'number' ? own : (result.latency.mean * 1e6) / contender.operations;
}

async function bytesOf(
  { sample, operations }: Contender,
  round: number,
  collections: CollectionCounter,
): Promise<{ bytes: number; isBytesLowerBound: boolean }> {
  const measured = sample(round);
  globalThis.gc?.();
  const before = await collections.count();
  const { heapUsed } = process.memoryUsage();
  measured.run();
  const bytes = Math.max(0, process.memoryUsage().heapUsed - heapUsed) / operations;
  const isBytesLowerBound = (await collections.count()) > before;
  measured.check();
  return { bytes, isBytesLowerBound };
}

class CollectionCounter {
  #seen = 0;
  readonly #observer = new PerformanceObserver((list) => {
    this.#seen += list.getEntries().length;
  });

  constructor() {
    this.#observer.observe({ entryTypes: ['gc'] });
  }

  /** All up to now: entries come with the next turn of the event loop. */
  async count(): Promise<number> {
    await setImmediate();
    this.#seen += this.#observer.takeRecords().length;
    return this.#seen;
  }

  stop(): void {
    this.#observer.disconnect();
  }
}

/** 0 … length − 1, so that no contender always follows the same other one. */
function drawnOrder(length: number, seed: number): number[] {
  const order = Array.from({ length }, (_, i) => i);
  let state = seed + 1;
  for (let i = length - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const j = Math.floor((state / 2 ** 32) * (i + 1));
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
  return order;
}
