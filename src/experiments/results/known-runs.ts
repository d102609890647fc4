/** What is known of every run when an experiment is over. */
import type { Experiment, ExperimentArm } from '../experiment.ts';
import type { Point, Run } from '../point.ts';
import type { RunOutcomes } from '../run-outcomes.ts';

export interface RunFact extends Run {
  /** Null where the run failed. */
  readonly digest: string | null;
  readonly scenarioDigest: string | null;
  readonly message: string | null;
  readonly attempts: number;
}

/** A part of a table, as it lies in the folder of results. */
export interface TablePart {
  readonly file: string;
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
}

export interface KnownRuns {
  readonly experiment: Experiment;
  readonly points: readonly Point[];
  readonly facts: readonly RunFact[];
  readonly outcomes: RunOutcomes;
}

/** Runs of an arm, in their order. */
export const factsOf = ({ points, facts }: KnownRuns, arm: number): RunFact[] =>
  facts.filter(({ point }) => points[point]?.arm === arm);

/** Values of an outcome at a point that are known. */
export const valuesAt = ({ outcomes }: KnownRuns, point: number, outcome: number): number[] =>
  outcomes.ofPoint(point, outcome).filter((value) => value !== null);

/** Kinds whose arms are points of their own. */
export const hasNamedArms = ({ kind }: Experiment): boolean =>
  kind === 'ensemble' || kind === 'ablation' || kind === 'policy';

/** What a person types to see a run again; files in it lie in the folder of results. */
export function scenarioFileOf({ scenario, arms }: Experiment, arm: number): string {
  const { branch, name } = arms[arm] as ExperimentArm;
  if (branch !== undefined) return `scenarios/${name}.yaml`;
  return `scenarios/${scenario.word.replace(/^.*[/\\]/, '').replace(/\.ya?ml$/, '')}.yaml`;
}
