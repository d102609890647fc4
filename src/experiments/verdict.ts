/** A target held to what the seeds gave: the number, its spread over seeds, whether it lies in the band, by how much it misses. */
import { type Band, isInside, type MeasuredTarget, type Statistic } from '../analysis/episodes/target.ts';
import {
  bootstrapInterval,
  type Interval,
  mean,
  meanOverError,
  median,
  quantile,
  rootMeanSquare,
  signShare,
} from './statistics.ts';

export type Mark =
  | 'met'
  | 'missed'
  /** In the band by its median, but too many seeds have the other sign. */
  | 'sign not stable'
  /** Printed, not judged. */
  | 'no band'
  /** No seed gave a number. */
  | 'not measured';

export interface Verdict {
  readonly mark: Mark;
  /** The statistic over seeds; null: not measured. */
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Where nine tenths of resamples of the seeds put the statistic. */
  readonly interval: Interval | null;
  readonly seeds: number;
  /** Seeds without a number. */
  readonly without: number;
  readonly inside: number;
  /** Share of seeds with the sign of the band; null where no sign is asked for. */
  readonly sign: number | null;
  /** How far outside the band; 0 inside. */
  readonly miss: number;
}

const STATISTICS: Readonly<Record<Statistic, (values: readonly number[]) => number>> = {
  median,
  mean,
  rootMeanSquare,
  meanOverError,
  share: mean,
  distribution: median,
};

export const statisticOf = (statistic: Statistic, values: readonly number[]): number => STATISTICS[statistic](values);

type Judged = Pick<MeasuredTarget, 'id' | 'band' | 'statistic' | 'signShare'>;

export function verdictOf(target: Judged, values: readonly (number | null)[]): Verdict {
  const numbers = values.filter((each) => each !== null);
  const without = values.length - numbers.length;
  if (numbers.length === 0) return { ...NOTHING, seeds: values.length, without };
  const statistic = STATISTICS[target.statistic];
  const value = statistic(numbers);
  if (Number.isNaN(value)) return { ...NOTHING, seeds: values.length, without };
  const sign = target.signShare === undefined ? null : signShare(numbers, signOf(target.band));
  return {
    mark: markOf(target, value, sign),
    value,
    low: quantile(numbers, 0.1),
    high: quantile(numbers, 0.9),
    interval: target.statistic === 'meanOverError' ? null : bootstrapInterval(numbers, statistic, target.id),
    seeds: values.length,
    without,
    inside: numbers.filter((each) => isInside(each, target.band)).length,
    sign,
    miss: distance(value, target.band),
  };
}

const NOTHING: Verdict = {
  mark: 'not measured',
  value: null,
  low: null,
  high: null,
  interval: null,
  seeds: 0,
  without: 0,
  inside: 0,
  sign: null,
  miss: 0,
};

function markOf({ band, statistic, signShare: asked }: Judged, value: number, sign: number | null): Mark {
  if (statistic === 'distribution') return 'no band';
  if (!isInside(value, band)) return 'missed';
  return asked !== undefined && sign !== null && sign < asked ? 'sign not stable' : 'met';
}

/** A band that ends at or below zero is of falls. */
const signOf = ({ to }: Band): 1 | -1 => (to !== undefined && to <= 0 ? -1 : 1);

function distance(value: number, { from, to }: Band): number {
  if (from !== undefined && value < from) return from - value;
  return to !== undefined && value > to ? value - to : 0;
}

/** A frozen level this small makes no ratio. */
const LEAST_FROZEN = 1;

/** Median over seeds of full over frozen, of seeds on which the frozen level is large enough; null: none is. */
export function amplification(full: readonly (number | null)[], frozen: readonly (number | null)[]): number | null {
  const ratios = full.flatMap((each, at) => {
    const still = frozen[at];
    return each === null || still === null || still === undefined || Math.abs(still) < LEAST_FROZEN
      ? []
      : [each / still];
  });
  return ratios.length * 2 < full.length ? null : median(ratios);
}
