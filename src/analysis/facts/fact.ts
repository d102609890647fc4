/** A stylised fact held to what a series shows: the statistic, the empirical band and who says so. */
import { type Band, isInside } from '../episodes/target.ts';

export interface Fact {
  readonly id: string;
  /** As the literature calls it. */
  readonly fact: string;
  readonly statistic: string;
  readonly band: Band;
  readonly source: string;
}

export interface MeasuredFact extends Fact {
  readonly values: readonly FactValue[];
}

export interface FactValue {
  /** Line or lines. */
  readonly of: string;
  readonly value: number | null;
  readonly observations: number;
}

export type FactMark = 'inside' | 'near' | 'outside' | 'not measured';

/** A miss by less than this share of the edge, or this much, is near. */
const NEAR_SHARE = 0.25;
const NEAR_LEAST = 0.05;

export function markOf(value: number | null, band: Band): FactMark {
  if (value === null) return 'not measured';
  if (isInside(value, band)) return 'inside';
  const edge = band.from !== undefined && value < band.from ? band.from : (band.to as number);
  return Math.abs(value - edge) <= Math.max(NEAR_LEAST, NEAR_SHARE * Math.abs(edge)) ? 'near' : 'outside';
}
