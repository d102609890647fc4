/**
 * A run's probe with a clock: how long each phase took by itself, without those inside it, and how its calls are spread.
 *
 * The host adds the phases that the engine knows nothing of. Reading the clock costs some fifty nanoseconds a mark, which is in the
 * figures of whatever is marked often.
 */
import type { Phase, Probe } from '../../src/engine/probe.ts';

export type TimedPhase = Phase | 'log' | 'measure' | 'rest';
export const TIMED_PHASES: readonly TimedPhase[] = [
  'decide',
  'match',
  'ledger',
  'digest',
  'publish',
  'log',
  'measure',
  'rest',
];

/** Steps of about a twelfth from a nanosecond up to an hour. */
const STEPS_PER_DOUBLING = 8;
const STEPS = 42 * STEPS_PER_DOUBLING;

export interface PhaseTime {
  readonly phase: TimedPhase;
  readonly calls: number;
  readonly seconds: number;
  readonly share: number;
  /** Of one call, without phases inside it; undefined of the rest, which is not called. */
  readonly p50Micros: number | undefined;
  readonly p99Micros: number | undefined;
}

class Spread {
  nanos = 0;
  calls = 0;
  private readonly counts = new Uint32Array(STEPS);

  add(nanos: number): void {
    this.nanos += nanos;
    this.calls += 1;
    const step = Math.floor(Math.log2(Math.max(1, nanos)) * STEPS_PER_DOUBLING);
    this.counts[Math.min(step, STEPS - 1)]! += 1;
  }

  /** The middle of the step in which it lies. */
  quantile(share: number): number {
    let step = 0;
    for (let left = share * this.calls; step < STEPS; step++) {
      left -= this.counts[step] as number;
      if (left <= 0) break;
    }
    return 2 ** ((step + 0.5) / STEPS_PER_DOUBLING);
  }
}

export class PhaseTimers implements Probe {
  private readonly spreads = new Map(TIMED_PHASES.map((phase) => [phase, new Spread()]));
  private readonly open: { phase: TimedPhase; nanos: number }[] = [{ phase: 'rest', nanos: 0 }];
  private readonly now: () => number;
  private last: number;

  /** `now` in nanoseconds. */
  constructor(now: () => number) {
    this.now = now;
    this.last = now();
  }

  begin(phase: TimedPhase): void {
    this.pass();
    this.open.push({ phase, nanos: 0 });
  }

  end(): void {
    this.pass();
    const ended = this.open.pop() as { phase: TimedPhase; nanos: number };
    this.spreads.get(ended.phase)?.add(ended.nanos);
  }

  /** In the order of `TIMED_PHASES`; what is still open counts as the rest. */
  times(): PhaseTime[] {
    this.pass();
    const rest = this.open.reduce((sum, { nanos }) => sum + nanos, 0);
    const total = [...this.spreads.values()].reduce((sum, { nanos }) => sum + nanos, rest);
    return TIMED_PHASES.map((phase) => {
      const spread = this.spreads.get(phase) as Spread;
      const nanos = phase === 'rest' ? rest : spread.nanos;
      const micros = (share: number) => (spread.calls === 0 ? undefined : spread.quantile(share) / 1_000);
      return {
        phase,
        calls: spread.calls,
        seconds: nanos / 1e9,
        share: nanos / total,
        p50Micros: micros(0.5),
        p99Micros: micros(0.99),
      };
    });
  }

  private pass(): void {
    const now = this.now();
    (this.open.at(-1) as { nanos: number }).nanos += now - this.last;
    this.last = now;
  }
}
