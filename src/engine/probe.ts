/**
 * What the loop is at, for whoever hosts a run and has a clock: the engine says when a phase begins and ends, and reads none.
 *
 * Phases lie within one another: a decision's orders are matched, their fills published. Nothing comes back from a probe, so that a
 * run is the same with one and without.
 */
export type Phase = 'decide' | 'match' | 'ledger' | 'digest' | 'publish';

export interface Probe {
  begin(phase: Phase): void;
  /** Of the phase that began last. */
  end(): void;
}

/** Costs nothing that could be measured (docs/performance.md). */
export const NO_PROBE: Probe = { begin: () => undefined, end: () => undefined };
