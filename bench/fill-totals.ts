/** What a run of commands by any book comes to: lots traded, and the fills in order. */

/** Commands after which every book's records are consumed and forgotten. */
export const BATCH_COMMANDS = 1_024;

export interface FillTotals {
  lots: number;
  hash: number;
  /** Whether fills are folded into `hash`; not while the clock runs. */
  readonly hashes: boolean;
}

export const noFills = (hashes = false): FillTotals => ({ lots: 0, hash: 0, hashes });
