/**
 * What the suite is made of. A topic is a file that yields benchmarks; a benchmark has contenders that do the same work, ours
 * first; a contender makes a sample, which is prepared untimed, run under the clock and then held against the naive model.
 */

export interface Sample {
  /** What is timed. A number that it returns is CPU nanoseconds an operation by a clock of its own. */
  run(): unknown;
  /** Throws where the result is wrong. */
  check(): void;
}

export interface Contender {
  readonly name: string;
  /** Operations of one sample. */
  readonly operations: number;
  /** Code that is not ours, or naive on purpose, and does not change: what runs of other days are compared by. */
  readonly isReference?: boolean;
  /** The next sample; `round` counts from 0, warm-up included. */
  sample(round: number): Sample;
}

export interface Benchmark {
  readonly name: string;
  /** What one operation is. */
  readonly unit: string;
  readonly rounds: number;
  readonly warmUps: number;
  /** All run in each round; the others are told as a multiple of the first. */
  readonly contenders: readonly Contender[];
  /** Where something is not there, say so. */
  readonly note?: () => string;
}

/** `short` is for the gates: fewer rounds, fewer sizes, the same checks. */
export type Scale = 'full' | 'short';

export type Topic = (scale: Scale) => Iterable<Benchmark>;

/** Throws where a result is not the one of the naive model. */
export function expectEqual(what: string, found: unknown, expected: unknown): void {
  if (!Object.is(found, expected)) throw new Error(`${what}: ${found}, not ${expected}`);
}
