/**
 * Elementary effects: which parameters matter at all, for a few runs each.
 *
 * M. D. Morris, "Factorial sampling plans for preliminary computational experiments", Technometrics 33 (1991): trajectories on a
 * grid of levels, one parameter changed at a time. μ* is the mean absolute effect (Campolongo, Cariboni, Saltelli 2007), σ
 * tells of interactions and curvature. An effect is that of a step over the parameter's whole range.
 */
import { assert } from '../../units/assert.ts';
import { bootstrapInterval, deviation, type Interval, mean } from '../statistics.ts';
import { unitSample } from './unit-sample.ts';

/** Places of a point between the bounds of each parameter, 0 … 1. */
export type UnitPoint = readonly number[];

export interface MorrisDesign {
  readonly parameters: readonly string[];
  readonly trajectories: number;
  /** Even, so that the step of half a grid and a little leads from every level to another. */
  readonly levels: number;
}

/** Trajectory by trajectory; of each the start and then one step a parameter. */
export function morrisPoints({ parameters, trajectories, levels }: MorrisDesign): UnitPoint[] {
  assert(levels >= 2 && levels % 2 === 0, `levels of a Morris design are even, got ${levels}`);
  return Array.from({ length: trajectories }, (_, trajectory) => trajectoryOf(parameters, levels, trajectory)).flat();
}

function trajectoryOf(parameters: readonly string[], levels: number, index: number): UnitPoint[] {
  const draw = (purpose: string, parameter: string): number =>
    unitSample({ purpose: `morris ${purpose}`, parameter, index });
  const half = levels / 2;
  // The lower of the two levels that a parameter takes, and where it begins.
  const low = parameters.map((name) => Math.floor(draw('level', name) * half));
  const isUp = parameters.map((name) => draw('side', name) < 0.5);
  const order = parameters
    .map((name, at) => ({ at, turn: draw('order', name) }))
    .sort((a, b) => a.turn - b.turn)
    .map(({ at }) => at);
  const place = (at: number, isAbove: boolean): number => ((low[at] as number) + (isAbove ? half : 0)) / (levels - 1);
  const points = [parameters.map((_, at) => place(at, isUp[at] as boolean))];
  for (const moved of order) {
    const before = points.at(-1) as number[];
    points.push(before.map((value, at) => (at === moved ? place(at, !isUp[at]) : value)));
  }
  return points;
}

export interface ElementaryEffects {
  readonly parameter: string;
  /** Of the parameter's steps, one a trajectory. */
  readonly effects: readonly number[];
}

/**
 * @param points As `morrisPoints` gave them, or as near as their numbers can be written.
 * @param values Of the outcome at each; null: not known.
 */
export function elementaryEffects(
  parameters: readonly string[],
  points: readonly UnitPoint[],
  values: readonly (number | null)[],
): ElementaryEffects[] {
  const found = parameters.map((parameter) => ({ parameter, effects: [] as number[] }));
  const length = parameters.length + 1;
  for (const [at, point] of points.entries()) {
    const before = points[at - 1];
    const [value, last] = [values[at] ?? null, values[at - 1] ?? null];
    if (at % length === 0 || before === undefined || value === null || last === null) continue;
    const moved = point.findIndex((place, parameter) => place !== before[parameter]);
    if (moved < 0) continue;
    const step = (point[moved] as number) - (before[moved] as number);
    found[moved]?.effects.push((value - last) / step);
  }
  return found;
}

export interface MorrisIndex {
  readonly parameter: string;
  readonly mu: number;
  readonly mu_star: number;
  readonly mu_star_interval: Interval & { readonly level: number };
  readonly sigma: number;
  /** Steps with an outcome on both sides. */
  readonly steps: number;
}

const LEVEL = 0.95;

/** Null where no step of the parameter has a value. @param name Of the outcome. */
export function morrisIndex({ parameter, effects }: ElementaryEffects, name: string): MorrisIndex | null {
  if (effects.length === 0) return null;
  const sizes = effects.map(Math.abs);
  return {
    parameter,
    mu: mean(effects),
    mu_star: mean(sizes),
    mu_star_interval: { ...bootstrapInterval(sizes, mean, `morris ${name} ${parameter}`, LEVEL), level: LEVEL },
    sigma: deviation(effects),
    steps: effects.length,
  };
}
