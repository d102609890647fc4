/** What the report of a run is made of: all of it plain data, nothing of the machine that draws it. */
import type { PublishedComparison } from '../../analysis/published/compare-published.ts';
import type { RunStudyResult } from '../../analysis/run-study.ts';

export interface RunFacts {
  /** The run as it was asked for: in commands. */
  readonly name: string;
  readonly scenarioId: string;
  readonly title: string;
  readonly scenarioDigest: string;
  readonly seed: number;
  readonly engineVersion: string;
  /** Of the code that wrote the log; null: not known. */
  readonly code: string | null;
  readonly settings: readonly string[];
  readonly patches: readonly string[];
  readonly fork: { readonly run: string; readonly at: string } | null;
  /** Null: to the scenario's end. */
  readonly until: string | null;
  readonly digest: string;
  /** False: the run was interrupted, or its log is torn. */
  readonly isComplete: boolean;
  readonly wallSeconds: number | null;
  readonly machine: string | null;
  /** Repeats the run; null where nobody knows how. */
  readonly repeat: string | null;
  /** The file that the scenario was read from, which names its sources; null: not known. */
  readonly scenarioFile: string | null;
}

export interface RunInput {
  readonly facts: RunFacts;
  readonly study: RunStudyResult;
  /** Null: nothing was published of its episode that we know. */
  readonly published: PublishedComparison | null;
}
