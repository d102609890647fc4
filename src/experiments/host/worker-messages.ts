/** What the pool and its threads say to each other. */
import type { RunExtract } from '../../analysis/episodes/run-extract.ts';
import type { AuctionRow } from '../../analysis/tables/auction-table.ts';
import type { DailyRow } from '../../analysis/tables/daily-table.ts';
import type { MetricRow } from '../../analysis/tables/metric-rows.ts';
import type { Arm } from '../arm.ts';
import type { LongTable } from '../file/experiment-file.ts';
import type { OutcomeEntry } from '../file/outcome-entry.ts';
import type { KindFlowRow } from '../results/run-columns.ts';

export interface WorkerTask {
  readonly arm: Arm;
  readonly text: string;
  readonly seed: number;
}

/** A run of an experiment. */
export interface ExperimentTask {
  readonly text: string;
  /** `path=value`. */
  readonly settings: readonly string[];
  readonly until: string | undefined;
  readonly seed: number;
  readonly outcomes: readonly OutcomeEntry[];
  readonly tables: readonly LongTable[];
}

export interface LongRows {
  readonly daily: DailyRow;
  readonly auctions: AuctionRow;
  readonly operations: AuctionRow;
  readonly flows: KindFlowRow;
  readonly metrics: MetricRow;
}

export type RunRows = { readonly [Table in LongTable]?: readonly LongRows[Table][] };

/** What is kept of a run of an experiment. */
export interface RunAnswer {
  readonly digest: string;
  readonly scenarioDigest: string;
  readonly from: string;
  readonly to: string;
  readonly counts: RunExtract['counts'];
  /** In the order of the experiment's. */
  readonly outcomes: readonly (number | null)[];
  readonly rows: RunRows;
}
