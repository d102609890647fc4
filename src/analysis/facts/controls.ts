/**
 * Series of which it is known what the statistics of facts must say: one that must fail and one that must pass, judged beside the model.
 *
 * As `sharpebench-stats` does with its Gaussian and its stochastic-volatility control. A fact that the first passes, or the second fails,
 * is measured wrongly.
 */

import { drawsOf, streamKey } from '../../math/draws.ts';
import { exp } from '../../math/exp.ts';
import { normalQuantile } from '../../math/normal.ts';
import { isInside } from '../episodes/target.ts';
import { dailyStatistics } from './daily-statistics.ts';
import { FACT_BANDS, type RegimeFact } from './fact-bands.ts';

export const CONTROLS = ['independent normal', 'stochastic volatility'] as const;
export type Control = (typeof CONTROLS)[number];

/** As many changes as a year of Tokyo has. */
const DAYS = 242;
/** Of the logarithm of a day’s volatility: what stays to the next day, and its standard deviation in the long run. */
const KEPT = 0.965;
const SPREAD = 0.58;

export function controlSeries(control: Control, seed: number, days = DAYS): number[] {
  const draws = drawsOf(streamKey({ seed, purpose: 'control', agent: control, instant: 0 }));
  const normal = (): number => normalQuantile(draws.uniform());
  if (control === 'independent normal') return Array.from({ length: days }, normal);
  let level = SPREAD * normal();
  return Array.from({ length: days }, () => {
    level = KEPT * level + SPREAD * Math.sqrt(1 - KEPT * KEPT) * normal();
    return exp(level) * normal();
  });
}

export interface ControlRow {
  readonly control: Control;
  readonly fact: RegimeFact;
  /** Median over series; null where most give no number. */
  readonly value: number | null;
  /** Whether it lies in the band, as the model's own would have to. */
  readonly isMet: boolean;
  /** Whether that is what it must do. */
  readonly isRight: boolean;
}

const JUDGED = [
  [FACT_BANDS.tails, 'tailIndex'],
  [FACT_BANDS.clusteringDay, 'clusteringAt1'],
  [FACT_BANDS.clusteringMonth, 'clusteringAt20'],
  [FACT_BANDS.clusteringDecay, 'clusteringDecay'],
] as const;

/** Both controls on every fact of tails and clustering, over as many series as there are seeds. */
export function controlRows(seeds: readonly number[]): ControlRow[] {
  return CONTROLS.flatMap((control) => {
    const statistics = seeds.map((seed) => dailyStatistics(controlSeries(control, seed)));
    return JUDGED.map(([fact, name]) => {
      const numbers = statistics.flatMap((each) => each[name] ?? []);
      const value = 2 * numbers.length < seeds.length ? null : medianOf(numbers);
      const isMet = value !== null && isInside(value, fact.band);
      return { control, fact, value, isMet, isRight: isMet === (control === 'stochastic volatility') };
    });
  });
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] as number) + (sorted[Math.ceil(middle)] as number)) / 2;
}
