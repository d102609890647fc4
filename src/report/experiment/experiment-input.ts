/** What an experiment's folder holds, as its report reads it (`docs/experiments.md`). */
import type { PublishedRow } from '../../analysis/published/published-row.ts';
import type { Answer, ArmStatistic, Effect, LevelInterval } from '../../experiments/results/arm-statistics.ts';

export interface Outcome {
  readonly name: string;
  readonly what: string;
  readonly unit: string;
}

export interface Parameter {
  readonly name: string;
  readonly path: string;
  readonly unit: string | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly values: readonly (string | number)[] | null;
}

export interface ExperimentArm {
  readonly name: string;
  readonly what: string;
  readonly scenario: string;
  readonly settings: readonly string[];
  readonly until: string | null;
  readonly fork_at: string | null;
  readonly scenario_digest: string;
  readonly seeds: readonly number[];
  readonly digests: readonly (string | null)[];
  readonly runs: number;
  readonly failed: number;
}

export interface PolicyResults {
  readonly dials: readonly [string, string] | null;
  readonly arms: readonly {
    readonly arm: string;
    readonly x_mean: number | null;
    readonly y_mean: number | null;
    readonly x_sd: number | null;
    readonly y_sd: number | null;
    readonly correlation: number | null;
    readonly runs: number;
  }[];
}

export interface GridResults {
  readonly axes: readonly { readonly parameter: string; readonly values: readonly (string | number)[] }[];
  readonly cells: readonly {
    readonly point: number;
    readonly outcome: string;
    readonly runs: number;
    readonly mean: number | null;
    readonly median: number | null;
    readonly p05: number | null;
    readonly p95: number | null;
    readonly mean_interval: LevelInterval | null;
  }[];
}

export interface MorrisResults {
  readonly trajectories: number;
  readonly levels: number;
  readonly effects: readonly {
    readonly outcome: string;
    readonly parameter: string;
    readonly mu: number;
    readonly mu_star: number;
    readonly mu_star_interval: LevelInterval | null;
    readonly sigma: number;
  }[];
}

export interface SobolResults {
  readonly base_samples: number;
  readonly indices: readonly {
    readonly outcome: string;
    readonly parameter: string;
    readonly first: number | null;
    readonly first_interval: LevelInterval | null;
    readonly total: number | null;
    readonly total_interval: LevelInterval | null;
    readonly notes: readonly string[];
  }[];
  readonly variances: readonly {
    readonly outcome: string;
    readonly mean: number | null;
    readonly variance: number | null;
  }[];
  readonly hint: string | null;
}

export interface CalibrateResults {
  readonly method: string;
  readonly stopped: string | null;
  readonly evaluations: number;
  readonly loss: number | null;
  readonly parameters: readonly {
    readonly name: string;
    readonly path: string;
    readonly unit: string | null;
    readonly low: number;
    readonly high: number;
    readonly start: number;
    readonly value: number | null;
    readonly at_bound: boolean;
  }[];
  readonly moments: readonly {
    readonly name: string;
    readonly outcome: string;
    readonly statistic: string;
    readonly target: number;
    readonly tolerance: number;
    readonly value: number | null;
    readonly loss: number | null;
    readonly held_out: boolean;
  }[];
  readonly trace: readonly {
    readonly evaluation: number;
    readonly point: number;
    readonly loss: number | null;
    readonly best: number | null;
  }[];
}

interface Common {
  readonly schema: string;
  readonly id: string;
  readonly title: string;
  readonly engine: { readonly version: string; readonly code: string };
  readonly experiment: { readonly file: string; readonly digest: string };
  readonly scenarios: readonly { readonly name: string; readonly file: string; readonly digest: string }[];
  readonly luck: 'common' | 'independent';
  readonly outcomes: readonly Outcome[];
  readonly parameters: readonly Parameter[];
  readonly arms: readonly ExperimentArm[];
  readonly points: readonly {
    readonly point: number;
    readonly arm: string;
    readonly scenario_digest: string;
    readonly values: Readonly<Record<string, string>>;
  }[];
  readonly tables: Readonly<
    Record<
      string,
      { readonly rows: number; readonly parts: readonly { readonly file: string; readonly rows: number }[] }
    >
  >;
  readonly failures: readonly {
    readonly run: number;
    readonly arm: string;
    readonly point: number;
    readonly seed: number;
    readonly message: string;
    readonly attempts: number;
    readonly replay: string;
  }[];
  readonly statistics: readonly ArmStatistic[];
  readonly effects: readonly Effect[];
  readonly answers: readonly Answer[];
}

export type ExperimentDocument = Common &
  (
    | { readonly kind: 'ensemble' | 'ablation'; readonly results: null }
    | { readonly kind: 'policy'; readonly results: PolicyResults }
    | { readonly kind: 'grid'; readonly results: GridResults }
    | { readonly kind: 'morris'; readonly results: MorrisResults }
    | { readonly kind: 'sobol'; readonly results: SobolResults }
    | { readonly kind: 'calibrate'; readonly results: CalibrateResults }
  );

/** One run: who it is, and its outcomes by name. */
export interface ExperimentRun {
  readonly arm: string;
  readonly run: number;
  readonly point: number;
  readonly replicate: number;
  readonly seed: number;
  readonly outcomes: Readonly<Record<string, number | null>>;
  readonly replay: string;
}

/** Official closes of one run, a list a line, by date; what the tables say of them. */
export interface RunDays {
  readonly arm: string;
  readonly run: number;
  readonly replicate: number;
  readonly days: readonly ExperimentDay[];
}

export interface ExperimentDay {
  readonly date: string;
  readonly bond: string;
  readonly change_bp: number | null;
  readonly volume_dv01: number;
  readonly spread_bp: number | null;
  readonly depth_dv01: number | null;
}

/** What risk-parity funds sold of Treasuries less what they bought, over a whole run; face in dollars. */
export interface RunFlow {
  readonly arm: string;
  readonly run: number;
  readonly net_sold_face: number;
}

export interface ExperimentMachine {
  readonly node: string;
  readonly cpus: number | string;
  readonly workers: number;
  readonly runs: number;
  readonly wall_seconds: number;
}

export interface ExperimentInput {
  /** The folder as it was asked for. */
  readonly name: string;
  readonly document: ExperimentDocument;
  readonly runs: readonly ExperimentRun[];
  /** Of arms that have one point; empty where there are many. */
  readonly days: readonly RunDays[];
  readonly flows: readonly RunFlow[];
  /** Of the episode of its first scenario. */
  readonly published: readonly PublishedRow[];
  readonly machine: ExperimentMachine | null;
  /** How many numbers of the scenario files name a source, and how many are marked as assumed. */
  readonly sources: { readonly sourced: number; readonly assumed: number };
}
