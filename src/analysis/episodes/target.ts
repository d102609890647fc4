/**
 * What a model of these episodes must reach, as data: what is measured, the band, how seeds are joined, and who says so.
 *
 * A band is copied from its source and never widened. Where the arithmetic of calibration corrects the model, `source` names both.
 */
import type { RunExtract } from './run-extract.ts';

/** How the values of all seeds become the one number that is held to the band. */
export type Statistic =
  | 'median'
  | 'mean'
  /** Of values that are deviations themselves. */
  | 'rootMeanSquare'
  /** Mean over its standard error: how surely it is not zero. */
  | 'meanOverError'
  /** Mean of values that are 1 (holds) or 0. */
  | 'share'
  /** The number itself is the result: it is printed, and no band is applied. */
  | 'distribution';

export interface Band {
  /** Undefined: unbounded. */
  readonly from?: number;
  readonly to?: number;
}

/** Names of arms, the one that is measured first. */
export type ArmNames = readonly [string, ...string[]];

interface Described {
  readonly id: string;
  /** The page of the record on which it stands. */
  readonly page: Page;
  readonly what: string;
  /** Page, section and W-numbers as in `docs/odd.md` §9. */
  readonly source: string;
}

export interface MeasuredTarget extends Described {
  readonly kind: 'measured';
  readonly unit: string;
  readonly arms: ArmNames;
  readonly measure: (...runs: readonly RunExtract[]) => number | null;
  readonly band: Band;
  readonly statistic: Statistic;
  /** A level: the same is measured with every feedback frozen, and their ratio printed. */
  readonly isLevel?: boolean;
  /** Paired effects: this share of seeds must have the sign that the band has. */
  readonly signShare?: number;
}

/** Held elsewhere: by a test that is named. */
export interface TestedTarget extends Described {
  readonly kind: 'tested';
  readonly wanted: string;
  readonly tests: readonly { readonly file: string; readonly name: string }[];
}

/** Nothing here measures it yet; said plainly, with the reason. */
export interface OpenTarget extends Described {
  readonly kind: 'open';
  readonly wanted: string;
  readonly why: string;
}

export type Target = MeasuredTarget | TestedTarget | OpenTarget;

export const PAGES = [
  'calm',
  'japan-2026',
  'gilt-2022',
  'two-regimes',
  'jgb-auction-2025',
  'ycc-2022',
  'ablations',
  'statements',
  'facts',
] as const;
export type Page = (typeof PAGES)[number];

export const isInside = (value: number, { from, to }: Band): boolean =>
  value >= (from ?? Number.NEGATIVE_INFINITY) && value <= (to ?? Number.POSITIVE_INFINITY);
