/**
 * Everything that a report tells of one run, out of one pass over its log: the tables that people look at first, paths by five
 * minutes, what trading follows from, and the chains that end in a forced trade.
 */
import type { RecordBatch } from '../events/records.ts';
import type { MarketEvent } from '../events/vocabulary.ts';
import { type CascadeCounts, Cascades } from './cascades/cascades.ts';
import { type GridLine, LevelGrid } from './level-grid.ts';
import { type RunReport, RunSummary, type RunSummaryOptions } from './run-summary.ts';
import { type ProvenanceRow, ProvenanceShares } from './spillover/provenance-shares.ts';

export interface RunStudyResult {
  readonly report: RunReport;
  /** Every line, in the order of the log. */
  readonly grid: readonly GridLine[];
  readonly provenance: readonly ProvenanceRow[];
  readonly cascades: CascadeCounts;
}

/** A `LogVisitor`. */
export class RunStudy {
  readonly #summary: RunSummary;
  readonly #grid = new LevelGrid();
  readonly #provenance: ProvenanceShares;
  readonly #cascades = new Cascades();

  constructor(options: RunSummaryOptions) {
    this.#summary = new RunSummary(options);
    this.#provenance = new ProvenanceShares(this.#summary.board);
  }

  control(event: MarketEvent): void {
    this.#summary.control(event);
    this.#grid.control(event);
    this.#provenance.control(event);
    this.#cascades.control(event);
  }

  batch(batch: RecordBatch): void {
    this.#summary.batch(batch);
    this.#grid.batch(batch);
    this.#provenance.batch(batch);
    this.#cascades.batch(batch);
  }

  /** @param most Kinds of chain that are told. */
  result(most: number): RunStudyResult {
    return {
      report: this.#summary.report(),
      grid: this.#grid.lines(),
      provenance: this.#provenance.rows(),
      cascades: this.#cascades.counts(most),
    };
  }
}
