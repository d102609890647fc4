/**
 * Which points an experiment tries, and the runs of each: round by round, where what is tried next depends on what came out.
 *
 * Points and runs are numbered from 0 in the order of the plan, which no worker and no result changes.
 */
import type { Experiment, ExperimentArm } from './experiment.ts';
import { type Parameter, type RangeParameter, settingsOf, valueText } from './file/parameter-entry.ts';
import { CalibrationPlan } from './methods/calibration.ts';
import { morrisPoints, type UnitPoint } from './methods/morris.ts';
import { sobolPoints } from './methods/sobol.ts';
import type { Plan, Point, Run } from './point.ts';
import { countOf, runSeed } from './run-seed.ts';

export function planOf(experiment: Experiment): Plan {
  const { design, arms } = experiment;
  const [base] = arms as [ExperimentArm];
  switch (design.kind) {
    case 'ensemble':
    case 'ablation':
    case 'policy':
      return once(arms.map(({ settings }, arm) => ({ point: arm, arm, settings, values: {} })));
    case 'grid':
      return once(
        combinations(design.parameters.map(({ values }) => values.length)).map((places, point) => {
          const texts = design.parameters.map(({ values }, at) => values[places[at] as number] as string);
          return pointOf(point, base, design.parameters, texts);
        }),
      );
    case 'morris':
    case 'sobol': {
      const parameters = design.parameters.map(({ name }) => name);
      const units =
        design.kind === 'morris' ? morrisPoints({ ...design, parameters }) : sobolPoints({ ...design, parameters });
      return once(units.map((unit, point) => unitPointOf(point, base, design.parameters, unit)));
    }
    case 'calibrate':
      return new CalibrationPlan(design, experiment.outcomes, (point, unit) =>
        unitPointOf(point, base, design.parameters, unit),
      );
  }
}

function once(points: readonly Point[]): Plan {
  let isAsked = false;
  return {
    next: () => {
      if (isAsked) return undefined;
      isAsked = true;
      return points;
    },
  };
}

function pointOf(
  point: number,
  base: ExperimentArm,
  parameters: readonly Parameter[],
  texts: readonly string[],
): Point {
  const settings = parameters.flatMap((parameter, at) => settingsOf(parameter, texts[at] as string));
  const values = Object.fromEntries(parameters.map(({ name }, at) => [name, texts[at] as string]));
  return { point, arm: 0, settings: [...base.settings, ...settings], values };
}

function unitPointOf(
  point: number,
  base: ExperimentArm,
  parameters: readonly RangeParameter[],
  unit: UnitPoint,
): Point {
  const texts = parameters.map((parameter, at) => valueText(parameter, unit[at] as number));
  return pointOf(point, base, parameters, texts);
}

/** Every combination of places, the last of them fastest. */
function combinations(lengths: readonly number[]): number[][] {
  return lengths.reduce<number[][]>(
    (before, length) => before.flatMap((places) => Array.from({ length }, (_, at) => [...places, at])),
    [[]],
  );
}

/** Of the points in their order, numbered from `first`. */
export function runsOf({ arms, luck }: Experiment, points: readonly Point[], first: number): Run[] {
  const runs: Run[] = [];
  for (const { point, arm, settings } of points) {
    const { seeds, branch } = arms[arm] as ExperimentArm;
    const luckOf = branch === undefined ? settings : [...settings, branch];
    for (let replicate = 0; replicate < countOf(seeds); replicate++) {
      const seed = runSeed(seeds, replicate, luck, luckOf);
      runs.push({ run: first + runs.length, point, replicate, seed });
    }
  }
  return runs;
}
