/** An experiment that has been read: arms, what is measured, and what its kind asks for. */
import type { ExperimentKind, FileOf, LongTable, Luck } from './file/experiment-file.ts';
import type { Outcome } from './file/outcome-entry.ts';
import type { GridParameter, RangeParameter } from './file/parameter-entry.ts';
import type { SeedRule } from './run-seed.ts';

/** A scenario's file as it was read. */
export interface ScenarioText {
  /** How a person names it: a shipped one by its name, any other by its path. */
  readonly word: string;
  readonly path: string;
  readonly text: string;
  readonly isShipped: boolean;
}

export interface ExperimentArm {
  readonly name: string;
  readonly what: string;
  /** `path=value`, those of the whole experiment first; of a branch those at the opening. */
  readonly settings: readonly string[];
  /** That settings are made in: of a branch the resolved scenario, interventions included. */
  readonly text: string;
  /** What a branch changes and when, as canonical JSON. */
  readonly branch: string | undefined;
  readonly seeds: SeedRule;
}

export type Design =
  | { readonly kind: 'ensemble' | 'ablation' }
  | { readonly kind: 'policy'; readonly at: string; readonly dials: readonly string[] | undefined }
  | { readonly kind: 'grid'; readonly parameters: readonly GridParameter[] }
  | {
      readonly kind: 'morris';
      readonly parameters: readonly RangeParameter[];
      readonly trajectories: number;
      readonly levels: number;
    }
  | { readonly kind: 'sobol'; readonly parameters: readonly RangeParameter[]; readonly baseSamples: number }
  | ({ readonly kind: 'calibrate'; readonly parameters: readonly RangeParameter[] } & CalibrationTerms);

export interface CalibrationTerms {
  readonly moments: readonly Moment[];
  readonly evaluations: number;
  readonly population: number | undefined;
  readonly spread: number;
}

export type Moment = FileOf<'calibrate'>['moments'][string] & { readonly name: string };

export interface Experiment {
  readonly id: string;
  readonly title: string;
  readonly kind: ExperimentKind;
  readonly file: string;
  readonly text: string;
  readonly scenario: ScenarioText;
  /** Of the scenario before settings. */
  readonly scenarioDigest: string;
  readonly until: string | undefined;
  readonly luck: Luck;
  readonly timeLimitMs: number;
  readonly tables: readonly LongTable[];
  readonly outcomes: readonly Outcome[];
  readonly answers: readonly string[];
  /** The base first. */
  readonly arms: readonly ExperimentArm[];
  readonly design: Design;
  /** 32 hex digits over all that decides what comes out: not over titles and notes. */
  readonly digest: string;
}

export const BASE = 'base';
