/** What an experiment's own method says: dials of a policy, cells of a grid, Morris, Sobol and calibration. */
import { correlation } from '../../analysis/episodes/correlation.ts';
import type { Design } from '../experiment.ts';
import { placeOf } from '../file/parameter-entry.ts';
import { CalibrationPlan, lossOf, momentValues, unitsOf } from '../methods/calibration.ts';
import { elementaryEffects, morrisIndex } from '../methods/morris.ts';
import { sampleSizeHint, sobolIndices } from '../methods/sobol.ts';
import type { Plan, Point } from '../point.ts';
import { deviation, mean } from '../statistics.ts';
import { spread } from './arm-statistics.ts';
import { type KnownRuns, valuesAt } from './known-runs.ts';

/** Null for kinds whose answer is the statistics of their arms. */
export function methodResults(known: KnownRuns, plan: Plan): unknown {
  const { design } = known.experiment;
  switch (design.kind) {
    case 'ensemble':
    case 'ablation':
      return null;
    case 'policy':
      return policyResults(known, design);
    case 'grid':
      return gridResults(known, design);
    case 'morris':
      return morrisResults(known, design);
    case 'sobol':
      return sobolResults(known, design);
    case 'calibrate':
      return calibrationResults(known, design, plan);
  }
}

type DesignOf<Kind extends Design['kind']> = Extract<Design, { kind: Kind }>;

function policyResults(known: KnownRuns, { at, dials }: DesignOf<'policy'>): unknown {
  const { experiment, outcomes } = known;
  if (dials === undefined) return { at, dials: null, arms: [] };
  const [x, y] = dials.map((name) => experiment.outcomes.findIndex((outcome) => outcome.name === name)) as [
    number,
    number,
  ];
  const arms = experiment.arms.map(({ name }, arm) => {
    const [ofX, ofY] = [outcomes.ofPoint(arm, x), outcomes.ofPoint(arm, y)];
    const both = ofX.flatMap((value, run) => {
      const other = ofY[run] ?? null;
      return value === null || other === null ? [] : [[value, other] as const];
    });
    if (both.length === 0)
      return { arm: name, x_mean: null, y_mean: null, x_sd: null, y_sd: null, correlation: null, runs: 0 };
    const [xs, ys] = [both.map(([value]) => value), both.map(([, value]) => value)];
    return {
      arm: name,
      x_mean: mean(xs),
      y_mean: mean(ys),
      x_sd: deviation(xs),
      y_sd: deviation(ys),
      correlation: correlation(xs, ys),
      runs: both.length,
    };
  });
  return { at, dials, arms };
}

function gridResults(known: KnownRuns, { parameters }: DesignOf<'grid'>): unknown {
  const { experiment, points } = known;
  const axes = parameters.map(({ name, values }) => ({ parameter: name, values }));
  const cells = points.flatMap(({ point }) =>
    experiment.outcomes.map(({ name: outcome }, at) => {
      const values = valuesAt(known, point, at);
      const { mean: centre, median, p05, p95, mean_interval } = spread(values, `${pointName(known, point)} ${outcome}`);
      return { point, outcome, runs: values.length, mean: centre, median, p05, p95, mean_interval };
    }),
  );
  return { axes, cells };
}

/** By its values, so that its interval does not depend on its place. */
const pointName = ({ points }: KnownRuns, point: number): string => JSON.stringify(points[point]?.values);

/** The mean over replicates, which all points have on the same seeds. */
function means(known: KnownRuns, outcome: number): (number | null)[] {
  return known.points.map(({ point }) => {
    const values = valuesAt(known, point, outcome);
    return values.length === 0 ? null : mean(values);
  });
}

function morrisResults(known: KnownRuns, { parameters, trajectories, levels }: DesignOf<'morris'>): unknown {
  const names = parameters.map(({ name }) => name);
  const units = known.points.map((point) => unitsOf(point, parameters));
  const effects = known.experiment.outcomes.flatMap(({ name: outcome }, at) =>
    elementaryEffects(names, units, means(known, at)).flatMap((found) => {
      const index = morrisIndex(found, outcome);
      return index === null ? [] : [{ outcome, ...index }];
    }),
  );
  return { trajectories, levels, effects };
}

function sobolResults(known: KnownRuns, { parameters, baseSamples }: DesignOf<'sobol'>): unknown {
  const names = parameters.map(({ name }) => name);
  const results = known.experiment.outcomes.map(({ name: outcome }, at) => ({
    outcome,
    result: sobolIndices(names, means(known, at), outcome),
  }));
  return {
    base_samples: baseSamples,
    indices: results.flatMap(({ outcome, result }) => result.indices.map((index) => ({ outcome, ...index }))),
    variances: results.map(({ outcome, result: { mean: centre, variance, rows } }) => ({
      outcome,
      mean: centre,
      variance,
      rows,
    })),
    hint: sampleSizeHint(results.map(({ result }) => result)),
  };
}

function calibrationResults(known: KnownRuns, design: DesignOf<'calibrate'>, plan: Plan): unknown {
  const { experiment, points, outcomes } = known;
  const { moments, parameters } = design;
  const valuesOf = (point: number) =>
    momentValues(moments, experiment.outcomes, { ofPoint: (outcome) => outcomes.ofPoint(point, outcome) });
  let best: { readonly point: Point; readonly loss: number } | undefined;
  const trace = points.map((point, evaluation) => {
    const loss = lossOf(moments, valuesOf(point.point));
    if (loss !== null && (best === undefined || loss < best.loss)) best = { point, loss };
    return { evaluation, point: point.point, loss, best: best?.loss ?? null, values: point.values };
  });
  const found = best?.point;
  const reached = found === undefined ? [] : valuesOf(found.point);
  return {
    method: 'cma-es',
    stopped: plan instanceof CalibrationPlan ? (plan.stopped ?? null) : null,
    evaluations: points.length,
    loss: best?.loss ?? null,
    point: found?.point ?? null,
    parameters: parameters.map((parameter) => fittedOf(parameter, found)),
    moments: moments.map(({ name, outcome, statistic, target, tolerance, heldOut }, at) => ({
      name,
      outcome,
      statistic,
      target,
      tolerance,
      value: reached[at]?.value ?? null,
      loss: reached[at]?.loss ?? null,
      held_out: heldOut,
    })),
    trace,
  };
}

/** As near to a bound a search would have gone beyond it. */
const AT_BOUND = 0.01;

function fittedOf(parameter: DesignOf<'calibrate'>['parameters'][number], point: Point | undefined): unknown {
  const { name, paths, unit, low, high, start } = parameter;
  const place = point === undefined ? undefined : placeOf(parameter, point.values[name] as string);
  const isAtBound = place !== undefined && (place.unit < AT_BOUND || place.unit > 1 - AT_BOUND);
  const value = place?.value ?? null;
  return {
    name,
    path: paths.join(', '),
    unit,
    low,
    high,
    start: low + (high - low) * start,
    value,
    at_bound: isAtBound,
  };
}
