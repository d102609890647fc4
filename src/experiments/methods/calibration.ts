/**
 * Method of simulated moments: parameters are moved until statistics of the runs come near their targets.
 *
 * The loss is the sum over fitted moments of the squared miss in tolerances. All points share their seeds, so that the loss is a
 * plain function of the parameters; it is no smooth one, hence an evolution strategy (`cma-es.ts`) and no gradient. What has
 * been evaluated is all there is to know: a search that was killed asks for the same points again and finds their runs made.
 */
import type { CalibrationTerms, Moment } from '../experiment.ts';
import type { Outcome } from '../file/outcome-entry.ts';
import { placeOf, type RangeParameter } from '../file/parameter-entry.ts';
import type { Plan, Point } from '../point.ts';
import type { RunOutcomes } from '../run-outcomes.ts';
import { deviation, mean, quantile, rootMeanSquare } from '../statistics.ts';
import { CmaEs } from './cma-es.ts';
import type { UnitPoint } from './morris.ts';

export type Stopped = 'budget' | 'converged' | 'flat';

const STATISTICS: Readonly<Record<Moment['statistic'], (values: readonly number[]) => number>> = {
  mean,
  median: (values) => quantile(values, 0.5),
  sd: deviation,
  p05: (values) => quantile(values, 0.05),
  p25: (values) => quantile(values, 0.25),
  p75: (values) => quantile(values, 0.75),
  p95: (values) => quantile(values, 0.95),
  rms: rootMeanSquare,
};

export interface MomentValue {
  readonly name: string;
  readonly value: number | null;
  /** Squared miss in tolerances. */
  readonly loss: number | null;
}

/** Of a point; null where no replicate has the outcome. */
export function momentValues(
  moments: readonly Moment[],
  outcomes: readonly Pick<Outcome, 'name'>[],
  { ofPoint }: { readonly ofPoint: (outcome: number) => readonly (number | null)[] },
): MomentValue[] {
  return moments.map(({ name, outcome, statistic, target, tolerance }) => {
    const at = outcomes.findIndex((each) => each.name === outcome);
    const values = ofPoint(at).filter((value) => value !== null);
    if (values.length === 0) return { name, value: null, loss: null };
    const value = STATISTICS[statistic](values);
    return { name, value, loss: ((value - target) / tolerance) ** 2 };
  });
}

/** Over the moments that are fitted; null where one of them has no value. */
export function lossOf(moments: readonly Moment[], values: readonly MomentValue[]): number | null {
  const fitted = values.filter((_, at) => moments[at]?.heldOut === false).map(({ loss }) => loss);
  return fitted.includes(null) ? null : fitted.reduce<number>((sum, loss) => sum + (loss as number), 0);
}

/** A generation whose spread is less than this share of the bounds says nothing new. */
const LEAST_SIGMA = 1e-3;

export class CalibrationPlan implements Plan {
  readonly #terms: CalibrationTerms & { readonly parameters: readonly RangeParameter[] };
  readonly #outcomes: readonly Outcome[];
  readonly #pointOf: (point: number, unit: UnitPoint) => Point;
  readonly #search: CmaEs;
  readonly #points: Point[] = [];
  #generation: readonly Point[] = [];
  #stopped: Stopped | undefined;

  constructor(
    terms: CalibrationTerms & { readonly parameters: readonly RangeParameter[] },
    outcomes: readonly Outcome[],
    pointOf: (point: number, unit: UnitPoint) => Point,
  ) {
    const { parameters, population, spread } = terms;
    this.#terms = terms;
    this.#outcomes = outcomes;
    this.#pointOf = pointOf;
    this.#search = new CmaEs({
      parameters: parameters.map(({ name }) => name),
      start: this.#start,
      sigma: spread,
      ...(population === undefined ? {} : { population }),
    });
  }

  /** Why it ended; undefined: it has not. */
  get stopped(): Stopped | undefined {
    return this.#stopped;
  }

  next(outcomes: RunOutcomes): readonly Point[] | undefined {
    if (this.#points.length === 0) return this.#asked([this.#start]);
    if (this.#generation.length > 0) this.#tell(outcomes);
    this.#stopped ??= this.#points.length + this.#search.population > this.#terms.evaluations ? 'budget' : undefined;
    if (this.#stopped !== undefined) return undefined;
    this.#generation = this.#asked(this.#search.ask());
    return this.#generation;
  }

  get #start(): UnitPoint {
    return this.#terms.parameters.map(({ start }) => start);
  }

  #asked(units: readonly UnitPoint[]): Point[] {
    const points = units.map((unit, at) => this.#pointOf(this.#points.length + at, unit));
    this.#points.push(...points);
    return points;
  }

  #tell(outcomes: RunOutcomes): void {
    const { moments } = this.#terms;
    const losses = this.#generation.map(({ point }) => {
      const ofPoint = (outcome: number): (number | null)[] => outcomes.ofPoint(point, outcome);
      return lossOf(moments, momentValues(moments, this.#outcomes, { ofPoint }));
    });
    this.#search.tell(losses);
    if (losses.every((loss) => loss === losses[0])) this.#stopped = 'flat';
    if (this.#search.sigma < LEAST_SIGMA) this.#stopped = 'converged';
  }
}

/** Where a point really stands between the bounds, once its values have been written. */
export const unitsOf = ({ values }: Point, parameters: readonly RangeParameter[]): number[] =>
  parameters.map((parameter) => placeOf(parameter, values[parameter.name] as string).unit);
