/**
 * A row of the soak: one property, checked case by case for as long as there is time.
 *
 * A case is a number and nothing else, so that a failure is repeated by naming row and case. Cases are short: time is
 * shared between them, never inside one.
 */

export interface SoakRow {
  /** As in the regressions and on the command line. */
  readonly id: string;
  readonly title: string;
  /** What takes seconds and must be there before the first case; other rows go on meanwhile. */
  prepare?(): Promise<void>;
  /** Throws what it finds. */
  check(number: number): void | Promise<void>;
  /** What was done so far beyond the number of cases; empty where there is nothing to add. */
  figures(): string;
  /** Puts away what the row has built. */
  close?(): void;
}

/** Something that runs beside the rows from the first to the last second, on a core of its own where there is one. */
export interface SoakCompanion {
  readonly id: string;
  readonly title: string;
  begin(): void;
  figures(): string;
  /** A soak of so many seconds and more must come to what it is there for, on a machine that does other things, too. */
  readonly certainAfterS: number;
  /** What it was there for and has not come to. */
  unreached(): readonly string[];
  /** What it found, once it has been told to stop. */
  end(): Promise<readonly string[]>;
}

/** Cases of one seed of the soak have numbers of their own. */
export const CASES_PER_SEED = 100_000_000;

export const caseNumber = (seed: number, at: number): number => seed * CASES_PER_SEED + at;
