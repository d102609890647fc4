/** How many runs an experiment has, as far as its file says. */
import type { Experiment, ExperimentArm } from '../../experiments/experiment.ts';
import { countOf } from '../../experiments/run-seed.ts';

/** At most: a search may end before its budget is used up. */
export function plannedRuns({ design, arms }: Experiment): number {
  const replicates = countOf((arms[0] as ExperimentArm).seeds);
  switch (design.kind) {
    case 'ensemble':
    case 'ablation':
    case 'policy':
      return arms.reduce((sum, { seeds }) => sum + countOf(seeds), 0);
    case 'grid':
      return replicates * design.parameters.reduce((product, { values }) => product * values.length, 1);
    case 'morris':
      return replicates * design.trajectories * (design.parameters.length + 1);
    case 'sobol':
      return replicates * design.baseSamples * (design.parameters.length + 2);
    case 'calibrate':
      return replicates * design.evaluations;
  }
}
