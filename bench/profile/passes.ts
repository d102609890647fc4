/** What a pass over a run is told, and what it leaves. */
import type { PhaseTime } from './phase-timers.ts';
import type { RunFigures } from './profiled-run.ts';

export type PassKind = 'time' | 'phases' | 'bytes';

export interface PassInput {
  readonly path: string;
  readonly seed: number;
  readonly until: number | null;
  /** A folder. */
  readonly out: string;
}

export interface PassOutput extends RunFigures {
  readonly phases: readonly PhaseTime[];
}

/** Files that a pass leaves in `out`. */
export const CPU_PROFILE = 'run.cpuprofile';
export const HEAP_PROFILE = 'run.heapprofile';
export const outputOf = (kind: PassKind): string => `${kind}.json`;
