/**
 * What daily changes of a bond future must show: tails, and clusters that die out slowly. The same functions judge a run, the control
 * that must fail and the one that must pass.
 */
import { log } from '../../math/log.ts';
import { leastSquaresLine } from '../measures/least-squares-line.ts';
import { autocorrelation, excessKurtosis, hillIndex, meanOf } from './moments.ts';

export interface DailyStatistics {
  readonly tailIndex: number | null;
  readonly kurtosis: number | null;
  /** Of absolute changes. */
  readonly clusteringAt1: number | null;
  /** Mean over lags 16 to 24: a single lag of a year says hardly anything. */
  readonly clusteringAt20: number | null;
  /** Of the power law lag^−δ that autocorrelations of absolute changes follow. */
  readonly clusteringDecay: number | null;
}

export function dailyStatistics(changes: readonly number[]): DailyStatistics {
  const sizes = changes.map(Math.abs);
  const at = (lag: number): number | null => autocorrelation([sizes], lag);
  const month = AROUND_20.map(at).filter((each) => each !== null);
  return {
    tailIndex: hillIndex(changes),
    kurtosis: excessKurtosis(changes),
    clusteringAt1: at(1),
    clusteringAt20: month.length < AROUND_20.length ? null : meanOf(month),
    clusteringDecay: decayOf(DECAY_LAGS.map((lag) => [lag, at(lag)] as const)),
  };
}

const AROUND_20 = Array.from({ length: 9 }, (_, at) => 16 + at);
const DECAY_LAGS = [1, 2, 3, 5, 8, 13, 20];
/** Autocorrelations that are not above nothing have no logarithm; with fewer that are there is no power law. */
const POSITIVE_LEAST = 4;

/** δ of a power law through autocorrelations by lag: minus the slope of their logarithms on that of the lag. */
export function decayOf(autocorrelations: readonly (readonly [lag: number, value: number | null])[]): number | null {
  const pairs = autocorrelations.flatMap(([lag, value]) =>
    value === null || value <= 0 ? [] : [[log(lag), log(value)] as const],
  );
  const line = pairs.length < POSITIVE_LEAST ? null : leastSquaresLine(pairs);
  return line === null ? null : -line.slope;
}

/** Sums over so many neighbouring days, each day beginning one. */
export const overlapping = (changes: readonly number[], days: number): number[] =>
  changes.slice(days - 1).map((_, at) => changes.slice(at, at + days).reduce((sum, each) => sum + each, 0));
