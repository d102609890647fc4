/** What many seeds say together. Quantiles interpolate between order statistics; intervals come from a seeded bootstrap. */
import { type Draws, drawsOf, streamKey } from '../math/draws.ts';
import { assert } from '../units/assert.ts';

/** Between the two order statistics next to it, as spreadsheets do (type 7 of Hyndman and Fan). */
export function quantile(values: readonly number[], p: number): number {
  assert(values.length > 0 && p >= 0 && p <= 1, 'a quantile is of something, between 0 and 1');
  const sorted = values.toSorted((a, b) => a - b);
  const at = p * (sorted.length - 1);
  const low = sorted[Math.floor(at)] as number;
  const high = sorted[Math.ceil(at)] as number;
  return low + (high - low) * (at - Math.floor(at));
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export function mean(values: readonly number[]): number {
  assert(values.length > 0, 'a mean is of something');
  return values.reduce((sum, each) => sum + each, 0) / values.length;
}

export const rootMeanSquare = (values: readonly number[]): number => Math.sqrt(mean(values.map((each) => each * each)));

/** Mean over its standard error; 0 where all are 0, no number where one value alone says nothing of its error. */
export function meanOverError(values: readonly number[]): number {
  const centre = mean(values);
  if (centre === 0) return 0;
  if (values.length < 2) return Number.NaN;
  const variance = values.reduce((sum, each) => sum + (each - centre) ** 2, 0) / (values.length - 1);
  return centre / Math.sqrt(variance / values.length);
}

/** Of a sample; 0 where one value alone says nothing of its spread. */
export function deviation(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, each) => sum + (each - centre) ** 2, 0) / (values.length - 1));
}

/** Share of values that have the sign; zero has neither. */
export const signShare = (values: readonly number[], sign: 1 | -1): number =>
  mean(values.map((each) => Number(Math.sign(each) === sign)));

const RESAMPLES = 1000;

export interface Interval {
  readonly from: number;
  readonly to: number;
}

/**
 * Percentile interval of a statistic, nine tenths of it unless another level is asked for, from resamples with replacement. The
 * name keys the stream: the same values under the same name give the same interval, on any number of workers.
 */
export function bootstrapInterval<T>(
  values: readonly T[],
  statistic: (resample: readonly T[]) => number,
  name: string,
  level = 0.9,
): Interval {
  const [interval] = bootstrapIntervals(values, (resample) => [statistic(resample)], name, level);
  return interval as Interval;
}

/** The same of several statistics of the same resamples. */
export function bootstrapIntervals<T>(
  values: readonly T[],
  statistics: (resample: readonly T[]) => readonly number[],
  name: string,
  level = 0.9,
): Interval[] {
  const draws = resampling(name);
  const rounds = Array.from({ length: RESAMPLES }, () => statistics(resampled(values, draws)));
  return (rounds[0] ?? []).map((_, at) =>
    percentiles(
      rounds.map((each) => each[at] as number),
      level,
    ),
  );
}

/** Of the difference of a statistic between two groups that have nothing to do with each other. */
export function bootstrapDifference(
  [group, other]: readonly [readonly number[], readonly number[]],
  statistic: (resample: readonly number[]) => number,
  name: string,
  level = 0.9,
): Interval {
  const draws = resampling(name);
  const differences = Array.from(
    { length: RESAMPLES },
    () => statistic(resampled(group, draws)) - statistic(resampled(other, draws)),
  );
  return percentiles(differences, level);
}

const resampling = (name: string): Draws =>
  drawsOf(streamKey({ seed: 0, purpose: 'bootstrap', agent: name, instant: 0 }));

const resampled = <T>(values: readonly T[], draws: Draws): T[] =>
  values.map(() => values[Math.floor(draws.uniform() * values.length)] as T);

/** The middle part of so much of the values. */
function percentiles(values: readonly number[], level: number): Interval {
  const outside = Number(((1 - level) / 2).toFixed(6));
  return { from: quantile(values, outside), to: quantile(values, Number((1 - outside).toFixed(6))) };
}
