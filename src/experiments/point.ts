/** A point of an experiment, a run of it, and the plan that both come from. */
import type { RunOutcomes } from './run-outcomes.ts';

export interface Point {
  readonly point: number;
  /** Place of the arm in the experiment. */
  readonly arm: number;
  /** All of them, those of the arm first. */
  readonly settings: readonly string[];
  /** Of each parameter, as a setting takes it. */
  readonly values: Readonly<Record<string, string>>;
}

export interface Run {
  readonly run: number;
  readonly point: number;
  readonly replicate: number;
  readonly seed: number;
}

export interface Plan {
  /** Points of the next round; undefined: there is none. @param outcomes Of all rounds before. */
  next(outcomes: RunOutcomes): readonly Point[] | undefined;
}
