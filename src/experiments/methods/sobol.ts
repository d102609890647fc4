/**
 * Shares of an outcome's variance: what each parameter explains by itself (first order) and with all its interactions (total).
 *
 * Design of A. Saltelli (Computer Physics Communications 145, 2002, without second order): two independent samples A and B and,
 * a parameter each, A with that column of B: N (k + 2) points. Estimators of M. J. W. Jansen (Computer Physics
 * Communications 117, 1999), which Saltelli et al. (2010) found best for both. Intervals by resampling whole rows.
 */
import { bootstrapIntervals, type Interval, mean } from '../statistics.ts';
import type { UnitPoint } from './morris.ts';
import { unitSample } from './unit-sample.ts';

export interface SobolDesign {
  readonly parameters: readonly string[];
  /** N; more of them are added at the end and change no other. */
  readonly baseSamples: number;
}

/** Row by row: A, B, then A with one column of B a parameter. */
export function sobolPoints({ parameters, baseSamples }: SobolDesign): UnitPoint[] {
  return Array.from({ length: baseSamples }, (_, index) => {
    const row = (purpose: string): number[] => parameters.map((parameter) => unitSample({ purpose, parameter, index }));
    const [a, b] = [row('sobol A'), row('sobol B')];
    return [a, b, ...parameters.map((_, column) => a.map((value, at) => (at === column ? (b[at] as number) : value)))];
  }).flat();
}

export interface SobolIndex {
  readonly parameter: string;
  /** Null: the outcome does not vary, so there are no shares. */
  readonly first: number | null;
  readonly first_interval: (Interval & { readonly level: number }) | null;
  readonly total: number | null;
  readonly total_interval: (Interval & { readonly level: number }) | null;
  /** What a reader would ask about the numbers, answered. */
  readonly notes: readonly string[];
}

export interface SobolResult {
  readonly indices: readonly SobolIndex[];
  readonly mean: number | null;
  readonly variance: number | null;
  /** Rows with all their values; the others are left out. */
  readonly rows: number;
}

const LEVEL = 0.95;
/** Fewer rows have no spread to speak of. */
const LEAST_ROWS = 2;

/** @param values Of the outcome at the points of `sobolPoints`; null: not known. @param name Of the outcome. */
export function sobolIndices(
  parameters: readonly string[],
  values: readonly (number | null)[],
  name: string,
): SobolResult {
  const rows = wholeRows(values, parameters.length + 2);
  const base = rows.flatMap(([a, b]) => [a as number, b as number]);
  const variance = rows.length < LEAST_ROWS ? null : varianceOf(base);
  const centre = base.length === 0 ? null : mean(base);
  if (variance === null || variance === 0) {
    const note = variance === 0 ? 'the outcome is the same at every point: it has no variance to share' : TOO_FEW;
    const nothing = { first: null, first_interval: null, total: null, total_interval: null, notes: [note] };
    const indices = parameters.map((parameter) => ({ parameter, ...nothing }));
    return { indices, mean: centre, variance, rows: rows.length };
  }
  const all = estimates(rows, parameters.length);
  const intervals = bootstrapIntervals(rows, (some) => estimates(some, parameters.length), `sobol ${name}`, LEVEL);
  const indices = parameters.map((parameter, at) => {
    const [first, total] = [all[2 * at] as number, all[2 * at + 1] as number];
    const [firstInterval, totalInterval] = [intervals[2 * at] as Interval, intervals[2 * at + 1] as Interval];
    return {
      parameter,
      first,
      first_interval: { ...firstInterval, level: LEVEL },
      total,
      total_interval: { ...totalInterval, level: LEVEL },
      notes: notesOn({ first, firstInterval, total, totalInterval }),
    };
  });
  return { indices, mean: centre, variance, rows: rows.length };
}

const TOO_FEW = 'fewer than two rows of the sample have all their values';

function wholeRows(values: readonly (number | null)[], length: number): (readonly number[])[] {
  const rows: (readonly number[])[] = [];
  for (let from = 0; from + length <= values.length; from += length) {
    const row = values.slice(from, from + length).filter((value) => value !== null);
    if (row.length === length) rows.push(row);
  }
  return rows;
}

/** First and total order of each parameter in turn; zeros where a resample has no variance. */
function estimates(rows: readonly (readonly number[])[], parameters: number): number[] {
  const variance = varianceOf(rows.flatMap(([a, b]) => [a as number, b as number]));
  const results: number[] = [];
  for (let at = 0; at < parameters; at++) {
    let [fromB, fromA] = [0, 0];
    for (const row of rows) {
      const mixed = row[2 + at] as number;
      fromB += ((row[1] as number) - mixed) ** 2;
      fromA += ((row[0] as number) - mixed) ** 2;
    }
    const scale = 2 * rows.length * variance;
    results.push(variance === 0 ? 0 : 1 - fromB / scale, variance === 0 ? 0 : fromA / scale);
  }
  return results;
}

function varianceOf(values: readonly number[]): number {
  const centre = mean(values);
  return mean(values.map((each) => (each - centre) ** 2));
}

interface Numbers {
  readonly first: number;
  readonly firstInterval: Interval;
  readonly total: number;
  readonly totalInterval: Interval;
}

function notesOn({ first, firstInterval, total, totalInterval }: Numbers): string[] {
  const notes: string[] = [];
  if (first < 0)
    notes.push(
      firstInterval.to < 0
        ? 'first order is below zero with all of its interval, which no share can be: take more base samples'
        : 'first order is below zero by sampling error alone: its interval holds zero, the share itself is small',
    );
  if (total > 1)
    notes.push(
      totalInterval.from > 1
        ? 'total order is above one with all of its interval, which no share can be: take more base samples'
        : 'total order is above one by sampling error alone: its interval holds one',
    );
  if (first > total && first >= 0)
    notes.push(
      'first order is above total order by sampling error: without interactions both are the same share, estimated apart',
    );
  return notes;
}

/** Half of an interval that one would call narrow. */
const NARROW = 0.05;

/** How many base samples would do, since the width of an interval falls with the square root of them. */
export function sampleSizeHint(results: readonly SobolResult[]): string {
  const intervals = results.flatMap(({ indices }) =>
    indices.flatMap(({ first_interval, total_interval }) => [first_interval, total_interval]),
  );
  const widest = Math.max(0, ...intervals.map((each) => (each === null ? 0 : (each.to - each.from) / 2)));
  const rows = Math.max(0, ...results.map((each) => each.rows));
  if (widest === 0) return 'no index has an interval: nothing varies, or there are too few base samples';
  const wanted = powerOfTwoFrom(rows * (widest / NARROW) ** 2);
  const now = `the widest interval is ±${widest.toFixed(3)} with ${rows} base samples`;
  return widest <= NARROW
    ? `${now}: narrow enough for most questions`
    : `${now}; it would be about half with ${4 * rows} and ±${NARROW} with ${wanted}`;
}

function powerOfTwoFrom(least: number): number {
  let power = 1;
  while (power < least) power *= 2;
  return power;
}
